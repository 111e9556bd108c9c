"""Records as libraries' programs take them: pymarc, xmllint, YAZ, MARC::Lint's rules, the Finnish library's package."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pymarc
from marc_lint import MarcLint

from tests.publish.loaders.told import AbsentError, Loaded, Loader, Publication, differs, refused, run, tool
from tests.samples import TESTS

PROFILES = ("marc", "marc-un")
SCHEMA = TESTS.parents[1] / "shared/standards/MARC21slim.xsd"
#: What the linter says and is no fault: it takes words at spaces, so that it knows no elided article (by MARC 21, field
#: 245, "l'" counts two characters); and the United Nations library sets no point behind a title.
ELIDED = r"245: First word, \w’\S+, does not appear to be an article, check 2nd indicator \(2\)\."
LOCAL = {"marc": ELIDED, "marc-un": rf"{ELIDED}|245: Must end with \. \(period\)\."}
FINNISH = "@natlibfi/marc-record-serializers@11"
READ = """
import fs from 'fs';
import {ISO2709, MARCXML} from '@natlibfi/marc-record-serializers';
const [kind, path] = process.argv.slice(2);
const reader = (kind === 'xml' ? MARCXML : ISO2709).reader(fs.createReadStream(path));
const told = {numbers: [], faults: []};
reader.on('data', record => { told.numbers.push(record.get('001')[0].value); });
reader.on('error', fault => told.faults.push(String(fault)));
reader.on('end', () => console.log(JSON.stringify(told)));
"""
Fields = dict[str, list[dict[str, Any]]]


def too_long(publication: Publication, profile: str) -> list[str]:
    """The records that ISO 2709 cannot count, as the file beside it names them."""
    named = publication.folder / f"data/unres.{profile}.xml-only.txt"
    return named.read_text(encoding="utf-8").split() if named.exists() else []


def records(path: Path) -> Iterator[pymarc.Record]:
    """The records of a file in ISO 2709; what cannot be read has no fields."""
    with path.open("rb") as stream:
        for record in pymarc.MARCReader(stream, force_utf8=True):
            yield record or pymarc.Record()


def fields_of(read: Sequence[pymarc.Record]) -> Fields:
    """The fields of records by their numbers."""
    found: Fields = {}
    for record in read:
        fields: Any = record.as_dict()["fields"]
        found[number_of(record)] = fields
    return found


def number_of(record: pymarc.Record) -> str:
    return str(record["001"].data) if "001" in record else ""


def missing(publication: Publication, profile: str, kind: str, numbers: Sequence[str]) -> tuple[str, ...]:
    """The fault of a file that lacks a resolution or has one twice; ISO 2709 lacks those that are named."""
    lacking = too_long(publication, profile) if kind == "mrc" else []
    return differs("numbers", sorted([*numbers, *lacking]), publication.symbols)


def others(found: Fields, ours: Fields) -> tuple[str, ...]:
    """The faults of records whose fields are not those of ours."""
    return tuple(f"{number}: other fields" for number in ours if found.get(number) != ours[number])


def by_pymarc(publication: Publication) -> Iterator[Loaded]:
    """Every record from both syntaxes, with the same fields."""
    parse: Any = pymarc.parse_xml_to_array
    for profile in PROFILES:
        xml = parse(str(publication.unpacked(f"unres.{profile}.xml.gz")))
        iso = list(records(publication.unpacked(f"unres.{profile}.mrc.gz")))
        whole = fields_of(xml)
        for kind, read in (("xml", xml), ("mrc", iso)):
            faults = missing(publication, profile, kind, [number_of(record) for record in read])
            same = () if kind == "xml" else others(whole, fields_of(read))
            yield Loaded("pymarc", f"{profile} {kind}", len(read), (*faults, *same))


def by_xmllint(publication: Publication) -> Iterator[Loaded]:
    """By the schema of the Library of Congress."""
    if not SCHEMA.exists():
        raise AbsentError(f"no {SCHEMA}")
    for profile in PROFILES:
        path = publication.unpacked(f"unres.{profile}.xml.gz")
        made = run(tool("xmllint", "Debian package libxml2-utils"), "--noout", "--schema", SCHEMA, path)
        faults = [line for line in made.stderr.splitlines() if not line.endswith(" validates")]
        told = tuple(faults) or refused(made)
        yield Loaded("xmllint", f"{profile} xml", path.read_bytes().count(b"<record>"), told)


def by_yaz(publication: Publication) -> Iterator[Loaded]:
    """ISO 2709 to MARCXML and back is the same records; MARCXML to ISO 2709 gives those of ours."""
    yaz = tool("yaz-marcdump", "Debian package yaz")
    for profile in PROFILES:
        iso = publication.unpacked(f"unres.{profile}.mrc.gz")
        ours = fields_of(list(records(iso)))
        there = publication.work / f"{profile}.yaz.xml"
        made = run(yaz, "-i", "marc", "-o", "marcxml", iso)
        there.write_text(made.stdout, encoding="utf-8")
        yield Loaded("yaz-marcdump", f"{profile} mrc to xml", made.stdout.count("<record"), refused(made))
        for name, xml in (("and back", there), ("xml to mrc", publication.unpacked(f"unres.{profile}.xml.gz"))):
            back = publication.work / f"{profile}.yaz.mrc"
            made = run(yaz, "-i", "marcxml", "-o", "marc", xml)
            back.write_text(made.stdout, encoding="utf-8")
            found = fields_of(list(records(back)))
            yield Loaded("yaz-marcdump", f"{profile} {name}", len(found), (*refused(made), *others(found, ours)))


def by_linter(publication: Publication) -> Iterator[Loaded]:
    """The rules of MARC::Lint; local fields are none of its business, local practice is named above."""
    for profile in PROFILES:
        found: Counter[str] = Counter()
        linter, count = MarcLint(), 0
        for count, record in enumerate(records(publication.unpacked(f"unres.{profile}.mrc.gz")), 1):  # noqa: B007
            told = linter.check_record(record)
            found.update(str(warning).partition(": ")[2] for warning in getattr(told, "warnings", told))
        faults = (f"{n} times {said}" for said, n in found.items() if not re.fullmatch(LOCAL[profile], said))
        yield Loaded("marc-lint", f"{profile} mrc", count, tuple(faults))


def by_finnish_library(publication: Publication) -> Iterator[Loaded]:
    """Every record from both syntaxes, by its package for Node."""
    npm, node = tool("npm", "Debian package npm"), tool("node", "Debian package nodejs")
    if run(npm, "install", "--silent", "--prefix", publication.work, FINNISH).returncode:
        raise AbsentError(f"npm could not install {FINNISH}")
    script = publication.work / "read.mjs"
    script.write_text(READ, encoding="utf-8")
    for profile in PROFILES:
        for kind in ("xml", "mrc"):
            made = run(node, script, kind, publication.unpacked(f"unres.{profile}.{kind}.gz"))
            told = json.loads(made.stdout or '{"numbers": [], "faults": []}')
            faults = (*refused(made), *told["faults"], *missing(publication, profile, kind, told["numbers"]))
            yield Loaded("marc-record-serializers", f"{profile} {kind}", len(told["numbers"]), faults)


LOADERS: tuple[Loader, ...] = (by_pymarc, by_xmllint, by_yaz, by_linter)
SLOW: tuple[Loader, ...] = (by_finnish_library,)
