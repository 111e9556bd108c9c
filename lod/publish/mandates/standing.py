"""By what a mandate is told to stand: the last text of its title, and no end of it before the last day of the data."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from lod.data.calendar import parse_date
from lod.data.ordinals import ordinal_pattern, parse_ordinal
from lod.model.iris import ASSEMBLY
from lod.publish.index import Index
from lod.publish.mandates.before import bare_title, texts_before
from lod.publish.mandates.sheet import MandateRow, MandateSheet

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def is_past(words: str, last: dt.date, latest: int) -> bool:
    """Whether words by which something ends name a day, session or year before the last ones of the data."""
    if day := parse_date(words):
        return day < last
    if "session" in words and (found := re.search(ordinal_pattern(), words)):
        return int(parse_ordinal(found[0]) or latest) < latest
    years = [int(year) for year in _YEAR.findall(words)]
    return bool(years) and max(years) < last.year


def latest_session(index: Index) -> int:
    """The number of the Assembly's last regular session of which a text is held."""
    numbers = (card.session for card in index.cards.values() if card.organ == ASSEMBLY)
    return max((int(number) for number in numbers if number and number.isdigit()), default=0)


def newest_texts(sheets: Mapping[str, MandateSheet]) -> dict[str, str]:
    """The last day on which a text of each title was adopted; titles are compared without numbers and ordinals."""
    found: dict[str, str] = {}
    for sheet in sheets.values():
        title = bare_title(sheet.title)
        found[title] = max(found.get(title, ""), sheet.adopted)
    return found


def is_last(sheet: MandateSheet, newest: Mapping[str, str]) -> bool:
    """Whether no later text of its title is held."""
    return sheet.adopted >= newest.get(bare_title(sheet.title), "")


class Standing(Struct, frozen=True):
    """By what a mandate is told to stand: the last text of each title, the last day and session of the data.

    With the text before of each resolution, and the sessions in which one has another that follows it.
    """

    newest: Mapping[str, str]
    last: dt.date
    session: int
    before: Mapping[str, str] = {}
    followed: frozenset[tuple[str, str]] = frozenset()  # (symbol, session of the text that follows)

    @classmethod
    def of(cls, index: Index) -> "Standing":
        last = max((card.adopted for card in index.cards.values() if card.adopted), default=dt.date.min)
        before = texts_before(index)
        followed = frozenset((earlier, index.cards[symbol].session or "") for symbol, earlier in before.items())
        return cls(newest_texts(index.sheets), last, latest_session(index), before, followed)

    def is_active(self, sheet: MandateSheet, row: MandateRow) -> bool:
        """Whether it stands in the last text of its series, and no end of it has passed: the rule of the page."""
        return is_last(sheet, self.newest) and not (row.end and is_past(row.end, self.last, self.session))


def count_mandates(index: Index) -> dict[str, tuple[int, int]]:
    """How many mandates of each office are open, and past."""
    standing = Standing.of(index)
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sheet in index.sheets.values():
        for row in sheet.rows:
            for path in dict.fromkeys(path for _, path in row.offices if path):
                found[path][not standing.is_active(sheet, row)] += 1
    return {path: (active, past) for path, (active, past) in found.items()}
