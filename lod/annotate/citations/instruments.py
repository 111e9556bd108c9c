"""Instruments without symbols of their own: treaties, declarations, agendas and programmes, by the names texts use.

Reads `lod/data/instruments.csv`: path (below "instrument/"), labels (first the preferred one, divided by "|"), short
(labels that count only where no longer name stands round them), kind, date, contained_in (path below the base of the
document that contains the text: a symbol, or "publication/E.96.IV.13"), treaty_series ("volume/number"), source of
the facts. Names that several instruments share are not in the table: nothing is guessed.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from lod.data.files import data
from lod.data.phrases import Phrase
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


class InstrumentName(Struct, frozen=True):
    """One name; a short one needs a free place: no capital word before it, no "of", "on", "for" after it."""

    words: str
    target: Instrument
    is_short: bool

    def is_free(self, text: str, start: int, end: int) -> bool:
        """Whether the name stands at [start:end) as a name by itself, not in the name of a body."""
        if _IN_BODY.search(text[max(0, start - 120) : start]) or _BODY.match(text, end):
            return False
        if not self.is_short:
            return True
        before = re.search(r"([\w’'-]+)\s$", text[max(0, start - 40) : start])
        longer = before is not None and before[1][:1].isupper() and before[1] not in _SENTENCE_OPENERS
        if longer or self._is_anothers(text, start):
            return False
        return not _GOES_ON.match(text, end) or _PINPOINTED.search(text[max(0, start - 40) : start]) is not None

    def _is_anothers(self, text: str, start: int) -> bool:
        """Whether a longer name with the same head stands before, and is what the short one means:
        "the Charter of the River Tribunal, and other provisions of the Charter"."""
        title, head = self.target.title or "", f"{self.words} of the "
        at = text.find(head, 0, start)
        while at >= 0:
            if text[at + len(head)].isupper() and not text.startswith(title, at):
                return True
            at = text.find(head, at + 1, start)
        return False


_IN_BODY = Phrase("citations.in_body")
_BODY = Phrase("citations.body_behind")
_GOES_ON = Phrase("citations.name_goes_on")
_PINPOINTED = Phrase("citations.pinpointed")
_SENTENCE_OPENERS = frozenset({"The", "See", "In", "Under", "Recalling", "Reaffirming", "Considering", "Noting"})


@cache
def load_instruments() -> tuple[NamedInstrument, ...]:
    """The table; raises DataError naming the row and the mend."""
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


def load_labels() -> tuple[InstrumentName, ...]:
    """Every name of every instrument; a leading article stays outside a name."""
    return tuple(
        InstrumentName(words, row.instrument, words in row.short)
        for row in load_instruments()
        for words in (*row.labels, *row.short)
    )
