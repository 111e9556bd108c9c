"""Which earlier paragraph a paragraph of a draft repeats, of all that are known.

A word counts the more the fewer paragraphs hold it; numbers are one word. Of equals the latest symbol is taken.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

from msgspec import Struct

from lod.model.typography import typewriter_signs
from lod.review.edits import Edit, find_edits, shortened

#: The share of their words from which on one paragraph repeats another.
_LIKE = 0.6
#: Words that more than one paragraph in so many holds find no candidates.
_COMMON = 50
_WORD = re.compile(r"[^\W\d_]+|\d+")


class Repeat(Struct, frozen=True):
    """A paragraph of a draft, and the earlier one that it repeats; `edits` are what changed, none where nothing did."""

    place: str
    symbol: str
    at: str
    edits: tuple[Edit, ...] = ()


def find_repeats(draft: Mapping[str, str], known: Sequence[tuple[str, str, str]]) -> list[Repeat]:
    """The paragraphs of a draft, by place, that repeat one of the known: (symbol, place, text) of each."""
    counted = [_counted(text) for _, _, text in known]
    held: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(counted):
        for word in words:
            held[word].append(number)
    weights = {word: log(1 + len(known) / len(numbers)) for word, numbers in held.items()}
    rare = {word: numbers for word, numbers in held.items() if len(numbers) <= max(_COMMON, len(known) // _COMMON)}
    found = []
    for place, text in draft.items():
        words = _counted(text)
        candidates = {number for word in words for number in rare.get(word, ())}
        ranked = sorted((-_like(words, counted[number], weights), number) for number in candidates)
        if ranked and -ranked[0][0] >= _LIKE:
            best = max(number for like, number in ranked if like == ranked[0][0])
            found.append(_repeat(place, text, known[best]))
    return found


def _repeat(place: str, text: str, known: tuple[str, str, str]) -> Repeat:
    symbol, at, earlier = known
    same = _plain(text) == _plain(earlier)
    return Repeat(place, symbol, at, () if same else shortened(find_edits(earlier, text)))


def _plain(text: str) -> str:
    return " ".join(typewriter_signs(text).split()).rstrip(".,;: ")


def _counted(text: str) -> Counter[str]:
    return Counter("0" if word.isdecimal() else word for word in _WORD.findall(text.casefold()))


def _like(one: Mapping[str, int], two: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """How large a part of the words of two paragraphs both hold, by weight."""
    unknown = max(weights.values(), default=1.0)
    both = sum(weights.get(word, unknown) * min(count, two[word]) for word, count in one.items() if word in two)
    return 2 * both / (_weight(one, weights, unknown) + _weight(two, weights, unknown))


def _weight(words: Mapping[str, int], weights: Mapping[str, float], unknown: float) -> float:
    return sum(weights.get(word, unknown) * count for word, count in words.items()) or 1.0
