"""Serialization of triples: sorted, without duplicates, the same bytes for the same statements."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from msgspec import Struct
from pyoxigraph import NamedNode, Triple

from lod.graph.json_ld import json_ld
from lod.graph.reading_order import order_for_readers, turtle
from lod.model.iris import DEFAULT_BASE
from lod.model.vocab import PREFIXES

_BELOW_BASE = {
    "actor": "actor/",
    "cf": "citation-function/",
    "clause": "clause-kind/",
    "country": "country/",
    "element": "mandate-element/",
    "family": "verb-family/",
    "field": "masthead-field/",
    "fund": "fund/",
    "instrument": "instrument/",
    "role": "mention-role/",
    "rule": "rule/",
    "type": "instrument-type/",
    "verb": "verb/",
}


def graph_prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes of a file below `base`, those of its own concepts and actors among them."""
    return dict(PREFIXES) | {prefix: base + path for prefix, path in _BELOW_BASE.items()}


def short_name(iri: str) -> str:
    """An IRI of a known vocabulary with its prefix, as "unr:text"; another as it is.

    >>> short_name(PREFIXES["unr"] + "text")
    'unr:text'
    """
    known = (f"{prefix}:{iri[len(base) :]}" for prefix, base in PREFIXES.items() if iri.startswith(base))
    return next(known, iri)


class SortedGraph(Struct, frozen=True):
    """A graph in the order of its N-Triples lines, each statement once: sorted once, written in any format."""

    lines: tuple[bytes, ...]  # with their line ends
    triples: tuple[Triple, ...]
    about: str = ""  # what stands first, where the order is that of readers

    def n_triples(self) -> bytes:
        """The graph as N-Triples."""
        return b"".join(self.lines)

    def ordered(self, about: str) -> "SortedGraph":
        """The graph as people read it, what it is `about` first: for Turtle and JSON-LD."""
        order = order_for_readers(self.lines, about)
        return SortedGraph(tuple(self.lines[i] for i in order), tuple(self.triples[i] for i in order), about)

    def write(self, format: ox.RdfFormat, prefixes: Mapping[str, str]) -> bytes:
        """The graph in a format; `prefixes` are those that a file may declare."""
        if format == ox.RdfFormat.N_TRIPLES:
            return self.n_triples()
        if format == ox.RdfFormat.JSON_LD:
            return json_ld(self.triples, prefixes, self.about)
        if format == ox.RdfFormat.TURTLE:
            return turtle(self.triples, prefixes, self.about)
        return ox.serialize(self.triples, format=format, prefixes=dict(prefixes)) or b""


def sort_graph(triples: Iterable[Triple]) -> SortedGraph:
    """Triples as a graph, whatever the order in which they come."""
    given = list(triples)
    lines = (ox.serialize(given, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    of_line = dict(zip(lines, given, strict=True))
    ordered = sorted(of_line)
    return SortedGraph(tuple(ordered), tuple(map(of_line.__getitem__, ordered)))


def read_sorted(content: bytes) -> SortedGraph:
    """A graph from N-Triples that `sort_graph` wrote, or several of them one after the other."""
    lines = sorted(set(content.splitlines(keepends=True)))
    return SortedGraph(tuple(lines), tuple(quad.triple for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)))


def serialize(
    triples: Iterable[Triple],
    format: ox.RdfFormat = ox.RdfFormat.TURTLE,
    prefixes: Mapping[str, str] | None = None,
    about: str = "",
) -> bytes:
    """A graph in a format; the order in which the triples come makes no difference."""
    graph = sort_graph(triples)
    return (graph.ordered(about) if about else graph).write(format, graph_prefixes() if prefixes is None else prefixes)


def serialize_quads(triples: Iterable[Triple], graph: NamedNode) -> bytes:
    """A graph as N-Quads lines, each in the named graph."""
    end = f" {graph} .\n".encode()
    return b"".join(line.removesuffix(b" .\n") + end for line in sort_graph(triples).lines)
