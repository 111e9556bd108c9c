"""The page of series: what each resolution kept of the one before it, reworded, added and dropped."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from lod.index import Card, Index
from lod.pages.environment import render
from lod.series import Comparison


class Step(Struct, frozen=True):
    """A resolution beside the one before it in its series: how many paragraphs stayed, changed, came and went."""

    card: Card
    earlier: str
    same: int
    reworded: int
    new: int
    dropped: int


def series_page(found: Iterable[tuple[str, str, Comparison]], index: Index) -> str:
    """The page; `found` are (symbol, earlier symbol, what one has of the other) in the order of symbols.

    Of two texts that have no words in common nothing is said: nobody can tell what is new.
    """
    groups: dict[str, list[Step]] = defaultdict(list)
    for symbol, earlier, paragraphs in found:
        if paragraphs.wordings:
            card = index.cards[symbol]
            groups[card.session or ""].append(_step(card, earlier, paragraphs))
    return render("series.html", "series", base=index.base, groups=groups)


def _step(card: Card, earlier: str, found: Comparison) -> Step:
    same = sum(wording.same for wording in found.wordings)
    return Step(card, earlier, same, len(found.wordings) - same, len(found.new), len(found.dropped))
