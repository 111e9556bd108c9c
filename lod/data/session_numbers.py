"""How many resolutions the General Assembly numbered in a session, as far as a source tells.

Table: `lod/data/session_numbers.csv`. A number that is only cited is a lower bound.
"""

import csv
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from lod.data.files import data


class HighestNumber(Struct, frozen=True):
    """The highest number of a session that is known; `basis` is "files" (the session's own) or "cited" (at least)."""

    session: str
    number: int
    basis: str
    source: str


@cache
def load_highest_numbers() -> Mapping[str, HighestNumber]:
    """The highest numbers by session.

    >>> load_highest_numbers()["78"].number
    329
    """
    with data("session_numbers.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return {r["session"]: HighestNumber(r["session"], int(r["highest"]), r["basis"], r["source"]) for r in rows}
