"""Tables as a reader sees them: which cells are figures, and which columns hold them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from lod.model.resolution import Part, Passage, TableCell

#: Languages that part thousands by a comma and decimals by a point; the others have a decimal comma.
_POINTED = frozenset(("en", "zh", "ar"))
#: "63 930 800", "(2 061 900)", "1,234,500", "0.100", "12": a deficit stands in brackets or behind a sign.
_FIGURE = r"""
    (?P<open> \( )? (?P<less> [-\u2212\u2013] )?
    (?P<whole> \d{{1,3}} (?: [ ]\d{{3}} )+ | [1-9]\d{{0,2}} (?: {comma}\d{{3}} )+ | \d+ )
    (?: {point} (?P<part> \d+ ) )?
    (?(open) \) )
"""
_NOTHING = re.compile(r"[-\u2010-\u2015\u2212]{1,2}|\.{2,3}|\u2026")  # what stands where there is no amount


@cache
def _figures(comma: str, point: str) -> re.Pattern[str]:
    return re.compile(_FIGURE.format(comma=comma, point=point), re.VERBOSE)


def figure(text: str, language: str = "en") -> Decimal | None:
    """The number that a cell prints; None for words, and for signs that the language does not use so.

    >>> figure("63 930 800"), figure("(2 061 900)"), figure("0.100"), figure("1,234,500")
    (Decimal('63930800'), Decimal('-2061900'), Decimal('0.100'), Decimal('1234500'))
    >>> figure("0,100", "fr"), figure("0,100"), figure("P-4"), figure("(5")
    (Decimal('0.100'), None, None, None)
    """
    if not (found := _printed(text, language)):
        return None
    sign = "-" if found["open"] or found["less"] else ""
    digits = found["whole"].replace(" ", "").replace(",", "")
    return Decimal(f"{sign}{digits}{'.' + found['part'] if found['part'] else ''}")


def _printed(text: str, language: str) -> re.Match[str] | None:
    """A figure of the language, told apart into its groups of digits."""
    return _figures(*((",", "[.]") if language in _POINTED else ("(?!)", ","))).fullmatch(text)


def is_figure(text: str) -> bool:
    """Whether a cell stands with the figures of its column: a number, or the sign for none.

    >>> [is_figure(text) for text in ("1 131", "(114 600)", "–", "12.5", "P-4", "2024 budget")]
    [True, True, True, True, False, False]
    """
    if text[:1].isalpha():
        return False
    return bool(_printed(text, "en") or _printed(text, "fr") or _NOTHING.fullmatch(text))


def cut_passage(passage: Passage, start: int, end: int) -> Passage:
    """Characters [start:end) of a passage, with the links in them, and the marks that hang on them.

    >>> from lod.model.resolution import Mark
    >>> cut_passage(Passage("Chad 0.010", marks=(Mark("1", 4), Mark("2", 10))), 0, 4)
    Passage(text='Chad', runs=(), marks=(Mark(mark='1', offset=4),), links=(), opening=0)
    """
    marks = (replace(m, offset=m.offset - start) for m in passage.marks if start <= m.offset <= end)
    links = (
        replace(link, start=max(link.start, start) - start, end=min(link.end, end) - start)
        for link in passage.links
        if link.start < end and start < link.end
    )
    return Passage(passage.text[start:end], (), tuple(marks), tuple(links))


def cell_text(passage: Passage, cell: TableCell) -> str:
    """The words of a cell."""
    return passage.text[cell.start : cell.end]


def figure_columns(part: Part) -> frozenset[int]:
    """The columns of a table of whose cells, heads aside, most are figures."""
    told: dict[int, list[bool]] = {}
    for cell in part.cells:
        if not cell.is_head and cell.columns == 1:
            told.setdefault(cell.column, []).append(is_figure(cell_text(part.passage, cell)))
    return frozenset(column for column, figures in told.items() if sum(figures) * 2 > len(figures))


def table_rows(cells: Sequence[TableCell]) -> Iterator[tuple[TableCell | int, ...]]:
    """The rows of a table from the first to the last: its cells, and the number of a column where none is.

    >>> cells = (TableCell(1, 2, 0, 3), TableCell(2, 1, 4, 8, rows=2), TableCell(2, 2, 9, 10), TableCell(3, 2, 11, 12))
    >>> [[item if isinstance(item, int) else item.label for item in row] for row in table_rows(cells)]
    [[1, 'r1c2'], ['r2c1', 'r2c2'], ['r3c2']]
    """
    last = max((cell.column + cell.columns - 1 for cell in cells), default=0)
    taken = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    own = {(cell.row, cell.column): cell for cell in cells}
    for row in range(1, max((row for row, _ in taken), default=0) + 1):
        yield tuple(
            own.get((row, column), column)
            for column in range(1, last + 1)
            if (row, column) in own or (row, column) not in taken
        )
