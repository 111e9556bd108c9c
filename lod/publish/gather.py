"""Tasks that gather what resolutions left into files of the whole: catalogue records, joined graphs, tables.

They run in processes of their own, as those of `lod.publish.tasks` do: each is a value, and so is what it returns.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.publish.cache import Cache, entry_name
from lod.publish.marc.records import Collections, write_collections
from lod.publish.metadata import MODS_COLLECTION
from lod.publish.pieces import PackedPiece, pack, write_pieces
from lod.publish.staging import MARC, UN_MARC, Staging
from lod.publish.tables.columns import TABLES
from lod.publish.tables.derived import write_network, write_numbers, write_reference_files
from lod.publish.tables.files import (
    DATABASE,
    METADATA,
    has_parquet,
    metadata,
    write_database,
    write_parquet,
)

#: What the files of a resolution's MARC records end with.
RECORDS = (MARC, UN_MARC)
#: What the files of a resolution's other records end with.
MODS_RECORD, DC_RECORD, BIBFRAME_RECORD = ".mods.xml", ".dc.xml", ".bibframe.nt"


class RecordsTask(Struct, frozen=True):
    """All records of a profile, to gather from the files of resolutions."""

    staging: Staging
    paths: tuple[str, ...]
    name: str  # "unres.marc"


def gather_records(task: RecordsTask) -> Collections:
    """Write the records of a profile as MARCXML and as ISO 2709."""
    return write_collections(task.name, task.staging.spool, map(task.staging.read, task.paths))


class JoinTask(Struct, frozen=True):
    """Records of one kind to join to one file; those whose checksum is known have a name in the cache."""

    staging: Staging
    paths: tuple[str, ...]
    name: str
    cache: Cache | None = None

    def entry(self, path: str) -> str:
        """The name under which it is kept how a file stands among others; "" for none."""
        checksum = (self.staging.made.get(path) or self.staging.held.get(path, "")) if self.cache else ""
        return checksum and entry_name("joined", self.name, checksum)


def join_records(task: JoinTask) -> Path:
    """Write the records of all resolutions as one file, gzipped; of MODS a collection, of JSON-LD a line each."""
    first, last = MODS_COLLECTION if task.name.endswith(".mods.xml.gz") else (b"", b"")
    if (cache := task.cache) is None:  # small records, which pack much better together
        records = (_joined(path, task.staging.read(path)) for path in task.paths)
        whole = b"".join([first, *records, last])
        return write_pieces(task.staging.spool / task.name, [pack(_each_once(task.name, whole))])
    pieces = (_piece(task, cache, path) for path in task.paths)
    return write_pieces(task.staging.spool / task.name, chain([pack(first)], pieces, [pack(last)]))


def _each_once(name: str, whole: bytes) -> bytes:
    """Statements that several records make, such as an organ's name, once; other records as they are."""
    return b"".join(dict.fromkeys(whole.splitlines(keepends=True))) if name.endswith(".nt.gz") else whole


def _piece(task: JoinTask, cache: Cache, path: str) -> PackedPiece:
    entry = task.entry(path)
    kept = cache.load(entry, PackedPiece) if entry else None
    if kept is None:
        kept = pack(_joined(path, task.staging.read(path)))
        if entry:
            cache.keep(entry, kept, level=0)
    return kept


def _joined(path: str, content: bytes) -> bytes:
    """A record as it stands among others."""
    if path.endswith(".jsonld"):
        return msgspec.json.encode(msgspec.json.decode(content)) + b"\n"
    return content.partition(b"\n")[2] if path.endswith(MODS_RECORD) else content


class TablesTask(Struct, frozen=True):
    """Files to make of tables that stand in a folder as CSV: what they are, and of which tables they are made."""

    folder: Path
    made: str  # a key of _MADE
    tables: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a person knows the task by."""
        return f"{self.made} of {', '.join(self.tables)}"

    @property
    def files(self) -> list[Path]:
        """The tables."""
        return [self.folder / f"{table}.csv" for table in self.tables]


def tables_tasks(folder: Path) -> Iterator[TablesTask]:
    """The tasks that make the other files of all tables."""
    yield TablesTask(folder, "database", _NAMES)
    yield TablesTask(folder, "references", ("resolutions",))
    yield TablesTask(folder, "network", ("resolutions", "citations"))
    if has_parquet():
        yield from (TablesTask(folder, "columns", (name,)) for name in _NAMES)


def write_tables(task: TablesTask) -> tuple[Path, ...]:
    """Write the files of a task; returns their paths."""
    return tuple(_MADE[task.made](task))


def _database(task: TablesTask) -> Iterator[Path]:
    """All tables in one file, and what says of each column what it holds."""
    described = task.folder / METADATA
    described.write_bytes(metadata())
    yield described
    yield write_database(task.files, task.folder / DATABASE)


def _references(task: TablesTask) -> Iterator[Path]:
    yield from write_reference_files(task.files[0], task.folder.parent)
    yield write_numbers(task.files[0], task.folder)


def _network(task: TablesTask) -> Iterator[Path]:
    resolutions, citations = task.files
    yield write_network(resolutions, citations, task.folder.parent)


def _columns(task: TablesTask) -> Iterator[Path]:
    tables = map(_TABLES.__getitem__, task.tables)
    pairs = zip(tables, task.files, strict=True)
    yield from write_parquet((table, file, file.with_suffix(".parquet")) for table, file in pairs)


_MADE: Mapping[str, Callable[[TablesTask], Iterator[Path]]] = {
    "database": _database,
    "references": _references,
    "network": _network,
    "columns": _columns,
}
_TABLES = {table.name: table for table in TABLES}
_NAMES = tuple(_TABLES)


def gather_one(task: RecordsTask | JoinTask | TablesTask) -> tuple[Path, ...]:
    """Write what a task asks for: none waits for another. Returns the paths of all files."""
    if isinstance(task, TablesTask):
        return write_tables(task)
    if isinstance(task, JoinTask):
        return (join_records(task),)
    made = gather_records(task)
    return (made.xml, made.iso, *made.named())
