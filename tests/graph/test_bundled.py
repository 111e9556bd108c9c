"""Golden facts of A/RES/68/230, asked of the graph that its own text gives."""

from functools import cache

import pyoxigraph as ox
import pytest

from lod.annotate.annotate import annotate
from lod.data.files import data
from lod.graph.authorities import authority_triples
from lod.graph.concepts import vocabulary_triples
from lod.graph.resolution import resolution_triples
from lod.model.iris import DEFAULT_BASE
from lod.query.sparql import PREFIXES, run
from lod.read.source import decode_source
from lod.read.text.read import read_text

DOCUMENT = f"{DEFAULT_BASE}A/RES/68/230"
CITED_IN_PREAMBLE = {
    "A/RES/64/222": "2009-12-21",
    "A/RES/33/134": "1978-12-19",
    "A/RES/57/270B": "2003-06-23",
    "A/RES/60/212": "2005-12-22",
    "A/RES/62/209": "2007-12-19",
    "A/RES/63/233": "2008-12-19",
    "A/RES/64/1": "2009-10-06",
    "A/RES/66/219": "2011-12-22",
    "A/RES/67/227": "2012-12-21",
}


@cache
def store() -> ox.Store:
    """The resolution with the authorities and the vocabulary, as a published folder has them."""
    path = data("sources", "A_RES_68_230.txt")
    resolution = read_text(decode_source(path.read_bytes(), path.name))
    made = ox.Store()
    triples = [*resolution_triples(resolution, annotate(resolution)), *authority_triples(), *vocabulary_triples()]
    made.extend(ox.Quad(*triple) for triple in triples)
    return made


def ask(pattern: str) -> list[tuple[str, ...]]:
    """The rows of `SELECT ... { ... }` without the base, sorted."""
    found = run(store(), pattern.replace("SELF", f"<{DOCUMENT}>"))
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(short(cell) for cell in row) for row in found)


def short(cell: object) -> str:
    text = str(getattr(cell, "value", cell))
    return text.removeprefix(DOCUMENT).removeprefix(DEFAULT_BASE)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("unr:symbol", "A/RES/68/230"),
        ("dct:title", "South-South cooperation"),
        ("eli:date_document", "2013-12-20"),
        ("dct:issued", "2014-02-07"),
        ("eli:passed_by", "actor/general-assembly"),
        ("unr:session/unr:number", "68"),
        ("unr:agendaItem/unr:itemNumber", "24b"),
        ("unr:onReport/unr:symbol", "A/68/443/Add.2"),
        ("unr:committee/skos:prefLabel", "Second Committee"),
        ("unr:adoptedAt/unr:number", "71"),
        ("unr:adoptedAt/unr:record/unr:symbol", "A/68/PV.71"),
        ("unr:openingWords", "The General Assembly,"),
    ],
)
def test_the_masthead_says(path: str, expected: str) -> None:
    assert ask(f"SELECT ?v {{ SELF {path} ?v }}") == [(expected,)]


def test_distribution_is_not_adoption() -> None:
    assert ask("SELECT ?d { SELF eli:date_document ?d; dct:issued ?d }") == []


def test_three_preambular_and_twenty_one_operative_paragraphs() -> None:
    count = "SELECT (COUNT(?p) AS ?n) {{ ?p a unr:{}; unr:inResolution SELF }}"
    assert ask(count.format("PreambularParagraph")) == [("3",)]
    assert ask(count.format("OperativeParagraph")) == [("21",)]


def test_op11_is_joined_over_the_page_break() -> None:
    ((text,),) = ask(f"SELECT ?t {{ <{DOCUMENT}#op11> unr:text ?t }}")
    assert "contributions of the United Nations Development Programme under such a change" in text


def test_footnotes_hang_on_every_paragraph_that_carries_their_mark() -> None:
    """Mark 3 is printed twice, in op1 and in op11: its note hangs on both, and each mark says where it stands."""
    assert ask("SELECT ?m ?p { ?f a unr:Footnote; unr:mark ?m; unr:anchoredIn ?p }") == [
        ("1", "#pp2"),
        ("2", "#op1"),
        ("3", "#op1"),
        ("3", "#op11"),
        ("4", "#op2"),
        ("5", "#op3"),
        ("6", "#op3"),
    ]
    pattern = "SELECT ?p ?o { ?r a unr:NoteMark; unr:markOf/unr:mark '3'; unr:markedIn ?p; unr:startOffset ?o }"
    assert ask(pattern) == [("#op1", "143"), ("#op11", "332")]


def test_a_note_says_what_the_words_at_its_mark_do() -> None:
    """Paragraph 2 takes note of the report that note 4 names; the note itself only cites it."""
    pattern = """SELECT ?s ?own ?mark { ?c unr:citedIn/unr:mark "4"; cito:hasCitedEntity/unr:symbol ?s;
        unr:citationFunction/skos:notation ?own; unr:citationFunctionOfMark/skos:notation ?mark }"""
    assert ask(pattern) == [("A/68/212", "citing", "noting")]


def test_the_preamble_cites_nine_resolutions_with_their_dates() -> None:
    pattern = """SELECT ?s ?d { ?c a unr:Citation; unr:citedIn/a unr:PreambularParagraph; unr:citedDate ?d;
        cito:hasCitedEntity/unr:symbol ?s }"""
    assert dict(ask(pattern)) == CITED_IN_PREAMBLE  # type: ignore[arg-type]


def test_op17_cites_57_263_as_being_in_accordance_with_it() -> None:
    pattern = f"""SELECT ?s ?f {{ ?c unr:citedIn <{DOCUMENT}#op17>; cito:hasCitedEntity/unr:symbol ?s;
        unr:citationFunction/skos:notation ?f }}"""
    assert ask(pattern) == [("A/RES/57/263", "in-accordance-with")]


def test_footnotes_cite_their_documents() -> None:
    pattern = "SELECT ?p ?d { ?c unr:citedIn ?p; cito:hasCitedEntity ?d. ?p a unr:Footnote }"
    assert ask(pattern) == [
        ("#fn1", "publication/E.78.II.A.11"),
        ("#fn2", "A/67/39"),
        ("#fn3", "A/67/39"),
        ("#fn4", "A/68/212"),
        ("#fn5", "A/66/717"),
        ("#fn6", "A/66/717/Add.1"),
    ]


def test_ibid_leads_to_the_note_before_it_and_a_chapter() -> None:
    assert ask("SELECT ?c ?n ?p { ?c unr:takesUp ?n; unr:pinpoint ?p }") == [("#fn3.cit1", "#fn2", "chap. I")]


def test_decision_17_1_is_the_committees_and_no_resolution_of_the_assembly() -> None:
    assert ask(f"SELECT ?d {{ ?c unr:citedIn <{DOCUMENT}#op11>; cito:hasCitedEntity ?d }}") == [
        ("decision/hlc-ssc/17/1",)
    ]
    assert ask('SELECT ?d { ?d unr:symbol "A/RES/17/1" }') == []


def test_op17_calls_for_contributions_to_exactly_the_two_funds() -> None:
    pattern = """SELECT ?p ?w ?f { ?a a unr:ContributionCall; unr:performedIn ?p; unr:beneficiaryFund ?f;
        unr:addressing/unr:asPrinted ?w }"""
    assert ask(pattern) == [
        ("#op17", "all countries in a position to do so", "fund/perez-guerrero-trust-fund"),
        ("#op17", "all countries in a position to do so", "fund/united-nations-fund-for-south-south-cooperation"),
    ]


def test_reports_are_due_at_two_bodies_sessions() -> None:
    pattern = """SELECT ?p ?n ?w { ?a a unr:ReportRequest; unr:performedIn ?p; unr:dueSession/unr:number ?n;
        unr:reportToAsPrinted ?w }"""
    assert ask(pattern) == [
        ("#op11", "18", "High-level Committee"),
        ("#op21", "69", "General Assembly"),
    ]
    assert ask("SELECT ?a { ?a unr:dueSession <https://w3id.org/unres/session/18> }") == []


def test_op21_puts_an_item_on_the_agenda_of_session_69() -> None:
    pattern = """SELECT ?p ?s ?i ?j { ?a a unr:AgendaInclusion; unr:performedIn ?p; unr:dueSession ?s;
        unr:itemTitle ?i; unr:subItemTitle ?j }"""
    item, below = "Operational activities for development", "South-South cooperation for development"
    assert ask(pattern) == [("#op21", "session/69", item, below)]


@pytest.mark.parametrize(("place", "verbs"), [("op17", ["Recognizes", "invites"]), ("op21", ["Decides", "requests"])])
def test_one_paragraph_holds_several_acts(place: str, verbs: list[str]) -> None:
    rows = ask(f"SELECT ?o ?v {{ ?a unr:performedIn <{DOCUMENT}#{place}>; unr:order ?o; unr:verbAsPrinted ?v }}")
    assert [verb for _, verb in rows] == verbs


def test_every_statement_about_words_has_its_words() -> None:
    """The offsets cut exactly those words out of the passage."""
    pattern = """SELECT ?x { VALUES (?class ?in) { (unr:Citation unr:citedIn) (unr:Act unr:performedIn)
        (unr:Mention unr:mentionedIn) (unr:Clause unr:clauseIn) }
        ?x a ?class; ?in ?p; unr:startOffset ?s; unr:endOffset ?e; unr:asPrinted ?w. ?p unr:text ?t
        FILTER(SUBSTR(STR(?t), ?s + 1, ?e - ?s) != STR(?w)) }"""
    assert ask(pattern) == []
    none = """SELECT ?x { VALUES ?class { unr:Citation unr:Act unr:Mention unr:Clause unr:MastheadStatement }
        ?x a ?class FILTER NOT EXISTS { ?x unr:asPrinted ?w } }"""
    assert ask(none) == []


def test_nothing_leads_to_a_thing_that_is_not_described() -> None:
    """Every one of our own nodes that is pointed at is the subject of a type."""
    dangling = """SELECT DISTINCT ?o { ?s ?p ?o FILTER(isIRI(?o) && STRSTARTS(STR(?o), STR(res:))
        && !CONTAINS(STR(?o), "/unres/def")) FILTER NOT EXISTS { ?o a ?t } }"""
    assert ask(dangling) == []


def test_the_prefixes_of_queries_and_files_agree() -> None:
    from lod.model.vocab import PREFIXES as WRITTEN

    assert {prefix: iri for prefix, iri in WRITTEN.items() if PREFIXES.get(prefix, iri) != iri} == {}
