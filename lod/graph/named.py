"""What the table of named instruments says of treaties, declarations and outcome documents that have no symbol."""

from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import Triple

from lod.graph.scope import Scope, english, facts, plain, typed, when
from lod.graph.types import types_of
from lod.layers.instruments import NamedInstrument, load_instruments
from lod.symbols import SYMBOL
from lod.vocab import DCT, ELI, RDFS, UNR


def named_triples(scope: Scope, path: str) -> Iterator[Triple]:
    """Other names, date, Treaty Series entry, the document that contains the text, and where this was read."""
    row = _rows().get(path)
    if row is None:
        return
    subject = scope.thing(path)
    yield from facts(
        subject,
        (
            (ELI.date_document, when(row.date)),
            (DCT.identifier, plain(series_entry(row.treaty_series))),
            (UNR.readIn, plain(row.source)),
            (UNR.containedIn, scope.thing(row.contained_in) if row.contained_in else None),
        ),
    )
    yield from facts(subject, ((DCT.alternative, english(label)) for label in (*row.labels[1:], *row.short)))
    yield from _container(scope, row.contained_in) if row.contained_in else ()


def _container(scope: Scope, path: str) -> Iterator[Triple]:
    """The document that contains the text, so far as its path says what it is."""
    subject, symbol = scope.thing(path), path if SYMBOL.fullmatch(path) else None
    yield from typed(subject, types_of(UNR.Instrument))
    yield from facts(subject, ((UNR.symbol, plain(symbol)), (RDFS.label, plain(symbol or path.partition("/")[2]))))


def series_entry(entry: str) -> str:
    """A Treaty Series entry as the Editorial Manual cites it; "" for none.

    >>> series_entry("1155/18232")
    'United Nations, Treaty Series, vol. 1155, No. 18232'
    """
    volume, _, number = entry.partition("/")
    return f"United Nations, Treaty Series, vol. {volume}, No. {number}" if number else ""


@cache
def _rows() -> Mapping[str, NamedInstrument]:
    return {row.path: row for row in load_instruments()}
