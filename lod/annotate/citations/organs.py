"""Organs whose resolutions and decisions are cited, and what a number means when an organ says it.

Reads `lod/data/organs.toml`. "17/1" alone is nothing: an Assembly resolution, a Council resolution and a decision of a
committee can all carry that number. The organ settles it, and a date can rule an organ out.
"""

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from lod.data.files import data, read_toml
from lod.model import symbols
from lod.model.annotations import Instrument
from lod.model.errors import DataError, SymbolError
from lod.model.numerals import roman_value

#: Sessions of the Assembly open in 1945 + number; numbers of the form session/number begin with the thirty-first.
FIRST_YEAR, FIRST_MODERN = 1945, 31
LAST_SESSION = 110  # no text cites a session of the Assembly beyond it: it begins in 2055
_LETTERS = re.compile(r"\s?(?P<first>[A-Z])(?:(?:\s?[-–]\s?|\s(?:and|to)\s)(?P<last>[A-Z]))?$")


class Organ(Struct, frozen=True):
    """One organ: `labels` name it anywhere, `short` ones only where something else settles them.

    `series` is the first part of its resolutions' symbols; `issued` the sessions or years, first and last, whose
    resolutions are documents of their own (empty: all); `by_year` that its numbers are year/number.
    """

    key: str
    labels: tuple[str, ...]
    short: tuple[str, ...] = ()
    series: str | None = None
    issued: tuple[tuple[int, int], ...] = ()
    by_year: bool = False

    def is_issued(self, session: int) -> bool:
        """Whether resolutions of a session or year have symbols of their own.

        >>> Organ("x", (), issued=((12, 999),)).is_issued(5)
        False
        """
        return not self.issued or any(first <= session <= last for first, last in self.issued)


class Organs(Struct, frozen=True):
    """The table, by key and by short names, with the bodies of the parties' decisions."""

    by_key: dict[str, Organ]
    parties: dict[str, str]
    by_short: dict[str, tuple[str, ...]]

    def get(self, key: str) -> Organ:
        """The organ of a key; one that is not in the table has no series and no short names."""
        return self.by_key.get(key) or Organ(key, (key,))

    def with_short(self, words: str) -> tuple[str, ...]:
        """Keys of the organs that a short label may mean."""
        return self.by_short.get(words, ())


@cache
def load_organs() -> Organs:
    """The table of organs."""
    return read_organs(data("organs.toml"))


def read_organs(path: Path) -> Organs:
    """A table of organs; raises DataError for an organ without key or labels and for a key that stands twice."""
    table = read_toml(path)
    organs = [_organ(row, str(path)) for row in table["organ"]]
    by_key = {organ.key: organ for organ in organs}
    if len(by_key) < len(organs):
        raise DataError("an organ key stands twice", str(path), "give each organ a key of its own")
    by_short: dict[str, tuple[str, ...]] = {}
    for organ in organs:
        for words in organ.short:
            by_short[words] = (*by_short.get(words, ()), organ.key)
    return Organs(by_key, dict(table["parties"]), by_short)


def _organ(row: dict[str, Any], where: str) -> Organ:
    if not row.get("key") or not row.get("labels"):
        raise DataError(f"organ without key or labels: {row}", where, "add both")
    issued = tuple((first, last) for first, last in row.get("issued", ()))
    return Organ(
        row["key"],
        tuple(row["labels"]),
        tuple(row.get("short", ())),
        row.get("series"),
        issued,
        bool(row.get("by_year")),
    )


def fold_letters(number: str) -> str:
    """A number with its letters in the resolver's form: one letter, or first and last.

    >>> fold_letters("64/222 A and B"), fold_letters("76/247 A to C"), fold_letters("57/270 B"), fold_letters("70/ 1")
    ('64/222A-B', '76/247A-C', '57/270B', '70/1')
    """
    found = _LETTERS.search(number)
    if not found:
        return symbols.normalize(number)
    last = f"-{found['last']}" if found["last"] else ""
    return symbols.normalize(number[: found.start()]) + found["first"] + last


def may_be(organ: str, number: str, date: dt.date | None = None) -> bool:
    """Whether an organ can have given a number on a date, as far as form and calendar tell.

    >>> may_be("general-assembly", "17/1"), may_be("general-assembly", "57/270 B")
    (False, True)
    >>> may_be("general-assembly", "36/10", dt.date(2017, 9, 28)), may_be("human-rights-council", "36/10")
    (False, True)
    >>> may_be("economic-and-social-council", "2020/23"), may_be("general-assembly", "2020/23")
    (True, False)
    >>> may_be("general-assembly", "321/77")
    False
    """
    session = re.match(r"\d+(?=\s?/)", number.strip())
    if early := re.search(r"\(([IVXLC]+)\)", number):
        return _may_be_early(organ, roman_value(early[1].lower()) or 0, date)
    if not session:
        return organ in _WITH_SPECIAL_SESSIONS
    value = int(session[0])
    by_year = load_organs().get(organ).by_year
    if by_year or value >= FIRST_YEAR:
        return by_year and value >= FIRST_YEAR
    if organ == "general-assembly":
        return FIRST_MODERN <= value <= LAST_SESSION and (date is None or date.year - FIRST_YEAR - value in (0, 1))
    if organ == "human-rights-council":
        return value < 80 and (date is None or abs(date.year - 2006 - (value - 1) // 3) <= 1)
    return organ != "security-council"


def _may_be_early(organ: str, session: int, date: dt.date | None) -> bool:
    """Whether an organ can have given a number with a session in roman figures: the Assembly until its thirtieth."""
    if organ == "general-assembly":
        return session < FIRST_MODERN and (date is None or date.year - FIRST_YEAR - session in (0, 1))
    return organ not in ("human-rights-council", "security-council")


_WITH_SPECIAL_SESSIONS = frozenset({"general-assembly", "human-rights-council"})


def document_letters(number: str, date: dt.date | None = None) -> str:
    """An Assembly resolution's number with the letters that its document's symbol carries.

    A document holds all parts that were adopted together, under the number alone; a part adopted later, in the
    resumed session, has a document with its letter. Part A, adopted first, stands under the number alone. From the
    fifty-fourth session on, documents of several parts carry first and last letter.

    >>> document_letters("57/270 B", dt.date(2003, 6, 23)), document_letters("45/55 B", dt.date(1990, 12, 4))
    ('57/270B', '45/55')
    >>> document_letters("61/250 A"), document_letters("48/75 L"), document_letters("56/214 B")
    ('61/250', '48/75', '56/214B')
    >>> document_letters("64/222 A and B"), document_letters("53/243 A and B")
    ('64/222A-B', '53/243')
    """
    plain = fold_letters(number)
    found = re.fullmatch(r"((?:E?S-)?(\d+)/\d+)([A-Z])(-[A-Z])?", plain)
    if not found:
        return plain
    bare, session, letter, last = found.groups()
    if last:
        return plain if int(session) >= _RANGES_FROM and not bare.startswith(("S", "E")) else bare
    together = date is not None and date.year == FIRST_YEAR + int(session)
    return bare if together or letter == "A" or (date is None and letter > "C") else plain


_RANGES_FROM = 54


def resolution_of(organ: Organ, number: str, date: dt.date | None = None) -> Instrument | None:
    """The resolution of an organ with a number as printed, or None where there can be none.

    >>> organs = load_organs().by_key
    >>> resolution_of(organs["general-assembly"], "57/270 B", dt.date(2003, 6, 23)).symbol
    'A/RES/57/270B'
    >>> resolution_of(organs["united-nations-environment-assembly"], "4/1").symbol
    'UNEP/EA.4/Res.1'
    >>> resolution_of(organs["commission-on-human-rights"], "2005/74")
    Instrument(path='resolution/commission-on-human-rights/2005/74', symbol=None, kind='resolution', title=None)
    """
    plain = fold_letters(number)
    session = re.match(r"(?:E?S-)?(\d+)/", plain)
    own = Instrument(f"resolution/{organ.key}/{plain}", None, "resolution")
    if organ.series is None or (session and not plain.startswith("S-") and not organ.is_issued(int(session[1]))):
        return own
    if organ.series == "UNEP/EA":
        return _numbered(f"UNEP/EA.{session[1]}/Res.{plain.split('/')[1]}") if session else None
    return _of_series(organ.series, number, document_letters(number, date) if organ.series in ("A", "E") else plain)


def _of_series(series: str, number: str, plain: str) -> Instrument | None:
    if "(" in number:
        try:
            early = symbols.resolution(re.sub(r"\s+and\s+|\s+to\s+", "-", number), series if series == "S" else "A")
        except SymbolError:
            return None
        return _numbered(early.text.replace("A/", f"{series}/", 1) if series == "E" else early.text)
    return _numbered(f"{series}/RES/{plain}")


def _numbered(symbol: str) -> Instrument:
    return Instrument(symbol, symbol, "resolution")


def decision_of(organ: Organ, number: str) -> Instrument:
    """The decision of an organ: decisions have no symbols.

    >>> decision_of(load_organs().by_key["hlc-ssc"], "17/1")
    Instrument(path='decision/hlc-ssc/17/1', symbol=None, kind='decision', title=None)
    """
    return Instrument(f"decision/{organ.key}/{fold_letters(number)}", None, "decision")
