"""Alignment of the paragraphs of two resolutions of a series: which paragraph comes from which earlier one.

Series repeat most of last year's words: what is the same is found by its words, what was reworded by how many of the
words it shares, wherever it stands. A word counts the more the fewer paragraphs hold it, so that "Requests the
Secretary-General" makes no two paragraphs alike. Each paragraph has one earlier wording or none.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from msgspec import Struct

from lod.model.resolution import Part, PartKind, Resolution
from lod.model.typography import typewriter_signs
from lod.review.edits import Edit, find_edits, shortened

LIKE = 0.45  # share of their words from which on two paragraphs are one clause; below, one pair in three is two
_CLAUSES = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB)
_WORD = re.compile(r"\w+")
_NUMBER = "0"  # all numbers are one word: dates and symbols change every year

#: How much each word counts.
Weights = Mapping[str, float]


class _Clause(Struct, frozen=True):
    """A paragraph with its words counted; `order` is where it stands in the reading order, `typed` what is compared."""

    place: str
    preambular: bool
    order: int
    text: str
    typed: str
    words: Counter[str]


class Wording(Struct, frozen=True):
    """A paragraph's place, and its place in the earlier resolution; `same` tells that its words are the same.

    `edits` are what changed, with the words around it; `whole` the paragraph's words with what became of each.
    """

    place: str
    earlier: str
    same: bool
    edits: tuple[Edit, ...] = ()
    whole: tuple[Edit, ...] = ()


class Comparison(Struct, frozen=True):
    """What a resolution has of the one before it, and the places of what is new in it and of what it dropped."""

    wordings: tuple[Wording, ...] = ()
    new: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def same(self) -> int:
        """How many paragraphs stayed as they were."""
        return sum(wording.same for wording in self.wordings)

    @property
    def reworded(self) -> int:
        """How many paragraphs stayed in other words."""
        return len(self.wordings) - self.same


class Kin(Struct, frozen=True):
    """A paragraph's place, and where another resolution of its series has it; of the one before, what changed.

    "" stands for no place: the other resolution has no such paragraph, or this one has none any more.
    """

    place: str
    symbol: str
    at: str
    same: bool
    later: bool
    edits: tuple[Edit, ...] = ()


def compare(later: Resolution, earlier: Resolution) -> Comparison:
    """The paragraphs of two resolutions, each in the reading order.

    Texts in two languages have no wording in common, and where two have none, nobody can tell what is new.
    """
    if later.language != earlier.language:
        return Comparison()
    new, old = _clauses(later), _clauses(earlier)
    same = _same(new, old)
    alike = _alike([c for c in new if c.place not in same], [c for c in old if c.place not in same.values()])
    texts, found = {clause.place: clause.text for clause in old}, same | alike
    wordings = [
        _wording(clause, found[clause.place], texts, clause.place in same) for clause in new if clause.place in found
    ]
    if not wordings:
        return Comparison()
    kept = set(found.values())
    return Comparison(
        tuple(wordings),
        tuple(clause.place for clause in new if clause.place not in found),
        tuple(clause.place for clause in old if clause.place not in kept),
    )


def _wording(clause: _Clause, before: str, texts: Mapping[str, str], same: bool) -> Wording:
    edits = () if same else find_edits(texts[before], clause.text)
    return Wording(clause.place, before, same, shortened(edits), edits)


def compared_texts(resolution: Resolution) -> dict[str, str]:
    """The words of each paragraph that is compared, by its place, in the reading order."""
    return {clause.place: clause.text for clause in _clauses(resolution)}


def find_moved(found: Comparison, earlier: Sequence[str]) -> frozenset[str]:
    """The paragraphs that stand in another order than before, as few of them as tell it; `earlier` are all places.

    >>> pairs = [Wording("op1", "op3", True), Wording("op2", "op1", True), Wording("op3", "op2", True)]
    >>> sorted(find_moved(Comparison(tuple(pairs)), ["op1", "op2", "op3"]))
    ['op1']
    """
    order = {place: number for number, place in enumerate(earlier)}
    stayed = _rising([order[wording.earlier] for wording in found.wordings])
    return frozenset(wording.place for at, wording in enumerate(found.wordings) if at not in stayed)


def _rising(numbers: Sequence[int]) -> set[int]:
    """Where the longest rising run of numbers stands."""
    ends: list[int] = []  # the least number that ends a run of each length
    places: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length:] = [number, *ends[length + 1 :]]
        places[length:] = [at, *places[length + 1 :]]
    found, at = set(), places[-1] if places else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def find_kin(later: str, earlier: str, found: Comparison) -> Iterator[tuple[str, Kin]]:
    """(symbol, kin of one of its paragraphs) for both resolutions of a pair."""
    for place in found.new:
        yield later, Kin(place, earlier, "", same=False, later=False)
    for place in found.dropped:
        yield later, Kin("", earlier, place, same=False, later=False)
        yield earlier, Kin(place, later, "", same=False, later=True)
    for wording in found.wordings:
        yield later, Kin(wording.place, earlier, wording.earlier, wording.same, later=False, edits=wording.edits)
        yield earlier, Kin(wording.earlier, later, wording.place, wording.same, later=True)


def _clauses(resolution: Resolution) -> list[_Clause]:
    parts = [part for part in resolution.walk() if part.kind in _CLAUSES and part.passage.text]
    return [_clause(part, order) for order, part in enumerate(parts)]


def _clause(part: Part, order: int) -> _Clause:
    text = " ".join(part.passage.text.split()).rstrip(".,;: ")
    words = (_NUMBER if word.isdecimal() else word for word in _WORD.findall(text.casefold()))
    return _Clause(part.place, part.kind is PartKind.PREAMBULAR, order, text, typewriter_signs(text), Counter(words))


def _same(new: Sequence[_Clause], old: Sequence[_Clause]) -> dict[str, str]:
    """Paragraphs of the same words: at the same place first, then in the reading order."""
    places = {(clause.place, clause.typed) for clause in old}
    found = {clause.place: clause.place for clause in new if (clause.place, clause.typed) in places}
    left: dict[str, list[str]] = defaultdict(list)
    for clause in old:
        if clause.place not in found:
            left[clause.typed].append(clause.place)
    for clause in new:
        if clause.place not in found and left[clause.typed]:
            found[clause.place] = left[clause.typed].pop(0)
    return found


def _alike(new: Sequence[_Clause], old: Sequence[_Clause]) -> dict[str, str]:
    """Paragraphs that share most of their words, the most alike first; of equals those that stand nearest."""
    weights = _weights([*new, *old])
    found: dict[str, str] = {}
    taken = set[str]()
    for *_, place, before in sorted(_ranked(a, b, like) for a, b, like in _pairs(new, old, weights)):
        if place not in found and before not in taken:
            found[place] = before
            taken.add(before)
    return found


def _ranked(new: _Clause, old: _Clause, like: float) -> tuple[float, int, int, int, str, str]:
    return round(-like, 9), abs(new.order - old.order), new.order, old.order, new.place, old.place


def _pairs(
    new: Sequence[_Clause], old: Sequence[_Clause], weights: Weights
) -> Iterator[tuple[_Clause, _Clause, float]]:
    """Each two paragraphs that are alike, and how much."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, clause in enumerate(old):
        for word in clause.words:
            holding[word].append(number)
    sums = [_weight(clause.words, weights) for clause in old]
    for clause in new:
        shared = defaultdict[int, float](float)
        for word, count in clause.words.items():
            for number in holding[word]:
                shared[number] += weights[word] * min(count, old[number].words[word])
        own = _weight(clause.words, weights)
        for number, both in shared.items():
            like = 2 * both / (own + sums[number])
            if like >= LIKE and old[number].preambular == clause.preambular:
                yield clause, old[number], like


def _weight(words: Mapping[str, int], weights: Weights) -> float:
    return sum(weights[word] * count for word, count in words.items())


def _weights(clauses: Sequence[_Clause]) -> Weights:
    """The rarer, the heavier: what all paragraphs hold counts almost nothing."""
    holders = Counter(word for clause in clauses for word in clause.words)
    return {word: log(1 + len(clauses) / count) for word, count in holders.items()}
