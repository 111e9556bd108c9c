"""The examples of the shapes: what the page of the shapes says to pass passes, and each damage is found as it says."""

import pyoxigraph as ox
import pytest

from lod.graph.serialize import serialize
from lod.graph.shacl import Result, load_shapes, validator
from lod.graph.shape_examples import ShapeExample, load_shape_examples
from lod.model.vocab import SH
from lod.publish.pages.shapes import shapes_page

EXAMPLES = pytest.mark.parametrize(
    "example", load_shape_examples(), ids=lambda example: example.shape.partition("#")[2]
)


def found(graph: tuple[ox.Triple, ...], focus: str) -> list[Result]:
    """What the house's shapes find at one node of a graph; its neighbours are there in part only."""
    results = validator().validate(serialize(graph, ox.RdfFormat.N_TRIPLES))
    return [result for result in results if result.focus == focus]


@EXAMPLES
def test_an_example_passes(example: ShapeExample) -> None:
    """Its node has the statements that its shape asks for, and no other."""
    assert example.own
    assert found(example.graph, example.focus) == []


@EXAMPLES
def test_each_damage_is_found_by_the_shape_that_is_named(example: ShapeExample) -> None:
    """One violation each, and no other: the example shows what its shape asks."""
    assert example.damages
    for damage in example.damages:
        results = found(damage.graph, example.focus)
        assert [(result.shape, result.severity) for result in results] == [(damage.shape, "Violation")]


def test_every_class_with_a_shape_has_its_example() -> None:
    """A new class comes with what passes and what does not."""
    targets = {str(t.subject).strip("<>"): t.object for t in _shapes() if t.predicate == SH.targetClass}
    assert {targets[example.shape] for example in load_shape_examples()} == set(targets.values())


def _shapes() -> list[ox.Triple]:
    quads = ox.parse(load_shapes(), ox.RdfFormat.N_TRIPLES)
    return [quad.triple for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def test_the_page_of_the_shapes_shows_them() -> None:
    """The node's Turtle, and each damage with a link to the constraint that finds it."""
    page = shapes_page()
    assert "unr:clauseKind verb:requests" in page
    assert page.count("<summary>Examples of ") == len(load_shape_examples())
    for example in load_shape_examples():
        for damage in example.damages:
            name = damage.shape.partition("#")[2]
            assert f'href="#{name}"' in page
            assert f'id="{name}"' in page
