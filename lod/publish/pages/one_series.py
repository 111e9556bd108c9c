"""The page of one series: its texts in time, the sessions that are not here, each clause followed through the years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec import Struct

from lod.model.iris import slug
from lod.publish.cards import Card
from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.review.paragraphs import Comparison


class SeriesPair(Struct, frozen=True):
    """A resolution and the one before it: what one has of the other, and the first words of their paragraphs."""

    symbol: str
    earlier: str
    found: Comparison
    words: Mapping[str, str]
    earlier_words: Mapping[str, str]


class Series(Struct, frozen=True):
    """A series: the path of its page, its resolutions from the first on, and its pairs."""

    path: str
    symbols: tuple[str, ...]
    pairs: tuple[SeriesPair, ...]


class Moment(Struct, frozen=True):
    """A text on the timeline: where between 0 and 420 it stands, its year, and whether a session's text is missing."""

    at: int
    year: int
    after_hole: bool


class Cell(Struct, frozen=True):
    """A clause in one text: its place there, and whether its words are those of before; "" for no place."""

    symbol: str
    place: str
    what: str


class ClauseRow(Struct, frozen=True):
    """One clause through the years: its first words where it stands last, and its cell in each text."""

    words: str
    cells: tuple[Cell, ...]


def join_series(pairs: Iterable[SeriesPair], index: Index) -> list[Series]:
    """The series that pairs form, each named for its first resolution; pairs without common words form none."""
    fit = [pair for pair in pairs if pair.found.wordings]
    before = {pair.symbol: pair.earlier for pair in fit}
    found: dict[str, list[SeriesPair]] = defaultdict(list)
    for pair in fit:
        found[_first(pair.symbol, before)].append(pair)
    return [_series(first, found[first], index) for first in sorted(found)]


def _first(symbol: str, before: Mapping[str, str]) -> str:
    while symbol in before:
        symbol = before[symbol]
    return symbol


def _series(first: str, pairs: list[SeriesPair], index: Index) -> Series:
    symbols = sorted({first, *(pair.symbol for pair in pairs)}, key=lambda s: (str(index.cards[s].adopted or ""), s))
    ordered = sorted(pairs, key=lambda pair: symbols.index(pair.symbol))
    return Series(f"series/{slug(first)}", tuple(symbols), tuple(ordered))


def one_series_page(series: Series, index: Index) -> str:
    """The page of a series."""
    cards = [index.cards[symbol] for symbol in series.symbols]
    return render(
        "one-series.html",
        series.path,
        base=index.base,
        title=cards[-1].title,
        cards=cards,
        counts={pair.symbol: pair.found for pair in series.pairs},
        holes=_holes(cards),
        moments=_moments(cards),
        rows=_clauses(series),
    )


def _moments(cards: list[Card]) -> list[Moment]:
    """The texts in time, where the day of each is known."""
    days = [card.adopted.toordinal() for card in cards if card.adopted]
    if len(days) < len(cards) or days[0] == days[-1]:
        return []
    return [
        Moment(
            30 + round(360 * (day - days[0]) / (days[-1] - days[0])),
            card.adopted.year if card.adopted else 0,
            at > 0 and bool(_holes(cards[at - 1 : at + 1])),
        )
        for at, (card, day) in enumerate(zip(cards, days, strict=True))
    ]


def _holes(cards: Iterable[Card]) -> list[str]:
    """The sessions between those of the series of which no text is here: "69 to 75"."""
    sessions = sorted({int(card.session) for card in cards if card.session and card.session.isdecimal()})
    gaps = [(a + 1, b - 1) for a, b in pairwise(sessions) if b - a > 1]
    return [str(first) if first == last else f"{first} to {last}" for first, last in gaps]


def _clauses(series: Series) -> list[ClauseRow]:
    """Each clause with its cells; those of the last text in its order, behind them what was dropped."""
    threads: dict[tuple[str, str], int] = {}
    cells: list[dict[str, Cell]] = []
    words: list[str] = []
    order: list[tuple[int, int]] = []

    def put(symbol: str, place: str, said: str, what: str, position: int, thread: int | None) -> None:
        if thread is None:
            thread = len(cells)
            cells.append({})
            words.append("")
            order.append((0, 0))
        threads[symbol, place] = thread
        cells[thread][symbol] = Cell(symbol, place, what)
        words[thread] = said
        order[thread] = (-series.symbols.index(symbol), position)

    first = series.symbols[0]
    opening = next((pair.earlier_words for pair in series.pairs if pair.earlier == first), {})
    for position, (place, said) in enumerate(opening.items()):
        put(first, place, said, "first", position, None)
    for pair in series.pairs:
        told = {wording.place: wording for wording in pair.found.wordings}
        for position, (place, said) in enumerate(pair.words.items()):
            wording = told.get(place)
            thread = threads.get((pair.earlier, wording.earlier)) if wording else None
            what = "new" if wording is None else "same" if wording.same else "reworded"
            put(pair.symbol, place, said, what, position, thread)
    ranked = sorted(range(len(cells)), key=lambda thread: order[thread])
    none = Cell("", "", "")
    return [ClauseRow(words[t], tuple(cells[t].get(symbol, none) for symbol in series.symbols)) for t in ranked]
