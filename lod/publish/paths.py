"""Safe access to files of a published folder: all writing, moving, reading back and removing goes through here.

A path is relative, its elements parted by slashes, and none of them leads elsewhere: no "..", no empty one, none longer
than a file name may be. Symbolic links below the folder are never followed, whoever put them there; the folder itself
may be one, since a person named it.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from lod.model.errors import FolderError, PathError
from lod.model.iris import is_path

#: Size in bytes and time of change in nanoseconds.
FileStat = tuple[int, int]
_LINK = "remove the link, or build into another folder"


def relative_path(path: str, folder: str) -> str:
    """The way from a folder ("" for the root) to a path, both below one root; the library's asks for the disk's folder.

    >>> relative_path("a/b/c.html", "a/d"), relative_path("c.html", ""), relative_path("a/b.html", "a/b")
    ('../b/c.html', 'c.html', '../b.html')
    """
    parts, above = path.split("/"), folder.split("/") if folder else []
    common = 0
    while common < len(above) and common < len(parts) - 1 and above[common] == parts[common]:
        common += 1
    return "../" * (len(above) - common) + "/".join(parts[common:])


def locate(root: Path, path: str) -> Path:
    """Where `path` stands below `root`, there or not; raises PathError where it would stand elsewhere."""
    if not is_path(path):
        raise PathError(f"{path!r} is no path below a folder", str(root), "no file is written or removed there")
    folder = os.fspath(root)  # a Path for each folder would cost more than asking the disk
    for parent in path.split("/")[:-1]:
        folder = f"{folder}/{parent}"
        mode = _mode(folder)
        if stat.S_ISLNK(mode):
            raise FolderError("is a symbolic link, and would lead elsewhere", folder, _LINK)
        if not mode:
            break
        if not stat.S_ISDIR(mode):
            raise FolderError("is a file where a folder must be", folder, "move it away")
    return root / path


def find_file(root: Path, path: str) -> Path | None:
    """The file at `path`; None where there is none, or a link or folder; raises PathError."""
    target = locate(root, path)
    return target if stat.S_ISREG(_mode(target)) else None


def write_file(root: Path, path: str, content: bytes) -> Path:
    """Write a file and the folders above it; a link in its place is replaced. Raises PathError, OSError."""
    target = _cleared(root, path)
    target.write_bytes(content)
    return target


def move_file(source: Path, root: Path, path: str) -> Path:
    """Move a file of the same disk to `path` in one step, over what stands there; raises PathError, OSError."""
    target = _cleared(root, path)
    os.replace(source, target)
    return target


def remove_file(root: Path, path: str) -> bool:
    """Remove the file or link at `path`, if there is one, and tell; raises PathError, and OSError for a folder."""
    target = locate(root, path)
    if not _mode(target):
        return False
    target.unlink()
    return True


def removable(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Of some paths those that lead below `root`, and to no folder; what leads to each folder is looked at once."""
    above = {"": True}  # whether a file may stand below a folder

    def may_hold(folder: str) -> bool:
        if folder not in above:
            above[folder] = may_hold(folder.rpartition("/")[0]) and _may_be_folder(f"{start}/{folder}")
        return above[folder]

    start = os.fspath(root)
    return frozenset(
        path
        for path in paths
        if is_path(path) and may_hold(path.rpartition("/")[0]) and not stat.S_ISDIR(_mode(f"{start}/{path}"))
    )


def file_stats(root: Path) -> dict[str, FileStat]:
    """The state of each file of a folder, by path; links are not followed. Raises OSError where there is none."""
    found: dict[str, FileStat] = {}
    waiting = [("", os.fspath(root))]
    while waiting:
        start, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{start}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    stat = entry.stat(follow_symlinks=False)
                    found[start + entry.name] = (stat.st_size, stat.st_mtime_ns)
    return found


def prune(root: Path, path: str) -> None:
    """Remove the folders above `path` that are empty, upwards as far as `root`; raises PathError."""
    folder = locate(root, path).parent
    while folder != root:
        with suppress(FileNotFoundError):  # a switch that was stopped has removed it
            if any(folder.iterdir()):
                return
            folder.rmdir()
        folder = folder.parent


def _cleared(root: Path, path: str) -> Path:
    """Where `path` stands, its folders made, without a link in its place."""
    target = locate(root, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = _mode(target)
    if stat.S_ISDIR(mode):
        raise FolderError("is a folder where a file must be", str(target), "move it away")
    if stat.S_ISLNK(mode):
        target.unlink()
    return target


def _may_be_folder(path: str) -> bool:
    """Whether a folder stands there, or nothing."""
    mode = _mode(path)
    return not mode or stat.S_ISDIR(mode)


def _mode(path: str | Path) -> int:
    """What stands at a path itself, not behind it; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
