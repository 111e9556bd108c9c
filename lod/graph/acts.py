"""Triples of acts, with the duties and clauses inside them."""

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Triple

from lod.data.authorities import load_authorities
from lod.graph.concepts import concept_triples
from lod.graph.entities import entity_triples
from lod.graph.mentions import span_facts
from lod.graph.provenance import rule_triples
from lod.graph.related import session_facts, session_triples
from lod.graph.terms import Fact, Scope, date, facts, number, type_triples
from lod.graph.types import types_of
from lod.model.annotations import Act, Annotations, Clause, FurtherReport, ReportRequest
from lod.model.iris import ASSEMBLY, session
from lod.model.vocab import UNR


def act_triples(scope: Scope, annotations: Annotations, organ: str = ASSEMBLY) -> Iterator[Triple]:
    """Every act of the organ given by its slug; "its sixty-ninth session" is a session of that organ."""
    entities = {mention.place: mention.entity for mention in annotations.mentions}
    for act in annotations.acts:
        subject = scope.here(act.place)
        yield from type_triples(subject, act_types(act))
        yield from facts(subject, span_facts(scope, act.span, act.rule))
        yield from facts(subject, _verb(scope, act))
        yield from facts(subject, _addressed(scope, act, entities))
        yield from _duties(scope, act, organ)
        yield from _further(scope, act, organ)
        yield from clause_triples(scope, subject, act.place, act.clauses)
    for verb in sorted({act.verb for act in annotations.acts}):
        yield from concept_triples(scope.base, f"verb/{verb}")
    for rule in sorted({act.rule for act in annotations.acts}):
        yield from rule_triples(scope.base, rule)


def act_types(act: Act) -> Iterator[NamedNode]:
    """The classes of an act: one act may both ask for a report and call for contributions."""
    yield UNR.Act
    if act.report:
        yield UNR.ReportRequest
    if act.agenda:
        yield UNR.AgendaInclusion
    if act.beneficiaries:
        yield UNR.ContributionCall
    if act.offices:
        yield UNR.Mandate


def _verb(scope: Scope, act: Act) -> tuple[Fact, ...]:
    return (
        (UNR.performedIn, scope.here(act.performed_in)),
        (UNR.order, number(act.order)),
        (UNR.verb, scope.concept("verb", act.verb)),
        (UNR.verbAsPrinted, scope.words(act.verb_printed)),
        (UNR.verbStartOffset, number(act.verb_span.start)),
        (UNR.verbEndOffset, number(act.verb_span.end)),
        (UNR.manner, scope.words(act.manner)),
    )


def _addressed(scope: Scope, act: Act, entities: Mapping[str, str | None]) -> Iterator[Fact]:
    """The mentions addressed, and the short way to whom they name."""
    for place in act.addressing:
        yield UNR.addressing, scope.here(place)
        if entity := entities.get(place):
            yield UNR.addressee, scope.thing(entity)
    for place in act.offices:
        if entity := entities.get(place):
            yield UNR.asksOffice, scope.thing(entity)


def element_triples(scope: Scope, annotations: Annotations) -> Iterator[Triple]:
    """The words that give the elements of mandates."""
    for element in annotations.elements:
        subject = scope.here(element.place)
        kind = f"mandate-element/{element.kind}"
        yield from type_triples(subject, types_of(UNR.MandateElement))
        yield from facts(subject, span_facts(scope, element.span, element.rule))
        stated = ((UNR.elementOf, scope.here(element.act)), (UNR.elementIn, scope.here(element.span.place)))
        yield from facts(subject, (*stated, (UNR.elementKind, scope.thing(kind))))
        yield from concept_triples(scope.base, kind)
        yield from rule_triples(scope.base, element.rule)


def _duties(scope: Scope, act: Act, organ: str) -> Iterator[Triple]:
    subject = scope.here(act.place)
    if act.report:
        yield from _report_triples(scope, subject, act.report)
    if act.agenda:
        item, below = scope.words(act.agenda.item), scope.words(act.agenda.sub_item)
        yield from facts(subject, ((UNR.itemTitle, item), (UNR.subItemTitle, below)))
    first, body = due(act, organ)
    later = act.report.later_sessions if act.report else ()
    yield from _due(scope, act.place, (first, *later) if first else (), body)
    for fund in act.beneficiaries:
        yield Triple(subject, UNR.beneficiaryFund, scope.thing(fund))
        yield from entity_triples(scope.base, fund)


def further_places(act: Act) -> Iterator[tuple[str, FurtherReport]]:
    """The further reports of an act, each with its own place; the act itself has the first."""
    return ((f"{act.place}.report{count}", further) for count, further in enumerate(act.further, 2))


def _further(scope: Scope, act: Act, organ: str) -> Iterator[Triple]:
    for place, further in further_places(act):
        subject, request = scope.here(place), further.request
        yield from type_triples(subject, types_of(UNR.FurtherReport))
        yield from facts(subject, span_facts(scope, further.span, further.rule))
        stated = ((UNR.furtherReportOf, scope.here(act.place)), (UNR.furtherReportIn, scope.here(further.span.place)))
        yield from facts(subject, stated)
        yield from _report_triples(scope, subject, request)
        sessions = (request.session, *request.later_sessions) if request.session else ()
        yield from _due(scope, place, sessions, receiver(request, organ) or None)
        yield from rule_triples(scope.base, further.rule)


def _report_triples(scope: Scope, subject: NamedNode, report: ReportRequest) -> Iterator[Triple]:
    yield from facts(subject, _report(scope, report))
    for body in (*report.also_to, report.to_entity):
        yield from entity_triples(scope.base, body) if body else ()


def _report(scope: Scope, report: ReportRequest) -> tuple[Fact, ...]:
    return (
        (UNR.reportTo, scope.thing(report.to_entity) if report.to_entity else None),
        *((UNR.reportTo, scope.thing(body)) for body in report.also_to),
        (UNR.reportToAsPrinted, scope.words(report.to)),
        (UNR.dueDate, date(report.date)),
        (UNR.dueDateAsPrinted, scope.words(report.date_printed)),
        (UNR.deliverable, scope.words(report.deliverable)),
        (UNR.frequency, scope.words(report.frequency)),
    )


def receiver(report: ReportRequest, organ: str) -> str | None:
    """Slug of the body whose session is meant: the one that the words say, else the one reported to, the adopting
    organ where none is named.

    A Main Committee meets in the Assembly's sessions. None where a body is named that nothing settled: its sessions
    are not known either.
    """
    holder = report.session_of or report.to_entity
    if not holder:
        return None if report.to else organ
    body = load_authorities().get(holder)
    is_main_committee = body is not None and body.actor_type == "main-committee"
    return ASSEMBLY if is_main_committee else holder.removeprefix("actor/")


def due(act: Act, organ: str) -> tuple[str | None, str | None]:
    """The number of the session in which an act of an organ is due, and the slug of the body that holds it.

    An act is due once: where it both asks for a report and puts an item on an agenda, when the report is.
    """
    if act.report and act.report.session:
        return act.report.session, receiver(act.report, organ) or None
    return (act.agenda.session, organ or None) if act.agenda else (None, None)


def due_session(act: Act, organ: str) -> str:
    """The path of the session in which an act is due; "" where there is none, or its body is not known."""
    number, body = due(act, organ)
    return session(number, body).path if number and body else ""


def report_session(act: Act, organ: str) -> str:
    """The path of the session in which an act's report is due; "" where there is none, or its body is not known."""
    return due_session(act, organ) if act.report and act.report.session else ""


def report_sessions(report: ReportRequest, organ: str) -> Iterator[str]:
    """The paths of all sessions in which a report is due; none where their body is not known."""
    body = receiver(report, organ)
    if report.session and body:
        yield from (session(number, body).path for number in (report.session, *report.later_sessions))


def agenda_session(act: Act, organ: str) -> str:
    """The path of the session on whose agenda an act puts an item; "" as above, and where it is due elsewhere."""
    if not (act.agenda and act.agenda.session and organ):
        return ""
    path = session(act.agenda.session, organ).path
    return path if path == due_session(act, organ) else ""


def _due(scope: Scope, place: str, numbers: Sequence[str], body: str | None) -> Iterator[Triple]:
    """The due sessions of what stands at a place; of a body that is not known, the first, by its number only."""
    if body:
        for count in numbers:
            yield Triple(scope.here(place), UNR.dueSession, scope.thing(session(count, body).path))
            yield from session_triples(scope, count, body)
    elif numbers:
        subject = scope.here(session_place(place))
        yield Triple(scope.here(place), UNR.dueSession, subject)
        yield from session_facts(scope, subject, numbers[0])


def session_place(place: str) -> str:
    """The place of a session that is known by its number only, from the place of what is due then."""
    return f"{place}.session"


def clause_places(place: str, clauses: Sequence[Clause]) -> Iterator[tuple[str, Clause]]:
    """The clauses of the act at a place, each with its own."""
    return ((f"{place}.clause{count}", clause) for count, clause in enumerate(clauses, 1))


def clause_triples(scope: Scope, act: NamedNode, place: str, clauses: Sequence[Clause]) -> Iterator[Triple]:
    """The clauses of an act, numbered in text order."""
    for own, clause in clause_places(place, clauses):
        subject = scope.here(own)
        yield from type_triples(subject, types_of(UNR.Clause))
        yield from facts(subject, span_facts(scope, clause.span, clause.rule))
        kind = scope.concept("clause-kind", clause.kind)
        stated = ((UNR.clauseOf, act), (UNR.clauseIn, scope.here(clause.span.place)), (UNR.clauseKind, kind))
        yield from facts(subject, stated)
        yield from concept_triples(scope.base, f"clause-kind/{clause.kind}")
        yield from rule_triples(scope.base, clause.rule)
