"""Metadata formats that harvesters may ask for, and how a published record is put into an answer.

Governing texts: OAI-PMH 2.0, sections 2.5 and 3.4; its guidelines for oai_dc.
"""

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
from lxml import etree
from msgspec import Struct

from lod.graph.files import read_triples
from lod.graph.serialize import graph_prefixes, serialize
from lod.model.vocab import RDF
from lod.publish.gather import DC_RECORD, MODS_RECORD
from lod.publish.marc.records import NAMESPACE as MARC_NAMESPACE
from lod.publish.metadata import MODS, OAI_DC
from lod.publish.paths import find_file
from lod.publish.staging import MARC, UN_MARC

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


class MetadataFormat(Struct, frozen=True):
    """A format: its prefix, namespace and schema, what a resolution's file of it ends with, records in an answer."""

    prefix: str
    namespace: str
    schema: str
    suffix: str
    page: int = 100


_MARC_SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
#: The formats by prefix; the one that every repository must have first.
METADATA_FORMATS: Mapping[str, MetadataFormat] = {
    found.prefix: found
    for found in (
        MetadataFormat("oai_dc", OAI_DC, "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", DC_RECORD),
        MetadataFormat("marc21", MARC_NAMESPACE, _MARC_SCHEMA, MARC),
        MetadataFormat("marc21-un", MARC_NAMESPACE, _MARC_SCHEMA, UN_MARC),
        MetadataFormat("mods", MODS, "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd", MODS_RECORD),
        MetadataFormat("rdf", RDF.base, "http://www.openarchives.org/OAI/2.0/rdf.xsd", ".ttl", page=10),
    )
}


def read_metadata(folder: Path, symbol: str, of: MetadataFormat, base: str) -> "etree._Element | None":
    """The record of a resolution in a format, as an element that names its schema; None where there is none."""
    found = find_file(folder, f"{symbol}{of.suffix}")
    return element_of(_as_xml(found, base) if of.suffix == ".ttl" else found.read_bytes(), of) if found else None


def element_of(content: bytes, of: MetadataFormat) -> "etree._Element":
    """The element of a record in a document; of a collection the first record."""
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False, remove_blank_text=True))
    made = root[0] if of.namespace == MARC_NAMESPACE else root
    made.set(f"{{{XSI}}}schemaLocation", f"{of.namespace} {of.schema}")
    return made


def _as_xml(path: Path, base: str) -> bytes:
    return serialize(read_triples(path), ox.RdfFormat.RDF_XML, graph_prefixes(base))
