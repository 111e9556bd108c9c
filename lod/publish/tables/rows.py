"""Rows of the tables, read from a run of the sorted N-Triples of the whole."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from itertools import chain, groupby

import pyoxigraph as ox
from msgspec import Struct

from lod.model.iris import VOCABULARY
from lod.model.typography import printable
from lod.model.vocab import RDF
from lod.publish.tables.columns import SEPARATOR, TABLES, CellForm, Column, PublishedTable

#: Classes that only say what a thing is besides: a cell that names kinds leaves them out.
_WIDER = frozenset(("Part", "Passage", "Act", "Instrument", "TableCell", "Mandate"))
Values = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]


class Counted(Struct, frozen=True):
    """What stands in lines: things by class and statements by property, as N-Triples writes them."""

    classes: dict[str, int]
    properties: dict[str, int]


def count_terms(lines: Iterable[bytes]) -> Counted:
    """What stands in lines."""
    classes: Counter[bytes] = Counter()
    properties: Counter[bytes] = Counter()
    typed = str(RDF.type).encode()
    for line in lines:
        _, predicate, rest = line.split(b" ", 2)
        properties[predicate] += 1
        if predicate == typed:
            classes[rest.removesuffix(b" .\n")] += 1
    return Counted(*({str(term[1:-1], "utf-8"): n for term, n in sorted(of.items())} for of in (classes, properties)))


def write_rows(lines: Iterable[bytes], base: str) -> dict[str, bytes]:
    """The rows that lines give, a CSV file without heading for each table that has any; no subject may be cut."""
    files = {table.name: StringIO(newline="") for table in TABLES}
    writers = {name: csv.writer(file, lineterminator="\n") for name, file in files.items()}
    for iri, values in _things(lines):
        for table in _tables_of(values):
            writers[table.name].writerow([cell(column, iri, values, base) for column in table.columns])
    return {name: content for name, file in files.items() if (content := file.getvalue().encode())}


def _things(lines: Iterable[bytes]) -> Iterator[tuple[str, Values]]:
    """Every subject that has a row, with the values that columns ask for."""
    wanted = _wanted()
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    chosen = b"".join(_of_rows(line for line in lines if line.split(b" ", 2)[1] in wanted))
    for quad in ox.parse(chosen, ox.RdfFormat.N_TRIPLES):
        subject, value = quad.subject, quad.object  # each access makes a value anew
        if isinstance(value, ox.NamedNode | ox.Literal) and isinstance(subject, ox.NamedNode):
            values = found.setdefault(subject.value, defaultdict(list))
            values[quad.predicate.value].append(value)
    yield from found.items()


@cache
def _wanted() -> frozenset[bytes]:
    """The properties that columns hold, as N-Triples writes them."""
    return frozenset(str(term).encode() for term in _properties())


def _of_rows(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of subjects of a class that has a table: most others need not be parsed."""
    ends = _classed()
    for _, group in groupby(lines, key=_subject):
        block = list(group)
        if any(line.endswith(ends) for line in block):
            yield from block


@cache
def _classed() -> tuple[bytes, ...]:
    """With what the lines end that say a class of a table."""
    return tuple(f"{RDF.type} {kind} .\n".encode() for table in TABLES for kind in table.classes)


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def _properties() -> Iterator[ox.NamedNode]:
    yield RDF.type
    for table in TABLES:
        yield from (column.term for column in table.columns if column.term)


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
