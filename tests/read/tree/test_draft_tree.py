"""The verbs by which readers grow a tree."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.model.resolution import PartKind
from lod.read.tree.draft_tree import DraftTree
from lod.read.tree.drafts import CellDraft
from lod.read.tree.headings import find_section_number
from lod.read.tree.markers import Level
from tests.read.trees import outline

OPERATIVE, PREAMBULAR = PartKind.OPERATIVE, PartKind.PREAMBULAR


def point(tree: DraftTree, label: str) -> None:
    levels = tree.next_levels(label)
    assert levels is not None, f"({label}) may stand here"
    tree.add_point(label, levels)


def section(tree: DraftTree, number: str) -> None:
    level = tree.section_level(number)
    assert level is not None, f"{number} counts on"
    tree.begin_section(number, level)


def test_a_new_paragraph_ends_the_lists_of_the_one_before() -> None:
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 9)], "Requests:", number="1")
    point(tree, "a")
    point(tree, "i")
    tree.open_paragraph(OPERATIVE, number="2")
    assert tree.next_levels("b") is None
    point(tree, "a")
    assert outline(tree.root) == ("operative 1", "  sub a", "    sub i", "operative 2", "  sub a")


def test_words_go_on_with_the_part_that_was_read_last() -> None:
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 9)], "Requests:", number="1")
    point(tree, "a")
    tree.extend([(10, 20)], "To report")
    assert tree.worded is not None
    assert tree.worded.number == "a"
    assert not tree.is_finished()
    tree.extend([(21, 30)], "to the Board;")
    assert tree.worded.spans == [(10, 20), (21, 30)]
    assert tree.is_finished()


def test_a_section_ends_those_that_count_alike_and_those_below_them() -> None:
    tree = DraftTree()
    for number in ("I", "A", "B", "II", "A"):
        section(tree, number)
    assert outline(tree.root) == ("section I", "  section A", "  section B", "section II", "  section A")


def test_numbers_begin_anew_in_an_annex_and_sections_end_before_it() -> None:
    tree = DraftTree()
    section(tree, "I")
    tree.open_paragraph(OPERATIVE, number="7")
    tree.begin_annex("II")
    assert (tree.last_number, tree.may_restart, tree.in_annex) == (0, True, True)
    tree.open_paragraph(OPERATIVE, number="1")
    assert outline(tree.root) == ("section I", "  operative 7", "annex II", "  operative 1")


def test_the_first_heading_of_a_section_is_its_title() -> None:
    tree = DraftTree()
    section(tree, "I")
    tree.add_heading([(0, 5)])
    assert tree.untitled is None
    tree.add_heading([(6, 9)])
    assert outline(tree.root) == ("section I", "  heading")


@pytest.mark.parametrize(
    "close",
    [
        lambda tree: tree.add_heading([(9, 12)]),
        lambda tree: tree.add_table([(9, 12)], "Chad"),
        lambda tree: tree.end(),
    ],
    ids=["heading", "table", "end"],
)
def test_nothing_goes_on_behind_a_heading_a_table_and_the_end(close: Callable[[DraftTree], None]) -> None:
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 8)], "Requests", number="1")
    close(tree)
    assert tree.worded is None
    assert tree.is_stopped()
    assert tree.is_finished()
    assert not tree.introduces()


def test_rows_join_the_table_right_before_them_where_it_goes_on() -> None:
    tree = DraftTree()
    tree.add_table([(0, 4)], "Chad")
    tree.add_table([(5, 9)], "Fiji", goes_on=True)
    tree.add_table([(10, 14)], "Peru")
    assert outline(tree.root) == ("table + 1", "table")


def test_a_note_belongs_to_the_table_with_cells_right_above_it_or_above_one_text() -> None:
    """A table of counted lines has none of its own notes, and one that stands farther up is another matter."""
    tree = DraftTree()
    assert tree.table_above() is None
    tree.add_table([(0, 4)], "Chad")
    assert tree.table_above() is None
    tree.add_table([(5, 9)], "Fiji", cells=[CellDraft(1, 1, [(10, 12)])])
    table = tree.root.parts[-1]
    assert tree.table_above() is table
    tree.add_text([(13, 20)], "Abbreviations")
    assert tree.table_above() is table
    tree.add_text([(21, 25)], "Lamps")
    assert tree.table_above() is None


def test_text_behind_points_belongs_to_their_paragraph() -> None:
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 9)], "Requests:", number="1")
    point(tree, "a")
    tree.add_text([(10, 14)], "Then")
    tree.open_paragraph(OPERATIVE, [(15, 20)], "Notes.", number="2")
    tree.add_text([(21, 25)], "Free")
    assert outline(tree.root) == ("operative 1", "  sub a", "  text", "operative 2", "text")


def test_text_that_introduces_a_list_takes_points_only_where_no_paragraph_is_open() -> None:
    tree = DraftTree()
    tree.add_text([(0, 6)], "These:")
    tree.open_introduction()
    point(tree, "a")
    assert outline(tree.root) == ("text", "  sub a")
    plain = DraftTree()
    plain.add_text([(0, 6)], "These.")
    plain.open_introduction()
    assert plain.paragraph is None
    labelled = DraftTree()
    labelled.add_text([(0, 10)], "(a) These:")
    labelled.open_introduction()
    assert labelled.paragraph is None


def test_what_stands_before_paragraph_one_without_a_number_becomes_text() -> None:
    """ "Declares that:" introduces paragraphs and is none of them."""
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 14)], "Declares that:")
    tree.open_paragraph(OPERATIVE, number="1")
    assert outline(tree.root) == ("text", "operative 1")


def test_a_preamble_ends_with_the_first_operative_paragraph_and_begins_anew_in_a_section() -> None:
    tree = DraftTree()
    assert tree.in_preamble()
    tree.open_paragraph(PREAMBULAR, [(0, 9)], "Recalling,")
    assert tree.in_preamble()
    tree.open_paragraph(OPERATIVE, number="1")
    assert not tree.in_preamble()
    section(tree, "I")
    assert tree.in_preamble()
    tree.begin_annex()
    assert not tree.in_preamble()


def test_a_lettered_part_counts_its_own_paragraphs() -> None:
    tree = DraftTree()
    tree.begin_lettered_part("A")
    tree.open_paragraph(OPERATIVE, number="3")
    tree.begin_annex()
    tree.begin_lettered_part("B")
    assert (tree.last_number, tree.in_annex, tree.home.number) == (0, False, "B")
    assert outline(tree.root) == ("section A", "  operative 3", "annex", "section B")


def test_the_opener_of_a_part_is_no_title_and_keeps_its_comma() -> None:
    """Acts counted by letters may follow right behind the comma of "The General Assembly,"."""
    tree = DraftTree()
    tree.begin_section("A", Level("letter", 1))
    tree.begin_preamble("The General Assembly,")
    assert tree.untitled is tree.home
    assert tree.tail.endswith(",")


def test_a_spanish_enye_moves_the_letters_behind_it_in_its_list_only() -> None:
    tree = DraftTree("es")
    tree.open_paragraph(OPERATIVE, number="1")
    assert [tree.latin_label(label) for label in ("n", "ñ", "o", "p")] == ["n", "o", "p", "q"]
    tree.open_paragraph(OPERATIVE, number="2")
    assert tree.latin_label("o") == "o"


def test_a_spanish_letter_is_told_alike_however_often_it_is_asked_for() -> None:
    tree = DraftTree("es")
    tree.open_paragraph(OPERATIVE, number="1")
    assert [tree.latin_label(label) for label in ("ñ", "ñ", "o", "o")] == ["o", "o", "p", "p"]


def test_points_of_an_unnumbered_introduction_begin_their_letters_anew() -> None:
    tree = DraftTree("es")
    tree.add_text([(0, 6)], "Estos:")
    tree.open_introduction()
    assert tree.latin_label("o") == "o"


@pytest.mark.parametrize("mark", ["“", '"', "«"])
def test_entries_in_quotation_marks_are_one_list_though_each_ends_in_a_full_stop(mark: str) -> None:
    """What has no mark of quotation ends the list, as does a full stop where none has one."""
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 9)], "Proclaims:", number="1")
    tree.add_entry([(10, 20)], f"{mark}Lamps burn.")
    assert tree.lists(f"{mark}Rivers run.")
    assert not tree.lists("Rivers run.")
    tree.add_entry([(21, 30)], "Rivers run.")
    assert not tree.lists(f"{mark}Lamps burn.")


def test_a_list_without_labels_stands_behind_a_colon_or_an_entry_of_a_numbered_paragraph() -> None:
    """Behind words that introduce nothing there is none, nor in a preamble or an annex."""
    tree = DraftTree()
    assert not tree.lists("States;")
    tree.open_paragraph(PREAMBULAR, [(0, 9)], "Recalling:")
    assert not tree.lists("States;")
    tree.open_paragraph(OPERATIVE, [(0, 9)], "Requests the Board", number="1")
    assert not tree.lists("States;")
    tree.extend([(10, 14)], "and:")
    assert tree.lists("States;")
    tree.end()
    assert not tree.lists("States;")
    tree.begin_annex()
    tree.open_paragraph(OPERATIVE, [(15, 20)], "Asks:", number="1")
    assert not tree.lists("States;")


def test_words_that_follow_no_list_stand_beside_the_paragraph() -> None:
    """Though they begin in lower case."""
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 9)], "Requests.", number="1")
    assert tree.add_text([(10, 20)], "and others") in tree.root.parts


def test_a_point_that_is_added_is_the_part_whose_words_go_on() -> None:
    tree = DraftTree()
    asks = tree.open_paragraph(OPERATIVE, [(0, 5)], "Asks:", number="1")
    added = tree.add_point("a", (Level("letter", 1),), "ا", (6, 9))
    assert (added, added.printed, added.marker) == (asks.parts[0], "ا", (6, 9))
    assert tree.worded is added


def test_words_in_lower_case_behind_an_entry_stay_in_its_paragraph() -> None:
    """A sentence that begins anew stands beside it."""
    tree = DraftTree()
    asks = tree.open_paragraph(OPERATIVE, [(0, 5)], "Asks:", number="1")
    tree.add_entry([(6, 12)], "States;")
    assert tree.add_text([(13, 20)], "which all agree") in asks.parts
    tree.add_entry([(21, 27)], "Boards;")
    assert tree.add_text([(28, 35)], "The lamp burns") in tree.root.parts


@given(st.lists(st.sampled_from("abci"), max_size=12))
def test_a_point_stands_as_deep_as_its_levels_are_open(labels: list[str]) -> None:
    """Points and levels never part: the innermost open point is the last of as many as there are levels."""
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, [(0, 5)], "Asks:", number="1")
    for label in labels:
        if (levels := tree.next_levels(label)) is not None:
            tree.add_point(label, levels)
            assert len(tree.points) == len(tree.levels) == len(levels)
            assert tree.points[-1] is tree.current


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Part IV", "en", ("IV", 7, "Part")),
        ("X. Finance", "en", ("X", 2, "")),
        ("A.Lamps", "en", None),
        (". The lamps", "en", None),
        ("I. Our shared commitment", "en", ("I", 2, "")),
        ("Section 29A", "en", ("29A", 11, "Section")),
        ("IV. Élections", "fr", ("IV", 3, "")),
        ("二、 选举", "zh", ("II", 2, "")),
        ("29A", "en", None),
        ("In the course of the year", "en", None),
    ],
)
def test_a_heading_has_its_number_in_latin_form(words: str, language: str, found: tuple[str, int, str] | None) -> None:
    number = find_section_number(words, language)
    assert (number and (number.latin, number.end, number.word)) == found


def test_a_tree_begins_in_the_preamble_with_nothing_open() -> None:
    tree = DraftTree("es")
    assert (tree.may_restart, tree.in_preamble(), tree.is_finished(), tree.is_stopped()) == (True, True, True, True)
    assert (tree.introduces(), tree.worded, tree.untitled, tree.home) == (False, None, None, tree.root)
    assert tree.latin_label("o") == "o"


def test_numbers_may_begin_anew_behind_a_heading_a_section_or_in_an_annex() -> None:
    tree = DraftTree()
    opened = tree.open_paragraph(OPERATIVE, number="2")
    assert (opened, tree.may_restart, tree.last_number) == (tree.root.parts[0], False, 2)
    tree.add_heading([(0, 5)])
    assert tree.may_restart is True
    tree.open_paragraph(OPERATIVE, number="3")
    section(tree, "I")
    assert (tree.may_restart, tree.last_number) == (True, 3)
    tree.open_paragraph(OPERATIVE, number="4")
    assert tree.begin_annex() is tree.home
    assert (tree.may_restart, tree.last_number, tree.in_annex) == (True, 0, True)


def test_a_letter_counts_sections_as_a_roman_number_does() -> None:
    """The row is told by how it counts."""
    tree = DraftTree()
    assert tree.section_level("A") == Level("letter", 1)
    assert tree.section_level("B") is None
    section(tree, "A")
    assert tree.section_level("B") == Level("letter", 2)


def test_the_spanish_letters_behind_an_enye_are_those_of_the_english_list() -> None:
    tree = DraftTree("es")
    assert [tree.latin_label(label) for label in "nño"] == ["n", "o", "p"]


def test_text_goes_on_from_words_until_a_sentence_begins_anew() -> None:
    """Unnumbered paragraphs in a row stand beside each other; words in lower case belong to the one before."""
    tree = DraftTree()
    first = tree.add_text([(0, 20)], "The keeper shall:")
    tree.open_introduction()
    point(tree, "a")
    tree.extend([(21, 29)], "Light the lamp")
    assert tree.add_text([(30, 40)], "and no other") in first.parts
    assert tree.add_text([(50, 60)], "The lamp burns") in tree.root.parts
    assert tree.add_text([(61, 70)], "and burns") in tree.root.parts


def test_the_opener_of_a_part_begins_its_numbers_anew() -> None:
    tree = DraftTree()
    tree.open_paragraph(OPERATIVE, number="7")
    tree.begin_preamble("The Assembly,")
    assert (tree.last_number, tree.is_finished(), tree.tail) == (0, True, "The Assembly,")


def test_one_unnumbered_paragraph_before_paragraph_one_is_text_whatever_follows() -> None:
    """Paragraph 1 printed twice ends what the first has settled, and paragraph 2 between them ends nothing."""
    tree = DraftTree()
    for number in (None, "1", None, "2", None, "1"):
        tree.open_paragraph(OPERATIVE, number=number)
    assert outline(tree.root) == ("text", "operative 1", "text", "operative 2", "text", "operative 1")
    assert tree.root.kinds == {PartKind.TEXT, OPERATIVE}
