"""PDF to text with its layout made plain, so that the reader of text serves PDF too.

Reads: the text layer of a PDF, with the place and the size of its characters. Writes: a source in the form that
`lod.read.text.read` takes: a line a printed line, footnote marks as superscript digits (told from numbers by size and
position), running heads and page numbers together at the beginning of their page, blank lines where the page leaves
white.
"""

import ctypes
import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby, pairwise
from math import inf
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct
from msgspec.structs import replace

from lod.model.errors import SourceError, legible
from lod.model.resolution import Resolution, Source
from lod.model.tables import is_figure
from lod.read.clean import composed
from lod.read.pdf_tables import COLUMN, PrintedCell, PrintedWord, find_printed_tables
from lod.read.source import load_bytes
from lod.read.text.lexer import SYMBOL_LINE, find_printed_symbol
from lod.read.text.read import read_text
from lod.read.text.table_marks import PLAIN, RAISED, RAISING
from lod.read.tree.drafts import CellDraft, GivenTable

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1000
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL = 0.8  # a mark's size, at most, by the size of the words that it hangs on
_RAISED = 0.1  # how far above their base line it stands, at least, by their size
_SAME_LINE = 0.25  # how far base lines of one line differ, at most, by the size
_WIDE = 3.0  # white space that sets two columns apart, by the size
_OPEN = 1.45  # distance of base lines that leaves a blank line, by the size
_HEAD, _FOOT = 0.9, 0.065  # where the running head ends and the page number begins, by the page's height
_NUMBERS = re.compile(r"[\d\s/*()A-Z-]{1,40}")  # what stands at the foot of a page: "2/5", "23-23443"
_RULE = re.compile(r"_{5,}\s*")


def load_pdf(path: Path) -> Source:
    """The source in a PDF file; raises SourceError."""
    return decode_pdf(load_bytes(path), legible(path.name))


def read_pdf(content: bytes, name: str) -> Resolution:
    """The resolution in a PDF's bytes; raises SourceError for what is no PDF, is locked or has no text."""
    source, tables = _decoded(content, name)
    return read_text(source, (composed,), tables)


def decode_pdf(content: bytes, name: str) -> Source:
    """The source in a PDF's bytes; raises SourceError for what is no PDF, is locked or has no text."""
    return _decoded(content, name)[0]


def _decoded(content: bytes, name: str) -> tuple[Source, list[GivenTable]]:
    """The source in a PDF's bytes, and the cells of its tables, whose words stand in the source's text."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        what, mend = ("is locked", "give it without its password") if locked else ("is no whole PDF", "get it again")
        raise SourceError(what, name, mend) from fault
    try:
        if len(document) > MOST_PAGES:
            raise SourceError(f"has more than {MOST_PAGES} pages", name, "give the PDF of one resolution")
        pages = [_page(document, 0, "")] if len(document) else []
        symbol = find_printed_symbol(pages[0].written) if pages else ""
        pages += [_page(document, number, symbol) for number in range(1, len(document))]
    except pypdfium2.PdfiumError as fault:
        raise SourceError(f"is no whole PDF: {fault}", name, "get it again") from fault
    finally:
        document.close()
    text = "\n\n".join(page.written for page in pages) + "\n"
    if not text.strip():
        raise SourceError("has no text: it is a scanned PDF", name, "put it through text recognition (OCR) first")
    return Source(name, text, hashlib.sha256(content).hexdigest(), MEDIA_TYPE, encoding=""), list(_tables(pages))


def _tables(pages: Sequence["_Page"]) -> Iterator[GivenTable]:
    """The tables of all pages, their words where these stand in the text of all; one may go on over several."""
    begin, held, open_end = 0, None, False
    for page in pages:
        for i, table in enumerate(page.tables):
            moved = table.moved(begin)
            if held is not None and i == 0 and open_end and page.opens and (both := _gone_on(held, moved)):
                held = both
                continue
            if held is not None:
                yield held
            held = moved
        open_end = page.closes
        begin += len(page.written) + 2
    if held is not None:
        yield held


def _gone_on(table: GivenTable, more: GivenTable) -> GivenTable | None:
    """A table with what another page has of it, whose heads are printed again; None where they are two tables."""
    heads = [cell for cell in more.cells if cell.is_head]
    own = [cell for cell in table.cells if cell.is_head]
    shape = [(cell.row, cell.column, sum(end - start for start, end in cell.spans)) for cell in heads]
    again = shape == [(cell.row, cell.column, sum(end - start for start, end in cell.spans)) for cell in own]
    if (heads and not again) or (not heads and table.columns != more.columns):
        return None
    first = max(cell.row for cell in table.cells) - max((cell.row for cell in heads), default=0)
    rows = [replace(cell, row=cell.row + first) for cell in more.cells if not cell.is_head]
    repeated = [span for cell in heads for span in cell.spans]
    return GivenTable([*table.cells, *rows], [*table.repeated, *repeated, *more.repeated])


class _Page(Struct, frozen=True):
    """The text of a page, and its tables, whose words stand in it.

    `opens` tells that the first table stands before all other words, `closes` that notes alone stand behind the last.
    """

    written: str
    tables: list[GivenTable]
    opens: bool = False
    closes: bool = False


class Piece(Struct, frozen=True):
    """Text on one base line, as far as one column goes; units are the page's points, `y` counts from its foot."""

    text: str
    x: float
    y: float
    size: float
    end: float  # where the text ends
    start: int = 0  # which characters of the page's text layer it is: [start:stop)
    stop: int = 0


def _page(document: pypdfium2.PdfDocument, number: int, symbol: str) -> _Page:
    """A page's lines: running head and page numbers first, then a blank, then the words."""
    head: list[Piece] = []
    feet: list[Piece] = []
    body: list[Piece] = []
    with _opened(document, number) as layer:
        top, foot = layer.height * _HEAD if number else layer.height, layer.height * _FOOT
        stretches = list(_stretches(layer))
        for piece in _pieces(layer, stretches):
            at_foot = piece.y < foot and _NUMBERS.fullmatch(piece.text)
            (head if piece.y > top else feet if at_foot else body).append(piece)
        tables = list(_printed_tables(layer, stretches, foot, top))
    furniture = _running_head(head, symbol) + [
        number for piece in feet for number in re.split(r"\s{2,}|(?<=\d)\s", piece.text)
    ]
    lines = [whole_characters(line) for line in [*furniture, ""] * bool(furniture)]
    return _written_page(lines, body, tables)


def _printed_tables(
    layer: "_Layer", stretches: Sequence["_Stretch"], foot: float, top: float
) -> Iterator[tuple[tuple[PrintedCell, ...], Sequence[Piece]]]:
    """The tables of a page with the pieces of their cells; few pages have figures that stand apart, and are asked."""
    text = layer.text
    closing = [stretch for stretch in stretches if text[stretch.end - 1] in _CLOSING]  # quickly told
    if len(closing) < _FIGURES or sum(_ends_apart(layer, stretch) for stretch in closing) < _FIGURES:
        return
    parts = [part for stretch in stretches for part in _parted(layer, stretch)]
    pieces = list(_pieces(layer, _raised_letters(layer, parts), whole=True))
    words = [
        PrintedWord((i,), p.text, p.x, p.y, p.size, p.end, p.text in RAISED)
        for i, p in enumerate(pieces)
        if foot <= p.y <= top
    ]
    for cells in find_printed_tables(words):
        yield cells, pieces


def _written_page(
    lines: list[str], body: Sequence[Piece], tables: Sequence[tuple[tuple[PrintedCell, ...], Sequence[Piece]]]
) -> _Page:
    """The text of a page whose furniture is written: where a table begins, its cells stand one after the other."""
    made, opens, left = list[GivenTable](), False, list(body)
    for cells, pieces in tables:
        taken = [pieces[at].start for cell in cells for word in cell.words for at in word.at]
        inside = [i for i, piece in enumerate(left) if any(piece.start <= at < piece.stop for at in taken)]
        opens |= not made and inside[0] == 0
        lines += [*whole_lines(_spaced(list(_lines(iter(left[: inside[0]]))))), ""]
        made.append(GivenTable([_cell_draft(cell, lines) for cell in cells]))
        lines.append("")
        left = [piece for i, piece in enumerate(left) if i > inside[0] and i not in inside]
    behind = whole_lines(_spaced(list(_lines(iter(left)))))
    closes = not behind or _RULE.fullmatch(behind[0]) is not None
    return _Page("\n".join([*lines, *behind]), made, opens, closes)


def whole_lines(lines: Sequence[str]) -> list[str]:
    return [whole_characters(line) for line in lines]


def _cell_draft(cell: PrintedCell, lines: list[str]) -> CellDraft:
    """A cell whose lines are written behind others; its spans are where they stand then."""
    spans: list[tuple[int, int]] = []
    for _, words in groupby(cell.words, key=lambda word: round(word.y)):
        start = sum(map(len, lines)) + len(lines)
        text = whole_characters(" ".join(word.text for word in words))
        lines.append(text)
        spans.append((start, start + len(text)))
    return CellDraft(cell.row, cell.column, spans, 1, cell.columns, cell.is_head)


def _running_head(pieces: Sequence[Piece], printed: str) -> list[str]:
    """A running head's lines, the symbol first: on odd pages it stands to the right of the title."""
    symbols: list[str] = []
    titles: list[str] = []
    pattern = re.escape(printed) if printed else SYMBOL_LINE.pattern
    for piece in pieces:
        symbols += (found[0] for found in re.finditer(pattern, piece.text))
        titles += filter(None, [re.sub(pattern, "", piece.text).strip()])
    return symbols + titles


def _spaced(lines: Sequence[Piece]) -> list[str]:
    """Lines with a blank one where the page leaves white, and around the rule above footnotes."""
    made: list[str] = []
    before: Piece | None = None
    for line in lines:
        if before is not None:
            size = max(before.size, line.size)
            is_rule = before.text[0] == "_" and _RULE.fullmatch(before.text)
            if is_rule or not -0.5 * size < before.y - line.y < _OPEN * size:
                made.append("")
        made.append(line.text)
        before = line
    return made


def _lines(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces of one line put together: a mark breaks the line that it stands in."""
    held: Piece | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif held.y - piece.y < held.size and _goes_on(held, piece):  # most begin a line below
            held = replace(held, text=_joined(held, piece), end=piece.end, size=max(held.size, piece.size))
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _goes_on(held: Piece, piece: Piece) -> bool:
    size = held.size
    same_line = abs(held.y - piece.y) <= _SAME_LINE * size
    return same_line and piece.x > held.x and piece.x - held.end < _WIDE * size


def _joined(held: Piece, piece: Piece) -> str:
    apart = piece.x - held.end > 0.1 * held.size
    return f"{held.text} {piece.text}" if apart else held.text + piece.text


@contextmanager
def _opened(document: pypdfium2.PdfDocument, number: int) -> Iterator["_Layer"]:
    """The text layer of a page while it is read; without the library's objects for them, which take time to make."""
    page = pdfium.FPDF_LoadPage(document, number)
    layer = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        if not layer:
            raise pypdfium2.PdfiumError(f"page {number + 1} cannot be read")
        yield _Layer(layer, float(pdfium.FPDF_GetPageHeightF(page)))
    finally:
        if layer:
            pdfium.FPDFText_ClosePage(layer)
        if page:
            pdfium.FPDF_ClosePage(page)


def whole_characters(text: str) -> str:
    """A text whose halves of characters are joined; U+FFFD stands for one without the other.

    >>> whole_characters("a\\ud83d\\ude00b\\ud800")
    'a\U0001f600b\ufffd'
    """
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(code: int) -> str:
    """The character of a code in the layer: a space for none, U+FFFD for what is no code of Unicode."""
    return chr(code or 32) if code < 0x110000 else "\ufffd"


class _Layer:
    """What the text layer of a page says of its characters."""

    def __init__(self, raw: Any, height: float) -> None:
        self.raw, self.height = raw, height
        count = pdfium.FPDFText_CountChars(raw)
        units = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(raw, 0, count, units)
        self.text = bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", "ignore")
        if len(self.text) != count:  # characters beyond the basic plane: one by one
            self.text = "".join(_character(pdfium.FPDFText_GetUnicode(raw, at)) for at in range(count))
        self.size: Callable[[int], float] = partial(pdfium.FPDFText_GetFontSize, self.raw)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = tuple(ctypes.c_double() for _ in range(4))

    def origin(self, at: int) -> tuple[float, float]:
        """Where a character stands on its base line."""
        pdfium.FPDFText_GetCharOrigin(self.raw, at, self._x, self._y)
        return self._x.value, self._y.value

    def right(self, at: int) -> float:
        """Where a character ends."""
        pdfium.FPDFText_GetCharBox(self.raw, at, *self._box)
        return self._box[1].value


_DIGITS = re.compile(r"\d\d*")  # quicker found than \d+
_IN_SYMBOL = re.compile(r"(?<=/)\d|(?<=/[A-Z]\.)\d")  # "A/C.1/80/L.8"
_WORDED = re.compile(r"[^\W\d_]|_")
#: A printed line: the layer joins to it what a hyphen at its end breaks, with a sign of its own.
_PRINTED = re.compile(r"[^\s\ufffe\x02](?:[^\r\n\ufffe\x02]*[^\s\ufffe\x02])?[\ufffe\x02]?")


_CLOSING = "0123456789)-–—"  # how figures end
_GROUPS = 5  # groups of three digits that a figure has, at most
_FIGURES = 3  # lines that end in a figure set apart, at least, on a page with a table
_SPACES = re.compile(r"[^\S\r\n]+")


class _Stretch(Struct, frozen=True):
    """Characters [start:end) of the layer, where they begin, and the base line and size of the first words."""

    start: int
    end: int
    x: float
    worded: bool
    base: float
    size: float
    raised: bool = False  # whether it is a letter that marks a note of a table


def _pieces(layer: _Layer, given: Sequence[_Stretch], whole: bool = False) -> Iterator[Piece]:
    """Stretches of the text layer, each with its place, its marks as superscripts; `whole`: all with their ends."""
    stretches = _hung(given)
    marks = _marks(layer, stretches)
    text = layer.text.replace("\ufffe", "-").replace("\x02", "-")
    bases = [stretch.base for stretch in stretches[1:]]
    for i, (stretch, following) in enumerate(zip(stretches, [*bases, inf], strict=False)):
        start, end, base, size = stretch.start, stretch.end, stretch.base, stretch.size
        written = _with_marks(text, start, end, marks[i]) if i in marks else text[start:end]
        if stretch.raised:
            written = written.translate(RAISING)
        beside = whole or -size < following - base < size  # else nobody asks for its end
        yield Piece(written, stretch.x, base, size, layer.right(end - 1) if beside else 0.0, start, end)


def _ends_apart(layer: _Layer, stretch: _Stretch) -> bool:
    """Whether a figure ends a line with white before it that is no space between words, or is all of it."""
    at = _last_figure(layer.text[stretch.start : stretch.end])
    return at == 0 or (at > 0 and _gap(layer, stretch.start + at) > COLUMN * stretch.size)


def _last_figure(line: str) -> int:
    """Where the figure begins that ends a line; -1 where none does.

    >>> [_last_figure(line) for line in ("Total (2 061 900)", "31 131", "Chad 0.010", "of 2031,")]
    [6, 0, 5, -1]
    """
    found, at = -1, len(line)
    if line and line[-1] in _CLOSING:
        for _ in range(_GROUPS):
            at = line.rfind(" ", 0, at)
            if line[at + 1].isalpha():
                break  # a word
            found = at + 1 if is_figure(line[at + 1 :]) else found
            if at < 0:
                break
    return found


def _gap(layer: _Layer, at: int) -> float:
    """The white before a character, behind the last one that prints."""
    before = at - 1
    while layer.text[before].isspace():
        before -= 1
    return layer.origin(at)[0] - layer.right(before)


def _parted(layer: _Layer, stretch: _Stretch) -> Iterator[_Stretch]:
    """A stretch told apart where it leaves white that is no space between words."""
    start, size = stretch.start, stretch.size
    for space in _SPACES.finditer(layer.text, stretch.start, stretch.end):
        if _gap(layer, space.end()) > COLUMN * size:
            yield _part(layer, start, space.start())
            start = space.end()
    yield stretch if start == stretch.start else _part(layer, start, stretch.end)


def _part(layer: _Layer, start: int, end: int) -> _Stretch:
    x, base = layer.origin(start)
    return _Stretch(start, end, x, _WORDED.search(layer.text, start, end) is not None, base, layer.size(start))


def _raised_letters(layer: _Layer, parts: Sequence[_Stretch]) -> list[_Stretch]:
    """Stretches with those that are marks of a table's notes, small raised letters, on the line of their words."""
    made = list(parts)
    for i, (before, part) in enumerate(pairwise(parts), 1):
        is_letter = part.end - part.start == 1 and layer.text[part.start] in PLAIN
        if is_letter and part.size < _SMALL * before.size and _RAISED < (part.base - before.base) / before.size < 1:
            made[i] = replace(part, base=before.base, size=before.size, raised=True)
    return made


def _stretches(layer: _Layer) -> Iterator[_Stretch]:
    text, origin, size = layer.text, layer.origin, layer.size
    for found in _PRINTED.finditer(text):
        start, end = found.span()
        x, base = origin(start)
        if text[start].isalpha():  # as most lines begin
            yield _Stretch(start, end, x, True, base, size(start))
            continue
        worded = _WORDED.search(text, start, end)
        at = worded.start() if worded else start
        yield _Stretch(start, end, x, worded is not None, origin(at)[1] if at != start else base, size(at))


def _hung(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Stretches with numbers alone on their line, which may be marks, on the base line of the words beside them."""
    hung = list(stretches)
    for i, stretch in enumerate(stretches):
        if not stretch.worded:
            for other in (*stretches[max(0, i - 1) : i], *stretches[i + 1 : i + 2]):
                near = abs(other.base - stretch.base) < 0.7 * other.size
                if other.worded and near and stretch.size < _SMALL * other.size:
                    hung[i] = replace(stretch, base=other.base, size=other.size)
    return hung


def _marks(layer: _Layer, stretches: Sequence[_Stretch]) -> dict[int, list[tuple[int, int]]]:
    """Where small raised digits stand, by the index of their stretch."""
    marks: dict[int, list[tuple[int, int]]] = {}
    starts = [stretch.start for stretch in stretches]
    for digits in _DIGITS.finditer(layer.text):
        first, last = digits.span()
        i = bisect_right(starts, first) - 1
        base, size = stretches[i].base, stretches[i].size
        small = _SMALL * size
        if layer.size(first) >= small and (last - first == 1 or layer.size(last - 1) >= small):  # true of most
            continue
        if _IN_SYMBOL.match(layer.text, first):  # small figures of the masthead's symbol
            continue
        while first < last and not _is_raised(layer, first, base, size):
            first += 1
        while first < last and not _is_raised(layer, last - 1, base, size):
            last -= 1
        if first < last:
            marks.setdefault(i, []).append((first, last))
    return marks


def _is_raised(layer: _Layer, at: int, base: float, size: float) -> bool:
    return layer.size(at) < _SMALL * size and layer.origin(at)[1] > base + _RAISED * size


def _with_marks(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    """Characters [start:end) with marks as superscripts, put to the word before them."""
    made, at = "", start
    for first, last in marks:
        made += text[at:first].rstrip() + text[first:last].translate(_SUPERSCRIPTS)
        at = last
    return made + text[at:end]
