"""Sustainable Development Goals that a paragraph prints by their numbers, ranges included."""

import re
from collections.abc import Iterator

from msgspec import Struct

from lod.model.annotations import GoalMention, Span
from lod.model.iris import below

RULE = "goal.printed"
LAST = 17
_NUMBER = r"(?:1[0-7]|[1-9])(?!\.*\d)"
_RANGE = rf"{_NUMBER}(?:\s+(?:to|through)\s+{_NUMBER}|[–-]{_NUMBER})?"
#: "Sustainable Development Goals 1, 2 and 5", "Goals 4 to 6", "Goal 14 of the 2030 Agenda"; "Millennium Development
#: Goal 4" is another list's.
_GOALS = re.compile(
    rf"""
    (?<![\w-])(?<!Development[ ])
    (?:Sustainable\s+Development\s+)?
    Goals?\s+
    (?P<numbers>{_RANGE}(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s+or\s+){_RANGE}){{0,16}})
    """,
    re.VERBOSE,
)
_ONE_RANGE = re.compile(rf"(?P<first>{_NUMBER})(?:\s+(?:to|through)\s+|[–-])?(?P<last>{_NUMBER})?")


class GoalsFound(Struct, frozen=True):
    """Words that print goals: text [start:end), and the numbers that they mean."""

    start: int
    end: int
    numbers: tuple[int, ...]


def find_goals(text: str) -> Iterator[GoalsFound]:
    """The goals that a text prints, in its order.

    >>> [found.numbers for found in find_goals("to achieve Sustainable Development Goals 4 to 6 and 17, and Goal 3")]
    [(4, 5, 6, 17), (3,)]
    >>> list(find_goals("the Millennium Development Goals 4 and 5, and goal 2 of the plan"))
    []
    """
    if "Goal" not in text:  # said of nearly every paragraph, and told much sooner than by the pattern
        return
    for found in _GOALS.finditer(text):
        numbers: list[int] = []
        for part in _ONE_RANGE.finditer(found["numbers"]):
            first, last = int(part["first"]), int(part["last"] or part["first"])
            numbers.extend(range(first, last + 1) if first <= last else (first, last))
        yield GoalsFound(found.start(), found.end(), tuple(dict.fromkeys(numbers)))


def find_goal_mentions(place: str, text: str) -> Iterator[GoalMention]:
    """A mention for each goal that the paragraph at a place prints; those of one range share its words."""
    count = 0
    for found in find_goals(text):
        span = Span(place, found.start, found.end, text[found.start : found.end])
        for number in found.numbers:
            count += 1
            yield GoalMention(below(place, f"goal{count}"), span, number, RULE)
