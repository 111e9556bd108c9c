"""Tables of Akoma Ntoso, which writes them as HTML does: rows of cells, some of which span several.

Governing document: HTML Living Standard, 4.9.12.1 (forming a table). Official files come from Word: columns that hold
nothing set the others apart, rows that hold nothing draw rules; neither is printed, and neither is counted.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from lod.read.akn.markup import Element
from lod.read.tree.drafts import CellDraft

_MOST = 1000  # columns and rows over which a cell spans at most, as in HTML


class _Slot(Struct, frozen=True):
    """A cell in the grid of its table, from 0: rows [row:below), columns [column:beyond)."""

    element: Element
    row: int
    below: int
    column: int
    beyond: int


def printed_cells(table: Element) -> list[CellDraft]:
    """The cells of a table that hold words, counted by the rows and columns that are seen.

    >>> from lod.read.akn.markup import parse_fragment
    >>> rows = "<tr><th/><td/><th><p>Net</p></th></tr><tr><td>Chad</td><td colspan='2'>7</td></tr><tr><td/></tr>"
    >>> table = parse_fragment(f"<table>{rows}</table>")[1].root
    >>> [(cell.row, cell.column, cell.columns) for cell in printed_cells(table)]
    [(1, 2, 1), (2, 1, 1), (2, 2, 1)]
    """
    slots = [slot for slot in _slots(table) if slot.element.text()]
    rows, columns = _seen(range(s.row, s.below) for s in slots), _seen_columns(slots)
    return [
        CellDraft(
            rows[s.row], columns[s.column], [s.element.span], rows[s.below - 1] - rows[s.row] + 1,
            columns[s.beyond - 1] - columns[s.column] + 1, s.element.tag == "th",
        )
        for s in slots
    ]  # fmt: skip


def _slots(table: Element) -> Iterator[_Slot]:
    """Every cell with its place in the grid; a cell takes the first column that none from above reaches into."""
    reached: dict[int, int] = {}  # columns: the row down to which a cell from above holds them
    rows = [element for element in table.walk() if element.tag == "tr"]
    for row, element in enumerate(rows):
        column = 0
        for cell in element.elements:
            if cell.tag in ("td", "th"):
                while reached.get(column, 0) > row:
                    column += 1
                beyond, below = column + _span(cell, "colspan"), min(row + _span(cell, "rowspan"), len(rows))
                reached |= dict.fromkeys(range(column, beyond), below)
                yield _Slot(cell, row, below, column, beyond)
                column = beyond


def _span(cell: Element, name: str) -> int:
    given = cell.get(name)
    return max(1, min(int(given), _MOST)) if given.isdecimal() else 1


def _seen(taken: Iterable[Iterable[int]]) -> dict[int, int]:
    """Rows that begin or go through a cell with words, by what they count as."""
    found = sorted({at for stretch in taken for at in stretch})
    return {at: count for count, at in enumerate(found, 1)}


def _seen_columns(slots: Sequence[_Slot]) -> dict[int, int]:
    """Columns with words, by what they count as: two count as one where a cell spans both and no row parts them."""
    found = sorted({at for slot in slots for at in range(slot.column, slot.beyond)})
    counted, count = dict[int, int](), 0
    for before, at in zip([None, *found], found, strict=False):
        count += before is None or not _is_one(slots, before, at)
        counted[at] = count
    return counted


def _is_one(slots: Sequence[_Slot], left: int, right: int) -> bool:
    spanned = any(slot.column <= left and right < slot.beyond for slot in slots if slot.beyond - slot.column == 2)
    ending = {slot.row for slot in slots if slot.beyond == right}
    return spanned and not ending & {slot.row for slot in slots if slot.column == right}
