"""Titles of cited documents, where a text prints them: "resolution 70/1, entitled “Transforming our world: ...”".

A title stands behind the number and its date, or before the mark of a note that cites one document and no part of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from lod.data.phrases import Phrase
from lod.model.annotations import Citation
from lod.model.resolution import Resolution

_BEHIND = Phrase("citations.title_behind")
_BEFORE = Phrase("citations.title_before")
#: How many characters a title and what leads to it may have.
_REACH = 500


def with_titles(resolution: Resolution, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations, those of documents with a symbol each with the title that the text prints for it."""
    texts = {part.place: part.passage.text for part in resolution.walk()}
    titles = {**dict(_behind(texts, citations)), **dict(_before_marks(resolution, texts, citations))}
    return tuple(replace(c, title=titles[c.place]) if c.place in titles else c for c in citations)


def _behind(texts: Mapping[str, str], citations: Sequence[Citation]) -> Iterator[tuple[str, str]]:
    """(place of the citation, title behind it); the texts of the parts by their places."""
    for citation in citations:
        text, end = texts.get(citation.span.place, ""), citation.span.end
        if _has_symbol(citation) and (found := _BEHIND.match(text, end, end + _REACH)):
            yield citation.place, _plain(found["title"])


def _before_marks(
    resolution: Resolution, texts: Mapping[str, str], citations: Sequence[Citation]
) -> Iterator[tuple[str, str]]:
    """(place of the only citation of a note, title before the note's mark)."""
    by_note = defaultdict[str, list[Citation]](list)
    for citation in citations:
        by_note[citation.span.place].append(citation)
    for mark in resolution.note_marks():
        told = by_note.get(mark.note, [])
        if len(told) != 1 or not _has_symbol(told[0]) or told[0].pinpoint:
            continue
        before = texts.get(mark.part, "")[max(0, mark.offset - _REACH) : mark.offset]
        if found := _BEFORE.search(before):
            yield told[0].place, _plain(found["title"])


def _has_symbol(citation: Citation) -> bool:
    return citation.target is not None and citation.target.symbol is not None


def _plain(title: str) -> str:
    return " ".join(title.split())
