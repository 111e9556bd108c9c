"""Agenda items through the years: items of all sessions that bear the same title, what was adopted, what is to come."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from lod.model.iris import slug
from lod.publish.cards import Card, Occurrence
from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.publish.pages.names import item_name, session_name
from lod.publish.pages.occurrences import latest_first


class ItemInSession(Struct, frozen=True):
    """An item on the agenda of one session: its path and number, and the resolutions adopted under it."""

    session: str  # path
    label: str
    path: str
    number: str
    cards: tuple[Card, ...]


class AgendaSeries(Struct, frozen=True):
    """Items of one title: their sessions, the latest first, and which paragraphs put it on an agenda to come."""

    path: str
    title: str
    items: tuple[ItemInSession, ...]
    planned: tuple[tuple[str, Card, Occurrence], ...]  # (session's name, resolution, its paragraph)

    @property
    def count(self) -> int:
        """How many resolutions were adopted under it."""
        return len({card.symbol for item in self.items for card in item.cards})

    @property
    def sessions(self) -> str:
        """The sessions in words: "78, 77"."""
        return ", ".join(dict.fromkeys(item.session.rpartition("/")[2] for item in self.items))


def agenda_path(title: str) -> str:
    """The path of the page of all items of a title; "" for a title without Latin letters or figures.

    >>> agenda_path("Oceans and the law of the sea")
    'agenda/oceans-and-the-law-of-the-sea'
    """
    name = slug(title)
    return f"agenda/{name}" if name else ""


def agenda_series(index: Index) -> list[AgendaSeries]:
    """All items by title, in the order of the titles."""
    titles: dict[str, str] = {}
    under: dict[str, dict[str, dict[str, Card]]] = defaultdict(lambda: defaultdict(dict))
    planned: dict[str, list[Occurrence]] = defaultdict(list)
    for path, occurrences in index.by_path.items():
        for o in occurrences:
            if o.relation in ("under-item", "agenda") and (name := agenda_path(o.printed)):
                if o.relation == "agenda":
                    planned[name].append(o)
                else:
                    titles.setdefault(name, o.printed)
                    under[name][path][o.symbol] = index.cards[o.symbol]
    made = [
        AgendaSeries(name, title, _items(under[name]), _planned(planned.get(name, []), index))
        for name, title in titles.items()
    ]
    return sorted(made, key=lambda one: (one.title.casefold(), one.path))


def _items(found: dict[str, dict[str, Card]]) -> tuple[ItemInSession, ...]:
    """The items of one title, the latest session first."""
    made = []
    for path, cards in found.items():
        session = path.partition("/item/")[0]
        number = item_name(path).partition(",")[0].removeprefix("Agenda item ")
        made.append(ItemInSession(session, session_name(session), path, number, tuple(cards.values())))
    return tuple(sorted(made, key=lambda item: (_order(item.session), item.path)))


def _order(session: str) -> tuple[bool, int, str]:
    """What to sort paths of sessions by: the latest first."""
    return latest_first(session.rpartition("/")[2])


def _planned(found: list[Occurrence], index: Index) -> tuple[tuple[str, Card, Occurrence], ...]:
    made = [(session_name(o.path), index.cards[o.symbol], o) for o in sorted(found, key=lambda o: _order(o.path))]
    return tuple(made)


def agenda_pages(index: Index) -> Iterator[tuple[str, str]]:
    """(path, page) of the list of all items and of each item through the years."""
    held = agenda_series(index)
    yield "agenda", render("agenda.html", "agenda", held=held)
    for one in held:
        yield one.path, render("agenda-item.html", one.path, one=one)
