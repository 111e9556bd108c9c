"""PDF to text with its layout made plain, so that the reader of text serves PDF too.

Reads: the text layer of a PDF, with the place and the size of its characters. Writes: a source in the form that
`lod.read.text.read` takes: a line a printed line, footnote marks as superscript digits (told from numbers by size and
position), running heads and page numbers together at the beginning of their page, blank lines where the page leaves
white.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pypdfium2
from msgspec import Struct
from msgspec.structs import replace

from lod.model.errors import SourceError, legible
from lod.model.resolution import Resolution, Source
from lod.read.clean import composed
from lod.read.pdf_layer import (
    CLOSING,
    Layer,
    Piece,
    Stretch,
    ends_apart,
    find_stretches,
    opened,
    parted_stretch,
    pieces_of,
    whole_characters,
    with_raised_letters,
)
from lod.read.pdf_tables import PrintedCell, PrintedWord, find_printed_tables
from lod.read.source import load_bytes
from lod.read.text.lexer import SYMBOL_LINE, find_printed_symbol
from lod.read.text.read import read_text
from lod.read.text.table_marks import RAISED
from lod.read.tree.drafts import CellDraft, GivenTable

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1000
_SAME_LINE = 0.25  # how far base lines of one line differ, at most, by the size
_WIDE = 3.0  # white space that sets two columns apart, by the size
_OPEN = 1.45  # distance of base lines that leaves a blank line, by the size
_HEAD, _FOOT = 0.9, 0.065  # where the running head ends and the page number begins, by the page's height
_NUMBERS = re.compile(r"[\d\s/*()A-Z-]{1,40}")  # what stands at the foot of a page: "2/5", "23-23443"
_RULE = re.compile(r"_{5,}\s*")
_FIGURES = 3  # lines that end in a figure set apart, at least, on a page with a table


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


def _page(document: pypdfium2.PdfDocument, number: int, symbol: str) -> _Page:
    """A page's lines: running head and page numbers first, then a blank, then the words."""
    head: list[Piece] = []
    feet: list[Piece] = []
    body: list[Piece] = []
    with opened(document, number) as layer:
        top, foot = layer.height * _HEAD if number else layer.height, layer.height * _FOOT
        stretches = list(find_stretches(layer))
        for piece in pieces_of(layer, stretches):
            at_foot = piece.y < foot and _NUMBERS.fullmatch(piece.text)
            (head if piece.y > top else feet if at_foot else body).append(piece)
        tables = list(_printed_tables(layer, stretches, foot, top))
    furniture = _running_head(head, symbol) + [
        number for piece in feet for number in re.split(r"\s{2,}|(?<=\d)\s", piece.text)
    ]
    lines = [whole_characters(line) for line in [*furniture, ""] * bool(furniture)]
    return _written_page(lines, body, tables)


def _printed_tables(
    layer: Layer, stretches: Sequence[Stretch], foot: float, top: float
) -> Iterator[tuple[tuple[PrintedCell, ...], Sequence[Piece]]]:
    """The tables of a page with the pieces of their cells; few pages have figures that stand apart, and are asked."""
    text = layer.text
    closing = [stretch for stretch in stretches if text[stretch.end - 1] in CLOSING]  # quickly told
    if len(closing) < _FIGURES or sum(ends_apart(layer, stretch) for stretch in closing) < _FIGURES:
        return
    parts = [part for stretch in stretches for part in parted_stretch(layer, stretch)]
    pieces = list(pieces_of(layer, with_raised_letters(layer, parts), whole=True))
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
