"""Examples of the shapes: a graph that each lets pass, and damages of it with the shape that finds each.

They stand in `shapes/examples/`, one TriG file a class: the default graph names the node that the example is about
(`sh:focusNode`) and the shape that finds a damage (`sh:sourceShape`); beside the node's statements there is as much of
its neighbours as the shapes ask for.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from lod.data.files import share
from lod.model.vocab import DCT, SH


class DamagedExample(Struct, frozen=True):
    """A damaged copy of an example: the IRI of the shape that finds it, the graph, what went and what came."""

    shape: str
    graph: tuple[ox.Triple, ...]
    lost: tuple[ox.Triple, ...]
    gained: tuple[ox.Triple, ...]


class ShapeExample(Struct, frozen=True):
    """An example: the IRI of its shape, the node that it is about, its graph, its damages."""

    shape: str
    focus: str
    graph: tuple[ox.Triple, ...]
    damages: tuple[DamagedExample, ...]

    @property
    def own(self) -> tuple[ox.Triple, ...]:
        """The statements about the node itself."""
        return tuple(triple for triple in self.graph if triple.subject == ox.NamedNode(self.focus))


@cache
def load_shape_examples() -> tuple[ShapeExample, ...]:
    """All examples, by the names of their files; raises ValueError where a file is no TriG or names no shape."""
    return tuple(read_shape_example(path) for path in sorted(share("shapes", "examples").glob("*.trig")))


def read_shape_example(path: Path) -> ShapeExample:
    """The example of a file."""
    graphs: dict[Any, list[ox.Triple]] = {}
    for quad in ox.parse(path=path):
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    about = {(triple.predicate, triple.subject): triple.object for triple in graphs.pop(ox.DefaultGraph(), [])}
    passing = [(graph, shape) for (predicate, graph), shape in about.items() if predicate == DCT.conformsTo]
    if len(passing) != 1:
        raise ValueError(f"{path}: names {len(passing)} graphs that pass (give one dct:conformsTo)")
    ((graph, shape),) = passing
    sound = graphs[graph]
    failing = ((node, finder) for (predicate, node), finder in about.items() if predicate == SH.sourceShape)
    damages = tuple(_damage(_iri(finder), sound, graphs[node]) for node, finder in sorted(failing, key=str))
    return ShapeExample(_iri(shape), _iri(about[SH.focusNode, graph]), tuple(sound), damages)


def _damage(finder: str, sound: list[ox.Triple], damaged: list[ox.Triple]) -> DamagedExample:
    return DamagedExample(finder, tuple(damaged), tuple(_without(sound, damaged)), tuple(_without(damaged, sound)))


def _without(some: list[ox.Triple], others: list[ox.Triple]) -> Iterator[ox.Triple]:
    return (triple for triple in some if triple not in others)


def _iri(term: Any) -> str:
    return str(term.value)
