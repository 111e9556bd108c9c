"""Agenda items that texts join: two of a session under which one text stands, or between which a series went.

An item has a number of its own in each session: items are the same where their titles are, what stands behind a colon
(the sub-item) aside. Reads: the index. What two items have in common says nothing of whether they can be joined.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import combinations, product
from string import ascii_lowercase

from msgspec import Struct

from lod.model.iris import slug
from lod.model.typography import plain_signs
from lod.publish.cards import Card
from lod.publish.index import Index


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


_Item = tuple[str, str]  # path, title


class _Join(Struct, frozen=True):
    """Texts of one session that join two items, by what the items are told, and the items of these texts."""

    names: tuple[str, str]
    basis: Basis
    session: str
    symbols: tuple[str, ...]
    items: tuple[_Item, _Item]


def find_item_pairs(index: Index) -> list[ItemPair]:
    """The pairs of items that texts join, those of most sessions first, then by where they stood last."""
    agendas = _agendas(index)
    joins: dict[tuple[tuple[str, str], Basis], list[_Join]] = defaultdict(list)
    for join in (*_under_both(index), *_moved(index, agendas)):
        joins[join.names, join.basis].append(join)
    pairs = [_pair(found) for found in joins.values()]
    return sorted(pairs, key=lambda pair: (-len(pair.sessions), _number(pair.sessions[-1]), pair.items))


def _pair(joins: list[_Join]) -> ItemPair:
    sessions = sorted({join.session for join in joins}, key=_number)
    symbols = dict.fromkeys(symbol for join in joins for symbol in join.symbols)
    last = next(join for join in joins if join.session == sessions[-1])
    return ItemPair(last.items, tuple(sessions), tuple(symbols), last.basis)


def _number(session: str) -> tuple[int, str]:
    """What to sort paths of sessions by."""
    last = session.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0, last


def _agendas(index: Index) -> dict[str, dict[str, _Item]]:
    """The items under which texts of each session were adopted, by path of the session and name: path and title."""
    found: dict[str, dict[str, _Item]] = defaultdict(dict)
    for card in index.cards.values():
        for name, path, title in _items(card):
            found[_session(path)].setdefault(name, (path, title))
    return found


def _session(path: str) -> str:
    return path.partition("/item/")[0]


def _number_of(item: _Item) -> str:
    """The number of an item, without the letter of a sub-item.

    >>> _number_of(("session/78/item/65b", "Rivers"))
    '65'
    """
    return item[0].rpartition("/")[2].rstrip(ascii_lowercase)


def _items(card: Card) -> Iterator[tuple[str, str, str]]:
    """(name, path, title) of the items of a text; an item without a title is named by its path."""
    for told in card.occurrences:
        if told.relation == "under-item":
            yield slug(plain_signs(told.printed).partition(":")[0]) or told.path, told.path, told.printed


def _named(card: Card) -> dict[str, _Item]:
    """The items of a text by their names."""
    return {name: (path, title) for name, path, title in _items(card)}


def _under_both(index: Index) -> Iterator[_Join]:
    """Texts that stand under two items of their session."""
    for card in index.cards.values():
        items = _named(card)
        for one, other in combinations(sorted(items), 2):
            pair = items[one], items[other]
            if _number_of(pair[0]) != _number_of(pair[1]):
                yield _Join((one, other), Basis.ONE_TEXT, _session(pair[0][0]), (card.symbol,), pair)


def _moved(index: Index, agendas: Mapping[str, Mapping[str, _Item]]) -> Iterator[_Join]:
    """Steps of series from one item to another, where the later session has both."""
    for card in index.cards.values():
        before = index.predecessor(card.symbol)
        old, new = (_named(index.cards[before]), _named(card)) if before else ({}, {})
        if before is None or old.keys() & new.keys():
            continue
        for one, other in product(old, new):
            session = _session(new[other][0])
            left = agendas[session].get(one)
            if left and session != _session(old[one][0]) and _number_of(left) != _number_of(new[other]):
                first, second = sorted(((one, left), (other, new[other])))
                yield _Join((first[0], second[0]), Basis.SERIES, session, (before, card.symbol), (first[1], second[1]))
