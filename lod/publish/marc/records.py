"""MARC records: made of a resolution, written as MARCXML, and from that as ISO 2709.

Characters that XML or ISO 2709 forbid never stop a record: each becomes the sign for a character that is not known.
Governing texts: MARCXML schema 1.2; ISO 2709.
"""

import gzip
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from lxml import etree
from msgspec import Struct
from pymarc import Field, Leader, Record

from lod.model.errors import UnresError
from lod.model.resolution import Resolution
from lod.publish.marc.described import Described, described
from lod.publish.marc.fields import RULES, Profile

NAMESPACE = "http://www.loc.gov/MARC21/slim"
#: A language material, monograph, Unicode; abbreviated level; AACR2 as the library, ISBD for any other.
LEADERS = {Profile.UN: "     nam a22     3a 4500", Profile.STANDARD: "     nam a22     3i 4500"}
#: What the directory of ISO 2709 can count: bytes of a field with its end, bytes of a record.
FIELD_LIMIT, RECORD_LIMIT = 9999, 99999
LEADER_LENGTH = 24
_OPENING = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
_CLOSING = b"</collection>\n"
Element = etree._Element


def marc_record(of: Described, profile: Profile = Profile.STANDARD) -> Record:
    """The bibliographic record of a resolution, its fields in the order of tags."""
    made = Record(force_utf8=True)
    made.leader = Leader(LEADERS[profile])
    fields = [found for rule in RULES if profile in rule.profiles for found in rule.make(of)]
    made.fields = [found for found in fields if found.is_control_field() or found.subfields]
    return made


def marcxml(of: Described | Resolution, profile: Profile = Profile.STANDARD) -> bytes:
    """A collection of one record, as UTF-8 MARCXML."""
    given = described(of) if isinstance(of, Resolution) else of
    return b"".join((_OPENING, record_xml(marc_record(given, profile)), _CLOSING))


def marc(of: Described, profile: Profile = Profile.STANDARD) -> bytes:
    """One record as ISO 2709; raises UnresError for one that is longer than its directory can count."""
    (record,) = find_records(marcxml(of, profile))
    if content := iso2709(record):
        return content
    raise UnresError("is longer than a record of ISO 2709 may be", of.head.symbol, "export it as MARCXML")


def record_xml(made: Record) -> bytes:
    """One record as MARCXML, an element a line."""
    lines = ["  <record>", f"    <leader>{escape(str(made.leader), False)}</leader>"]
    for found in made.fields:
        lines += _field_xml(found)
    return ("\n".join([*lines, "  </record>"]) + "\n").encode()


def _field_xml(found: Field) -> Iterator[str]:
    if found.is_control_field():
        yield f'    <controlfield tag="{found.tag}">{escape(found.data or "", False)}</controlfield>'
        return
    yield f'    <datafield tag="{found.tag}" ind1="{found.indicator1}" ind2="{found.indicator2}">'
    for code, value in found.subfields:
        yield f'      <subfield code="{code}">{escape(value, False)}</subfield>'
    yield "    </datafield>"


def iso2709(record: Element) -> bytes | None:
    """An element of MARCXML as ISO 2709; None for one that is longer than its directory can count: nothing is cut."""
    fields = [(str(child.get("tag")), _content(child)) for child in record.iterchildren() if child.get("tag")]
    directory, start = [], 0
    for tag, content in fields:
        directory.append(f"{tag}{len(content):04}{start:05}")
        start += len(content)
    base = LEADER_LENGTH + sum(map(len, directory)) + 1
    length = base + start + 1
    if length > RECORD_LIMIT or any(len(content) > FIELD_LIMIT for _, content in fields):
        return None
    leader = record[0].text or ""
    head = f"{length:05}{leader[5:12]}{base:05}{leader[17:]}{''.join(directory)}\x1e"
    return b"".join((head.encode(), *(content for _, content in fields), b"\x1d"))


def _content(field: Element) -> bytes:
    """A field with its indicators, the marks of its subfields and its end."""
    if not len(field):
        return f"{field.text or ''}\x1e".encode()
    subfields = "".join(f"\x1f{part.get('code')}{part.text or ''}" for part in field)
    return f"{field.get('ind1')}{field.get('ind2')}{subfields}\x1e".encode()


def find_records(content: bytes) -> Iterator[Element]:
    """The records of a collection that this package wrote."""
    return etree.fromstring(content, etree.XMLParser(huge_tree=True)).iterchildren(f"{{{NAMESPACE}}}record")


class Collections(Struct, frozen=True):
    """Files of all records of a profile, and the control numbers of those that ISO 2709 cannot hold."""

    xml: Path
    iso: Path
    too_long: tuple[str, ...]

    def named(self) -> Iterator[Path]:
        """A file that names the records that are written as MARCXML only, where there are any."""
        if self.too_long:
            path = self.iso.with_name(self.iso.name.removesuffix(".mrc.gz") + ".xml-only.txt")
            path.write_text("".join(f"{number}\n" for number in self.too_long), encoding="utf-8")
            yield path


def write_collections(name: str, folder: Path, records: Iterable[bytes]) -> Collections:
    """Write collections of one record each as one, gzipped, as MARCXML and as ISO 2709; one record at a time."""
    xml, iso = folder / f"{name}.xml.gz", folder / f"{name}.mrc.gz"
    too_long: list[str] = []
    with gzipped(xml) as as_xml, gzipped(iso) as as_iso:
        as_xml.write(_OPENING)
        for content in records:
            as_xml.write(content[content.index(b"  <record") : content.rindex(_CLOSING)])
            for record in find_records(content):
                if binary := iso2709(record):
                    as_iso.write(binary)
                else:
                    too_long.append(record[1].text or "")  # field 001, behind the leader
        as_xml.write(_CLOSING)
    return Collections(xml, iso, tuple(too_long))


def gzipped(target: Path) -> gzip.GzipFile:
    """A file to write, gzipped without a time stamp."""
    return gzip.GzipFile("", "wb", 6, target.open("wb"), mtime=0)
