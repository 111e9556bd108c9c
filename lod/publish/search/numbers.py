"""Whole numbers as short words of ASCII, for lists that a script reads: one sign for what is below 32.

Five bits a sign, the lowest first; signs of the upper half say that more follow (as in source maps). The same is read
by `site/scripts/numbers.ts`.
"""

from collections.abc import Iterable
from itertools import chain, pairwise

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_KNOWN = 1 << 15  # numbers whose signs are kept: gaps between paragraphs are mostly small


def format_number(value: int) -> str:
    """
    >>> [format_number(value) for value in (0, 31, 32, 1000)]
    ['A', 'f', 'gB', 'of']
    """
    signs = ""
    while value >= 32:
        signs += SIGNS[32 + (value & 31)]
        value >>= 5
    return signs + SIGNS[value]


def format_numbers(values: Iterable[int]) -> str:
    """Numbers one behind the other."""
    given = list(values)
    if max(given, default=0) < _KNOWN:  # as nearly always
        return "".join(map(_table.__getitem__, given))
    return "".join(_table[value] if value < _KNOWN else format_number(value) for value in given)


def format_rising(values: Iterable[int]) -> str:
    """Rising numbers, each as its distance from the one before it.

    >>> format_rising([3, 4, 40])
    'DBkB'
    """
    return format_numbers(value - before for before, value in pairwise(chain((0,), values)))


class _Table(dict[int, str]):
    """Signs of numbers, made when they are first asked for."""

    def __missing__(self, value: int) -> str:
        self[value] = made = format_number(value)
        return made


_table = _Table()
