"""Triples of the resolution itself: what its masthead and closing line say."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from lod.annotate.citations.documents import kind_of
from lod.graph.concepts import concept_triples
from lod.graph.entities import entity_triples, find_actor
from lod.graph.related import (
    instrument_triples,
    item_node,
    item_title,
    item_triples,
    meeting_node,
    meeting_triples,
    official_page,
    organ_triples,
    session_node,
    session_triples,
    with_symbol,
)
from lod.graph.terms import Fact, Scope, date, facts, plain_literal, type_triples
from lod.graph.types import types_of
from lod.model.annotations import Instrument
from lod.model.resolution import Masthead, Resolution
from lod.model.symbols import is_decision, is_draft, is_paper, is_statement
from lod.model.vocab import DCT, ELI, RDFS, UNR


def document_triples(scope: Scope, resolution: Resolution) -> Iterator[Triple]:
    """The resolution's own statements, and the session, meeting, agenda items and report that they lead to."""
    masthead = resolution.masthead
    yield from type_triples(scope.document, types_of(class_of(masthead.symbol)))
    yield from facts(scope.document, _facts(scope, masthead))
    yield from facts(scope.document, ((UNR.openingWords, scope.words(resolution.opener.text)),))
    yield from concept_triples(scope.base, f"instrument-type/{_kind(masthead.symbol)}")
    yield from organ_triples(scope, masthead.organ)
    yield from entity_triples(scope.base, find_actor(masthead.committee) or "")
    if masthead.session:
        yield from session_triples(scope, masthead.session, masthead.organ)
    if masthead.meeting:
        yield from meeting_triples(scope, masthead.meeting, masthead.session, masthead.organ, masthead.adopted)
    yield from _items(scope, masthead)
    yield from _report(scope, masthead)


def class_of(symbol: str) -> NamedNode:
    """The class of what is read: a resolution, else a draft, a decision or a statement.

    >>> [class_of(s).value.rpartition("#")[2] for s in ("A/80/L.41", "A/RES/68/230", "S/PRST/2015/1")]
    ['Draft', 'Resolution', 'PresidentialStatement']
    >>> class_of("A/HRC/DEC/61/101").value.rpartition("#")[2]
    'Decision'
    """
    if is_draft(symbol):
        return UNR.Draft
    if is_decision(symbol):
        return UNR.Decision
    return UNR.PresidentialStatement if is_statement(symbol) else UNR.Resolution


def _kind(symbol: str) -> str:
    if is_decision(symbol):
        return "decision"
    return kind_of(symbol) if is_paper(symbol) else "resolution"


def _facts(scope: Scope, masthead: Masthead) -> tuple[Fact, ...]:
    organ, number = masthead.organ, masthead.session
    committee = find_actor(masthead.committee)
    return (
        (UNR.symbol, plain_literal(masthead.symbol)),
        (RDFS.label, plain_literal(masthead.symbol)),
        (RDFS.seeAlso, official_page(masthead.symbol)),
        (UNR.instrumentType, scope.concept("instrument-type", _kind(masthead.symbol))),
        (DCT.title, scope.words(masthead.title)),
        (ELI.date_document, date(masthead.adopted)),
        (DCT.issued, date(masthead.issued)),
        (ELI.passed_by, scope.thing(f"actor/{organ}") if organ else None),
        (UNR.session, session_node(scope, number, organ) if number else None),
        (UNR.committee, scope.thing(committee) if committee else None),
        (
            UNR.adoptedAt,
            meeting_node(scope, masthead.meeting, number, organ)[0] if masthead.meeting else None,
        ),
        (UNR.reissueNote, scope.words(masthead.corrigendum)),
    )


def _items(scope: Scope, masthead: Masthead) -> Iterator[Triple]:
    """Agenda items, each with the title that is printed for it."""
    for item, title in masthead.titled_items:
        yield Triple(scope.document, UNR.agendaItem, item_node(scope, item, masthead.session, masthead.organ))
        yield from item_triples(scope, item, masthead.session, masthead.organ, item_title(scope, title))


def _report(scope: Scope, masthead: Masthead) -> Iterator[Triple]:
    """The document in brackets under the adoption line: a committee's report, or a draft."""
    report = masthead.report
    if report is not None and report.symbol != masthead.draft:
        instrument = with_symbol(report.symbol, "report")
        yield Triple(scope.document, UNR.onReport, scope.thing(instrument.path))
        yield from facts(scope.document, ((UNR.reportPinpoint, scope.words(report.pinpoint)),))
        yield from instrument_triples(scope, instrument, UNR.CommitteeReport)
    if masthead.draft:
        yield from _draft(scope, with_symbol(masthead.draft))


def _draft(scope: Scope, instrument: Instrument) -> Iterator[Triple]:
    node = scope.thing(instrument.path)
    yield from facts(scope.document, ((UNR.onReport, node), (UNR.onDraft, node)))
    yield from instrument_triples(scope, instrument, UNR.Draft)
