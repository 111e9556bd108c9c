"""Tasks that gather what resolutions left into files of the whole: catalogue records, joined graphs, tables.

They run in processes of their own, as the tasks of `lod.publish.tasks` do: each is a value, and so is what it returns.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from lod.publish.marc.records import Collections, gzipped, write_collections
from lod.publish.metadata import MODS_COLLECTION
from lod.publish.parts import PartsTask, WrittenParts, write_parts
from lod.publish.staging import MARC, UN_MARC, Staging
from lod.publish.tables.columns import TABLES, PublishedTable
from lod.publish.tables.derived import write_network, write_numbers, write_reference_files
from lod.publish.tables.files import (
    DATABASE,
    METADATA,
    has_parquet,
    metadata,
    write_csv,
    write_database,
    write_parquet,
)
from lod.publish.tables.rows import Counted, Stretch, write_rows

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
    """Records of one kind to join to one file."""

    staging: Staging
    paths: tuple[str, ...]
    name: str


def join_records(task: JoinTask) -> Path:
    """Write the records of all resolutions as one file, gzipped; of MODS a collection, of JSON-LD a line each."""
    target = task.staging.spool / task.name
    first, last = MODS_COLLECTION if task.name.endswith(".mods.xml.gz") else (b"", b"")
    with gzipped(target) as out:
        out.write(first)
        for path in task.paths:
            out.write(_joined(path, task.staging.read(path)))
        out.write(last)
    return target


def gather_one(task: JoinTask | PartsTask) -> Path | WrittenParts:
    """Records joined, or the whole cut into parts: both read what is written and neither waits for the other."""
    return write_parts(task) if isinstance(task, PartsTask) else join_records(task)


def _joined(path: str, content: bytes) -> bytes:
    """A record as it stands among others."""
    if path.endswith(".jsonld"):
        return msgspec.json.encode(msgspec.json.decode(content)) + b"\n"
    return content.partition(b"\n")[2] if path.endswith(MODS_RECORD) else content


class RowsTask(Struct, frozen=True):
    """A stretch of the whole, and the folder where its rows go."""

    stretch: Stretch
    folder: Path
    base: str

    @property
    def name(self) -> str:
        return f"tables from byte {self.stretch.start}"


class TablesTask(Struct, frozen=True):
    """The folders of all rows, and where the files of the tables go."""

    folders: tuple[Path, ...]
    target: Path
    name: str = "data/tables"


def write_some_rows(task: RowsTask) -> Counted:
    """Write the rows of a stretch."""
    task.folder.mkdir(parents=True, exist_ok=True)
    return write_rows(task.stretch, task.folder, task.base)


def write_tables(task: TablesTask) -> tuple[Path, ...]:
    """Write the files of all tables; returns their paths."""
    task.target.mkdir(parents=True, exist_ok=True)  # all may be made again
    files = [_gathered(table, task) for table in TABLES]
    made = [*files, write_database(files, task.target / DATABASE), task.target / METADATA]
    made[-1].write_bytes(metadata())
    if has_parquet():
        made += map(write_parquet, TABLES, files, [file.with_suffix(".parquet") for file in files])
    by_name = {file.stem: file for file in files}
    above = task.target.parent
    made += write_reference_files(by_name["resolutions"], above)
    made.append(write_numbers(by_name["resolutions"], task.target))
    return (*made, write_network(by_name["resolutions"], by_name["citations"], above))


def _gathered(table: PublishedTable, task: TablesTask) -> Path:
    return write_csv(table, (folder / f"{table.name}.csv" for folder in task.folders), task.target)
