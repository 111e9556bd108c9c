"""Forms of regular expressions that may take more than proportional time, told from the parse tree: no clock is read.

A search "rescans" where it begins with an unbounded repeat, or with what may stand within one: it reads the rest of a
run again from each place in it. "Nested" repeats may part a run in every way. Signs stand for all of their kind, so
a form that is told may still do no harm.
"""

import re
import string
from collections.abc import Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]  # the parsed form of a pattern is not public
from typing import Any

from msgspec import Struct

from tests.patterns.pieces import REPEATS, Item, inside, parse

#: A repeat with a higher bound counts as unbounded.
_MANY = 1000
_ALPHABET = frozenset(string.printable + "\u00e9\u0416\u4e2d\u0639\u2019\u201c\u201d\u2013\u2011\u00a0\u00b2\u00ad")
_LOOKS = (codes.ASSERT, codes.ASSERT_NOT)
Signs = frozenset[str]


def signs_of(item: Item) -> Signs:
    """The signs of the alphabet that the text of an item may hold."""
    code, given = item
    if code is codes.LITERAL:
        return frozenset({chr(given), chr(given).lower(), chr(given).upper()})
    if code is codes.NOT_LITERAL:
        return _ALPHABET - {chr(given)}
    if code is codes.ANY:
        return _ALPHABET - {"\n"}
    if code is codes.IN:
        return _members(given)
    if code in (*_LOOKS, codes.AT, codes.GROUPREF):
        return frozenset()
    return frozenset().union(*(signs_of(one) for within in inside(item) for one in within))


def _members(members: Sequence[Item]) -> Signs:
    """The signs of a set in brackets."""
    if members[0][0] is codes.NEGATE:
        return _ALPHABET - _members(members[1:])
    found: set[str] = set()
    for code, given in members:
        if code is codes.LITERAL:
            found |= {chr(given), chr(given).lower(), chr(given).upper()}
        elif code is codes.RANGE:
            found |= {chr(given[0]), chr(given[1]), *(one for one in _ALPHABET if given[0] <= ord(one) <= given[1])}
        else:
            found |= _CATEGORIES[given]
    return frozenset(found)


def _category(pattern: str) -> Signs:
    return frozenset(sign for sign in _ALPHABET if re.match(pattern, sign))


_CATEGORIES = {
    codes.CATEGORY_SPACE: _category(r"\s"),
    codes.CATEGORY_NOT_SPACE: _category(r"\S"),
    codes.CATEGORY_WORD: _category(r"\w"),
    codes.CATEGORY_NOT_WORD: _category(r"\W"),
    codes.CATEGORY_DIGIT: _category(r"\d"),
    codes.CATEGORY_NOT_DIGIT: _category(r"\D"),
}


class Run(Struct, frozen=True):
    """An unbounded repeat in a pattern: its signs, what must stand before it, and what may not stand before that."""

    signs: Signs
    before: tuple[Item, ...]
    guard: Signs


def forms(pattern: re.Pattern[Any], searched: bool) -> tuple[str, ...]:
    """The names of the forms that a pattern has; one that is not searched with begins at one place alone."""
    items = parse(pattern)
    told = {"rescan": searched and any(map(_is_rescanned, find_runs(items, (), frozenset()))), "nested": _nests(items)}
    return tuple(name for name, has in told.items() if has)


def _is_rescanned(run: Run) -> bool:
    return not run.signs <= run.guard and all(_fits(item, run.signs) for item in run.before)


def find_runs(items: Sequence[Item], before: tuple[Item, ...], guard: Signs, fails: bool = False) -> Iterator[Run]:
    """The unbounded repeats of items, at whatever depth, behind which a match may fail."""
    for at, item in enumerate(items):
        code, given = item
        may_fail = fails or not _may_be_empty(items[at + 1 :])
        if code in REPEATS and given[1] > _MANY and may_fail:
            yield Run(signs_of(item), before, guard)
        for within in inside(item):
            yield from find_runs(within, before, guard, may_fail and code not in _LOOKS)
        guard |= _guarded(item)
        before = (*before, item)


def _fits(item: Item, signs: Signs) -> bool:
    """Whether a text of an item may lie within a run of signs."""
    code, given = item
    if code in REPEATS:
        return given[0] == 0 or all(_fits(one, signs) for one in given[2])
    if code is codes.BRANCH:
        return any(all(_fits(one, signs) for one in branch) for branch in given[1])
    if code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
        return all(_fits(one, signs) for within in inside(item) for one in within)
    return code in (*_LOOKS, codes.AT, codes.GROUPREF) or bool(signs_of(item) & signs)


def _may_be_empty(items: Sequence[Item]) -> bool:
    """Whether items match without a sign of text, and so never fail; a look or a place may."""
    none: Signs = frozenset()
    return all(item[0] not in (*_LOOKS, codes.AT) and _fits(item, none) for item in items)


def _nests(items: Sequence[Item]) -> bool:
    """Whether a repeat stands in a repeat, with nothing beside it that a run of its signs may not hold."""
    for item in items:
        code, given = item
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and given[1] > _MANY and _is_free(_flat(given[2])):
            return True
        if any(map(_nests, inside(item))):
            return True
    return False


def _is_free(body: Sequence[Item]) -> bool:
    if len(body) == 1 and body[0][0] is codes.BRANCH:
        return any(_is_free(_flat(branch)) for branch in body[0][1][1])
    return any(
        one[0] in (codes.MAX_REPEAT, codes.MIN_REPEAT)
        and one[1][1] > _MANY
        and all(_fits(other, signs_of(one)) for other in body if other is not one)
        for one in body
    )


def _flat(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items with those of plain groups in their place."""
    groups = (codes.SUBPATTERN, codes.ATOMIC_GROUP)
    return tuple(one for item in items for one in (_flat(next(iter(inside(item)))) if item[0] in groups else (item,)))


def _guarded(item: Item) -> Signs:
    """The signs that may not stand before what follows an item: a look behind, or a place."""
    code, given = item
    if code is codes.ASSERT_NOT and given[0] < 0 and len(given[1]) == 1:
        return signs_of(given[1][0])
    if code is codes.ASSERT and given[0] < 0:
        return _ALPHABET - signs_of(given[1][-1])
    if code is codes.AT and given is codes.AT_BOUNDARY:
        return _CATEGORIES[codes.CATEGORY_WORD]
    if code is codes.AT and given in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
        return _ALPHABET - {"\n"}
    return frozenset()
