"""MARC 21 records of resolutions, as MARCXML, for library catalogues.

Governing texts: MARC 21 Format for Bibliographic Data; the local fields of the UN library's catalogue (191 symbol,
269 date of publication, 991 agenda, 992 date of adoption). A field is written only where the resolution says it.
"""

from collections.abc import Iterator

from lxml import etree
from pymarc import Field, Indicators, Leader, Record, Subfield
from pymarc.marcxml import record_to_xml

from lod.authorities import load_authorities
from lod.iris import DEFAULT_BASE, document, format_iri
from lod.model import Masthead, Resolution

NAMESPACE = "http://www.loc.gov/MARC21/slim"
ORGAN_HEADINGS = {"general-assembly": "UN. General Assembly"}
LANGUAGES = {"en": "eng", "fr": "fre", "es": "spa", "ru": "rus", "ar": "ara", "zh": "chi"}


def record(resolution: Resolution, base: str = DEFAULT_BASE) -> Record:
    """The bibliographic record of a resolution."""
    made = Record(force_utf8=True)
    made.leader = Leader("     nam a22     3u 4500")
    for field in _fields(resolution, base):
        made.add_ordered_field(field)
    return made


def marcxml(resolution: Resolution, base: str = DEFAULT_BASE) -> bytes:
    """A collection of one record, as UTF-8 MARCXML."""
    collection = etree.Element(f"{{{NAMESPACE}}}collection", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # lxml's stubs know no default namespace
    collection.append(etree.fromstring(_xml(record(resolution, base))))
    etree.indent(collection)
    return etree.tostring(collection, encoding="utf-8", xml_declaration=True) + b"\n"


def _xml(made: Record) -> bytes:
    text: bytes = record_to_xml(made, namespace=True)  # type: ignore[no-untyped-call]  # pymarc types it not
    return text


def _fields(resolution: Resolution, base: str) -> Iterator[Field]:
    head = resolution.masthead
    yield Field("001", data=head.symbol)
    yield Field("008", data=_fixed(resolution))
    yield _field("024", "7 ", ("a", format_iri(document(head.symbol), base)), ("2", "uri"))
    yield _field("040", "  ", ("a", "NNUN"), ("b", "eng"))
    yield _field("041", "  ", ("a", LANGUAGES.get(resolution.language, resolution.language)))
    yield _field("191", "  ", ("a", head.symbol), ("b", f"{head.symbol.split('/')[0]}/"), ("c", head.session))
    yield _field("245", "10", ("a", head.name), ("c", _statement(head)))
    yield _field("260", "  ", ("a", "[New York] :"), ("b", "UN,"), ("c", str(head.issued or "")))
    if head.issued:
        yield _field("269", "  ", ("a", head.issued.isoformat()))
    yield from _notes(head)
    yield from _subjects(resolution)
    yield from _agenda(head)
    yield _field("856", "40", ("u", f"https://docs.un.org/{head.symbol}"), ("y", head.symbol))
    if head.adopted:
        yield _field("992", "  ", ("a", head.adopted.isoformat()))


def _notes(head: Masthead) -> Iterator[Field]:
    if head.adopted and head.meeting:
        yield _field("500", "  ", ("a", f"Adopted at plenary meeting {head.meeting}, {_day(head)}."))
    if head.report:
        yield _field("500", "  ", ("a", f"On the report of the {head.committee or 'committee'}: {head.report.symbol}."))
    if head.draft:
        yield _field("500", "  ", ("a", f"Without reference to a Main Committee: {head.draft}."))


def _subjects(resolution: Resolution) -> Iterator[Field]:
    for subject in resolution.record.subjects:
        if "metadata.un.org/thesaurus" in subject.iri:
            yield _field("650", "17", ("a", subject.label), ("2", "unbist"), ("0", subject.iri))
    for name in resolution.record.names:
        yield _field("610", "27", ("a", name))
    heading = ORGAN_HEADINGS.get(resolution.masthead.organ)
    if heading:
        yield _field("710", "2 ", ("a", heading))


def _agenda(head: Masthead) -> Iterator[Field]:
    for item, title in head.titled_items:
        yield _field("991", "  ", ("a", f"A/{head.session}"), ("b", item), ("c", title))


def _fixed(resolution: Resolution) -> str:
    """Field 008: 40 characters; the date entered on file is the distribution date, since no clock is read."""
    issued = resolution.masthead.issued or resolution.masthead.adopted
    entered = issued.strftime("%y%m%d") if issued else "000000"
    year = f"{issued.year:04}" if issued else "uuuu"
    language = LANGUAGES.get(resolution.language, "und")
    return f"{entered}s{year}    nyu" + "     o    i000 0 ".ljust(17) + f"{language} d"


def _statement(head: Masthead) -> str:
    organ = load_authorities().name_of(f"actor/{head.organ}")
    return f"resolution / adopted by the {organ}" if organ else "resolution"


def _day(head: Masthead) -> str:
    return f"{head.adopted.day} {head.adopted:%B %Y}" if head.adopted else ""


def _field(tag: str, indicators: str, *subfields: tuple[str, str | None]) -> Field:
    filled = [Subfield(code, value) for code, value in subfields if value]
    return Field(tag, Indicators(indicators[0], indicators[1]), filled)
