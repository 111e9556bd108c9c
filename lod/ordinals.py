"""Ordinal numbers in words, as the organs count their sessions: "Sixty-eighth session" is the 68th."""

import re

_UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = [
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
    *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
]
_TENS = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]

_VALUES = {word: value for value, word in enumerate(_UNITS + _TEENS, 1)}
_VALUES |= {f"{ten}ieth": 10 * value for value, ten in enumerate(_TENS, 2)}
_VALUES |= {f"{ten}y-{unit}": 10 * t + u for t, ten in enumerate(_TENS, 2) for u, unit in enumerate(_UNITS, 1)}
_VALUES |= {"hundredth": 100, "one hundredth": 100}

#: An ordinal in words, as part of a larger pattern.
WORDS = "(?:one[- ])?hundredth|" + "|".join(
    [
        "(?:" + "|".join(_TENS) + ")y[-‑\\s]\\s?(?:" + "|".join(_UNITS) + ")",
        *(f"{t}ieth" for t in _TENS),
        *_TEENS,
        *_UNITS,
    ]
)


def parse_ordinal(words: str) -> int | None:
    """The number of an ordinal in words or figures; None for what is none.

    >>> [parse_ordinal(w) for w in ("Sixty-eighth", "fortieth", "tenth", "71st", "Hundred and eighty-third", "next")]
    [68, 40, 10, 71, 183, None]
    """
    plain = re.sub(r"[-‑\s]+", "-", words.strip().lower())
    if figures := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", plain):
        return int(figures[1])
    hundred = re.fullmatch(r"(?:one-)?hundred-and-(.+)", plain)
    if hundred and (rest := parse_ordinal(hundred[1])):
        return 100 + rest
    return _VALUES.get(plain) or _VALUES.get(plain.replace("-", " "))


def format_ordinal(value: int) -> str:
    """A number as an ordinal in figures.

    >>> [format_ordinal(n) for n in (1, 2, 3, 11, 71, 112)]
    ['1st', '2nd', '3rd', '11th', '71st', '112th']
    """
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
