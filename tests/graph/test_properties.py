"""What holds of every graph, whatever the resolution: valid RDF, the same bytes, nothing lost of the text."""

import datetime as dt

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lod.data.headings import HeadingKind
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.model.annotations import Act, Annotations, Citation, Instrument, Mention, Role, Span
from lod.model.resolution import (
    AgendaHeading,
    Ballot,
    CommitteeReport,
    Finding,
    Footnote,
    Leaf,
    LeafKind,
    Masthead,
    NameHeading,
    Outcome,
    Part,
    PartKind,
    Passage,
    Printed,
    Record,
    Resolution,
    Severity,
    Source,
    Subject,
    WorkflowStep,
)
from lod.model.vocab import UNR
from tests.graph_sample import ANNOTATIONS, RESOLUTION

words = st.text(max_size=12)
optional = st.none() | words
dates = st.none() | st.dates()
languages = st.sampled_from(["en", "fr", "ar", "zh", "es-419"])
counts = st.integers(min_value=1, max_value=10**6)
#: What a place may look like, and what it never should.
places = st.sampled_from(["pp1", "op1", "op5.b.ii", "annex1.s2.op3", "fn-star1"]) | st.text(min_size=1, max_size=8)
passages = st.builds(Passage, words)


def parts(depth: int = 2) -> st.SearchStrategy[Part]:
    below: st.SearchStrategy[tuple[Part, ...]] = (
        st.lists(parts(depth - 1), max_size=2).map(tuple) if depth else st.just(())
    )
    return st.builds(Part, st.sampled_from(PartKind), places, optional, counts, passages, below)


mastheads = st.builds(
    Masthead,
    symbol=st.sampled_from(["A/RES/99/7", "A/RES/217(III)", "S/RES/2098(2013)", "odd symbol\n"]),
    organ=words,
    title=words,
    session=optional,
    agenda_items=st.lists(words.filter(bool), max_size=2).map(tuple),
    agenda_title=optional,
    adopted=dates,
    issued=dates,
    committee=optional,
    report=st.none() | st.builds(CommitteeReport, words, optional),
    draft=optional,
    meeting=optional,
    corrigendum=optional,
    printed=st.lists(st.builds(Printed, words, words, counts), max_size=3).map(tuple),
)
records = st.builds(
    Record,
    outcome=st.none() | st.sampled_from(Outcome),
    ballots=st.lists(st.builds(Ballot, words, words), max_size=2).map(tuple),
    subjects=st.lists(st.builds(Subject, words, words), max_size=2).map(tuple),
    names=st.lists(st.builds(NameHeading, words, st.sampled_from(HeadingKind)), max_size=2).map(tuple),
    goals=st.lists(st.sampled_from(range(1, 18)), max_size=2, unique=True).map(tuple),
    agenda=st.lists(st.builds(AgendaHeading, words, words, words, words), max_size=2).map(tuple),
    steps=st.lists(
        st.builds(WorkflowStep, words, words, dates, st.lists(words, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    alias=optional,
)
resolutions = st.builds(
    Resolution,
    source=st.builds(Source, words, words, st.just("0" * 64)),
    language=languages,
    masthead=mastheads,
    opener=passages,
    parts=st.lists(parts(), max_size=3).map(tuple),
    footnotes=st.lists(st.builds(Footnote, words, places, passages, st.none() | places, counts), max_size=2).map(tuple),
    leaves=st.lists(st.builds(Leaf, st.just(0), st.just(5), st.sampled_from(LeafKind)), max_size=2).map(tuple),
    record=records,
    findings=st.lists(
        st.builds(Finding, words, st.sampled_from(Severity), words, words, st.none() | counts, words), max_size=2
    ).map(tuple),
)
spans = st.builds(Span, places, counts, counts, words)
instruments = st.builds(Instrument, words, optional, words, optional)
annotations = st.builds(
    Annotations,
    st.lists(
        st.builds(Citation, places, spans, st.none() | instruments, words, words, dates, optional, optional), max_size=2
    ).map(tuple),
    st.lists(st.builds(Mention, places, spans, optional, st.sampled_from(Role), words), max_size=2).map(tuple),
    st.lists(st.builds(Act, places, places, counts, words, words, words, spans, spans, words, words), max_size=2).map(
        tuple
    ),
)

relaxed = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@relaxed
@given(resolutions, annotations)
def test_any_values_make_valid_n_triples(resolution: Resolution, found: Annotations) -> None:
    """Readers may hand over anything: the file still parses, to the same triples, without blank nodes."""
    triples = resolution_triples(resolution, found)
    parsed = [quad.triple for quad in ox.parse(serialize(triples, ox.RdfFormat.N_TRIPLES), ox.RdfFormat.N_TRIPLES)]
    assert set(parsed) == set(triples)
    assert len(parsed) == len(set(parsed))
    assert not any(isinstance(term, ox.BlankNode) for triple in parsed for term in triple)


@relaxed
@given(resolutions, annotations, st.sampled_from([ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD]))
def test_every_format_says_the_same(resolution: Resolution, found: Annotations, form: ox.RdfFormat) -> None:
    triples = resolution_triples(resolution, found)
    assert {quad.triple for quad in ox.parse(serialize(triples, form), form)} == set(triples)


@relaxed
@given(resolutions)
def test_all_words_of_the_body_are_in_the_graph(resolution: Resolution) -> None:
    stated = (t.object for t in resolution_triples(resolution, Annotations()) if t.predicate == UNR.text)
    texts = {text.value for text in stated if isinstance(text, ox.Literal)}
    assert {passage.text for _, passage in resolution.passages() if passage.text} == texts


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.permutations(ANNOTATIONS.citations), st.permutations(ANNOTATIONS.mentions), st.permutations(ANNOTATIONS.acts))
def test_the_order_of_annotations_makes_no_difference(
    citations: list[Citation], mentions: list[Mention], acts: list[Act]
) -> None:
    shuffled = replace(ANNOTATIONS, citations=tuple(citations), mentions=tuple(mentions), acts=tuple(acts))
    assert serialize(resolution_triples(RESOLUTION, shuffled)) == serialize(resolution_triples(RESOLUTION, ANNOTATIONS))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.dates(min_value=dt.date(1945, 10, 24)))
def test_a_day_is_written_as_xsd_writes_it(day: dt.date) -> None:
    """Four figures for the year, two for month and day: the lexical form that every parser takes."""
    resolution = replace(RESOLUTION, masthead=replace(RESOLUTION.masthead, adopted=day))
    lines = serialize(resolution_triples(resolution, Annotations()), ox.RdfFormat.N_TRIPLES).decode()
    assert f'"{day:%Y-%m-%d}"^^<http://www.w3.org/2001/XMLSchema#date>' in lines
