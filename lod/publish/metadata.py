"""MODS and Dublin Core of resolutions, for harvesters and repositories.

Governing texts: MODS 3.8 (Library of Congress); Dublin Core Metadata Element Set 1.1 in the form of OAI-PMH (oai_dc).
"""

from collections.abc import Iterator
from html import escape

from lod.data.headings import HeadingKind
from lod.model.vocab import DC
from lod.publish.citation import format_citation
from lod.publish.marc.described import (
    LANGUAGES,
    Described,
    full_day,
    is_place_heading,
    meeting_words,
    official_link,
    one_line,
    outcome_words,
    related,
)

MODS = "http://www.loc.gov/mods/v3"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: What stands before and after the records of a collection.
MODS_COLLECTION = (f'{_DECLARATION}<modsCollection xmlns="{MODS}">\n'.encode(), b"</modsCollection>\n")
_NAME_TYPES = {HeadingKind.PERSON: "personal", HeadingKind.BODY: "corporate", HeadingKind.MEETING: "conference"}


def mods(of: Described) -> bytes:
    """A record of MODS as a document of its own."""
    content = "\n".join(f"  {line}" for line in _mods(of) if line)
    return f'{_DECLARATION}<mods xmlns="{MODS}" version="3.8">\n{content}\n</mods>\n'.encode()


def _mods(of: Described) -> Iterator[str]:
    head = of.head
    yield _tag("titleInfo", _text("title", head.name))
    for language, title in of.titles:
        yield _tag("titleInfo", _text("title", title), type="translated", lang=LANGUAGES.get(language, "und"))
    if of.organ:
        role = _tag("role", _text("roleTerm", "issuing body", type="text", authority="marcrelator"))
        parts = _text("namePart", "United Nations") + _text("namePart", of.organ)
        yield _tag("name", parts + role, type="corporate")
    yield _text("typeOfResource", "text")
    yield _text("genre", "resolution")
    yield _tag("originInfo", _origin(of))
    for language in of.languages:
        code = _text("languageTerm", LANGUAGES.get(language, "und"), type="code", authority="iso639-2b")
        yield _tag("language", code)
    form = _text("form", "electronic", authority="marcform") + _text("internetMediaType", "application/pdf")
    yield _tag("physicalDescription", form)
    yield from (_text("note", note) for note in _notes(of))
    yield from _mods_subjects(of)
    for item in related(of):
        yield _tag("relatedItem", _text("identifier", item.symbol, type="document symbol"), displayLabel=item.kind)
    if of.earlier:
        earlier = _tag("titleInfo", _text("title", of.earlier.title))
        yield _tag("relatedItem", earlier + _text("identifier", of.earlier.symbol), type="preceding")
    yield _text("identifier", of.iri, type="uri")
    yield _text("identifier", head.symbol, type="document symbol")
    links = (_text("url", official_link(head.symbol, language), note=language) for language in of.languages)
    yield _tag("location", "".join(links))
    record = _text("recordContentSource", of.publication.organization) + _text("recordIdentifier", head.symbol)
    yield _tag("recordInfo", record)


def _origin(of: Described) -> str:
    head = of.head
    place = _tag("place", _text("placeTerm", "New York", type="text"))
    dates = _text("dateIssued", head.issued.isoformat(), encoding="w3cdtf") if head.issued else ""
    if head.adopted:
        dates += _text("dateOther", head.adopted.isoformat(), encoding="w3cdtf", type="adopted")
    return place + _text("publisher", "United Nations") + dates


def _notes(of: Described) -> Iterator[str]:
    head = of.head
    if head.adopted and (meeting := meeting_words(head)):
        yield f"Adopted at the {meeting}, {full_day(head.adopted)}."
    if words := outcome_words(of):
        yield f"{words}."
    if head.corrigendum:
        yield head.corrigendum


def _mods_subjects(of: Described) -> Iterator[str]:
    for subject in of.record.subjects:
        kind = "geographic" if is_place_heading(subject.label) else "topic"
        iri = {"valueURI": subject.iri} if subject.iri else {}
        yield _tag("subject", _text(kind, subject.label), authority="unbist", **iri)
    for name in of.record.names:
        if kind := _NAME_TYPES.get(HeadingKind(name.kind), ""):
            yield _tag("subject", _tag("name", _text("namePart", name.label), type=kind))
        else:
            yield _tag("subject", _tag("titleInfo", _text("title", name.label)))


def dublin_core(of: Described) -> bytes:
    """A record of Dublin Core as OAI-PMH carries it, as a document of its own."""
    lines = "\n".join(f"  {_text(f'dc:{name}', value)}" for name, value in _dublin_core(of) if value)
    return f'{_DECLARATION}<oai_dc:dc xmlns:oai_dc="{OAI_DC}" xmlns:dc="{DC.base}">\n{lines}\n</oai_dc:dc>\n'.encode()


def _dublin_core(of: Described) -> Iterator[tuple[str, str]]:
    head = of.head
    yield from (("title", title) for title in (head.name, *(title for _, title in of.titles)))
    yield "creator", ". ".join(filter(None, ("United Nations", of.organ)))
    yield from (("subject", subject.label) for subject in of.record.subjects)
    yield from (("description", note) for note in _notes(of))
    yield "publisher", "United Nations"
    yield from (("date", day.isoformat()) for day in (head.adopted, head.issued) if day)
    yield from (("type", kind) for kind in ("Text", "resolution"))
    yield "format", "application/pdf"
    yield from (("identifier", value) for value in (of.iri, head.symbol, format_citation(head.symbol)))
    yield from (("language", LANGUAGES.get(language, "und")) for language in of.languages)
    yield from (("relation", official_link(item.symbol)) for item in related(of))
    yield "rights", of.publication.rights


def _text(name: str, value: str, **attributes: str) -> str:
    """An element of words, which are put on one line and escaped."""
    return _tag(name, escape(one_line(value), False), **attributes)


def _tag(name: str, content: str, **attributes: str) -> str:
    given = "".join(f' {key}="{escape(one_line(value))}"' for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>"
