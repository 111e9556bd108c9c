"""The acts of a paragraph: its opening verb and each later coordinated main verb of the organ.

Governing text: the annotation rules for acts. Not an act: participles, infinitives, verbs of relative and that-clauses,
verbs with another subject, verbs in quotation marks.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.verbs import VerbFinder, VerbFound

#: What stands before a coordinated verb: a comma, a semicolon, "and", "but", or another verb and "and".
_COORDINATED = re.compile(r"(?P<stop>[,;:–—”]|\))?(?:^|\s+)(?:(?P<and>and|but|as\ well\ as)\s+)?,?\s*$", re.VERBOSE)
_COORDINATED_AT = re.compile(r"(?:[,;:–—”)]|\b(?:and|but|as well as))\s*$|^$")
_JOINT = re.compile(r"[,;]?(?:\s+(?:and|but|as well as))?\s*,?\s*$")
_OTHER_SUBJECT = re.compile(r"\b(?:which|who|that|whose)(?:,[^,;]{0,40},)?\s*$", re.IGNORECASE)
#: A subject only right before its verb: not in "to implement it, and requests".
_PRONOUN = re.compile(r"\b(?:it|what)\s*$", re.IGNORECASE)
#: Not "in that regard", "achieving that goal".
_CLAUSE = re.compile(
    r"\b(?:(?<!\bin )(?<!\bto )(?<!\bof )(?<!\bon )(?<!\bfor )(?<!ing )that|which|who|whose|whereby|where)\b"
)
#: A verb of a clause that no singular subject of the present has: "that rivers can flow and recalls".
_NO_SINGULAR = re.compile(
    r"\b(?:has\s+(?:[a-z]+ly\s+)?(?:[a-z]+ed|been|become|made|led)|are|were|can|could|may|might|must|shall|should|will|would|have|do)\b"
)
#: A clause whose subject is plural: a singular verb behind it is not its own: "that the parties urged".
_PLURAL_SUBJECT = re.compile(
    r"\s+(?:the\s+|all\s+|many\s+|some\s+)?(?:[a-z-]+\s+)?(?:parties|countries|States|Governments)\s+[a-z]+ed\b"
)
#: A clause that a plural verb ends: "which were recognized, and considers".
_PLURAL_END = re.compile(r"\b(?:were|are|have\s+been)\s+[a-z]+ed,?\s*(?:and\s*)?$")
#: What stands behind a verb and behind no noun: "and notes that", "and welcomes in this regard the".
_VERBAL = re.compile(r"\s+(?:in\s+th(?:is|at)\s+(?:regard|respect)\s+)?(?:that|the|its|all|any)\b")
#: A verb of a clause, so that the clause needs none.
_FINITE = re.compile(_NO_SINGULAR.pattern + r"|\b(?:is|was|has|had|does|did)\b")
#: A clause so far no more than its subject and an aside: "that the Board, in its report".
_SUBJECT_ALONE = re.compile(
    r"\s+(?:[a-z]+ly\s+)?that\s+(?:the|this|its|that)\s+(?:[A-Z][\w’-]*|of|for|on|the|and|report|secretariat)"
    r"(?:\s+(?:[A-Z][\w’-]*|of|for|on|the|and|in))*,\s[^,;]+,?\s*"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
#: Words after which a form that is a noun too is one: "requests for assistance", "shocks and stresses,".
_NOUN_AFTER = re.compile(
    r"\s*(?:[,;.:)](?! (?:in|to|for) (?:this|that|these|those|particular))"
    r"|(?:for|from|of|by|made|received|submitted|contained|outlined|addressed|concerning|regarding|and|or|on|"
    r"in(?!\s+(?:particular|this|that|these|those)\b)|are|were|is|was|to\s+the\s+contrary)\b)"
)
_NOUNS = {
    "requests",
    "appeals",
    "demands",
    "notes",
    "stresses",
    "calls-for",
    "regrets",
    "supports",
    "welcomes",
    "hopes",
    "trusts",
    "refers",
    "honours",
    "grants",
    "proposes",
    "thanks",
    "reports",
    "shares",
    "mandates",
    "asks",
    "values",
    "objects",
}
#: "and welcomes and encourages the opening": a second verb shares what the first one takes.
_SHARES = re.compile(r"\s+and\s+(?:[a-z]+ly\s+)?[a-z]+s\s+(?:the|that|all|its)\b")
#: "encourages them to ensure": somebody addressed right after the verb, and what he is to do.
_ADDRESSED = re.compile(
    r"\s+(?:(?:all|the|those|other)\s+)*(?:them|it|[A-Z]\w+(?:[ -][A-Z]\w+)*"
    r"|(?:[a-z-]+\s+)?(?:States|Governments|parties|organs|bodies|partners|country|countries))\s+to\s+"
    r"(?!the\b|an?\b|its\b)[a-z]+"
)
#: What the organ says by such a verb: "considers that", "commits to taking".
_SAID = re.compile(r"\s+(?:that|itself|on)\b|\s+to\s+[a-z]+ing\b|,\s")
#: Of these, verbs that a comma and "and" part from the clause before them.
_PARTED = {
    *("supports", "considers", "commits", "agrees", "confirms", "believes", "concludes", "undertakes", "accepts"),
    *("approves", "rejects", "trusts", "hopes", "is-aware", "directs", "warns", "opposes"),
}
#: Verbs that other subjects use as often as the organ: they count only where a comma and "and" set them apart.
_COMMON = {
    "supports",
    "considers",
    "establishes",
    "continues",
    "remains-seized",
    "determines",
    "accepts",
    "extends",
    "refers",
    "respects",
    "confirms",
    "observes",
    "hopes",
    "trusts",
    "believes",
    "grants",
    "appoints",
    "elects",
    "adopts",
    "understands",
    "admits",
    "concludes",
    "strives",
    "undertakes",
    "commits",
    "shares",
    "proposes",
    "designates",
    "reserves",
    "is-aware",
    "agrees",
    "upholds",
    "mandates",
    "entrusts",
    "directs",
    "transmits",
    "warns",
    "approves",
    "rejects",
    "honours",
    "asks",
    "advises",
    "maintains",
    "objects",
    "values",
    "opposes",
    "revokes",
    "suspends",
    "assures",
    "subscribes",
    "repeats",
    "finds",
}


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
    for found in finder.later(text, first.end if first else 0):
        verb = _own_lead(text, found)
        if _is_act(text, verbs[-1] if verbs else None, verb, _quoted(text)) and (verbs or verb.verb.directive):
            verbs.append(verb)
    ends = [_joint_start(text, verb.lead) for verb in verbs[1:]] + [len(text)]
    return [ActFound(verb, end) for verb, end in zip(verbs, ends[: len(verbs)], strict=True)]


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
    if any(start < verb.start < end for start, end in quoted):
        return False
    left = text[max(0, verb.lead - 60) : verb.lead]
    joint = _COORDINATED.search(left)
    if not joint or not (joint["stop"] or joint["and"]) or _OTHER_SUBJECT.search(left[: joint.start()]):
        return False
    if not joint["stop"] and _PRONOUN.search(left[: joint.start()]):
        return False
    is_doubled = joint["and"] and joint["stop"] and _SHARES.match(text, verb.end)
    if verb.verb.slug in _NOUNS and not is_doubled and _NOUN_AFTER.match(text, verb.end):
        return False
    since = text[before.end if before else 0 : verb.lead]
    if not joint["stop"]:
        return _is_bare(text, since, verb) or _is_addressed(text, verb) or _is_anothers(text, since, verb)
    if not joint["and"] and _SUBJECT_ALONE.fullmatch(since) and not _FINITE.search(since):
        return False
    if verb.verb.slug in _COMMON and not (
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
    if len(clauses) != 1 or verb.verb.slug in _COMMON:
        return False
    if verb.verb.slug in _NOUNS and not _VERBAL.match(text, verb.end):
        return False
    if clauses[0][0] == "that" and verb.start > verb.lead:  # "and in this regard reaffirms"
        return True
    is_plural = _PLURAL_SUBJECT.match(since, clauses[0].end()) is not None
    return is_plural or _NO_SINGULAR.search(since, clauses[0].end()) is not None


def _is_parted(text: str, since: str, joint: re.Match[str], verb: VerbFound) -> bool:
    """Whether a verb that others use as well is the organ's here: told by what parts it from a clause before it."""
    clause = _CLAUSE.search(since)
    if clause is None:
        return bool(joint["and"]) or verb.verb.slug in _PARTED or _follows_directly(since)
    if verb.verb.slug not in _PARTED:
        return False
    if joint["stop"] == ";":
        return True
    is_added = verb.start > verb.lead or _SAID.match(text, verb.end) is not None
    is_that = not re.search(r"\b(?:which|who|whose)\b", since)
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
    says = verb.verb.slug in _PARTED and _SAID.match(text, verb.end) is not None
    return not _CLAUSE.search(since) and (says or verb.verb.slug not in _COMMON)


def _in_relative(since: str) -> bool:
    """Whether the words since the last act end in a relative clause that the verb may belong to: ", which notes"."""
    return re.search(r"(?:which|who)\s*$", since.rstrip(" ,")) is not None


def _quoted(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _QUOTED.finditer(text)]
