"""The dates that citations give to resolutions and decisions: where all agree it is theirs, else a finding."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import Triple

from lod.graph.terms import date, thing
from lod.model.numerals import many
from lod.model.vocab import ELI
from lod.publish.cards import Card, CitedDate
from lod.publish.index import Index
from lod.review.findings import FindingLine

_RULE = "corpus.cited_date"


def agreed_dates(index: Index) -> dict[str, dt.date]:
    """The day of each cited document that has no text in the data: where all give one, not after they cite it."""
    found: dict[str, set[dt.date]] = defaultdict(set)
    impossible: set[str] = set()
    for card, cited in _all(index):
        found[cited.path].add(cited.day)
        if card.adopted and cited.day > card.adopted:
            impossible.add(cited.path)
    return {
        path: days.pop()
        for path, days in sorted(found.items())
        if len(days) == 1 and path not in impossible and path not in index.cards
    }


def date_triples(index: Index) -> list[Triple]:
    """The agreed dates as statements of the cited documents."""
    dated = ((path, date(day)) for path, day in agreed_dates(index).items())
    return [Triple(thing(index.base, path), ELI.date_document, day) for path, day in dated if day is not None]


def disagreements(index: Index) -> list[FindingLine]:
    """Citations whose date is not that of the cited text, or not that of most other citations."""
    days: dict[str, Counter[dt.date]] = defaultdict(Counter)
    for _, cited in _all(index):
        days[cited.path][cited.day] += 1
    right = _right(index, days)
    return [
        FindingLine(
            "Info",
            card.symbol,
            cited.place,
            f"{cited.symbol} is cited with the date {cited.day}; {_others(index, cited, days[cited.path])}",
            "compare it with the print; where the print is wrong, leave it",
            _RULE,
        )
        for card, cited in _all(index)
        if cited.path in right and cited.day != right[cited.path]
    ]


def _right(index: Index, days: Mapping[str, Counter[dt.date]]) -> dict[str, dt.date]:
    """By path the day of the text's own adoption, else the day that most citations give, where one is the most."""
    found: dict[str, dt.date] = {}
    for path, counted in days.items():
        own = index.cards[path].adopted if path in index.cards else None
        (most, count), *rest = counted.most_common(2)
        if own or (rest and count > rest[0][1]):
            found[path] = own or most
    return found


def _others(index: Index, cited: CitedDate, counted: Counter[dt.date]) -> str:
    """What stands against a date."""
    if cited.path in index.cards and (own := index.cards[cited.path].adopted):
        return f"its own text was adopted on {own}"
    most, count = counted.most_common(1)[0]
    return f"{many(count, 'other citation')} {'gives' if count == 1 else 'give'} {most}"


def _all(index: Index) -> Iterator[tuple[Card, CitedDate]]:
    return ((card, cited) for card in index.cards.values() for cited in card.cited)
