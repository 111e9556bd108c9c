"""How well texts of several extractors give the tree of the official XML: python -m tests.extractors CORPUS [LIMIT]

Reads: a corpus of PDFs and XML. Prints: for each way to a text, the F1 of structure, words and places of preambular,
operative paragraphs and points against the XML's tree, and the findings that a person would see. What is compared is
letters and digits, since extractors differ in blanks and hyphens.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct

from lod.model.errors import SourceError
from lod.model.resolution import PartKind, Resolution
from lod.read.merge import comparable_letters
from lod.read.read import read_bytes
from tests.typeset import copied

_COMPARED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB)


class Way(Struct, frozen=True):
    """A way from a PDF's bytes, or from a text with a paragraph a line, to a file that is read.

    `least` is the F1 that is wanted.
    """

    name: str
    make: Callable[[bytes], bytes] | None
    least: float
    of_lines: Callable[[str], bytes] | None = None


def _pdfminer(content: bytes) -> bytes:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(content)).encode()


def _pdfplumber(content: bytes) -> bytes:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages).encode()


def _pdfplumber_layout(content: bytes) -> bytes:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text(layout=True) or "" for page in document.pages).encode()


def _pypdf(content: bytes) -> bytes:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).encode()


def _pypdf_layout(content: bytes) -> bytes:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    return "\n".join(page.extract_text(extraction_mode="layout") for page in reader.pages).encode()


def _pdfium(content: bytes) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document).encode()


def _docx(lines: str) -> bytes:
    """A Word file with a paragraph for each line."""
    import docx

    document = docx.Document()
    for line in lines.splitlines():
        document.add_paragraph("".join(sign if sign.isprintable() else " " for sign in line))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _markdown(lines: str) -> bytes:
    """Paragraphs parted by blank lines, numbers escaped, as converters to Markdown write them."""
    return "\n\n".join(re.sub(r"^(\d+)\.", r"\1\\.", line) for line in lines.splitlines() if line.strip()).encode()


def _own(content: bytes) -> bytes:
    return content


WAYS = (
    Way("this reader of PDF", _own, 0.99),
    Way("pdfminer.six", _pdfminer, 0.80),  # it puts words of justified lines elsewhere on their page
    Way("pdfplumber", _pdfplumber, 0.99),
    Way("pdfplumber, layout", _pdfplumber_layout, 0.97),
    Way("pypdf", _pypdf, 0.99),
    Way("pypdf, layout", _pypdf_layout, 0.97),
    Way("pdfium", _pdfium, 0.99),
    Way("a paragraph a line", None, 0.99, str.encode),
    Way("Word", None, 0.99, _docx),
    Way("Markdown", None, 0.99, _markdown),
)


def structure(resolution: Resolution) -> set[tuple[str, str]]:
    """Places and words of the paragraphs and points."""
    return {
        (part.place, comparable_letters(part.passage.text))
        for part in resolution.walk()
        if part.kind in _COMPARED and "annex" not in part.place
    }


class Score(Struct):
    """What a way has right, found and should have found, over the files that it was tried on."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    refused: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / ((self.found + self.wanted) or 1)


def pairs(corpus: Path) -> Iterator[tuple[bytes, str, Resolution]]:
    """Each PDF, the same text with a paragraph a line, and the tree of the XML, where both are there."""
    for path in sorted((corpus / "pdf").glob("*.pdf")):
        found = list((corpus / "akn" / "en").glob(f"{path.stem}-*.xml"))
        if found:
            wanted = read_bytes(found[0].read_bytes(), found[0].name)
            yield path.read_bytes(), copied(found[0], wanted), wanted


def scores(corpus: Path, limit: int = 1000) -> dict[str, Score]:
    """The score of each way over the PDFs of a corpus."""
    made = {way.name: Score() for way in WAYS}
    for content, lines, wanted in islice(pairs(corpus), limit):
        for way in WAYS:
            made_of = way.make(content) if way.make else way.of_lines(lines) if way.of_lines else b""
            _score(made[way.name], made_of, structure(wanted))
    return made


def _score(score: Score, content: bytes, wanted: set[tuple[str, str]]) -> None:
    score.wanted += len(wanted)
    try:
        found = structure(read_bytes(content, "extracted.txt"))
    except SourceError:
        score.refused += 1
        return
    score.found += len(found)
    score.right += len(found & wanted)


def main() -> None:
    """Print the table."""
    corpus, limit = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    found = scores(corpus, limit)
    print(f"{'way':22} {'F1':>7} {'wanted':>7} {'refused':>8}")
    for way in WAYS:
        print(f"{way.name:22} {found[way.name].f1:7.4f} {way.least:7.2f} {found[way.name].refused:8}")


if __name__ == "__main__":
    main()
