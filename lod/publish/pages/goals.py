"""Pages of the Sustainable Development Goals: resolutions that print each, and those tagged with it."""

from collections.abc import Iterator

from msgspec import Struct

from lod.data.subjects import Goal, load_goals
from lod.publish.cards import Card, GoalHeld, Occurrence, goal_path
from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.publish.pages.occurrences import groups_of
from lod.publish.pages.profiles import topic_profile


class GoalHolders(Struct, frozen=True):
    """A goal, what it is called in English, and the resolutions that print it or are tagged with it alone."""

    goal: Goal
    name: str
    path: str
    printed: tuple[tuple[Card, GoalHeld], ...]
    tagged: tuple[Card, ...]


def goals_held(index: Index) -> list[GoalHolders]:
    """Every goal that a resolution of the index has, by number."""
    return [held for goal in load_goals().values() if (held := _held(goal, index)).printed or held.tagged]


def _held(goal: Goal, index: Index) -> GoalHolders:
    having = [(card, own) for card in index.cards.values() for own in card.goals if own.number == goal.number]
    printed = tuple((card, own) for card, own in having if own.printed)
    tagged = tuple(card for card, own in having if not own.printed)
    return GoalHolders(goal, dict(goal.wordings)["en"], goal_path(goal.number), printed, tagged)


def goal_pages(index: Index) -> Iterator[tuple[str, str]]:
    """(path, page) of the list of goals and of every goal."""
    held = goals_held(index)
    yield "goals", render("goals.html", "goals", held=held)
    for one in held:
        printed = [
            Occurrence(one.path, "goal", card.symbol, place) for card, own in one.printed for place in own.printed
        ]
        tagged = [Occurrence(one.path, "tagged", card.symbol) for card in one.tagged]
        cards = list({card.symbol: card for card in (*(card for card, _ in one.printed), *one.tagged)}.values())
        profile = topic_profile(one.path, cards, index)
        groups = groups_of([*printed, *tagged], index)
        yield one.path, render("goal.html", one.path, held=one, groups=groups, profile=profile)
