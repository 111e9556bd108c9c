"""Lexicon of citations: names of instruments and organs and cues of function, found by one automaton.

One automaton over all of them, leftmost-longest, whole words; built once.
"""

from collections.abc import Iterable
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from lod.annotate.citations.functions import Cue, load_cues
from lod.annotate.citations.instruments import InstrumentName, load_labels
from lod.data.organs import load_organs


class OrganName(Struct, frozen=True):
    """An organ's full name."""

    key: str


Entry = Cue | InstrumentName | OrganName


class Word(Struct, frozen=True, gc=False):
    """Words of a text [start:end) that stand in the lexicon."""

    start: int
    end: int
    entry: Entry


class Lexicon(Struct, frozen=True):
    """Finds every entry in one pass."""

    automaton: AhoCorasick
    entries: tuple[Entry, ...]

    def find(self, text: str) -> tuple[Word, ...]:
        """The words of a text, in order, without overlap."""
        found = [
            Word(start, end, self.entries[index])
            for index, start, end in self.automaton.find_matches_as_indexes(text)
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        ]
        return tuple(found)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the instruments' table, the organs' table and the cues."""
    entries = list(_entries())
    automaton = AhoCorasick([words for words, _ in entries], matchkind=MatchKind.LeftmostLongest)
    return Lexicon(automaton, tuple(entry for _, entry in entries))


def _entries() -> Iterable[tuple[str, Entry]]:
    seen: set[str] = set()
    for words, entry in (*_names(), *_cues()):
        if words not in seen:
            seen.add(words)
            yield words, entry


def _names() -> Iterable[tuple[str, Entry]]:
    yield from ((label.words, label) for label in load_labels())
    for organ in load_organs().by_key.values():
        yield from ((words, OrganName(organ.key)) for words in organ.labels)


def _cues() -> Iterable[tuple[str, Entry]]:
    for cue in load_cues():
        yield cue.words, cue
        yield cue.words[0].upper() + cue.words[1:], cue
