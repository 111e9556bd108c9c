"""References to documents by symbol, to publications by Sales number, to treaties by Treaty Series entry.

The reference's own words are the symbol as printed, with its bracketed part: "A/78/6 (Sect. 10)".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.citations.organs import resolution_of
from lod.annotate.citations.references import Reference, date_at, pattern, pinpoint_after
from lod.data.files import data, read_toml
from lod.data.ordinals import parse_ordinal
from lod.data.organs import load_organs
from lod.data.phrases import Phrase
from lod.data.rules import load_rules
from lod.model import symbols
from lod.model.annotations import Instrument
from lod.model.iris import slug

#: A part at the end of a symbol.
_PART = re.compile(r"(Add|Corr|Rev)s?\.\s?\d+$")
_OF_REPORT = re.compile(r"([AE])/\d+/(\d+)")
_SUPPLEMENT = "official-records-supplement"
#: Characters between "Supplement No. 39" and its symbols: corrigenda, volumes, brackets.
_REACH = 90
_JOINT_SYMBOL = re.compile(r"(?<=[0-9)])-(?=(?:A|E|S|ST|TD|DP|CRC)/)")


class Conventions(Struct, frozen=True):
    """How symbols become names of documents: see the table "documents" of the rules."""

    series: frozenset[str]
    issuer: re.Pattern[str]
    suffix: str
    through: dict[str, int]
    never: tuple[str, ...]
    reports: dict[str, str]  # "A/53" -> the organ whose report it is
    forms: dict[str, str]  # of single documents: as printed -> in the resolver


@cache
def load_conventions() -> Conventions:
    """The conventions of document symbols."""
    table = read_toml(data("citations.toml"))["documents"]
    suffixed = table["suffixed"]
    return Conventions(
        frozenset(table["series"]),
        re.compile(table["issuer"]),
        suffixed["suffix"],
        dict(suffixed["through"]),
        tuple(suffixed["never"]),
        dict(table["reports"]),
        dict(table["forms"]),
    )


def kind_of(symbol: str) -> str:
    """The instrument type that a symbol tells.

    >>> kind_of("A/RES/70/1"), kind_of("A/C.6/77/SR.21"), kind_of("A/68/212")
    ('resolution', 'meeting-record', 'document')
    """
    return next((kind for form, kind in _kinds() if form.search(symbol)), "document")


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((rule.pattern, rule.settings["kind"]) for rule in load_rules(data("document_kinds.toml")))


def names_documents(text: str) -> bool:
    """Whether a text can hold any of these references: told by a word or a sign, as of most that it cannot."""
    return "/" in text or "(" in text or any(map(text.__contains__, ("Supplement", "Sales", ", document ")))


def find_documents(text: str) -> Iterator[Reference]:
    """References to documents, publications and treaty entries in a text, in order within each kind."""
    supplements = _supplements(text)
    symbols_found = tuple(_symbols(text, supplements)) if "/" in text else ()
    yield from symbols_found
    yield from _without_symbol(text, supplements, symbols_found)
    if "Sales" in text:
        yield from _publications(text)
    yield from _of_agencies(text)


def _symbols(text: str, supplements: tuple["Supplement", ...]) -> Iterator[Reference]:
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
        if target.kind == _SUPPLEMENT:
            yield from _in_report(text, first)


def _in_report(text: str, report: Reference) -> Iterator[Reference]:
    """The resolution that is cited in a body's report: "(A/77/53/Add.1), chap. III, sect. A, resolution 51/4"."""
    end, numbered = report.end, _OF_REPORT.match(report.target.path if report.target else "")
    key = load_conventions().reports.get(f"{numbered[1]}/{numbered[2]}") if numbered else None
    found = pattern("resolution_in_report").match(text[end : end + _REACH]) if key else None
    if key and found:
        start, stop = (end + at for at in found.span("number"))
        target = resolution_of(load_organs().get(key), found["number"])
        pinpoint, _ = pinpoint_after(text, stop)
        yield Reference(start, stop, "citation.resolution_in_report", target, report.head, pinpoint=pinpoint)


def _document(text: str, found: re.Match[str], supplements: tuple["Supplement", ...]) -> Instrument | None:
    conventions = load_conventions()
    printed = _JOINT_SYMBOL.split(found[0])[0].rstrip(".-")
    symbol = symbols.normalize(printed)
    series = re.split(r"[/(.]", symbol, maxsplit=1)[0]
    if series not in conventions.series:
        is_issued = conventions.issuer.search(text[max(0, found.start() - 14) : found.start()])
        is_cited = is_issued or kind_of(symbol) == "resolution"
        return Instrument(f"document/{symbol}", None, kind_of(symbol)) if is_cited else None
    supplement = next((s for s in reversed(supplements) if s.precedes(found.start())), None)
    if supplement is None:
        symbol = conventions.forms.get(symbol, symbol)
        return Instrument(symbol, symbol, kind_of(symbol))
    symbol = supplement.symbol(symbol, conventions)
    return Instrument(symbol, symbol, _SUPPLEMENT)


class Supplement(Struct, frozen=True):
    """A supplement of the Official Records named in a text, at [start:end); `organ` is None after "ibid."."""

    start: int
    end: int
    organ: str | None
    session: str | None
    number: str

    def precedes(self, start: int) -> bool:
        """Whether a symbol at `start` is this supplement's: "Supplement No. 39 and corrigendum (A/67/39 ..."."""
        return self.end <= start <= self.end + _REACH

    def symbol(self, symbol: str, conventions: Conventions) -> str:
        """The resolver's form of a symbol printed behind it."""
        found = re.match(r"([AE])/(?:S-)?(\d+)/(?!.*\()", symbol)
        if not found or self.number in conventions.never or int(found[2]) > conventions.through[found[1]]:
            return symbol
        return conventions.forms.get(symbol, f"{symbol}{conventions.suffix}")

    def instrument(self) -> Instrument | None:
        """The supplement by organ, session and number, where all three are printed.

        >>> Supplement(0, 9, "General Assembly", "Sixth Session", "9").instrument().path
        'official-records/general-assembly/6/9'
        """
        if not self.organ or not self.session:
            return None
        session = parse_ordinal(self.session.split()[0]) or self.session
        session = f"S-{session}" if "pecial" in self.session else session
        path = f"official-records/{slug(self.organ)}/{session}/{self.number}"
        return Instrument(path, None, _SUPPLEMENT)


def _supplements(text: str) -> tuple[Supplement, ...]:
    if "Supplement" not in text:
        return ()
    return tuple(
        Supplement(found.start(), found.end(), found["organ"], found["session"], found["supplement"])
        for found in pattern("official_records").finditer(text)
    )


def _without_symbol(
    text: str, supplements: Iterable[Supplement], symbols_found: Sequence[Reference]
) -> Iterator[Reference]:
    """Supplements printed without a symbol, as before the thirty-first session; "ibid." alone says too little."""
    for supplement in supplements:
        if not any(supplement.precedes(reference.start) for reference in symbols_found):
            rule, start, end = "citation.official_records", supplement.start, supplement.end
            pinpoint, _ = pinpoint_in_document(text, end)
            yield Reference(start, end, rule, supplement.instrument(), start, pinpoint=pinpoint)


def _continued(text: str, first: Reference) -> Iterator[Reference]:
    """What follows a symbol in short form: "A/37/351/Add.1 and Corr.1", "A/59/736 and Corr.1 and 2"; a pinpoint may
    stand between: "A/59/736, chap. II, and Corr.1"."""
    last, target = first, first.target
    while target and (found := _next_part(text, last) or _next_part(text, last, behind_pinpoint=True)):
        start, end, suffix = found
        symbol = _with_part(target.path.removesuffix(load_conventions().suffix), suffix)
        target = Instrument(symbol, symbol if target.symbol else None, target.kind)
        last = replace(first, start=start, end=end, rule="citation.document_part", target=target, pinpoint=None)
        yield last


def _next_part(text: str, last: Reference, behind_pinpoint: bool = False) -> tuple[int, int, str] | None:
    """Where the next short form stands, and the part that it means."""
    at = pinpoint_in_document(text, last.end)[1] if behind_pinpoint else last.end
    if found := pattern("document_part").match(text, at):
        return found.start("suffix"), found.end(), found["suffix"].replace("s.", ".").replace(" ", "")
    if behind_pinpoint:
        return None
    found = pattern("document_part_number").match(text, at)
    if found and (part := _PART.search(text[last.start : last.end])):
        return found.start("number"), found.end(), f"{part[1]}.{found['number']}"
    found = pattern("document_volume").match(text, at)
    return (found.start("volume"), found.end(), found["volume"].replace(" ", "")) if found else None


def _with_part(symbol: str, suffix: str) -> str:
    """A corrigendum is its document's, an addendum the report's.

    >>> _with_part("A/37/351/Add.1", "Corr.1"), _with_part("A/62/206/Corr.1", "Add.1")
    ('A/37/351/Add.1/Corr.1', 'A/62/206/Add.1')
    >>> _with_part("A/78/5(Vol.I)", "(Vol.II)")
    'A/78/5(Vol.II)'
    """
    if suffix.startswith("("):
        return f"{symbol.partition('(')[0]}{suffix}"
    base = re.sub(r"/Corr\.\d+$", "", symbol)
    if not suffix.startswith("Corr"):
        base = re.sub(r"/(?:Add|Rev)\.\d+$", "", base)
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


#: What stands between the word and a number of its series.
_OF_AGENCY = Phrase("citations.of_agency")


def _of_agencies(text: str) -> Iterator[Reference]:
    """What organizations number in ways of their own: "resolution MEPC.201(62)", "document MSC 103/21"."""
    if "resolution" in text and "(" in text:
        for found in pattern("resolution_of_agency").finditer(text):
            if _OF_AGENCY.search(text[max(0, found.start() - 90) : found.start()]):
                yield _of_agency(text, found, "resolution_of_agency", "resolution")
    if ", document " in text:
        for found in pattern("document_spaced").finditer(text):
            yield _of_agency(text, found, "document_spaced", "document")


def _of_agency(text: str, found: re.Match[str], rule: str, kind: str) -> Reference:
    target = Instrument(f"document/{symbols.normalize(found[0])}", None, kind)
    date, end = date_at(text, found.end())
    pinpoint, _ = pinpoint_in_document(text, end)
    return Reference(found.start(), found.end(), f"citation.{rule}", target, found.start(), date, pinpoint)


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
