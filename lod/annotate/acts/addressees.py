"""Addressees of an act: the noun phrases between its verb and what they are asked to do.

Governing text: `docs/acts.md`: phrases as printed, coordinations split, the article dropped, qualifiers
that limit the group kept. A name that the tables know is never split ("Food and Agriculture Organization").
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.acts import ActFound
from lod.annotate.acts.coordination import members
from lod.annotate.acts.duties import TO_ASK
from lod.annotate.acts.infinitives import find_infinitive
from lod.annotate.acts.noun_phrases import is_nobody, is_somebody, is_thing, without_lead
from lod.annotate.acts.verbs import Trait, VerbFound
from lod.annotate.names.find import Name, Names
from lod.data.phrases import Phrase

_THAT = Phrase("addressees.that")
_TO_DO = Phrase("addressees.to_do")
_PRONOUN = Phrase("addressees.pronoun")
_AFTER_NAME = Phrase("addressees.after_name")
_PASSIVE = Phrase("addressees.passive")
_PREPOSITION = Phrase("addressees.preposition")
_GROUP = Phrase("addressees.group")
_GROUP_END = Phrase("addressees.group_end")
_ENABLED = Phrase("addressees.enabled")
_GAPPED = Phrase("addressees.gapped")
_ASKED_OF = Phrase("addressees.asked_of")
_ASKED_FOR = Phrase("addressees.asked_for")
_TO_VERB = Phrase("addressees.to_verb")
_THAT_BODY = Phrase("addressees.that_body")
_ACTIVE_GROUP = Phrase("addressees.active_group")
_KIND_ALONE = Phrase("addressees.kind_alone")
_TAIL = Phrase("addressees.tail")
_LEAD = Phrase("addressees.lead")
_TAILLESS = Phrase("addressees.tailless")
_BETWEEN = Phrase("addressees.between")
_LEAD_ADJECTIVE = Phrase("addressees.lead_adjective")
#: Verbs with a preposition, behind which no clause stands: "calls upon that State to".
_TAKES_NO_CLAUSE = (Trait.TAKES_NO_CLAUSE, Trait.ASKS_TO)
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


def with_tails(text: str, addressed: Sequence[Addressee]) -> list[str]:
    """The words of each addressee with what the members of a coordination share: the last one's tail, the first one's
    "United Nations".

    >>> words = "all organizations and bodies of the United Nations system"
    >>> with_tails(words, [Addressee(0, 17), Addressee(22, len(words))])
    ['all organizations of the United Nations system', 'bodies of the United Nations system']
    >>> words = "relevant United Nations funds and agencies"
    >>> with_tails(words, [Addressee(0, 29), Addressee(34, len(words))])
    ['relevant United Nations funds', 'United Nations agencies']
    >>> words = "States and international institutions and organizations"
    >>> with_tails(words, [Addressee(0, 6), Addressee(11, 37), Addressee(42, len(words))])
    ['States', 'international institutions', 'international organizations']
    """
    made: list[str] = []
    tail, later = "", len(text)
    for whom in reversed(addressed):
        words = text[whom.start : whom.end]
        is_joined = _BETWEEN.fullmatch(text, whom.end, later) is not None
        found = _TAIL.search(words)
        tail = found[0] if found else tail if is_joined and _TAILLESS.fullmatch(words) else ""
        made.append(words if found else words + tail)
        later = whom.start
    return _with_leads(text, addressed, made[::-1])


def _with_leads(text: str, addressed: Sequence[Addressee], made: list[str]) -> list[str]:
    """The words with the "United Nations" of a kind of bodies before them in the same coordination."""
    lead, end = "", 0
    for number, whom in enumerate(addressed):
        is_joined = _BETWEEN.fullmatch(text, end, whom.start) is not None
        found = _LEAD.match(made[number])
        lead = found["lead"] if found else lead if is_joined and _TAILLESS.fullmatch(made[number]) else ""
        if lead and not found and " " not in made[number]:
            made[number] = lead + made[number]
        end = whom.end
    return _with_adjectives(text, addressed, made)


def _with_adjectives(text: str, addressed: Sequence[Addressee], made: list[str]) -> list[str]:
    """The words with the adjective of the kind of bodies that an "and" joins them to."""
    for number, (before, whom) in enumerate(pairwise(addressed), 1):
        found = _LEAD_ADJECTIVE.match(made[number - 1])
        if found and " " not in made[number] and _TAILLESS.fullmatch(made[number]):
            is_joined = text[before.end : whom.start] == " and "
            made[number] = found["lead"] + made[number] if is_joined else made[number]
    return made


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
        name = names.first(text, joint.end(), end)
        kind = _KIND_ALONE.match(text, joint.end() - len(" the "), end)
        stop = joint.end() + name.end if name else kind.end() if kind else None
        if (stop is None or find_infinitive(text, stop, end) != stop) and (group := _group(text, joint.end(), end)):
            stop = group
        if joint["upon"] and stop is None:
            stop = _somebody(text, joint.end(), end)
        if stop is not None and find_infinitive(text, stop, end) == stop:
            made.append((joint.end(), stop))
    return made


def _somebody(text: str, start: int, end: int) -> int | None:
    """Where a phrase of people or bodies ends before its infinitive: "and upon | its members | to attend"."""
    stop = find_infinitive(text, start, end)
    return stop if stop and stop - start < _LONGEST_GROUP and is_somebody(without_lead(text[start:stop])) else None


def _group(text: str, start: int, end: int) -> int | None:
    """Where a group of States or bodies ends that is told to do something of its own; None where it is somebody's
    object: "to help, and all States to comply" is, "to enable women, and all girls to learn" is not."""
    group = _GROUP.match(text, start, end)
    if group is None:
        return None
    stop = find_infinitive(text, group.start("rest"), end)
    words = text[start:stop] if stop else ""
    is_alone = bool(words) and len(words) < _LONGEST_GROUP and not _GROUP_END.search(words)
    return stop if is_alone else None


_LONGEST_GROUP = 120


def _phrase(text: str, verb: VerbFound, end: int, names: Names) -> tuple[int, int] | None:
    """Where the noun phrases stand: from the verb to the infinitive, or to the colon of a list."""
    traits = verb.verb.traits
    if Trait.ASKS_FOR_REPORTS in traits and (asked := _asked_of(text, verb, end, names)):
        return asked
    if Trait.ASKS_THAT in traits and (that := _THAT.match(text, verb.end)) and not _THAT_BODY.match(text, that.end()):
        return _subject(text, that.end("subject"), end, names)
    if Trait.ASKS_FOR in traits and (asked := _asked_for(text, verb, end, names)):
        return asked
    start = verb.end
    if not verb.verb.directive:
        to_ask = TO_ASK.match(text, start, end) if verb.verb.family == "decide" else None
        if to_ask is None:
            return None
        start = to_ask.end()
    if Trait.ASKS_TO in traits:
        preposition = _PREPOSITION.match(text, start)
        if not preposition or _TO_VERB.match(text, preposition.end()):
            return None
        start = preposition.end()
    if text[start:end].lstrip().startswith(("that ", "for ")) and not _is_that_body(text, start, traits):
        return None
    stop = _aim(text, start, end, traits) or find_infinitive(text, start, end)
    if stop is None:
        stop = _colon_or_shared(text, start, end, names)
    return (start, stop) if stop is not None and stop - start < _LONGEST else None


def _asked_of(text: str, verb: VerbFound, end: int, names: Names) -> tuple[int, int] | None:
    """The name behind what is to be reported: "requests an informal briefing from the Secretary-General"."""
    found = _ASKED_OF.match(text, verb.end, end)
    if found is None:
        return None
    name = names.first(text, found.end(), end)
    kind = _KIND_ALONE.match(text, found.end() - len(" the "), end)
    stop = found.end() + name.end if name else kind.end() if kind else None
    return (found.end(), stop) if stop else None


def _aim(text: str, start: int, end: int, traits: frozenset[Trait]) -> int | None:
    """Where it is said what they are asked for, if that is no infinitive: "calls upon donors | for support"."""
    if Trait.ASKS_BY_NOUN not in traits or not (found := _ASKED_FOR.match(text, start, end)):
        return None
    whom, first = without_lead(found["whom"].strip()), find_infinitive(text, start, end)
    is_aim = is_somebody(whom.split(" and ")[-1]) and is_somebody(whom) and is_thing(found["thing"])
    return found.end("whom") if is_aim and (first is None or text[first] == ",") else None


def _is_that_body(text: str, start: int, traits: frozenset[Trait]) -> bool:
    """Whether the words from `start` on point at somebody by "that": "calls upon that State to"."""
    words = text[start : start + _LONGEST_GROUP].lstrip()
    return words.startswith("that ") and (
        not traits.isdisjoint(_TAKES_NO_CLAUSE) or _THAT_BODY.match(words, len("that ")) is not None
    )


def _asked_for(text: str, verb: VerbFound, end: int, names: Names) -> tuple[int, int] | None:
    """ "Reiterates its call for the Secretary-General to continue": a name, and right behind it what it is to do."""
    start = verb.end if verb.phrase.endswith(" for") else verb.end + len(" for")
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
    name = names.first(text, start, end)
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
