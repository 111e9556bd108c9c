"""Words that a draft quotes, held against the text of what it cites.

A quotation belongs to the citation before it in its paragraph, or, where there is none, to the first behind it.
Compared are words: cases, signs and line breaks are not. What is left out ("...", "[the Fund]") may be anything. An
agenda item's title is no quotation.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from lod.annotate.citations.instruments import is_item_title
from lod.model.typography import typewriter_signs

#: Words of a quotation; fewer are a term, not a passage.
_LEAST = 3
#: The part of a quotation's words that a passage must have in their order to be what was meant.
_ALIKE = 0.6
_QUOTED = re.compile(r'"([^"]{1,2000})"')
_LEFT_OUT = re.compile(r"\.\s?\.\s?\.|…|\[[^\]]*\]")


class Quotation(Struct, frozen=True):
    """Words in quotes, and where the cited text has them, or others like them; "" for what is not there."""

    words: str
    status: str  # "equal", "differs", "not there"
    at: str = ""  # place in the cited text; "title"
    there: str = ""  # the words of that place, where they differ


class CitedPassage(Struct, frozen=True):
    """A place of a cited text, and its words."""

    at: str
    text: str


def find_quoted(text: str, citations: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """(number of the citation, words) of each quotation in a paragraph; citations are [start:end), in order.

    >>> text = 'its resolution 60/1, which "calls upon all States", and 60/2'
    >>> list(find_quoted(text, [(15, 19), (56, 60)]))
    [(0, 'calls upon all States')]
    """
    plain = typewriter_signs(text)
    for found in _QUOTED.finditer(plain):
        start, end = found.span(1)
        is_title = is_item_title(plain[max(0, start - 60) : start - 1])
        before = [number for number, (_, stop) in enumerate(citations) if stop <= start]
        behind = [number for number, (begin, _) in enumerate(citations) if begin >= end]
        if not is_title and len(_words(found[1])) >= _LEAST and (owner := [*before[-1:], *behind[:1]]):
            yield owner[0], text[start:end]


def compare_quoted(words: str, passages: Iterable[CitedPassage]) -> Quotation:
    """A quotation beside the passages of the text that it is said to be from."""
    parts = [part for part in map(_words, _LEFT_OUT.split(words)) if part]
    wanted = [word for part in parts for word in part]
    best: tuple[float, CitedPassage | None] = (0.0, None)
    for passage in passages:
        has = _words(passage.text)
        if _holds(has, parts):
            return Quotation(words, "equal", passage.at)
        shared = (Counter(wanted) & Counter(has)).total() / len(wanted)
        if shared > best[0]:
            best = (shared, passage)
    if best[1] and best[0] >= _ALIKE and (there := _like(wanted, best[1].text)):
        return Quotation(words, "differs", best[1].at, there)
    return Quotation(words, "not there")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", typewriter_signs(text).casefold())


def _holds(has: Sequence[str], parts: Iterable[Sequence[str]]) -> bool:
    """Whether words hold parts, one behind the other."""
    line, at = f" {' '.join(has)} ", 0
    for part in parts:
        at = line.find(f" {' '.join(part)} ", at)
        if at < 0:
            return False
        at += len(" ".join(part)) + 1
    return True


def _like(wanted: Sequence[str], text: str) -> str:
    """The stretch of a text that has most of the words in their order; "" where that is too few."""
    found = [*re.finditer(r"[^\W_]+", typewriter_signs(text).casefold())]
    blocks = SequenceMatcher(None, wanted, [word[0] for word in found], autojunk=False).get_matching_blocks()[:-1]
    if not blocks or sum(block.size for block in blocks) / len(wanted) < _ALIKE:
        return ""
    first, last = found[blocks[0].b], found[blocks[-1].b + blocks[-1].size - 1]
    return text[first.start() : last.end()]
