"""Sustainable Development Goals that a paragraph prints by their numbers, ranges included."""

from collections.abc import Iterator

from msgspec import Struct

from lod.data.phrases import Phrase
from lod.model.annotations import GoalMention, Span
from lod.model.iris import below

RULE = "goal.printed"
_PRINTED = Phrase("goals.printed")
_RANGE = Phrase("goals.range")


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
    for found in _PRINTED.finditer(text):
        numbers: list[int] = []
        for part in _RANGE.finditer(found["numbers"]):
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
