"""A static repository: all records in one file, for hosts that serve files only.

Governing text: Specification for an OAI Static Repository and an OAI Static Repository Gateway. A gateway that somebody
runs answers harvesters from it; it knows no sets and no deleted records.
"""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from lxml import etree

from lod.publish.harvest.catalogue import HarvestRecord, Repository
from lod.publish.harvest.formats import METADATA_FORMATS, OAI, XSI, MetadataFormat, element_of
from lod.publish.harvest.identifiers import format_identifier
from lod.publish.staging import Staging

STATIC = "data/oai-static.xml"
_NAMESPACE = "http://www.openarchives.org/OAI/2.0/static-repository"
#: The formats of the file: what all harvesters take, and what libraries do.
_WRITTEN = tuple(METADATA_FORMATS[prefix] for prefix in ("oai_dc", "marc21"))


def write_static(repository: Repository, staging: Staging, target: Path) -> Path:
    """Write the repository, the records as they are staged, held or published. Records are streamed."""
    with target.open("wb") as out:
        out.writelines(line.encode() for line in _lines(repository, staging))
    return target


def _lines(repository: Repository, staging: Staging) -> Iterator[str]:
    schema = f"{_NAMESPACE} http://www.openarchives.org/OAI/2.0/static-repository.xsd"
    yield (f'<?xml version="1.0" encoding="UTF-8"?>\n<Repository xmlns="{_NAMESPACE}" xmlns:oai="{OAI}" '
           f'xmlns:xsi="{XSI}" xsi:schemaLocation="{schema}">\n<Identify>\n')  # fmt: skip
    told = {"repositoryName": repository.name, "baseURL": f"{repository.base}{STATIC}", "protocolVersion": "2.0",
            "adminEmail": repository.email, "earliestDatestamp": repository.earliest, "deletedRecord": "no",
            "granularity": "YYYY-MM-DD"}  # fmt: skip
    yield from (f"<oai:{name}>{escape(value)}</oai:{name}>\n" for name, value in told.items())
    yield "</Identify>\n<ListMetadataFormats>\n"
    for form in _WRITTEN:
        yield (f"<oai:metadataFormat><oai:metadataPrefix>{form.prefix}</oai:metadataPrefix><oai:schema>{form.schema}"
               f"</oai:schema><oai:metadataNamespace>{form.namespace}</oai:metadataNamespace>"
               "</oai:metadataFormat>\n")  # fmt: skip
    yield "</ListMetadataFormats>\n"
    for form in _WRITTEN:
        yield f'<ListRecords metadataPrefix="{form.prefix}">\n'
        yield from _records(repository.records, form, repository.base, staging)
        yield "</ListRecords>\n"
    yield "</Repository>\n"


def _records(records: Iterable[HarvestRecord], form: MetadataFormat, base: str, staging: Staging) -> Iterator[str]:
    for record in records:
        if not staging.has(path := f"{record.symbol}{form.suffix}"):  # of a text that could not be read again
            continue
        element = element_of(staging.read(path), form)
        identifier = escape(format_identifier(record.symbol, base))
        content = etree.tostring(element, encoding="unicode", with_tail=False)
        yield f"<oai:record><oai:header><oai:identifier>{identifier}</oai:identifier>"
        yield f"<oai:datestamp>{record.datestamp}</oai:datestamp></oai:header>"
        yield f"<oai:metadata>{content}</oai:metadata></oai:record>\n"
