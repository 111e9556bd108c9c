"""What an endpoint says of itself: SPARQL 1.1 Service Description."""

import pyoxigraph as ox

from lod.query.sparql import GRAPHS, RESULTS, prefixes

SD = "http://www.w3.org/ns/sparql-service-description#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def describe_service(endpoint: str, base: str, form: str) -> bytes:
    """The description of an endpoint at an address, over the data below a base, as ttl, nt, jsonld or rdf."""
    this, data = ox.NamedNode(endpoint), ox.NamedNode(f"{base}data/dataset")
    said = [(RDF_TYPE, _sd("Service")), (_sd("endpoint"), this), (_sd("supportedLanguage"), _sd("SPARQL11Query"))]
    said += [(_sd("feature"), _sd("UnionDefaultGraph")), (_sd("defaultDataset"), data)]
    formats = [*(form.iri for form in RESULTS.values()), *(form.iri for form in GRAPHS.values())]
    said += [(_sd("resultFormat"), ox.NamedNode(iri)) for iri in formats]
    triples = [ox.Triple(this, predicate, value) for predicate, value in said]
    triples.append(ox.Triple(data, RDF_TYPE, _sd("Dataset")))
    return ox.serialize(triples, format=GRAPHS[form], prefixes={**prefixes(base), "sd": SD}) or b""


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
