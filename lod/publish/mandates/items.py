"""Agenda items that texts join: two of a session under which one text stands, or between which a series went.

An item has a number of its own in each session: items are the same where their titles are, what stands behind a colon
(the sub-item) aside. Reads: the index. What two items have in common says nothing of whether they can be joined.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import combinations, product
from string import ascii_lowercase

from msgspec import Struct

from lod.model.iris import slug
from lod.model.typography import plain_signs
from lod.publish.index import Card, Index


class Basis(StrEnum):
    """What two items have in common."""

    ONE_TEXT = "one text under both"
    SERIES = "a series that went from one to the other"


class ItemPair(Struct, frozen=True):
    """Two items, told by where they stood last, with titles; in which sessions texts join them, which, and how."""

    items: tuple[tuple[str, str], tuple[str, str]]  # (path, title)
    sessions: tuple[str, ...]
    symbols: tuple[str, ...]
    basis: Basis


class _Join(Struct, frozen=True):
    """Texts of one session that join two items, by what the items are told."""

    names: tuple[str, str]
    basis: Basis
    session: str
    symbols: tuple[str, ...]


def find_item_pairs(index: Index) -> list[ItemPair]:
    """The pairs of items that texts join, those of most sessions first, then by where they stood last."""
    agendas = _agendas(index)
    joins: dict[tuple[tuple[str, str], Basis], list[_Join]] = defaultdict(list)
    for join in (*_under_both(index), *_moved(index, agendas)):
        joins[join.names, join.basis].append(join)
    pairs = [_pair(found, agendas) for found in joins.values()]
    return sorted(pairs, key=lambda pair: (-len(pair.sessions), _number(pair.sessions[-1]), pair.items))


def _pair(joins: list[_Join], agendas: Mapping[str, Mapping[str, tuple[str, str]]]) -> ItemPair:
    sessions = sorted({join.session for join in joins}, key=_number)
    symbols = dict.fromkeys(symbol for join in joins for symbol in join.symbols)
    one, other = (agendas[sessions[-1]][name] for name in joins[0].names)
    return ItemPair((one, other), tuple(sessions), tuple(symbols), joins[0].basis)


def _number(session: str) -> tuple[int, str]:
    """What to sort paths of sessions by."""
    last = session.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0, last


def _agendas(index: Index) -> dict[str, dict[str, tuple[str, str]]]:
    """The items under which texts of each session were adopted, by path of the session and name: path and title."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for card in index.cards.values():
        for name, path, title in _items(card):
            found[_session(path)].setdefault(name, (path, title))
    return found


def _session(path: str) -> str:
    return path.partition("/item/")[0]


def _number_of(path: str) -> str:
    """The number of an item, without the letter of a sub-item.

    >>> _number_of("session/78/item/65b")
    '65'
    """
    return path.rpartition("/")[2].rstrip(ascii_lowercase)


def _items(card: Card) -> Iterator[tuple[str, str, str]]:
    """(name, path, title) of the items of a text; an item without a title is named by its path."""
    for told in card.occurrences:
        if told.relation == "under-item":
            yield slug(plain_signs(told.printed).partition(":")[0]) or told.path, told.path, told.printed


def _names(items: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The path of each item by its name."""
    return {name: path for name, path, _ in items}


def _under_both(index: Index) -> Iterator[_Join]:
    """Texts that stand under two items of their session."""
    for card in index.cards.values():
        items = _names(_items(card))
        for one, other in combinations(sorted(items), 2):
            if _number_of(items[one]) != _number_of(items[other]):
                yield _Join((one, other), Basis.ONE_TEXT, _session(items[one]), (card.symbol,))


def _moved(index: Index, agendas: Mapping[str, Mapping[str, tuple[str, str]]]) -> Iterator[_Join]:
    """Steps of series from one item to another, where the later session has both."""
    for card in index.cards.values():
        before = index.predecessor(card.symbol)
        old, new = (_names(_items(index.cards[before])), _names(_items(card))) if before else ({}, {})
        if before is None or old.keys() & new.keys():
            continue
        for one, other in product(old, new):
            session = _session(new[other])
            left = agendas[session].get(one)
            if left and session != _session(old[one]) and _number_of(left[0]) != _number_of(new[other]):
                names = (min(one, other), max(one, other))
                yield _Join(names, Basis.SERIES, session, (before, card.symbol))
