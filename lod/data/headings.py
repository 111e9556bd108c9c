"""Names among the library's headings: of a person, a body, a meeting, or the title of a text, programme or observance.

Table: `lod/data/headings.toml`. The library writes a body's name with the bodies above it ("UN. Human Rights Council.
Working Group on ..."), a person's turned round ("Hammarskjöld, Dag, 1905-1961").
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from lod.data.files import data, read_toml


class HeadingKind(StrEnum):
    """What a name heading names."""

    PERSON = "person"
    BODY = "body"
    MEETING = "meeting"
    TITLE = "title"


#: "Surname, Given" with or without the years of a life: "Hammarskjöld, Dag, 1905-1961"
_PERSON = re.compile(
    r"""
    [^\W\d_][\w'’-]+(?:[ ][^\W\d_][\w'’-]+)?  # surname, of two words at most
    ,[ ][^\W\d_][\w.'’-]+(?:[ ][^\W\d_]\.)?   # given name, and an initial
    (?:,[ ][\d?]{4}-[\d?]{0,4})?
    """,
    re.VERBOSE,
)
#: Year and place, by which the library tells meetings apart: "(2025 : Marrakech, Morocco)", "(4th : 2024 : ####)", with
#: "(Proposed)" behind them where nothing is settled.
_HELD = re.compile(r"\((?:[^()]* )?[12]\d{3}(?:-[12]\d{3})? : [^()]+\)(?: \([^()]*\))?$")
_BRACKETED = re.compile(r"(?<!\s)\s*+\([^()]*\)")


def kind_of_heading(name: str) -> HeadingKind:
    """What a name heading names; a body where nothing says otherwise.

    Of the steps of a name the last tells, unless the first is a title: "Sustainable Development Goals. Goal 7". What
    has year and place is a meeting, whatever its noun.

    >>> kind_of_heading("UN. High-level Committee on South-South Cooperation")
    <HeadingKind.BODY: 'body'>
    >>> kind_of_heading("Charter of the United Nations (1945)")
    <HeadingKind.TITLE: 'title'>
    """
    if _PERSON.fullmatch(name):
        return HeadingKind.PERSON
    steps = _steps(name)
    first = _kind_of_step(steps[0])
    if _HELD.search(name) and first is not HeadingKind.TITLE:
        return HeadingKind.MEETING
    return first if first is HeadingKind.TITLE else _kind_of_step(steps[-1])


def is_below_a_body(name: str) -> bool:
    """Whether a name heading is entered below the name of a body.

    >>> is_below_a_body("UN. Conference on Disarmament"), is_below_a_body("UN Water Conference (2023 : New York)")
    (True, False)
    """
    return len(_steps(name)) > 1


def _steps(name: str) -> list[str]:
    return _BRACKETED.sub("", name).split(". ")


def _kind_of_step(step: str) -> HeadingKind:
    """What one step of a name names, told by the last noun before what goes with it."""
    noun = (_tail().split(step)[0].split() or [""])[-1]
    return _kinds().get(noun, HeadingKind.BODY)


@cache
def _tail() -> re.Pattern[str]:
    """Where the noun phrase that names the thing ends: at a word that begins its tail, a comma, a colon, a year."""
    words = "|".join(_table()["tails"])
    return re.compile(rf"(?<!\s)\s++(?:(?:{words})\b|[12]\d{{3}}\b)|(?<!\s)\s*+[,:]\s", re.IGNORECASE)


@cache
def _kinds() -> Mapping[str, HeadingKind]:
    """The kinds by the noun that tells them."""
    return {noun: HeadingKind(kind) for kind in HeadingKind if kind in _table() for noun in _table()[kind]["nouns"]}


@cache
def _table() -> Mapping[str, Any]:
    return read_toml(data("headings.toml"))
