"""Tables of Markdown, their cells between pipes: rows and columns as they are typed.

Reads: a cleaned text. Writes: the text without pipes and the line below the heads, and the tables whose words stand
in it. A table is known by that line: "|---|:--:|".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from lod.read.clean import Cleaned, Edit
from lod.read.tree.drafts import CellDraft, GivenTable

_BELOW_HEADS = re.compile(r"[^\S\n]*+(?:\|[^\S\n]*+)?:?-++:?[^\S\n]*+(?:\|[^\S\n]*+:?-++:?[^\S\n]*+)*(?:\|[^\S\n]*+)?")
#: A pipe that parts cells; "\|" is one of a cell's own words.
_PIPE = re.compile(r"(?<!\\)\|")
_OWN_PIPE = re.compile(r"\\(?=\|)")


class _Row(Struct, frozen=True):
    """A line of a text, [start:end), without its end."""

    start: int
    end: int
    text: str

    @property
    def is_row(self) -> bool:
        return "|" in self.text

    @property
    def is_below_heads(self) -> bool:
        return "|" in self.text and _BELOW_HEADS.fullmatch(self.text) is not None


def without_pipes(cleaned: Cleaned) -> tuple[Cleaned, list[GivenTable]]:
    """A text without the signs that set its tables, and these tables."""
    if "|" not in cleaned.text or "--" not in cleaned.text:
        return cleaned, []
    rows = list(_rows(cleaned.text))
    tables, edits = list[list[CellDraft]](), list[Edit]()
    at = 0
    while at + 1 < len(rows):
        if not (rows[at].is_row and rows[at + 1].is_below_heads):
            at += 1
            continue
        end = at + 2
        while end < len(rows) and rows[end].is_row:
            end += 1
        if cells := list(_cells([rows[at], *rows[at + 2 : end]])):
            tables.append(cells)
            edits += _signs(rows[at:end])
        at = end
    edited = cleaned.edited(edits)
    moved = Cleaned.of(cleaned.text).edited(edits)
    return edited, [GivenTable(cells).at(moved.place_of) for cells in tables]


def _rows(text: str) -> Iterator[_Row]:
    ends = [-1, *(found.start() for found in re.finditer(r"\n", text)), len(text)]
    for before, end in pairwise(ends):
        yield _Row(before + 1, end, text[before + 1 : end])


def _signs(rows: Sequence[_Row]) -> Iterator[Edit]:
    """What a table's lines lose: pipes, the bars before pipes of their own, and the line below the heads."""
    for number, row in enumerate(rows):
        if number == 1:
            yield row.start, row.end, ""
            continue
        signs = sorted([*_PIPE.finditer(row.text), *_OWN_PIPE.finditer(row.text)], key=re.Match.start)
        for sign in signs:
            yield row.start + sign.start(), row.start + sign.end(), " " if sign[0] == "|" else ""


def _cells(rows: Sequence[_Row]) -> Iterator[CellDraft]:
    """The cells that hold words; a row without words is none."""
    count = 0
    for number, row in enumerate(rows):
        found = [(column, span) for column, span in enumerate(_spans(row), 1) if span[0] < span[1]]
        count += bool(found)
        for column, span in found:
            yield CellDraft(count, column, [span], is_head=number == 0)


def _spans(row: _Row) -> Iterator[tuple[int, int]]:
    """Where the words of each cell stand."""
    pipes = [sign.start() for sign in _PIPE.finditer(row.text)]
    begins = 0 if row.text[: pipes[0]].strip() else pipes[0] + 1
    ends = [at for at in pipes if at >= begins]
    if row.text[pipes[-1] + 1 :].strip():
        ends.append(len(row.text))
    for end in ends:
        words = row.text[begins:end]
        start = begins + len(words) - len(words.lstrip())
        yield row.start + start, row.start + max(start, begins + len(words.rstrip()))
        begins = end + 1
