"""Texts made to hurt a regular expression: pieces of its own to repeat, read off its parse tree."""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]  # the parsed form of a pattern is not public
from re import _parser  # type: ignore[attr-defined]
from typing import Any

#: An item of a parsed pattern: its code, and what goes with it.
Item = tuple[Any, Any]
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)

#: How many pieces of a pattern's own are tried: of a list of hundreds of words every so-manieth.
_MOST = 80
_GENERAL = (
    " ",
    "\n",
    "a",
    "A",
    "1",
    "a ",
    "Aa ",
    "A ",
    "1 ",
    "1, ",
    "a, ",
    ", ",
    "a-",
    ".",
    "(",
    "\t\n ",
    "the ",
    "and ",
)


def parse(pattern: re.Pattern[Any]) -> Sequence[Item]:
    """The items of a compiled pattern."""
    if isinstance(pattern.pattern, str):
        return tuple(_parser.parse(pattern.pattern, pattern.flags))
    return tuple(_parser.parse(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII))


def hurtful(pattern: re.Pattern[Any]) -> tuple[tuple[str, str], ...]:
    """Texts made to hurt a pattern: what stands at their beginning, and a piece to repeat behind it."""
    items = parse(pattern)
    own = sorted({piece for piece in _pieces(items) if 0 < len(piece) < 256})
    behind = sorted({text for text in _openings(items, "") if 0 < len(text[0]) < 256})
    alone = (*_GENERAL, *own[:: len(own) // _MOST + 1])
    return (*(("", piece) for piece in alone), *behind[:: len(behind) // _MOST + 1])


def _openings(items: Iterable[Item], so_far: str) -> Iterator[tuple[str, str]]:
    """What leads to each unbounded repeat of a pattern, with what it repeats, or with blanks."""
    for item in items:
        code, given = item
        if code in REPEATS and given[1] > len(_GENERAL):
            yield from ((so_far, piece) for piece in ("".join(map(_sample, given[2])), " ") if piece)
        for within in inside(item):
            yield from _openings(within, so_far)
        so_far += _sample(item)


def _pieces(items: Iterable[Item]) -> Iterator[str]:
    """What a parsed pattern is made of, as text: each part, each beginning of it, and what its repeats repeat."""
    so_far, tails = "", [""]
    for item in items:
        text = _sample(item)
        for within in inside(item):
            inner = tuple(_pieces(within))
            yield from inner
            yield from (so_far + piece for piece in inner[:12] if so_far and len(so_far) < 80)
        so_far += text
        tails = [*(tail + text for tail in tails[-2:]), text]
        yield so_far
        yield so_far[:-1]
        yield from tails


def inside(item: Item) -> Iterator[Sequence[Item]]:
    code, given = item
    if code in REPEATS:
        yield given[2]
    elif code is codes.SUBPATTERN:
        yield given[3]
    elif code is codes.ATOMIC_GROUP:
        yield given
    elif code is codes.BRANCH:
        yield from given[1]
    elif code in (codes.ASSERT, codes.ASSERT_NOT):
        yield given[1]
    elif code is codes.GROUPREF_EXISTS:
        yield from (branch for branch in given[1:] if branch)


def _sample(item: Item) -> str:
    """A shortest text of one item of a parsed pattern, one time what may be left out."""
    code, given = item
    if code is codes.LITERAL:
        return chr(given)
    if code is codes.NOT_LITERAL:
        return "a" if given != ord("a") else "b"
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return _member(given)
    if code in REPEATS:
        return str("".join(map(_sample, given[2]))) * min(max(int(given[0]), 1), 60)
    if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT, codes.GROUPREF):
        return ""
    return "".join(map(_sample, next(iter(inside(item)), ())))


def _member(members: Sequence[Item]) -> str:
    """A character of a set."""
    if members[0][0] is codes.NEGATE:
        refused = re.compile("[" + "".join(map(_written_member, members[1:])) + "]")
        return next(sign for sign in "a A1,.;\n-(é中" if not refused.match(sign))
    code, given = members[0]
    if code is codes.LITERAL:
        return chr(given)
    if code is codes.RANGE:
        return chr(given[0])
    return next(str(sign) for sign in "a 1," if re.match(_CATEGORIES[given], sign))


_CATEGORIES = {
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
}


def _written_member(member: Item) -> str:
    code, given = member
    if code is codes.LITERAL:
        return re.escape(chr(given))
    return f"{re.escape(chr(given[0]))}-{re.escape(chr(given[1]))}" if code is codes.RANGE else _CATEGORIES[given]
