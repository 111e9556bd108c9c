"""Turtle and JSON-LD in the order of the printed text."""

import json
import re

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.model.vocab import RDF, UNR
from tests.samples import bundled, bundled_annotations

THIS = "https://w3id.org/unres/A/RES/68/230"


def written(form: ox.RdfFormat) -> str:
    return serialize(resolution_triples(bundled(), bundled_annotations()), form, about=THIS).decode()


def subjects() -> list[str]:
    return re.findall(r"^(\S+) ", written(ox.RdfFormat.TURTLE).partition("\n\n")[2], re.MULTILINE)


def test_the_resolution_stands_first_and_its_parts_as_printed() -> None:
    """Preamble before operative paragraphs, op9 before op10, what is said in each behind it, others at the end."""
    order = subjects()
    assert order[0] == "<>"
    places = [order.index(f"this:{place}") for place in ("pp1", "pp1.cit1", "pp2", "op1", "op9", "op10", "op17")]
    assert places == sorted(places)
    assert order.index("this:op17") < order.index("this:op17.act1") < order.index("this:op17.act2")
    assert order.index("this:op17.act2") < order.index("this:op18")
    documents = [place for place, subject in enumerate(order) if subject == "<https://w3id.org/unres/A/RES/64/222>"]
    assert documents[0] > max(place for place, subject in enumerate(order) if subject.startswith("this:"))


def test_the_resolution_is_the_base_of_its_own_data() -> None:
    """Parts say in few letters in what they are; in words that are quoted the same IRI stays as it is."""
    words = ox.Literal(f"<{THIS}>")
    said = ox.Triple(ox.NamedNode(f"{THIS}#op1"), UNR.text, words)
    triples = [*resolution_triples(bundled(), bundled_annotations()), said]
    made = serialize(triples, ox.RdfFormat.TURTLE, about=THIS).decode()
    assert made.startswith(f"@base <{THIS}> .\n@prefix ")
    assert made.count(f"<{THIS}>") == 2
    assert "\tunr:inResolution <> ;\n" in made
    assert {quad.triple for quad in ox.parse(made, ox.RdfFormat.TURTLE)} == {*triples}


@pytest.mark.parametrize(
    "about",
    [
        "https://w3id.org/unres/A/RES/217(III)",
        "https://w3id.org/unres/a:b?c",
        "https://w3id.org",
        "https://w3id.org/",
        "urn:a",
    ],
)
def test_whatever_the_root_is_its_parts_lead_to_it(about: str) -> None:
    """For two engines; also where it has no path, or a fragment, which no base has."""
    said = ox.Triple(ox.NamedNode(f"{about}#op1"), UNR.inResolution, ox.NamedNode(about))
    typed = ox.Triple(ox.NamedNode(about), RDF.type, UNR.Resolution)
    made = serialize([said, typed], ox.RdfFormat.TURTLE, about=about)
    assert {quad.triple for quad in ox.parse(made, ox.RdfFormat.TURTLE)} == {said, typed}
    read = rdflib.Graph().parse(data=made, format="turtle")
    assert {" ".join(term.n3() for term in triple) for triple in read} == {str(said), str(typed)}


def test_parts_are_listed_in_their_order() -> None:
    """Also as values: op2 before op10."""
    listed = re.search(r"eli:has_part (.*) ;", written(ox.RdfFormat.TURTLE))
    assert listed
    assert listed[1].split(" , ")[:2] == ["this:pp1", "this:pp2"]
    assert listed[1].index("this:op2 ") < listed[1].index("this:op10 ")


def test_what_a_thing_is_stands_first() -> None:
    """Each subject begins with its classes; between subjects is a blank line; declared prefixes are used."""
    head, _, body = written(ox.RdfFormat.TURTLE).partition("\n\n")
    blocks = body.rstrip("\n").split("\n\n")
    assert len(blocks) > 200
    typed = [block.split(" ", 2)[1] == "a" for block in blocks]
    assert typed.count(True) > 200
    assert not any("\ta " in block for block in blocks)
    for prefix in re.findall(r"@prefix (\w+:)", head):
        assert prefix in body


def test_json_ld_has_the_same_order() -> None:
    """The resolution is the root, its parts inside it."""
    root = json.loads(written(ox.RdfFormat.JSON_LD))
    assert root["id"] == THIS
    assert [part["id"] for part in root["parts"][:4]] == ["#pp1", "#pp2", "#pp3", "#op1"]


def test_the_same_statements_are_written() -> None:
    """Turtle that is read again is the graph."""
    triples = set(resolution_triples(bundled(), bundled_annotations()))
    assert {quad.triple for quad in ox.parse(written(ox.RdfFormat.TURTLE), ox.RdfFormat.TURTLE)} == triples


WORDS = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(st.tuples(st.sampled_from(["", "#op1", "#op1.act10", "#op1.act9", "/en"]), WORDS), max_size=20))
def test_any_words_come_back(said: list[tuple[str, str]]) -> None:
    """Line ends, points at a line's end and prefixes amid words change nothing."""
    says = ox.NamedNode("https://w3id.org/unres/def#text")
    triples = [ox.Triple(ox.NamedNode(THIS + place), says, ox.Literal(words + " .\n")) for place, words in said]
    content = serialize(triples, about=THIS)
    assert {quad.triple for quad in ox.parse(content, ox.RdfFormat.TURTLE)} == set(triples)
