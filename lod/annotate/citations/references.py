"""A reference as it is recognized in a text, before it is resolved and becomes a citation."""

import datetime as dt
import re
from functools import cache

from msgspec import Struct

from lod.data.calendar import parse_date
from lod.data.files import data
from lod.data.rules import Rule, load_rules
from lod.model.annotations import Instrument


class Reference(Struct, frozen=True, gc=False):
    """Words [start:end) that refer to a document: the shortest words that name it.

    `head` is where the reference's series begins ("its resolutions ..."): all members of a series share the function
    of the words before it. `ibid`: takes up the note before.
    """

    start: int
    end: int
    rule: str
    target: Instrument | None
    head: int
    date: dt.date | None = None
    pinpoint: str | None = None
    ibid: bool = False


@cache
def load_citation_rules() -> dict[str, Rule]:
    """The rules of citation by id, in the file's order."""
    return {rule.id: rule for rule in load_rules(data("citations.toml"))}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of the rule "citation.<name>"."""
    return load_citation_rules()[f"citation.{name}"].pattern


def organ_of_rule(rule: str) -> str | None:
    """The one organ whose numbers have the form of a rule, by its id; None where several number so.

    >>> organ_of_rule("citation.resolution_of_year"), organ_of_rule("citation.resolution_modern")
    ('security-council', None)
    """
    return load_citation_rules()[rule].settings.get("organ")


def date_at(text: str, end: int) -> tuple[dt.date | None, int]:
    """The date behind a reference, " of 21 December 2009", and where it ends; a date that never was is none.

    >>> date_at("64/222 of 21 December 2009, in which", 6)
    (datetime.date(2009, 12, 21), 26)
    """
    found = pattern("date").match(text, end)
    if not found:
        return None, end
    return parse_date(f"{found['day']} {found['month']} {found['year']}"), found.end()


def pinpoint_after(text: str, end: int) -> tuple[str | None, int]:
    """The pinpoint behind a reference and where it ends.

    >>> pinpoint_after("Resolution 66/288, annex.", 17)
    ('annex', 24)
    """
    found = pattern("pinpoint_after").match(text, end)
    return (found["pinpoint"], found.end()) if found else (None, end)


def pinpoint_before(text: str, start: int) -> str | None:
    """The pinpoint before a reference whose words begin at `start`: the nearest that reaches it.

    >>> pinpoint_before("paragraph 5 of its resolution 64/222", 19), pinpoint_before("annex I to that resolution", 16)
    ('paragraph 5', 'annex I')
    """
    reach = text[max(0, start - 120) : start]
    if not reach.endswith((" of ", " to ", " in ", " the ", " its ", " that ", " their ")):
        return None
    for found in pattern("pinpoint_before").finditer(reach):
        if found.end() == len(reach):
            return found["pinpoint"]
    return None
