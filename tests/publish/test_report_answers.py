"""A build joins report requests with the documents that answer them, in a graph of its own and on the page."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import html as parser

from lod.model.iris import DEFAULT_BASE
from lod.model.vocab import UNR
from tests.runner import lod
from tests.samples import resolution

ASKS = (
    "1. Requests the Secretary-General to submit to the General Assembly at its ninety-first session a report on "
    "rivers."
)
TAKES = (
    "Recalling its resolution 90/1 of 20 February 2036,\n\nTaking note of the report of the Secretary-General on "
    "rivers (A/91/55),\n\n1. Decides to act."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A request and the text of the next year that takes up its report, published."""
    folder = tmp_path_factory.mktemp("answers")
    for number, date, body in (("90/1", "20 February 2036", ASKS), ("91/1", "21 February 2037", TAKES)):
        text = resolution(body, number=number).source.text.replace("on 20 February 2036\n", f"on {date}\n")
        text = text.replace("Ninetieth", "Ninety-first") if number == "91/1" else text
        (folder / f"{number.replace('/', '_')}.txt").write_text(text, encoding="utf-8")
    result = lod("build", *sorted(folder.glob("*.txt")), "--out", folder / "public")
    assert result.exit_code == 0, result.output
    return folder / "public"


def test_the_answer_stands_in_the_graph_of_what_follows_from_several_resolutions(folder: Path) -> None:
    """Neither in the asking resolution's graphs nor among the facts: it follows from both texts."""
    quads = list(ox.parse(gzip.decompress((folder / "data/unres.nq.gz").read_bytes()), ox.RdfFormat.N_QUADS))
    found = [q for q in quads if q.predicate in (UNR.answeredBy, UNR.answeredIn)]
    assert {(q.subject.value, q.object.value) for q in found} == {
        (f"{DEFAULT_BASE}A/RES/90/1#op1.act1", f"{DEFAULT_BASE}A/91/55"),
        (f"{DEFAULT_BASE}A/RES/90/1#op1.act1", f"{DEFAULT_BASE}A/RES/91/1#pp2.cit1"),
    }
    assert {q.graph_name.value for q in found} == {f"{DEFAULT_BASE}data/across"}
    facts = gzip.decompress((folder / "data/unres.facts.nq.gz").read_bytes())
    assert b"#op1.act1> <https://w3id.org/unres/def#answeredBy>" not in facts


def test_the_graph_of_several_resolutions_is_described(folder: Path) -> None:
    said = {(q.subject.value, q.predicate.value) for q in ox.parse(path=folder / "data/across.ttl")}
    assert (f"{DEFAULT_BASE}data/across", "http://purl.org/dc/terms/description") in said


def test_the_data_and_the_page_of_the_asking_resolution_lead_to_the_answer(folder: Path) -> None:
    about = {(q.predicate, q.object.value) for q in ox.parse(path=folder / "A/RES/90/1.ttl")}
    assert (UNR.answeredBy, f"{DEFAULT_BASE}A/91/55") in about
    page = parser.parse(folder / "A/RES/90/1.html")
    (act,) = page.xpath("//li[@id='op1.act1']")
    hrefs = [link.get("href") for link in act.iter("a")]
    assert "https://docs.un.org/A/91/55" in hrefs  # nothing but its symbol is known here
    assert "../91/1.html#pp2.cit1" in hrefs
    cited = parser.parse(folder / "A/RES/91/1.html")
    assert cited.xpath("//*[@id='pp2.cit1']")


def test_answers_keep_to_the_shapes(folder: Path) -> None:
    result = lod("validate", folder)
    assert result.exit_code == 0, result.output
