"""Rows of tables among chunks: lines of words and a figure, and lines of cells that white space sets apart.

Reads: `Chunk` values. Writes: the same, the rows of a table put together as one chunk with its cells.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from lod.read.text.chunks import Chunk
from lod.read.text.lines import Line
from lod.read.text.spaced_tables import spaced_cells
from lod.read.tree.drafts import CellDraft
from lod.read.tree.endings import is_finished

#: A row of a table: words, and a figure at its end.
_ROW = re.compile(r"(?P<words>(?=[^\W\d_])[^\n]{1,60}?)\s(?P<figure>\d{1,3}(?:[ ,]\d{3})*(?:\.\d{1,4})?|[–—-])")
_ROWS = 3  # rows, at least, that make a table where blanks part them


def is_row(text: str) -> bool:
    """Whether a line is a row of a table, its figure last.

    >>> [is_row(text) for text in ("Chad 0.010", "Total 1 234 567", "in May, 2026", "Level 2", "Recalling 5,")]
    [True, True, False, True, False]
    """
    return _ROW.fullmatch(text) is not None


def join_rows(found: Sequence[Chunk]) -> Iterator[Chunk]:
    """Chunks with the rows of a table, one line each, as one; the line of words above them is its head."""
    at = 0
    while at < len(found):
        if (end := _spaced_end(found, at)) > at:
            lines = tuple(line for chunk in found[at:end] for line in chunk.lines)
            yield Chunk(lines, found[at].fresh, found[at].after_break, found[end - 1].cut, spaced_cells(lines))
            at = end
            continue
        end = at + 1
        while end < len(found) and len(found[end].lines) == 1 and is_row(found[end].first):
            end += 1
        spaced = spaced_cells(found[at].lines)
        alone = len(found[at].lines) == 1 and not is_finished(found[at].first)
        if alone and end - at > _ROWS:
            lines = tuple(line for chunk in found[at:end] for line in chunk.lines)
            cells = tuple(_row_cells(lines))
            yield Chunk(lines, found[at].fresh, found[at].after_break, found[end - 1].cut, cells)
            at = end
        else:
            yield replace(found[at], cells=spaced) if spaced else found[at]
            at += 1


def _spaced_end(found: Sequence[Chunk], at: int) -> int:
    """Behind the rows of cells that white space sets apart, a line in each chunk; `at` where there is no such table."""
    end = at
    while end < len(found) and len(found[end].lines) == 1 and "  " in found[end].first:
        end += 1
    lines = [chunk.lines[0] for chunk in found[at:end]]
    return end if spaced_cells(lines) else at


def _row_cells(lines: Sequence[Line]) -> Iterator[CellDraft]:
    """The cells of rows of words and a figure; their head is one line, which nobody can tell apart."""
    for row, line in enumerate(lines, 1):
        found = _ROW.fullmatch(line.text) if row > 1 else None
        if found is None:
            yield CellDraft(row, 1, [(line.indent, line.indent + len(line.text))], columns=2, is_head=True)
            continue
        for column, name in enumerate(("words", "figure"), 1):
            start, end = found.span(name)
            yield CellDraft(row, column, [(line.indent + start, line.indent + end)])
