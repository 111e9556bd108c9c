"""Ordinals in words and figures, as sessions and meetings are counted: "Sixty-eighth" is the 68th.

Reads `lod/data/ordinals.toml`.
"""

import re
from collections.abc import Mapping
from functools import cache

from lod.data.files import data, read_toml

_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th)")  # "71st"
_ABOVE_HUNDRED = re.compile(r"(?:one-)?hundred-and-(.+)")  # "hundred-and-eighty-third"
_HUNDREDTH = 100


@cache
def _table() -> Mapping[str, list[str]]:
    return read_toml(data("ordinals.toml"))


@cache
def _values() -> Mapping[str, int]:
    """Every ordinal up to the hundredth, in small letters with hyphens, to its number."""
    units, tens = _table()["units"], _table()["tens"]
    values = {word: value for value, word in enumerate((*units, *_table()["teens"]), 1)}
    values |= {f"{ten}ieth": 10 * value for value, ten in enumerate(tens, 2)}
    values |= {f"{ten}y-{unit}": 10 * t + u for t, ten in enumerate(tens, 2) for u, unit in enumerate(units, 1)}
    return values | {"hundredth": _HUNDREDTH, "one hundredth": _HUNDREDTH}


@cache
def ordinal_pattern() -> str:
    """An ordinal in words up to the hundredth, as part of a larger pattern; white space stands in sets.

    >>> [bool(re.fullmatch(ordinal_pattern(), w)) for w in ("sixty-eighth", "fortieth", "tenth", "next", "sixty")]
    [True, True, True, False, False]
    """
    units, tens = "|".join(_table()["units"]), "|".join(_table()["tens"])
    counted = rf"(?:{tens})(?:y[-‑\s]\s?(?:{units})|ieth)"
    return rf"(?:(?:one[- ])?hundredth|{counted}|{'|'.join(_table()['teens'])}|{units})"


def parse_ordinal(words: str) -> int | None:
    """The number of an ordinal in words or figures; None for what is none.

    >>> [parse_ordinal(w) for w in ("Sixty-eighth", "fortieth", "tenth", "71st", "Hundred and eighty-third", "next")]
    [68, 40, 10, 71, 183, None]
    """
    plain = re.sub(r"[-‑\s]+", "-", words.strip().lower())
    if figures := _FIGURES.fullmatch(plain):
        return int(figures[1])
    hundred = _ABOVE_HUNDRED.fullmatch(plain)
    if hundred and (rest := parse_ordinal(hundred[1])):
        return _HUNDREDTH + rest
    return _values().get(plain) or _values().get(plain.replace("-", " "))


def format_ordinal(value: int) -> str:
    """A number as an ordinal in figures.

    >>> [format_ordinal(n) for n in (1, 2, 3, 11, 71, 112)]
    ['1st', '2nd', '3rd', '11th', '71st', '112th']
    """
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
