"""Differences of two builds, resolution by resolution and place by place.

Reads: the documents of two builds. Writes: `Change`s. Statements are compared by what they say (place, offsets, words),
never by their running numbers: a citation that is added before others makes one change, not many. Three laws: the
difference of a build with itself is empty; that of (b, a) is that of (a, b) with gains for losses; a paragraph that
moved to another place takes its annotations with it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from lod.review.documents import PublishedResolution, reading_order
from lod.review.statements import KINDS, Statement, statements


class Sign(StrEnum):
    """What became of a statement."""

    GAINED = "+"
    LOST = "-"
    CHANGED = "~"


class Field(Struct, frozen=True):
    """One value that differs; "" where there is none."""

    name: str
    old: str
    new: str


class Change(Struct, frozen=True):
    """A statement gained, lost or changed. `place` is the new build's, or the old one's for what was lost."""

    sign: Sign
    kind: str  # one of KINDS
    symbol: str
    place: str
    words: str
    start: int  # offset into the place's text; -1 for what has none
    fields: tuple[Field, ...]  # gained: what it says, all new; lost: all old; changed: what differs
    before: str = ""  # the old build's place, where it is another


_Key = Callable[[Statement], Hashable]
_Pair = tuple[Statement | None, Statement | None]

#: How statements find each other, the surest way first: where a place has the same text in both builds, by offsets;
#: where it has not, by words in their order.
_BY_OFFSET: tuple[_Key, ...] = (
    lambda said: said.compared,
    lambda said: (said.where, said.start, said.end),
    lambda said: (said.where, said.start),
    lambda said: (said.where, said.end),
)
_BY_WORDS: tuple[_Key, ...] = (
    lambda said: (said.where, said.words, said.values),
    lambda said: (said.where, said.words),
)


def find_changes(old: Iterable[PublishedResolution], new: Iterable[PublishedResolution]) -> Iterator[Change]:
    """What differs, in the order of symbols, places and offsets."""
    before, after = ({document.symbol: document for document in documents} for documents in (old, new))
    for symbol in sorted(before.keys() | after.keys()):
        yield from _compare(symbol, before.get(symbol), after.get(symbol))


def count_statements(documents: Iterable[PublishedResolution]) -> Mapping[str, int]:
    """How many statements of each kind there are."""
    return Counter(kind for document in documents for kind in KINDS for _ in statements(document, kind))


def _compare(symbol: str, old: PublishedResolution | None, new: PublishedResolution | None) -> Iterator[Change]:
    moves = _moves(old, new) if old and new else {}
    same = _same_texts(old, new, moves) if old and new else frozenset()
    made: list[Change] = []
    for kind in KINDS:
        before = statements(old, kind, moves) if old else []
        after = statements(new, kind) if new else []
        made += (change for a, b in _paired(before, after, same) if (change := _change(symbol, kind, a, b)))
    yield from sorted(made, key=lambda change: (reading_order(change.place), change.start))


def _paired(before: Sequence[Statement], after: Sequence[Statement], same: Collection[str]) -> Iterator[_Pair]:
    """Each statement once, with its counterpart or None."""
    for keys, here in ((_BY_OFFSET, True), (_BY_WORDS, False)):
        left = [said for said in before if (said.where in same) is here]
        right = [said for said in after if (said.where in same) is here]
        for key in keys:
            pairs, left, right = _matched(left, right, key)
            yield from pairs
        yield from ((said, None) for said in left)
        yield from ((None, said) for said in right)


def _matched(
    left: Sequence[Statement], right: Sequence[Statement], key: _Key
) -> tuple[list[_Pair], list[Statement], list[Statement]]:
    """The pairs with equal keys, in order, and what remains on both sides."""
    waiting: dict[Hashable, list[Statement]] = defaultdict(list)
    for said in right:
        waiting[key(said)].append(said)
    pairs: list[_Pair] = []
    remaining = []
    for said in left:
        if candidates := waiting.get(key(said)):
            pairs.append((said, candidates.pop(0)))
        else:
            remaining.append(said)
    found = {id(said) for _, said in pairs}
    return pairs, remaining, [said for said in right if id(said) not in found]


def _change(symbol: str, kind: str, old: Statement | None, new: Statement | None) -> Change | None:
    """The change from one statement to the other; None where they say the same."""
    said = new or old
    assert said is not None
    before, after = _values(old), _values(new)
    names = (name for name in {**before, **after} if before.get(name, "") != after.get(name, ""))
    fields = tuple(Field(name, before.get(name, ""), after.get(name, "")) for name in names)
    if old and new:
        came = old.place if old.place != new.place else ""
        return Change(Sign.CHANGED, kind, symbol, new.place, new.words, new.start, fields, came) if fields else None
    return Change(Sign.GAINED if new else Sign.LOST, kind, symbol, said.place, said.words, said.start, fields)


def _values(said: Statement | None) -> dict[str, str]:
    return {"words": said.words, **dict(said.values)} if said else {}


def _moves(old: PublishedResolution, new: PublishedResolution) -> dict[str, str]:
    """Where the old build's passages stand in the new one, for those that stand elsewhere.

    A passage moved where its text is gone from its place and stands, once before and once after, at another. A place
    that another passage took over leads nowhere.
    """
    before, after = _texts(old), _texts(new)
    gone = {place: text for place, text in before.items() if after.get(place) != text}
    come = {place: text for place, text in after.items() if before.get(place) != text}
    here, there = _alone(gone), _alone(come)
    moves = {place: there[text] for text, place in here.items() if text in there}
    taken = set(moves.values())
    return {**{place: f"{place}{_GONE}" for place in gone if place in taken}, **moves}


_GONE = " (before)"


def _texts(document: PublishedResolution) -> dict[str, str]:
    return {place: "\n".join(thing.all("text")) for place, thing in document.things.items() if thing.all("text")}


def _alone(texts: Mapping[str, str]) -> dict[str, str]:
    """Places by their text, where no other place has it."""
    times = Counter(texts.values())
    return {text: place for place, text in texts.items() if times[text] == 1 and text}


def _same_texts(old: PublishedResolution, new: PublishedResolution, moves: Mapping[str, str]) -> frozenset[str]:
    """The new build's places that have the same text in the old one, and the resolution itself."""
    before = {moves.get(place, place): text for place, text in _texts(old).items()}
    after = _texts(new)
    return frozenset(place for place in after if before.get(place) == after[place])
