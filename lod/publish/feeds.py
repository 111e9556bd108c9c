"""Atom feeds of what is new: of all resolutions, and of each committee's.

Governing text: RFC 4287. A day stands for its first moment in UTC, since no hour is printed; no clock is read.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from lod.graph.entities import find_actor
from lod.model.iris import document
from lod.model.numerals import many
from lod.model.typography import printable
from lod.publish.cards import Card
from lod.publish.index import Index

FEEDS = "feeds"
ALL = f"{FEEDS}/resolutions.atom"
_MOST = 50  # entries of a feed, the latest
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'


def feeds(index: Index, publisher: str) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every feed; a committee without resolutions of a known day has none."""
    dated = [card for card in index.cards.values() if _day(card)]
    if dated:
        yield ALL, _feed(ALL, "UN resolutions", dated, index.base, publisher)
    for name, cards in sorted(_by_committee(dated).items()):
        yield name, _feed(name, f"UN resolutions: {cards[0].committee}", cards, index.base, publisher)


def feed_of(cards: Iterable[Card], committee: str | None = None) -> str:
    """Where the feed of all cards, or of a committee's, is; "" where none has a day, or the committee is not known."""
    path = find_actor(committee)
    if not any(map(_day, cards)) or (committee and not path):
        return ""
    return f"{FEEDS}/{path.rpartition('/')[2]}.atom" if path else ALL


def _by_committee(cards: Iterable[Card]) -> dict[str, list[Card]]:
    """The cards of each committee, by the path of its feed."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.committee and (path := feed_of([card], card.committee)):
            found[path].append(card)
    return found


def _day(card: Card) -> dt.date | None:
    """When a text became known: its distribution, else its adoption."""
    return card.issued or card.adopted


def _feed(path: str, title: str, cards: Iterable[Card], base: str, publisher: str) -> bytes:
    latest = sorted(cards, key=lambda card: (_day(card) or dt.date.min, card.symbol), reverse=True)[:_MOST]
    lines = [
        f"<id>{escape(base + path)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(latest[0])}</updated>",
        f"<author><name>{_text(publisher)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + path)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(f"{base}resolutions.html")}/>',
        *(_entry(card, base) for card in latest),
    ]
    return (_HEAD + "\n".join(lines) + "\n</feed>\n").encode()


def _entry(card: Card, base: str) -> str:
    address = base + document(card.symbol).path
    adopted = f"Adopted on {card.adopted.day} {card.adopted:%B} {card.adopted.year}. " if card.adopted else ""
    said = f"{adopted}{many(card.operative, 'operative paragraph')}, {many(card.acts, 'act')}."
    return "".join(
        (
            f"<entry><id>{escape(address)}</id><title>{_text(f'{card.symbol}: {card.title}')}</title>",
            f"<updated>{_moment(card)}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(f"{address}.html")}/>',
            f'<link rel="alternate" type="text/turtle" href={quoteattr(f"{address}.ttl")}/>',
            f"<summary>{_text(said)}</summary></entry>",
        )
    )


def _text(words: str) -> str:
    return escape(printable(words))


def _moment(card: Card) -> str:
    return f"{_day(card)}T00:00:00Z"
