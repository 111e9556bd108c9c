"""Splitting coordinated noun phrases: "States, funds and other bodies, as appropriate" has three members.

What stands together in a name or a reference is never cut ("Food and Agriculture Organization"); asides between
commas are dropped with what they take in ("including funds, programmes and ...").
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from lod.annotate.acts.noun_phrases import LEADING, is_bare, is_no_actor, is_somebody, is_thing, without_lead
from lod.annotate.acts.qualifiers import Segment, kept_segments, says_how
from lod.annotate.names.find import Name
from lod.data.instruments import find_instrument_names
from lod.data.phrases import Phrase

_LIMITED = Phrase("coordination.limited")
_OWN_OBJECT = Phrase("coordination.own_object")
_JOINT = Phrase("coordination.joint")
_ADJECTIVE_END = Phrase("coordination.adjective_end")
_UNIT = Phrase("coordination.unit")
_COORDINATED = Phrase("coordination.coordinated")
_REFERENCE = Phrase("coordination.reference")
_EACH_ITS = Phrase("coordination.each_its")
_OTHER_ONE = Phrase("coordination.other_one")
_SHARED_HEAD = Phrase("coordination.shared_head")
_SHARED_MEMBER = Phrase("coordination.shared_member")
_RELATIVE = Phrase("coordination.relative")
_RELATIVE_VERB = Phrase("coordination.relative_verb")
_RELATIVE_BEGUN = Phrase("coordination.relative_begun")
_DONE = Phrase("coordination.done")
_ADJECTIVES = Phrase("coordination.adjectives")
_OPPOSITE = Phrase("coordination.opposite")
_ADJECTIVE_BEFORE = Phrase("coordination.adjective_before")
_SMALL_LETTER = Phrase("coordination.small_letter")
_AND_OR = Phrase("coordination.and_or")
_TRAILING = Phrase("coordination.trailing")


def members(text: str, start: int, stop: int, known: Sequence[Name]) -> list[tuple[int, int]]:
    """The noun phrases of text[start:stop) that say who, as [start:end), without conjunctions and articles."""
    kept = kept_segments(text, _completed(text, _segments(text, start, stop, known)), known)
    return [trimmed for segment in kept if (trimmed := _trimmed(text, *segment))]


def _segments(text: str, start: int, stop: int, known: Sequence[Name]) -> list[Segment]:
    """The phrase cut at commas and conjunctions, outside names and brackets."""
    joints = list(_JOINT.finditer(text, start, stop))
    if not joints:  # as in most phrases
        return [Segment(start, stop, True)]
    cuts, at, apart = [], start, True
    instruments = _instruments(text, start, stop)
    whole = [(name.start, name.end) for name in known if not _COORDINATED.fullmatch(text[name.start : name.end])]
    whole += [unit.span() for unit in _UNIT.finditer(text, start, stop)]
    whole += instruments
    for joint in joints:
        inside = any(first < joint.end() and joint.start() < last for first, last in whole)
        if inside or _in_brackets(text, start, joint.start()) or not _parts(text, at, joint, stop, known):
            continue
        if _joins_instruments(text, at, joint, instruments):
            continue
        cuts.append(Segment(at, joint.start(), apart))
        apart = joint[0].startswith(",")
        at = joint.start() + 1 if apart else joint.end()
    return [*cuts, Segment(at, stop, apart)]


def _instruments(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where instruments are named: "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment"."""
    return [(start + first, start + last) for first, last in find_instrument_names(text[start:stop])]


def _joins_instruments(text: str, at: int, joint: re.Match[str], instruments: Sequence[tuple[int, int]]) -> bool:
    """Whether a conjunction joins two instruments: "States parties to the Charter and the Covenant" are one group."""
    before = any(at < end <= joint.start() for _, end in instruments)
    return before and any(LEADING.fullmatch(text, joint.end(), start) for start, _ in instruments)


def _parts(text: str, at: int, joint: re.Match[str], stop: int, known: Sequence[Name]) -> bool:
    """Whether a conjunction parts two phrases, not two adjectives or two halves of a proper name."""
    left, right = text[at : joint.start()], text[joint.end() : stop]
    if left.endswith(("-", "\u2011")) and right[:1].islower():  # "mine- and explosive remnants of war-affected States"
        return False
    if _is_opposed(left.rsplit(" ", 1)[-1], right):
        return False
    if joint[0].strip() == "or" and _OWN_OBJECT.search(left):
        return False
    if _REFERENCE.match(right) or (_RELATIVE.search(left) and _DONE.match(right)):
        return False
    if _EACH_ITS.search(left) and _OTHER_ONE.match(right):
        return False
    if _SHARED_HEAD.search(left) and _SHARED_MEMBER.match(right):
        return False
    if joint[0].startswith(",") and (not _ADJECTIVES.fullmatch(left) or right.startswith(("that ", "which ", "who "))):
        return True
    begun = _RELATIVE_BEGUN.search(left) and not left.endswith(" so")  # "that have not done so" is a whole clause
    if _RELATIVE_VERB.search(left) or (begun and right[:1].islower() and not is_somebody(right)):
        return False
    first = LEADING.sub("", left.strip(), count=1)
    if is_thing(first) and _ADJECTIVE_BEFORE.match(right) and is_somebody(right):
        return False  # "law enforcement and judicial authorities"
    if is_bare(first) and _SMALL_LETTER.match(right):  # "flag and port States"
        return False
    if _ADJECTIVE_END.search(left) and not any(name.end == joint.start() for name in known):
        return False
    named = any(name.end == joint.start() or name.start == joint.end() for name in known)
    capitals = left.split(" ")[-1][:1].isupper() and right[:1].isupper()
    return named or not capitals


def _is_opposed(last: str, right: str) -> bool:
    """Whether a word follows as its own opposite: "conflict and post-conflict situations".

    >>> _is_opposed("conflict", "post-conflict situations"), _is_opposed("national", "international bodies")
    (True, True)
    >>> _is_opposed("State", "Statements"), _is_opposed("conflict", "post-conflicting")
    (False, False)
    """
    found = _OPPOSITE.match(right)
    if not found or not last or not right.startswith(last, found.end()):
        return False
    return not right[found.end() + len(last) :][:1].isalnum()


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _completed(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """The segments, each with the things that go on with what limits it: "engaged in care of water, soil and air"."""
    made: list[Segment] = []
    rest = list(segments)
    while rest:
        count = _goes_on(text, rest)
        made.append(replace(rest[0], end=rest[count].end))
        rest = rest[count + 1 :]
    return made


def _goes_on(text: str, segments: Sequence[Segment]) -> int:
    """How many of the segments after the first name things that a conjunction joins to it."""
    first, *others = (text[segment.start : segment.end].strip(" ,") for segment in segments)
    if not _LIMITED.search(first):
        return 0
    count = 0
    for words in others:
        thing = without_lead(words)
        if says_how(words) or not thing[:1].islower() or not is_no_actor(thing):
            break
        count += 1
    is_joined = count and (not segments[count].apart or _AND_OR.search(others[count - 1]))
    return count if is_joined else 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A segment without conjunction, article and white space; None where nothing is left."""
    while start < end and text[start] in " ,":
        start += 1
    start = LEADING.match(text, start, end).end()  # type: ignore[union-attr]  # every part of it is optional
    end = _TRAILING.search(text, start, end).start()  # type: ignore[union-attr]  # it may be empty
    return (start, end) if end - start > 1 else None
