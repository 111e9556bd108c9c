"""Expanding files and folders given to a command to the files that are read, and those passed over."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lod.read.source import NOT_THERE, SIDECAR, SUFFIXES


def expand(sources: Iterable[Path], apart: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The files that a build reads, each once: each source, a folder's readable files in the order of their names.

    What stands below the folders `apart` (a build's own output) is passed over, but for files that a person names.
    A missing file, and a folder without any, stay in the list: reading them says so.
    """
    kept = [source for source in sources if not (source.is_dir() and _is_below(source, apart))]
    return tuple(dict.fromkeys(path for source in kept for path in _files(source, apart) or [source]))


def find_skipped(sources: Iterable[Path], apart: Sequence[Path] = ()) -> Iterator[Path]:
    """The files of given folders that a build does not read, for their names' sake; hidden ones do not count."""
    for source in sources:
        found = source.rglob("*") if source.is_dir() else ()
        yield from sorted(
            path
            for path in found
            if not _is_readable(path)
            and _is_shown(path, source)
            and not _leads_out(path, source)
            and not _is_below(path, apart)
        )


def is_among(folder: Path, sources: Iterable[Path]) -> bool:
    """Whether a folder is one of the given folders, or stands below or above one, so that a build meets its output."""
    return folder.is_dir() and any(
        source.is_dir() and (_is_below(folder, (source,)) or _is_below(source, (folder,))) for source in sources
    )


def find_leading_out(sources: Iterable[Path]) -> Iterator[Path]:
    """The symbolic links of given folders that lead out of them: a build reads no files that nobody gave it."""
    for source in sources:
        found = source.rglob("*") if source.is_dir() else ()
        yield from sorted(path for path in found if _leads_out(path, source))


def skipped_line(skipped: Iterable[Path]) -> str:
    """What a person should know of skipped files: how many of which kinds; "" for none.

    >>> skipped_line([Path("a.odt"), Path("b.odt"), Path("LIESMICH")])
    '3 files skipped: 2 .odt, 1 without suffix (only .txt, .md, .xml, .pdf, .docx are read; turn others into these)'
    """
    kinds = Counter(path.suffix.lower() or "without suffix" for path in skipped)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
    mend = f"only {', '.join(SUFFIXES)} are read; turn others into these"
    files = "file" if kinds.total() == 1 else "files"
    return f"{kinds.total()} {files} skipped: {listed} ({mend})" if kinds else ""


def _files(source: Path, apart: Sequence[Path]) -> list[Path]:
    if not source.is_dir():
        return []
    found = (path for path in source.rglob("*") if _is_readable(path) and not _leads_out(path, source))
    return sorted(path for path in found if not _is_below(path, apart))


def _is_below(path: Path, folders: Sequence[Path]) -> bool:
    """Whether a path is one of the folders, or below one, whatever links lead there."""
    real = Path(os.path.realpath(path)) if folders else path
    return any(real.is_relative_to(os.path.realpath(folder)) for folder in folders)


def _leads_out(path: Path, folder: Path) -> bool:
    """Whether a path is a link to what does not stand below a folder; the folder itself may be a link."""
    if not path.is_symlink():
        return False
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file()


def _is_shown(path: Path, folder: Path) -> bool:
    if path.name.endswith(SIDECAR) or path.name == NOT_THERE:
        return False
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
