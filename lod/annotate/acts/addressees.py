"""Whom an act addresses: the noun phrases between its verb and what they are to do.

Governing text: the annotation rules for acts: phrases as printed, coordinations split, the article dropped, qualifiers
that limit the group kept. A name that the tables know is never split ("Food and Agriculture Organization").
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.acts import ActFound
from lod.annotate.acts.coordination import members
from lod.annotate.acts.infinitives import NO_VERB, find_infinitive
from lod.annotate.acts.noun_phrases import is_nobody, is_somebody, is_thing, without_lead
from lod.annotate.acts.verbs import VerbFound
from lod.annotate.names.find import Name, Names

#: Verbs of which somebody may be asked by "that": "recommends that the Conference continue".
_THAT = re.compile(
    r"(?:\s+(?:also|further|again|once\s+(?:more|again)))?(?:\s*,[^,]{1,80},|\s+(?:made\s+)?in\s+paragraphs?\s+[\w\s/()]{1,60}?)?\s+that\s+(?P<subject>(?:the\s+)?)"
)
#: An adjective: "be inclusive" is asked of somebody, "be strengthened" of nobody.
_QUALITY = r"[a-z]+(?:ive|ful|ant|ent|ble)\b"
#: What the subject of such a clause is to do, where no table names it: "that all parties to the conflict comply".
_TO_DO = re.compile(
    rf"""(?P<subject>[^;:.]{{3,180}}?),?\s+(?:(?:not|[a-z]+ly|urgently|also)\s+)*
    (?:must|shall|should|be(?=\s+{_QUALITY})
      |abide|accelerate|adhere|adopt|allow|appoint|cease|comply|consider|continue|convene|cooperate
      |desist|develop|direct|engage|ensure|establish|explore|facilitate|formulate|fulfil|give|guarantee|halt|hinder|hold|impede|implement|include
      |intensify|keep|lift|make|meet|observe|obstruct|participate|permit|prepare|promote|protect|provide|put|reaffirm|refrain
      |release|respect|respond|strengthen|submit|take|undertake|uphold|withdraw|work)\b(?!\s+be\b(?!\s+{_QUALITY}))""",
    re.VERBOSE,
)
_PRONOUN = re.compile(r"(?P<subject>he|she|they)\s+(?!be\b|[a-z]+ed\b|[a-z]+s\b)[a-z]+")
_AFTER_NAME = re.compile(rf"\s+(?:(?P<passive>(?:not\s+)?be(?!\s+{_QUALITY}))|and|or)\b|,")
_PASSIVE = re.compile(r"\bbe\s+(?:[a-z]+(?:ed|wn|en)|made|held|set|put)\b|\b(?:is|are|that|which|who)\s")
_THAT_VERBS = {
    *("recommends", "proposes", "suggests", "insists", "demands", "requests", "urges", "invites"),
    *("reiterates-request", "reiterates-call"),
}
_TO_VERBS = {"reiterates-request", "reiterates-call", "reiterates-invitation", "appeals"}
_FOR_VERBS = {"reiterates-call", "reiterates-request", "calls-for"}
#: What joins such a verb to whom it addresses: "appeals to", "appeals and calls upon".
_PREPOSITION = re.compile(
    r"(?:\s+(?:and\s+[a-z]+|in\s+th(?:is|at)\s+(?:regard|respect|connection))|,?\s+(?:made|addressed))?\s+(?:to|upon|on)\s+"
)
_LONGEST = 1000


class Addressee(Struct, frozen=True):
    """Words [start:end) of a paragraph that say whom an act addresses."""

    start: int
    end: int


def find_addressees(text: str, acts: Sequence[ActFound], names: Names) -> list[list[Addressee]]:
    """Whom each act of a paragraph addresses, in the order of the text; none where the verb takes a thing.

    "Invites and encourages all States to": a verb without words of its own addresses whom the next one does, or
    would: "encourages and supports men to".
    """
    found: list[list[Addressee]] = []
    later: ActFound | None = None
    for act in reversed(acts):
        is_joined = act.verb.verb.directive and not text[act.verb.end : act.end].strip(" ,")
        if is_joined and later and not later.verb.verb.directive:
            shared = replace(act, verb=replace(act.verb, end=later.verb.end), end=later.end)
            found.append(_addressees(text, shared, names))
        else:
            found.append(found[-1] if is_joined and found else _addressees(text, act, names))
        later = act
    return found[::-1]


def _addressees(text: str, act: ActFound, names: Names) -> list[Addressee]:
    return [
        Addressee(start, stop)
        for first, last in _phrases(text, act.verb, act.end, names)
        for start, stop in _members(text, first, last, names)
    ]


def _members(text: str, start: int, stop: int, names: Names) -> list[tuple[int, int]]:
    known = [Name(n.start + start, n.end + start, n.path) for n in names.find(text[start:stop])]
    opens = bool(known) and known[0].start - start <= len(" all the ")
    if not opens and is_thing(without_lead(text[start:stop].lstrip())):
        return []
    made = members(text, start, stop, known)
    return [whom for whom in made if not (is_thing(words := text[slice(*whom)]) or is_nobody(words))]


def _phrases(text: str, verb: VerbFound, end: int, names: Names) -> list[tuple[int, int]]:
    """Where the noun phrases stand: those before the first infinitive, and a later one with an infinitive of its own:
    "requests the Board to meet, and the Secretary-General to report"."""
    first = _phrase(text, verb, end, names)
    if first is None:
        return []
    made = [first]
    for joint in _GAPPED.finditer(text, first[1], end):
        if _ENABLED.search(text, max(first[1], joint.start() - _LONGEST_GROUP), joint.start()):
            continue
        name = next((name for name in names.find(text[joint.end() : end]) if name.start == 0), None)
        kind = _KIND_ALONE.match(text, joint.end() - len(" the "), end)
        stop = joint.end() + name.end if name else kind.end() if kind else None
        if (stop is None or find_infinitive(text, stop, end) != stop) and (group := _group(text, joint.end(), end)):
            stop = group
        if stop is not None and find_infinitive(text, stop, end) == stop:
            made.append((joint.end(), stop))
    return made


def _group(text: str, start: int, end: int) -> int | None:
    """Where a group of States or bodies ends that is told to do something of its own; None where it is somebody's
    object: "to help, and all States to comply" is, "to enable women, and all girls to learn" is not."""
    group = _GROUP.match(text, start, end)
    if group is None:
        return None
    stop = find_infinitive(text, group.start("rest"), end)
    words = text[start:stop] if stop else ""
    return (
        stop if words and len(words) < _LONGEST_GROUP and not re.search(r"[,;:]|\sand\s|\sin order$", words) else None
    )


_LONGEST_GROUP = 120
_GROUP = re.compile(
    r"(?:all|all other|those)\s(?:[a-z-]+\s){0,2}?(?:Member\s)?"
    r"(?P<rest>(?:States|Governments|countries|organizations|stakeholders|entities|parties|donors|actors)\b)"
)
#: Verbs that take somebody and an infinitive themselves.
_ENABLED = re.compile(
    r"\b(?:enabl|allow|help|encourag|urg|assist|requir|request|ask|invit|permit|support|caus|oblig|forc|call|empower)"
    r"(?:e|es|ing|s)?\b"
)
#: What stands before a second phrase that shares the verb.
_GAPPED = re.compile(r",\s+and\s+(?:the\s+)?(?=[A-Za-z])")


def _phrase(text: str, verb: VerbFound, end: int, names: Names) -> tuple[int, int] | None:
    """Where the noun phrases stand: from the verb to the infinitive, or to the colon of a list."""
    slug = verb.verb.slug
    if slug in _ASKING and (asked := _asked_of(text, verb, end, names)):
        return asked
    if slug in _THAT_VERBS and (that := _THAT.match(text, verb.end)) and not _THAT_BODY.match(text, that.end()):
        return _subject(text, that.end("subject"), end, names)
    if slug in _DECIDING and (told := _TOLD.match(text, verb.end, end)):
        return told.span("subject")
    if slug in _FOR_VERBS and (asked := _asked_for(text, verb, end, names)):
        return asked
    if not verb.verb.directive:
        return None
    start = verb.end
    if slug in _TO_VERBS:
        preposition = _PREPOSITION.match(text, start)
        if not preposition or _TO_VERB.match(text, preposition.end()):
            return None
        start = preposition.end()
    if text[start:end].lstrip().startswith(("that ", "for ")) and not _is_that_body(text, start, slug):
        return None
    stop = _aim(text, start, end, slug) or find_infinitive(text, start, end)
    if stop is None:
        stop = _colon_or_shared(text, start, end, names)
    return (start, stop) if stop is not None and stop - start < _LONGEST else None


#: "requests a briefing by the Secretariat", "that a report be submitted by the Board": who is to report.
_ASKED_OF = re.compile(
    r"(?:\s+(?:an?|the)\s+(?:(?!of\b)[a-z-]+\s+){0,3}(?:briefings?|reports?|updates?|information)\b(?!\s+of\b)"
    r"|\s+that\s+[^,;:.]{3,100}\sbe\s+(?:submitted|presented|prepared|provided)\b)"
    r"[^,;:.]{0,80}?\s(?:by|from)\s+(?:the\s+)?"
)
_ASKING = {"requests", "reiterates-request"}


def _asked_of(text: str, verb: VerbFound, end: int, names: Names) -> tuple[int, int] | None:
    """The name behind what is to be reported: "requests an informal briefing from the Secretary-General"."""
    found = _ASKED_OF.match(text, verb.end, end)
    if found is None:
        return None
    name = next((name for name in names.find(text[found.end() : end]) if name.start == 0), None)
    kind = _KIND_ALONE.match(text, found.end() - len(" the "), end)
    stop = found.end() + name.end if name else kind.end() if kind else None
    return (found.end(), stop) if stop else None


#: "Appeals to States for the maintenance of aid": whom something is asked of by a noun.
_ASKED_FOR = re.compile(r"(?P<whom>[^;:.]{3,160}?)\s+for\s+(?:(?:the|an?|their|its)\s+)?(?P<thing>[a-z][^,;:.]{3,80})")
_WITH_FOR = {"appeals", "calls-upon", "invites", "reiterates-call"}


def _aim(text: str, start: int, end: int, slug: str) -> int | None:
    """Where it is said what they are asked for, if that is no infinitive: "calls upon donors | for support"."""
    if slug not in _WITH_FOR or not (found := _ASKED_FOR.match(text, start, end)):
        return None
    whom, first = without_lead(found["whom"].strip()), find_infinitive(text, start, end)
    is_aim = is_somebody(whom.split(" and ")[-1]) and is_somebody(whom) and is_thing(found["thing"])
    return found.end("whom") if is_aim and (first is None or text[first] == ",") else None


#: "decides that the working group shall submit its report": who is told to report.
_DECIDING = {"decides", "resolves", "agrees"}
_TOLD = re.compile(
    r"(?:,[^,;]{1,80},)?\s+that\s+(?P<subject>(?:the\s)?[^,;:]{3,120}?)\s+(?:shall|should|will|must)\s+"
    r"(?:(?:also|regularly|annually|continue to)\s+)?(?:submit|present|transmit|report|brief|prepare)\b"
)


#: "its call to convene": what is asked, not who.
_TO_VERB = re.compile(rf"{NO_VERB}[a-z]+\s(?:the|an?|its|their|all|any|in|on|for|with|upon|at|from)\s")


#: "encourages that Division to": a body, no clause.
_THAT_BODY = re.compile(
    r"(?:Agency|Assembly|Board|Body|Bureau|Centre|Commission|Committee|Conference|Council|Department|Division|Fund|Group"
    r"|Institute|Office|Organization|Programme|Secretariat|State|Territory|Unit)\s+to\b"
)
#: Verbs with a preposition, behind which no clause stands: "calls upon that State to".
_TAKES_NO_CLAUSE = {"calls-upon", *_TO_VERBS}


def _is_that_body(text: str, start: int, slug: str) -> bool:
    """Whether the words from `start` on point at somebody by "that": "calls upon that State to"."""
    words = text[start : start + _LONGEST_GROUP].lstrip()
    return words.startswith("that ") and (slug in _TAKES_NO_CLAUSE or _THAT_BODY.match(words, len("that ")) is not None)


def _asked_for(text: str, verb: VerbFound, end: int, names: Names) -> tuple[int, int] | None:
    """ "Reiterates its call for the Secretary-General to continue": a name, and right behind it what it is to do."""
    start = verb.end if verb.printed.endswith(" for") else verb.end + len(" for")
    if not text.endswith(" for", 0, start):
        return None
    name = next(iter(names.find(text[start:end])), None)
    named = name is not None and not without_lead(text[start : start + name.start].lstrip())
    kind = _KIND_ALONE.match(text, start, end)
    stop = start + name.end if named and name else kind.end() if kind else None
    if (stop is None or find_infinitive(text, stop, end) != stop) and (group := _ACTIVE_GROUP.match(text, start, end)):
        stop = group.end("whom")
    if stop is None or text.startswith(" to be ", stop):
        return None
    return (start, stop) if find_infinitive(text, stop, end) == stop else None


#: "for relevant entities, including the Board, to support": a group, and an aside, before what they are to do.
_ACTIVE_GROUP = re.compile(
    r"(?P<whom>\s(?:(?:all|the|relevant|other|concerned|interested|United Nations(?: system)?|Member)\s){0,4}"
    r"(?:States|Governments|organizations|entities|agencies|stakeholders|parties|donors)"
    r"(?:,\sincluding\s[^;:]{3,160}?(?=,\sto\s))?)(?=,?\sto\s(?!be\b|have\b))"
)


#: "the Fund", "the Commission": a body by its kind.
_KIND_ALONE = re.compile(r"\s+the\s+[A-Z][a-z]+\b")


def _colon_or_shared(text: str, start: int, end: int, names: Names) -> int | None:
    """ "Requests the Secretary-General:" before a list; "requests the Secretary-General and invites ... to"."""
    words = text[start:end].rstrip()
    if words.endswith(":"):
        return start + len(words[:-1].removesuffix(" to"))
    if end == len(text) or len(words) > _LONGEST_SHARED:
        return None
    whom = _members(text, start, end, names)
    shared = bool(whom) and all(names.resolve(text[slice(*span)]) or is_somebody(text[slice(*span)]) for span in whom)
    return end if shared else None


_LONGEST_SHARED = 240


def _subject(text: str, start: int, end: int, names: Names) -> tuple[int, int] | None:
    """The subject of a that-clause: a name, or all before what is to be done: "that all parties comply"."""
    name = next((name for name in names.find(text[start:end]) if name.start == 0), None)
    after = _AFTER_NAME.match(text[start + name.end : end]) if name else None
    if after and after["passive"]:
        return None
    if name and not after:
        return (start, start + name.end)
    at = text.rfind("that", 0, start) + len("that ")
    if he := _PRONOUN.match(text, at, end):
        return he.span("subject")
    found = _TO_DO.match(text, at, end)
    if found and not _PASSIVE.search(found["subject"]) and is_somebody(without_lead(found["subject"])):
        return found.span("subject")
    return (start, start + name.end) if name else None
