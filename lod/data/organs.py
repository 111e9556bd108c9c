"""Organs that adopt resolutions and decisions: how they number, what names them, where their meetings are recorded.

Reads `lod/data/organs.toml`. Each organ says by examples which numbers it can have given, and which it cannot.
"""

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lod.data.files import data, read_toml
from lod.model.errors import DataError, SymbolError
from lod.model.symbols import is_symbol, resolution

#: "63/96", "2026/94": a session or a year, and a count in it.
#: What stands before the number of a president's statement.
STATEMENT = "PRST "
_SESSION = re.compile(r"(\d+)/(\S+)")


class Organ(Struct, frozen=True, forbid_unknown_fields=True):
    """One organ: `labels` name it anywhere, `short` ones only where something else settles them.

    `series` is the first part of its resolutions' symbols, None where they have none. docs/data.md explains the
    other columns.
    """

    key: str
    labels: tuple[str, ...]
    short: tuple[str, ...] = ()
    series: str | None = None
    form: str = "{series}/RES/{number}"
    issued: tuple[tuple[int, int], ...] = ()
    numbering: str = "session"
    sessions: tuple[int, int] | None = None
    opened: int | None = None
    sessions_a_year: int = 1
    strays: tuple[int, int] = (0, 0)
    roman: bool = True
    special_sessions: bool = False
    lettered: bool = False
    ranges_from: int = 0
    documents: tuple[str, ...] = ()
    titles: str = ""
    record: str = ""
    transcript: str = ""
    meeting: str = "meeting"
    agenda: str = ""
    heading: str = ""
    akn: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()

    def is_issued(self, session: int) -> bool:
        """Whether resolutions of a session or year have symbols of their own.

        >>> Organ("x", (), issued=((12, 999),)).is_issued(5)
        False
        """
        return not self.issued or any(first <= session <= last for first, last in self.issued)

    def year_of(self, session: int) -> int | None:
        """The year in which a session begins, None where the table does not know.

        >>> Organ("x", (), opened=2006, sessions_a_year=3).year_of(36)
        2017
        """
        return None if self.opened is None else self.opened + (session - 1) // self.sessions_a_year

    def has_met(self, session: int, date: dt.date | None) -> bool:
        """Whether a date may be one of a session: it strays from its year as sessions of the organ do."""
        year = self.year_of(session)
        first, last = self.strays
        return year is None or date is None or first <= date.year - year <= last

    def symbol_of(self, number: str) -> str:
        """The symbol of the resolution that the organ itself numbered so; "" where that is no document of its own.

        >>> Organ("x", (), series="A/HRC", issued=((12, 999),)).symbol_of("63/96")
        'A/HRC/RES/63/96'
        >>> Organ("x", (), series="UNEP/EA", form="{series}.{session}/Res.{number}").symbol_of("4/1")
        'UNEP/EA.4/Res.1'
        >>> Organ("x", (), series="A/HRC", issued=((12, 999),)).symbol_of("5/1")
        ''
        >>> Organ("x", (), series="A/HRC").symbol_of("PRST 35/1")
        'A/HRC/PRST/35/1'
        """
        if number.startswith(STATEMENT):
            return f"{self.series}/PRST/{number.removeprefix(STATEMENT)}" if self.series else ""
        session = _SESSION.match(number)
        if self.series is None or (session and not self.is_issued(int(session[1]))):
            return ""
        if "{session}" in self.form:
            symbol = self.form.format(series=self.series, session=session[1], number=session[2]) if session else ""
            return symbol if is_symbol(symbol) else ""
        try:
            return resolution(number, self.series).text
        except SymbolError:  # another organ's form of number, or more figures than any has
            return ""

    def numbers(self, session: int) -> bool:
        """Whether numbers of the form session/number begin with a session of the organ."""
        return self.sessions is None or self.sessions[0] <= session <= self.sessions[1]

    def is_before_numbers(self, session: int) -> bool:
        """Whether a session comes before those that numbers of the form session/number begin with."""
        return self.sessions is None or session < self.sessions[0]


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
    try:
        return msgspec.convert(row, Organ)
    except msgspec.ValidationError as fault:
        mend = "give the columns that the head of the table explains"
        raise DataError(f"organ {row['key']}: {fault}", where, mend) from fault


def meeting_transcript(number: str, session: str | None, organ: str) -> str:
    """Where the transcript of a meeting stands; "" where no rule leads to it.

    >>> meeting_transcript("21", "79", "general-assembly"), meeting_transcript("2", "S-32", "general-assembly")
    ('https://transcripts.un.org/en/ga/79/21', '')
    """
    form = load_organs().get(organ).transcript
    return form.format(session=session, number=number) if form and (session or "").isdecimal() else ""


def meeting_record(number: str, session: str | None, organ: str) -> str | None:
    """The symbol of a meeting's record; None where no symbol can be known.

    >>> meeting_record("71", "68", "general-assembly"), meeting_record("9650", None, "security-council")
    ('A/68/PV.71', 'S/PV.9650')
    >>> meeting_record("41", "54", "human-rights-council") is None
    True
    """
    form = load_organs().get(organ).record
    if not form or (session is None and "{session}" in form):
        return None
    return form.format(session=session, number=number)
