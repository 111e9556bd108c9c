"""Months and English dates: "20 December 2013". Reads `lod/data/calendar.toml`."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from lod.data.files import data, read_toml


@cache
def load_months() -> Mapping[str, tuple[str, ...]]:
    """The months by language, January first, as patterns."""
    return {language: tuple(names) for language, names in read_toml(data("calendar.toml"))["months"].items()}


@cache
def date_pattern() -> str:
    """An English date, as part of a larger pattern; white space may be a line's end.

    >>> re.findall(date_pattern(), "on 20 December 2013, not on 20 Decembre 2013")
    ['20 December 2013']
    """
    return rf"(?:\d{{1,2}}\s+(?:{'|'.join(load_months()['en'])})\s+\d{{4}})"


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(\d{{1,2}})\s+({'|'.join(load_months()['en'])})\s+(\d{{4}})", re.IGNORECASE)


@lru_cache(maxsize=4096)  # few days are named often
def parse_date(words: str) -> dt.date | None:
    """The English date in some words; None where there is none, or none of the calendar.

    >>> parse_date("on 20 December 2013")
    datetime.date(2013, 12, 20)
    >>> parse_date("31 February 2013") is None
    True
    """
    found = _parts().search(words)
    if not found:
        return None
    try:
        return dt.date(int(found[3]), load_months()["en"].index(found[2].capitalize()) + 1, int(found[1]))
    except ValueError:
        return None
