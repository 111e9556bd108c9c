"""What an office was asked in one session, held against the session before that these data hold.

Reads: the mandates of an office. Writes: for each what became of it: new in its series, changed, unchanged, gone from
the later text, or of a series of which the later session has no text in these data.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from lod.publish.mandates.held import OfficeMandate
from lod.publish.mandates.standing import Standing

#: The heading of the data of a comparison.
YEARS = ("became", "resolution", "paragraph", "text_before", "paragraph_before", "what", "changed")
GONE, NO_TEXT, NO_BEFORE = "gone", "no later text in the data", "no text before in the data"


class Became(Struct, frozen=True):
    """One mandate and what became of it; the one of the later session, and where it stood before, "" where not."""

    what: str
    now: tuple[str, str]  # (symbol, place)
    before: tuple[str, str]
    words: str
    changes: str

    @property
    def values(self) -> tuple[str, ...]:
        """The row as data, in the order of the heading."""
        return (self.what, *self.now, *self.before, self.words, self.changes)


class Years(Struct, frozen=True):
    """Two sessions of an office, the later first, and what became of each mandate of both."""

    later: str
    earlier: str
    rows: tuple[Became, ...]

    def count(self, what: str) -> int:
        """How many became so."""
        return sum(row.what == what for row in self.rows)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What mandates became, each once, in the order of the rows."""
        return tuple(dict.fromkeys(row.what for row in self.rows))


def compare_years(held: Sequence[OfficeMandate], standing: Standing) -> Years | None:
    """The last two regular sessions in which an office is asked for something; None where there is one alone."""
    sessions = sorted({int(one.sheet.session) for one in held if one.sheet.session.isdecimal()}, reverse=True)
    if len(sessions) < 2:
        return None
    later, earlier = (str(session) for session in sessions[:2])
    new = [one for one in held if one.sheet.session == later]
    old = [one for one in held if one.sheet.session == earlier]
    rows = sorted((*_of_later(new), *_of_earlier(old, new, later, standing)), key=_rank)
    return Years(later, earlier, tuple(rows))


_ORDER = ("new", "changed", GONE, "unchanged", NO_BEFORE, NO_TEXT)


def _rank(row: Became) -> tuple[int, str, str]:
    return _ORDER.index(row.what), *(row.now if row.now[0] else row.before)


def _of_later(new: Sequence[OfficeMandate]) -> Iterator[Became]:
    for one in new:
        row = one.row
        changes = "; ".join(f"{c.field}: {c.before or 'not said'} → {c.now or 'not said'}" for c in row.changes)
        now = (one.sheet.symbol, row.place)
        yield Became(one.changed or NO_BEFORE, now, row.before, row.deliverable or row.activity, changes)


def _of_earlier(
    old: Sequence[OfficeMandate], new: Sequence[OfficeMandate], later: str, standing: Standing
) -> Iterator[Became]:
    """Mandates of the earlier session that no paragraph of the later one takes up."""
    taken = {one.row.before for one in new}
    for one in old:
        place = (one.sheet.symbol, one.row.place)
        if place in taken:
            continue
        follows = (one.sheet.symbol, later) in standing.followed
        yield Became(GONE if follows else NO_TEXT, ("", ""), place, one.row.deliverable or one.row.activity, "")
