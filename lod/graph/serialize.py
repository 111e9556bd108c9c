"""Triples as files: sorted, without duplicates, the same bytes for the same statements."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple

from lod.graph.json_ld import json_ld
from lod.model.iris import DEFAULT_BASE
from lod.model.vocab import CITO, DC, DCT, ELI, FOAF, ORG, PROV, RDF, RDFS, SH, SKOS, UNR, XSD

#: Prefixes that a file of ours declares.
PREFIXES: dict[str, str] = {
    "cito": CITO.base,
    "dc": DC.base,
    "dct": DCT.base,
    "eli": ELI.base,
    "foaf": FOAF.base,
    "org": ORG.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "sh": SH.base,
    "skos": SKOS.base,
    "unr": UNR.base,
    "xsd": XSD.base,
}
_BELOW_BASE = {
    "actor": "actor/",
    "cf": "citation-function/",
    "country": "country/",
    "fund": "fund/",
    "rule": "rule/",
    "type": "instrument-type/",
    "verb": "verb/",
}


def graph_prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes of a file below `base`, those of its own concepts and actors among them."""
    return dict(PREFIXES) | {prefix: base + path for prefix, path in _BELOW_BASE.items()}


def sorted_triples(triples: Iterable[Triple]) -> tuple[list[bytes], list[Triple]]:
    """N-Triples lines without their ends, sorted and distinct, and the triples in the same order."""
    given = list(triples)
    lines = (ox.serialize(given, format=ox.RdfFormat.N_TRIPLES) or b"").split(b"\n")
    ordered = dict(sorted(zip(lines, given, strict=False), key=lambda pair: pair[0]))
    return list(ordered), list(ordered.values())


def serialize(
    triples: Iterable[Triple], format: ox.RdfFormat = ox.RdfFormat.TURTLE, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """A graph in a format; the order in which the triples come makes no difference."""
    lines, ordered = sorted_triples(triples)
    if format == ox.RdfFormat.N_TRIPLES:
        return b"".join(line + b"\n" for line in lines)
    used = graph_prefixes() if prefixes is None else dict(prefixes)
    if format == ox.RdfFormat.JSON_LD:
        return json_ld(ordered, used)
    return ox.serialize(ordered, format=format, prefixes=used) or b""


def serialize_quads(triples: Iterable[Triple], graph: NamedNode) -> bytes:
    """A graph as N-Quads lines, each in the named graph."""
    lines, _ = sorted_triples(triples)
    end = f" {graph} .\n".encode()
    return b"".join(line.removesuffix(b" .") + end for line in lines)
