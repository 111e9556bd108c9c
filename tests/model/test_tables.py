"""Tables: what their cells print, and rows with the cells that hold nothing."""

from decimal import Decimal

import pytest

from lod.model.resolution import Mark, Part, PartKind, Passage, TableCell
from lod.model.tables import cut_passage, figure, figure_columns, table_rows


@pytest.mark.parametrize(
    ("printed", "language", "wanted"),
    [
        ("63 930 800", "en", "63930800"),
        ("(2 061 900)", "en", "-2061900"),
        ("\u2212 12", "en", None),
        ("\u221212", "en", "-12"),
        ("1,234", "en", "1234"),
        ("1,234", "fr", "1.234"),
        ("1.234", "fr", None),
        ("22.000", "en", "22.000"),
        ("1 23", "en", None),
        ("(12", "en", None),
        ("12)", "en", None),
        ("P-4", "en", None),
        ("\u2013", "en", None),
        ("", "en", None),
    ],
)
def test_a_figure_is_read_by_the_signs_of_its_language(printed: str, language: str, wanted: str | None) -> None:
    """What no language writes so is no figure: nothing is guessed."""
    assert figure(printed, language) == (Decimal(wanted) if wanted else None)


def test_a_column_of_figures_may_hold_signs_for_none_and_a_head() -> None:
    words = ("Posts", "2024", "Chad", "1", "Fiji", "\u2013")
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    cells = tuple(
        TableCell(1 + at // 2, 1 + at % 2, start, start + len(word), is_head=at < 2)
        for at, (start, word) in enumerate(zip(starts, words, strict=True))
    )
    part = Part(PartKind.TABLE, "table1", None, 1, Passage(" ".join(words)), cells=cells)
    assert figure_columns(part) == {2}


def test_a_cell_takes_the_marks_that_hang_on_its_words_and_no_others() -> None:
    passage = Passage("Chad 1 2", marks=(Mark("1", 4), Mark("2", 6)))
    assert [cut_passage(passage, *ends).marks for ends in ((0, 4), (5, 6), (7, 8))] == [
        (Mark("1", 4),), (Mark("2", 1),), (),
    ]  # fmt: skip


def test_a_row_through_which_a_cell_from_above_reaches_has_none_there() -> None:
    cells = (TableCell(1, 1, 0, 1, rows=2), TableCell(1, 2, 2, 3), TableCell(2, 3, 4, 5))
    rows = [[c if isinstance(c, int) else c.label for c in row] for row in table_rows(cells)]
    assert rows == [["r1c1", "r1c2", 3], [2, "r2c3"]]
