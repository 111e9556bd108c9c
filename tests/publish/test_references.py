"""References and the network of citations: what reference managers and graph tools rely on."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lod.publish.network import CitedEdge, CitedNode, graphml
from lod.publish.references import REFERENCE_FORMATS, BibliographicReference, bibtex
from tests.runner import lod
from tests.samples import BUNDLED

HOSTILE = BibliographicReference(
    "A/RES/90/1", "50% of {rivers} & lakes_\x00\n~", "https://example.org/x", "Harbour Board", None
)


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("bib", ["@report{A-RES-68-230,", "author = {{United Nations, General Assembly}},", "date = {2013-12-20},"]),
        ("ris", ["TY  - RPRT\r", "M1  - A/RES/68/230\r", "DA  - 2013/12/20\r", "ER  - \r"]),
        ("csl.json", ['"date-parts":[[2013,12,20]]', '"number":"A/RES/68/230"']),
    ],
)
def test_a_resolution_is_exported_as_a_reference(form: str, wanted: list[str]) -> None:
    """Title, number, day of adoption and author, in each format."""
    made = lod("export", BUNDLED, "--format", form)
    assert made.exit_code == 0, made.output
    text = made.stdout_bytes.decode()
    assert "South-South cooperation" in text
    assert [words for words in wanted if words not in text] == []


def test_signs_of_tex_are_escaped() -> None:
    """A title cannot end its own field."""
    assert r"title = {50\% of \{rivers\} \& lakes\_� \textasciitilde{}}," in bibtex(HOSTILE).replace("\ufffd", "�")


@pytest.mark.parametrize("form", REFERENCE_FORMATS)
def test_hostile_titles_stay_on_their_line(form: str) -> None:
    """In every format."""
    made = "".join(REFERENCE_FORMATS[form]([HOSTILE, HOSTILE]))
    assert "\x00" not in made
    if form == "csl.json":
        assert [item["id"] for item in json.loads(made)] == ["A-RES-90-1"] * 2
        assert json.loads("".join(REFERENCE_FORMATS[form]([]))) == []


def test_a_build_writes_references_and_the_network(tmp_path: Path) -> None:
    """networkx reads as many edges as there are resolved citations, with functions on them."""
    assert lod("build", "--out", tmp_path / "public").exit_code == 0
    data = tmp_path / "public" / "data"
    assert [item["number"] for item in json.loads((data / "unres.csl.json").read_text())] == ["A/RES/68/230"]
    root = ElementTree.parse(data / "citations.graphml").getroot()
    edges = root.findall(".//{*}edge")
    assert {edge.get("source") for edge in edges} == {"A/RES/68/230"}
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(data / "citations.graphml")
    assert graph.number_of_edges() == len(edges) > 15
    assert graph.nodes["A/RES/68/230"]["held"] is True
    assert all(told["function"] for _, _, told in graph.edges(data=True))
    assert b"BEGIN:VEVENT" in (data / "duties.ics").read_bytes()


def test_hostile_names_do_not_break_the_network() -> None:
    """Controls and signs of XML are written as XML may hold them."""
    nodes = [CitedNode('a"<&\x00', "t\x01<"), CitedNode("b")]
    made = "".join(graphml(nodes, [CitedEdge("e", "b", 'a"<&\x00', "noting", "op1")]))
    assert len(ElementTree.fromstring(made).findall(".//{*}edge")) == 1
