"""Occurrences of a thing on its page: by relation, by session, by resolution."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from lod.graph.related import session_label
from lod.model.annotations import Role
from lod.publish.cards import Card, Occurrence
from lod.publish.index import Index
from lod.publish.pages.environment import VOTES

#: What the relations of occurrences are called, in the order in which a page shows them.
HEADINGS: Mapping[str, str] = {
    "addresses": "What it is asked to do",
    "contributes-to": "Calls for contributions",
    "due": "Reports due",
    "agenda": "Put on its provisional agenda",
    "on-report": "Resolutions adopted on it",
    "led-to": "On the way to",
    "of-committee": "Resolutions adopted on its reports",
    "adopted-in": "Resolutions adopted",
    "under-item": "Resolutions adopted under it",
    "at-meeting": "Resolutions adopted at it",
    "subject": "Resolutions about it",
    "goal": "Where its number is printed",
    "tagged": "Tagged with it by a machine",
    "cites": "Cited by",
    "uses": "Used in",
    "mentions": "Named in",
    "voted": "How it voted",
    "sponsored": "Resolutions that it sponsored",
}
FOLDED = 40  # resolutions of one relation, from which on they are folded by session
SPLIT = 700  # occurrences, from which on each session has a page of its own
SPLIT_VOTES = 100  # votes of a State in several sessions, from which on each session has a page of its own
SHOWN = 12  # places of one resolution
_TOLD = ("addresses", "cites", "voted")  # relations whose verbs, functions and votes are counted
_KINDS = 8  # of them, the most frequent
#: Resolutions that a browser loads one by one in some seconds; of more it loads the session.
LOADED = 100


class ResolutionOccurrences(Struct, frozen=True):
    """One resolution with the places where the thing occurs in it, and how many more there are."""

    card: Card
    places: tuple[Occurrence, ...]
    more: int


class Sitting(Struct, frozen=True):
    """The resolutions of one session."""

    session: str
    label: str
    count: int
    rows: tuple[ResolutionOccurrences, ...]


class OccurrenceGroup(Struct, frozen=True):
    """Occurrences of one relation, by session, the latest first; `folded`: each session is opened by itself.

    `kinds`: how often with which verb, function or vote, the most frequent first.
    """

    relation: str
    heading: str
    count: int
    folded: bool
    kinds: tuple[tuple[str, int], ...]
    sittings: tuple[Sitting, ...]


class YearTexts(Struct, frozen=True):
    """The symbols of a year's resolutions in which a thing occurs: a part of the data that a browser can load."""

    year: int
    symbols: tuple[str, ...]

    @property
    def part(self) -> str:
        """What the query page calls the part; "" where these are more files than it should load one by one."""
        return f"one:{','.join(self.symbols)}" if len(self.symbols) <= LOADED else ""


def groups_of(occurrences: Sequence[Occurrence], index: Index) -> tuple[OccurrenceGroup, ...]:
    """The occurrences of a thing by relation."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in _told_once(occurrences):
        found[occurrence.relation].append(occurrence)
    return tuple(_group(relation, found[relation], index) for relation in HEADINGS if relation in found)


def group_by_session(occurrences: Iterable[Occurrence], index: Index) -> dict[str, list[Occurrence]]:
    """Occurrences by the session of their resolution ("" for none), the latest first."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        found[index.cards[occurrence.symbol].session or ""].append(occurrence)
    return {session: found[session] for session in sorted(found, key=latest_first)}


def texts_by_year(occurrences: Iterable[Occurrence], index: Index) -> tuple[YearTexts, ...]:
    """The resolutions in which a thing occurs, by the year of their adoption, the latest first."""
    found: dict[int, set[str]] = defaultdict(set)
    for symbol in {occurrence.symbol for occurrence in occurrences}:
        if day := index.cards[symbol].adopted or index.cards[symbol].issued:
            found[day.year].add(symbol)
    return tuple(YearTexts(year, tuple(sorted(found[year]))) for year in sorted(found, reverse=True))


def session_title(session: str) -> str:
    """What a session's part of a page is called."""
    return session_label(session) if session else "no session printed"


def latest_first(session: str) -> tuple[bool, int, str]:
    """What to sort sessions by: the highest number first, special sessions behind."""
    return not session.isdecimal(), -int(session) if session.isdecimal() else 0, session


def _told_once(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Without the names of those addressed: what they are asked stands on the page already."""
    given = list(occurrences)
    asked = {(o.symbol, o.place) for o in given if o.relation == "addresses"}
    return [
        o
        for o in given
        if not (o.relation == "mentions" and o.detail == Role.ADDRESSEE.value and (o.symbol, o.place) in asked)
    ]


def _group(relation: str, occurrences: Sequence[Occurrence], index: Index) -> OccurrenceGroup:
    sessions = group_by_session(occurrences, index)
    sittings = tuple(
        Sitting(session, session_title(session), len(items), _rows(items, index)) for session, items in sessions.items()
    )
    folded = len(sittings) > 1 and sum(len(sitting.rows) for sitting in sittings) > FOLDED
    kinds = Counter(o.detail for o in occurrences).most_common(_KINDS) if relation in _TOLD else ()
    told = tuple((VOTES.get(kind, kind.replace("-", " ")), count) for kind, count in kinds if len(kinds) > 1)
    return OccurrenceGroup(relation, HEADINGS[relation], len(occurrences), folded, told, sittings)


def _rows(occurrences: Sequence[Occurrence], index: Index) -> tuple[ResolutionOccurrences, ...]:
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        found[occurrence.symbol].append(occurrence)
    return tuple(
        ResolutionOccurrences(index.cards[symbol], tuple(items[:SHOWN]), max(0, len(items) - SHOWN))
        for symbol, items in found.items()
    )
