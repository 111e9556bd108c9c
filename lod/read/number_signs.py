"""Cleaning numbers of paragraphs that have other signs than a point: "1 - Requests", "2.- Pide", "§ 3 Prie".

Reads: a `Cleaned` text. Writes: the same with "1." for such numbers, where they count its paragraphs.
"""

import re
from collections.abc import Sequence

from lod.read.clean import Cleaned

_SIGNS = "-–—°º"
#: What a text with such numbers has, and few others have; its first figure is quickly looked for.
_SIGNED = re.compile(rf"1(?=[^\S\n]?[{_SIGNS}]|\.[-–—])")
_NUMBER = re.compile(
    rf"^[^\S\n]*(?P<mark>(§[^\S\n]?)?(?P<number>\d{{1,3}})(?(2)|[^\S\n]?(?P<sign>[{_SIGNS}]|\.[-–—])))"
    r"(?=[^\S\n]+[“\"«]?(?P<first>\w))",
    re.MULTILINE,
)
_POINTED = re.compile(r"^[^\S\n]*1\.[^\S\n]", re.MULTILINE)
_PLAIN = ("\n1. ", " 1. ")
_FEWEST = 2  # paragraphs, at least


def with_points(cleaned: Cleaned) -> Cleaned:
    """A text whose paragraphs' numbers have points, whatever sign stands behind them; they count from one on.

    >>> with_points(Cleaned.of("1 - Asks;\\n2 - Acts.")).text, with_points(Cleaned.of("1.- Pide;\\n2.- Insta.")).text
    ('1. Asks;\\n2. Acts.', '1. Pide;\\n2. Insta.')
    >>> with_points(Cleaned.of("1 - Asks;\\n4 - Decides.")).text
    '1 - Asks;\\n4 - Decides.'
    """
    if any(pointed in cleaned.text for pointed in _PLAIN):
        return cleaned  # as nearly all texts
    if not (_SIGNED.search(cleaned.text) or "§" in cleaned.text) or _POINTED.search(cleaned.text):
        return cleaned
    found = [number for number in _NUMBER.finditer(cleaned.text) if number["first"].isupper()]
    first = next((number for number in found if int(number["number"]) == 1), None)
    counted = [number for number in found if first and number["sign"] == first["sign"]]
    if not _runs(counted):
        return cleaned
    return cleaned.edited((*number.span("mark"), f"{number['number']}.") for number in counted)


def _runs(numbers: Sequence[re.Match[str]]) -> bool:
    """Whether numbers count from one on; they may begin anew."""
    last = 0
    for value in (int(number["number"]) for number in numbers):
        if value not in (1, last + 1):
            return False
        last = value
    return len(numbers) >= _FEWEST
