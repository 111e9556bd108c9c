"""The endpoint's service description: SPARQL 1.1 Service Description."""

from collections.abc import Sequence

import pyoxigraph as ox

from lod.graph.files import GRAPHS
from lod.model.vocab import RDF, RDFS, SD
from lod.query.sparql import RESULTS, prefixes

_UNION = "The union of all named graphs, where neither the query nor its request names a dataset."


def describe_service(endpoint: str, base: str, form: str, graphs: Sequence[str] = ()) -> bytes:
    """The description of an endpoint at an address, over the graphs of data below a base, as ttl, nt, jsonld or rdf."""
    this, data = ox.NamedNode(endpoint), ox.NamedNode(f"{base}data/dataset")
    union = ox.NamedNode(f"{endpoint}#default-graph")
    said = [(RDF.type, SD.Service), (SD.endpoint, this), (SD.supportedLanguage, SD.SPARQL11Query)]
    said += [(SD.feature, SD.UnionDefaultGraph), (SD.defaultDataset, data)]
    formats = [*(form.iri for form in RESULTS.values()), *(form.iri for form in GRAPHS.values())]
    said += [(SD.resultFormat, ox.NamedNode(iri)) for iri in formats]
    triples = [ox.Triple(this, predicate, value) for predicate, value in said]
    triples += [ox.Triple(data, RDF.type, SD.Dataset), ox.Triple(data, SD.defaultGraph, union)]
    triples += [ox.Triple(union, RDF.type, SD.Graph), ox.Triple(union, RDFS.comment, ox.Literal(_UNION, language="en"))]
    for graph in map(ox.NamedNode, graphs):
        triples += [ox.Triple(data, SD.namedGraph, graph), ox.Triple(graph, RDF.type, SD.NamedGraph)]
        triples.append(ox.Triple(graph, SD.name, graph))
    return ox.serialize(triples, format=GRAPHS[form], prefixes={**prefixes(base), "sd": SD.base}) or b""
