"""What holds for every tree, whatever it was read from: nothing is lost, everything has its words."""

import re
from collections.abc import Iterator

from lod.model.annotations import Annotations, Span
from lod.model.resolution import LeafKind, Resolution


def broken_laws(resolution: Resolution) -> Iterator[str]:
    """Each way in which a tree breaks the guarantees of `Resolution`, in words; none for a sound one."""
    yield from _tiling(resolution)
    yield from _lost_words(resolution)
    yield from _places(resolution)
    text = resolution.source.text
    for place, passage in (*resolution.passages(), ("opener", resolution.opener)):
        for run in passage.runs:
            copied = passage.text[run.start : run.start + run.length]
            if copied != text[run.source : run.source + run.length] or not copied:
                yield f"a run of {place} does not copy its source: {copied[:40]!r}"


def _tiling(resolution: Resolution) -> Iterator[str]:
    text, at = resolution.source.text, 0
    for leaf in resolution.leaves:
        if leaf.start != at:
            yield f"the leaves {'leave out' if leaf.start > at else 'take twice'} the text before {leaf.start}"
        if leaf.end <= leaf.start:
            yield f"an empty leaf stands at {leaf.start}"
        words = text[leaf.start : leaf.end]
        if leaf.kind is LeafKind.SPACE and words.strip():
            yield f"words are taken for white space: {words[:40]!r}"
        at = leaf.end
    if at != len(text):
        yield f"the leaves end at {at} of {len(text)}"


#: What XML prints round its words, and signs that print nothing.
_TAGS = re.compile(r"""<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>|</?[^\s<>!?](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+|&#?\w+;")


def _lost_words(resolution: Resolution) -> Iterator[str]:
    """Words of an XML file that pass for its markup."""
    if not resolution.source.media_type.endswith("xml"):
        return
    for leaf in resolution.leaves:
        if leaf.kind is LeafKind.MARKUP:
            words = _UNSEEN.sub("", _TAGS.sub("", resolution.source.text[leaf.start : leaf.end]))
            if words:
                yield f"words are taken for markup: {words[:40]!r}"


def _places(resolution: Resolution) -> Iterator[str]:
    seen: set[str] = set()
    for place, _ in resolution.passages():
        if place in seen:
            yield f"the place {place} stands twice"
        seen.add(place)


def is_given_back(resolution: Resolution, content: bytes) -> bool:
    """Whether the leaves, joined and encoded, are the file's bytes; of a PDF, whether they are what was taken out."""
    source = resolution.source
    joined = "".join(source.text[leaf.start : leaf.end] for leaf in resolution.leaves)
    return joined == source.text if source.encoding == "" else joined.encode(source.encoding) == content


def misplaced(resolution: Resolution, annotations: Annotations) -> Iterator[str]:
    """Each span of the annotations that does not cut its printed words out of its passage, in words."""
    texts = {place: passage.text for place, passage in resolution.passages()}
    for span in _spans(annotations):
        if texts[span.place][span.start : span.end] != span.printed or not span.printed:
            yield f"{span.place} {span.start} to {span.end} does not print {span.printed[:40]!r}"


def _spans(annotations: Annotations) -> Iterator[Span]:
    yield from (citation.span for citation in annotations.citations)
    yield from (mention.span for mention in annotations.mentions)
    for act in annotations.acts:
        yield from (act.span, act.verb_span)
        yield from (clause.span for clause in act.clauses)
    yield from (element.span for element in annotations.elements)
