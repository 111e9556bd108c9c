"""Passages from stretches of source: the text as a reader sees it, and leaves for every character.

Governing rule: a passage's runs copy the source letter for letter; what lies between two runs (line breaks, white
space, footnote marks, signs of the carrier) is a leaf of its own kind and leaves at most one space in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct, field
from msgspec.structs import replace

from lod.model.resolution import Leaf, LeafKind, Mark, Passage, Run
from lod.read.tree.languages import MARKS_OF_DIRECTION

#: White space other than single spaces, and signs that no reader sees.
_UNEVEN = re.compile(r"\s{2,}|[^\S ]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_EMPHASIS = re.compile(r"\*(?=[^*\n]{1,80}\*)[^*\n]+(\*)")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
#: Kinds by their names alone: they are asked often.
_TEXT, _SPACE, _MARKUP, _UNREAD = LeafKind.TEXT, LeafKind.SPACE, LeafKind.MARKUP, LeafKind.UNREAD
_UNPRINTED = f"{MARKS_OF_DIRECTION} \t\r\n\f"
#: Ideographs, and the signs of full width that stand between them.
_HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_FIRST_HAN = "\u2e80"
#: What stands for a suspended hyphen: "cost- and time-efficient" keeps its space at a line's end too.
_SUSPENDED = re.compile(r"(?:and|or|to|nor|but)\b")


class MarkFound(Struct, frozen=True):
    """A mark in running text: source [start:end), the space before it included."""

    start: int
    end: int
    mark: str


class Cut(Struct, frozen=True):
    """Source [start:end) that is not part of the words: a footnote mark, or a sign of the carrier."""

    start: int
    end: int
    kind: LeafKind
    mark: str = ""
    joins: bool = False  # whether it parts a word in two: a hyphen at a line's end


def cuts_of(text: str, marks: Iterable[MarkFound], hyphens: Iterable[int] = ()) -> list[Cut]:
    """Footnote marks, signs of emphasis and the hyphens at some places, in the order of the text."""
    found = [Cut(m.start, m.end, LeafKind.MARK, m.mark) for m in marks]
    found += [Cut(at, at + 1, LeafKind.MARKUP, joins=True) for at in hyphens]
    if "*" in text:
        for m in _EMPHASIS.finditer(text):
            found += [Cut(at, at + 1, LeafKind.MARKUP) for at in (m.start(), m.start(1))]
    return sorted(found, key=lambda cut: cut.start)


class TableNote(Struct, frozen=True):
    """A note that stands below its table: its mark, where that is printed, its words, and the place of the table."""

    mark: str
    marker: tuple[int, int] | None
    spans: list[tuple[int, int]]
    table: str = ""


class _Writing(Struct):
    """A passage as it grows."""

    owner: str
    pieces: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    last: str = ""  # the last piece of words
    joined: bool = False  # whether the next piece goes on with the last word

    def words(self, piece: str, source: int, spaced: bool) -> None:
        """Put words that stand at `source`, and before them the space that a gap there leaves, if any."""
        if self.last and not self.joined and self._is_apart(spaced, piece):
            self.pieces.append(" ")
            self.length += 1
        self.joined = False
        length = len(piece)
        self.runs.append(Run(self.length, source, length))
        self.pieces.append(piece)
        self.length += length
        self.last = piece

    def _is_apart(self, spaced: bool, following: str) -> bool:
        """Whether a space stands between the last words and those that follow."""
        last, first = self.last[-1], following[0]
        if (last >= _FIRST_HAN or first >= _FIRST_HAN) and (_HAN.match(last) or _HAN.match(first)):
            return False  # Chinese is set without spaces, and breaks anywhere
        if not spaced:
            return self.pieces[-1] == "" and last.isalnum() and first.isalnum()
        if first in ",.;:)]”’»":
            return False
        return last not in "-‑–—" or self.last[-2:-1].isspace() or _SUSPENDED.match(following) is not None

    def cut(self, cut: Cut) -> None:
        self.joined = cut.joins
        if cut.kind is LeafKind.MARK:
            self.pieces.append("")
            self.marks.append(Mark(cut.mark, self.length))

    def passage(self) -> Passage:
        return Passage("".join(self.pieces), tuple(self.runs), tuple(self.marks))


class Scribe:
    """Writes passages of one source and keeps the leaves that they use."""

    def __init__(self, text: str, cuts: Sequence[Cut]) -> None:
        self.text, self.cuts, self.leaves = text, cuts, list[Leaf]()
        self.table_notes: list[TableNote] = []  # those of the tables written so far
        self._starts = [cut.start for cut in cuts]

    def write(self, spans: Iterable[tuple[int, int]], owner: str) -> Passage:
        """The passage of some stretches of source, in reading order; they and their cuts become leaves of `owner`."""
        writing, spaced, text = _Writing(owner), False, self.text
        for start, end in spans:
            cuts = self._cuts_in(start, end) if self.cuts else ()
            words = text[start:end]
            if not cuts and words.isprintable() and "  " not in words and words[:1] != " " != words[-1:]:
                if words:  # quickly told, and true of most lines
                    writing.words(words, start, spaced)
                    self.leaves.append(Leaf(start, end, _TEXT, owner))
            else:
                self._write_cut(writing, start, end, cuts, spaced)
            spaced = True
        return writing.passage()

    def write_cell(self, spans: Iterable[tuple[int, int]], owner: str) -> tuple[Passage, tuple[str, ...]]:
        """The passage of a table's cell, and the marks of the table's own notes that stand in it."""
        return self.write(spans, owner), ()

    def _write_cut(self, writing: _Writing, start: int, end: int, cuts: Iterable[Cut], spaced: bool) -> None:
        """Write [start:end) round its cuts."""
        at = start
        for cut in cuts:
            spaced = self._words(writing, at, cut.start, spaced)
            writing.cut(cut)
            self.leaf(cut.start, cut.end, cut.kind, writing.owner)
            at = cut.end
        self._words(writing, at, end, spaced)

    def _cuts_in(self, start: int, end: int) -> Sequence[Cut]:
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] >= end:
            return ()
        return self.cuts[first : bisect_left(self._starts, end, first)]

    def leaf(self, start: int, end: int, kind: LeafKind, owner: str = "") -> None:
        """Account for source [start:end) that is in no passage."""
        self.leaves.append(Leaf(start, end, kind, owner))

    def _words(self, writing: _Writing, start: int, end: int, spaced: bool) -> bool:
        """Write the words of [start:end), split where white space is uneven; whether white space ends them."""
        at = start
        for gap in _UNEVEN.finditer(self.text, start, end):
            spaced = self._piece(writing, self.text[at : gap.start()], at, spaced)
            at = gap.end()
            if _UNSEEN.fullmatch(gap[0]):
                self.leaves.append(Leaf(gap.start(), at, LeafKind.MARKUP, writing.owner))
            else:
                spaced = True
        return self._piece(writing, self.text[at:end], at, spaced)

    def _piece(self, writing: _Writing, piece: str, start: int, spaced: bool) -> bool:
        """Write a piece of source from `start` on, whose words stand one space apart; whether a space ends it."""
        words = piece.strip(" ")
        if not words:
            return spaced or bool(piece)
        source = start if piece[0] != " " else start + piece.index(words[0])
        writing.words(words, source, spaced or piece[0] == " ")
        self.leaves.append(Leaf(source, source + len(words), _TEXT, writing.owner))
        return piece[-1] == " "


def joined(passages: Iterable[Passage]) -> tuple[Passage, list[int]]:
    """Passages as one, a space between those that have words, and where each begins in it.

    >>> passage, starts = joined([Passage("Chad"), Passage(""), Passage("0.010")])
    >>> passage.text, starts
    ('Chad 0.010', [0, 4, 5])
    """
    whole, starts, length = list[Passage](), list[int](), 0
    for passage in passages:
        length += bool(passage.text and length)
        starts.append(length)
        whole.append(passage)
        length += len(passage.text)
    moved = [_moved(passage, start) for passage, start in zip(whole, starts, strict=True)]
    return Passage(
        " ".join(passage.text for passage in whole if passage.text),
        tuple(run for passage in moved for run in passage.runs),
        tuple(mark for passage in moved for mark in passage.marks),
        tuple(link for passage in moved for link in passage.links),
    ), starts


def _moved(passage: Passage, by: int) -> Passage:
    """A passage as it stands in one where it begins later."""
    runs = tuple(replace(run, start=run.start + by) for run in passage.runs)
    marks = tuple(replace(mark, offset=mark.offset + by) for mark in passage.marks)
    links = tuple(replace(link, start=link.start + by, end=link.end + by) for link in passage.links)
    return Passage(passage.text, runs, marks, links)


def tile(text: str, leaves: Iterable[Leaf]) -> tuple[tuple[Leaf, ...], tuple[tuple[int, int], ...]]:
    """Leaves that tile the text: gaps of white space become SPACE, of signs of direction MARKUP, others UNREAD.

    With them, where the unread ones are.
    """
    made: list[Leaf] = []
    unread: list[tuple[int, int]] = []
    at = 0
    for leaf in [*sorted(leaves, key=attrgetter("start")), Leaf(len(text), len(text), LeafKind.SPACE)]:
        start, end = leaf.start, leaf.end
        if at < start:
            if text[at:start].isspace():  # a line's end, as nearly all gaps are
                made.append(Leaf(at, start, _SPACE))
            else:
                gap = _gap(text, at, start)
                made += gap
                unread += [(part.start, part.end) for part in gap if part.kind is _UNREAD]
        if start < end:
            made.append(leaf)
        at = max(at, end)
    return tuple(made), tuple(unread)


def _gap(text: str, start: int, end: int) -> list[Leaf]:
    """A gap between leaves that is no white space alone: words or signs of direction, and what stands round them."""
    gap = text[start:end]
    words = gap.strip()
    first = start + len(gap) - len(gap.lstrip())
    last = first + len(words)
    kind = _UNREAD if words.strip(_UNPRINTED) else _MARKUP
    parts = (Leaf(start, first, _SPACE), Leaf(first, last, kind), Leaf(last, end, _SPACE))
    return [part for part in parts if part.start < part.end]
