"""What is inferred of elements that official files leave unmarked, and the walk through a body."""

import re
from xml.sax.saxutils import escape

import pytest

from lod.read.akn.body import AknBody
from lod.read.akn.builder import read_main
from lod.read.akn.infer import HEADING_RULES, UNNUMBERED_RULES, infer_text, place_marked_heading, place_unmarked
from lod.read.tree.drafts import Draft
from tests.read.trees import TreeCase, outline, tree_cases


def marked(paragraph: str) -> str:
    """A paragraph as official files mark it: numbers stand in elements, all else in plain paragraphs."""
    if number := re.match(r"(\d+\.) (.*)", paragraph):
        return f"<paragraph><num>{number[1]}</num><content><p>{escape(number[2])}</p></content></paragraph>"
    return f"<p>{escape(paragraph)}</p>"


def read(markup: str, language: str = "en") -> Draft:
    body, (main,) = AknBody.of(f"<mainBody>{markup}</mainBody>", language)
    read_main(body, main)
    return body.tree.root


@pytest.mark.parametrize("case", tree_cases(), ids=lambda case: case.title)
def test_unmarked_paragraphs_make_the_tree_that_the_text_makes(case: TreeCase) -> None:
    """Text and XML of one resolution meet paragraph by paragraph: both readers know the same rules."""
    markup = "".join(marked(paragraph) for paragraph in case.paragraphs)
    assert outline(read(markup, case.language)) == case.outline


def test_the_last_rules_hold_for_every_element() -> None:
    """Nothing is refused: what no other rule places is a heading by the file's word, or text."""
    assert UNNUMBERED_RULES[-1] is infer_text
    body, elements = AknBody.of("<p>17</p><p>(z)</p><heading>?</heading>")
    for element in elements:
        assert all(rules[-1](body, element) for rules in (HEADING_RULES, UNNUMBERED_RULES))


def test_signs_alone_are_furniture_and_no_part() -> None:
    body, elements = AknBody.of("<p>* * *</p><heading>_</heading>")
    place_unmarked(body, elements[0])
    place_marked_heading(body, elements[1])
    assert outline(body.tree.root) == ()


def test_a_point_stands_where_the_file_says_though_its_label_counts_on_from_nothing() -> None:
    """A misread label does not move a point out of its list."""
    points = "".join(f"<point><num>{label}</num><p>To meet;</p></point>" for label in ("(a)", "(e)", "(c)"))
    root = read(f"<paragraph><num>1.</num><content><p>Asks:</p></content><list>{points}</list></paragraph>")
    assert outline(root) == ("operative 1", "  sub a", "  sub e", "  sub c")


def test_a_list_below_a_point_is_deeper_whatever_its_labels_are() -> None:
    inner = "".join(f"<point><num>({label})</num><p>x;</p></point>" for label in ("b", "c"))
    outer = f"<point><num>(a)</num><sublist>{inner}</sublist></point>"
    root = read(f"<paragraph><num>1.</num><list><intro><p>Asks:</p></intro>{outer}</list></paragraph>")
    assert outline(root) == ("operative 1", "  sub a", "    sub b", "    sub c")


def test_a_number_that_goes_back_behind_a_colon_is_quoted() -> None:
    """ "Decides to insert a new paragraph 2:" and "2. ..." quote a paragraph; they are none of the resolution."""
    words = ("1. Notes;", "2. Asks;", "3. Inserts the following:", "2. The Board meets.")
    root = read("".join(marked(paragraph) for paragraph in words))
    assert outline(root) == ("operative 1", "operative 2", "operative 3", "  sub 2")


def test_unnumbered_text_that_introduces_a_list_has_its_points() -> None:
    markup = "<p>The Board has the following members.</p><p>Its duties are these, and no others than these:</p>"
    points = "<list><point><num>(a)</num><p>To meet;</p></point></list>"
    root = read(f"<heading>Annex</heading>{markup}<paragraph>{points}</paragraph>")
    assert outline(root) == ("annex", "  text", "  text", "    sub a")
