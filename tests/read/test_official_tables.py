"""Official tables set on pages, as the PDFs of budget resolutions set them, and read back by the place of words."""

import textwrap
from pathlib import Path

import pytest

from lod.model.resolution import Part, PartKind, Resolution
from lod.model.tables import cell_text, figure_columns
from lod.read.akn.read import read_akn
from lod.read.pdf import read_pdf
from tests.read.test_pdf import HEAD, Text, make_pdf
from tests.read.test_pdf_tables import SIZE, width

LEFT, LINE, ROW, TOP, FOOT = 60.0, 10.0, 15.0, 690.0, 120.0


def set_on_pages(table: Part) -> list[list[Text]]:
    """The rows of a table down its pages: words wrapped in their columns, figures set right on a row's last line."""
    columns = max(cell.column + cell.columns - 1 for cell in table.cells)
    step, figures = 490.0 / columns, figure_columns(table)
    pages, y, rows = [list[Text]()], TOP, sorted({cell.row for cell in table.cells})
    for row in rows:
        made = [(c, wrapped(cell_text(table.passage, c), step * c.columns)) for c in table.cells if c.row == row]
        height = max(len(lines) for _, lines in made) * LINE
        if y - height < FOOT:
            pages.append([("A/RES/86/903", 480, 750, 8.5)])
            y = TOP
        for cell, lines in made:
            for i, line in enumerate(lines):
                x = LEFT + step * (cell.column - 1)
                if cell.column in figures and cell.columns == 1:
                    x = LEFT + step * (cell.column + cell.columns - 1) - 14 - width(line)
                pages[-1].append((line, x, y - height + LINE * (len(lines) - i), SIZE))
        y -= height + ROW - LINE
    return pages


def wrapped(words: str, step: float) -> list[str]:
    return textwrap.wrap(words, max(12, int((step - 20) / (0.5 * SIZE))), break_long_words=False)


def cells_of(resolution: Resolution) -> set[tuple[object, ...]]:
    tables = [part for part in resolution.walk() if part.kind is PartKind.TABLE]
    return {(i, c.label, cell_text(part.passage, c)) for i, part in enumerate(tables) for c in part.cells}


@pytest.mark.parametrize("number", ["249", "252"])
def test_tables_of_a_page_have_the_cells_of_the_xml(corpus: Path, number: str) -> None:
    """At least 97 of 100 cells: row, column and words."""
    (path,) = (corpus / "akn/en").glob(f"A_RES_78_{number}-*")
    wanted = read_akn(path.read_bytes(), path.name)
    (table,) = (part for part in wanted.walk() if part.kind is PartKind.TABLE)
    opening = [*HEAD, ("1. Decides that the budget shall be as follows:", 60, 520, 10)]
    closing: list[Text] = [("2. Decides to meet.", 60, 650, 10), ("61st plenary meeting", 400, 600, 10)]
    pages = set_on_pages(table)
    found = cells_of(read_pdf(make_pdf(opening, *pages, [("A/RES/86/903", 480, 750, 8.5), *closing]), "budget.pdf"))
    shared = found & cells_of(wanted)
    assert 2 * len(shared) >= 0.97 * (len(found) + len(cells_of(wanted)))
