"""The network of citations as GraphML: documents, and who cites which with what function.

Governing text: the GraphML primer and schema 1.0. Edges are citations, so that a document may be cited twice.
"""

from collections.abc import Iterable, Iterator
from html import escape

from msgspec import Struct

from lod.model.typography import printable

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="title" for="node" attr.name="title" attr.type="string"/>
  <key id="adopted" for="node" attr.name="adopted" attr.type="string"/>
  <key id="held" for="node" attr.name="held" attr.type="boolean"/>
  <key id="function" for="edge" attr.name="function" attr.type="string"/>
  <key id="place" for="edge" attr.name="place" attr.type="string"/>
  <graph id="citations" edgedefault="directed">
"""


class CitedNode(Struct, frozen=True):
    """A document: its path, and what is known of one that the data hold."""

    path: str
    title: str = ""
    adopted: str = ""
    is_held: bool = False


class CitedEdge(Struct, frozen=True):
    """A citation from a resolution to a document, with its place and function."""

    iri: str
    source: str
    target: str
    function: str
    place: str


def graphml(nodes: Iterable[CitedNode], edges: Iterable[CitedEdge]) -> Iterator[str]:
    """The lines of a file; every node stands before the edges."""
    yield _HEAD
    for node in nodes:
        told = (("title", node.title), ("adopted", node.adopted), ("held", str(node.is_held).lower()))
        yield f'    <node id="{_safe(node.path)}">{"".join(_data(*pair) for pair in told if pair[1])}</node>\n'
    for edge in edges:
        ends = f'id="{_safe(edge.iri)}" source="{_safe(edge.source)}" target="{_safe(edge.target)}"'
        said = (("function", edge.function), ("place", edge.place))
        yield f"    <edge {ends}>{''.join(_data(*pair) for pair in said if pair[1])}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{_safe(value)}</data>'


def _safe(words: str) -> str:
    return escape(printable(words))
