"""Resolutions made of a few words, for the tests of citations."""

from collections.abc import Mapping

from lod.annotate.citations.citations import find_citations
from lod.model.annotations import Citation
from lod.model.resolution import Footnote, Link, Masthead, Part, PartKind, Passage, Resolution, Source


def resolution(
    parts: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    links: Mapping[str, tuple[Link, ...]] | None = None,
    organ: str = "general-assembly",
) -> Resolution:
    """A resolution of paragraphs by place and notes by mark."""
    links = links or {}
    tree = tuple(
        Part(_kind(place), place, None, position, Passage(text, links=links.get(place, ())))
        for position, (place, text) in enumerate(parts.items(), 1)
    )
    footnotes = tuple(
        Footnote(mark, f"fn{mark}", Passage(text, links=links.get(f"fn{mark}", ())), None, position)
        for position, (mark, text) in enumerate((notes or {}).items(), 1)
    )
    masthead = Masthead(symbol="A/RES/90/1", organ=organ)
    return Resolution(Source("sample.txt", "", ""), "en", masthead, Passage(""), tree, footnotes, ())


def _kind(place: str) -> PartKind:
    return PartKind.PREAMBULAR if place.startswith("pp") else PartKind.OPERATIVE


def cited_in(text: str) -> tuple[Citation, ...]:
    """The citations of a paragraph."""
    return find_citations(resolution({"pp1": text}))


def cited_in_notes(*texts: str) -> tuple[Citation, ...]:
    """The citations of notes, numbered from 1."""
    return find_citations(resolution({}, {str(mark): text for mark, text in enumerate(texts, 1)}))


def targets(citations: tuple[Citation, ...]) -> list[str | None]:
    """What citations cite: paths, or None where nothing settles it."""
    return [citation.target.path if citation.target else None for citation in citations]
