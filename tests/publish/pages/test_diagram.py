"""The picture of the vocabulary: every class and property once, nothing over another, the same bytes each time."""

import re
from itertools import combinations
from xml.etree import ElementTree

from lod.graph.concepts import vocabulary_triples
from lod.model.vocab import UNR
from lod.publish.pages.diagram import Box, DiagramProperty, draw_diagram, layout
from lod.publish.pages.vocabulary import boxes, statements_of

BOXES = (
    Box("River", "Water", (DiagramProperty("mouth", ("Sea",)), DiagramProperty("length", ("integer",)))),
    Box("Sea", "Water", ()),
    Box("Water", "", (DiagramProperty("depth <m>", ()),)),
    Box("Boat", "", ()),
)


def ours() -> tuple[Box, ...]:
    return boxes(statements_of(vocabulary_triples()))


def test_a_subclass_stands_below_its_class_and_to_the_right() -> None:
    at = {item.box.name: item for item in layout(BOXES)}
    assert at["River"].y > at["Water"].y
    assert at["River"].x > at["Water"].x
    assert at["Boat"].depth == 0


def test_no_box_stands_on_another() -> None:
    for one, other in combinations(layout(ours()), 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.box.height <= other.y or other.y + other.box.height <= one.y, (one, other)


def test_names_and_ranges_lead_to_their_anchors_and_datatypes_do_not() -> None:
    drawn = str(draw_diagram(BOXES))
    assert set(re.findall('href="#([^"]+)"', drawn)) == {
        "River",
        "Sea",
        "Water",
        "Boat",
        "mouth",
        "length",
        "depth &lt;m&gt;",
    }


def test_the_picture_is_well_formed_and_always_the_same() -> None:
    drawn = str(draw_diagram(BOXES))
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert drawn == str(draw_diagram(tuple(reversed(BOXES))))


def test_every_term_is_in_the_picture_of_the_vocabulary() -> None:
    names = {box.name for box in ours()} | {row.name for box in ours() for row in box.rows}
    assert names >= {term.value.rpartition("#")[2] for term in UNR}
    assert len([box.name for box in ours()]) == len({box.name for box in ours()})
