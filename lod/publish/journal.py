"""Switching from one publication to the next, as a write-ahead journal.

Reads: a staging folder with changed files below `files`. Writes: the published folder. The journal lists every rename
and removal; once it stands in the staging folder, under its name and complete, the switch is decided, and whoever
finds it carries it out to the end: each step may be repeated, so a switch that was killed at any moment is finished
by the next command. Before that moment nothing in the published folder is touched.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.model.errors import UnresError
from lod.model.iris import is_path
from lod.publish.lock import beside, locked
from lod.publish.paths import find_file, move_file, prune, remove_file

_NAME = "journal"
FILES = "files"
_WAIT = 10.0  # seconds that a reader waits for a switch that is under way


class JournalError(UnresError):
    """A journal that cannot be carried out to its end: damaged, or a file that it names is lost."""


class Journal(Struct, frozen=True, forbid_unknown_fields=True):
    """What a switch does: paths relative to the published folder, with slashes; first removed, then put in place."""

    removed: tuple[str, ...]
    placed: tuple[str, ...]


def decide(journal: Journal, root: Path) -> None:
    """Write the journal into the staging folder `root`; when this returns the switch is decided, on disk."""
    fresh = root / f"{_NAME}.new"
    with fresh.open("wb") as stream:
        stream.write(msgspec.json.encode(journal))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(fresh, root / _NAME)
    _sync(root)


def is_decided(root: Path) -> bool:
    """Whether a staging folder holds a switch that must be carried out."""
    return (root / _NAME).is_file()


def carry_out(root: Path, out: Path) -> None:
    """Do what the journal in `root` says, from wherever it was left, and forget it.

    Raises JournalError where it is damaged, or, when all else is done, a file that it names is lost.
    """
    journal = _load(root)
    _remove(journal.removed, out)
    lost = [path for path in journal.placed if not _place(root, out, path)]
    if lost:
        raise JournalError("lost before it was published", str(out / lost[0]), "build the folder again")
    (root / _NAME).unlink()
    shutil.rmtree(root, ignore_errors=True)


def finish_switch(out: Path) -> None:
    """Finish the switch of a build that was killed in it, so that a published folder is whole; else do nothing.

    Raises UnresError where it cannot be finished: no right to write, no room, a damaged journal.
    """
    root = beside(out, "staging")
    if not is_decided(root):
        return
    try:
        with locked(out, _WAIT):
            if is_decided(root):  # the build that was at work has not finished it meanwhile
                carry_out(root, out)
    except OSError as fault:
        what = f"its last build was stopped in the switch, which cannot be finished: {fault.strerror}"
        raise UnresError(what, str(out), "fix that; whoever may write there finishes it with any command") from fault


def _load(root: Path) -> Journal:
    path = root / _NAME
    try:
        journal = msgspec.json.decode(path.read_bytes(), type=Journal)
    except msgspec.DecodeError as fault:
        raise JournalError(f"damaged journal: {fault}", str(path), "build the folder again") from fault
    if strange := [step for step in (*journal.removed, *journal.placed) if not is_path(step)]:
        raise JournalError(f"damaged journal: {strange[0]!r} is no path", str(path), "build the folder again")
    return journal


def _place(root: Path, out: Path, path: str) -> bool:
    """Move a file where it is published, unless a switch that was stopped has done so; False where it is lost."""
    staged = find_file(root / FILES, path)
    if staged is None:
        return find_file(out, path) is not None
    move_file(staged, out, path)
    return True


def _remove(paths: Sequence[str], out: Path) -> None:
    """Remove files, and the folders that they leave empty."""
    for path in paths:
        with suppress(IsADirectoryError):  # somebody has put it in a page's place
            remove_file(out, path)
    for path in paths:
        prune(out, path)


def _sync(folder: Path) -> None:
    """Write a folder's entries to disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
