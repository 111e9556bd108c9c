"""Mandates: which acts ask an office of the Organization to do something, and what their words give of each element.

Data: `lod/data/mandates.toml`; source of the elements: A/RES/80/251, paragraph 5. Elements are words of an act that
asks an office, or that decides; clauses of money, review and end are elements too. What has no words has no element.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.duties import ASKING, first_match
from lod.data.authorities import load_authorities
from lod.data.mandates import clause_elements, cycle_rule, element_rules, office_types
from lod.data.phrases import Phrase
from lod.model.annotations import Act, MandateElement, Mention, Span
from lod.model.iris import below
from lod.model.typography import plain_signs

_OF_THE_ORGANIZATION = Phrase("mandates.of_the_organization")
_THAT_WHO = Phrase("mandates.that_who")
_STOP = Phrase("mandates.stop")
_MODAL = Phrase("mandates.modal")
_THOSE = Phrase("mandates.those")
_PAST = Phrase("mandates.past")
_SENTENCE_END = Phrase("mandates.sentence_end")
#: Families whose acts may say from what money something is paid, whomever they ask.
_PAYING = frozenset({"decide", "stress", *ASKING})
_MONEY = ("within-existing-resources", "voluntary-contributions")
#: The words of a call for contributions are at least so many.
_FEWEST = 3


def with_offices(acts: Iterable[Act], mentions: Sequence[Mention]) -> tuple[Act, ...]:
    """The acts, each with the mentions of the offices of the Organization that it asks."""
    by_place = {mention.place: mention for mention in mentions}
    at = {(mention.span.place, mention.span.start): mention for mention in mentions}
    offices = ((act, tuple(_offices(act, by_place, at))) for act in acts)
    return tuple(replace(act, offices=asked) if asked else act for act, asked in offices)


def _offices(act: Act, mentions: Mapping[str, Mention], at: Mapping[tuple[str, int], Mention]) -> Iterator[str]:
    if act.family in ASKING:
        yield from (place for place in act.addressing if _is_meant(mentions[place], mentions))
    if act.family in ("decide", *ASKING) and not act.addressing:
        verb, words = act.verb_span, act.span
        if who := _THAT_WHO.match(words.printed, verb.end - words.start):
            mention = at.get((words.place, words.start + who.end()))
            behind = mention.span.end - words.start if mention else 0
            is_told = act.family != "decide" or _MODAL.match(words.printed, behind)
            if mention and is_told and is_office(mention):
                yield mention.place


def who_is_to_act(act: Act) -> str:
    """Who is to do what an organ decides, as printed: "that the working group shall report"; "" where not told."""
    words = act.span.printed
    who = _THAT_WHO.match(words, act.verb_span.end - act.span.start) if act.family == "decide" else None
    modal = _MODAL.search(words, who.end()) if who else None
    named = words[who.end() : modal.start()] if who and modal else ""
    return "" if any(sign in named for sign in ",;:") else named


def _is_meant(mention: Mention, mentions: Mapping[str, Mention]) -> bool:
    """Whether a mention names an office, or takes up the one that was named last before it in its passage."""
    if not _THOSE.match(mention.span.printed):
        return is_office(mention)
    here = (one for one in mentions.values() if one.span.place == mention.span.place)
    before = [one for one in here if one.span.end <= mention.span.start and one.entity]
    return bool(before) and is_office(max(before, key=lambda one: one.span.start))


def is_office(mention: Mention) -> bool:
    """Whether a mention names an office of the Organization: by its kind in the tables, else by its own words."""
    known = load_authorities().get(mention.entity) if mention.entity else None
    if known:
        return known.actor_type in office_types()
    return _OF_THE_ORGANIZATION.search(mention.span.printed) is not None


def find_elements(acts: Sequence[Act], texts: Mapping[str, str]) -> tuple[MandateElement, ...]:
    """The elements of all acts, numbered in each passage, in the order of the text.

    `texts` are the passages in which the organ acts, by place: the points of a list belong to the act that opens it.
    """
    found: dict[str, list[_Stated]] = {place: [] for place in texts}
    for act, words in _readings(acts, texts):
        told = tuple(_of_clauses(act, words.place))
        found[words.place] += told
        found[words.place] += _of_words(act, words, [(one.span, one.kind) for one in told])
    return tuple(element for place, stated in found.items() for element in _numbered(place, stated))


class _Stated(Struct, frozen=True):
    """An element before it is numbered in its passage."""

    span: Span
    kind: str
    rule: str
    act: str


def _readings(acts: Sequence[Act], texts: Mapping[str, str]) -> Iterator[tuple[Act, Span]]:
    """Each act that mandates with its own words, and with those of each point of the list that it opens."""
    own: dict[str, list[Act]] = {}
    for act in acts:
        own.setdefault(act.performed_in, []).append(act)
    leads: dict[str, Act] = {}
    for place, text in texts.items():
        here = own.get(place, [])
        yield from ((act, act.span) for act in here if _mandates(act) or act.family in _PAYING)
        above = leads.get(place.rpartition(".")[0])
        if above is not None and (end := here[0].span.start if here else len(text)):
            yield above, Span(place, 0, end, text[:end])
        opening = here[-1] if here else above
        if opening is not None and _mandates(opening) and (text.rstrip().endswith(":") or opening is above):
            leads[place] = opening


def _mandates(act: Act) -> bool:
    return bool(act.offices) or act.family == "decide"


def _numbered(place: str, stated: Iterable[_Stated]) -> Iterator[MandateElement]:
    ordered = sorted(set(stated), key=lambda one: (one.span.start, -one.span.end, one.kind, one.act))
    for count, one in enumerate(ordered, 1):
        yield MandateElement(below(place, f"element{count}"), one.span, one.kind, one.rule, one.act)


def _of_clauses(act: Act, place: str) -> Iterator[_Stated]:
    """The elements that an act's clauses in a passage are."""
    if act.beneficiaries and act.span.place == place and (call := _call(act)):
        yield call
    for clause in act.clauses:
        kind = clause_elements().get(clause.kind)
        is_told = _mandates(act) or (act.family in _PAYING and clause.kind in _MONEY)
        if kind and is_told and clause.span.place == place:
            yield _Stated(clause.span, kind, clause.rule, act.place)
            if kind == "review":
                yield from _cycle(clause.span, act)


def _call(act: Act) -> _Stated | None:
    """The words by which an act asks for contributions to a fund."""
    words = act.span.printed
    found = first_match("contribution", plain_signs(words), 0, len(words))
    if found is None:
        return None
    rule, match = found
    end = _STOP.search(words, match.end())
    printed = words[match.start() : end.start() if end else len(words)]
    if len(printed.split()) < _FEWEST:
        end = _SENTENCE_END.search(words, match.end())
        printed = words[match.start() : end.start() if end else len(words)]
    start, printed = act.span.start + match.start(), printed.rstrip()
    span = Span(act.span.place, start, start + len(printed), printed)
    return _Stated(span, "voluntary-contributions", rule.id, act.place)


def _of_words(act: Act, words: Span, told: Sequence[tuple[Span, str]]) -> Iterator[_Stated]:
    """The elements that words of an act hold besides those that are told."""
    if not _mandates(act):
        return
    plain = plain_signs(words.printed)
    for rule in element_rules():
        if rule.may_match(plain):
            kind = str(rule.settings["kind"])
            for match in rule.pattern.finditer(plain):
                span = _span(words, match)
                is_past = kind == "timeline" and _PAST.search(plain, 0, match.start())
                if not is_past and not any(_holds(known, span) for known, other in told if _is_same(kind, other)):
                    yield _Stated(span, kind, rule.id, act.place)


def _is_same(kind: str, told: str) -> bool:
    """Whether an element of a kind may repeat one that a clause has told: by when within a review or an end."""
    return told == kind or (kind == "timeline" and told in ("review", "retirement"))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.place == inner.place and outer.start <= inner.start and inner.end <= outer.end


def _cycle(span: Span, act: Act) -> Iterator[_Stated]:
    rule = cycle_rule()
    if match := rule.pattern.search(plain_signs(span.printed)):
        yield _Stated(_span(span, match), "review-cycle", rule.id, act.place)


def _span(words: Span, match: re.Match[str]) -> Span:
    start, end = words.start + match.start(), words.start + match.end()
    printed = words.printed[match.start() : match.end()].rstrip()
    return Span(words.place, start, start + len(printed) if printed else end, printed)
