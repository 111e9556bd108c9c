"""Triples of what a resolution leads to, enough to be read alone: documents, sessions, meetings, agenda items."""

import datetime as dt
import re
from collections.abc import Iterator
from string import ascii_lowercase
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from lod.annotate.citations.documents import kind_of
from lod.data.authorities import load_authorities
from lod.data.ordinals import format_ordinal
from lod.data.organs import load_organs, meeting_record
from lod.graph.concepts import concept_triples
from lod.graph.entities import entity_triples
from lod.graph.instruments import named_triples, numbered_name
from lod.graph.terms import Scope, date, english, facts, plain_literal, type_triples
from lod.graph.types import LEGAL_KINDS, types_of
from lod.model.annotations import Instrument
from lod.model.errors import SymbolError
from lod.model.iris import ASSEMBLY, agenda_item, document, meeting, session
from lod.model.symbols import Symbol, parse_symbol
from lod.model.vocab import DCT, ELI, RDFS, UNR

_KINDS = {"ES-": "emergency special session", "S-": "special session"}


def instrument_triples(scope: Scope, instrument: Instrument, term: NamedNode = UNR.Instrument) -> Iterator[Triple]:
    """A cited or related document. A title of one with a symbol is dct:alternative: its own title is its own to say."""
    subject = scope.thing(instrument.path)
    symbol = known_symbol(instrument.symbol)
    title = english(instrument.title)
    yield from type_triples(subject, types_of(term))
    if instrument.kind in LEGAL_KINDS:
        yield from type_triples(subject, (ELI.LegalResource,))
    yield from facts(
        subject,
        (
            (UNR.symbol, plain_literal(instrument.symbol)),
            (UNR.instrumentType, scope.concept("instrument-type", instrument.kind)),
            (RDFS.label, plain_literal(instrument.symbol) or title or _label(instrument.path)),
            (DCT.alternative if instrument.symbol else DCT.title, title),
            (ELI.passed_by, scope.thing(f"actor/{symbol.organ}") if symbol and symbol.organ else None),
            (RDFS.seeAlso, official_page(instrument.symbol) if symbol else None),
        ),
    )
    yield from concept_triples(scope.base, f"instrument-type/{instrument.kind}")
    yield from organ_triples(scope, symbol.organ if symbol else None)
    yield from named_triples(scope, instrument.path)
    if symbol and symbol.organ == ASSEMBLY and symbol.session and re.match(r"(ES-|S-)?\d", symbol.session):
        yield Triple(subject, UNR.session, scope.thing(session(symbol.session).path))
        yield from session_triples(scope, symbol.session, ASSEMBLY)


def _label(path: str) -> Literal | None:
    """What a document without symbol and title is called: by its number, else by the end of its path."""
    return english(numbered_name(path)) or plain_literal(path.partition("/")[2])


def known_symbol(text: str | None) -> Symbol | None:
    """The parts of a symbol; None for none, and for what the symbol grammar does not know."""
    try:
        return parse_symbol(text) if text else None
    except SymbolError:
        return None


def official_page(symbol: str | None) -> NamedNode | None:
    """Where the United Nations gives a document: its resolver takes every symbol.

    >>> official_page("A/RES/57/270B").value
    'https://docs.un.org/A/RES/57/270B'
    """
    return NamedNode(f"https://docs.un.org/{quote(symbol.replace(' ', ''), safe='/()')}") if symbol else None


def with_symbol(symbol: str, kind: str | None = None) -> Instrument:
    """The instrument of a symbol; what kind it is, the symbol tells."""
    return Instrument(document(symbol).path, symbol, kind or kind_of(symbol))


def organ_triples(scope: Scope, organ: str | None) -> tuple[Triple, ...]:
    """The organ or body of a slug."""
    return entity_triples(scope.base, f"actor/{organ}") if organ else ()


def session_triples(scope: Scope, number: str, organ: str) -> Iterator[Triple]:
    """A session of an organ or body, given by its slug; "" where the organ is not known."""
    subject = session_node(scope, number, organ)
    yield from session_facts(scope, subject, number, organ)
    if organ:
        yield Triple(subject, UNR.sessionOf, scope.thing(f"actor/{organ}"))
        yield from organ_triples(scope, organ)


def session_node(scope: Scope, number: str, organ: str) -> NamedNode:
    """A session's node; inside the document where nobody knows whose session it is."""
    return scope.thing(session(number, organ).path) if organ else scope.here("session")


def session_facts(scope: Scope, subject: NamedNode, number: str, organ: str = "") -> Iterator[Triple]:
    """What its number says of a session."""
    yield from type_triples(subject, types_of(UNR.Session))
    yield from facts(subject, ((UNR.number, plain_literal(number)), (RDFS.label, english(session_of(number, organ)))))


def session_of(number: str, organ: str) -> str:
    """A session with the name of the body that holds it, where that is not the Assembly.

    >>> session_of("68", "general-assembly"), session_of("67", "csw")
    ('68th session', 'Commission on the Status of Women, 67th session')
    """
    body = load_authorities().name_of(f"actor/{organ}") if organ != ASSEMBLY else ""
    return ", ".join(filter(None, (body, session_label(number))))


def session_label(number: str) -> str:
    """A session's number as a person reads it.

    >>> [session_label(n) for n in ("68", "S-32", "ES-10", "2020")]
    ['68th session', '32nd special session', '10th emergency special session', 'session of 2020']
    """
    found = re.fullmatch(r"(ES-|S-)?(\d{1,3})", number)
    if not found:
        return f"session of {number}"
    return f"{format_ordinal(int(found[2]))} {_KINDS.get(found[1] or '', 'session')}"


def meeting_node(scope: Scope, number: str, session_number: str | None, organ: str) -> tuple[NamedNode, str | None]:
    """A meeting's node and its record's symbol; where no symbol can be known, a node inside the document."""
    symbol = meeting_record(number, session_number, organ)
    return scope.thing(meeting(symbol).path) if symbol else scope.here("meeting"), symbol


def meeting_triples(
    scope: Scope, number: str, session_number: str | None, organ: str, held: dt.date | None
) -> Iterator[Triple]:
    """The meeting that adopted a resolution: whose it is, the day on which it was held, and its record."""
    subject, symbol = meeting_node(scope, number, session_number, organ)
    yield from type_triples(subject, types_of(UNR.Meeting))
    kind = load_organs().get(organ).meeting
    name = f"{format_ordinal(int(number))} {kind}" if number.isdecimal() else f"meeting {number}"
    whose = session_of(session_number, organ) if session_number else load_authorities().name_of(f"actor/{organ}")
    yield from facts(
        subject,
        (
            (UNR.number, plain_literal(number)),
            (RDFS.label, english(", ".join(filter(None, (name, whose))))),
            (UNR.meetingOf, scope.thing(f"actor/{organ}") if organ else None),
            (DCT.date, date(held)),
        ),
    )
    if symbol:
        record = with_symbol(symbol)
        yield Triple(subject, UNR.record, scope.thing(record.path))
        yield from instrument_triples(scope, record)
    if session_number:
        yield Triple(subject, UNR.session, session_node(scope, session_number, organ))


def item_node(scope: Scope, item: str, session_number: str | None, organ: str) -> NamedNode:
    """An agenda item's node; inside the document where its session is not known."""
    if not session_number or not organ:
        return scope.here(f"item{item}")
    return scope.thing(agenda_item(session_number, item, organ).path)


def item_title(scope: Scope, printed: str | None) -> Literal | None:
    """An item's printed title; files differ in which of its hyphens may not break."""
    return scope.words((printed or "").replace("\u2011", "-"))


def item_triples(
    scope: Scope, item: str, session_number: str | None, organ: str, title: Literal | None
) -> Iterator[Triple]:
    """An agenda item under which a resolution was adopted, and the item whose sub-item it is."""
    subject = item_node(scope, item, session_number, organ)
    whole = item.rstrip(ascii_lowercase)
    if whole != item:
        yield Triple(subject, UNR.parentItem, item_node(scope, whole, session_number, organ))
        yield from item_triples(scope, whole, session_number, organ, None)
    yield from type_triples(subject, types_of(UNR.AgendaItem))
    yield from facts(
        subject,
        (
            (UNR.itemNumber, plain_literal(item)),
            (DCT.title, title),
            (
                RDFS.label,
                english(f"item {item}" + (f", {session_of(session_number, organ)}" if session_number else "")),
            ),
            (UNR.session, session_node(scope, session_number, organ) if session_number else None),
        ),
    )
