"""Tables of PDFs: columns by figures that end under one another, rows by the white between lines, page after page."""

from collections.abc import Sequence

import pytest

from lod.model.resolution import Part, PartKind, Resolution
from lod.model.tables import cell_text
from lod.read.akn.read import read_akn
from lod.read.pdf import read_pdf
from lod.read.pdf_tables import PrintedWord, find_printed_tables
from tests.laws import broken_laws
from tests.read.test_pdf import HEAD, Text, make_pdf

DIGIT, SIZE = 0.556, 9.0  # the width of Helvetica's digits by their size; the size of a table's words
LEFT, RIGHT = 60.0, (400.0, 500.0)

Row = tuple[Sequence[str], Sequence[str]]


def width(figure: str) -> float:
    """How wide Helvetica prints a figure."""
    return sum({" ": 0.278, "(": 0.333, ")": 0.333}.get(sign, DIGIT) for sign in figure) * SIZE


def printed(rows: Sequence[Row], top: float, is_bottom: bool) -> list[Text]:
    """Rows down a page: lines of a label, and figures set right, beside its last line or its first."""
    made: list[Text] = []
    for label, figures in rows:
        lines = [top - 10 * i for i in range(len(label))]
        made += [(words, LEFT, y, SIZE) for words, y in zip(label, lines, strict=True)]
        y = lines[-1] if is_bottom else lines[0]
        made += [(f, right - width(f), y, SIZE) for f, right in zip(figures, RIGHT, strict=False) if f]
        top = lines[-1] - 15
    return made


HEADS: list[Text] = [("Gross", 374, 480, SIZE), ("Net", 486, 480, SIZE), ("(United States dollars)", 385, 465, SIZE)]
ROWS: list[Row] = [
    (["Lamps"], ["63 930 800", "58 552 400"]),
    (["Oil for lamps that burn by night along the coasts", "of the Member States"], ["(114 600)", "(120 300)"]),
    (["Of which:"], []),
    (["Regular budget"], ["1 200", "990"]),
    (["Total"], ["63 817 400", "58 433 090"]),
]
OPENING: list[Text] = [("1. Decides that the budget shall be as follows:", 60, 520, 10)]
CLOSING: list[Text] = [("2. Decides to meet.", 60, 250, 10), ("61st plenary meeting", 400, 220, 10)]


def table_of(resolution: Resolution) -> Part:
    (table,) = (part for part in resolution.walk() if part.kind is PartKind.TABLE)
    return table


def grid(table: Part) -> list[tuple[str, str]]:
    return [(cell.label, cell_text(table.passage, cell)) for cell in table.cells]


WANTED = [
    ("r1c2", "Gross"), ("r1c3", "Net"), ("r2c2", "(United States dollars)"),
    ("r3c1", "Lamps"), ("r3c2", "63 930 800"), ("r3c3", "58 552 400"),
    ("r4c1", "Oil for lamps that burn by night along the coasts of the Member States"),
    ("r4c2", "(114 600)"), ("r4c3", "(120 300)"), ("r5c1", "Of which:"),
    ("r6c1", "Regular budget"), ("r6c2", "1 200"), ("r6c3", "990"),
    ("r7c1", "Total"), ("r7c2", "63 817 400"), ("r7c3", "58 433 090"),
]  # fmt: skip


@pytest.mark.parametrize("is_bottom", [True, False], ids=["figures below", "figures above"])
def test_rows_and_columns_are_told_by_the_place_of_words(is_bottom: bool) -> None:
    """Labels that are wrapped, rows without figures, heads of two rows, of which one spans the figures."""
    page = [*HEAD, *OPENING, *HEADS, *printed(ROWS, 440, is_bottom), *CLOSING]
    resolution = read_pdf(make_pdf(page), "lights.pdf")
    table = table_of(resolution)
    assert grid(table) == WANTED
    assert [(cell.label, cell.columns) for cell in table.cells if cell.is_head] == [
        ("r1c2", 1),
        ("r1c3", 1),
        ("r2c2", 2),
    ]
    assert not list(broken_laws(resolution))
    assert [part.number for part in resolution.parts if part.kind is PartKind.OPERATIVE] == ["1", "2"]


def test_a_table_goes_on_over_a_page_whose_heads_are_printed_again() -> None:
    """The heads of the second page are furniture."""
    first = [*HEAD, *OPENING, *HEADS, *printed(ROWS[:4], 440, True)]
    again = [(words, x, y + 200, size) for words, x, y, size in HEADS]
    second = [("A/RES/86/903", 480, 750, 8.5), *again, *printed(ROWS[:4], 640, True), *CLOSING]
    resolution = read_pdf(make_pdf(first, second), "lights.pdf")
    table = table_of(resolution)
    assert [cell.row for cell in table.cells if cell.is_head] == [1, 1, 2]
    assert grid(table)[-3:] == [("r10c1", "Regular budget"), ("r10c2", "1 200"), ("r10c3", "990")]
    assert not list(broken_laws(resolution))


def test_a_raised_letter_is_a_mark_of_the_tables_notes_and_no_word() -> None:
    page = [*HEAD, *OPENING, *printed(ROWS[:1] + ROWS[3:], 440, True), ("a", 88.5, 443.5, 5.5)]
    page += [("a See A/86/44.", 60, 340, SIZE), *CLOSING]
    found = read_pdf(make_pdf(page), "lights.pdf")
    (lamps, *_) = table_of(found).cells
    assert lamps.marks == ("a",)
    assert [(note.place, note.passage.text) for note in found.footnotes] == [("table1.fn-a", "See A/86/44.")]
    assert not list(broken_laws(found))


def test_lines_of_paragraphs_that_end_in_numbers_are_no_table() -> None:
    words = "Recalling its resolutions on the lights along the coasts of the Member States, of 2031 and"
    page = [*HEAD, *[(f"{words} {year}", 60.0, 500.0 - 12 * i, 10.0) for i, year in enumerate(range(2031, 2038))]]
    assert not [p for p in read_pdf(make_pdf(page), "lights.pdf").walk() if p.kind is PartKind.TABLE]


def test_letters_that_come_one_by_one_are_words() -> None:
    """Some programs print each letter by itself; those that stand close are one cell."""
    words: list[PrintedWord] = []
    for row in range(4):
        for i, letter in enumerate("Chad"):
            words.append(PrintedWord((len(words),), letter, 60 + 5.0 * i, 500 - 15.0 * row, 9, 64.5 + 5.0 * i))
        words.append(PrintedWord((len(words),), "7", 400, 500 - 15.0 * row, 9, 405))
    (cells,) = find_printed_tables(words)
    assert [(cell.row, cell.column, [word.text for word in cell.words]) for cell in cells][:2] == [
        (1, 1, ["Chad"]), (1, 2, ["7"]),
    ]  # fmt: skip


def test_a_reading_of_print_goes_through_xml() -> None:
    """Cells come back from Akoma Ntoso as they were read from the PDF."""
    from lod.read.akn.write import write_akn

    resolution = read_pdf(make_pdf([*HEAD, *OPENING, *HEADS, *printed(ROWS, 440, True), *CLOSING]), "lights.pdf")
    assert grid(table_of(read_akn(write_akn(resolution).encode(), "lights.xml"))) == WANTED
