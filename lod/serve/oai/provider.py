"""Answers of an OAI-PMH repository.

Governing text: The Open Archives Initiative Protocol for Metadata Harvesting 2.0. Each answer is a document of the
protocol, also one that says what was wrong.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from lod.model.typography import printable
from lod.publish.harvest.catalogue import HarvestRecord, Repository
from lod.publish.harvest.formats import METADATA_FORMATS, OAI, XSI, MetadataFormat, read_metadata
from lod.publish.harvest.identifiers import format_identifier, parse_identifier
from lod.serve.oai.arguments import ErrorCode, HarvestError, Selection, format_token, read_arguments, read_selection

_SCHEMA = f"{OAI} {OAI}OAI-PMH.xsd"
_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
#: Headers in an answer of ListIdentifiers, which are short.
_HEADERS = 1000
#: Prefixes of namespaces; None for the usual one, of which the types of lxml know nothing.
_SPACE: Any = {None: OAI}
_SPACES: Any = {None: OAI, "xsi": XSI}
_OF_SCHEME: Any = {None: _IDENTIFIER}
Element = etree._Element


class Provider(Struct, frozen=True):
    """A repository, and the folder where its records are."""

    repository: Repository
    folder: Path

    def answer(self, address: str, pairs: Sequence[tuple[str, str]], now: dt.datetime) -> bytes:
        """The document that answers a request with arguments at an address."""
        root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap=_SPACES)
        root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
        _add(root, "responseDate", f"{now:%Y-%m-%dT%H:%M:%SZ}")
        request = _add(root, "request", address)
        try:
            verb, arguments = read_arguments(pairs)
            request.attrib.update({"verb": verb, **{name: printable(value) for name, value in arguments.items()}})
            root.append(_ANSWERS[verb](self, verb, {**arguments, "address": address}))
        except HarvestError as fault:
            if fault.code in (ErrorCode.BAD_VERB, ErrorCode.BAD_ARGUMENT):
                request.attrib.clear()
            _add(root, "error", fault.said).set("code", fault.code)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def identify(self, verb: str, arguments: Mapping[str, str]) -> Element:
        """Who the repository is."""
        made, told = _new(verb), self.repository
        facts = {"repositoryName": told.name, "baseURL": arguments["address"], "protocolVersion": "2.0",
                 "adminEmail": told.email, "earliestDatestamp": told.earliest, "deletedRecord": "transient",
                 "granularity": "YYYY-MM-DD"}  # fmt: skip
        for name, value in facts.items():
            _add(made, name, value)
        scheme = etree.SubElement(_add(made, "description"), f"{{{_IDENTIFIER}}}oai-identifier", {}, _OF_SCHEME)
        scheme.set(f"{{{XSI}}}schemaLocation", f"{_IDENTIFIER} {_IDENTIFIER}.xsd")
        host = format_identifier("", told.base).split(":")[1]
        sample = format_identifier(told.records[0].symbol if told.records else "A/RES/1/1", told.base)
        for name, value in {"scheme": "oai", "repositoryIdentifier": host, "delimiter": ":",
                            "sampleIdentifier": sample}.items():  # fmt: skip
            etree.SubElement(scheme, f"{{{_IDENTIFIER}}}{name}").text = value
        return made

    def formats(self, verb: str, arguments: Mapping[str, str]) -> Element:
        """The formats, all of which every record has."""
        if identifier := arguments.get("identifier"):
            self._record(identifier)
        made = _new(verb)
        for form in METADATA_FORMATS.values():
            one = _add(made, "metadataFormat")
            _add(one, "metadataPrefix", form.prefix)
            _add(one, "schema", form.schema)
            _add(one, "metadataNamespace", form.namespace)
        return made

    def sets(self, verb: str, arguments: Mapping[str, str]) -> Element:
        """The sets, in one answer: there are no tokens for them."""
        if "resumptionToken" in arguments:
            raise HarvestError(ErrorCode.BAD_TOKEN, "the list of sets comes whole, and has no tokens")
        made = _new(verb)
        for spec, name in self.repository.sets.items():
            one = _add(made, "set")
            _add(one, "setSpec", spec)
            _add(one, "setName", name)
        return made

    def get(self, verb: str, arguments: Mapping[str, str]) -> Element:
        """One record."""
        found = self._record(arguments["identifier"])
        made = _new(verb)
        made.append(self._written(found, _format(arguments["metadataPrefix"])))
        return made

    def list(self, verb: str, arguments: Mapping[str, str]) -> Element:
        """Records or headers that were asked for, as many as an answer holds, and the way to go on."""
        asked = read_selection(verb, arguments)
        form = _format(asked.prefix)
        found = [record for record in self.repository.records if _is_asked(record, asked)]
        if not found:
            raise HarvestError(ErrorCode.NO_RECORDS, "no record is in this set and between these days")
        start = bisect_right([record.key for record in found], asked.after) if asked.after else 0
        page = form.page if verb == "ListRecords" else _HEADERS
        shown = list(islice(found, start, start + page))
        if not shown:
            raise HarvestError(ErrorCode.BAD_TOKEN, "nothing is left behind this token; begin the list anew")
        made = _new(verb)
        for record in shown:
            made.append(self._written(record, form) if verb == "ListRecords" else self._header(record))
        if asked.after or start + page < len(found):
            is_last = start + page >= len(found)
            token = _add(made, "resumptionToken", "" if is_last else format_token(replace(asked, after=shown[-1].key)))
            token.attrib.update({"completeListSize": str(len(found)), "cursor": str(start)})
        return made

    def _record(self, identifier: str) -> HarvestRecord:
        symbol = parse_identifier(identifier, self.repository.base)
        found = next((record for record in self.repository.records if record.symbol == symbol), None)
        if found is None:
            sample = format_identifier("A/RES/68/230", self.repository.base)
            raise HarvestError(ErrorCode.NO_ID, f"no record has this identifier; they are written {sample}")
        return found

    def _written(self, record: HarvestRecord, form: MetadataFormat) -> Element:
        made = _new("record")
        made.append(self._header(record))
        if record.is_deleted:
            return made
        content = read_metadata(self.folder, record.symbol, form, self.repository.base)
        if content is None:
            raise HarvestError(ErrorCode.NO_FORMAT, f"{record.symbol} has no record in {form.prefix}")
        _add(made, "metadata").append(content)
        return made

    def _header(self, record: HarvestRecord) -> Element:
        made = _new("header")
        if record.is_deleted:
            made.set("status", "deleted")
        _add(made, "identifier", format_identifier(record.symbol, self.repository.base))
        _add(made, "datestamp", record.datestamp)
        for spec in record.sets:
            _add(made, "setSpec", spec)
        return made


_ANSWERS: Mapping[str, Callable[[Provider, str, Mapping[str, str]], Element]] = {
    "Identify": Provider.identify,
    "ListMetadataFormats": Provider.formats,
    "ListSets": Provider.sets,
    "ListIdentifiers": Provider.list,
    "ListRecords": Provider.list,
    "GetRecord": Provider.get,
}


def _format(prefix: str) -> MetadataFormat:
    if prefix not in METADATA_FORMATS:
        raise HarvestError(ErrorCode.NO_FORMAT, f"give a prefix of {', '.join(METADATA_FORMATS)}")
    return METADATA_FORMATS[prefix]


def _is_asked(record: HarvestRecord, asked: Selection) -> bool:
    days = (not asked.since or asked.since <= record.datestamp) and (not asked.until or record.datestamp <= asked.until)
    return days and record.is_in(asked.set)


def _new(name: str) -> Element:
    return etree.Element(f"{{{OAI}}}{name}", nsmap=_SPACE)


def _add(to: Element, name: str, text: str = "") -> Element:
    made = etree.SubElement(to, f"{{{OAI}}}{name}")
    made.text = printable(text) or None
    return made
