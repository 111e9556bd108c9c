"""Provenance on a resolution's page: its sources, what their mastheads print, and what a person should check."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.graph.parts import unread_places
from lod.graph.provenance import field_places, finding_places, source_ending, source_place
from lod.model.resolution import Finding, Resolution
from lod.publish.places import format_place


class Origin(Struct, frozen=True):
    """One source: its place, its names and sum, its language, and what its masthead prints as (place, field, words)."""

    place: str
    names: tuple[str, ...]
    sha256: str
    language: str
    fields: tuple[tuple[str, str, str], ...]


class PageCheck(Struct, frozen=True):
    """Something to check: its own place, the place that it concerns and where that leads ("" for nowhere), its words.

    `anchors`: the place stands nowhere else on the page, so that its IRI leads to this.
    """

    place: str
    concerns: str
    href: str
    anchors: bool
    what: str
    mend: str


def origins(main: Resolution, others: Sequence[Resolution]) -> list[Origin]:
    """The sources of a resolution, the main one first; the same bytes under several names are one source."""
    made = {main.source.sha256: _origin(main, "")}
    for other in others:
        own = _origin(other, source_ending(other.source))
        known = made.get(other.source.sha256, own)
        names, fields = dict.fromkeys((*known.names, *own.names)), dict.fromkeys((*known.fields, *own.fields))
        made[other.source.sha256] = replace(known, names=tuple(names), fields=tuple(fields))
    return list(made.values())


def checks(
    found: Sequence[tuple[str, Finding]], places: Collection[str], elsewhere: Mapping[str, str]
) -> list[PageCheck]:
    """Findings as a page shows them that has elements at some places; `elsewhere` are links to those of other pages."""
    made, named = [], set(places)
    for place, finding in found:
        at = finding.place
        href = f"#{at}" if at in places else elsewhere.get(at, "")
        what = finding.what.replace(at, format_place(at)) if at else finding.what
        made.append(PageCheck(place, at, href, bool(at) and at not in named, what, finding.mend))
        named.add(at)
    return made


def findings_of(
    main: Resolution, shown: Resolution, others: Sequence[Resolution], merged: Sequence[Finding]
) -> list[tuple[str, Finding]]:
    """(place, finding) of what a page says: the main page everything, another what its own reading met."""
    found = list(finding_places(main.findings)) if shown is main else []
    for other in others:
        if shown is main or other is shown:
            found += finding_places(other.findings, source_ending(other.source))
    found += finding_places(merged, "-merged") if shown is main else ()
    return list(dict(reversed(found)).items())[::-1]  # a source that was given twice met everything twice


def unread_texts(resolution: Resolution) -> Iterator[tuple[str, str]]:
    """(place, words) of what was kept and not understood."""
    return ((place, words) for place, words, _ in unread_places(resolution))


def _origin(reading: Resolution, ending: str) -> Origin:
    fields = ((place, p.field, p.text) for place, p in field_places(reading, ending))
    source = reading.source
    return Origin(source_place(source), (source.name,), source.sha256, reading.language, tuple(fields))
