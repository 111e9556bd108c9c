"""Footnote numbers that stand apart from their notes: some programs give a raised number a line of its own.

Reads: the NOTE lines of one page, some of them bare numbers. Writes: which lines each number counts. The numbers rise
as the words follow each other, wherever the numbers stand; what must be told is where the words of a note begin.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from lod.data.files import data, read_toml
from lod.read.text.lines import Line
from lod.read.tree.markers import FIGURES

#: "3", "⁴": a line that is a note's number and nothing else.
NUMBER_ALONE = re.compile(r"\d{1,3}|[¹²³⁴-⁹⁰]{1,3}")
_FINISHED = re.compile(r"[.。؟!?][”\"»’)\]]*$")
_SIGN = "*"
_COUNTED = re.compile(r"(?P<number>[1-9]\d{0,2})\s+")
_NEAR = 3  # how far numbers of notes go on from one to the next, where some are lost
_OWN, _NEW, _APART, _SHORT = 100, 4, 2, 1  # how telling a sign of a note's beginning is
_BROKEN_OFF = 0.8  # how long a note's last line is, at most, by the longest


@cache
def notes_pattern(kind: str) -> re.Pattern[str]:
    """What a table says of notes, as one pattern: "headings", "begins"."""
    return re.compile("|".join(read_toml(data("reading", "notes.toml"))[kind]))


def counted_note(text: str, last: int) -> int:
    """The number of a note whose words open as those of notes do, counted on from `last`; 0 for none.

    Volumes count the notes of a year: the first of a resolution may have any number.

    >>> counted_note("17 Ibid., Seventh Year", 0), counted_note("17 Ibid.", 12), counted_note("17 Rivers", 16)
    (17, 0, 0)
    """
    found = _COUNTED.match(text)
    if found is None or not notes_pattern("begins").match(text, found.end()):
        return 0
    number = int(found["number"])
    return number if not last or 0 < number - last <= _NEAR else 0


def number_notes(lines: Sequence[Line]) -> Iterator[tuple[Line | None, list[Line]]]:
    """Each number of a page's notes with the lines of its words, in the order of the words.

    A note that begins with a sign of its own, as "* Reissued", has no number.
    """
    numbers = iter(sorted((line for line in lines if NUMBER_ALONE.fullmatch(line.text)), key=_value))
    words = [line for line in lines if not NUMBER_ALONE.fullmatch(line.text)]
    begins = _beginnings(lines, words) if words else []  # a page may have lost the words of its notes
    for at, end in pairwise([*begins, len(words)]):
        number = None if words[at].text.startswith(_SIGN) else next(numbers, None)
        yield number, words[at:end]


def _value(line: Line) -> int:
    return int(line.text.translate(FIGURES))


def _beginnings(lines: Sequence[Line], words: Sequence[Line]) -> list[int]:
    """Where as many notes as there are numbers and signs begin: the first line of words, and the most telling ones."""
    longest = max(len(line.text) for line in words)
    wanted = len(lines) - len(words) + sum(line.text.startswith(_SIGN) for line in words)
    numbered = {after.start for before, after in pairwise(lines) if NUMBER_ALONE.fullmatch(before.text)}
    weights = {
        at: _OWN * (after.start in numbered or after.text.startswith(_SIGN)) + _weight(before, after, longest)
        for at, (before, after) in enumerate(pairwise(words), 1)
    }
    telling = sorted((at for at, weight in weights.items() if weight), key=lambda at: (-weights[at], at))
    return sorted([0, *telling[: wanted - 1]])


def _weight(before: Line, line: Line, longest: int) -> int:
    """How telling it is that a note begins with a line; 0 where the sentence before goes on."""
    if not _FINISHED.search(before.text):
        return 0
    short = len(before.text) < _BROKEN_OFF * longest
    return (
        1 + _NEW * bool(notes_pattern("begins").match(line.text)) + _APART * (before.end != line.start) + _SHORT * short
    )
