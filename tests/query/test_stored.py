"""Each stored query answers its question over a small graph: A/RES/68/230, three invented resolutions on rivers, and
one on lighthouses that has what only official XML gives.

The expected answers stand in `tests/cases/queries/`, one table a query; where a query asks about a resolution or a
thing that the graph lacks, the file's first lines, "use OLD => NEW", put another in its place.
"""

import re
from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.graph.authorities import authority_triples
from lod.graph.concepts import vocabulary_triples
from lod.graph.related import instrument_triples, with_symbol
from lod.graph.report_answers import answer_triples
from lod.graph.resolution import resolution_triples
from lod.graph.series import series_triples
from lod.graph.terms import Scope
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Resolution
from lod.model.vocab import UNR
from lod.query.sparql import run, write_results
from lod.query.stored import StoredQuery, stored_queries, stored_query
from lod.review.paragraphs import compare
from tests import graph_sample
from tests.query.rows import cell_of
from tests.samples import TESTS, bundled, bundled_annotations, resolution

CASES = TESTS / "cases" / "queries"
#: Nothing may be found.
EMPTY = {"52-without-words"}


def rivers() -> Iterator[Resolution]:
    """Two years of one series, a resolution that cites the second, one of the next session."""
    text = (CASES / "rivers.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", text, flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        number, _, title = head.partition(" ")
        yield resolution(body.strip(), title, number)
    last = resolution("Recalling the rivers of Uganda,", "Rivers once more", "90/8")
    masthead = replace(last.masthead, symbol="A/RES/91/3", session="91", agenda_items=("19a",))
    yield replace(last, masthead=masthead)


@cache
def store() -> ox.Store:
    """The graph that all cases ask."""
    found = ox.Store()
    first, last, *_ = rivers()
    graphs = [
        resolution_triples(bundled(), bundled_annotations()),
        resolution_triples(graph_sample.RESOLUTION, graph_sample.ANNOTATIONS),
        *(resolution_triples(river, annotate(river)) for river in rivers()),
        authority_triples(),
        vocabulary_triples(),
        answer_triples("A/RES/90/1", [("op1.act1", "A/92/55", "A/RES/90/5", "pp1.cit1")]),
        series_triples("A/RES/92/1", "A/RES/90/2", ()),
        instrument_triples(Scope(DEFAULT_BASE, "A/RES/92/1", "en"), with_symbol("A/RES/92/1")),
        series_triples("A/RES/90/2", "A/RES/90/1", ((w.place, w.earlier) for w in compare(last, first).wordings)),
    ]
    found.extend(ox.Quad(t.subject, t.predicate, t.object) for triples in graphs for t in triples)
    return found


def case(query: StoredQuery) -> tuple[str, str]:
    """The text to run and the expected table."""
    text = query.text
    kept: list[str] = []
    for line in (CASES / f"{query.name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("use "):
            old, _, new = line.removeprefix("use ").partition(" => ")
            assert old in text, f"{query.name} does not say {old!r}"
            text = text.replace(old, new)
        else:
            kept.append(line)
    return text, "\n".join(kept).strip() + "\n"


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_a_stored_query_answers_its_question(query: StoredQuery) -> None:
    text, expected = case(query)
    assert write_results(run(store(), text), "table").decode() == expected
    assert (len(expected.splitlines()) == 2) == (query.name in EMPTY)


def test_at_least_forty_questions_have_a_query() -> None:
    assert len({query.name.partition("-")[0] for query in stored_queries()}) >= 40


def test_each_case_is_of_a_query() -> None:
    assert {p.stem for p in CASES.glob("*.txt")} - {"rivers"} == {query.name for query in stored_queries()}


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_what_a_user_may_change_stands_at_the_top(query: StoredQuery) -> None:
    """An IRI or symbol to be replaced is in a VALUES block in the first lines of the pattern."""
    body = query.text.partition("WHERE {")[2]
    before, found, _ = body.partition("VALUES")
    if re.search(r'"A/RES/|unres/(actor|fund|country|rule)/', body.partition("BIND")[0]):
        assert found
        assert len(before.splitlines()) <= 4


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_symbols_and_places_are_sorted_as_people_count(query: StoredQuery) -> None:
    """No query sorts A/RES/78/10 before A/RES/78/9 or op10 before op2: numbers in names are not sorted as text."""
    ordered = query.text.rpartition("ORDER BY ")[2].splitlines()[0]
    bare = re.sub(r"\w+\((?:[^()]|\([^()]*\))*\)", "", ordered)
    assert not re.findall(r"\?(?:symbol|session|where|place|footnote|statement|citing|cited|number)\b", bare)


def test_numbers_in_symbols_and_places_are_sorted_as_numbers() -> None:
    """Query 25: 90/9 before 90/10, op2 before op10; a sub-paragraph behind its paragraph."""
    decides = "Decides to strengthen the United Nations Office for South-South Cooperation;"
    asked = ox.Store()
    for number in ("90/10", "90/9"):
        body = "\n\n".join(f"{n}. {decides}" for n in range(1, 12))
        one = resolution(body, number=number)
        asked.extend(ox.Quad(t.subject, t.predicate, t.object) for t in resolution_triples(one, annotate(one)))
    asked.extend(ox.Quad(t.subject, t.predicate, t.object) for t in vocabulary_triples())
    rows = run(asked, stored_query("25-decisions-about").text)
    found = [row["where"].value.rpartition("/RES/")[2] for row in rows]  # type: ignore[union-attr]
    assert found == [f"90/{number}#op{n}" for number in (9, 10) for n in range(1, 12)]


def test_states_are_named_as_the_tables_name_them() -> None:
    """Query 39: a roll-call prints capitals; a State that no table knows keeps its printed name."""
    asked = ox.Store()
    named = "https://w3id.org/unres/country/"
    ballots = "".join(
        f"<x:{n}> a unr:Ballot ; unr:inResolution <x:r> ; unr:asPrinted '{printed}' ; unr:ballotOption <x:yes> {by}.\n"
        for n, printed, by in (
            (1, "UGANDA", f"; unr:castBy <{named}uga> "),
            (2, "FRANCE", f"; unr:castBy <{named}fra> "),
            (3, "FREEDONIA", ""),
        )
    )
    prefixes = f"PREFIX unr: <{UNR.base}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    asked.update(f"{prefixes} INSERT DATA {{ {ballots} <{named}fra> skos:prefLabel 'France'@en }}")
    rows = run(asked, stored_query("39-votes-with-another").text)
    assert sorted(row["other"].value for row in rows) == ["FREEDONIA", "France"]  # type: ignore[union-attr]


def test_what_a_resolution_lacks_is_named() -> None:
    """Query 08 finds each thing that may be lacking, of the resolution that lacks it, and nothing of others."""
    whole, bare, foreign = (
        resolution("Recalling rivers,\n\n1. Decides to act.", number=f"90/{n}") for n in (11, 12, 13)
    )
    bare = replace(bare, parts=bare.parts[:1], masthead=replace(bare.masthead, adopted=None))
    foreign = replace(foreign, language="fr")
    asked = ox.Store()
    graphs = [resolution_triples(one, annotate(one)) for one in (whole, bare, foreign)]
    asked.extend(ox.Quad(t.subject, t.predicate, t.object) for triples in graphs for t in triples)
    rows = run(asked, stored_query("08-incomplete").text)
    assert [(row["symbol"].value, row["lacks"].value) for row in rows] == [  # type: ignore[union-attr]
        ("A/RES/90/12", "date of adoption"),
        ("A/RES/90/12", "operative paragraphs"),
        ("A/RES/90/13", "English text"),
        ("A/RES/90/13", "English title"),
    ]


def test_missing_numbers_are_the_gaps_of_each_session() -> None:
    """Query 08: from the number behind the one before a gap to the one before the next; letters are no numbers."""
    asked = ox.Store()
    for number in ("90/1", "90/2", "90/5A", "90/5B", "90/6", "90/9", "91/4"):
        one = resolution("1. Decides to act.", number="90/1")
        one = replace(one, masthead=replace(one.masthead, symbol=f"A/RES/{number}"))
        asked.extend(ox.Quad(t.subject, t.predicate, t.object) for t in resolution_triples(one, annotate(one)))
    rows = run(asked, stored_query("08-missing-numbers").text)
    found = [tuple(row[name].value for name in ("session", "from", "to")) for row in rows]  # type: ignore[union-attr]
    assert found == [("90", "3", "4"), ("90", "7", "8")]


def test_words_that_do_not_stand_where_they_say_are_found() -> None:
    """The check of printed words is no empty one."""
    damaged = ox.Store()
    damaged.extend(store())
    act = ox.NamedNode("https://w3id.org/unres/A/RES/68/230#op17.act2")
    printed = ox.NamedNode("https://w3id.org/unres/def#asPrinted")
    for quad in list(damaged.quads_for_pattern(act, printed, None)):
        damaged.remove(quad)
    damaged.add(ox.Quad(act, printed, ox.Literal("other words", language="en")))
    found = write_results(run(damaged, stored_query("52-without-words").text), "table").decode()
    assert "res:A/RES/68/230#op17.act2  other words" in found


def _cells(row: object, names: list[str]) -> tuple[str, ...]:
    """A row's cells as text that is the same whatever engine wrote it: numbers by value, the rest by its letters."""
    cells = [row[name] for name in names]  # type: ignore[index]
    words = (
        cell.value if isinstance(cell, ox.Literal | ox.NamedNode) else str(cell) for cell in cells if cell is not None
    )
    return tuple(cell_of(word) for word in words)


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_a_stored_query_runs_as_it_stands_in_two_engines(query: StoredQuery) -> None:
    """It declares its prefixes, and gives the same rows in rdflib and in pyoxigraph; nobody adds anything."""
    text, _ = case(query)
    solutions = store().query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    ours = sorted(_cells(row, names) for row in solutions)
    theirs = sorted(_cells(row, names) for row in _rdflib().query(text))
    assert theirs == ours


@cache
def _rdflib() -> rdflib.Graph:
    """The data of the cases in the other engine."""
    lines = ox.serialize((quad.triple for quad in store()), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines or b"", format="nt")


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_no_stored_query_hides_rows(query: StoredQuery) -> None:
    """A limit would leave out rows without a word."""
    assert not re.search(r"\bLIMIT\b", query.text)
