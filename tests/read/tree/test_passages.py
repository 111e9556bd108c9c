"""Passages copy their source letter for letter; what lies between words is a leaf of its own kind."""

import pytest
from msgspec.structs import replace

from lod.model.resolution import Leaf, LeafKind, Link
from lod.read.tree.passages import Cut, MarkFound, Scribe, cuts_of, joined, tile

TEXT, SPACE, MARKUP, UNREAD, MARK = LeafKind.TEXT, LeafKind.SPACE, LeafKind.MARKUP, LeafKind.UNREAD, LeafKind.MARK


def test_signs_of_emphasis_marks_and_hyphens_are_cut() -> None:
    """In the order of the text; a single asterisk, or one for two lines, is no emphasis."""
    text = "*Recalling* its re-\nport1"
    found = cuts_of(text, [MarkFound(24, 25, "1")], [18])
    assert found == [
        Cut(0, 1, MARKUP),
        Cut(10, 11, MARKUP),
        Cut(18, 19, MARKUP, joins=True),
        Cut(24, 25, MARK, "1"),
    ]
    for plain in ("a * b", "a *b\nc* d", f"*{81 * 'x'}*", "**"):
        assert cuts_of(plain, ()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("two  blanks\tand\ntabs", "two blanks and tabs"),
        ("a soft\u00adhyphen", "a softhyphen"),
        ("\u200fsigns of direction\u200e", "signs of direction"),
        ("  round  ", "round"),
        (" round ", "round"),
        ("lamps \u200fburn", "lamps burn"),
        ("lamps\u200f burn", "lamps burn"),
        ("lamps\u200f \u200fburn", "lamps burn"),
        ("lamps\u200f\t\u200fburn", "lamps burn"),
        (" before", "before"),
        ("behind ", "behind"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_words_stand_one_space_apart(source: str, words: str) -> None:
    """And every run is a copy of the source."""
    scribe = Scribe(source, ())
    passage = scribe.write([(0, len(source))], "op1")
    assert passage.text == words
    for run in passage.runs:
        assert passage.text[run.start :][: run.length] == source[run.source :][: run.length]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("the", "report"), "the report"),
        (("cost-", "and time"), "cost- and time"),
        (("self-", "evident"), "self-evident"),
        (("Annex X", "begins"), "Annex X begins"),
        (("Annex XX", "begins"), "Annex XX begins"),
        (("of", "\ufb01sh"), "of \ufb01sh"),
        (("light of", "Xenon"), "light of Xenon"),
        (("1990 -", "2000"), "1990 - 2000"),
        (("the Board", ", which"), "the Board, which"),
        (("回顾", "决议"), "回顾决议"),
        (("第", "A/1"), "第A/1"),
    ],
)
def test_lines_are_joined_as_print_means_them(lines: tuple[str, str], words: str) -> None:
    """A space between words; none behind a hyphen, before a comma, in Chinese."""
    source = "\n".join(lines)
    spans = [(0, len(lines[0])), (len(lines[0]) + 1, len(source))]
    assert Scribe(source, ()).write(spans, "op1").text == words


def test_a_mark_stands_at_its_place_in_the_words_and_parts_them() -> None:
    source = "the report1of 2030"
    passage = Scribe(source, [Cut(10, 11, MARK, "1")]).write([(0, len(source))], "op1")
    assert passage.text == "the report of 2030"
    assert [(mark.mark, mark.offset) for mark in passage.marks] == [("1", 10)]


@pytest.mark.parametrize("source", ["Annex X1, which", "Annex X 1, which", "Annex X1 , which", " Annex X1, which "])
def test_words_round_a_mark_are_the_same_however_it_is_set(source: str) -> None:
    """Blanks before and behind the mark, and round the words, are none of the words; each letter is."""
    at = source.index("1")
    scribe = Scribe(source, [Cut(at, at + 1, MARK, "1")])
    passage = scribe.write([(0, len(source))], "op1")
    assert (passage.text, passage.marks[0].offset) == ("Annex X, which", len("Annex X"))
    assert "".join(source[leaf.start : leaf.end] for leaf in scribe.leaves) == "Annex X1, which"


def test_what_is_in_no_passage_is_accounted_for_as_nobodys() -> None:
    scribe = Scribe("- 2 -", ())
    scribe.leaf(0, 5, MARKUP)
    assert scribe.leaves == [Leaf(0, 5, MARKUP, "")]


def test_a_hyphen_at_a_lines_end_parts_no_word() -> None:
    scribe = Scribe("the re-port", [Cut(6, 7, MARKUP, joins=True)])
    assert scribe.write([(0, 11)], "op1").text == "the report"
    assert [(leaf.start, leaf.end, leaf.kind) for leaf in scribe.leaves] == [
        (0, 6, TEXT),
        (6, 7, MARKUP),
        (7, 11, TEXT),
    ]


def test_passages_are_joined_with_what_stands_in_them() -> None:
    """Runs, marks and links move along."""
    scribe = Scribe("Cape 12 a", [Cut(8, 9, MARK, "a")])
    head, _ = scribe.write_cell([(0, 4)], "table1")
    figure, _ = scribe.write_cell([(5, 9)], "table1")
    whole, starts = joined([head, replace(figure, links=(Link(0, 2, "https://e.org/"),))])
    assert (whole.text, starts) == ("Cape 12", [0, 5])
    assert [(run.start, run.source, run.length) for run in whole.runs] == [(0, 0, 4), (5, 5, 2)]
    assert [(mark.mark, mark.offset) for mark in whole.marks] == [("a", 7)]
    assert whole.links == (Link(5, 7, "https://e.org/"),)


def test_leaves_tile_the_text() -> None:
    """Gaps of white space, of signs of direction, of words that nobody read."""
    text = "ab \u200f cd  lost\n"
    leaves, unread = tile(text, [Leaf(5, 7, TEXT), Leaf(0, 2, TEXT)])
    assert [(leaf.start, leaf.end, leaf.kind) for leaf in leaves] == [
        (0, 2, TEXT),
        (2, 3, SPACE),
        (3, 4, MARKUP),
        (4, 5, SPACE),
        (5, 7, TEXT),
        (7, 9, SPACE),
        (9, 13, UNREAD),
        (13, 14, SPACE),
    ]
    assert unread == ((9, 13),)
    assert tile("", ()) == ((), ())
    for word in ("lost", "X"):
        assert tile(word, ()) == ((Leaf(0, len(word), UNREAD),), ((0, len(word)),))
