"""Tables of a printed page, by the place of their words: columns by figures that end under one another, rows by white.

Reads: the words of a page, each with its place, as far as one column goes. Writes: which of them are a table's, and its
cells. Units are the page's points; `y` counts from its foot.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from msgspec import Struct

from lod.model.tables import is_figure

_ROWS = 3  # rows with figures, at least
_ONE_LINE = 0.45  # how far base lines of one line differ, at most, by the size
_ONE_EDGE = 0.6  # how far the ends of figures of one column differ, at most, by the size
_ROOM = 3.2  # distance of lines of one table, at most, by the size
COLUMN = 0.55  # white that sets columns apart, at least, by the size: words of one cell stand closer
_SPACE = 0.12  # white that is a space, at least, by the size
_HEADS = 1.4  # distance of the heads' lines, at most, by that of rows of one line
_SAME_ROW = 0.9  # distance of lines of one row, at most, by that of rows of one line


class PrintedWord(Struct, frozen=True):
    """Words of one cell on one base line: which of the page's pieces they are, their place and their text."""

    at: tuple[int, ...]
    text: str
    x: float
    y: float
    size: float
    end: float
    is_mark: bool = False  # whether it is a raised letter

    @property
    def is_figure(self) -> bool:
        return is_figure(self.text)


class PrintedCell(Struct, frozen=True):
    """A cell: its row and columns from 1, and its words in the order of their lines."""

    row: int
    column: int
    words: tuple[PrintedWord, ...]
    columns: int = 1
    is_head: bool = False


Line = list[PrintedWord]


def find_printed_tables(words: Sequence[PrintedWord]) -> Iterator[tuple[PrintedCell, ...]]:
    """The tables of a page, from its top down, each as its cells row by row."""
    lines = _lines(words)
    at = 0
    while at < len(lines):
        first, end, bound = _stretch(lines, at)
        if end <= first:
            return
        begin, heads = _with_heads(lines, at, first, end, bound)
        if cells := _cells(lines[begin:end], heads - begin):
            yield cells
        at = end


def _lines(words: Sequence[PrintedWord]) -> list[Line]:
    """Words line by line from the top, each line from the left."""
    made: list[Line] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x)):
        if made and abs(made[-1][0].y - word.y) <= _ONE_LINE * max(word.size, made[-1][0].size):
            made[-1].append(word)
        else:
            made.append([word])
    return [_joined(sorted(line, key=lambda word: word.x)) for line in made]


def _joined(line: Line) -> Line:
    """A line whose words stand apart as columns do: some programs give letter by letter, some break at each mark."""
    made: Line = []
    for word in line:
        gap = word.x - made[-1].end if made else 0.0
        if made and gap <= COLUMN * word.size:
            before = made[-1]
            text = before.text + " " * (gap > _SPACE * word.size and not word.is_mark) + word.text
            made[-1] = PrintedWord((*before.at, *word.at), text, before.x, before.y, before.size, word.end)
        else:
            made.append(word)
    return made


def _stretch(lines: Sequence[Line], at: int) -> tuple[int, int, float]:
    """Lines [first:end) of the next table, from its first figures to its last, and where its figures begin."""
    for first in range(at, len(lines)):
        if not _figures(lines[first]):
            continue
        end, lefts = first, [_figures(lines[first])[0].x]
        for i in range(first, len(lines)):
            figures = _figures(lines[i])
            if i > first and (_is_far(lines[i - 1], lines[i]) or _crosses(lines[i], median(lefts))):
                break
            if figures:
                lefts.append(figures[0].x)  # a label may be a figure too, as "2024" is: the middle one counts
                end = i + 1
        if len(lefts) > _ROWS and _is_aligned(lines[first:end]):
            return first, _down(lines, end, median(lefts)), median(lefts)
    return len(lines), 0, 0.0


def _figures(line: Line) -> Line:
    """The figures that end a line behind words, or stand alone on it far from the left."""
    found: Line = []
    for word in reversed(line):
        if not word.is_figure:
            break
        found.insert(0, word)
    return found if len(found) < len(line) or len(found) > 1 else []


def _is_far(above: Line, below: Line) -> bool:
    return above[0].y - below[0].y > _ROOM * max(above[0].size, below[0].size)


def _crosses(line: Line, bound: float) -> bool:
    """Whether words run from the left into the columns of figures, as lines of a paragraph do."""
    return any(word.x < bound and word.end > bound + word.size and not word.is_figure for word in line)


def _is_aligned(lines: Sequence[Line]) -> bool:
    """Whether most figures of the last column end, or begin, under one another."""
    last = [line[-1] for line in lines if _figures(line)]
    for edges in ([word.end for word in last], [word.x for word in last]):
        middle = median(edges)
        near = sum(abs(edge - middle) <= _ONE_EDGE * last[0].size for edge in edges)
        if near >= 0.7 * len(last):
            return True
    return False


def _down(lines: Sequence[Line], end: int, bound: float) -> int:
    """The end of a table with the lines that its last row goes on with below its figures."""
    pitch = _pitch(lines[:end])
    while end < len(lines) and not _figures(lines[end]) and not _crosses(lines[end], bound):
        if lines[end - 1][0].y - lines[end][0].y > _SAME_ROW * pitch:
            break
        end += 1
    return end


def _pitch(lines: Sequence[Line]) -> float:
    """The distance of rows of one line: the least between two lines with figures."""
    found = [a[0].y - b[0].y for a, b in pairwise(lines) if _figures(a) and _figures(b)]
    return min(found, default=min((a[0].y - b[0].y for a, b in pairwise(lines)), default=0.0) * 1.2)


def _with_heads(lines: Sequence[Line], least: int, first: int, end: int, bound: float) -> tuple[int, int]:
    """Where a table begins and where its heads end: from the highest to the lowest line above with words over figures.

    What runs over the words of rows and over figures too is no head, but a title or a paragraph.
    """
    label = max(
        (word.end for line in lines[first:end] for word in line if word.x < bound and not word.is_figure), default=0
    )
    begin = heads = first
    pitch = _HEADS * _pitch(lines[first:end])
    for i in range(first - 1, least - 1, -1):
        far = lines[i][0].y - lines[i + 1][0].y > pitch if begin < first else _is_far(lines[i], lines[i + 1])
        if far or any(word.x < label and word.end > bound for word in lines[i]):
            break
        if lines[i][-1].end > bound:
            begin, heads = i, i + 1 if begin == first else heads
    above = begin
    while above > least and lines[above - 1][0].y - lines[above][0].y <= _SAME_ROW * pitch / _HEADS:
        above -= 1
    wrapped = above if begin == first else begin
    return wrapped, min(heads, wrapped) if begin == first else heads


# -- cells -------------------------------------------------------------------------------------------------------------


def _cells(lines: Sequence[Line], heads: int) -> tuple[PrintedCell, ...]:
    """The cells of a table whose first lines are heads; none where its words stand in no columns."""
    columns = _columns(lines[heads:])
    if len(columns) < 2:
        return ()
    made: list[PrintedCell] = []
    for row, (group, is_head) in enumerate(_rows(lines, heads), 1):
        placed = [(_place(word, columns), word) for line in group for word in line]
        for (first, last), words in groupby(sorted(placed, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
            own = tuple(sorted((word for _, word in words), key=lambda word: (-round(word.y), word.x)))
            made.append(PrintedCell(row, first + 1, own, last - first + 1, is_head))
    return tuple(made)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """From where to where each column reaches: where words of full rows stand one over the other."""
    counts = [len(line) for line in lines if len(line) > 1]
    full = [line for line in lines if len(line) >= max(2, round(median(counts)))] if counts else []
    merged: list[tuple[float, float]] = []
    for start, end in sorted((word.x, word.end) for line in full for word in line):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _place(word: PrintedWord, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column over which words stand; the nearest one where they stand over none."""
    over = [i for i, (start, end) in enumerate(columns) if min(end, word.end) - max(start, word.x) > 0]
    if not over:
        distances = [max(start - word.end, word.x - end) for start, end in columns]
        over = [distances.index(min(distances))]
    if len(over) > 1 and columns[over[0]][1] - word.x < 0.5 * word.size:
        over = over[1:]
    return over[0], over[-1]


def _rows(lines: Sequence[Line], heads: int) -> Iterator[tuple[list[Line], bool]]:
    """Lines that are one row together, and whether it is a head."""
    pitch = _pitch(lines[heads:])
    group: list[Line] = []
    for i, line in enumerate(lines):
        if group and (i == heads or not _is_one_row(group, line, pitch, i < heads)):
            yield group, i <= heads
            group = []
        group.append(line)
    if group:
        yield group, False


def _is_one_row(group: Sequence[Line], line: Line, pitch: float, is_head: bool) -> bool:
    apart = group[-1][0].y - line[0].y
    if is_head:
        return apart <= _SAME_ROW * pitch or apart <= 1.2 * line[0].size
    figured = _figures(line) and any(map(_figures, group))
    return not figured and apart <= _SAME_ROW * pitch
