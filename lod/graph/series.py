"""Triples between a resolution and the one before it in its series: predecessor, paragraphs and their wording."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from lod.graph.related import instrument_triples, with_symbol
from lod.graph.terms import Scope, type_triples
from lod.graph.types import types_of
from lod.model.iris import DEFAULT_BASE, agenda_item, document
from lod.model.resolution import Masthead
from lod.model.typography import typewriter_signs
from lod.model.vocab import UNR
from lod.read.tree.languages import ENGLISH


def series_triples(
    symbol: str,
    earlier: str,
    places: Iterable[tuple[str, str]],
    items: Iterable[tuple[str, str]] = (),
    base: str = DEFAULT_BASE,
) -> Iterator[Triple]:
    """The resolution before this one, and which of its paragraphs stand there already.

    `places` are pairs: a place, and the place in the earlier resolution; `items` pairs of paths of agenda items. What
    they lead to is described enough for the graph of the later resolution to be read and checked alone.
    """
    later, before = (Scope(base, document(of).path, ENGLISH) for of in (symbol, earlier))
    yield Triple(later.document, UNR.predecessor, before.document)
    yield from instrument_triples(later, with_symbol(earlier))
    for place, old in places:
        yield Triple(later.here(place), UNR.earlierWording, before.here(old))
        yield from type_triples(before.here(old), types_of(UNR.Part))
    for item, old in items:
        yield Triple(later.thing(item), UNR.earlierItem, later.thing(old))


def item_pairs(later: Masthead, earlier: Masthead) -> list[tuple[str, str]]:
    """Paths of the agenda items that two resolutions of a series print with the same title in different sessions."""
    if not later.session or not earlier.session or later.session == earlier.session:
        return []
    before = {_folded(title): _item(earlier, item) for item, title in earlier.titled_items if title}
    return [
        (_item(later, item), before[_folded(title)])
        for item, title in later.titled_items
        if title and _folded(title) in before
    ]


def _item(masthead: Masthead, item: str) -> str:
    return agenda_item(masthead.session or "", item, masthead.organ).path


def _folded(title: str) -> str:
    return " ".join(typewriter_signs(title).casefold().split())
