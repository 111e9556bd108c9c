"""A resolution as plain text beside its page: its numbers, paragraphs and notes, without furniture and line breaks.

One file for each language. Paragraphs and lists have none of their own: the text and its places stand in the page's
JSON-LD, and lists have their tables (docs/decisions/0018-plain-text.md).
"""

from collections.abc import Iterator

from lod.model.iris import document, format_iri
from lod.model.resolution import Part, PartKind, Resolution
from lod.publish.citation import format_citation

#: Kinds whose printed numbers stand before the words as they are.
_HEADED = frozenset({PartKind.SECTION, PartKind.ANNEX, PartKind.HEADING})


def plain_text(main: Resolution, reading: Resolution, base: str) -> bytes:
    """The text of a reading of a resolution, UTF-8, a blank line between paragraphs."""
    head = main.masthead
    adopted = f", {head.adopted.isoformat()}" if head.adopted else ""
    first = f"{format_citation(head.symbol)}{adopted}\n{format_iri(document(head.symbol), base)}"
    title = reading.masthead.title or head.name
    parts = [_line(part, depth) for top in reading.parts for part, depth in _walk(top, 0)]
    notes = [f"[{note.mark}] {note.passage.text}" for note in reading.footnotes]
    told = [first, title, reading.opener.text, *parts, *(["* * *", *notes] if notes else [])]
    return ("\n\n".join(filter(None, told)) + "\n").encode()


def _walk(part: Part, depth: int) -> Iterator[tuple[Part, int]]:
    yield part, depth
    for below in part.parts:
        yield from _walk(below, depth + (part.kind not in _HEADED))


def _line(part: Part, depth: int) -> str:
    """A part behind its printed number; sub-paragraphs are set in."""
    number = part.number or ""
    if number and part.kind is PartKind.OPERATIVE:
        number += "."
    elif number and part.kind not in _HEADED:
        number = f"({number})"
    return "    " * depth + " ".join(filter(None, (number, " ".join(part.passage.text.split()))))
