"""Paragraph numbers and list labels at the beginning of a line, and which may follow which.

Small positive rules: a label is taken as the next of a list only where a rule says that it continues, opens or
returns to one.
"""

import re

from msgspec import Struct

from lod.model.numerals import roman_value

#: Figures of marks and numbers, raised or misread for letters, in plain ones.
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹lIO", "0123456789110")
#: "1.", "- 12.", "3.1." at the beginning of a line, "1\." in Markdown; the number may stand alone on it.
NUMBER = re.compile(
    r"(?:[-*•]\s+)?[\u200e\u200f\u202a-\u202e]*(?P<mark>(?P<number>[0-9]{1,3})\s?(?:[．、]"
    r"|\\?\.(?=\s|$|[A-Z“\"*\u0400-\u9fff])|[-–](?=[\u200f\u202b]*\s+[\u200f\u202b]*[\u0600-\u06ff])))"
)
#: "(a)", "(iv)", "(1)", "(aa)"; older texts print "a)" at the beginning of a line.
#: Some number so too: "1)". The other languages print "i)", "а)", "(ب)", "㈠" and "’1‘", and some typists "a )".
#: "(a." is a broken one, which its place in a list tells.
LABEL = re.compile(
    r"(?:[-*•]\s+)?[\u200e\u200f\u202a-\u202e]*(?P<mark>"
    r"[(（]\s?\*?(?P<label>[a-z]{1,5}|[A-Z]|[0-9]{1,2}|[а-я]|[\u0621-\u064a]\u0640?"
    r"|[一二三四五六七八九十]{1,3}|[子丑寅卯辰巳午未申酉戌亥])\*?\s?(?:[)）]|(?P<broken>\.(?=\s)))"
    r"|(?P<half>[a-zñа-я]|[ivx]{2,5}|[0-9]{1,2})\s?\)|(?P<sign>[\u3220-\u3229])|['’‘](?P<count>[0-9]{1,2})['’‘])"
    r"(?=\s|$|[A-Z“\u0400-\u9fff])"
)
_LOST = 3  # how far labels of a list go on from one to the next, where some are lost
#: "(1)", "1)": how some texts number their paragraphs.
BRACKETED = re.compile(r"(?P<mark>[(（]?\s?(?P<number>[0-9]{1,3})\s?[)）])(?=\s|[A-Z“\u0400-\u9fff])")
#: "a. By letters": some lists count their third level so.
DOTTED = re.compile(r"(?P<mark>(?P<label>[a-z])\.)\s+(?=[A-Z“])")


def opens_numbers(words: str) -> bool:
    """Whether words begin with the number 1 of a paragraph.

    >>> [opens_numbers(words) for words in ("1. Decides", "12. Decides", "1 - تؤكد", "1 January")]
    [True, False, True, False]
    """
    found = NUMBER.match(words)
    return found is not None and found["number"] == "1"


def label_of(found: re.Match[str]) -> str:
    """The label that LABEL found, without what it is printed with."""
    return found["label"] or found["half"] or found["sign"] or found["count"]


class Level(Struct, frozen=True, gc=False):
    """One open level of a list: how its labels are counted, and the last one."""

    style: str  # "letter", "roman", "number", "capital", "dotted", "dash"
    value: int


def letter_value(label: str) -> int | None:
    """The place of a letter label, "z" before "aa", "aa" before "bb" and before "ab" alike.

    >>> [letter_value(x) for x in ("a", "z", "aa", "bb", "ab")]
    [1, 26, 27, 28, None]
    """
    if len(set(label)) != 1 or not label.islower():
        return None
    return 26 * (len(label) - 1) + ord(label[0]) - ord("a") + 1


def readings(label: str) -> list[Level]:
    """The levels that a label may be of: "i" is the ninth letter or the first roman number.

    >>> readings("i")
    [Level(style='letter', value=9), Level(style='roman', value=1)]
    >>> readings("12"), readings("C")
    ([Level(style='number', value=12)], [Level(style='capital', value=3)])
    """
    if label.isdigit():
        return [Level("number", int(label))]
    if label.isupper():
        return [Level("capital", ord(label) - ord("A") + 1)]
    found = []
    if (value := letter_value(label)) is not None:
        found.append(Level("letter", value))
    if (value := roman_value(label)) is not None:
        found.append(Level("roman", value))
    return found


def continuing(open_levels: tuple[Level, ...], label: str) -> tuple[Level, ...] | None:
    """The open levels after a label that is the next of one of them: (b) after (a), (iii) after (ii).

    >>> continuing((Level("letter", 8),), "i")
    (Level(style='letter', value=9),)
    >>> continuing((Level("letter", 3), Level("roman", 2)), "d")
    (Level(style='letter', value=4),)
    >>> continuing((Level("letter", 3),), "e") is None
    True
    """
    for depth in range(len(open_levels), 0, -1):
        style, value = open_levels[depth - 1].style, open_levels[depth - 1].value
        for level in readings(label):
            if level.style == style and level.value == value + 1:
                return (*open_levels[: depth - 1], level)
    return None


def opening(open_levels: tuple[Level, ...], label: str) -> tuple[Level, ...] | None:
    """The open levels after a label that begins a new level: (i) below (b), (a) below a paragraph.

    >>> opening((Level("letter", 2),), "i")
    (Level(style='letter', value=2), Level(style='roman', value=1))
    >>> opening((), "c") is None
    True
    """
    for level in readings(label):
        if level.value == 1 and level.style not in {known.style for known in open_levels}:
            return (*open_levels, level)
    return None


def skipping(open_levels: tuple[Level, ...], label: str) -> tuple[Level, ...] | None:
    """The open levels after a label that follows the last one of a list with one or two lost between them.

    >>> skipping((Level("letter", 1),), "c"), skipping((Level("letter", 1),), "x"), skipping((), "b")
    ((Level(style='letter', value=3),), None, None)
    """
    for level in readings(label) if open_levels else ():
        if level.style == open_levels[-1].style and 1 < level.value - open_levels[-1].value <= _LOST:
            return (*open_levels[:-1], level)
    return None


def next_levels(open_levels: tuple[Level, ...], label: str) -> tuple[Level, ...] | None:
    """Where a label leads: on or back along a level (nearest first), or into a new one; None where no rule holds.

    >>> next_levels((Level("letter", 8),), "i")  # h, i: a letter
    (Level(style='letter', value=9),)
    >>> next_levels((Level("letter", 2),), "i")  # b, i: a roman number below it
    (Level(style='letter', value=2), Level(style='roman', value=1))
    """
    return continuing(open_levels, label) or opening(open_levels, label)
