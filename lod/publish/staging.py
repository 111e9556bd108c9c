"""Publishing without harm: gather what changed beside the published folder, then put it in place in one go.

Nothing in the published folder is touched before `Staging.commit`. A file whose bytes are already published is not
written again: comparing costs far less than creating. Files of an earlier build that this one did not make are
removed at commit; files that no build made are left alone.
"""

import os
import shutil
from pathlib import Path

from msgspec import Struct, field

from lod.model.errors import UnresError

MARC = ".marc.xml"  # every resolution has a record, and nothing else has
MANIFEST = ".unres-manifest"


class Staging(Struct):
    """A build on its way into `out`; processes of one build may share `root`, each keeping its own value."""

    out: Path
    root: Path
    made: set[str] = field(default_factory=set)

    @property
    def folder(self) -> Path:
        """Where changed files wait for the commit."""
        return self.root / "files"

    @property
    def spool(self) -> Path:
        """Room for what a build needs on the way and does not publish; on the same disk, gone with the build."""
        return self.root / "spool"

    def fork(self) -> "Staging":
        """The same staging for another process or task, which counts what it makes itself."""
        return Staging(self.out, self.root)

    def put(self, path: str, content: bytes) -> None:
        """Stage `content` for `path` (relative, with slashes) unless the same bytes are already published."""
        self.made.add(path)
        if _same(self.out / path, content):
            return
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def put_file(self, path: str, source: Path) -> None:
        """Stage a large file that was written elsewhere on the same disk; the file is moved."""
        self.made.add(path)
        if _same_file(self.out / path, source):
            source.unlink()
            return
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)

    def read(self, path: str) -> bytes:
        """What `path` holds when the build is done: as staged, else as published before."""
        staged = self.folder / path
        return (staged if staged.exists() else self.out / path).read_bytes()

    def commit(self, keep_stale: bool = False) -> tuple[int, int]:
        """Put all staged files in place and remove stale ones; returns (written, removed).

        With `keep_stale` (an input was lost) nothing is removed, and the next whole build still knows what is stale.
        """
        stale = _manifest(self.out) - self.made
        if keep_stale:
            self.made |= stale
            stale = set()
        self.put(MANIFEST, "".join(f"{path}\n" for path in sorted(self.made - {MANIFEST})).encode())
        staged = sorted(path for path in self.folder.rglob("*") if path.is_file())
        for path in staged:
            target = self.out / path.relative_to(self.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
        for name in stale:
            (self.out / name).unlink(missing_ok=True)
        _prune({(self.out / name).parent for name in stale}, self.out)
        self.discard()
        return len(staged), len(stale)

    def resolutions_left(self) -> tuple[str, ...]:
        """The symbols of the resolutions that an earlier build published and this one has not made."""
        left = sorted(path for path in _manifest(self.out) - self.made if path.endswith(MARC))
        return tuple(path.removesuffix(MARC) for path in left)

    def discard(self) -> None:
        """Forget the build; what was published stays as it is."""
        shutil.rmtree(self.root, ignore_errors=True)


def open_staging(out: Path) -> Staging:
    """A fresh staging folder beside `out`, on the same disk; raises UnresError where it cannot be made."""
    root = out.absolute().parent / f".{out.name}.staging"
    try:
        if out.exists() and not out.is_dir():
            raise UnresError("is a file", str(out), "give a folder with --out")
        shutil.rmtree(root, ignore_errors=True)
        (root / "files").mkdir(parents=True)
        (root / "spool").mkdir()
    except OSError as fault:
        raise UnresError(f"cannot write: {fault.strerror}", str(out), "give a folder that you may write to") from fault
    return Staging(out, root)


def _manifest(out: Path) -> set[str]:
    path = out / MANIFEST
    return set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _same_file(path: Path, other: Path, chunk: int = 1 << 20) -> bool:
    if not path.is_file() or path.stat().st_size != other.stat().st_size:
        return False
    with path.open("rb") as a, other.open("rb") as b:
        return all(a.read(chunk) == b.read(chunk) for _ in range(0, other.stat().st_size, chunk))


def _prune(folders: set[Path], out: Path) -> None:
    """Remove folders that stale files left empty, upwards as far as `out`."""
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        while folder != out and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
