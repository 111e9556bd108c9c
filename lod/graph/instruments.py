"""Triples of documents without a symbol: named instruments, and documents known by a number only."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import Triple

from lod.data.authorities import load_authorities
from lod.data.instruments import NamedInstrument, load_instruments
from lod.data.organs import load_organs
from lod.graph.terms import Scope, english, facts, plain_literal, type_triples, when
from lod.graph.types import types_of
from lod.model.symbols import is_symbol
from lod.model.vocab import DCT, ELI, RDFS, UNR


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
            (DCT.identifier, plain_literal(series_entry(row.treaty_series))),
            (UNR.readIn, plain_literal(row.source)),
            (UNR.containedIn, scope.thing(row.contained_in) if row.contained_in else None),
        ),
    )
    yield from facts(subject, ((DCT.alternative, english(label)) for label in (*row.labels[1:], *row.short)))
    yield from _container(scope, row.contained_in) if row.contained_in else ()


def _container(scope: Scope, path: str) -> Iterator[Triple]:
    """The document that contains the text, so far as its path says what it is."""
    subject, symbol = scope.thing(path), path if is_symbol(path) else None
    yield from type_triples(subject, types_of(UNR.Instrument))
    label = plain_literal(symbol) or english(numbered_name(path)) or plain_literal(path.partition("/")[2])
    yield from facts(subject, ((UNR.symbol, plain_literal(symbol)), (RDFS.label, label)))


def series_entry(entry: str) -> str:
    """A Treaty Series entry as the Editorial Manual cites it; "" for none.

    >>> series_entry("1155/18232"), series_entry("league-of-nations/XCIV/2138")
    ('United Nations, Treaty Series, vol. 1155, No. 18232', 'League of Nations, Treaty Series, vol. XCIV, No. 2138')
    """
    of_league = entry.startswith(_LEAGUE)
    volume, _, number = entry.removeprefix(_LEAGUE).partition("/")
    publisher = "League of Nations" if of_league else "United Nations"
    return f"{publisher}, Treaty Series, vol. {volume}, No. {number}" if number else ""


_LEAGUE = "league-of-nations/"
_OF_A_BODY = re.compile(r"(?P<kind>decision|resolution)/(?P<body>[a-z0-9-]+)/(?P<number>.+)")


def numbered_name(path: str) -> str:
    """What a document that has a number and no symbol is called; "" for others, and where nobody knows the body.

    >>> numbered_name("decision/hlc-ssc/17/1"), numbered_name("instrument/crc")
    ('High-level Committee on South-South Cooperation, decision 17/1', '')
    >>> numbered_name("treaty-series/1833/31363"), numbered_name("publication/E.78.II.A.11")
    ('United Nations, Treaty Series, vol. 1833, No. 31363', 'United Nations publication, Sales No. E.78.II.A.11')
    """
    kind, _, number = path.partition("/")
    if found := _OF_A_BODY.fullmatch(path):
        body = _body(found["body"])
        return f"{body}, {found['kind']} {found['number']}" if body else ""
    if kind == "publication":
        return f"United Nations publication, Sales No. {number}"
    return series_entry(number) if kind == "treaty-series" else ""


def _body(key: str) -> str:
    """The name of a body by its slug, or by its key in the table of organs."""
    organ = load_organs().by_key.get(key)
    return load_authorities().name_of(f"actor/{key}") or (organ.labels[0] if organ else "")


@cache
def _rows() -> Mapping[str, NamedInstrument]:
    return {row.path: row for row in load_instruments()}
