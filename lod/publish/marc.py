"""MARC 21 records of resolutions, as MARCXML, for library catalogues.

Governing texts: MARC 21 Format for Bibliographic Data; the local fields of the UN library's catalogue (191 symbol,
269 date of publication, 991 agenda, 992 date of adoption). A field is written only where the resolution says it; who
made the record (040 $a) is left open, for it is not the library.
"""

import datetime as dt
import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree
from pymarc import Field, Indicators, Leader, Record, Subfield
from pymarc.marcxml import record_to_xml

from lod.data.authorities import load_authorities
from lod.data.headings import HeadingKind
from lod.data.ordinals import format_ordinal
from lod.data.organs import load_organs
from lod.model.iris import DEFAULT_BASE, document, format_iri
from lod.model.resolution import Masthead, Resolution
from lod.model.typography import printable

NAMESPACE = "http://www.loc.gov/MARC21/slim"
#: Articles that a catalogue passes over when it files titles.
ARTICLES = {
    "en": re.compile(r"(?:An?|The) "),
    "fr": re.compile(r"(?:Les?|La|Une?|Des) |L[’']"),
    "es": re.compile(r"(?:El|L[ao]s?|Un[ao]s?|Un) "),
}
#: The field of a name heading, by what it names: person, body, meeting, title.
NAME_FIELDS = {
    HeadingKind.PERSON: "600",
    HeadingKind.BODY: "610",
    HeadingKind.MEETING: "611",
    HeadingKind.TITLE: "630",
}
#: A surname first; names in direct order; no article to pass over; the heading's source is not given.
_NAME_INDICATORS = {
    HeadingKind.PERSON: "14",
    HeadingKind.BODY: "24",
    HeadingKind.MEETING: "24",
    HeadingKind.TITLE: "04",
}
#: Months as the library abbreviates them.
MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
LANGUAGES = {"en": "eng", "fr": "fre", "es": "spa", "ru": "rus", "ar": "ara", "zh": "chi"}


def marc_record(resolution: Resolution, base: str = DEFAULT_BASE) -> Record:
    """The bibliographic record of a resolution."""
    made = Record(force_utf8=True)
    made.leader = Leader("     nam a22     3u 4500")
    for field in _fields(resolution, base):
        made.add_ordered_field(field)
    return made


def marcxml(resolution: Resolution, base: str = DEFAULT_BASE) -> bytes:
    """A collection of one record, as UTF-8 MARCXML."""
    # lxml's stubs know no default namespace
    collection = etree.Element(f"{{{NAMESPACE}}}collection", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    collection.append(etree.fromstring(_xml(marc_record(resolution, base))))
    etree.indent(collection)
    return etree.tostring(collection, encoding="utf-8", xml_declaration=True) + b"\n"


def write_collection(records: Iterable[bytes], target: Path) -> Path:
    """Write collections of one record each as one, gzipped; returns its path."""
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode())
        for content in records:
            out.write(content[content.index(b"<record") : content.rindex(b"</collection>")])
        out.write(b"</collection>\n")
    return target


def _xml(made: Record) -> bytes:
    text: bytes = record_to_xml(made, namespace=True)  # type: ignore[no-untyped-call]  # pymarc types it not
    return text


def _fields(resolution: Resolution, base: str) -> Iterator[Field]:
    head = resolution.masthead
    yield Field("001", data=head.symbol)
    yield Field("007", data="cr |n|||||||||")  # an online text
    yield Field("008", data=_fixed(resolution))
    yield _field("024", "7 ", ("a", format_iri(document(head.symbol), base)), ("2", "uri"))
    yield _field("040", "  ", ("b", "eng"))
    yield _field("041", "  ", ("a", LANGUAGES.get(resolution.language, resolution.language)))
    yield _field("191", "  ", ("a", head.symbol), ("b", f"{head.symbol.split('/')[0]}/"), ("c", head.session))
    yield _title(head, resolution.language)
    yield _field("260", "  ", ("a", "[New York] :"), ("b", "UN,"), ("c", _day(head.issued)))
    if head.issued:
        yield _field("269", "  ", ("a", head.issued.isoformat()))
    yield from _notes(head)
    yield from _subjects(resolution)
    yield from _agenda(head)
    yield _field("856", "40", ("u", f"https://docs.un.org/{head.symbol}"), ("y", head.symbol))
    if head.adopted:
        yield _field("992", "  ", ("a", head.adopted.isoformat()))


def _title(head: Masthead, language: str) -> Field:
    """Field 245: the title is the main entry, for no name is (first indicator 0)."""
    organ = load_authorities().name_of(f"actor/{head.organ}")
    article = ARTICLES[language].match(head.name) if language in ARTICLES else None
    kind, whose = ("resolution /", f"adopted by the {organ}") if organ else ("resolution", "")
    return _field("245", f"0{article.end() if article else 0}", ("a", f"{head.name} :"), ("b", kind), ("c", whose))


def _notes(head: Masthead) -> Iterator[Field]:
    if head.adopted and head.meeting:
        number = format_ordinal(int(head.meeting)) if head.meeting.isdecimal() else head.meeting
        meeting = load_organs().get(head.organ).meeting
        yield _field("500", "  ", ("a", f"Adopted at the {number} {meeting}, {_day(head.adopted)}."))
    if head.report:
        said = ", ".join(filter(None, (head.report.symbol, head.report.pinpoint)))
        yield _field("500", "  ", ("a", f"On the report of the {head.committee or 'committee'}: {said.rstrip('.')}."))
    if head.draft:
        yield _field("500", "  ", ("a", f"Without reference to a Main Committee: {head.draft}."))
    if head.corrigendum:
        yield _field("500", "  ", ("a", head.corrigendum))


def _subjects(resolution: Resolution) -> Iterator[Field]:
    for subject in resolution.record.subjects:
        yield _field("650", "17", ("a", subject.label), ("2", "unbist"), ("0", subject.iri))
    for name in resolution.record.names:
        kind = HeadingKind(name.kind)
        yield _field(NAME_FIELDS[kind], _NAME_INDICATORS[kind], ("a", name.label))
    if heading := load_organs().get(resolution.masthead.organ).heading:
        yield _field("710", "2 ", ("a", heading))


def _agenda(head: Masthead) -> Iterator[Field]:
    agenda = load_organs().get(head.organ).agenda.format(session=head.session) if head.session else None
    for item, title in head.titled_items:
        yield _field("991", "  ", ("a", agenda or None), ("b", item), ("c", title))


def _fixed(resolution: Resolution) -> str:
    """Field 008: 40 characters; the date entered on file is the distribution date, since no clock is read."""
    issued = resolution.masthead.issued or resolution.masthead.adopted
    entered = issued.strftime("%y%m%d") if issued else "000000"
    dates = f"s{issued.year:04}    " if issued else "nuuuuuuuu"
    language = LANGUAGES.get(resolution.language, "und")
    return f"{entered}{dates}nyu" + "     o    i000 0 ".ljust(17) + f"{language} d"


def _day(date: dt.date | None) -> str:
    """A day as the library writes it.

    >>> _day(dt.date(2014, 2, 7))
    '7 Feb. 2014'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else ""


def _field(tag: str, indicators: str, *subfields: tuple[str, str | None]) -> Field:
    filled = [Subfield(code, printable(value)) for code, value in subfields if value]
    return Field(tag, Indicators(indicators[0], indicators[1]), filled)
