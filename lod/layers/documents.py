"""References to documents by symbol, to publications by Sales number, to treaties by their Treaty Series entry.

The reference's own words are the symbol as printed, with its bracketed part: "A/78/6 (Sect. 10)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from lod import symbols
from lod.annotations import Instrument
from lod.layers.references import Reference, pattern, pinpoint_after
from lod.resources import data
from lod.rules import read_toml

_JOINT_SYMBOL = re.compile(r"(?<=[0-9)])-(?=(?:A|E|S|ST|TD|DP|CRC)/)")
_KINDS = (
    (re.compile(r"/RES[./]", re.IGNORECASE), "resolution"),
    (re.compile(r"/(?:PV|SR)\.\d"), "meeting-record"),
    (re.compile(r"^S/PRST/"), "presidential-statement"),
    (re.compile(r"/(?:L|CRP|WP)\.\d"), "working-document"),
    (re.compile(r"^ST/(?:SGB|AI|IC)/"), "administrative-issuance"),
)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How symbols become names of documents: see the table "documents" of the rules."""

    series: frozenset[str]
    issuer: re.Pattern[str]
    principal: frozenset[str]
    suffix: str
    through: dict[str, int]
    never: tuple[str, ...]


@cache
def load_conventions() -> Conventions:
    """The conventions of document symbols."""
    table = read_toml(data("citations.toml"))["documents"]
    suffixed = table["suffixed"]
    return Conventions(
        frozenset(table["series"]),
        re.compile(table["issuer"]),
        frozenset(table["principal"]),
        suffixed["suffix"],
        dict(suffixed["through"]),
        tuple(suffixed["never"]),
    )


def kind_of(symbol: str) -> str:
    """The instrument type that a symbol tells.

    >>> kind_of("A/RES/70/1"), kind_of("A/C.6/77/SR.21"), kind_of("A/68/212")
    ('resolution', 'meeting-record', 'document')
    """
    return next((kind for form, kind in _KINDS if form.search(symbol)), "document")


def find_documents(text: str) -> Iterator[Reference]:
    """References to documents, publications and treaty entries in a text, in order within each kind."""
    if "/" in text:
        yield from _symbols(text)
    if "Sales" in text:
        yield from _publications(text)


def _symbols(text: str) -> Iterator[Reference]:
    supplements = _supplements(text)
    for found in pattern("document").finditer(text):
        printed = found[0]
        if not any(character.isdigit() for character in printed) or printed.split("/")[0].isdigit():
            continue
        target = _document(text, found, supplements)
        if target is None:
            continue
        pinpoint, _ = pinpoint_in_document(text, found.end())
        first = Reference(found.start(), found.end(), "citation.document", target, found.start(), pinpoint=pinpoint)
        yield first
        yield from _continued(text, first)


def _document(text: str, found: re.Match[str], supplements: tuple["Supplement", ...]) -> Instrument | None:
    conventions = load_conventions()
    printed = _JOINT_SYMBOL.split(found[0])[0].rstrip(".-")
    symbol = symbols.normalize(printed)
    series = re.split(r"[/(.]", symbol, maxsplit=1)[0]
    is_issued = bool(conventions.issuer.search(text[max(0, found.start() - 14) : found.start()]))
    if series not in conventions.series:
        is_cited = is_issued or kind_of(symbol) == "resolution"
        return Instrument(f"document/{symbol}", None, kind_of(symbol)) if is_cited else None
    if is_issued and series not in conventions.principal:
        return Instrument(f"document/{symbol}", None, kind_of(symbol))
    supplement = next((s for s in reversed(supplements) if s.end <= found.start() <= s.end + 90), None)
    if supplement is None:
        return Instrument(symbol, symbol, kind_of(symbol))
    symbol = supplement.symbol(symbol, conventions)
    return Instrument(symbol, symbol, "official-records-supplement")


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplement of the Official Records named in a text, up to `end`."""

    end: int
    session: str | None
    number: str

    def symbol(self, symbol: str, conventions: Conventions) -> str:
        """The resolver's form of the symbol printed behind it."""
        found = re.match(r"([AE])/(?:S-)?(\d+)/(?!.*\()", symbol)
        if not found or self.number in conventions.never or int(found[2]) > conventions.through[found[1]]:
            return symbol
        return f"{symbol}{conventions.suffix}"


def _supplements(text: str) -> tuple[Supplement, ...]:
    if "Supplement" not in text:
        return ()
    return tuple(
        Supplement(found.end(), found["session"], found["supplement"])
        for found in pattern("official_records").finditer(text)
    )


def _continued(text: str, first: Reference) -> Iterator[Reference]:
    """What follows a symbol in short form: "A/37/351/Add.1 and Corr.1"."""
    last = first
    while last.target and (found := pattern("document_part").match(text, last.end)):
        symbol = _with_part(last.target.path.removesuffix(load_conventions().suffix), found["suffix"])
        target = Instrument(symbol, symbol if last.target.symbol else None, last.target.kind)
        last = replace(
            first, start=found.start("suffix"), end=found.end(), rule="citation.document_part", target=target
        )
        yield last


def _with_part(symbol: str, suffix: str) -> str:
    """A corrigendum is its document's, an addendum the report's.

    >>> _with_part("A/37/351/Add.1", "Corr.1"), _with_part("A/62/206/Corr.1", "Add.1")
    ('A/37/351/Add.1/Corr.1', 'A/62/206/Add.1')
    """
    base = re.sub(r"/Corr\.\d+$", "", symbol)
    if suffix.startswith("Add"):
        base = re.sub(r"/Add\.\d+$", "", base)
    return f"{base}/{suffix}"


def pinpoint_in_document(text: str, end: int) -> tuple[str | None, int]:
    """The pinpoint behind a symbol or Sales number and where it ends; decisions inside the document belong to it.

    >>> pinpoint_in_document("FCCC/CP/2015/10/Add.1, decision 1/CP.21, annex.", 21)
    ('decision 1/CP.21, annex', 46)
    """
    found = pattern("pinpoint_in_document").match(text, end)
    return (found["pinpoint"], found.end()) if found else pinpoint_after(text, end)


def _publications(text: str) -> Iterator[Reference]:
    for found in pattern("sales_number").finditer(text):
        pinpoint, _ = pinpoint_in_document(text, found.end())
        target = Instrument(f"publication/{found['number']}", None, "publication")
        yield Reference(found.start(), found.end(), "citation.sales_number", target, found.start(), pinpoint=pinpoint)


def find_treaty_entries(text: str, follows_series: bool) -> Iterator[Reference]:
    """Treaty Series entries; `follows_series`: the note before cites the series, so that "Ibid., vol. 610" does too."""
    if "vol" not in text or not (follows_series or "Treaty Series" in text):
        return
    league = "League of Nations" in text
    for found in pattern("treaty_series").finditer(text):
        series = "treaty-series/league-of-nations" if league and not found["volumes"].isdigit() else "treaty-series"
        number = re.sub(r"\s?[-–]\s?", "-", found["numbers"].split(",")[0].split(" and ")[0])
        volumes = list(re.finditer(r"[0-9IVXLC]+", found["volumes"]))
        for volume in volumes:
            start = found.start() if len(volumes) == 1 else found.start("volumes") + volume.start()
            end = found.end() if len(volumes) == 1 else found.start("volumes") + volume.end()
            target = Instrument(f"{series}/{volume[0]}/{number}", None, "treaty")
            yield Reference(start, end, "citation.treaty_series", target, found.start())
