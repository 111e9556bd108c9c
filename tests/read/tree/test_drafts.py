"""Freezing drafts into the tree: places, numbers, leaves; tables that the carrier tells."""

from lod.model.resolution import LeafKind, PartKind
from lod.read.tree.drafts import (
    CellDraft,
    Draft,
    GivenTable,
    Places,
    freeze,
    restarts,
    write_table,
    write_table_notes,
)
from lod.read.tree.passages import Cut, Scribe, TableNote

OPERATIVE = PartKind.OPERATIVE


def numbered(*numbers: str) -> list[Draft]:
    return [Draft(OPERATIVE, number) for number in numbers]


def places(root: Draft) -> list[str]:
    return [part.place for whole in freeze(root, Scribe("", ())) for part in whole.walk()]


def test_a_place_says_what_a_reader_sees() -> None:
    """A printed number, a point's letter; what has none is counted among its like."""
    root = Draft(None)
    root.parts = [Draft(PartKind.PREAMBULAR), Draft(PartKind.PREAMBULAR), Draft(PartKind.HEADING), *numbered("7")]
    root.parts[-1].parts = [Draft(PartKind.SUB, "b"), Draft(PartKind.SUB), Draft(PartKind.TEXT)]
    root.parts += [Draft(OPERATIVE), Draft(PartKind.TABLE)]
    assert places(root) == ["pp1", "pp2", "h1", "op7", "op7.b", "op7.2", "op7.p1", "op2", "table1"]


def test_a_section_stands_in_places_only_where_numbers_begin_anew() -> None:
    """In the resolution or in the annex whose they are; an annex always does."""
    root, first, second = Draft(None), Draft(PartKind.SECTION, "I"), Draft(PartKind.SECTION, "II")
    annex, chapter = Draft(PartKind.ANNEX), Draft(PartKind.SECTION, "I")
    root.parts, first.parts, second.parts = [first, second, annex], numbered("1", "2"), numbered("3")
    annex.parts, chapter.parts = [chapter], numbered("1", "4")
    apart = ["annex1", "annex1.s1", "annex1.op1", "annex1.op4"]
    assert places(root) == ["s1", "op1", "op2", "s2", "op3", *apart]
    second.parts = numbered("1")
    assert places(root) == ["s1", "s1.op1", "s1.op2", "s2", "s2.op1", *apart]


def test_numbers_begin_anew_where_paragraphs_print_one_twice() -> None:
    """What has no number, and what is no paragraph, restarts nothing; nor does what an annex prints."""
    root, annex = Draft(None), Draft(PartKind.ANNEX)
    annex.parts = numbered("1")
    root.parts = [Draft(OPERATIVE), Draft(OPERATIVE), Draft(PartKind.SUB, "1"), *numbered("1", "2"), annex]
    assert restarts(root) is False
    root.parts += numbered("2")
    assert restarts(root) is True


def test_a_part_has_its_number_as_printed_its_position_and_its_leaves() -> None:
    """The Latin letter makes the place; the printed number is a leaf of its own."""
    text = "1. Asks: (ب) lamps"
    root, asks = Draft(None), Draft(OPERATIVE, "1", (0, 2), [(3, 8)])
    asks.parts = [Draft(PartKind.SUB, "b", (9, 12), [(13, 18)], printed="ب")]
    root.parts = [Draft(PartKind.HEADING), asks]
    scribe = Scribe(text, ())
    _, part = freeze(root, scribe)
    assert (part.place, part.number, part.position, part.passage.text) == ("op1", "1", 2, "Asks:")
    (point,) = part.parts
    assert (point.place, point.number, point.position, point.passage.text) == ("op1.b", "ب", 1, "lamps")
    numbers = [(leaf.start, leaf.end, leaf.owner) for leaf in scribe.leaves if leaf.kind is LeafKind.NUMBER]
    assert numbers == [(0, 2, "op1"), (9, 12, "op1.b")]


def test_a_tables_passage_is_its_caption_and_its_cells() -> None:
    """An empty cell has no words, and is none; a mark of the table's own notes is a leaf."""
    text = "Lamps Cape 12 a"
    cells = [
        CellDraft(1, 1, [(6, 10)], columns=2, is_head=True),
        CellDraft(2, 1, [(11, 13)], marks=[(14, 15, "a")]),
        CellDraft(2, 2, []),
    ]
    root = Draft(None)
    root.parts = [Draft(PartKind.TABLE, spans=[(0, 5)], cells=cells)]
    scribe = Scribe(text, ())
    (table,) = freeze(root, scribe)
    assert table.passage.text == "Lamps Cape 12"
    told = [(c.row, c.column, c.start, c.end, c.rows, c.columns, c.is_head, c.marks) for c in table.cells]
    assert told == [(1, 1, 6, 10, 1, 2, True, ()), (2, 1, 11, 13, 1, 1, False, ("a",))]
    assert [(leaf.start, leaf.owner) for leaf in scribe.leaves if leaf.kind is LeafKind.MARK] == [(14, "table1")]


def test_notes_below_a_table_hang_on_its_cells() -> None:
    """Their letters alone are marks of a cell; a note has a number's leaf where its mark is printed."""
    text = "12a 7 13b 9 a Estimate. b Count."
    scribe = Scribe(text, [Cut(2, 3, LeafKind.MARK, "a"), Cut(4, 5, LeafKind.MARK, "7")])
    cells = [CellDraft(1, 1, [(0, 5)]), CellDraft(1, 2, [(6, 8)], marks=[(8, 9, "b")]), CellDraft(1, 3, [(10, 11)])]
    notes = [TableNote("b", (24, 25), [(26, 32)]), TableNote("c", None, [(14, 23)])]
    passage, made = write_table(Draft(PartKind.TABLE, cells=cells, notes=notes), "table1", scribe)
    assert [cell.marks for cell in made] == [("a",), ("b",), ()]
    assert [(mark.mark, mark.offset) for mark in passage.marks] == [("a", 2), ("7", 2), ("b", 5)]
    found = list(write_table_notes(scribe, Places(), 4))
    told = [(note.mark, note.place, note.passage.text, note.anchor, note.position, note.of_table) for note in found]
    assert told == [
        ("b", "table1.fn-b", "Count.", "table1", 5, True),
        ("c", "table1.fn-c", "Estimate.", "table1", 6, True),
    ]
    numbers = [(leaf.start, leaf.end, leaf.owner) for leaf in scribe.leaves if leaf.kind is LeafKind.NUMBER]
    assert numbers == [(24, 25, "table1.fn-b")]


def test_a_given_table_may_be_moved() -> None:
    """Its cells and the heads that another page prints again go along."""
    table = GivenTable([CellDraft(1, 1, [(5, 8)], columns=2), CellDraft(2, 2, [(0, 3)])], [(9, 12)])
    assert table.columns == 2
    assert table.spans == [(0, 3), (5, 8), (9, 12)]
    assert table.moved(10).spans == [(10, 13), (15, 18), (19, 22)]
    assert table.moved(10).repeated == [(19, 22)]
    assert GivenTable([CellDraft(1, 2, [], columns=3)]).columns == 4
