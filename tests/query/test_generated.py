"""Generated queries have the same rows in two engines: ours, over graphs parted as in a publication, and rdflib's."""

from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings

from lod.query.sparql import run
from tests.query.generated import BASE, queries, store, turtle

OURS = store()
THEIRS = rdflib.Graph().parse(data=turtle(), format="turtle")
Rows = bool | Counter[tuple[object, ...]]


def told(term: object) -> object:
    """A term whichever engine gave it: an IRI as words, a literal as form, datatype and language."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode | rdflib.URIRef):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    if isinstance(term, ox.Literal):
        return term.value, term.datatype.value, term.language or ""
    assert isinstance(term, rdflib.Literal)
    plain = rdflib.RDF.langString if term.language else rdflib.XSD.string
    return str(term), str(term.datatype or plain), term.language or ""


def ours(query: str) -> Rows:
    """What `lod query` and the endpoint run."""
    results = run(OURS, query)
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    return Counter(tuple(told(row[name]) for name in names) for row in results)


def theirs(query: str) -> Rows:
    """rdflib's answer; over no groups it gives a row of nothing, which the specification has not."""
    results = THEIRS.query(query)
    if results.askAnswer is not None:
        return results.askAnswer
    names = results.vars or []
    rows = Counter(tuple(told(row.get(name)) for name in names) for row in results.bindings)
    return Counter({row: count for row, count in rows.items() if any(row) or "GROUP BY" not in query})


def check(query: str) -> None:
    text = f"PREFIX : <{BASE}>\n{query}"
    assert ours(text) == theirs(text)


@settings(max_examples=40, derandomize=True)
@given(queries())
def test_two_engines_agree(query: str) -> None:
    """Row by row, as often as each is given."""
    check(query)


@pytest.mark.slow
@settings(max_examples=1500, derandomize=True)
@given(queries())
def test_two_engines_agree_on_thousands(query: str) -> None:
    """The same, for long."""
    check(query)


@pytest.mark.parametrize("query", ["SELECT ?x { ?x :p :b }", "ASK { :a :n 2 }", "SELECT (COUNT(*) AS ?k) { ?x :p ?y }"])
def test_a_difference_is_found(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over other data the engines do not agree: the comparison sees rows, truth and counts."""
    other = ox.Store()
    other.load(f"@prefix : <{BASE}> . :b :p :b . :a :n 2 .", format=ox.RdfFormat.TURTLE)
    monkeypatch.setattr("tests.query.test_generated.OURS", other)
    with pytest.raises(AssertionError):
        check(query)
