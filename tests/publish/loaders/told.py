"""What a loader is given and what it tells."""

import csv
import gzip
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from lod.publish.tables.columns import TABLES
from lod.query.kept import open_store


class AbsentError(Exception):
    """A tool is not on this machine; says where it comes from."""


class Loaded(Struct, frozen=True):
    """What a tool read: how many records, rows or statements, and what it or a comparison finds wrong."""

    tool: str
    what: str
    records: int
    faults: tuple[str, ...] = ()


class Publication(Struct, frozen=True, dict=True):
    """A published folder, and one to work in."""

    folder: Path
    work: Path

    def unpacked(self, name: str) -> Path:
        """A packed file of `data/`, unpacked."""
        target = self.work / name.replace("/", "-").removesuffix(".gz")
        if not target.exists():
            with gzip.open(self.folder / "data" / name) as packed, target.open("wb") as stream:
                shutil.copyfileobj(packed, stream)
        return target

    def rows(self, table: str) -> Iterator[dict[str, str]]:
        """The rows of a table as Python's own reader has them."""
        with (self.folder / "data/tables" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)

    @cached_property
    def symbols(self) -> list[str]:
        """All resolutions."""
        return sorted(row["symbol"] for row in self.rows("resolutions"))

    @cached_property
    def counted(self) -> dict[str, int]:
        """How many rows SPARQL counts for each table."""
        found: dict[str, int] = {}
        with open_store(self.folder) as store:
            for table in TABLES:
                (row,) = store.query(table.count, use_default_graph_as_union=True)  # type: ignore[misc]
                assert isinstance(row, ox.QuerySolution)
                found[table.name] = int(row["n"].value)
        return found


Loader = Callable[[Publication], Iterator[Loaded]]


@cache
def tool(name: str, package: str) -> str:
    """The path of a program; raises AbsentError."""
    if found := shutil.which(name):
        return found
    raise AbsentError(f"no {name} ({package})")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """A program's run; what it prints is text."""
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)


def refused(made: subprocess.CompletedProcess[str]) -> tuple[str, ...]:
    """The fault of a program that did not end well: the last of what it said."""
    said = made.stderr.strip().rpartition("\n")[2][:300]
    return (said or f"it ended with {made.returncode}",) if made.returncode else ()


def differs(what: str, found: object, expected: object) -> tuple[str, ...]:
    """The fault of a figure that is not the one expected."""
    return () if found == expected else (f"{what}: {str(found)[:200]}, not {str(expected)[:200]}",)
