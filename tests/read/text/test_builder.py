"""The rules that place the chunks of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lod.read.text.body import TextBody
from lod.read.text.builder import RULES, build_body
from lod.read.text.chunks import Chunk
from lod.read.text.place_paragraphs import place_continued, place_numbered, place_text
from lod.read.tree.languages import frames
from tests.read.trees import TreeCase, outline, tree_cases


def built(*paragraphs: str, language: str = "en") -> TextBody:
    """The body that paragraphs make, each set apart by blanks."""
    return build_body([Chunk.of(words) for words in paragraphs], frames()[language])


@pytest.mark.parametrize("case", tree_cases(), ids=lambda case: case.title)
def test_paragraphs_of_a_text_make_the_tree_of_the_case(case: TreeCase) -> None:
    assert outline(built(*case.paragraphs, language=case.language).tree.root) == case.outline


@given(st.lists(st.sampled_from(["1. Notes", "2. Asks:", "(a) To go;", "(i) To", "Annex", "II", "and", "A. B", "x,"])))
def test_each_chunk_is_placed_once_and_its_words_are_in_the_tree(paragraphs: list[str]) -> None:
    """Whatever follows on what, no rule loses words: the rules only decide where they go."""
    text, chunks, at = "", [], 0
    for words in paragraphs:
        chunk = Chunk.of(" " * at + words)
        chunks.append(chunk)
        at += len(words) + 1
        text += f"{words} "
    root = build_body(chunks, frames()["en"]).tree.root
    taken = [span for part in root.walk() for span in (*part.spans, *([part.marker] if part.marker else []))]
    placed = "".join(text[start:end] for start, end in sorted(taken))
    assert sorted(placed.replace(" ", "")) == sorted(text.replace(" ", ""))


def test_a_list_in_a_preamble_is_one_sentence_its_labels_words_of_it() -> None:
    body = built("Guided by the following principles:", "(a) Rivers flow,", "(b) Otters swim,", "1. Decides to meet.")
    assert outline(body.tree.root) == ("preambular + 2", "operative 1")


def test_the_last_rule_holds_for_every_chunk() -> None:
    """Nothing is refused: what no other rule places is text."""
    assert RULES[-1] is place_text
    assert all(place_text(TextBody.begin(), Chunk.of(words)) for words in ("17", "(z)", "?", "II"))


def test_a_number_that_skips_more_than_three_is_no_paragraph() -> None:
    """Up to three lost numbers are reported; a number further off is a number in words."""
    body = built("1. Notes the report;", "5. Thanks the Board;", "19. May was warm.")
    assert body.tree.last_number == 5
    assert [finding.rule for finding in body.findings] == ["reader.lost_number"]


def test_a_text_that_prints_no_plain_numbers_may_count_in_brackets() -> None:
    """ "(1) Recognizes" counts a paragraph where no "1." stands anywhere, and a point where one does."""
    assert outline(built("(1) Recognizes rivers;", "(2) Thanks the Board.").tree.root) == ("operative 1", "operative 2")
    assert outline(built("1. Decides:", "(1) To meet;").tree.root) == ("operative 1", "  sub 1")


def test_russian_points_typed_in_cyrillic_count_with_latin_ones() -> None:
    body = built("1. просит:", "a) собраться;", "b) считать;", "с) доложить.", language="ru")
    assert outline(body.tree.root) == ("operative 1", "  sub a", "  sub b", "  sub c")


def test_what_stands_before_a_closing_line_ends_there() -> None:
    """Lower case behind a closing goes on with nothing that stands before it."""
    first, second = Chunk.of("1. Notes the report of the"), Chunk.of("annexed list")
    second = replace(second, lines=(replace(second.lines[0], start=80, indent=80),))
    frame = frames()["en"]
    assert outline(build_body([first, second], frame).tree.root) == ("operative 1 + 1",)
    assert outline(build_body([first, second], frame, [(30, 70)]).tree.root) == ("operative 1", "heading")


def test_lower_case_behind_a_stop_is_no_continuation() -> None:
    body = TextBody.begin()
    assert place_numbered(body, Chunk.of("1. Notes the report;"))
    assert not place_continued(body, Chunk.of("and thanks the Board"))
