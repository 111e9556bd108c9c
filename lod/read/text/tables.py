"""Tables of a text that prints a cell, or a line of one, on each line: rows and columns by their figures.

Reads: lines. Writes: `TextTable` values: which lines a table takes, and its cells. A table is known by figures alone on
their lines, with words between them; a blank line amid it is a cell that holds nothing. What its rows do not bear out
is no table here, and stays what other rules make of it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise, takewhile

from msgspec import Struct
from msgspec.structs import replace

from lod.model.tables import is_figure
from lod.read.text.chunks import SECTION_LINE
from lod.read.text.lines import BLANK, BODY, Line
from lod.read.text.table_marks import with_marks
from lod.read.text.wrapped_cells import has_room, parted, split_cells
from lod.read.tree.drafts import CellDraft
from lod.read.tree.endings import is_stopped
from lod.read.tree.markers import LABEL, opens_numbers

_LONGEST_FIGURE = 24  # characters
_LONGEST = 100  # characters of a cell's line, at most
_APART = 14  # lines with words between two figures of a table, at most
_ROWS = 3  # rows with figures, at least
_ALIKE = 0.6  # share of rows, at least, that have the same number of figures
_HEADS = 24  # lines that the heads of a table take, at most
_COLONS = (":", "：")  # "Of which:" stands above a group of rows
_UNIT = re.compile(r"\(\D+\)")  # "(United States dollars)", "(percentage)"


class Kind(Enum):
    """What a line is to a table."""

    WORDS = "words"
    FIGURE = "figure"
    EMPTY = "empty"  # a blank line: a cell that holds nothing


class Token(Struct, frozen=True):
    """A line of a table: its index among the lines of the text, its words, what it is."""

    at: int
    text: str
    kind: Kind


class TextTable(Struct, frozen=True):
    """Lines [first:end) as a table; `repeated` are those of heads that another page prints again."""

    first: int
    end: int
    cells: tuple[CellDraft, ...]
    repeated: tuple[int, ...] = ()


class _Shape(Struct, frozen=True):
    """How the rows of a table are made: so many columns of words, then so many of figures; how wide those of words are.

    `counted` tells that a figure of its own, which counts the rows, begins each.
    """

    words: int
    figures: int
    counted: bool = False

    @property
    def columns(self) -> int:
        return self.counted + self.words + self.figures


def find_tables(lines: Sequence[Line], text: str) -> Iterator[TextTable]:
    """The tables of a text, in its order; `text` is what the lines tile."""
    at = 0
    for first, last in _stretches(lines):
        if first >= at and (table := _table(lines, first, last)):
            yield replace(table, cells=with_marks(table.cells, lines, table.end, text))
            at = table.end


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The first and the last figure of each stretch in which only what cells may print stands between figures."""
    short = [i for i, line in enumerate(lines) if line.kind is BODY and len(line.text) <= _LONGEST_FIGURE]
    found = [i for i in short if is_figure(lines[i].text)]
    open_stretch: list[int] = []
    for i in found:
        if open_stretch and not _are_cells(lines[open_stretch[-1] + 1 : i]):
            yield open_stretch[0], open_stretch[-1]
            open_stretch = []
        open_stretch.append(i)
    if open_stretch:
        yield open_stretch[0], open_stretch[-1]


def _are_cells(between: Sequence[Line]) -> bool:
    worded = [line for line in between if line.kind is BODY]
    return len(worded) <= _APART and all(map(_is_cell, worded))


def _is_cell(line: Line) -> bool:
    """Whether a line may be one of a cell: no end of a sentence, no beginning of a paragraph, point or section."""
    text = line.text
    return not (
        len(text) > _LONGEST
        or (is_stopped(text) and not text.endswith(_COLONS))
        or opens_numbers(text)
        or LABEL.match(text)
        or SECTION_LINE.fullmatch(text)
    )


def _table(lines: Sequence[Line], first: int, last: int) -> TextTable | None:
    tokens = _tokens(lines, first, last)
    shape = _shape(_rows(tokens))
    if shape is None:
        return None
    begin = _begin(lines, first, shape)
    tokens, repeated = _without_repeated(_tokens(lines, begin, last), lines)
    cells = _cells(list(_rows(tokens, shape)), shape, lines)
    return TextTable(begin, last + 1, tuple(cells), repeated) if cells else None


def _tokens(lines: Sequence[Line], first: int, last: int) -> list[Token]:
    """The tokens of lines [first..last]; blank ones mean nothing at a page's end, and in a text full of them."""
    made: list[Token] = []
    for kind, group in groupby(range(first, last + 1), key=lambda i: lines[i].kind):
        run = list(group)
        if kind is BODY:
            made += [Token(i, lines[i].text, Kind.FIGURE if is_figure(lines[i].text) else Kind.WORDS) for i in run]
        elif kind is BLANK and all(0 <= i < len(lines) and lines[i].kind is BODY for i in (run[0] - 1, run[-1] + 1)):
            made += [Token(i, "", Kind.EMPTY) for i in run]
    blanks = sum(token.kind is Kind.EMPTY for token in made)
    return made if blanks * 2 < len(made) else [token for token in made if token.kind is not Kind.EMPTY]


def _rows(tokens: Sequence[Token], shape: _Shape | None = None) -> Iterator[list[Token]]:
    """Tokens row by row: words begin one behind figures, or behind as many cells as a row has."""
    row: list[Token] = []
    for token in tokens:
        if token.kind is Kind.WORDS and row and row[-1].kind is not Kind.WORDS and _is_whole(row, shape):
            counter = [row.pop()] if shape and shape.counted and len(row) > 1 else []
            yield row
            row = counter
        row.append(token)
    if row:
        yield row


def _is_whole(row: Sequence[Token], shape: _Shape | None) -> bool:
    if shape is None or not shape.counted:
        told = any(token.kind is Kind.FIGURE for token in row)
        cells = sum(token.kind is Kind.EMPTY for token in row) + 1
        return told or shape is None or cells >= shape.figures + 1
    return len(row) > 1 and sum(token.kind is not Kind.WORDS for token in row[1:]) > shape.figures


def _shape(rows: Iterator[list[Token]]) -> _Shape | None:
    """The shape that most rows have; None where they are too few, or not alike."""
    found = [row for row in rows if any(token.kind is Kind.FIGURE for token in row)]
    if len(found) < _ROWS:
        return None
    tails = Counter(_tail(row) for row in found)
    figures, times = tails.most_common(1)[0]
    if times < _ALIKE * len(found):
        return None
    alike = [row for row in found[1:] if _tail(row) == figures] or found
    words = Counter(sum(token.kind is Kind.WORDS for token in row) for row in alike)
    counted = figures > 1 and _counts([row[-1].text for row in found[:-1] if _tail(row) == figures])
    columns = min((n for n, times in words.items() if times * 4 >= len(alike)), default=1)
    return _Shape(max(1, columns), figures - counted, counted)


def _tail(row: Sequence[Token]) -> int:
    """How many cells, figures or empty ones, end a row."""
    worded = [i for i, token in enumerate(row) if token.kind is Kind.WORDS]
    return len(row) - 1 - (worded[-1] if worded else -1)


def _counts(texts: Sequence[str]) -> bool:
    """Whether figures count on from one to the next."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    return len(numbers) >= _ROWS and rising >= 0.8 * (len(numbers) - 1)


def _begin(lines: Sequence[Line], first: int, shape: _Shape) -> int:
    """The line in which a table begins, its heads included; `first` is its first figure."""
    at = first
    while at and first - at < _HEADS:
        before = lines[at - 1]
        if before.kind is BODY and _is_cell(before) and not is_figure(before.text):
            at -= 1
        elif before.kind is BLANK and (above := _group_above(lines, at, shape)) is not None:
            at = above
        else:
            break
    return at


def _group_above(lines: Sequence[Line], at: int, shape: _Shape) -> int | None:
    """Where the lines above some blank ones end, if these are the cells of a row without figures.

    They are where what stands below is the words of a row alone: its heads stand above, then.
    """
    if (
        sum(1 for _ in takewhile(lambda line: line.kind is BODY and not is_figure(line.text), lines[at:]))
        > 2 * shape.words
    ):
        return None
    above = at
    while above and lines[above - 1].kind is BLANK:
        above -= 1
    is_row = at - above == shape.figures and above > 0 and lines[above - 1].kind is BODY
    return above if is_row and _is_cell(lines[above - 1]) else None


def _without_repeated(tokens: list[Token], lines: Sequence[Line]) -> tuple[list[Token], tuple[int, ...]]:
    """Tokens without those of heads that stand at the top of another page again."""
    kept, repeated = list[Token](), list[int]()
    at = 0
    while at < len(tokens):
        length = _again(tokens, at) if lines[tokens[at].at].after_break else 0
        repeated += [token.at for token in tokens[at : at + length] if token.kind is not Kind.EMPTY]
        kept += tokens[at : at + 1] if not length else []
        at += length or 1
    return kept, tuple(repeated)


def _again(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from one on are the same as those that begin the table."""
    length = 0
    while at + length < len(tokens) and length < at and tokens[at + length].text == tokens[length].text:
        length += 1
    return length


# -- rows to cells -----------------------------------------------------------------------------------------------------


def _cells(rows: list[list[Token]], shape: _Shape, lines: Sequence[Line]) -> list[CellDraft]:
    """The cells of all rows; none where a row has more than there are columns."""
    widths = _widths(rows, shape)
    head, rows[0] = _head_of(rows[0], shape, widths)
    made = _head_cells(head, shape, lines)
    row = max((cell.row for cell in made), default=0)
    for tokens in rows:
        for told in _told_apart(tokens, shape, widths):
            row += 1
            placed = _placed(told, shape, widths)
            if placed is None:
                return []
            made += [CellDraft(row, column, [_span(lines, t) for t in words]) for column, words in placed if words]
    return made


def _span(lines: Sequence[Line], token: Token) -> tuple[int, int]:
    indent = lines[token.at].indent
    return indent, indent + len(token.text)


def _widths(rows: Sequence[Sequence[Token]], shape: _Shape) -> list[int]:
    """How wide columns of words are: by rows that have a line for each; the first has heads before it."""
    widths = [0] * shape.words
    for row in rows[1:]:
        words = [token for token in row if token.kind is Kind.WORDS]
        if len(words) == shape.words:
            widths = [max(width, len(token.text)) for width, token in zip(widths, words, strict=True)]
        elif shape.words == 1:
            widths = [max(widths[0], *(len(token.text) for token in words))] if words else widths
    return [width or _LONGEST for width in widths]


def _told_apart(row: list[Token], shape: _Shape, widths: Sequence[int]) -> Iterator[list[Token]]:
    """A row, and before it the rows of words alone that its first lines are: "Of which:" above "Regular budget"."""
    if shape.words == 1 and not shape.counted:
        lines = [token for token in row if token.kind is Kind.WORDS]
        while len(lines) > 1 and row[:2] == lines[:2] and has_room(lines[0].text, lines[1].text, widths[0] * 3 // 4):
            yield [row[0]]
            row, lines = row[1:], lines[1:]
    yield row


def _placed(row: Sequence[Token], shape: _Shape, widths: Sequence[int]) -> list[tuple[int, list[Token]]] | None:
    """The lines of a row by column; None where they are more than there are columns."""
    runs = [list(run) for _, run in groupby(row, key=lambda token: token.kind is Kind.WORDS or id(token))]
    spare = shape.columns - sum(run[0].kind is not Kind.WORDS for run in runs)
    worded = [run for run in runs if run[0].kind is Kind.WORDS]
    if len(worded) > max(0, spare) or not runs:
        return None if worded or spare < 0 else [(shape.columns - len(runs) + i, run) for i, run in enumerate(runs, 1)]
    placed, column = list[tuple[int, list[Token]]](), 1
    for run in runs:
        if run[0].kind is not Kind.WORDS:
            placed.append((column, run))
            column += 1
            continue
        size = min(len(run), shape.words, spare - len(worded) + 1) if run is worded[0] else 1
        own = [*widths[column - 1 - shape.counted :], *[_LONGEST] * size][:size]
        _, counts = split_cells([token.text for token in run], own)
        for count in counts:
            placed.append((column, run[:count]))
            run, column = run[count:], column + 1
    return _set_right(placed, row, shape)


def _set_right(
    placed: list[tuple[int, list[Token]]], row: Sequence[Token], shape: _Shape
) -> list[tuple[int, list[Token]]]:
    """The cells with their figures in the last columns, where a row has fewer cells than there are columns."""
    tail, last = _tail(row), placed[-1][0]
    return [
        (column + shape.columns - last if tail and column > last - tail else column, tokens)
        for column, tokens in placed
    ]


# -- heads -------------------------------------------------------------------------------------------------------------


def _head_of(row: list[Token], shape: _Shape, widths: Sequence[int]) -> tuple[list[Token], list[Token]]:
    """The heads that stand before the words of the first row, and that row."""
    count = next((i for i, token in enumerate(row) if token.kind is not Kind.WORDS), len(row))
    if shape.counted:
        return row[:count], row[count:]
    options = []
    for at in range(max(0, count - shape.words) + 1):
        words = [token.text for token in row[at:count]]
        size = min(len(words), shape.words)
        cost, _ = split_cells(words, widths[:size]) if words else (0.0, ())
        options.append((cost + _heads_cost(row[:at], shape), -at, at))
    at = min(options)[2] if options else 0
    return row[:at], row[at:]


def _heads_cost(head: Sequence[Token], shape: _Shape) -> float:
    if not head:
        return 1.0
    cost, _ = _told_heads(_without_unit(head), shape)
    return cost


def _without_unit(head: Sequence[Token]) -> Sequence[Token]:
    return head[:-1] if len(head) > 1 and _UNIT.fullmatch(head[-1].text) else head


def _told_heads(head: Sequence[Token], shape: _Shape) -> tuple[float, list[int]]:
    """The likeliest number of lines of each head: of one for each column, or for each column of figures alone."""
    options: list[tuple[float, list[int]]] = [(float("inf"), [])]
    for count in {shape.columns, shape.columns - shape.counted, shape.figures}:
        if count <= len(head):
            cost, counts = split_cells([token.text for token in head], [0] * count)
            options.append((cost + 0.5 * (count != shape.columns), list(counts)))
        elif count == sum(len(parted(token.text)) for token in head):
            options.append((0.5, []))
    return min(options)


def _head_cells(head: Sequence[Token], shape: _Shape, lines: Sequence[Line]) -> list[CellDraft]:
    """The cells of the heads; one that says the unit spans the columns of figures."""
    if not head:
        return []
    named = _without_unit(head)
    _, counts = _told_heads(named, shape)
    spans = list(_head_spans(named, counts, lines))
    first = shape.columns - len(spans) + 1
    made = [CellDraft(1, first + i, span, is_head=True) for i, span in enumerate(spans)]
    if shape.counted and len(spans) == shape.columns - 1:  # "Section" stands over its number and its name
        made[0] = replace(made[0], column=1, columns=2)
    if len(named) < len(head):
        at = shape.columns - shape.figures + 1
        made.append(CellDraft(2, at, [_span(lines, head[-1])], columns=shape.figures, is_head=True))
    return made


def _head_spans(head: Sequence[Token], counts: Sequence[int], lines: Sequence[Line]) -> Iterator[list[tuple[int, int]]]:
    at = 0
    for count in counts:
        yield [_span(lines, token) for token in head[at : at + count]]
        at += count
    for token in head[at:]:
        begin = lines[token.at].indent
        for start, end in parted(token.text):
            yield [(begin + start, begin + end)]
