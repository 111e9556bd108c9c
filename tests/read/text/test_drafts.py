"""Drafts, decisions and statements: what has a symbol and a head of its own and is no resolution."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Ballot, Outcome, Resolution
from lod.model.vocab import RDF, UNR
from lod.publish.validation import check_resolution
from lod.read.read import read
from lod.read.source import load_source
from lod.read.text.read import read_text
from tests.runner import lod
from tests.samples import TESTS, resolution

DRAFTS = TESTS / "cases" / "drafts"


def draft(name: str) -> Resolution:
    """The text of a case."""
    return read_text(load_source(DRAFTS / f"{name}.txt"))


def told(resolution: Resolution) -> list[str]:
    return [f"{part.place}: {part.passage.text}" for part in resolution.walk()]


@pytest.mark.parametrize("path", sorted(DRAFTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_paper_conforms_to_the_shapes(path: Path) -> None:
    """What is said of drafts and statements breaks no shape."""
    assert not check_resolution(draft(path.stem), DEFAULT_BASE, "auto").violations


def test_a_draft_has_symbol_title_sponsors_and_the_tree_of_a_resolution() -> None:
    """The running header is furniture; "and" in a sponsor's name ends no list; the mark of the sponsors is no fault."""
    found = draft("draft_resolution")
    head, (step,) = found.masthead, found.record.steps
    assert (head.symbol, head.session, head.agenda_items) == ("A/C.2/81/L.999", "81", ("18e",))
    assert head.title == "Lighting of small harbours and of their quays"
    assert step.sponsors == ("Arcadia", "Fiji", "Netherlands (Kingdom of the)", "Trinidad and Tobago", "Viet Nam")
    assert (step.symbol, step.date) == (head.symbol, head.issued)
    assert told(found) == [
        "pp1: Recalling its resolution 80/700 of 4 December 2025 on small harbours,",
        "op1: Takes note of the report on lamps, which the Secretary-General has submitted;",
        "op2: Decides to return to the matter.",
    ]
    assert found.findings == ()


def test_a_draft_is_no_resolution_in_the_graph() -> None:
    """Its class is unr:Draft, so that lists of resolutions leave it out."""
    found = draft("draft_resolution")
    own = NamedNode(f"{DEFAULT_BASE}A/C.2/81/L.999")
    stated = resolution_triples(found, annotate(found))
    types = {t.object for t in stated if t.predicate == RDF.type and t.subject == own}
    assert UNR.Draft in types
    assert UNR.Resolution not in types


def test_a_decision_in_one_sentence_is_an_operative_paragraph() -> None:
    """ "The General Assembly, taking note of ..., decides": the organ's name opens no line of its own."""
    found = draft("draft_decision")
    assert found.masthead.title == "Members of the Committee on Lamps"
    assert [part.place for part in found.walk()] == ["op1"]
    assert found.findings == ()


def test_a_presidents_statement_tells_meeting_and_date_and_its_paragraphs_act() -> None:
    """The sentence that introduces a statement is its masthead; each paragraph names the Council."""
    found = draft("presidential_statement")
    head = found.masthead
    assert (head.symbol, head.meeting, str(head.adopted)) == ("S/PRST/2026/999", "9999", "2026-01-08")
    assert [part.place for part in found.walk()] == ["op1", "op2"]


def test_the_line_below_a_councils_text_tells_meeting_and_votes() -> None:
    """Who abstained is named in brackets; the line is no part of the text."""
    found = draft("council_vote")
    assert (found.masthead.symbol, found.masthead.meeting) == ("S/RES/999(1985)", "2602")
    assert found.record.outcome is Outcome.RECORDED_VOTE
    assert found.record.ballots == (Ballot("Fiji", "abstaining"), Ballot("Trinidad and Tobago", "abstaining"))
    assert [part.place for part in found.walk()] == ["pp1", "op1", "op2"]


def test_official_drafts_are_read_without_a_finding(shared: Path) -> None:
    """Each of the drafts beside the project has symbol, title and paragraphs; its headers cut none of them."""
    paths = sorted((shared / "corpus" / "other" / "drafts").glob("*.pdf"))
    assert paths
    for path in paths:
        found = read(path)
        assert found.masthead.symbol.replace("/", "_") == path.stem
        assert found.masthead.title
        assert {f.rule for f in found.findings} <= {"reader.no_closing"}, path.name


def test_a_draft_leads_to_the_resolution_that_came_of_it(tmp_path: Path) -> None:
    """Where the resolution prints the symbol under its line of adoption; `lod compare` says what changed."""
    paper = (DRAFTS / "draft_resolution.txt").read_text(encoding="utf-8").replace("A/C.2/81/L.999", "A/81/L.99")
    (tmp_path / "draft.txt").write_text(paper, encoding="utf-8")
    adopted = resolution("1. Takes note of the report on lamps.", "Lighting of small harbours", "81/9").source.text
    reported = "[on the report of the Second Committee (A/90/400, para. 8)]"
    without = "[without reference to a Main Committee (A/81/L.99 and A/81/L.99/Add.1)]"
    (tmp_path / "resolution.txt").write_text(adopted.replace(reported, without), encoding="utf-8")
    assert lod("build", tmp_path, "--out", tmp_path / "public").exit_code == 0
    page = (tmp_path / "public/A/81/L.99.html").read_text(encoding="utf-8")
    assert '<dt>Resolution that came of it</dt><dd><a href="../RES/81/9.html">A/RES/81/9</a></dd>' in page
    said = lod("compare", tmp_path / "draft.txt", tmp_path / "resolution.txt").output
    assert said.startswith("A/81/L.99 to A/RES/81/9: ")
