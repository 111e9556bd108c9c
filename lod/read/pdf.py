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
from math import inf
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct
from msgspec.structs import replace

from lod.model.errors import SourceError, legible
from lod.model.resolution import Resolution, Source
from lod.read.clean import composed
from lod.read.source import load_bytes
from lod.read.text.lexer import SYMBOL_LINE, find_printed_symbol
from lod.read.text.read import read_text

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
    return read_text(decode_pdf(content, name), (composed,))


def decode_pdf(content: bytes, name: str) -> Source:
    """The source in a PDF's bytes; raises SourceError for what is no PDF, is locked or has no text."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        what, mend = ("is locked", "give it without its password") if locked else ("is no whole PDF", "get it again")
        raise SourceError(what, name, mend) from fault
    try:
        if len(document) > MOST_PAGES:
            raise SourceError(f"has more than {MOST_PAGES} pages", name, "give the PDF of one resolution")
        pages = [_page_text(document, 0, "")] if len(document) else []
        symbol = find_printed_symbol(pages[0]) if pages else ""
        pages += [_page_text(document, number, symbol) for number in range(1, len(document))]
    except pypdfium2.PdfiumError as fault:
        raise SourceError(f"is no whole PDF: {fault}", name, "get it again") from fault
    finally:
        document.close()
    text = whole_characters("\n\n".join(pages)) + "\n"
    if not text.strip():
        raise SourceError("has no text: it is a scanned PDF", name, "put it through text recognition (OCR) first")
    return Source(name, text, hashlib.sha256(content).hexdigest(), MEDIA_TYPE, encoding="")


class Piece(Struct, frozen=True):
    """Text on one base line, as far as one column goes; units are the page's points, `y` counts from its foot."""

    text: str
    x: float
    y: float
    size: float
    end: float  # where the text ends


def _page_text(document: pypdfium2.PdfDocument, number: int, symbol: str) -> str:
    """A page's lines: running head and page numbers first, then a blank, then the words."""
    head: list[Piece] = []
    feet: list[Piece] = []
    body: list[Piece] = []
    with _opened(document, number) as layer:
        top, foot = layer.height * _HEAD if number else layer.height, layer.height * _FOOT
        for piece in _pieces(layer):
            at_foot = piece.y < foot and _NUMBERS.fullmatch(piece.text)
            (head if piece.y > top else feet if at_foot else body).append(piece)
    furniture = _running_head(head, symbol) + [
        number for piece in feet for number in re.split(r"\s{2,}|(?<=\d)\s", piece.text)
    ]
    return "\n".join([*furniture, ""] * bool(furniture) + _spaced(list(_lines(iter(body)))))


def _running_head(pieces: Sequence[Piece], symbol: str) -> list[str]:
    """A running head's lines, the symbol first: on odd pages it stands to the right of the title."""
    symbols: list[str] = []
    titles: list[str] = []
    pattern = re.escape(symbol) if symbol else SYMBOL_LINE.pattern
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
            if not -0.5 * size < before.y - line.y < _OPEN * size or _RULE.fullmatch(before.text):
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
        elif _goes_on(held, piece):
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


class _Stretch(Struct, frozen=True):
    """Characters [start:end) of the layer, where they begin, and the base line and size of the first words."""

    start: int
    end: int
    x: float
    worded: bool
    base: float
    size: float


def _pieces(layer: _Layer) -> Iterator[Piece]:
    """The lines of the text layer, each with its place, its marks as superscript digits."""
    stretches = _hung(list(_stretches(layer)))
    marks = _marks(layer, stretches)
    text = layer.text.replace("\ufffe", "-").replace("\x02", "-")
    bases = [stretch.base for stretch in stretches[1:]]
    for i, (stretch, following) in enumerate(zip(stretches, [*bases, inf], strict=False)):
        start, end = stretch.start, stretch.end
        written = _with_marks(text, start, end, marks[i]) if i in marks else text[start:end]
        beside = abs(following - stretch.base) < stretch.size  # else nobody asks for its end
        yield Piece(written, stretch.x, stretch.base, stretch.size, layer.right(end - 1) if beside else 0.0)


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
        if _IN_SYMBOL.match(layer.text, first):  # small figures of the masthead's symbol
            continue
        if layer.size(first) >= small and (last - first == 1 or layer.size(last - 1) >= small):  # true of most
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
