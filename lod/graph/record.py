"""Triples of the adoption: mode, ballots, and from the official XML subjects and the steps of the workflow."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from lod.data.headings import HeadingKind
from lod.data.subjects import THESAURUS, UNBIS, load_thesaurus
from lod.graph.concepts import concept_triples
from lod.graph.entities import entity_triples, find_actor
from lod.graph.goals import tagged_goal_triples
from lod.graph.related import instrument_triples, with_symbol
from lod.graph.terms import Scope, date, english, facts, number, plain_literal, type_triples
from lod.graph.types import types_of
from lod.model.iris import is_iri, slug
from lod.model.resolution import Ballot, Outcome, Record, Subject, WorkflowStep
from lod.model.vocab import DC, DCT, SKOS, UNR, XSD

#: Slugs of the schemes of adoption modes and ballot options for the official XML's words.
MODES = {
    Outcome.WITHOUT_VOTE: "without-vote",
    Outcome.RECORDED_VOTE: "recorded-vote",
    Outcome.NON_RECORDED_VOTE: "non-recorded-vote",
}
OPTIONS = {"inFavour": "in-favour", "against": "against", "abstaining": "abstaining"}
RECOMMENDED = "recommendedForAdoption"  # a committee recommends in its report


def record_triples(scope: Scope, record: Record) -> Iterator[Triple]:
    """All that a record says."""
    if record.outcome:
        path = f"adoption-mode/{MODES[record.outcome]}"
        yield Triple(scope.document, UNR.adoptionMode, scope.thing(path))
        yield from concept_triples(scope.base, path)
    if record.alias:
        yield Triple(scope.document, UNR.aknIri, Literal(record.alias, datatype=XSD.anyURI))
    for name in record.names:
        term = UNR.titleHeading if name.kind == HeadingKind.TITLE else UNR.nameHeading
        yield from facts(scope.document, ((term, english(name.label)),))
    yield from tagged_goal_triples(scope, record.goals)
    yield from facts(scope.document, ((UNR.agendaHeading, english(found.heading)) for found in record.agenda))
    for subject in record.subjects:
        yield from _subject(scope, subject)
    for place, ballot in ballot_places(record.ballots):
        yield from _ballot(scope, ballot, place)
    for count, step in enumerate(record.steps, 1):
        yield from _step(scope, step, count)


def ballot_places(ballots: Sequence[Ballot]) -> Iterator[tuple[str, Ballot]]:
    """Each ballot with its place: the State's name, its number where the list names a State twice."""
    cast: set[str] = set()
    for count, ballot in enumerate(ballots, 1):
        name = slug(ballot.state)
        label = name if name and name not in cast else f"{count}"
        cast.add(label)
        yield f"ballot-{label}" if label == name else f"ballot{count}", ballot


def _subject(scope: Scope, subject: Subject) -> Iterator[Triple]:
    """A subject heading: a concept of the library's thesaurus with those above it, or words where it has none."""
    if not is_iri(subject.iri):
        yield Triple(scope.document, DC.subject, Literal(subject.label, language="en"))
        return
    node = NamedNode(subject.iri)
    yield Triple(scope.document, DCT.subject, node)
    yield from _concept(node, subject.label)
    for concept in load_thesaurus().above(subject.iri):
        yield from _concept(NamedNode(concept.iri), concept.label)
    yield from broader_triples(subject.iri)


def broader_triples(iri: str) -> Iterator[Triple]:
    """The way up from a concept of the thesaurus, as far as the table knows it."""
    thesaurus = load_thesaurus()
    own = thesaurus.concepts.get(iri.removeprefix(THESAURUS))
    for concept in (own, *thesaurus.above(iri)) if own else ():
        for up in concept.broader:
            yield Triple(NamedNode(concept.iri), SKOS.broader, NamedNode(f"{THESAURUS}{up}"))


def _concept(node: NamedNode, label: str) -> Iterator[Triple]:
    yield from type_triples(node, types_of(SKOS.Concept))
    yield from facts(node, ((SKOS.inScheme, NamedNode(UNBIS)), (SKOS.prefLabel, english(label))))


def foreign(iri: str) -> NamedNode:
    """A web address of others, as given; what is none is kept, escaped, in a URN."""
    try:
        if iri.startswith(("http://", "https://")):
            return NamedNode(iri)
    except ValueError:
        pass
    return NamedNode(f"urn:x-given:{quote(iri, safe='')}")


def _ballot(scope: Scope, ballot: Ballot, place: str) -> Iterator[Triple]:
    subject = scope.here(place)
    state, option = find_actor(ballot.state), OPTIONS.get(ballot.vote, slug(ballot.vote))
    yield from type_triples(subject, types_of(UNR.Ballot))
    yield from facts(
        subject,
        (
            (UNR.inResolution, scope.document),
            (UNR.castBy, scope.thing(state) if state else None),
            (UNR.asPrinted, scope.words(ballot.state)),
            (UNR.ballotOption, scope.concept("ballot-option", option) if option else None),
        ),
    )
    yield from concept_triples(scope.base, f"ballot-option/{option}")
    yield from entity_triples(scope.base, state) if state else ()


def step_place(count: int) -> str:
    """The place of a step, by its number."""
    return f"step{count}"


def _step(scope: Scope, step: WorkflowStep, count: int) -> Iterator[Triple]:
    subject = scope.here(step_place(count))
    kind = "report" if step.outcome == RECOMMENDED else None
    document = with_symbol(step.symbol, kind) if step.symbol else None
    yield from type_triples(subject, types_of(UNR.WorkflowStep))
    yield from facts(
        subject,
        (
            (UNR.inResolution, scope.document),
            (UNR.position, number(count)),
            (UNR.stepOutcome, plain_literal(step.outcome)),
            (UNR.stepDate, date(step.date)),
            (UNR.stepDocument, scope.thing(document.path) if document else None),
        ),
    )
    yield from instrument_triples(scope, document) if document else ()
    for name in step.sponsors:
        sponsor = find_actor(name)
        node = scope.thing(sponsor) if sponsor else None
        yield from facts(subject, ((UNR.sponsorAsPrinted, scope.words(name)), (UNR.sponsor, node)))
        yield from entity_triples(scope.base, sponsor) if sponsor else ()
