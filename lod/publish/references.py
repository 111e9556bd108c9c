"""References to resolutions for reference managers: BibTeX, RIS and CSL-JSON.

Governing texts: the biblatex manual (entry type report); the RIS format; the CSL-JSON schema 1.0.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from lod.model.resolution import Masthead
from lod.model.typography import printable
from lod.publish.citation import format_citation

#: What TeX takes for a command.
_TEX = re.compile(r"[\\{}%&#_$~^]")
_TEX_SIGNS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


class BibliographicReference(Struct, frozen=True):
    """A resolution as a reference manager keeps it."""

    symbol: str
    title: str
    iri: str
    organ: str  # its name; "" where nobody knows it
    adopted: dt.date | None

    @property
    def author(self) -> str:
        return ", ".join(filter(None, ("United Nations", self.organ)))

    @property
    def key(self) -> str:
        """What a citation is keyed by: letters, digits and hyphens."""
        return re.sub(r"[^A-Za-z0-9]+", "-", self.symbol).strip("-")


def reference_of(head: Masthead, iri: str, organ: str) -> BibliographicReference:
    """The reference to a resolution."""
    return BibliographicReference(head.symbol, head.name, iri, organ, head.adopted)


def bibtex(reference: BibliographicReference) -> str:
    """An entry of BibTeX.

    >>> print(bibtex(BibliographicReference("A/RES/90/1", "Rivers & lakes", "https://example.org/x", "", None)))
    @report{A-RES-90-1,
      author = {{United Nations}},
      title = {Rivers \\& lakes},
      type = {Resolution},
      number = {A/RES/90/1},
      note = {General Assembly resolution 90/1},
      url = {https://example.org/x},
    }
    <BLANKLINE>
    """
    date = reference.adopted.isoformat() if reference.adopted else ""
    fields = {
        "author": f"{{{_tex(reference.author)}}}",
        "title": _tex(reference.title),
        "type": "Resolution",
        "number": _tex(reference.symbol),
        "date": date,
        "note": _tex(format_citation(reference.symbol)),
        "url": reference.iri,
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join([f"@report{{{reference.key},", *lines, "}", ""])


def _tex(words: str) -> str:
    return _TEX.sub(lambda found: _TEX_SIGNS.get(found[0], f"\\{found[0]}"), _line(words))


def ris(reference: BibliographicReference) -> str:
    """A record of RIS.

    >>> ris(BibliographicReference("A/RES/90/1", "Rivers", "https://example.org/x", "", None)).splitlines()[:3]
    ['TY  - RPRT', 'AU  - United Nations', 'TI  - Rivers']
    """
    date = reference.adopted
    fields = (
        ("TY", "RPRT"),
        ("AU", reference.author),
        ("TI", reference.title),
        ("M1", reference.symbol),
        ("M3", "Resolution"),
        ("PY", str(date.year) if date else ""),
        ("DA", f"{date:%Y/%m/%d}" if date else ""),
        ("N1", format_citation(reference.symbol)),
        ("UR", reference.iri),
    )
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def csl(reference: BibliographicReference) -> Mapping[str, Any]:
    """An item of CSL-JSON."""
    date = reference.adopted
    return {
        "id": reference.key,
        "type": "report",
        "genre": "Resolution",
        "title": _line(reference.title),
        "author": [{"literal": reference.author}],
        "number": reference.symbol,
        **({"issued": {"date-parts": [[date.year, date.month, date.day]]}} if date else {}),
        "note": format_citation(reference.symbol),
        "URL": reference.iri,
    }


def _line(words: str) -> str:
    return " ".join(printable(words).split())


def write_bibtex(references: Iterable[BibliographicReference]) -> Iterator[str]:
    """A file of BibTeX."""
    yield from (f"{bibtex(reference)}\n" for reference in references)


def write_ris(references: Iterable[BibliographicReference]) -> Iterator[str]:
    """A file of RIS."""
    yield from (f"{ris(reference)}\r\n" for reference in references)


def write_csl(references: Iterable[BibliographicReference]) -> Iterator[str]:
    """A file of CSL-JSON, an item a line."""
    lead = "[\n"
    for reference in references:
        yield lead + msgspec.json.encode(csl(reference)).decode()
        lead = ",\n"
    yield "\n]\n" if lead != "[\n" else "[]\n"


#: The formats of references, by the ending of their files.
REFERENCE_FORMATS: Mapping[str, Callable[[Iterable[BibliographicReference]], Iterator[str]]] = {
    "bib": write_bibtex,
    "ris": write_ris,
    "csl.json": write_csl,
}
