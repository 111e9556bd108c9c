"""The page of series: what each resolution kept, reworded, added and dropped of the one before it."""

from collections.abc import Iterable

from msgspec import Struct

from lod.publish.cards import Card
from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.publish.pages.lists import sessions_of_all
from lod.review.paragraphs import Comparison


class SeriesStep(Struct, frozen=True):
    """A resolution beside the one before it in its series, and which paragraphs stayed, changed, came and went."""

    card: Card
    earlier: str
    found: Comparison


def series_page(found: Iterable[tuple[str, str, Comparison]], index: Index) -> str:
    """The page; `found` are (symbol, earlier symbol, what one has of the other) in the order of symbols.

    Of two texts that have no words in common nothing is said: nobody can tell what is new.
    """
    steps = {
        symbol: SeriesStep(index.cards[symbol], earlier, paragraphs)
        for symbol, earlier, paragraphs in found
        if paragraphs.wordings
    }
    groups = [
        (name, path, [steps[card.symbol] for card in cards if card.symbol in steps])
        for name, path, cards in sessions_of_all(index)
    ]
    return render("series.html", "series", base=index.base, groups=[group for group in groups if group[2]])
