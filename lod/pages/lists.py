"""The home page and the lists through which everything is found."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from lod.authorities import load_authorities
from lod.index import Card, Index
from lod.pages.environment import VOTES, render
from lod.sparql import StoredQuery

#: Lists of things, by the beginning of their paths: title, and what stands above the list.
LISTS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "actors": ("Actors", "Organs, bodies, officials and groups that the resolutions name or address.", ("actor/",)),
    "countries": ("Countries", "States that the resolutions name.", ("country/",)),
    "funds": ("Funds", "Funds and trust funds that the resolutions name.", ("fund/",)),
    "verbs": ("Verbs", "The verbs by which the organs act.", ("verb/",)),
    "sessions": (
        "Sessions",
        "Sessions at which resolutions were adopted or for which something is due.",
        ("session/",),
    ),
    "instruments": ("Cited documents", "What the resolutions cite.", ()),
}


def list_pages(index: Index, names: Mapping[str, str], queries: tuple[StoredQuery, ...]) -> Iterator[tuple[str, str]]:
    """(path, page) of the home page and of every list; `names` are the names of things by path."""
    yield "index", _home(index, queries)
    yield "resolutions", render("resolutions.html", "resolutions", groups=_by_session(index), index=index)
    voted = [(card, dict(card.votes)) for card in index.cards.values() if card.votes]
    yield "votes", render("votes.html", "votes", rows=voted, votes=tuple(VOTES))
    yield "queries", render("queries.html", "queries", queries=queries)
    for name, (title, about, starts) in LISTS.items():
        yield name, render("list.html", name, title=title, about=about, rows=_rows(index, names, starts))


def _home(index: Index, queries: tuple[StoredQuery, ...]) -> str:
    cards = tuple(index.cards.values())
    counts = {
        "resolutions": len(cards),
        "operative paragraphs": sum(card.operative for card in cards),
        "acts": sum(card.acts for card in cards),
        "citations": sum(card.citations for card in cards),
        "things named or cited": len(index.by_path),
    }
    return render("home.html", "index", counts=counts, cards=cards[:12], committees=_committees(cards), queries=queries)


def _committees(cards: tuple[Card, ...]) -> list[tuple[str, int]]:
    return sorted(Counter(card.committee or "Without reference to a Main Committee" for card in cards).items())


def _by_session(index: Index) -> list[tuple[str, list[Card]]]:
    groups: dict[str, list[Card]] = defaultdict(list)
    for card in index.cards.values():
        groups[card.session or ""].append(card)
    return sorted(groups.items())


def _rows(index: Index, names: Mapping[str, str], starts: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """(name, path, occurrences) of the things of a list, by name; documents where no beginning is given."""
    rows = []
    for path, occurrences in index.by_path.items():
        listed = path.startswith(starts) if starts else _is_document(path)
        if listed and "/item/" not in path:
            authority = load_authorities().get(path)
            name = authority.name if authority else names.get(path, path)
            rows.append((name, path, len(occurrences)))
    return sorted(rows, key=lambda row: (row[0].casefold(), row[1]))


def _is_document(path: str) -> bool:
    return path[:1].isupper() or path.startswith(("instrument/", "publication/", "decision/", "treaty-series/"))
