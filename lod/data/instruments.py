"""Instruments without symbols of their own: treaties, declarations, agendas and programmes, by the names texts use.

Reads `lod/data/instruments.csv`: path (below "instrument/"), labels (first the preferred one, divided by "|"), short
(labels that count only where no longer name stands round them), kind, date, contained_in (path below the base of the
document that contains the text: a symbol, or "publication/E.96.IV.13"), treaty_series ("volume/number"), source of
the facts. Names that several instruments share are not in the table: nothing is guessed.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from lod.data.files import data
from lod.model.annotations import Instrument
from lod.model.errors import DataError

COLUMNS = ("path", "labels", "short", "kind", "date", "contained_in", "treaty_series", "source")


class NamedInstrument(Struct, frozen=True):
    """One row: `date` is ISO 8601, to the day, month or year as far as it is known; "" where a field is unknown."""

    path: str  # "instrument/paris-agreement"
    labels: tuple[str, ...]
    short: tuple[str, ...]
    kind: str
    date: str
    contained_in: str
    treaty_series: str
    source: str

    @property
    def instrument(self) -> Instrument:
        """The value that citations carry."""
        return Instrument(self.path, None, self.kind, self.labels[0])


@cache
def load_instruments() -> tuple[NamedInstrument, ...]:
    """The table; raises DataError naming the row and the fix."""
    return read_instruments(data("instruments.csv"))


def read_instruments(path: Path) -> tuple[NamedInstrument, ...]:
    """A table of instruments; raises DataError for a missing column or field, a path or a label that stands twice."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError(f"columns are {reader.fieldnames}", str(path), f"they must be {', '.join(COLUMNS)}")
        rows = tuple(_row(row, f"{path}:{reader.line_num}") for row in reader)
    _check_unique((row.path for row in rows), "path", path)
    _check_unique((label for row in rows for label in (*row.labels, *row.short)), "label", path)
    return rows


def _row(row: Mapping[str, str], where: str) -> NamedInstrument:
    for column in ("path", "labels", "kind", "source"):
        if not row[column]:
            raise DataError(f"no {column}", where, f"give the instrument its {column}")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["path"]):
        raise DataError(f"path {row['path']!r}", where, "a path is lower-case words with hyphens")
    if row["date"]:
        _check_date(row["date"], where)
    return NamedInstrument(
        f"instrument/{row['path']}",
        tuple(row["labels"].split("|")),
        tuple(filter(None, row["short"].split("|"))),
        row["kind"],
        row["date"],
        row["contained_in"],
        row["treaty_series"],
        row["source"],
    )


def _check_date(date: str, where: str) -> None:
    try:
        dt.date.fromisoformat(date + "-01" * (2 - date.count("-")))
    except ValueError as fault:
        raise DataError(f"date {date!r}", where, "a date looks like 2015, 2015-12 or 2015-12-12") from fault


def _check_unique(values: Iterable[str], what: str, path: Path) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise DataError(f"{what} {value!r} stands twice", str(path), f"a {what} names one instrument")
        seen.add(value)


@cache
def _names() -> AhoCorasick:
    names = {label for row in load_instruments() for label in (*row.labels, *row.short)}
    return AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)


def find_instrument_names(text: str) -> Iterator[tuple[int, int]]:
    """Where instruments are named by whole words: [start:end), in order, the longest of names that overlap.

    >>> [*find_instrument_names("parties to the Paris Agreement")]
    [(15, 30)]
    """
    for _, start, end in _names().find_matches_as_indexes(text):
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start, end
