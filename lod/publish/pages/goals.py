"""Pages of the Sustainable Development Goals: resolutions that print each, and those tagged with it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from lod.data.subjects import Goal, load_goals
from lod.publish.cards import Card, GoalHeld, Occurrence, goal_path
from lod.publish.index import Index
from lod.publish.pages.entities import Sheet, session_path
from lod.publish.pages.environment import render
from lod.publish.pages.occurrences import HEADINGS, groups_of, latest_first, session_title
from lod.publish.pages.profiles import topic_profile

#: Resolutions of several sessions, from which on each session of a goal has a page of its own.
SPLIT_GOAL = 60
#: What the parts of these pages are called, by their place.
_HEADINGS: Mapping[str, str] = {
    "due": "Reports due",
    "votes": "Recorded votes",
    **{relation: HEADINGS[relation] for relation in ("goal", "tagged")},
}


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
    """(path, page) of the list of goals, of every goal, and of the sessions of one that many resolutions have."""
    held = goals_held(index)
    yield "goals", render("goals.html", "goals", held=held)
    for one in held:
        yield from _pages_of(one, index)


def _pages_of(one: GoalHolders, index: Index) -> Iterator[tuple[str, str]]:
    cards = list({card.symbol: card for card in (*(card for card, _ in one.printed), *one.tagged)}.values())
    occurrences = _occurrences(one)
    sessions: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        sessions[card.session or ""].append(card)
    sheets, whole = [], topic_profile(one.path, cards, index)
    for session in sorted(sessions, key=latest_first) if len(sessions) > 1 and len(cards) > SPLIT_GOAL else ():
        path, label = session_path(one.path, session), session_title(session)
        profile = topic_profile(one.path, sessions[session], index)
        groups = groups_of([o for o in occurrences if (index.cards[o.symbol].session or "") == session], index)
        counts = {"due": len(profile.due), "votes": len(profile.votes)} | {g.relation: g.count for g in groups}
        sheets.append(Sheet(session, label, path, {place: count for place, count in counts.items() if count}))
        told: dict[str, Any] = {
            "name": f"Goal {one.goal.number}",
            "called": one.name,
            "whole": one.path,
            "label": label,
            "profile": profile,
            "votes": (),
            "groups": groups,
        }
        yield path, render("sheet.html", path, one.path, index.base, **told)
    yield (
        one.path,
        render(
            "goal.html",
            one.path,
            held=one,
            groups=() if sheets else groups_of(occurrences, index),
            profile=whole,
            sheets=sheets,
            headings={place: called for place, called in _HEADINGS.items() if any(place in s.counts for s in sheets)},
        ),
    )


def _occurrences(one: GoalHolders) -> list[Occurrence]:
    printed = [Occurrence(one.path, "goal", card.symbol, place) for card, own in one.printed for place in own.printed]
    return [*printed, *(Occurrence(one.path, "tagged", card.symbol) for card in one.tagged)]
