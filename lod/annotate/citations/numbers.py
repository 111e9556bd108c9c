"""References to resolutions and decisions by number, in English.

A number belongs to the nearest "resolution(s)" or "decision(s)" before it; the words round that head name the organ.
The reference's own words are the number with its letters or session: "57/270 B", "217 A (III)", "1325 (2000)".
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from lod.annotate.citations.lexicon import OrganName, Word
from lod.annotate.citations.number_series import JOINT, Number, SeriesHead, around, find_series, has_number
from lod.annotate.citations.references import Reference, pinpoint_before
from lod.annotate.citations.resolve import Context, organ_after, organ_of_target, target_of

_SPECIAL = re.compile(r"E?S-\d")


def find_numbered(text: str, words: Sequence[Word], own: str, named: Mapping[str, str]) -> Iterator[Reference]:
    """References to resolutions and decisions in a text, in order.

    `words` are the text's lexicon words, `own` the adopting organ, `named` the organs that short names mean so far.
    """
    if not has_number(text):
        return
    context = Context(own, tuple(word for word in words if isinstance(word.entry, OrganName)), named)
    previous: str | None = None
    theirs = len(text)  # where a series of another organ, by its "its", ended
    for head, members in find_series(text, context.organs):
        if head.is_its and previous and JOINT.fullmatch(text, theirs, head.start):
            head = replace(head, organ=previous)
        for reference in _settled(text, head, members, context, previous):
            previous = organ_of_target(reference.target) or previous
            if previous and previous != own:
                context.settled[text[reference.start : reference.end]] = previous
            yield reference
        theirs = around(text, members[-1].end)[2] if head.is_its and previous != own else len(text)


def _settled(
    text: str, head: SeriesHead, members: Sequence[Number], context: Context, previous: str | None
) -> list[Reference]:
    organ = head.organ or organ_after(text, around(text, members[-1].end)[2], context)
    found = _share_dates(text, [_reference(text, head, member) for member in members])
    if found[0].pinpoint is None:
        found[0] = replace(found[0], pinpoint=pinpoint_before(text, head.start))
    found = [
        replace(reference, target=target_of(text, head, reference, organ, context, previous)) for reference in found
    ]
    return found if organ else _with_siblings(text, head, found, context)


def _reference(text: str, head: SeriesHead, number: Number) -> Reference:
    date, pinpoint, _ = around(text, number.end)
    return Reference(number.start, number.end, f"citation.{number.rule}", None, head.start, date, pinpoint)


def _with_siblings(text: str, head: SeriesHead, members: list[Reference], context: Context) -> list[Reference]:
    """Special sessions' numbers fit several organs: the rest of the series settles them."""
    is_special = [bool(_SPECIAL.match(text, member.start)) for member in members]
    if not any(is_special):
        return members
    others = {
        organ_of_target(member.target) for member, special in zip(members, is_special, strict=True) if not special
    }
    organ = others.pop() if len(others) == 1 else None
    if organ is None or organ == context.own:
        return members
    return [
        replace(member, target=target_of(text, head, member, organ, context, None)) if special else member
        for member, special in zip(members, is_special, strict=True)
    ]


def _share_dates(text: str, members: list[Reference]) -> list[Reference]:
    """A date behind several numbers is each one's: "58/269 and 58/270 of 23 December 2003"."""
    for index in range(len(members) - 2, -1, -1):
        here, following = members[index], members[index + 1]
        if (
            here.date is None
            and JOINT.fullmatch(text[here.end : following.start])
            and _session(text, here) == _session(text, following)
        ):
            members[index] = replace(here, date=following.date)
    return members


def _session(text: str, reference: Reference) -> str:
    return text[reference.start : reference.end].split("/")[0]
