"""Word files (.docx) to text with their structure made plain, so that the reader of text serves them too.

Governing document: ECMA-376, Office Open XML, part 1 (WordprocessingML). Reads: a file's bytes. Writes: a source in the
form that `lod.read.text.read` takes: a paragraph a line with the number that Word counts for it, notes behind a rule at
the end, their marks raised; and the cells of tables, a line of its own each. What a file only leads to, pictures and
linked documents, is never fetched; what was deleted under tracked changes is no word.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct, field

from lod.model.errors import SourceError
from lod.model.resolution import Resolution, Source
from lod.read.clean import composed
from lod.read.text.read import read_text
from lod.read.text.table_marks import RAISING
from lod.read.tree.drafts import CellDraft, GivenTable
from lod.read.word_numbers import Numbering

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 64_000_000  # bytes that an archive holds unpacked, at most
_MOST_PARTS = 4000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RULE = "__________________"
_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Elements that print something other than their text.
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNPRINTED = frozenset(("del", "moveFrom", "instrText", "delText", "pPr", "rPr"))
_MEND = "open it and save it anew, or convert it: soffice --headless --convert-to pdf FILE (LibreOffice)"


def read_docx(content: bytes, name: str) -> Resolution:
    """The resolution in a Word file's bytes; raises SourceError for what is damaged, too large or has no text."""
    try:
        source, tables = _decoded(content, name)
    except SourceError:
        raise
    except Exception as fault:  # the library raises whatever zip, XML and its own parts raise
        raise SourceError("is no whole Word document (.docx)", name, _MEND) from fault
    return read_text(source, (composed,), tables)


def _decoded(content: bytes, name: str) -> tuple[Source, list[GivenTable]]:
    document = _opened(content, name)
    sheet = _Sheet(Numbering.of(document))
    for header in _first_headers(document):
        sheet.blocks(header)
    sheet.blocks(document.element.body)
    sheet.notes(_notes_part(document))
    text = "\n".join(sheet.lines) + "\n"
    if not text.strip():
        raise SourceError("has no text: its pages are pictures", name, "put it through text recognition (OCR) first")
    return Source(name, text, hashlib.sha256(content).hexdigest(), MEDIA_TYPE, encoding=""), sheet.tables


def _opened(content: bytes, name: str) -> Any:
    """The document of the library, which resolves no entities and fetches nothing."""
    import docx

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            what = f"holds more than {_MOST_PARTS} parts, or {LARGEST // 1_000_000} MB unpacked"
            raise SourceError(what, name, "give the file of one resolution")
        if any(_declares_type(archive, part) for part in parts):
            raise SourceError("declares a document type", name, "it may define entities: save it anew in Word")
    return docx.Document(io.BytesIO(content))


def _declares_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part in XML begins with a document type: Word writes none."""
    if not part.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(part) as stream:
        head = stream.read(4096)
    return b"<!DOCTYPE" in head or "<!DOCTYPE".encode("utf-16-le") in head or "<!DOCTYPE".encode("utf-16-be") in head


def _first_headers(document: Any) -> Iterator[etree._Element]:
    """What is printed above the first page alone: the United Nations' files have their masthead there."""
    section = document.sections[0] if len(document.sections) else None
    if section is not None and section.different_first_page_header_footer:
        header = section.first_page_header
        if not header.is_linked_to_previous:
            yield header._element


def _notes_part(document: Any) -> etree._Element | None:
    """The root of the part that holds footnotes; None where there is none."""
    for relation in document.part.rels.values():
        if relation.reltype == _NOTES and not relation.is_external:
            return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return None


class _Sheet(Struct):
    """Lines as they are written, and the tables whose words they hold."""

    numbering: Numbering
    lines: list[str] = field(default_factory=list)
    tables: list[GivenTable] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # the notes that marks lead to, in the order of the marks
    length: int = 0

    def write(self, line: str) -> tuple[int, int]:
        """Write a line; where it stands: [start:end)."""
        start = self.length
        self.lines.append(line)
        self.length += len(line) + 1
        return start, start + len(line)

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables below an element, those in content controls included."""
        for element in parent:
            if element.tag == f"{_W}p":
                self.paragraph(element)
            elif element.tag == f"{_W}tbl":
                self.table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
                self.blocks(element)

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph's lines, its number first, and a blank behind them."""
        words = "".join(self.words(element)).strip()
        number = self.numbering.number(element) if words else ""
        for line in f"{number} {words}".strip().split("\n") if words else ():
            self.write(" ".join(line.split()))
        self.write("")

    def words(self, element: etree._Element) -> Iterator[str]:
        """What a paragraph or run prints."""
        for item in element:
            name = etree.QName(item).localname if isinstance(item.tag, str) else ""
            if item.tag == _FALLBACK or name in _UNPRINTED:
                continue
            if name == "t":
                yield item.text or ""
            elif name in _SIGNS:
                yield "" if name == "br" and item.get(f"{_W}type") in ("page", "column") else _SIGNS[name]
            elif name == "footnoteReference":
                yield self.mark(item)
            elif name == "r" and _is_raised(item):
                yield from (words.translate(_DIGITS).translate(RAISING) for words in self.words(item))
            elif name != "txbxContent":
                yield from self.words(item)

    def mark(self, reference: etree._Element) -> str:
        """The mark of a footnote, counted; one of its own stands in the words behind it."""
        if reference.get(f"{_W}customMarkFollows") in ("1", "true", "on"):
            return ""
        self.marks.append(reference.get(f"{_W}id", ""))
        return str(len(self.marks)).translate(_DIGITS)

    def notes(self, root: etree._Element | None) -> None:
        """The notes behind a rule, in the order of their marks."""
        if root is None or not self.marks:
            return
        held = {note.get(f"{_W}id"): note for note in root.iter(f"{_W}footnote")}
        self.write(_RULE)
        for count, mark in enumerate(list(self.marks), 1):
            note = held.get(mark)
            paragraphs = note.iter(f"{_W}p") if note is not None else ()
            words = " ".join("".join(self.words(paragraph)) for paragraph in paragraphs)
            self.write("")
            self.write(f"{str(count).translate(_DIGITS)} {' '.join(words.split())}")

    def table(self, element: etree._Element) -> None:
        """A table's cells, each with its own lines; a table of one cell sets its words apart and is none."""
        cells = list(_cells(element))
        self.write("")
        made = [(cell, self.cell(cell)) for cell in cells]
        self.write("")
        drafts = [
            CellDraft(cell.row, cell.column, spans, cell.rows, cell.columns, cell.is_head)
            for cell, spans in made
            if spans
        ]
        if len({cell.column for cell in drafts}) > 1:
            self.tables.append(GivenTable(_seen(drafts)))

    def cell(self, cell: "_Cell") -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for paragraph in cell.element.iter(f"{_W}p"):
            for line in "".join(self.words(paragraph)).split("\n"):
                if words := " ".join(line.split()):
                    spans.append(self.write(words))
        return spans


def _is_raised(run: etree._Element) -> bool:
    found = run.find(f"{_W}rPr/{_W}vertAlign")
    return found is not None and found.get(f"{_W}val") == "superscript"


class _Cell(Struct):
    """A cell of Word's: where it begins, from 1, and how far it reaches."""

    element: etree._Element
    row: int
    column: int
    columns: int
    is_head: bool
    rows: int = 1


def _cells(table: etree._Element) -> Iterator[_Cell]:
    """The cells of a table; those that go on with one above make it longer."""
    above: dict[int, _Cell] = {}
    made: list[_Cell] = []
    for row, element in enumerate(table.findall(f"{_W}tr"), 1):
        is_head = element.find(f"{_W}trPr/{_W}tblHeader") is not None
        column = 1 + _number(element, f"{_W}trPr/{_W}gridBefore", 0)
        for item in element.iter(f"{_W}tc"):
            if item.getparent() is not element and etree.QName(item.getparent()).localname != "sdtContent":
                continue
            columns = _number(item, f"{_W}tcPr/{_W}gridSpan", 1)
            merge = item.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in above:
                above[column].rows = row - above[column].row + 1
            else:
                cell = _Cell(item, row, column, columns, is_head)
                made.append(cell)
                above[column] = cell
            column += columns
    yield from made


def _number(element: etree._Element, path: str, otherwise: int) -> int:
    found = element.find(path)
    given = found.get(f"{_W}val", "") if found is not None else ""
    return int(given) if given.isdecimal() and 0 < int(given) < 1000 else otherwise


def _seen(cells: Sequence[CellDraft]) -> list[CellDraft]:
    """Cells counted by the rows and columns that hold words."""
    rows = {row: count for count, row in enumerate(sorted({cell.row for cell in cells}), 1)}
    columns = {column: count for count, column in enumerate(sorted({cell.column for cell in cells}), 1)}
    for cell in cells:
        last_row, last_column = cell.row + cell.rows - 1, cell.column + cell.columns - 1
        cell.rows = sum(cell.row <= row <= last_row for row in rows)
        cell.columns = sum(cell.column <= column <= last_column for column in columns)
        cell.row, cell.column = rows[cell.row], columns[cell.column]
    return list(cells)
