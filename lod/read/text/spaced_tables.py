"""Tables whose cells white space sets apart on a line, as programs give them that keep a page's layout.

Reads: a chunk of lines. Writes: its cells. A table is known by lines that all fall into the same columns, each
beginning below the one above; cells are short, and no sentence goes on in them.
"""

import re
from collections.abc import Sequence

from lod.model.tables import is_figure
from lod.read.text.lines import Line
from lod.read.tree.drafts import CellDraft
from lod.read.tree.endings import ends_in_comma, is_stopped

_CELL = re.compile(r"\S(?:\S|\s(?!\s))*")
_ROWS, _COLUMNS = 3, 3  # at least
_LONGEST = 28  # characters of a cell, on average at most: columns of prose are wider
_STRAY = 1  # characters by which the beginnings of a column differ, at most


def _tells(words: str) -> bool:
    """Whether words end as those of a sentence do; a point may end an abbreviation, and stand in a figure."""
    return ends_in_comma(words) or (is_stopped(words) and not words.endswith(".") and not is_figure(words))


def spaced_cells(lines: Sequence[Line]) -> tuple[CellDraft, ...]:
    """The cells of lines that are the rows of a table; none where they are not.

    >>> from lod.read.text.lines import split_lines
    >>> rows = "Office  Seat       Head\\nMain    Arcadia    Brown\\nField   Freedonia  Green"
    >>> [len(spaced_cells(split_lines(text))) for text in (rows, "One  two\\nThree  four")]
    [9, 0]
    """
    if len(lines) < _ROWS or "  " not in lines[0].text or any("  " not in line.text for line in lines):
        return ()
    rows = [list(_CELL.finditer(line.text)) for line in lines]
    columns = len(rows[0])
    if columns < _COLUMNS or any(len(row) != columns for row in rows):
        return ()
    words = [cell[0] for row in rows for cell in row]
    begins = [[line.indent - line.start + cell.start() for line, row in zip(lines, rows, strict=True)
               for cell in row[column : column + 1]] for column in range(columns)]  # fmt: skip
    aligned = all(max(starts) - min(starts) <= _STRAY for starts in begins)
    told = any(map(_tells, words))
    if not aligned or told or sum(map(len, words)) > _LONGEST * len(words):
        return ()
    return tuple(
        CellDraft(at, column, [(line.indent + cell.start(), line.indent + cell.end())])
        for at, (line, row) in enumerate(zip(lines, rows, strict=True), 1)
        for column, cell in enumerate(row, 1)
    )
