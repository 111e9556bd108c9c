"""Votes and steps of adoption on a resolution's page, from the official XML."""

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from lod.annotate.names.find import load_names
from lod.data.authorities import load_authorities
from lod.data.interface import load_interface, words_of
from lod.graph.entities import find_actor
from lod.graph.record import ballot_places, step_place
from lod.graph.related import with_symbol
from lod.model.iris import ASSEMBLY
from lod.model.resolution import Record
from lod.publish.pages.duties import ShownName, shown_name
from lod.publish.pages.environment import ENGLISH, VOTES

#: Since South Sudan was admitted (General Assembly resolution 65/308) the Members are those of the table.
_MEMBERS_SINCE = dt.date(2011, 7, 14)


class Vote(Struct, frozen=True):
    """One State's ballot: its place, the State's name, and its path."""

    state: ShownName
    path: str
    place: str


class Tally(Struct, frozen=True):
    """The ballots of a recorded vote, counted in the order of a roll-call, and the Members that cast none."""

    counts: tuple[tuple[str, int], ...]
    absent: tuple[tuple[ShownName, str], ...]  # (name, path)

    @property
    def width(self) -> int:
        """How many could vote, as far as it is known."""
        return sum(count for _, count in self.counts) + len(self.absent)

    @property
    def bars(self) -> tuple[tuple[str, int, int], ...]:
        """(vote, where its bar begins, how long it is)."""
        starts = accumulate((count for _, count in self.counts), initial=0)
        return tuple((vote, start, count) for (vote, count), start in zip(self.counts, starts, strict=False))


class RegionVotes(Struct, frozen=True):
    """The ballots of a region's States, in the order of a roll-call; None stands for Members that cast none."""

    region: str
    counts: tuple[tuple[str | None, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def squares(self) -> tuple[tuple[str, str], ...]:
        """(vote, path of SVG) of a square for each State, ten units wide, side by side."""
        starts = accumulate((count for _, count in self.counts), initial=0)
        return tuple(
            (vote or "none", "".join(f"M{10 * at} 0h8v8h-8z" for at in range(start, start + count)))
            for (vote, count), start in zip(self.counts, starts, strict=False)
        )


class AdoptionStep(Struct, frozen=True):
    """One step on the way to adoption: its place, what it is, the day, the document, and sponsors as (name, path)."""

    place: str
    what: ShownName
    date: str
    symbol: str
    path: str
    sponsors: tuple[tuple[ShownName, str], ...]


def roll_call(record: Record, language: str = ENGLISH) -> list[tuple[str, list[Vote]]]:
    """Each vote with the States that cast it, by name in a language."""
    found: dict[str, list[Vote]] = defaultdict(list)
    for place, ballot in ballot_places(record.ballots):
        path = load_names().resolve(ballot.state) or ""
        found[ballot.vote].append(Vote(_named(language, path, ballot.state), path, place))
    order = [*VOTES, *sorted(set(found) - set(VOTES))]
    return [
        (vote, sorted(found[vote], key=lambda cast: (_as_listed(cast.state), cast.path)))
        for vote in order
        if vote in found
    ]


def _as_listed(name: ShownName) -> str:
    """What a list in the order of the alphabet goes by: letters, not their accents ("Égypte" before "Espagne")."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.text) if not unicodedata.combining(sign))


def tally(record: Record, organ: str, adopted: dt.date | None, language: str = ENGLISH) -> Tally | None:
    """How the vote went; None where no ballots are known."""
    if not record.ballots:
        return None
    found = Counter(ballot.vote for ballot in record.ballots)
    order = [*VOTES, *sorted(set(found) - set(VOTES))]
    is_known = organ == ASSEMBLY and adopted is not None and adopted >= _MEMBERS_SINCE
    return Tally(tuple((vote, found[vote]) for vote in order), tuple(_absent(record, language)) if is_known else ())


def _absent(record: Record, language: str) -> Iterator[tuple[ShownName, str]]:
    """The Members of today that cast no ballot; none where a ballot leads to nobody, since it may be theirs."""
    cast = {load_names().resolve(ballot.state) for ballot in record.ballots}
    if None in cast:
        return
    members = (state for state in load_authorities() if state.actor_type == "member-state" and state.path not in cast)
    named = ((shown_name(language, state.path, state.name), state.path) for state in members)
    yield from sorted(named, key=lambda member: (_as_listed(member[0]), member[1]))


def votes_by_region(record: Record, counted: Tally | None) -> list[RegionVotes]:
    """The ballots of the States of each region, by the region's name; empty where a State's region is not known."""
    found: dict[str, Counter[str | None]] = defaultdict(Counter)
    cast = [(load_names().resolve(ballot.state) or "", ballot.vote) for ballot in record.ballots]
    for path, vote in [*cast, *((path, None) for _, path in (counted.absent if counted else ()))]:
        authority = load_authorities().get(path)
        if authority is None or not authority.region:
            return []
        found[authority.region][vote] += 1
    order = (*VOTES, None)
    return [RegionVotes(region, tuple((v, n[v]) for v in order if n[v])) for region, n in sorted(found.items())]


def _named(language: str, path: str, given: str) -> ShownName:
    """What a State is called; as the record has it where no table knows it."""
    return shown_name(language, path, load_authorities().name_of(path) or given)


def _step_in(language: str, outcome: str) -> ShownName:
    key = f"step_{outcome}"
    return ShownName(words_of(key, language=language), language) if key in load_interface() else ShownName(outcome)


def steps(record: Record, language: str = ENGLISH) -> list[AdoptionStep]:
    """The way to adoption, step by step, in a language; a step that the interface has no words for keeps its name."""
    return [
        AdoptionStep(
            step_place(count),
            _step_in(language, step.outcome),
            step.date.isoformat() if step.date else "",
            step.symbol,
            with_symbol(step.symbol).path if step.symbol else "",
            tuple((_named(language, path := find_actor(name) or "", name), path) for name in step.sponsors),
        )
        for count, step in enumerate(record.steps, 1)
    ]
