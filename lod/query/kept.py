"""Stores that are kept: built once from a dump, opened read-only by as many processes as ask.

A store stands in a folder that is named for its dump's SHA-256 and for what made it, below a folder for the dump's
place: beside the published folder where `lod build --store` put it, else in the user's cache. It is built under another
name and renamed when it is whole, so that nobody ever opens half of one. An index of words (`lod.query.words`) stands
in its folder. Who opens one holds its lock; a store whose
dump is no more is removed by the next that is built, once nobody holds it.
"""

import asyncio
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.files import DUMP, load_store, open_rdf
from lod.model.errors import SourceError
from lod.query.words import INDEX_FILE, write_index

#: Bytes of a packed dump that is loaded into memory faster than a store is opened.
SMALL = 300_000
_LAYOUT = f"2-{ox.__version__}"  # a store of another engine is no store of ours
_LOCK = "held"


class HeldStore(Struct, frozen=True):
    """A store that nobody removes meanwhile: the data's file or folder, the dump's SHA-256, and the store's own folder.

    Without a folder the data are loaded into memory where the store is opened. Paths are absolute.
    """

    source: str
    digest: str
    folder: str = ""

    def open(self) -> ox.Store:
        """The data, for reading; raises SourceError."""
        return ox.Store.read_only(self.folder) if self.folder else load_store(Path(self.source))


@contextmanager
def open_store(source: Path) -> Iterator[ox.Store]:
    """The data of a published folder or RDF file, for reading; raises SourceError.

    A small one is loaded into memory, and so is one for which no store can be kept.
    """
    with open_kept(source) as (store, _):
        yield store


@contextmanager
def open_kept(source: Path) -> Iterator[tuple[ox.Store, Path | None]]:
    """The same, and the folder of the kept store; None where the data are in memory."""
    with hold_store(source) as held:
        yield held.open(), Path(held.folder) if held.folder else None


@contextmanager
def hold_store(source: Path, build: bool = True) -> Iterator[HeldStore]:
    """The store of a published folder or RDF file, held and not opened; raises SourceError.

    Where there is none it is built here, or, where it is not to be built, is an error.
    """
    with open_rdf(source):
        pass  # raises where there is none
    with ExitStack() as stack:
        digest = digest_of(dump_of(source))
        found = _held(source, digest, stack, build) if is_large(source) else None
        yield HeldStore(str(source.resolve()), digest, str(found.resolve()) if found else "")


def is_large(source: Path) -> bool:
    """Whether a published folder or RDF file holds too much to be loaded each time."""
    return dump_of(source).stat().st_size >= SMALL


def dump_of(source: Path) -> Path:
    """The file that holds the data of a published folder, or an RDF file itself."""
    return source / DUMP if source.is_dir() else source


def keep_store(source: Path, root: Path | None = None) -> Path:
    """Build the store of a dump where it is kept, unless it is there; returns its folder.

    Raises SourceError, OSError.
    """
    path = dump_of(source)
    home = root or _cache(path)
    target = home / f"{digest_of(path)}-{_LAYOUT}"
    home.mkdir(parents=True, exist_ok=True)
    with _lock(home / "building", fcntl.LOCK_EX):
        if not _is_whole(target):
            _build(source, target)
        _remove_stale(home, target)
    return target


def beside_store(folder: Path) -> Path:
    """Where `lod build --store` keeps the store of a published folder: hidden, beside it."""
    whole = folder.resolve()
    return whole.parent / f".{whole.name}.store"


def home_of(source: Path) -> Path:
    """Where a new store is kept: beside the folder where one is kept already, else in the user's cache."""
    beside = beside_store(source)
    return beside if os.access(beside, os.W_OK) else _cache(dump_of(source))


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _held(source: Path, digest: str, held: ExitStack, build: bool) -> Path | None:
    """The folder of the store of a dump, held until the stack closes, built if there is none; None without a place."""
    name, beside, cache = f"{digest}-{_LAYOUT}", beside_store(source), _cache(dump_of(source))
    for home in (beside, cache):
        if _is_whole(home / name) and _hold(home / name, held):
            return home / name
    if not build:
        raise SourceError("no store of it is kept yet", str(source), "another dump came while one was made: wait")
    try:
        target = keep_store(source, home_of(source))
    except OSError:  # no room, or no right to write: the data are loaded as they were before
        return None
    return target if _hold(target, held) else None


def _hold(folder: Path, held: ExitStack) -> bool:
    """Take part in a store's lock, so that nobody removes it; False where it was removed meanwhile."""
    try:
        taken = os.open(folder / _LOCK, os.O_RDONLY)
    except OSError:
        return False
    held.callback(os.close, taken)
    fcntl.flock(taken, fcntl.LOCK_SH)
    return _is_whole(folder)


def _is_whole(folder: Path) -> bool:
    return (folder / _LOCK).is_file() and (folder / "CURRENT").is_file()


def _build(source: Path, target: Path) -> None:
    """Load the dump into a new folder beside `target`, and rename it."""
    fresh = Path(tempfile.mkdtemp(prefix="new-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        store = ox.Store(str(fresh))
        with open_rdf(source) as (stream, syntax):
            store.bulk_load(stream, format=syntax)
        store.flush()
        write_index(store, fresh / INDEX_FILE).close()
        del store  # closes it
        (fresh / _LOCK).touch()
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _remove_stale(home: Path, kept: Path) -> None:
    """Remove what no process holds: stores of dumps that were, and halves that a killed process left."""
    for folder in home.iterdir():
        if folder.is_dir() and folder != kept and _is_free(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_free(folder: Path) -> bool:
    if not (folder / _LOCK).is_file():
        return True  # a half: whoever makes one holds the lock of the place, which is ours now
    with suppress(OSError), _lock(folder / _LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB):
        return True
    return False


@contextmanager
def _lock(path: Path, how: int) -> Iterator[None]:
    taken = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(taken, how)
        yield
    finally:
        os.close(taken)


def _cache(path: Path) -> Path:
    """The folder in the user's cache for the stores of one dump's place."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "unres" / "stores" / hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]


async def keep_apart(source: Path) -> None:
    """Make the store of a folder, if there is none, in a process of its own, which yields to others.

    Raises SourceError where it cannot be kept. Who stops waiting for it ends it.
    """
    command = (sys.executable, "-m", "lod.query.kept", str(source))
    made = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, said = await made.communicate()
    finally:
        if made.returncode is None:
            made.kill()
            await made.wait()
    if made.returncode:
        why = said.decode(errors="replace").strip().rpartition("\n")[2][:200] or f"it ended with {made.returncode}"
        raise SourceError("no store of it can be kept", str(source), f"is there room? {why}")


if __name__ == "__main__":
    os.nice(10)
    keep_store(Path(sys.argv[1]), home_of(Path(sys.argv[1])))
