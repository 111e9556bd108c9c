"""The text before of each resolution against which mandates are held: of its series, else of its title.

Many texts recall "all previous resolutions on the question" and cite none: there the one text of the title, numbers and
ordinals aside, of the nearest session before is taken. It is no `unr:predecessor`, which wants the citation.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from lod.data.ordinals import ordinal_pattern
from lod.model.iris import ASSEMBLY
from lod.publish.cards import Card
from lod.publish.index import Index

#: Words that a title has at least to tell its subject: "Resolution 90" does not.
_FEWEST = 2
_WORD = re.compile(r"[^\W\d_]{4,}")


def texts_before(index: Index) -> dict[str, str]:
    """The text before of each resolution that has one."""
    namesakes = find_namesakes(index.cards)
    found = {symbol: index.predecessor(symbol) or namesakes.get(symbol) for symbol in index.cards}
    return {symbol: before for symbol, before in found.items() if before}


def find_namesakes(cards: Mapping[str, Card]) -> dict[str, str]:
    """The one text of its title in the nearest session before, of each text of the Assembly that is one in its own."""
    by_title: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for card in cards.values():
        title = bare_title(card.title)
        if card.organ == ASSEMBLY and (card.session or "").isdecimal() and len(_WORD.findall(title)) >= _FEWEST:
            by_title[title][int(card.session or 0)].append(card.symbol)
    return {later: before for sessions in by_title.values() for later, before in _steps(sessions)}


def _steps(sessions: Mapping[int, Sequence[str]]) -> list[tuple[str, str]]:
    """Each text that stands alone in its session, with the one that stands alone in the session before."""
    ordered = [sessions[number] for number in sorted(sessions)]
    pairs = zip(ordered[1:], ordered, strict=False)
    return [(later[0], before[0]) for later, before in pairs if len(later) == len(before) == 1]


def bare_title(title: str) -> str:
    """A title without what changes from year to year.

    >>> bare_title("Report on its fifty-sixth session, 2036") == bare_title("Report on its fifth session, 1985")
    True
    """
    return re.sub(rf"\b(?:{ordinal_pattern()}|\d+)\b", "#", title.casefold().replace("\u2011", "-"))
