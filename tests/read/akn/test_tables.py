"""Tables of official XML: cells with their rows and columns, captions, and marks of a table's own notes."""

from pathlib import Path

import pytest

from lod.model.resolution import Part, PartKind
from lod.model.tables import cell_text
from lod.read.akn.body import AknBody
from lod.read.akn.builder import read_main
from lod.read.akn.markup import parse_fragment
from lod.read.akn.read import read_akn
from lod.read.akn.tables import printed_cells
from lod.read.akn.write import write_akn
from lod.read.tree.drafts import freeze
from tests.laws import broken_laws


def grid(rows: str) -> list[tuple[int, int, int, int, bool]]:
    """Row, column, spans, and whether a head, of each cell of a table."""
    table = parse_fragment(f"<table>{rows}</table>")[1].root
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.is_head) for cell in printed_cells(table)]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>", "r1c1 r1c2 r2c1 r2c2"),
        ("<tr><td/><td>B</td></tr><tr><td>1</td><td/></tr>", "r1c2 r2c1"),
        ("<tr><td/><td/></tr><tr><td>1</td><td>2</td></tr>", "r1c1 r1c2"),
        ("<tr><td>1</td><td/><td>3</td></tr><tr><td>1</td><td/><td>3</td></tr>", "r1c1 r1c2 r2c1 r2c2"),
    ],
    ids=["plain", "cells that hold nothing", "a row that draws a rule", "a column that sets others apart"],
)
def test_rows_and_columns_are_those_that_are_seen(rows: str, wanted: str) -> None:
    assert " ".join(f"r{row}c{column}" for row, column, *_ in grid(rows)) == wanted


def test_a_cell_that_reaches_over_rows_and_columns_says_over_how_many() -> None:
    rows = "<tr><th rowspan='2'>A</th><th colspan='2'>B</th></tr><tr><td>1</td><td>2</td></tr>"
    assert grid(rows) == [(1, 1, 2, 1, True), (1, 2, 1, 2, True), (2, 2, 1, 1, False), (2, 3, 1, 1, False)]


def test_columns_that_one_cell_spans_and_no_row_parts_are_one() -> None:
    """Word splits a column to set its head apart: "Net" stands in the second half, the figures span both."""
    rows = "<tr><th/><th/><th>Net</th></tr><tr><td>Chad</td><td colspan='2'>7</td></tr>"
    assert [(row, column, columns) for row, column, _, columns, _ in grid(rows)] == [(1, 2, 1), (2, 1, 1), (2, 2, 1)]


@pytest.mark.parametrize("span", ["0", "-1", "x", "999999999", ""])
def test_a_span_that_means_nothing_costs_nothing(span: str) -> None:
    assert grid(f"<tr><td colspan='{span}' rowspan='{span}'>A</td></tr><tr><td>B</td></tr>")


def part_of(markup: str) -> tuple[Part, ...]:
    body, (main,) = AknBody.of(f"<mainBody>{markup}</mainBody>")
    read_main(body, main)
    return freeze(body.tree.root, body.copyist)


def test_words_round_a_table_are_its_caption_and_text_of_their_own() -> None:
    table = "<table><tr><td><p>Chad<sup>a</sup></p></td><td><p>7</p></td></tr></table>"
    found, after = part_of(f"<container name='x'><p>Posts</p>{table}<p>We shine.</p></container>")
    assert found.passage.text == "Posts Chad 7"
    assert found.passage.text[slice(*found.caption)] == "Posts"
    assert [(cell_text(found.passage, cell), cell.marks) for cell in found.cells] == [("Chad", ("a",)), ("7", ())]
    assert (after.kind, after.passage.text) == (PartKind.TEXT, "We shine.")


def cells_of(path: Path) -> list[list[tuple[int, int, str]]]:
    resolution = read_akn(path.read_bytes(), path.name)
    tables = (part for part in resolution.walk() if part.kind is PartKind.TABLE)
    return [[(c.row, c.column, cell_text(part.passage, c)) for c in part.cells] for part in tables]


_NOTED = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<coverPage><p>A/RES/86/903</p></coverPage>
<preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula></preamble><mainBody>
<paragraph><num>1.</num><content><p>Decides that the budget shall be:</p></content></paragraph>
<container name="t"><table><tr><td><p>Lamps<sup>a</sup></p></td><td><p>7</p></td></tr>
<tr><td><p>Oil<sup>b</sup></p></td><td><p>8<sup>a</sup></p></td></tr></table></container>
<paragraph class="FootnoteText"><content><p> <sup>a</sup> See <a href="https://undocs.org/en/A/86/44">A/86/44</a>. </p>
</content></paragraph><paragraph><content><p><sup>b</sup> Of 2030.</p></content></paragraph>
<paragraph><content><p><sup>c</sup> Of no cell.</p></content></paragraph>
<paragraph><num>2.</num><content><p>Decides to meet again.</p></content></paragraph>
</mainBody></statement></akomaNtoso>"""


def test_notes_below_a_table_hang_on_the_cells_that_print_their_marks() -> None:
    """And they come back from the Akoma Ntoso that is written of them; a letter that no cell has is none."""
    found = read_akn(_NOTED.encode(), "lamps.xml")
    assert [(n.mark, n.place, n.anchor, n.passage.text) for n in found.footnotes] == [
        ("a", "table1.fn-a", "table1", "See A/86/44."),
        ("b", "table1.fn-b", "table1", "Of 2030."),
    ]
    assert not list(broken_laws(found))
    table = next(part for part in found.walk() if part.kind is PartKind.TABLE)
    assert [(mark.mark, table.passage.text[: mark.offset]) for mark in table.passage.marks] == [
        ("a", "Lamps"), ("b", "Lamps 7 Oil"), ("a", "Lamps 7 Oil 8"),
    ]  # fmt: skip
    assert [part.passage.text for part in found.walk() if part.kind is PartKind.TEXT] == ["c Of no cell."]
    again = read_akn(write_akn(found).encode(), "again.xml")
    assert [(n.mark, n.place, n.anchor, n.of_table) for n in again.footnotes] == [
        (n.mark, n.place, n.anchor, True) for n in found.footnotes
    ]
    assert [cell for part in again.walk() for cell in part.cells] == list(table.cells)


def test_facts_of_official_tables(corpus: Path) -> None:
    """Cells looked up in print: the budget of the Residual Mechanism, posts of the Pension Fund and the Secretariat."""
    ((path,), (posts,)) = (list((corpus / "akn/en").glob(f"A_RES_78_{number}-*")) for number in (249, 253))
    (budget,) = cells_of(path)
    assert {(1, 2, "Gross"), (2, 2, "(United States dollars)"), (5, 2, "(2 061 900)"), (13, 1, "Of which:")} <= {
        *budget
    }
    assert budget[-1] == (15, 3, "25 176 900")
    pension, investment, racism = cells_of(posts)
    assert (6, 4, "4") in pension
    assert (14, 4, "2") in investment
    assert racism[-1] == (4, 10, "11")
    assert [text for row, _, text in racism if row == 1][-3:] == ["GS (PL)", "GS (OL)", "Total"]
