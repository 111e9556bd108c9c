"""Staging of a build: changed files are gathered beside the published folder, then put in place at once.

Nothing in the published folder is touched before `Staging.commit`. A file whose bytes are already published is not
written again: comparing costs far less than creating. Files of an earlier build that this one did not make are
removed at commit; files that no build made are left alone.
"""

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct, field

from lod.model.errors import PathError, UnresError
from lod.model.symbols import is_symbol
from lod.publish.cache import Cache, entry_name
from lod.publish.checksums import SUMS, checksum, file_checksum, format_checksums, load_checksums
from lod.publish.disk import writing
from lod.publish.journal import FILES, Journal, JournalError, carry_out, decide, is_decided
from lod.publish.layout import Layout
from lod.publish.lock import beside, locked
from lod.publish.paths import file_stats, find_file, locate, move_file, removable, remove_file, write_file
from lod.publish.published import load_harvested

MARC = ".marc.xml"  # nothing but a resolution has a record
UN_MARC = ".marc-un.xml"  # the same as the United Nations library writes it
MANIFEST = ".unres-manifest"


class Staging(Struct):
    """A build on its way into `out`; processes of one build may share `root`, each keeping its own value."""

    out: Path
    root: Path
    made: dict[str, str] = field(default_factory=dict)  # checksums by path
    layout: Layout = Layout.FULL
    cache: Cache | None = None  # where it is held what is gathered and not published; None for the spool
    held: dict[str, str] = field(default_factory=dict)  # the names of it in the cache, by path
    _before: "Manifest | None" = None

    @property
    def before(self) -> "Manifest":
        """What the list of the published folder says; read once, since nobody else builds there meanwhile."""
        if self._before is None:
            self._before = load_manifest(self.out)
        return self._before

    @property
    def folder(self) -> Path:
        """Where changed files wait for the commit."""
        return self.root / FILES

    @property
    def spool(self) -> Path:
        """Room for what a build needs on the way and does not publish; on the same disk, gone with the build."""
        return self.root / "spool"

    def fork(self, reading: Iterable[str] = ()) -> "Staging":
        """The same staging for another process or task, which counts what it makes itself, and reads some paths."""
        held = {path: self.held[path] for path in reading if path in self.held}
        return Staging(self.out, self.root, {}, self.layout, self.cache, held)

    def put(self, path: str, content: bytes, is_gathered: bool = False) -> None:
        """Stage `content` for `path` (relative, with slashes) unless the same bytes are already published.

        What the layout does not publish is held where it is gathered into a file of the whole, else dropped.
        """
        if not self.layout.publishes(path):
            if is_gathered:
                self.held[path] = self._hold(content)
            return
        self.made[path] = checksum(content)
        if _same(find_file(self.out, path), content):
            remove_file(self.folder, path)  # of a process that was killed, or of an earlier try
        else:
            write_file(self.folder, path, content)

    def _hold(self, content: bytes) -> str:
        entry = entry_name("held", content)
        if not self._store.holds(entry):
            self._store.keep_bytes(entry, content)
        return entry

    @property
    def _store(self) -> Cache:
        return self.cache or Cache(self.spool / "cache")

    def put_file(self, path: str, source: Path) -> None:
        """Stage a large file that was written elsewhere on the same disk; the file is moved."""
        if not self.layout.publishes(path):
            source.unlink()
            return
        self.made[path] = file_checksum(source)
        if _same_file(find_file(self.out, path), source):
            remove_file(self.folder, path)
            source.unlink()
            return
        move_file(source, self.folder, path)

    def size(self, path: str) -> int | None:
        """How many bytes `path` holds when the build is done; None where it is not there."""
        found = find_file(self.folder, path) or find_file(self.out, path)
        return found.stat().st_size if found else None

    def sizes(self) -> dict[str, int]:
        """The same of all files, by path, those that no build made among them."""
        folders = (folder for folder in (self.out, self.folder) if folder.is_dir())
        return {path: size for folder in folders for path, (size, _) in file_stats(folder).items()}

    def read(self, path: str) -> bytes:
        """What `path` holds when the build is done: as held or staged, else as published before."""
        if path in self.held:
            return self._store.held_bytes(self.held[path])
        found = find_file(self.folder, path) or find_file(self.out, path)
        if found is None:
            raise PathError("is not there", str(self.out / path), "build anew from the source")
        return found.read_bytes()

    def has(self, path: str) -> bool:
        """Whether there is something to read at a path."""
        return path in self.held or self.size(path) is not None

    def commit(self, keep_stale: bool = False) -> tuple[int, int]:
        """Put all staged files in place and remove stale ones; returns (written, removed).

        With `keep_stale` (an input was lost) nothing is removed, and the next whole build still knows what is stale.
        A process that is killed here leaves a switch that the next command finishes (`lod.publish.journal`), or none.
        """
        stale = self.before.paths - self.made.keys() - {SUMS}
        if keep_stale:
            self.made |= self._published(stale)
            stale = frozenset()
        self.put(SUMS, format_checksums(self.made))
        self.put(MANIFEST, "".join(f"{path}\n" for path in sorted(self.made)).encode())
        journal = Journal(tuple(sorted(stale)), tuple(self._staged()))
        if journal.removed or journal.placed:
            self._check_ways(journal)
            shutil.rmtree(self.spool, ignore_errors=True)  # so that a disk that was full has room for the switch
            decide(journal, self.root)
            carry_out(self.root, self.out)
        self.discard()
        return len(journal.placed), len(journal.removed)

    def _published(self, paths: Iterable[str]) -> dict[str, str]:
        """The checksums with which files were published that are still there, by path."""
        sums = load_checksums(self.out).by_path
        found = ((path, find_file(self.out, path)) for path in paths)
        return {path: sums.get(path) or file_checksum(file) for path, file in found if file}

    def _staged(self) -> list[str]:
        """The paths made whose bytes differ from what is published; what a killed process half wrote is not made."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return sorted(self.made.keys() & set(found))

    def _check_ways(self, journal: Journal) -> None:
        """Raise PathError where something foreign stands in the way of a file: the switch could not be finished."""
        for path in journal.placed:
            if locate(self.out, path).is_dir():
                raise PathError("is a folder where a file must be", str(self.out / path), "move it away")

    def resolutions_left(self, made: Collection[str]) -> tuple[str, ...]:
        """The symbols of the resolutions that an earlier build published and this one, which has `made` some, has not.

        The list is not trusted: the file from which such a resolution is published again must be there.
        """
        symbols = sorted(find_resolutions(self.out, self.before.paths) - set(made))
        return tuple(symbol for symbol in symbols if find_file(self.out, f"{symbol}.ttl"))

    def discard(self) -> None:
        """Forget the build; what was published stays as it is. A switch that is decided is carried out instead."""
        if is_decided(self.root):
            carry_out(self.root, self.out)
        shutil.rmtree(self.root, ignore_errors=True)


@contextmanager
def open_staging(out: Path) -> Iterator[Staging]:
    """A fresh staging folder beside `out`, on the same disk, for one build at a time; at the end it is gone.

    First finishes the switch of a build that was killed in it. Raises UnresError where `out` is a file, another build
    is at work on it, or nothing can be written there.
    """
    if out.exists() and not out.is_dir():
        raise UnresError("is a file", str(out), "give a folder with --out")
    with writing(out):
        root = beside(out, "staging")
        root.parent.mkdir(parents=True, exist_ok=True)
    with writing(out), locked(out):
        with suppress(JournalError):  # this build compares every file with what is published, and corrects it
            if is_decided(root):
                carry_out(root, out)
        shutil.rmtree(root, ignore_errors=True)
        staging = Staging(out, root)
        staging.folder.mkdir(parents=True)
        staging.spool.mkdir()
        try:
            yield staging
        finally:
            staging.discard()


class Manifest(Struct, frozen=True):
    """The paths that the last build made, and the lines of its list that name nothing a build may remove."""

    paths: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()


def find_resolutions(out: Path, paths: Collection[str]) -> frozenset[str]:
    """The symbols of the resolutions among the files of a folder: what has a record, or is there for harvesters."""
    recorded = (path.removesuffix(MARC) for path in paths if path.endswith(MARC))
    harvested = (symbol for symbol in load_harvested(out) if f"{symbol}.ttl" in paths)
    return frozenset(filter(is_symbol, (*recorded, *harvested)))


def load_manifest(out: Path) -> Manifest:
    """What the list in a published folder says; others may have written in it, so no line is trusted."""
    lines = _listed(out)
    fit = removable(out, lines)
    return Manifest(fit, tuple(line for line in lines if line not in fit))


def listed_paths(out: Path) -> frozenset[str]:
    """What the list says, looked at by nobody: to be held against paths that are known, and for nothing else."""
    return frozenset(_listed(out))


def _listed(out: Path) -> list[str]:
    found = find_file(out, MANIFEST)
    lines = found.read_bytes().decode("utf-8", "surrogateescape").split("\n") if found else []
    return [line for line in lines if line]


def _same(path: Path | None, content: bytes) -> bool:
    try:
        return path is not None and path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _same_file(path: Path | None, other: Path, chunk: int = 1 << 20) -> bool:
    if path is None or path.stat().st_size != other.stat().st_size:
        return False
    with path.open("rb") as a, other.open("rb") as b:
        return all(a.read(chunk) == b.read(chunk) for _ in range(0, other.stat().st_size, chunk))
