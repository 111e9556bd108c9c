"""The things that a search finds besides paragraphs: actors, funds, documents, subjects, each with all its names."""

from collections.abc import Iterator

from lod.data.authorities import load_authorities
from lod.publish.index import Index
from lod.publish.pages.goals import goals_held
from lod.publish.pages.lists import LISTS, thing_name
from lod.publish.pages.subjects import subjects_of
from lod.publish.search.index import SearchThing


def search_things(index: Index) -> list[SearchThing]:
    """All of them, what occurs most often first."""
    counted = [
        (len(occurrences), thing) for path, occurrences in index.by_path.items() for thing in _things(path, index)
    ]
    counted += (
        (len(held.cards), SearchThing("Subject", held.topic.path, held.topic.label)) for held in subjects_of(index)
    )
    counted += (
        (len(held.printed) + len(held.tagged), SearchThing("Goal", held.path, f"Goal {held.goal.number}: {held.name}"))
        for held in goals_held(index)
    )
    return [thing for _, thing in sorted(counted, key=lambda one: (-one[0], one[1].path))]


def _things(path: str, index: Index) -> Iterator[SearchThing]:
    kind = next((plan.one for plan in LISTS.values() if plan.holds(path)), "")
    if kind and path not in index.cards and path not in index.unpublished:
        yield SearchThing(kind, path, thing_name(path, index), _other_names(path))


def _other_names(path: str) -> tuple[str, ...]:
    """The names of a thing in all languages, former and short ones too."""
    authority = load_authorities().get(path)
    return tuple(dict.fromkeys(label.text for label in (*authority.labels, *authority.shown))) if authority else ()
