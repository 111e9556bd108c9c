"""JSON-LD: the same statements, one thing in another, under the names of the published context."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from lod.graph.context import context_document, expanded
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import graph_prefixes, serialize
from lod.model.errors import DataError
from lod.model.vocab import ELI, RDF, UNR
from tests.graph_sample import ANNOTATIONS, RESOLUTION, french
from tests.samples import bundled, bundled_annotations

THIS = "https://w3id.org/unres/A/RES/68/230"


def root() -> dict[str, Any]:
    triples = resolution_triples(bundled(), bundled_annotations())
    return dict(json.loads(serialize(triples, ox.RdfFormat.JSON_LD, about=THIS)))


def test_a_paragraph_holds_its_acts_citations_and_names() -> None:
    """Operative paragraph 1 of 68/230: read down from the root, without following identifiers."""
    paragraph = next(part for part in root()["parts"] if part["id"] == "#op1")
    assert paragraph["text"]["en"].startswith("Takes note of the report of the High-level Committee")
    assert [act["verb"] for act in paragraph["acts"]] == ["verbs:takes-note"]
    assert [mark["markOf"] for mark in paragraph["marks"]] == ["#fn2", "#fn3"]
    assert [named["mentions"] for named in paragraph["named"]] == ["actor:hlc-ssc"]
    (note,) = [node for node in root()["contains"] if node["id"] == "#fn4"]
    assert note["citations"][0]["citedEntity"] == "https://w3id.org/unres/A/68/212"


def test_a_thing_stands_once() -> None:
    """Whatever stands in another is not listed behind the root."""
    seen: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            seen.extend([value["id"]] if len(value) > 1 and "id" in value else [])
            for held in value.values():
                walk(held)
        elif isinstance(value, list):
            for held in value:
                walk(held)

    whole = root()
    walk({key: value for key, value in whole.items() if key != "@context"})
    assert len(seen) > 200
    assert sorted(seen) == sorted(set(seen))


def test_the_context_of_a_document_is_part_of_the_published_one() -> None:
    """But for the base, which is the document's own."""
    published = json.loads(context_document(graph_prefixes()))["@context"]
    own = dict(root()["@context"])
    assert own.pop("@base") == THIS
    assert {name: entry for name, entry in own.items() if published.get(name) != entry} == {}


def test_every_property_of_the_data_has_a_name() -> None:
    """Keys are names of the context or IRIs with a prefix; of our own terms none is left with one."""
    triples = resolution_triples(RESOLUTION, ANNOTATIONS, others=[french()])
    written = serialize(triples, ox.RdfFormat.JSON_LD, about="https://w3id.org/unres/A/RES/99/7").decode()
    assert '"unr:' not in written.partition(',\n"id"')[2]


@pytest.mark.parametrize("about", ["", "https://w3id.org/unres/A/RES/99/7"])
def test_two_engines_read_the_same_statements(about: str) -> None:
    triples = set(resolution_triples(RESOLUTION, ANNOTATIONS, others=[french()]))
    written = serialize(triples, ox.RdfFormat.JSON_LD, about=about)
    assert {quad.triple for quad in ox.parse(written, ox.RdfFormat.JSON_LD)} == triples
    other = rdflib.Graph().parse(data=serialize(triples, ox.RdfFormat.N_TRIPLES), format="nt")
    assert set(rdflib.Graph().parse(data=written, format="json-ld")) == set(other)


NODES = st.sampled_from([THIS, f"{THIS}#op1", f"{THIS}#op1.act1", f"{THIS}#op2", "https://w3id.org/unres/actor/undp"])
SAYS = st.sampled_from(
    [ELI.has_part, ELI.is_part_of, UNR.performedIn, UNR.inResolution, UNR.text, UNR.position, RDF.type]
)
VALUES = st.one_of(
    NODES.map(ox.NamedNode),
    st.just(UNR.Act),
    st.sampled_from(["a", "type:b", "1", "@id"]).map(ox.Literal),
    st.sampled_from(["en", "ar"]).map(lambda tag: ox.Literal("words", language=tag)),
    st.sampled_from(["1", "01", "-3"]).map(
        lambda n: ox.Literal(n, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    ),
    st.just(ox.Literal("2001-02-03", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
)


@given(st.lists(st.tuples(NODES, SAYS, VALUES), max_size=25))
def test_whatever_is_said_comes_back(said: list[tuple[str, ox.NamedNode, Any]]) -> None:
    """Wholes that are parts of their parts, acts in two paragraphs, values of the wrong kind: nothing is lost."""
    triples = {ox.Triple(ox.NamedNode(s), p, o) for s, p, o in said if p != RDF.type or isinstance(o, ox.NamedNode)}
    written = serialize(triples, ox.RdfFormat.JSON_LD, about=THIS)
    assert {quad.triple for quad in ox.parse(written, ox.RdfFormat.JSON_LD)} == triples


def test_an_unknown_prefix_in_the_table_is_refused() -> None:
    with pytest.raises(DataError, match="unknown prefix"):
        expanded("nowhere:text")
