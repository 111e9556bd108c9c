"""Numbers not in figures: ordinals in words, as sessions are counted ("Sixty-eighth" is the 68th), and roman ones."""

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


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman_value(label: str) -> int | None:
    """The value of a lower-case roman numeral; None for what is none.

    >>> [roman_value(x) for x in ("i", "iv", "xix", "iiii", "b")]
    [1, 4, 19, None, None]
    """
    if not label or any(c not in _ROMAN for c in label):
        return None
    values = [_ROMAN[c] for c in label]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if format_roman(total) == label else None


def format_roman(value: int) -> str:
    """The lower-case roman numeral of 1 to 399, the inverse of `roman_value`.

    >>> format_roman(44)
    'xliv'
    """
    signs = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    made = ""
    for size, sign in signs:
        while value >= size:
            made, value = made + sign, value - size
    return made


def many(count: int, noun: str) -> str:
    """A count of things in words: in the singular for one.

    >>> many(1, "resolution"), many(0, "warning")
    ('1 resolution', '0 warnings')
    """
    return f"{count} {noun}{'s' if count != 1 else ''}"
