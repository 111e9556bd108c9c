"""Passage text with standoff spans as HTML: well-formed whatever overlaps, and nothing lost.

The text is cut at every span's ends; each piece gets at most one link, a citation's before a name's and the shortest
first, and the emphasis of a verb. A span's id stands where its words begin. Without its tags and footnote marks, the
HTML is the passage's text.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from lod.model.iris import note_label
from lod.model.resolution import Mark, mark_places
from lod.publish.pages.characters import closers

#: Where the note of a mark stands; "" for a mark whose note is not known.
NoteOf = Callable[[str], str]
EMPHASIS = "verb"


class Marked(Struct, frozen=True):
    """A span to show: a link (`href`), an emphasis or nothing, with a class, a title and an id of its own."""

    start: int
    end: int
    kind: str
    href: str = ""
    title: str = ""
    place: str = ""


def cut_spans(spans: Iterable[Marked], start: int, end: int) -> list[Marked]:
    """What spans have of a passage's [start:end); a span's id stays with the piece in which its words begin.

    >>> cut_spans([Marked(2, 9, "name", place="op1.mention1")], 5, 8)
    [Marked(start=0, end=3, kind='name', href='', title='', place='')]
    """
    return [
        replace(
            span, start=max(span.start, start) - start, end=min(span.end, end) - start,
            place=span.place if span.start >= start else "",
        )
        for span in spans
        if span.start < end and start < span.end
    ]  # fmt: skip


class _Piece(Struct, frozen=True):
    """Words of one look; `places` are the ids of the spans that begin with them, but for the link's own."""

    words: str
    link: Marked | None
    opens: bool  # whether the link begins here
    emphasized: bool
    places: tuple[str, ...]


def mark_up(
    text: str,
    spans: Iterable[Marked],
    marks: Sequence[Mark] = (),
    owner: str = "",
    note_of: NoteOf = lambda mark: f"#{note_label(mark)}",
) -> Markup:
    """The HTML of a passage; `owner` is its place, from which the notes lead back; `note_of` gives links to notes."""
    return mark_up_placed(text, spans, mark_places(owner, marks), note_of)


def mark_up_placed(text: str, spans: Iterable[Marked], places: Sequence[tuple[str, Mark]], note_of: NoteOf) -> Markup:
    """The HTML of a passage or of a piece of one, whose marks have their places."""
    spans = [span for span in spans if span.start < span.end]
    cuts = {0, len(text), *(mark.offset for _, mark in places)}
    for span in spans:
        cuts |= {span.start, span.end}
    ordered = sorted(cuts)
    pieces: list[_Piece] = []
    out: list[str] = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        hooks = [_note(mark, place, note_of(mark.mark)) for place, mark in places if mark.offset == start]
        if hooks:
            out += [_written(pieces), *hooks]
            pieces.clear()
        if start < end:
            pieces.append(_piece(spans, start, end, text))
    return Markup("".join([*out, _written(pieces), closers(text)]))


def _piece(spans: Sequence[Marked], start: int, end: int, text: str) -> _Piece:
    over = [span for span in spans if span.start <= start and end <= span.end]
    links = [span for span in over if span.href]
    link = min(links, key=lambda span: (span.kind != "cited", span.end - span.start, span.start), default=None)
    places = dict.fromkeys(s.place for s in over if s.place and s.start == start and s is not link)
    opens, emphasized = link is not None and link.start == start, any(span.kind == EMPHASIS for span in over)
    return _Piece(text[start:end], link, opens, emphasized, tuple(places))


def _written(pieces: Iterable[_Piece]) -> str:
    """Pieces as HTML, neighbours below one link in one element."""
    out = []
    for link, group in groupby(pieces, key=attrgetter("link")):
        below = list(group)
        html = _inner(below)
        out.append(_linked(link, html, below[0].opens) if link else html)
    return "".join(out)


def _inner(pieces: Iterable[_Piece]) -> str:
    out = []
    for _, group in groupby(pieces, key=lambda piece: (piece.emphasized, piece.places)):
        below = list(group)
        html = str(escape("".join(piece.words for piece in below)))
        html = f"<em>{html}</em>" if below[0].emphasized else html
        for place in reversed(below[0].places):
            html = f'<span id="{escape(place)}">{html}</span>'
        out.append(html)
    return "".join(out)


def _linked(link: Marked, html: str, opens: bool) -> str:
    title = f' title="{escape(link.title)}"' if link.title else ""
    own = f' id="{escape(link.place)}"' if link.place and opens else ""
    return f'<a class="{link.kind}" href="{escape(link.href)}"{own}{title}>{html}</a>'


def _note(mark: Mark, place: str, href: str) -> str:
    own = f'id="{place}"'
    label = escape(mark.mark)
    return f'<sup><a href="{escape(href)}" {own}>{label}</a></sup>' if href else f"<sup {own}>{label}</sup>"
