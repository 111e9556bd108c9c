"""Files of the tables: CSV with CSVW metadata, one SQLite database, and Parquet where DuckDB is installed.

Governing texts: RFC 4180; Metadata Vocabulary for Tabular Data (W3C). Cells that may hold several values part them by
"|"; a cell without a value is empty, in the database NULL.
"""

import csv
import importlib
import importlib.util
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from lod.publish.tables.columns import LINKS, SEPARATOR, TABLES, Column, PublishedTable, columns, key

METADATA = "csv-metadata.json"
DATABASE = "unres.sqlite"
#: How DuckDB is told to read what we wrote.
_AS_WRITTEN = (
    "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', strict_mode = false, "
    "max_line_size = 67108864"
)
_BATCH = 5_000  # rows put into the database at once

#: Joins that most people want, as views of the database.
VIEWS = {
    "reports_due": (
        "What is due when, of whom, with the resolution's title.",
        "SELECT duties.due_session, duties.due_date, resolutions.symbol, resolutions.title, duties.place, "
        "duties.addressees, duties.deliverable, duties.report_to FROM duties JOIN resolutions USING (symbol) "
        "WHERE duties.kinds LIKE '%ReportRequest%'",
    ),
    "acts_with_words": (
        "Every act with its paragraph's words and its resolution's title.",
        "SELECT acts.*, paragraphs.text AS paragraph_text, resolutions.title FROM acts "
        "JOIN paragraphs ON paragraphs.symbol = acts.symbol AND paragraphs.place = acts.paragraph "
        "JOIN resolutions ON resolutions.symbol = acts.symbol",
    ),
    "vote_counts": (
        "The votes on each resolution, counted.",
        "SELECT symbol, SUM(vote = 'in-favour') AS in_favour, SUM(vote = 'against') AS against, "
        "SUM(vote = 'abstaining') AS abstaining FROM votes GROUP BY symbol",
    ),
}


def heading(table: PublishedTable) -> bytes:
    """The first line of a table's CSV file."""
    return ",".join(column.name for column in columns(table)).encode() + b"\n"


def metadata() -> bytes:
    """The CSVW metadata of all tables, in the folder of which the files stand."""
    described = {"@context": "http://www.w3.org/ns/csvw", "tables": [_described(table) for table in TABLES]}
    return msgspec.json.format(msgspec.json.encode(described), indent=2) + b"\n"


def _described(table: PublishedTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column) for column in columns(table)], "primaryKey": list(key(table))}
    if links := [_link(*link) for link in LINKS.items() if link[0][0] == table.name]:
        schema["foreignKeys"] = links
    return {"url": f"{table.name}.csv", "dc:description": table.says, "tableSchema": schema}


def _link(own: tuple[str, str], other: tuple[str, str]) -> dict[str, Any]:
    return {"columnReference": [own[1]], "reference": {"resource": f"{other[0]}.csv", "columnReference": [other[1]]}}


def _column(column: Column) -> dict[str, Any]:
    several = {"separator": SEPARATOR} if column.many else {}
    return {"name": column.name, "titles": column.name, "dc:description": column.says,
            "datatype": column.types[0], **several}  # fmt: skip


def write_database(files: Sequence[Path], target: Path) -> Path:
    """The tables of CSV files as one SQLite database, with keys, views, and comments in its schema."""
    target.unlink(missing_ok=True)
    csv.field_size_limit(sys.maxsize)  # a paragraph may be long
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("PRAGMA synchronous=OFF")
        database.execute("BEGIN")
        for table, file in zip(TABLES, files, strict=True):
            database.execute(_created(table))
            _fill(database, table, file)
        for name, (says, query) in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS -- {says}\n{query}")
        database.execute("COMMIT")
    return target


def _created(table: PublishedTable) -> str:
    """The statement that creates a table; SQLite keeps its comments."""
    kept = "\n".join(f"  {column.name} {column.types[1]}, -- {column.says}" for column in columns(table))
    keys = [f"  PRIMARY KEY ({', '.join(key(table))})"]
    for (name, own), (other, its) in LINKS.items():
        if name == table.name:
            keys.append(f"  FOREIGN KEY ({own}) REFERENCES {other} ({its})")
    return f"CREATE TABLE {table.name} ( -- {table.says}\n{kept}\n" + ",\n".join(keys) + "\n) WITHOUT ROWID"


def _fill(database: sqlite3.Connection, table: PublishedTable, file: Path) -> None:
    count = len(list(columns(table)))
    statement = f"INSERT INTO {table.name} VALUES ({', '.join('?' * count)})"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        while batch := list(islice(rows, _BATCH)):
            database.executemany(statement, ([value or None for value in row] for row in batch))


def has_parquet() -> bool:
    """Whether DuckDB is installed, which writes Parquet."""
    return importlib.util.find_spec("duckdb") is not None


def write_parquet(tables: Iterable[tuple[PublishedTable, Path, Path]]) -> tuple[Path, ...]:
    """CSV files as Parquet, compressed with zstd; columns of several values are lists. Needs DuckDB.

    Of each table its CSV file and where its Parquet goes, which is returned.
    """
    return tuple(_write_parquet(_connection(), *table) for table in tables)


@cache
def _connection() -> Any:
    """An empty database, opened once a process: to open one takes as long as to write a table."""
    return importlib.import_module("duckdb").connect(config={"threads": 1})


def _write_parquet(database: Any, table: PublishedTable, file: Path, target: Path) -> Path:
    types = {column.name: column.types[1] for column in columns(table)}
    selected = ", ".join(_selected(column) for column in columns(table))
    source = f"read_csv('{_quoted(file)}', {_AS_WRITTEN}, columns = {types})"
    form = "FORMAT parquet, COMPRESSION zstd"
    database.execute(f"COPY (SELECT {selected} FROM {source}) TO '{_quoted(target)}' ({form})")
    return target


def _selected(column: Column) -> str:
    return f"string_split({column.name}, '{SEPARATOR}') AS {column.name}" if column.many else column.name


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
