"""Passage text with standoff spans as HTML: well-formed whatever overlaps, and nothing lost.

The text is cut at every span's ends; each piece gets at most one link, a citation's before a name's and the shortest
first, and the emphasis of a verb. Without its tags and footnote marks, the HTML is the passage's text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from lod.model import Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """A span to show: a link (`href`) or an emphasis, with a class and a title."""

    start: int
    end: int
    kind: str
    href: str = ""
    title: str = ""


def mark_up(text: str, spans: Iterable[Marked], marks: Sequence[Mark] = (), owner: str = "") -> Markup:
    """The HTML of a passage; `owner` is its place, from which the notes lead back."""
    spans = [span for span in spans if span.start < span.end]
    cuts = {0, len(text), *(m.offset for m in marks)}
    for span in spans:
        cuts |= {span.start, span.end}
    ordered = sorted(cuts)
    pieces: list[tuple[tuple[Marked | None, bool], str]] = []
    out: list[str] = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        hooks = [_note(mark, owner) for mark in marks if mark.offset == start]
        if hooks:
            out += [_flush(pieces), *hooks]
        if start < end:
            pieces.append((_cover(spans, start, end), text[start:end]))
    return Markup("".join([*out, _flush(pieces)]))


def _cover(spans: Sequence[Marked], start: int, end: int) -> tuple[Marked | None, bool]:
    over = [span for span in spans if span.start <= start and end <= span.end]
    links = [span for span in over if span.href]
    link = min(links, key=lambda span: (span.kind != "cited", span.end - span.start, span.start), default=None)
    return link, any(not span.href for span in over)


def _flush(pieces: list[tuple[tuple[Marked | None, bool], str]]) -> str:
    """Write the pieces so far, neighbours of the same look as one, and forget them."""
    out, at = [], 0
    while at < len(pieces):
        look, words = pieces[at]
        at += 1
        while at < len(pieces) and pieces[at][0] == look:
            words += pieces[at][1]
            at += 1
        out.append(_element(look, words))
    pieces.clear()
    return "".join(out)


def _element(look: tuple[Marked | None, bool], words: str) -> str:
    link, emphasized = look
    html = str(escape(words))
    if emphasized:
        html = f"<em>{html}</em>"
    if link:
        title = f' title="{escape(link.title)}"' if link.title else ""
        html = f'<a class="{link.kind}" href="{escape(link.href)}"{title}>{html}</a>'
    return html


def _note(mark: Mark, owner: str) -> str:
    label = f"fn{mark.mark}" if mark.mark.isdigit() else f"fn-star{len(mark.mark)}"
    return f'<sup><a href="#{label}" id="{owner}.ref-{label}">{escape(mark.mark)}</a></sup>'
