"""Passages from XML elements: the text as a reader sees it, its links and note marks, and leaves for every character.

The sibling of `lod.read.tree.passages` for XML. White space folds to one space, a non-breaking space included; blocks
(`p`, `td`, ...) stand a space apart; notes are left out and leave their mark.
"""

import re
from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct, field

from lod.model.resolution import Leaf, LeafKind, Link, Mark, Passage, Run
from lod.read.akn.markup import SPACE, Element, MarkupDocument, Words
from lod.read.tree.passages import Scribe

#: Words between uneven white space and signs that no reader sees.
_PIECE = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff]+(?: [^\s\u00ad\u200b-\u200f\u2060\ufeff]+)*")
_BLOCKS = frozenset(("p", "item", "listIntroduction", "num", "tr", "td", "th", "eol", "br", "li", "heading", "content"))
_TEXT = LeafKind.TEXT  # by its name alone: it is asked often
_BRACKETS = "()（）"
#: What sets words off: elements, and classes of `span`.
_TYPES = frozenset(("i", "b"))
_SET_OFF = frozenset(("italic", "bold"))
#: Marks of a table's own notes: "a", "a, b", "**".
_LETTERS = re.compile(r"(?:[^\W\d_]|\*{1,3})(?:,\s?(?:[^\W\d_]|\*{1,3}))*")


class Note(Struct, frozen=True):
    """A note where it hangs: its element, and the place that carries its mark."""

    element: Element
    anchor: str


class _Writing(Struct):
    """A passage as it grows."""

    pieces: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    length: int = 0
    spaced: bool = False
    opening: int = 0  # the end of the words set off at the beginning
    setting: Element | None = None  # the element that sets them off, while it is open

    def piece(self, text: str, source: int | None) -> None:
        if self.spaced and self.length:
            self.pieces.append(" ")
            self.length += 1
        self.spaced = False
        if source is not None:
            self.runs.append(Run(self.length, source, len(text)))
        self.pieces.append(text)
        self.length += len(text)

    def passage(self) -> Passage:
        text, runs, marks, links = "".join(self.pieces), tuple(self.runs), tuple(self.marks), tuple(self.links)
        return Passage(text, runs, marks, links, self.opening)

    def set_off(self, element: Element, opens: bool) -> None:
        """Note where words are set off that nothing stands before but others that are."""
        if opens and self.length == self.opening and _sets_off(element):
            self.setting = element
        elif element is self.setting:
            self.opening, self.setting = self.length, None


class Copyist(Scribe):
    """Writes passages of one document; spans are ranges of its events.

    `notes` are those that the passages written so far carry, in the order of the writing.
    """

    def __init__(self, text: str, document: MarkupDocument) -> None:
        super().__init__(text, ())
        self.document = document
        self.notes: list[Note] = []
        self._hung: set[int] = set()
        self._letters: list[str] | None = None  # marks of the table's own notes, while a cell is written
        #: Words by their start: how many characters of them are taken. Elements may nest in unforeseen places, and what
        #: one passage, number or field has taken no other takes again.
        self._taken: dict[int, int] = {}

    def write(self, spans: Iterable[tuple[int, int]], owner: str) -> Passage:
        """The passage of some ranges of events."""
        writing = _Writing()
        for first, last in spans:
            writing.spaced = True
            self._write(writing, first, last, owner)
        return writing.passage()

    def write_cell(self, spans: Iterable[tuple[int, int]], owner: str) -> tuple[Passage, tuple[str, ...]]:
        """The passage of a table's cell, and the marks of the table's own notes: "2024<sup>a</sup>"."""
        found: list[str] = []
        self._letters = found
        passage = self.write(spans, owner)
        self._letters = None
        return passage, tuple(found)

    def take(self, element: Element, owner: str) -> Passage:
        """The passage of one element."""
        return self.write([(element.first, element.last)], owner)

    def furniture(self, element: Element) -> None:
        """Leave an element's words out as furniture of the page."""
        for words in element.words():
            self.keep(words, "", LeafKind.FURNITURE)

    def keep(self, words: Words, owner: str, kind: LeafKind = LeafKind.TEXT) -> None:
        """Account for what no passage has taken of some words."""
        at = self._take(words, len(words.data))
        left = words.data[at:].strip()
        if not left:
            return
        if words.end - words.start == len(words.data):
            start = words.start + words.data.index(left, at)
            self.leaf(start, start + len(left), kind, owner)
        else:
            self.leaf(words.start, words.end, kind, owner)

    def is_taken(self, words: Words) -> bool:
        """Whether some passage, number or field has these words; white space is nobody's."""
        taken = self._taken.get(words.start, 0)
        return words is SPACE or taken >= len(words.data) or taken >= len(words.data.rstrip())

    def skip(self, words: Words, start: int, end: int) -> tuple[int, int] | None:
        """Take characters [start:end) of some words, the first of them, as a number: where they stand in the source.

        What is written of the words begins behind them. None where the words are taken.
        """
        if self._take(words, end):
            return None
        escaped = words.end - words.start != len(words.data)
        return (words.start, words.end) if escaped else (words.start + start, words.start + end)

    def _take(self, words: Words, length: int) -> int:
        """Take words up to a length; how many characters of them were taken before."""
        before = self._taken.get(words.start, 0) if words is not SPACE else 1
        if before < length:
            self._taken[words.start] = length
        return before

    def hang(self, note: Element, owner: str) -> None:
        """Keep a note with the place that carries its mark: the first one that does."""
        if note.first not in self._hung:
            self._hung.add(note.first)
            self.notes.append(Note(note, owner))

    def number(self, element: Element) -> tuple[int, int] | None:
        """Where an element's words stand that print a number, down to a note amid them: source [start:end)."""
        printed: list[Words] = []
        for item in self.document.events[element.first : element.last]:
            if isinstance(item, Element):
                if item.tag == "authorialNote":
                    break
            elif not self.is_taken(item):
                self._take(item, len(item.data))
                printed.append(item)
            elif printed and item is not SPACE:
                break
        if not printed:
            return None
        first, last = printed[0], printed[-1]
        start = first.start + len(first.data) - len(first.data.lstrip())
        return start, last.end - (len(last.data) - len(last.data.rstrip()))

    def skip_printed(self, element: Element, printed: str) -> tuple[int, int] | None:
        """Take a printed number off the beginning of an element's words; where it stands, source [start:end)."""
        for words in element.words():
            if words is not SPACE:
                lead = len(words.data) - len(words.data.lstrip())
                found = re.compile(r"\s+".join(map(re.escape, printed.split()))).match(words.data, lead)
                length = found.end() if found else min(len(words.data), lead + len(printed))
                return self.skip(words, lead, length)
        return None

    def _write(self, writing: _Writing, first: int, last: int, owner: str) -> None:
        events, at, links = self.document.events, first, list[tuple[str, int, int]]()
        while at < last:
            event = events[at]
            at += 1
            if event is SPACE:
                writing.spaced = True
                continue
            if isinstance(event, Words):
                self._data(writing, event, owner)
                continue
            tag, opens = event.tag, event.first == at - 1
            if tag in _BLOCKS:
                writing.spaced = True
            elif tag == "authorialNote":
                writing.marks.append(Mark(event.get("marker"), writing.length))
                self.hang(event, owner)
                at = event.last
            elif tag == "noteRef" and opens:
                writing.marks.append(Mark(event.get("marker"), writing.length))
            elif tag == "sup" and opens and event.text() in _BRACKETS:
                at = self._mark(event, owner)
            elif tag == "sup" and opens and self._letters is not None and _LETTERS.fullmatch(event.text()):
                self._letters += re.findall(r"\w|\*+", event.text())
                at = self._mark(event, owner)
            elif tag == "a" and opens:
                links.append((event.get("href"), writing.length, len(writing.pieces)))
            elif tag == "a":
                self._link(writing, *links.pop())
            elif tag == "span" or tag in _TYPES:
                writing.set_off(event, opens)

    def _mark(self, element: Element, owner: str) -> int:
        """A mark, and brackets that some languages print around one, are no words."""
        for words in element.words():
            self.keep(words, owner, LeafKind.MARK)
        return element.last

    @staticmethod
    def _link(writing: _Writing, href: str, start: int, piece: int) -> None:
        start += writing.pieces[piece : piece + 1] == [" "]
        if start < writing.length:
            writing.links.append(Link(start, writing.length, href))

    def _data(self, writing: _Writing, words: Words, owner: str) -> None:
        data, start = words.data, words.start
        length = len(data)
        at = self._take(words, length)
        if at >= length:
            return
        if words.end - start != length:
            self._escaped(writing, words, owner)
            return
        bare = data.strip()
        if not at and bare.isprintable() and "  " not in bare:  # quickly told, and true of most
            source = start if bare[0] == data[0] else start + data.index(bare)
            writing.spaced |= source > start
            writing.piece(bare, source)
            end = source + len(bare)
            self.leaves.append(Leaf(source, end, _TEXT, owner))
            writing.spaced = end < words.end
        else:
            self._pieces(writing, words, at, owner)

    def _pieces(self, writing: _Writing, words: Words, at: int, owner: str) -> None:
        """Write words from `at` on, split where white space is uneven, without signs that no reader sees."""
        data, start = words.data, words.start
        for found in _PIECE.finditer(data, at):
            if at < found.start():
                writing.spaced |= any(map(str.isspace, data[at : found.start()]))
            at = found.end()
            source = start + found.start()
            writing.piece(found[0], source)
            self.leaf(source, start + at, LeafKind.TEXT, owner)
        if at < len(data):
            writing.spaced |= any(map(str.isspace, data[at:]))

    def _escaped(self, writing: _Writing, words: Words, owner: str) -> None:
        """ "&amp;": the letter is the source's own where the source shows it there."""
        shown = self.text[words.start : words.start + 1] == words.data
        writing.piece(words.data, words.start if shown else None)
        self.leaf(words.start, words.end, LeafKind.TEXT, owner)


def _sets_off(element: Element) -> bool:
    """Whether an element sets its words in italics or bold."""
    return element.tag in _TYPES or not _SET_OFF.isdisjoint(element.get("class").split())


def tile_markup(text: str, leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Leaves that tile an XML text: what no leaf takes is white space or tags."""
    made: list[Leaf] = []
    at = 0
    space, markup = LeafKind.SPACE, LeafKind.MARKUP
    for leaf in [*sorted(leaves, key=attrgetter("start")), Leaf(len(text), len(text), space)]:
        start, end = leaf.start, leaf.end
        if at < start:
            made.append(Leaf(at, start, space if text[at:start].isspace() else markup))
        if start < end:
            made.append(leaf)
        at = max(at, end)
    return tuple(made)
