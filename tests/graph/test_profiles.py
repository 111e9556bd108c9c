"""The profiles of the shapes: what the closed one finds in our data, and what the open one lets pass in others'."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.graph.profiles import PROFILES, load_profile, profile_triples, unknown_terms
from lod.graph.serialize import serialize, short_name
from lod.graph.shacl import validator
from lod.model.errors import DataError
from tests.runner import lod

PREFIXES = """@prefix : <https://example.org/library/> . @prefix unr: <https://w3id.org/unres/def#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix bf: <http://id.loc.gov/ontologies/bibframe/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix verb: <https://w3id.org/unres/verb/> . @prefix cf: <https://w3id.org/unres/citation-function/> .
@prefix res: <https://library.example/A/RES/> .
"""
#: A library's own description, with its own properties and classes beside ours and few of ours.
FOREIGN = """
<https://library.example/A/RES/90/2> a unr:Resolution , bf:Work ; unr:symbol "A/RES/90/2" ;
  dct:title "Care of lakes"@en ; bf:classification "JX1977" ; eli:date_document "2036-02-20"^^xsd:date ; :shelf "12" .
<https://library.example/A/RES/90/2#op1> a unr:OperativeParagraph ;
  unr:inResolution <https://library.example/A/RES/90/2> ; unr:number "1" ;
  unr:text "Requests a report."@en ; :read "yes" .
<https://library.example/A/RES/90/2#op1.act1> a unr:Act ; unr:performedIn <https://library.example/A/RES/90/2#op1> ;
  unr:verb verb:requests .
"""
DAMAGES = {
    "a verb that is a function of citations": ("verb:requests", "cf:recalling", "unr:verb", "cf"),
    "a class that is misspelt": ("unr:OperativeParagraph", "unr:OperativParagraph", "unr:OperativParagraph", "mend"),
    "a property that is misspelt": ("unr:performedIn", "unr:performdIn", "unr:performdIn", "did you mean"),
    "a date that is none": ('"2036-02-20"^^xsd:date', '"soon"', "eli:date_document", "soon"),
    "a resolution without its symbol": ('unr:symbol "A/RES/90/2" ;', "", "unr:symbol", "resolver"),
}


def given(folder: Path, turtle: str) -> Path:
    path = folder / "library.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_data_of_others_pass_core_and_not_house(tmp_path: Path, engine: str) -> None:
    """What stands beside our terms is their own matter in the open profile, and no property of ours in the closed."""
    path = given(tmp_path, FOREIGN)
    core = lod("validate", path, "--profile", "core", "--engine", engine)
    assert (core.exit_code, core.output.splitlines()[-1][:12]) == (0, "0 violations")
    house = lod("validate", path, "--engine", engine)
    assert house.exit_code == 1
    assert "https://example.org/library/shelf" in house.output


@pytest.mark.parametrize("damage", DAMAGES)
def test_core_finds_what_is_wrong_in_data_of_others(tmp_path: Path, damage: str) -> None:
    """Another scheme's concept, misspelt terms, no date, no symbol: named with property and mend."""
    before, after, named, _ = DAMAGES[damage]
    path = given(tmp_path, FOREIGN.replace(before, after))
    result = lod("validate", path, "--profile", "core")
    assert result.exit_code == 1
    (line,) = [line for line in result.output.splitlines() if named in line]
    assert line.startswith("Violation: https://library.example/A/RES/90/2")
    assert line.endswith(")")  # how to mend it


def test_a_misspelt_term_is_told_with_the_nearest() -> None:
    """Classes and properties alike; terms of others are none of ours."""
    unr = "https://w3id.org/unres/def#"
    node, rdf_type = ox.NamedNode("https://e.org/x"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    triples = [
        ox.Triple(node, rdf_type, ox.NamedNode(unr + "Resolutoin")),
        ox.Triple(node, ox.NamedNode(unr + "symbl"), ox.Literal("x")),
        ox.Triple(node, ox.NamedNode("https://e.org/symbl"), ox.Literal("x")),
        ox.Triple(node, ox.NamedNode(unr + "symbol"), ox.Literal("x")),
    ]
    assert [(short_name(r.path), r.mend) for r in unknown_terms(triples)] == [
        ("rdf:type", "did you mean unr:Resolution?"),
        ("unr:symbl", "did you mean unr:symbol?"),
    ]


def test_a_published_profile_is_the_profile(tmp_path: Path) -> None:
    """What is published finds what the profile finds; each property shape is named; bytes are the same."""
    bad = (PREFIXES + FOREIGN.replace("verb:requests", "cf:recalling")).encode()
    graph = serialize([quad.triple for quad in ox.parse(bad, ox.RdfFormat.TURTLE)], ox.RdfFormat.N_TRIPLES)
    for name in PROFILES:
        published = serialize(profile_triples(name), ox.RdfFormat.N_TRIPLES)
        assert published == serialize(profile_triples(name), ox.RdfFormat.N_TRIPLES)
        found = validator("shacl", published.decode()).validate(graph)
        assert found == validator("shacl", load_profile(name)).validate(graph) != ()
        named = set(re.findall(r"^(\S+) \S+shacl#name> ", published.decode(), re.MULTILINE))
        typed = set(re.findall(r"^(\S+) \S+ \S+shacl#PropertyShape> ", published.decode(), re.MULTILINE))
        assert typed
        assert typed <= named


def test_an_unknown_profile_is_named() -> None:
    """With those that there are."""
    with pytest.raises(DataError, match="one of house, core"):
        load_profile("hall")
