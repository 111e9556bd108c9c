"""Series of numbers governed by one "resolution" or "decisions": "resolutions 58/268, 60/212 and 66/218"."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from lod.annotate.citations.lexicon import OrganName, Word
from lod.annotate.citations.references import date_at, pattern, pinpoint_after
from lod.data.phrases import Phrase

_HEAD = Phrase("citations.head")
_TRIGGER = Phrase("citations.number_begins")
_SPECIAL = re.compile(r"(?<![\w/])E?S-$")
_RULES = ("resolution_early", "resolution_of_year", "decision_of_parties", "resolution_modern")
_ITS = Phrase("citations.its_resolution")
_SHORT = Phrase("citations.short_before")
_OTHER_SERIES = Phrase("citations.other_series")

#: Between the members of a series, and between a head and its first number.
JOINT = Phrase("citations.joint")


class SeriesHead(Struct, frozen=True):
    """The word "resolution(s)" or "decision(s)" with what is said before it.

    `start` is where its organ's name begins, `end` where the word ends.
    """

    start: int
    end: int
    is_decision: bool
    is_plural: bool
    organ: str | None = None  # named in full before it
    short: str | None = None  # "Council"
    is_its: bool = False


class Number(Struct, frozen=True):
    """What has the form of a number of a resolution or decision, by the rule that recognized it."""

    rule: str
    start: int
    end: int


def has_number(text: str) -> bool:
    """Whether a text can hold a number of a resolution or decision; what needs no pattern is asked first."""
    if ("esolution" not in text and "ecision" not in text) or ("/" not in text and "(" not in text):
        return False
    return _TRIGGER.search(text) is not None


def find_series(text: str, organs: Sequence[Word]) -> Iterator[tuple[SeriesHead, list[Number]]]:
    """Each head with the numbers that belong to it; `organs` are the text's organ names."""
    heads, numbers = _heads(text, organs), list(_numbers(text))
    for index, head in enumerate(heads):
        limit = heads[index + 1].end if index + 1 < len(heads) else len(text)
        members: list[Number] = []
        at = head.end
        first = bisect_left(numbers, head.end, key=lambda number: number.start)
        for member in islice(numbers, first, None):
            if member.start >= limit or not _belongs(text[at : member.start], head, bool(members)):
                break
            members.append(member)
            at = around(text, member.end)[2]
        if members:
            yield head, members


def _belongs(gap: str, head: SeriesHead, is_later: bool) -> bool:
    """Whether a number that comes `gap` after its head, or after the series' last member, belongs to the head.

    A plural head may have words between: "resolutions on the matter, including 66/219".
    """
    if _OTHER_SERIES.search(gap):
        return False
    if JOINT.fullmatch(gap) or (not is_later and gap == " "):
        return True
    return (head.is_plural and len(gap) < 400) or (is_later and len(gap) < 60 and ";" in gap)


def _numbers(text: str) -> Iterator[Number]:
    """Everything with the form of a number of a resolution or decision."""
    last = 0
    for trigger in _TRIGGER.finditer(text):
        start = trigger.start()
        if start < last:
            continue
        if text[start - 1 : start] == "-":
            prefix = _SPECIAL.search(text, max(0, start - 3), start)
            if not prefix:
                continue
            start = prefix.start()
        for rule in _RULES:
            if found := pattern(rule).match(text, start):
                yield Number(rule, start, found.end())
                last = found.end()
                break


def _heads(text: str, organs: Sequence[Word]) -> list[SeriesHead]:
    by_end = {word.end: word for word in organs}
    return [_head(text, found, by_end) for found in _HEAD.finditer(text)]


def _head(text: str, found: re.Match[str], by_end: Mapping[int, Word]) -> SeriesHead:
    start, end = found.span()
    is_decision, is_plural = found[0][0] in "Dd", bool(found["plural"])
    before = text[max(0, start - 60) : start]
    named = by_end.get(start - 1) or (by_end.get(start - 3) if before.endswith(("’s ", "'s ")) else None)
    if named and isinstance(named.entry, OrganName):
        return SeriesHead(named.start, end, is_decision, is_plural, organ=named.entry.key)
    if its := _ITS.search(before):
        return SeriesHead(start - len(before) + its.start(), end, is_decision, is_plural, is_its=True)
    if short := _SHORT.search(before):
        return SeriesHead(start - len(before) + short.start(), end, is_decision, is_plural, short=short[1])
    return SeriesHead(start, end, is_decision, is_plural)


def around(text: str, end: int) -> tuple[dt.date | None, str | None, int]:
    """Date and pinpoint behind a number, in either order, and where they end."""
    date, tail = date_at(text, end)
    pinpoint, tail = pinpoint_after(text, tail)
    if date is None and pinpoint:
        date, tail = date_at(text, tail)
    return date, pinpoint, tail
