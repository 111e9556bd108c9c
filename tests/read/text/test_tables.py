"""Tables of a text that prints a cell, or a line of one, on each line."""

from pathlib import Path

import pytest

from lod.model.resolution import PartKind, Resolution, Source
from lod.model.tables import cell_text
from lod.read.akn.read import read_akn
from lod.read.source import load_source
from lod.read.text.lines import split_lines
from lod.read.text.read import read_text
from lod.read.text.table_marks import note_letters
from tests.laws import broken_laws

HEAD = """A/RES/86/903

Resolution adopted by the General Assembly on 5 December 2031

86/903. Coastal lights

The General Assembly,

1. Decides that the budget shall be as follows:

"""
END = "\n\n2. Decides to meet again.\n\n61st plenary meeting\n5 December 2031\n"


def read(*lines: str, behind: str = "") -> Resolution:
    text = HEAD + "\n".join(lines) + behind + END
    return read_text(Source("lights.txt", text, "0" * 64))


def grids(resolution: Resolution) -> list[list[tuple[str, str]]]:
    assert not list(broken_laws(resolution))
    assert [p.number for p in resolution.parts if p.kind is PartKind.OPERATIVE] == ["1", "2"]
    tables = (part for part in resolution.walk() if part.kind is PartKind.TABLE)
    return [[(cell.label, cell_text(part.passage, cell)) for cell in part.cells] for part in tables]


def test_figures_close_a_row_and_words_begin_the_next() -> None:
    lines = ("Port", "2030", "2031 total", "Arcadia", "10", "1 200", "Freedonia", "–", "990", "Total", "10", "2 190")
    (grid,) = grids(read(*lines))
    assert grid[-6:] == [
        ("r3c1", "Freedonia"), ("r3c2", "–"), ("r3c3", "990"), ("r4c1", "Total"), ("r4c2", "10"), ("r4c3", "2 190"),
    ]  # fmt: skip


def test_a_blank_line_is_a_cell_that_holds_nothing() -> None:
    lines = (
        "Post",
        "Level",
        "Number",
        "Keeper",
        "P-4",
        "1",
        "Guard",
        "P-3",
        "2",
        "Total",
        " ",
        "3",
        "Cook",
        "P-2",
        "1",
    )
    (grid,) = grids(read(*lines))
    assert ("r4c1", "Total") in grid
    assert ("r4c3", "3") in grid
    assert not [words for label, words in grid if label == "r4c2"]


def test_a_wrapped_cell_is_told_from_its_neighbour_by_the_room_that_was_left() -> None:
    rows = [("New post", f"Keeper of lights {i}", "P-4", "1") for i in "abcd"]
    wrapped = ("Redeployment from", "Harbour Unit to", "Coast Unit", "Keeper of the coast", "P-3", "2")
    (grid,) = grids(read("Action", "Title", "Level", "Number", *(cell for row in rows for cell in row), *wrapped))
    assert grid[-4:] == [
        ("r6c1", "Redeployment from Harbour Unit to Coast Unit"), ("r6c2", "Keeper of the coast"),
        ("r6c3", "P-3"), ("r6c4", "2"),
    ]  # fmt: skip


def test_heads_are_one_for_each_column_and_a_unit_spans_the_figures() -> None:
    lines = (
        "Gross",
        "Net of staff",
        "assessment",
        "(United States dollars)",
        "Estimates for lamps",
        "63 800",
        "58 552",
    )
    rows = ("Estimates for oil", "3 704 800", "3 597 500", "Estimates in total", "67 635 600", "62 149 900")
    (grid,) = grids(read(*lines, *rows))
    assert grid[:3] == [("r1c2", "Gross"), ("r1c3", "Net of staff assessment"), ("r2c2", "(United States dollars)")]
    assert grid[3:6] == [("r3c1", "Estimates for lamps"), ("r3c2", "63 800"), ("r3c3", "58 552")]


def test_heads_that_one_line_prints_are_told_apart() -> None:
    lines = (
        "D-2",
        "P-2 GS (PL) GS (OL)",
        "Lamps",
        "1",
        "2",
        "3",
        "4",
        "Oil",
        "1",
        "–",
        "3",
        "4",
        "Total",
        "2",
        "2",
        "6",
        "8",
    )
    (grid,) = grids(read(*lines))
    assert [words for label, words in grid if label.startswith("r1c")] == ["D-2", "P-2", "GS (PL)", "GS (OL)"]
    assert grid[4] == ("r2c1", "Lamps")


def test_numbers_that_count_the_rows_are_a_column() -> None:
    rows = [("1", "Policymaking", "92 383 700"), ("2", "Assembly affairs", "371 393 200"), ("3", "Oil", "800 937 800")]
    rows += [("4", "Disarmament", "16 694 600"), ("5", "Space", "4 783 800")]
    (grid,) = grids(read("Section", "Amount", *(cell for row in rows for cell in row)))
    assert [words for label, words in grid if label.startswith("r4")] == ["3", "Oil", "800 937 800"]


def test_letters_of_notes_below_a_table_are_marks_and_others_are_words() -> None:
    """ "Africa" ends in a letter that counts a note, and is a word; "Oilb" is "Oil" with a mark."""
    rows = ("Lamps in 2031a", "10", "20", "Oil for Africa", "1", "2", "Oil", "3", "4", "Total Oilb", "14", "26")
    resolution = read(*rows, behind="\n\na See A/86/44.\nb Oil of 2030.")
    table = next(part for part in resolution.walk() if part.kind is PartKind.TABLE)
    told = {cell_text(table.passage, cell): cell.marks for cell in table.cells if cell.column == 1}
    assert told == {"Lamps in 2031": ("a",), "Oil for Africa": (), "Oil": (), "Total Oil": ("b",)}


def notes(resolution: Resolution) -> list[tuple[str, str, str | None, str]]:
    assert not list(broken_laws(resolution))
    return [(note.mark, note.place, note.anchor, note.passage.text) for note in resolution.footnotes]


def test_notes_below_a_table_are_its_own_notes() -> None:
    """Each hangs on the cells that print its mark; one goes on over lines, and words may stand before the next."""
    rows = ("Lamps in 2031a", "10", "20", "Oil", "1", "2", "Wicks 2030a", "3", "4", "Total Oilb", "14", "26")
    found = read(
        *rows, behind="\n\na See A/86/44.\nb Oil of 2030, as set out in the\nreport of the Board.\n\nWe go on."
    )
    assert notes(found) == [
        ("a", "table1.fn-a", "table1", "See A/86/44."),
        ("b", "table1.fn-b", "table1", "Oil of 2030, as set out in the report of the Board."),
    ]
    table = next(part for part in found.walk() if part.kind is PartKind.TABLE)
    assert [table.passage.text[: mark.offset].split()[-1] + mark.mark for mark in table.passage.marks] == [
        "2031a", "2030a", "Oilb",
    ]  # fmt: skip
    assert [mark.note for mark in found.note_marks()] == ["table1.fn-a", "table1.fn-a", "table1.fn-b"]
    assert [part.passage.text for part in found.walk() if part.kind is PartKind.TEXT] == ["We go on."]
    assert not found.findings


def test_notes_of_typewritten_tables_have_a_slash() -> None:
    rows = ("Lamps in 2031 a/", "10", "20", "Oil", "1", "2", "Wicks b/", "3", "4", "Total", "14", "26")
    found = read(*rows, behind="\n\na/ See A/86/44.\n\nb/ Of 2030.")
    assert [note[0::3] for note in notes(found)] == [("a", "See A/86/44."), ("b", "Of 2030.")]
    assert grids(found)[0][0] == ("r1c1", "Lamps in 2031")


def test_each_table_counts_its_own_notes_from_a() -> None:
    rows = ("Lamps in 2031a", "10", "20", "Oil", "1", "2", "Wicks", "3", "4", "Total", "14", "26")
    again = "\n\n3. Decides that oil shall be:\n\n" + "\n".join(rows) + "\n\na Oil of 2030.\n"
    found = read(*rows, behind=f"\n\na See A/86/44.{END}".replace("\n\n61st plenary meeting\n5 December 2031", again))
    assert [note[:3] for note in notes(found)] == [("a", "table1.fn-a", "table1"), ("a", "table2.fn-a", "table2")]


def test_a_line_whose_letter_no_cell_prints_is_no_note() -> None:
    rows = ("Lamps in 2031", "10", "20", "Oil", "1", "2", "Wicks", "3", "4", "Total", "14", "26")
    assert notes(read(*rows, behind="\n\na See A/86/44.")) == []


def test_note_letters_count_from_a() -> None:
    lines = split_lines("Total\n\na See A/86/44.\nb Oil.\nd Lost.\n")
    assert note_letters(lines, 1) == {"a", "b"}


@pytest.mark.parametrize(
    "lines",
    [("Arcadia", "10", "Freedonia", "20"), ("12", "14", "16", "18"), ("2031", "2032")],
    ids=["two rows", "figures alone", "years"],
)
def test_what_rows_do_not_bear_out_has_no_cells(lines: tuple[str, ...]) -> None:
    assert all(not grid for grid in grids(read(*lines)))


def test_shuffled_and_dropped_lines_of_a_table_lose_nothing() -> None:
    """Law 1 holds whatever the rows are, and paragraphs stay where they are."""
    rows = ["Post", "Level", "Number", *(cell for i in range(6) for cell in (f"Keeper {i}", "P-4", str(i + 2)))]
    for step in range(1, 12):
        for start in range(3):
            grids(read(*rows[start::step]))
            grids(read(*rows[::-step]))


@pytest.mark.parametrize("number", ["249", "252", "253"])
def test_texts_of_official_tables_have_the_cells_of_their_xml(corpus: Path, number: str) -> None:
    """At least 99 of 100 cells: words, row, column, spans, head and marks."""
    (path,) = (corpus / "akn/en").glob(f"A_RES_78_{number}-*")
    wanted = _cells(read_akn(path.read_bytes(), path.name))
    found = _cells(read_text(load_source(corpus / f"text/A_RES_78_{number}.txt")))
    assert 2 * len(wanted & found) >= 0.99 * (len(wanted) + len(found))
    assert len(wanted) > 30


def _cells(resolution: Resolution) -> set[tuple[object, ...]]:
    tables = [part for part in resolution.walk() if part.kind is PartKind.TABLE]
    return {
        (count, cell.label, cell.rows, cell.columns, cell.is_head, cell.marks, cell_text(part.passage, cell))
        for count, part in enumerate(tables)
        for cell in part.cells
    }
