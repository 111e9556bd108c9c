"""Dates as resolutions print them: "20 December 2013"."""

import datetime as dt
import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: A printed date, as part of a larger pattern; white space may be a line break.
DATE = r"(?:\d{1,2}\s+(?:" + "|".join(MONTHS) + r")\s+\d{4})"

_PARTS = re.compile(r"(\d{1,2})\s+(" + "|".join(MONTHS) + r")\s+(\d{4})", re.IGNORECASE)


def parse_date(words: str) -> dt.date | None:
    """The date in some words; None where there is none, or none of the calendar.

    >>> parse_date("on 20 December 2013")
    datetime.date(2013, 12, 20)
    >>> parse_date("31 February 2013") is None
    True
    """
    found = _PARTS.search(words)
    if not found:
        return None
    try:
        return dt.date(int(found[3]), MONTHS.index(found[2].capitalize()) + 1, int(found[1]))
    except ValueError:
        return None


def format_date(date: dt.date) -> str:
    """A date as resolutions print it, the inverse of `parse_date`.

    >>> format_date(dt.date(2013, 12, 20))
    '20 December 2013'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
