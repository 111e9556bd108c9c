"""The endpoint's service description: SPARQL 1.1 Service Description."""

import pyoxigraph as ox

from lod.graph.files import GRAPHS
from lod.model.vocab import RDF, SD
from lod.query.sparql import RESULTS, prefixes


def describe_service(endpoint: str, base: str, form: str) -> bytes:
    """The description of an endpoint at an address, over the data below a base, as ttl, nt, jsonld or rdf."""
    this, data = ox.NamedNode(endpoint), ox.NamedNode(f"{base}data/dataset")
    said = [(RDF.type, SD.Service), (SD.endpoint, this), (SD.supportedLanguage, SD.SPARQL11Query)]
    said += [(SD.feature, SD.UnionDefaultGraph), (SD.defaultDataset, data)]
    formats = [*(form.iri for form in RESULTS.values()), *(form.iri for form in GRAPHS.values())]
    said += [(SD.resultFormat, ox.NamedNode(iri)) for iri in formats]
    triples = [ox.Triple(this, predicate, value) for predicate, value in said]
    triples.append(ox.Triple(data, RDF.type, SD.Dataset))
    return ox.serialize(triples, format=GRAPHS[form], prefixes={**prefixes(base), "sd": SD.base}) or b""
