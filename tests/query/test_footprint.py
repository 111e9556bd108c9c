"""What the answer to a query may rest on: no statement that could change it is left out."""

from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import RDF, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery

from lod.model.iris import DEFAULT_BASE
from lod.query.footprint import footprint_of
from lod.query.sparql import prefixes
from lod.query.stored import StoredQuery, stored_queries

OPEN = {
    "a variable for a property": "SELECT ?o { ?s ?p ?o }",
    "the same behind another property": 'SELECT ?o { ?s unr:text "x" ; ?p ?o }',
    "the same of a number": "SELECT ?p { ?s ?p 5 }",
    "the same of a node without a name": "SELECT ?p { [ ?p ?o ] }",
    "the same of a node with properties": "SELECT ?p { [ a unr:Act ] ?p ?o }",
    "the same whose object is such a node": "SELECT ?p { ?s ?p [ a unr:Act ] }",
    "the same in what is excluded": "SELECT ?s { ?s a unr:Act FILTER NOT EXISTS { ?s ?p ?o } }",
    "the same with a value": "SELECT ?s { VALUES ?p { unr:text } ?s ?p ?o }",
    "every property but one": "SELECT ?s { ?s !unr:text ?o }",
    "every property but some": "SELECT ?s { ?s !(unr:text|unr:mark) ?o }",
}
CLOSED = {
    "names": ("SELECT ?a ?b ?c { ?a unr:text ?b . ?b a unr:Act } ORDER BY ?a ?b ?c", {"text", "Act"}, False),
    "signs in strings": ('SELECT ?a { ?a unr:text "{ ?s ?p ?o }" } # ?s ?p ?o', {"text"}, False),
    "a path": ("SELECT ?a { ?a unr:verb/unr:text ?b }", {"verb", "text"}, False),
    "a class that varies": ("SELECT ?a { ?a a ?kind . ?a unr:text ?b }", {"text"}, True),
    "a class in a path": ("SELECT ?a { ?a a/unr:text ?b }", {"text"}, True),
    "conditions": (
        "SELECT ?a { ?a unr:text ?b FILTER(!BOUND(?b) && ?a != ?b) ?a unr:mark ?c }",
        {"text", "mark"},
        False,
    ),
    "rows of values": ("SELECT ?a { VALUES (?x ?y ?z) { (1 2 3) } ?a unr:text ?x }", {"text"}, False),
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_what_may_be_any_property_rests_on_everything(text: str) -> None:
    assert footprint_of(text, DEFAULT_BASE) is None


@pytest.mark.parametrize(("text", "named", "any_class"), CLOSED.values(), ids=CLOSED)
def test_other_queries_rest_on_what_they_name(text: str, named: set[str], any_class: bool) -> None:
    found = footprint_of(text, DEFAULT_BASE)
    assert found
    assert {iri.rpartition("#")[2] for iri in found.named} - {"type"} == named
    assert found.any_class is any_class


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_a_parser_of_another_make_finds_no_more(query: StoredQuery) -> None:
    """Every property and class of the query's algebra is in its footprint."""
    found = footprint_of(query.text, DEFAULT_BASE)
    assert found, "rests on everything: what makes it so?"
    for _, term, kind in triples_of(prepareQuery(query.text, initNs=prefixes(DEFAULT_BASE)).algebra):
        named = {str(iri) for iri in iris_of(term)}
        assert named <= found.named
        if str(RDF.type) in named:
            assert found.any_class or str(kind) in found.named


def triples_of(node: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The patterns of an algebra, those of expressions too."""
    if isinstance(node, dict):
        for block in dict.get(node, "triples") or ():  # one triple, or in what is not yet algebra several in a row
            yield from zip(block[::3], block[1::3], block[2::3], strict=True)
        for value in node.values():
            yield from triples_of(value)
    elif isinstance(node, list | tuple) and not isinstance(node, str):
        for value in node:
            yield from triples_of(value)


def iris_of(term: Any) -> Iterator[URIRef]:
    """The properties of a predicate or path."""
    assert not isinstance(term, Variable)
    if isinstance(term, URIRef):
        yield term
    elif isinstance(term, Path):
        for part in getattr(term, "args", None) or [getattr(term, "arg", None) or term.path]:  # type: ignore[attr-defined]
            yield from iris_of(part)
