"""Deltas: what brings one version of a data set's files to the next, byte for byte.

A delta is a folder: `delta.json` says of every file of the new version how it is had; `rows.jsonl.gz` holds the rows
gained and lost of those that changed (with their numbers, from 1), `rows.parquet` the same for loading where DuckDB is
installed; `files/` holds whole files that are no rows, or of which hardly one stayed. The files of tables that are made
of CSV files (Parquet, SQLite) are made again. Whatever a delta says is tried when it is made: a file that would not
come out with its checksum goes into it whole.
"""

import gzip
import importlib
import importlib.metadata
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lod.model.errors import SourceError
from lod.publish.checksums import file_checksum
from lod.publish.marc.records import gzipped
from lod.publish.paths import find_file, locate
from lod.publish.pieces import piece_sizes
from lod.publish.releases.rows import RowForm, form_of, kept_rows, put_rows, read_rows, write_row_file
from lod.publish.tables.columns import TABLES
from lod.publish.tables.files import has_parquet, write_database, write_parquet

DELTA, ROWS, ROWS_PARQUET, WHOLE = "delta.json", "rows.jsonl.gz", "rows.parquet", "files"
_TABLES = "data/tables"
_PARQUET, _SQLITE = ".parquet", ".sqlite"


class How(StrEnum):
    """How a file of the new version is had."""

    SAME = "same"  # as in the old one
    ROWS = "rows"  # by the rows gained and lost
    MADE = "made"  # from the tables' CSV files
    WHOLE = "whole"  # it is in the delta


class DeltaFile(Struct, frozen=True):
    """A file of the new version: its path and SHA-256, and how it is had; `made_by` names the library that makes it.

    `pieces` are the sizes, unpacked, of those that a gzipped file was put together from (`lod.publish.pieces`).
    """

    path: str
    sha256: str
    how: How
    made_by: str = ""
    pieces: tuple[int, ...] = ()


class Delta(Struct, frozen=True):
    """What leads from a version to the next: the old one's files that are needed, with their SHA-256; the new ones."""

    old: str
    new: str
    needs: Mapping[str, str]
    files: tuple[DeltaFile, ...]


class RowChange(Struct, frozen=True):
    """A row that a file lost or gained: its number in the old or the new version, from 1; of CSV a list of cells."""

    file: str
    change: str  # "lost" or "gained"
    number: int
    row: msgspec.Raw


def write_delta(old: Path, new: Path, paths: Iterable[str], target: Path, versions: tuple[str, str]) -> Delta:
    """Write into `target` what makes the files `paths` of the folder `new` out of those of `old`."""
    target.mkdir(parents=True)
    trial = target / "trial"
    files, needs = [], {}
    with gzipped(target / ROWS) as rows:
        for path in sorted(paths):
            made = _had(old, new, path, rows, trial)
            files.append(made)
            if made.how in (How.SAME, How.ROWS):
                needs[path] = file_checksum(locate(old, path))
            elif made.how is How.WHOLE:
                _copy(locate(new, path), target / WHOLE, path)
    shutil.rmtree(trial, ignore_errors=True)
    delta = Delta(*versions, needs, tuple(files))
    (target / DELTA).write_bytes(msgspec.json.format(msgspec.json.encode(delta), indent=1) + b"\n")
    if has_parquet():
        _write_parquet(target)
    return delta


def _had(old: Path, new: Path, path: str, rows: gzip.GzipFile, trial: Path) -> DeltaFile:
    """How a file is had, its rows written where it is had by rows."""
    there = locate(new, path)
    digest = file_checksum(there)
    before = find_file(old, path)
    if before and file_checksum(before) == digest:
        return DeltaFile(path, digest, How.SAME)
    if maker := _maker(path):
        again = trial / Path(path).name
        if _made(new, path, again) and file_checksum(again) == digest:
            return DeltaFile(path, digest, How.MADE, maker)
    elif before and (changes := _changes(before, there, path)) is not None:
        again = trial / Path(path).name
        again.parent.mkdir(exist_ok=True)
        pieces = piece_sizes(there) if form_of(path) is not RowForm.CSV else ()
        _put(before, again, path, iter(changes), pieces)
        if file_checksum(again) == digest:
            rows.writelines(msgspec.json.encode(change) + b"\n" for change in changes)
            return DeltaFile(path, digest, How.ROWS, pieces=pieces)
    return DeltaFile(path, digest, How.WHOLE)


def _changes(old: Path, new: Path, path: str) -> list[RowChange] | None:
    """The rows lost, then those gained; None for files that are no rows, or share less than half of them."""
    form = form_of(path)
    try:
        before, after = kept_rows(old, new, form)
        if 2 * sum(after) < len(after):
            return None
        told = (("lost", old, before), ("gained", new, after))
        return [
            RowChange(path, change, at, msgspec.Raw(row if form is RowForm.CSV else msgspec.json.encode(row.decode())))
            for change, file, flags in told
            for at, (row, kept) in enumerate(zip(read_rows(file, form), flags, strict=True), 1)
            if not kept
        ]
    except (ValueError, OSError):  # no UTF-8, no rows, not packed as its name says
        return None


def _put(old: Path, target: Path, path: str, changes: Iterator[RowChange], pieces: Sequence[int]) -> None:
    """Write a file's new version from its old one, and the rows lost, then gained."""
    form = form_of(path)
    lost: set[int] = set()
    first: list[RowChange] = []
    for change in changes:
        if change.change == "gained":
            first.append(change)
            break
        lost.add(change.number)
    gained = ((change.number, _row(change, form)) for part in (first, changes) for change in part)
    write_row_file(put_rows(read_rows(old, form), frozenset(lost), gained), target, form, pieces)


def _row(change: RowChange, form: RowForm) -> bytes:
    content = bytes(change.row)
    return content if form is RowForm.CSV else msgspec.json.decode(content, type=str).encode()


def _maker(path: str) -> str:
    """The library that makes a file of tables, with its version; "" for other files."""
    if not path.startswith(f"{_TABLES}/"):
        return ""
    if path.endswith(_SQLITE):
        return f"SQLite {sqlite3.sqlite_version}"
    return f"DuckDB {importlib.metadata.version('duckdb')}" if path.endswith(_PARQUET) and has_parquet() else ""


def _made(folder: Path, path: str, target: Path) -> bool:
    """Make a file of tables from the CSV files of a folder, and tell whether it could be made."""
    found = {table.name: find_file(folder, f"{_TABLES}/{table.name}.csv") for table in TABLES}
    files = [file for file in found.values() if file]
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.endswith(_SQLITE) and len(files) == len(TABLES):
        write_database(files, target)
    elif path.endswith(_PARQUET) and (file := found.get(target.stem)):
        write_parquet([(next(table for table in TABLES if table.name == target.stem), file, target)])
    return target.exists()


def _write_parquet(folder: Path) -> None:
    """The rows gained and lost as Parquet; of CSV a row is JSON text."""
    duckdb: Any = importlib.import_module("duckdb")
    columns = "{file: 'VARCHAR', change: 'VARCHAR', number: 'BIGINT', row: 'JSON'}"
    source, target = (str(folder / name).replace("'", "''") for name in (ROWS, ROWS_PARQUET))
    read = f"read_json('{source}', format = 'newline_delimited', columns = {columns}, maximum_object_size = 268435456)"
    with closing(duckdb.connect(config={"threads": 1})) as database:
        selected = "SELECT file, change, number, row ->> '$' AS row"
        database.execute(f"COPY ({selected} FROM {read}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def load_delta(folder: Path) -> Delta:
    """The delta in a folder; raises SourceError where there is none."""
    found = find_file(folder, DELTA)
    try:
        if found:
            return msgspec.json.decode(found.read_bytes(), type=Delta)
    except msgspec.DecodeError as fault:
        raise SourceError(f"is no delta: {fault}", str(found), "get it again") from fault
    raise SourceError("no delta", str(folder), f"give the folder of a release that holds {DELTA}")


def apply_delta(old: Path, folder: Path, target: Path) -> Delta:
    """Write the new version's files into `target`; raises SourceError where `old` is not what the delta is for.

    Every file is held to its checksum before the next is made.
    """
    delta = load_delta(folder)
    for path, digest in sorted(delta.needs.items()):
        found = find_file(old, path)
        if found is None or file_checksum(found) != digest:
            mend = f"give the files of version {delta.old}, unchanged"
            raise SourceError("is not the file that the delta was made for", str(old / path), mend)
    for file in delta.files:
        if file.how in (How.SAME, How.WHOLE):
            start = old if file.how is How.SAME else locate(folder, WHOLE)
            _copy(locate(start, file.path), target, file.path)
    by_rows = {file.path: file.pieces for file in delta.files if file.how is How.ROWS}
    for path, changes in groupby(_read_changes(folder), key=lambda change: change.file):
        if path in by_rows:
            made = locate(target, path)
            made.parent.mkdir(parents=True, exist_ok=True)
            _put(locate(old, path), made, path, changes, by_rows[path])
    for file in delta.files:
        if file.how is How.MADE:
            _made(target, file.path, locate(target, file.path))
    for file in delta.files:
        _check(target, file)
    return delta


def _read_changes(folder: Path) -> Iterator[RowChange]:
    with gzip.open(locate(folder, ROWS)) as lines:
        yield from (msgspec.json.decode(line, type=RowChange) for line in lines)


def _check(target: Path, file: DeltaFile) -> None:
    found = find_file(target, file.path)
    if found is None or file_checksum(found) != file.sha256:
        mend = f"it was made by {file.made_by}; here is another" if file.made_by else "get the delta again"
        raise SourceError("did not come out as it was published", str(target / file.path), mend)


def _copy(source: Path, target: Path, path: str) -> None:
    there = locate(target, path)
    there.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, there)
