"""Rows of the tables, read from a stretch of the sorted N-Triples of the whole.

Reads: lines between two offsets at which a subject begins. Writes: a CSV file without heading for each table. So a
data set of any size is gone through once, by as many processes as there are, and memory stays flat.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from lod.model.iris import VOCABULARY
from lod.model.typography import printable
from lod.model.vocab import RDF
from lod.publish.tables.columns import SEPARATOR, TABLES, CellForm, Column, PublishedTable

#: Classes that only say what a thing is besides: a cell that names kinds leaves them out.
_WIDER = frozenset(("Part", "Passage", "Act", "Instrument", "TableCell", "Mandate"))
_BATCH = 20_000  # lines parsed at once
Values = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]


class Stretch(Struct, frozen=True):
    """Bytes [start:end) of a file of sorted N-Triples, in which no subject is cut."""

    whole: Path
    start: int
    end: int


def stretches(whole: Path, count: int) -> list[Stretch]:
    """At most `count` stretches that make up a file, about as long as one another."""
    size = whole.stat().st_size
    with whole.open("rb") as lines:
        cuts = {_cut(lines, size * n // count) for n in range(1, count)}
    ends = sorted({*cuts, size} - {0})
    return [Stretch(whole, start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _cut(lines: Any, offset: int) -> int:
    """The first offset after one at which another subject begins."""
    lines.seek(offset)
    lines.readline()
    at = lines.tell()
    first = lines.readline()
    subject = first.partition(b" ")[0]
    while first and first.partition(b" ")[0] == subject:
        at = lines.tell()
        first = lines.readline()
    return int(at)


class Counted(Struct, frozen=True):
    """What stands in a stretch: rows by table; things by class and statements by property, as N-Triples writes them."""

    rows: Mapping[str, int]
    classes: Mapping[bytes, int]
    properties: Mapping[bytes, int]


def write_rows(stretch: Stretch, folder: Path, base: str) -> Counted:
    """Write the rows of a stretch, a file a table, and count what stands in it."""
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    classes: Counter[bytes] = Counter()
    properties: Counter[bytes] = Counter()
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            out = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(out, lineterminator="\n")
        for iri, values in _things(stretch, classes, properties):
            for table in _tables_of(values):
                writers[table.name].writerow([cell(column, iri, values, base) for column in table.columns])
                counts[table.name] += 1
    return Counted(counts, classes, properties)


def _things(stretch: Stretch, classes: Counter[bytes], properties: Counter[bytes]) -> Iterator[tuple[str, Values]]:
    """Every subject of a stretch that has a row, with the values that columns ask for."""
    for batch in _batches(_of_rows(_wanted(stretch, classes, properties))):
        found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        for quad in ox.parse(batch, ox.RdfFormat.N_TRIPLES):
            subject, value = quad.subject, quad.object  # each access makes a value anew
            if isinstance(value, ox.NamedNode | ox.Literal) and isinstance(subject, ox.NamedNode):
                values = found.setdefault(subject.value, defaultdict(list))
                values[quad.predicate.value].append(value)
        yield from found.items()


def _wanted(stretch: Stretch, classes: Counter[bytes], properties: Counter[bytes]) -> Iterator[bytes]:
    """The lines of a stretch whose properties columns hold; counts all lines on the way."""
    typed = str(RDF.type).encode()
    wanted = {str(term).encode() for term in _properties()}
    with stretch.whole.open("rb") as lines:
        lines.seek(stretch.start)
        left = stretch.end - stretch.start
        while left > 0:
            line = lines.readline()
            left -= len(line)
            _, predicate, rest = line.split(b" ", 2)
            properties[predicate] += 1
            if predicate == typed:
                classes[rest] += 1
            if predicate in wanted:
                yield line


def _of_rows(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of subjects of a class that has a table: most others need not be parsed."""
    ends = tuple(f"{RDF.type} {kind} .\n".encode() for table in TABLES for kind in table.classes)
    for _, group in groupby(lines, key=_subject):
        block = list(group)
        if any(line.endswith(ends) for line in block):
            yield from block


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def _properties() -> Iterator[ox.NamedNode]:
    yield RDF.type
    for table in TABLES:
        yield from (column.term for column in table.columns if column.term)


def _batches(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Lines joined to batches that end where a subject ends."""
    batch: list[bytes] = []
    for line in lines:
        if len(batch) >= _BATCH and _subject(line) != _subject(batch[-1]):
            yield b"".join(batch)
            batch = []
        batch.append(line)
    yield b"".join(batch)


def _tables_of(values: Values) -> list[PublishedTable]:
    """The tables in which a thing has a row."""
    classed = _tables_of_kinds(frozenset(kind.value for kind in values.get(RDF.type.value, ())))
    return [table for table in classed if not table.needs or table.needs.value in values]


@cache
def _tables_of_kinds(kinds: frozenset[str]) -> tuple[PublishedTable, ...]:
    return tuple(table for table in TABLES if any(kind.value in kinds for kind in table.classes))


def cell(column: Column, iri: str, values: Values, base: str) -> str:
    """The text of a cell; "" where nothing is said."""
    if column.term is None:
        return _written(column.form, iri, base)
    found = values.get(column.term.value, ())
    if column.form in (CellForm.WORDS, CellForm.NUMBER, CellForm.DECIMAL, CellForm.DATE):
        return _words(found)
    names = [_written(column.form, value.value, base) for value in found if isinstance(value, ox.NamedNode)]
    if column.term == RDF.type:
        names = _kinds(found)
    names = sorted(dict.fromkeys(names)) if column.many else names
    return SEPARATOR.join(names if column.many else names[:1])


def _words(found: Sequence[ox.NamedNode | ox.Literal]) -> str:
    """The English literal, else the first of all."""
    literals = [value for value in found if isinstance(value, ox.Literal)]
    english = (value for value in literals if value.language == "en")
    chosen = next(chain(english, literals), None)
    return printable(chosen.value) if chosen else ""


def _kinds(found: Sequence[ox.NamedNode | ox.Literal]) -> list[str]:
    """The names of our classes, the wider ones left out where a narrower one stands."""
    names = [value.value.removeprefix(VOCABULARY) for value in found if value.value.startswith(VOCABULARY)]
    return [name for name in names if name not in _WIDER] or names


def _written(form: CellForm, iri: str, base: str) -> str:
    """An IRI in a form."""
    if form is CellForm.IRI:
        return iri
    path, _, place = iri.partition("#")
    if form is CellForm.PLACE:
        return place
    if form in (CellForm.NAME, CellForm.CODE):
        name = iri.rpartition("#")[2].rpartition("/")[2]
        return name.upper() if form is CellForm.CODE else name
    below = iri if form is CellForm.PATH else path
    return below.removeprefix(base)
