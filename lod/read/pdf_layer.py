"""The text layer of a PDF's page: its characters with their places and sizes, and the stretches and pieces they make.

Reads: a page of a document that pypdfium2 has opened. Writes: `Piece` values, text on one base line as far as one
column goes, its note marks as superscript digits (told from numbers by size and position).
"""

import ctypes
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from math import inf
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct
from msgspec.structs import replace

from lod.model.tables import is_figure
from lod.read.pdf_tables import COLUMN
from lod.read.text.table_marks import PLAIN, RAISING

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL = 0.8  # a mark's size, at most, by the size of the words that it hangs on
_RAISED = 0.1  # how far above their base line it stands, at least, by their size


class Piece(Struct, frozen=True):
    """Text on one base line, as far as one column goes; units are the page's points, `y` counts from its foot."""

    text: str
    x: float
    y: float
    size: float
    end: float  # where the text ends
    start: int = 0  # which characters of the page's text layer it is: [start:stop)
    stop: int = 0


@contextmanager
def opened(document: pypdfium2.PdfDocument, number: int) -> Iterator["Layer"]:
    """The text layer of a page while it is read; without the library's objects for them, which take time to make."""
    page = pdfium.FPDF_LoadPage(document, number)
    layer = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        if not layer:
            raise pypdfium2.PdfiumError(f"page {number + 1} cannot be read")
        yield Layer(layer, float(pdfium.FPDF_GetPageHeightF(page)))
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


class Layer:
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
CLOSING = "0123456789)-–—"  # how figures end
_GROUPS = 5  # groups of three digits that a figure has, at most
_SPACES = re.compile(r"[^\S\r\n]+")


class Stretch(Struct, frozen=True):
    """Characters [start:end) of the layer, where they begin, and the base line and size of the first words."""

    start: int
    end: int
    x: float
    worded: bool
    base: float
    size: float
    raised: bool = False  # whether it is a letter that marks a note of a table


def pieces_of(layer: Layer, given: Sequence[Stretch], whole: bool = False) -> Iterator[Piece]:
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


def ends_apart(layer: Layer, stretch: Stretch) -> bool:
    """Whether a figure ends a line with white before it that is no space between words, or is all of it."""
    at = _last_figure(layer.text[stretch.start : stretch.end])
    return at == 0 or (at > 0 and _gap(layer, stretch.start + at) > COLUMN * stretch.size)


def _last_figure(line: str) -> int:
    """Where the figure begins that ends a line; -1 where none does.

    >>> [_last_figure(line) for line in ("Total (2 061 900)", "31 131", "Chad 0.010", "of 2031,")]
    [6, 0, 5, -1]
    """
    found, at = -1, len(line)
    if line and line[-1] in CLOSING:
        for _ in range(_GROUPS):
            at = line.rfind(" ", 0, at)
            if line[at + 1].isalpha():
                break  # a word
            found = at + 1 if is_figure(line[at + 1 :]) else found
            if at < 0:
                break
    return found


def _gap(layer: Layer, at: int) -> float:
    """The white before a character, behind the last one that prints."""
    before = at - 1
    while layer.text[before].isspace():
        before -= 1
    return layer.origin(at)[0] - layer.right(before)


def parted_stretch(layer: Layer, stretch: Stretch) -> Iterator[Stretch]:
    """A stretch told apart where it leaves white that is no space between words."""
    start, size = stretch.start, stretch.size
    for space in _SPACES.finditer(layer.text, stretch.start, stretch.end):
        if _gap(layer, space.end()) > COLUMN * size:
            yield _part(layer, start, space.start())
            start = space.end()
    yield stretch if start == stretch.start else _part(layer, start, stretch.end)


def _part(layer: Layer, start: int, end: int) -> Stretch:
    x, base = layer.origin(start)
    return Stretch(start, end, x, _WORDED.search(layer.text, start, end) is not None, base, layer.size(start))


def with_raised_letters(layer: Layer, parts: Sequence[Stretch]) -> list[Stretch]:
    """Stretches with those that are marks of a table's notes, small raised letters, on the line of their words."""
    made = list(parts)
    for i, (before, part) in enumerate(pairwise(parts), 1):
        is_letter = part.end - part.start == 1 and layer.text[part.start] in PLAIN
        if is_letter and part.size < _SMALL * before.size and _RAISED < (part.base - before.base) / before.size < 1:
            made[i] = replace(part, base=before.base, size=before.size, raised=True)
    return made


def find_stretches(layer: Layer) -> Iterator[Stretch]:
    """The printed lines of a page, as far as the layer has each in one."""
    text, origin, size = layer.text, layer.origin, layer.size
    for found in _PRINTED.finditer(text):
        start, end = found.span()
        x, base = origin(start)
        if text[start].isalpha():  # as most lines begin
            yield Stretch(start, end, x, True, base, size(start))
            continue
        worded = _WORDED.search(text, start, end)
        at = worded.start() if worded else start
        yield Stretch(start, end, x, worded is not None, origin(at)[1] if at != start else base, size(at))


def _hung(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches with numbers alone on their line, which may be marks, on the base line of the words beside them."""
    hung = list(stretches)
    for i, stretch in enumerate(stretches):
        if not stretch.worded:
            for other in (*stretches[max(0, i - 1) : i], *stretches[i + 1 : i + 2]):
                near = abs(other.base - stretch.base) < 0.7 * other.size
                if other.worded and near and stretch.size < _SMALL * other.size:
                    hung[i] = replace(stretch, base=other.base, size=other.size)
    return hung


def _marks(layer: Layer, stretches: Sequence[Stretch]) -> dict[int, list[tuple[int, int]]]:
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


def _is_raised(layer: Layer, at: int, base: float, size: float) -> bool:
    return layer.size(at) < _SMALL * size and layer.origin(at)[1] > base + _RAISED * size


def _with_marks(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    """Characters [start:end) with marks as superscripts, put to the word before them."""
    made, at = "", start
    for first, last in marks:
        made += text[at:first].rstrip() + text[first:last].translate(_SUPERSCRIPTS)
        at = last
    return made + text[at:end]
