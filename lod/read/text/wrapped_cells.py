"""Lines of a table's row told apart into cells: a cell whose words are too long for its column is wrapped.

A line ends in its cell where the next word had no room left; where it had room, a new cell begins. So the widths of
columns, known from rows that have a line for each cell, tell how the lines of the others belong together.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

_ROOMY = 2.0  # what it costs to join two lines though the word had room
_CUT = 4.0  # what it costs to begin a cell with a small letter or a bracket
_NARROW = 12  # characters for which every head has room
_WIDE = 1.0  # what it costs to put lines into a column that is narrower
_SLACK = 1.25  # letters differ in width: how much longer than the widest a line of a column may be
_AMID = re.compile(r"[a-z(),;&/–-]")
#: Before a word that may begin a cell: "P-2 | GS (PL) | GS (OL)".
_BETWEEN = re.compile(r"\s(?=[^\sa-z(])")

Line = tuple[int, str]  # its index among the lines of the text, and its words


def split_cells(lines: Sequence[str], widths: Sequence[int]) -> tuple[float, tuple[int, ...]]:
    """The likeliest way to tell lines apart into cells, one for each width: its cost, and how many lines each takes.

    A width of 0 is not known, as that of heads, which may be wider than what stands below them.

    >>> split_cells(["Redeployment from", "Contracts Unit", "Legal Officer", "P-3"], [17, 20, 8])
    (0.0, (2, 1, 1))
    """

    @cache
    def best(at: int, column: int) -> tuple[float, tuple[int, ...]]:
        if column == len(widths):
            return (0.0, ()) if at == len(lines) else (float("inf"), ())
        options = []
        for end in range(at + 1, len(lines) - (len(widths) - column - 1) + 1):
            cost, rest = best(end, column + 1)
            cut = _CUT if at and _AMID.match(lines[at]) else 0.0
            options.append((cost + cut + _cell_cost(lines[at:end], widths[column]), (end - at, *rest)))
        return min(options, default=(float("inf"), ()))

    return best(0, 0)


def _cell_cost(lines: Sequence[str], width: int) -> float:
    """What it costs to take lines for one cell of a column, which is at least as wide as they are."""
    wide = max(width or _NARROW, *map(len, lines))
    return _WIDE * bool(width and wide > width * _SLACK + 2) + sum(
        _ROOMY for line, following in pairwise(lines) if has_room(line, following, wide)
    )


def has_room(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had room behind a line of a column.

    >>> has_room("Total", "Requirements for 2024", 40), has_room("Net of staff", "assessment", 14)
    (True, False)
    """
    if _AMID.match(following) or line.endswith((" of", " the", " and", " for", " to", "-", ",")):
        return False
    return len(line) + 1 + len(following.partition(" ")[0]) <= width


def parted(line: str) -> list[tuple[int, int]]:
    """Where the heads stand that one line prints beside one another: [start:end) each.

    >>> [line[start:end] for line in ["P-2 GS (PL) GS (OL)"] for start, end in parted(line)]
    ['P-2', 'GS (PL)', 'GS (OL)']
    """
    cuts = [found.start() for found in _BETWEEN.finditer(line)]
    return [(start + bool(start), end) for start, end in pairwise([0, *cuts, len(line)])]
