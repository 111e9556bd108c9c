"""Restoring offsets: the tree of a cleaned text back to the tree of the file, with leaves for what was cleaned away.

Reads: a `Resolution` whose leaves tile a cleaned text, and that text's offset map. Writes: the same resolution over the
file's text: what cleaning took out are leaves of their own, and runs copy the file letter for letter.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from lod.model.resolution import Finding, Leaf, LeafKind, Part, Passage, Resolution, Run, Source
from lod.read.clean import Cleaned, clipped

_SPACE, _MARKUP = LeafKind.SPACE, LeafKind.MARKUP
#: Leaves that are shown as the file has them; out of others, what cleaning took out amid them is parted.
_WHOLE = (LeafKind.UNREAD, LeafKind.FURNITURE, _MARKUP)


def restore(read: Resolution, cleaned: Cleaned, source: Source) -> Resolution:
    """The resolution read from a cleaned text, over the source that the text was made of."""
    if cleaned.is_whole:
        return replace(read, source=source)
    there = _Restorer(cleaned)
    printed = tuple(replace(field, source=there.offset(field.source)) for field in read.masthead.printed)
    return replace(
        read,
        source=source,
        masthead=replace(read.masthead, printed=printed),
        opener=there.passage(read.opener),
        parts=tuple(map(there.part, read.parts)),
        footnotes=tuple(replace(note, passage=there.passage(note.passage)) for note in read.footnotes),
        leaves=tuple(_joined(_leaves(read.leaves, cleaned, source.text))),
        findings=tuple(map(there.finding, read.findings)),
    )


class _Restorer:
    """Leads what stands in a cleaned text to where it stands in the file."""

    def __init__(self, cleaned: Cleaned) -> None:
        self.runs, self.offset = cleaned.runs, cleaned.offset

    def finding(self, finding: Finding) -> Finding:
        """A finding that names the file's place."""
        return replace(finding, source=self.offset(finding.source)) if finding.source is not None else finding

    def part(self, part: Part) -> Part:
        """A part and all below it."""
        return replace(part, passage=self.passage(part.passage), parts=tuple(map(self.part, part.parts)))

    def passage(self, passage: Passage) -> Passage:
        """A passage with runs into the file: letters that the file writes in other signs are in none."""
        runs = (
            replace(kept, start=run.start + kept.start - run.source)
            for run in passage.runs
            for kept in clipped(self.runs, run.source, run.source + run.length)
        )
        return replace(passage, runs=tuple(runs))


class _Stretch(Struct, frozen=True):
    """Cleaned text [start:end) that was the file's [first:last): letter for letter, in other signs, or not at all."""

    start: int
    end: int
    first: int
    last: int
    is_copied: bool


def _stretches(cleaned: Cleaned) -> Iterator[_Stretch]:
    """The stretches that tile both texts."""
    at = first = 0
    for run in (*cleaned.runs, Run(len(cleaned.text), cleaned.length, 0)):
        if first < run.source:
            yield _Stretch(at, run.start, first, run.source, False)
        at, first = run.start + run.length, run.source + run.length
        if run.length:
            yield _Stretch(run.start, at, run.source, first, True)


def _leaves(leaves: Iterable[Leaf], cleaned: Cleaned, text: str) -> Iterator[Leaf]:
    """Leaves that tile the file's text: those given, and between and amid them what cleaning took out."""
    left = deque(_stretches(cleaned))
    for leaf in leaves:
        while left and left[0].start < leaf.end:
            stretch = left[0]
            if stretch.is_copied:
                first, last = max(leaf.start, stretch.start), min(leaf.end, stretch.end)
                shift = stretch.first - stretch.start
                yield replace(leaf, start=first + shift, end=last + shift)
                if stretch.end > leaf.end:
                    break
            else:
                yield _uncopied(leaf, stretch, text)
            left.popleft()
    for stretch in left:
        if not stretch.is_copied:
            yield _taken_out(stretch, text)


def _uncopied(leaf: Leaf, stretch: _Stretch, text: str) -> Leaf:
    """The leaf of what the file has in other signs, or more of: the leaf's own, or one of the carrier's signs."""
    if stretch.start == stretch.end and (leaf.kind not in _WHOLE or stretch.start <= leaf.start):
        return _taken_out(stretch, text, leaf.owner if leaf.start < stretch.start else "")
    is_word = leaf.kind is not _SPACE or text[stretch.first : stretch.last].isspace()
    return Leaf(stretch.first, stretch.last, leaf.kind if is_word else _MARKUP, leaf.owner)


def _taken_out(stretch: _Stretch, text: str, owner: str = "") -> Leaf:
    kind = _SPACE if text[stretch.first : stretch.last].isspace() else _MARKUP
    return Leaf(stretch.first, stretch.last, kind, owner)


def _joined(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """Leaves of which no two neighbours are of one kind and owner."""
    for (kind, owner), group in groupby(leaves, key=attrgetter("kind", "owner")):
        alike = list(group)
        yield Leaf(alike[0].start, alike[-1].end, kind, owner)
