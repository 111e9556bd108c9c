"""Roman numerals, and counts of things in words."""

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
