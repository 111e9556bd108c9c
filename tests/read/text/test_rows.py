"""Lines that are rows of a table become one chunk with its cells; all other chunks stay as they are."""

from lod.read.text.chunks import Chunk
from lod.read.text.rows import join_rows


def joined(*words: str) -> list[tuple[str, list[tuple[int, int, bool]]]]:
    """The texts of chunks of these words, each with (row, column, head) of its cells."""
    found = join_rows([Chunk.of(text) for text in words])
    return [(chunk.text, [(cell.row, cell.column, cell.is_head) for cell in chunk.cells]) for chunk in found]


def test_rows_below_a_line_of_words_are_its_table() -> None:
    table = joined("Shares", "Chad 0.010", "Fiji 0.004", "Total 0.014", "Decides that it is so.")
    assert table == [
        (
            "Shares Chad 0.010 Fiji 0.004 Total 0.014",
            [(1, 1, True), (2, 1, False), (2, 2, False), (3, 1, False), (3, 2, False), (4, 1, False), (4, 2, False)],
        ),
        ("Decides that it is so.", []),
    ]


def test_few_rows_are_words() -> None:
    """A paragraph may end in a figure, and the next one too."""
    assert joined("Shares", "Chad 0.010", "Fiji 0.004") == [("Shares", []), ("Chad 0.010", []), ("Fiji 0.004", [])]


def test_a_sentence_above_rows_is_no_head() -> None:
    assert joined("Decides this:", "Chad 0.010", "Fiji 0.004", "Total 0.014")[0] == ("Decides this:", [])


def test_cells_that_blanks_set_apart_stand_in_rows_of_one_table() -> None:
    (table,) = joined("Office  Seat       Head", "Main    Arcadia    Brown", "Field   Freedonia  Green")
    assert [cell[:2] for cell in table[1]] == [(row, column) for row in (1, 2, 3) for column in (1, 2, 3)]
