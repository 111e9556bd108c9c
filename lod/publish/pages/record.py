"""Votes and steps of adoption on a resolution's page, from the official XML."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate

from msgspec import Struct

from lod.annotate.names.find import load_names
from lod.data.authorities import load_authorities
from lod.graph.entities import find_actor
from lod.graph.record import ballot_places, step_place
from lod.graph.related import with_symbol
from lod.model.iris import ASSEMBLY
from lod.model.resolution import Record
from lod.publish.pages.environment import VOTES

#: What a step is called; any other keeps its own name.
STEPS: Mapping[str, str] = {
    "draftResolution": "Draft resolution",
    "draftResolutionAdditionalSponsors": "Sponsors that joined",
    "recommendedForAdoption": "Recommended for adoption",
    "adopted": "Adopted",
}
#: Since South Sudan was admitted (General Assembly resolution 65/308) the Members are those of the table.
_MEMBERS_SINCE = dt.date(2011, 7, 14)


class Vote(Struct, frozen=True):
    """One State's ballot: its place, the State's name, and its path."""

    state: str
    path: str
    place: str


class Tally(Struct, frozen=True):
    """The ballots of a recorded vote, counted in the order of a roll-call, and the Members that cast none."""

    counts: tuple[tuple[str, int], ...]
    absent: tuple[tuple[str, str], ...]  # (name, path)

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
    what: str
    date: str
    symbol: str
    path: str
    sponsors: tuple[tuple[str, str], ...]


def roll_call(record: Record) -> list[tuple[str, list[Vote]]]:
    """Each vote with the States that cast it, by name."""
    found: dict[str, list[Vote]] = defaultdict(list)
    for place, ballot in ballot_places(record.ballots):
        path = load_names().resolve(ballot.state) or ""
        state = load_authorities().name_of(path) or ballot.state
        found[ballot.vote].append(Vote(state, path, place))
    order = [*VOTES, *sorted(set(found) - set(VOTES))]
    return [(vote, sorted(found[vote], key=lambda cast: (cast.state, cast.path))) for vote in order if vote in found]


def tally(record: Record, organ: str, adopted: dt.date | None) -> Tally | None:
    """How the vote went; None where no ballots are known."""
    if not record.ballots:
        return None
    found = Counter(ballot.vote for ballot in record.ballots)
    order = [*VOTES, *sorted(set(found) - set(VOTES))]
    is_known = organ == ASSEMBLY and adopted is not None and adopted >= _MEMBERS_SINCE
    return Tally(tuple((vote, found[vote]) for vote in order), tuple(_absent(record)) if is_known else ())


def _absent(record: Record) -> Iterator[tuple[str, str]]:
    """The Members of today that cast no ballot; none where a ballot leads to nobody, since it may be theirs."""
    cast = {load_names().resolve(ballot.state) for ballot in record.ballots}
    if None in cast:
        return
    members = (state for state in load_authorities() if state.actor_type == "member-state" and state.path not in cast)
    yield from sorted((state.name, state.path) for state in members)


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


def steps(record: Record) -> list[AdoptionStep]:
    """The way to adoption, step by step."""
    return [
        AdoptionStep(
            step_place(count),
            STEPS.get(step.outcome, step.outcome),
            step.date.isoformat() if step.date else "",
            step.symbol,
            with_symbol(step.symbol).path if step.symbol else "",
            tuple((load_authorities().name_of(path := find_actor(name) or "") or name, path) for name in step.sponsors),
        )
        for count, step in enumerate(record.steps, 1)
    ]
