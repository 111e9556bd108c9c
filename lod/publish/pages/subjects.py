"""Pages of subject headings: the library's thesaurus terms with the resolutions that carry them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct

from lod.publish.cards import Card, Occurrence, Topic
from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.publish.pages.occurrences import groups_of
from lod.publish.pages.profiles import topic_profile


class Held(Struct, frozen=True):
    """A subject heading and the resolutions that carry it."""

    topic: Topic
    cards: tuple[Card, ...]
    shared: bool  # whether another term has the same label


def subjects_of(index: Index) -> list[Held]:
    """Every subject heading with its resolutions, by name."""
    found: dict[str, list[Card]] = defaultdict(list)
    topics: dict[str, Topic] = {}
    for card in index.cards.values():
        for topic in dict.fromkeys(card.subjects):
            topics.setdefault(topic.path, topic)
            found[topic.path].append(card)
    labels = Counter(topic.label for topic in topics.values())
    held = [Held(topics[path], tuple(cards), labels[topics[path].label] > 1) for path, cards in found.items()]
    return sorted(held, key=lambda one: (one.topic.label.casefold(), one.topic.path))


def subject_pages(index: Index) -> Iterator[tuple[str, str]]:
    """(path, page) of the list of subjects by their first letters, and of every subject."""
    held = subjects_of(index)
    letters: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        letters[one.topic.label[:1].upper()].append(one)
    yield "subjects", render("subjects.html", "subjects", letters=letters, total=len(held))
    for one in held:
        occurrences = [Occurrence(one.topic.path, "subject", card.symbol) for card in one.cards]
        groups = groups_of(occurrences, index)
        profile = topic_profile(one.topic.path, one.cards, index)
        yield one.topic.path, render("subject.html", one.topic.path, topic=one.topic, groups=groups, profile=profile)
