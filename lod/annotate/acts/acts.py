"""Acts of a paragraph: its opening verb and each later coordinated main verb of the organ.

Governing text: `docs/acts.md`. Not an act: participles, infinitives, verbs of relative and that-clauses,
verbs with another subject, verbs in quotation marks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.verbs import WE, Trait, VerbFinder, VerbFound
from lod.data.phrases import Phrase

_COORDINATED = Phrase("acts.coordinated")
_COORDINATED_AT = Phrase("acts.coordinated_at")
_JOINT = Phrase("acts.joint")
_OTHER_SUBJECT = Phrase("acts.other_subject")
_PRONOUN = Phrase("acts.pronoun")
_CLAUSE = Phrase("acts.clause")
_RELATIVE = Phrase("acts.relative")
_RELATIVE_END = Phrase("acts.relative_end")
_NO_SINGULAR = Phrase("acts.no_singular")
_PLURAL_SUBJECT = Phrase("acts.plural_subject")
_PLURAL_END = Phrase("acts.plural_end")
_VERBAL = Phrase("acts.verbal")
_FINITE = Phrase("acts.finite")
_SUBJECT_ALONE = Phrase("acts.subject_alone")
_QUOTED = Phrase("acts.quoted")
_NOUN_AFTER = Phrase("acts.noun_after")
_SHARES = Phrase("acts.shares")
_ADDRESSED = Phrase("acts.addressed")
_SAID = Phrase("acts.said")
_WE_AGAIN = Phrase("acts.we_again")
#: Characters of the longest words that join a verb to the one before it, as ", as well as, ".
_LONGEST_JOINT = 16

#: With which a quotation begins.
_QUOTES = '“"«'


class ActFound(Struct, frozen=True):
    """One act in a paragraph: its verb, and its own words up to the next act or the paragraph's end."""

    verb: VerbFound
    end: int


def find_paragraph_acts(text: str, finder: VerbFinder, point: bool = False) -> list[ActFound]:
    """The acts of a paragraph's text, in order; of a list's point only those with a verb of the organ of its own.

    Words that follow a list go on with its paragraph: "and stresses ...".
    """
    first = finder.opening(text, len("and ") if point and text.startswith("and ") else 0)
    if first is None and not point:
        return []
    verbs = [first] if first else []
    quoted = _quoted(text)
    for found in finder.later(text, first.end if first else 0):
        verb = _own_lead(text, found)
        if _is_act(text, verbs[-1] if verbs else None, verb, quoted) and (
            verbs or verb.verb.directive or verb.start > verb.lead  # "and in this regard notes"
        ):
            verbs.append(verb)
    if first and text.startswith(WE):
        verbs = sorted((*verbs, *_said_again(text, finder)), key=lambda verb: verb.start)
    ends = [_joint_start(text, verb.lead) for verb in verbs[1:]] + [len(text)]
    return [ActFound(verb, end) for verb, end in zip(verbs, ends[: len(verbs)], strict=True)]


def _said_again(text: str, finder: VerbFinder) -> Iterator[VerbFound]:
    """The verbs of later sentences of a declaration in which "we" are the subject again."""
    for sentence in _WE_AGAIN.finditer(text):
        if found := finder.opening(text, sentence.end()):
            yield replace(found, lead=sentence.start())


def _own_lead(text: str, verb: VerbFound) -> VerbFound:
    """The verb without words before it that end what went before: "resources | to that end, as appropriate, notes"."""
    comma = text.rfind(", ", verb.lead, verb.start)
    if comma < 0 or _COORDINATED_AT.search(text[max(0, verb.lead - 20) : verb.lead]):
        return verb
    return replace(verb, lead=text.find(", ", verb.lead) + 2)


def _joint_start(text: str, lead: int) -> int:
    """Where the comma and the "and" before a verb begin: the act before it ends there."""
    found = _JOINT.search(text, max(0, lead - 12), lead)
    return found.start() if found else lead


def _is_act(text: str, before: VerbFound | None, verb: VerbFound, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a verb is coordinated with the organ's verb before it."""
    before_it = bisect_left(quoted, (verb.start, 0)) - 1  # of the quotations, which follow each other
    if before_it >= 0 and verb.start < quoted[before_it][1]:
        return False
    left = text[max(0, verb.lead - 60) : verb.lead]
    joint = _COORDINATED.search(left, max(0, len(left) - _LONGEST_JOINT))
    if not joint or not (joint["stop"] or joint["and"]) or _OTHER_SUBJECT.search(left[: joint.start()]):
        return False
    if not joint["stop"] and _PRONOUN.search(left[: joint.start()]):
        return False
    is_doubled = joint["and"] and joint["stop"] and _SHARES.match(text, verb.end)
    if Trait.NOUN in verb.verb.traits and not is_doubled and _NOUN_AFTER.match(text, verb.end):
        return False
    since = text[before.end if before else 0 : verb.lead]
    if not joint["stop"]:
        return _is_bare(text, since, verb) or _is_addressed(text, verb) or _is_anothers(text, since, verb)
    if not joint["and"] and _SUBJECT_ALONE.fullmatch(since) and not _FINITE.search(since):
        return False
    if Trait.COMMON in verb.verb.traits and not (
        _is_parted(text, since, joint, verb) or (_is_addressed(text, verb) and _NO_SINGULAR.search(since))
    ):
        return False
    return bool(joint["and"]) or not _in_relative(since)


def _is_addressed(text: str, verb: VerbFound) -> bool:
    """ "And encourages them to ensure": somebody is asked to do something."""
    return verb.verb.directive and _ADDRESSED.match(text, verb.end) is not None


def _is_anothers(text: str, since: str, verb: VerbFound) -> bool:
    """Whether the one clause since the last act has a verb that the verb after "and" cannot share its subject with."""
    clauses = list(_CLAUSE.finditer(since))
    if len(clauses) != 1 or Trait.COMMON in verb.verb.traits:
        return False
    if Trait.NOUN in verb.verb.traits and not _VERBAL.match(text, verb.end):
        return False
    if clauses[0][0] == "that" and verb.start > verb.lead:  # "and in this regard reaffirms"
        return True
    is_plural = _PLURAL_SUBJECT.match(since, clauses[0].end()) is not None
    return is_plural or _NO_SINGULAR.search(since, clauses[0].end()) is not None


def _is_parted(text: str, since: str, joint: re.Match[str], verb: VerbFound) -> bool:
    """Whether a verb that others use as well is the organ's here: told by what parts it from a clause before it."""
    clause = _CLAUSE.search(since)
    if clause is None:
        return bool(joint["and"]) or Trait.PARTED in verb.verb.traits or _follows_directly(since)
    if Trait.PARTED not in verb.verb.traits:
        return False
    if joint["stop"] == ";":
        return True
    is_added = verb.start > verb.lead or _SAID.match(text, verb.end) is not None
    is_that = not _RELATIVE.search(since)
    if joint["and"]:
        return is_that or is_added or _PLURAL_END.search(since) is not None
    return is_that and (is_added or _FINITE.search(since, clause.end()) is not None)


def _follows_directly(since: str) -> bool:
    """Whether no other comma stands since the last act: ", supports" can then have no subject of its own."""
    return "," not in since.rstrip(" ,")


def _is_bare(text: str, since: str, verb: VerbFound) -> bool:
    """ "Acknowledges and encourages": no comma, so nothing but the first verb and its object may stand before."""
    if not since.strip(" and"):
        return True
    says = Trait.PARTED in verb.verb.traits and _SAID.match(text, verb.end) is not None
    return not _CLAUSE.search(since) and (says or Trait.COMMON not in verb.verb.traits)


def _in_relative(since: str) -> bool:
    """Whether the words since the last act end in a relative clause that the verb may belong to: ", which notes"."""
    return _RELATIVE_END.search(since.rstrip(" ,")) is not None


def _quoted(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _QUOTED.finditer(text)] if any(map(text.__contains__, _QUOTES)) else []
