"""Votes and steps of adoption on a resolution's page, from the official XML."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from lod.annotate.names.find import load_names
from lod.data.authorities import load_authorities
from lod.graph.entities import find_actor
from lod.graph.record import ballot_places, step_place
from lod.graph.related import with_symbol
from lod.model.resolution import Record
from lod.publish.pages.environment import VOTES

#: What a step is called; any other keeps its own name.
STEPS: Mapping[str, str] = {
    "draftResolution": "Draft resolution",
    "draftResolutionAdditionalSponsors": "Sponsors that joined",
    "recommendedForAdoption": "Recommended for adoption",
    "adopted": "Adopted",
}


class Vote(Struct, frozen=True):
    """One State's ballot: its place, the State's name, and its path."""

    state: str
    path: str
    place: str


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
