"""How well texts of several extractors give the tree of the official XML: python -m tests.extractors CORPUS [LIMIT]

Reads: a corpus of PDFs, texts and XML. Prints: for each way to a text, over how many files, the F1 of the places of
preambular and operative paragraphs and points against the XML's tree, that of places with their words, how many files
were refused, and how many have another tree without a finding that a build shows. What is compared of words is letters
and digits, since extractors differ in blanks and hyphens.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct

from lod.model.errors import SourceError
from lod.model.resolution import PartKind, Resolution, Severity
from lod.read.merge import comparable_letters
from lod.read.read import read_bytes
from tests.typeset import copied

_COMPARED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB)


class Way(Struct, frozen=True):
    """A way from a PDF, a text, or a text with a paragraph a line, to a file that is read.

    `least` is the F1 that is wanted of places with their words, `placed` that of places.
    """

    name: str
    make: Callable[["Printed"], bytes | None]
    least: float
    placed: float = 0.99


class Printed(Struct, frozen=True):
    """A resolution as it is there: its tree by the XML, its words a paragraph a line, its text, its PDF or None."""

    wanted: Resolution
    lines: str
    text: bytes | None
    pdf: bytes | None

    @classmethod
    def of(cls, path: Path, corpus: Path) -> "Printed":
        """What a corpus has of an XML file's resolution."""
        wanted = read_bytes(path.read_bytes(), path.name)
        stem = path.stem.rpartition("-")[0]
        text, pdf = ((corpus / suffix / f"{stem}.{suffix}") for suffix in ("text", "pdf"))
        text = text.with_suffix(".txt")
        return cls(wanted, copied(path, wanted), _bytes(text), _bytes(pdf))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _of_pdf(make: Callable[[bytes], bytes]) -> Callable[[Printed], bytes | None]:
    """A way that begins with the PDF."""
    return lambda printed: make(printed.pdf) if printed.pdf else None


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


def docx_of(lines: str) -> bytes:
    """A Word file with a paragraph for each line."""
    import docx

    document = docx.Document()
    for line in lines.splitlines():
        document.add_paragraph("".join(sign if sign.isprintable() else " " for sign in line))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def markdown_of(lines: str) -> bytes:
    """Paragraphs parted by blank lines, numbers escaped, as converters to Markdown write them."""
    return "\n\n".join(re.sub(r"^(\d+)\.", r"\1\\.", line) for line in lines.splitlines() if line.strip()).encode()


WAYS = (
    Way("this reader of PDF", lambda printed: printed.pdf, 0.99),
    # It keeps the ends of widely spaced lines and prints their middles elsewhere; where, its text does not tell.
    Way("pdfminer.six", _of_pdf(_pdfminer), 0.92),
    Way("pdfplumber", _of_pdf(_pdfplumber), 0.99),
    Way("pdfplumber, layout", _of_pdf(_pdfplumber_layout), 0.99),
    Way("pypdf", _of_pdf(_pypdf), 0.99),
    Way("pypdf, layout", _of_pdf(_pypdf_layout), 0.98, 0.98),
    Way("pdfium", _of_pdf(_pdfium), 0.99),
    Way("pdftotext", lambda printed: printed.text, 0.99),
    Way("a paragraph a line", lambda printed: printed.lines.encode(), 0.99),
    Way("Word", lambda printed: docx_of(printed.lines), 0.99),
    Way("Markdown", lambda printed: markdown_of(printed.lines), 0.99),
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
    placed: int = 0
    found: int = 0
    wanted: int = 0
    files: int = 0
    refused: int = 0
    silent: int = 0  # files whose places are others, and no finding says so

    @property
    def f1(self) -> float:
        """Of places with their words."""
        return 2 * self.right / ((self.found + self.wanted) or 1)

    @property
    def f1_placed(self) -> float:
        """Of places."""
        return 2 * self.placed / ((self.found + self.wanted) or 1)

    def add(self, content: bytes, wanted: set[tuple[str, str]]) -> None:
        """Count a file that a way made."""
        self.wanted, self.files = self.wanted + len(wanted), self.files + 1
        try:
            read = read_bytes(content, "extracted.txt")
        except SourceError:
            self.refused += 1
            return
        found = structure(read)
        places, wanted_places = ({place for place, _ in parts} for parts in (found, wanted))
        self.found += len(found)
        self.right += len(found & wanted)
        self.placed += len(places & wanted_places)
        told = any(finding.severity is not Severity.INFO for finding in read.findings)
        self.silent += places != wanted_places and not told


def printed(corpus: Path) -> Iterator[Printed]:
    """The resolutions of a corpus of which there is an English XML file, those with a PDF first."""
    files = sorted((corpus / "akn" / "en").glob("*.xml"))
    has_pdf = {path.stem for path in (corpus / "pdf").glob("*.pdf")}
    for path in sorted(files, key=lambda path: path.stem.rpartition("-")[0] not in has_pdf):
        yield Printed.of(path, corpus)


def scores(corpus: Path, limit: int = 1000) -> dict[str, Score]:
    """The score of each way over the resolutions of a corpus."""
    made = {way.name: Score() for way in WAYS}
    for one in islice(printed(corpus), limit):
        for way in WAYS:
            if content := way.make(one):
                made[way.name].add(content, structure(one.wanted))
    return made


def short(found: dict[str, Score]) -> list[str]:
    """The ways that give less than is wanted of them, or a wrong tree that no finding tells."""
    scored = ((way, found[way.name]) for way in WAYS)
    return [way.name for way, s in scored if s.f1 < way.least or s.f1_placed < way.placed or s.refused or s.silent]


def table(found: dict[str, Score]) -> Iterator[str]:
    """The table, a line each."""
    yield f"{'way':22} {'files':>5} {'places':>7} {'words':>7} {'refused':>7} {'silent':>6}"
    for way in WAYS:
        s = found[way.name]
        yield f"{way.name:22} {s.files:5} {s.f1_placed:7.4f} {s.f1:7.4f} {s.refused:7} {s.silent:6}"


def main() -> None:
    """Print the table."""
    corpus, limit = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    print("\n".join(table(scores(corpus, limit))))


if __name__ == "__main__":
    main()
