"""Duties besides reports: agenda items, calls for contributions, clauses of money, time and review.

Data: `lod/data/duties.toml`. Governing text: `docs/acts.md`. Only what the act's own words say.
"""

import re
from functools import cache

from lod.data.files import data
from lod.data.ordinals import parse_ordinal
from lod.data.phrases import Phrase
from lod.data.rules import Rule, RuleSet, load_rules
from lod.model.annotations import AgendaInclusion, Clause, Span
from lod.model.typography import plain_signs

#: Families whose acts ask somebody for something.
ASKING = frozenset({"request", "call", "invite"})
#: Behind a verb of deciding: who decides to ask asks.
TO_ASK = Phrase("reports.to_ask")
_SPANS = {"Day": "day", "Week": "week", "Year": "year", "Years": "year", "Decade": "decade"}


@cache
def duty_rules(group: str) -> tuple[Rule, ...]:
    """The rules of a group, in the file's order."""
    return tuple(rule for rule in _rules() if rule.settings["group"] == group)


@cache
def _rule_set(group: str) -> RuleSet:
    return RuleSet.of(duty_rules(group))


@cache
def _rules() -> tuple[Rule, ...]:
    return load_rules(data("duties.toml"))


def first_match(group: str, text: str, start: int, end: int) -> tuple[Rule, re.Match[str]] | None:
    """The first match of a group's rules in text[start:end)."""
    first = None
    for rule in _rule_set(group).that_may_match(text[start:end]):
        match = rule.pattern.search(text, start, end)
        if match and (first is None or match.start() < first[1].start()):
            first = rule, match
    return first


def find_agenda(text: str, start: int, end: int, family: str) -> tuple[AgendaInclusion, str] | None:
    """The agenda inclusion in an act, and the rule that found it."""
    if family not in ("decide", "request"):
        return None
    found = first_match("agenda", text, start, end)
    if found is None:
        return None
    rule, match = found
    number = parse_ordinal(match["ordinal"])
    item, sub_item = (first_match(group, text, match.start(), end) for group in ("item", "sub_item"))
    titles = [title[1]["title"].strip() if title else None for title in (item, sub_item)]
    return AgendaInclusion(str(number) if number else None, *titles), rule.id


def is_contribution_call(text: str, start: int, end: int, family: str) -> bool:
    """Whether an act asks somebody for money or help in kind."""
    return family in ASKING and first_match("contribution", text, start, end) is not None


def find_clauses(text: str, place: str, start: int, end: int, family: str) -> tuple[Clause, ...]:
    """The clauses of money, time and observance in an act of a family, in the order of the text.

    Reviews, ends and observances that an act only speaks of are none: their rules name the families that make them.
    """
    words = plain_signs(text[start:end])
    found: list[Clause] = []
    for rule in _clause_rules(family).that_may_match(words):
        found += (_clause(rule, m, text, place, start) for m in rule.pattern.finditer(words))
    return tuple(sorted(found, key=lambda clause: clause.span.start))


@cache
def _clause_rules(family: str) -> RuleSet:
    """The rules of clauses that acts of a family may hold."""
    rules = (*duty_rules("clause"), *duty_rules("observance"))
    return RuleSet.of(rule for rule in rules if family in rule.settings.get("families", (family,)))


def _clause(rule: Rule, match: re.Match[str], text: str, place: str, offset: int) -> Clause:
    observed = "what" in match.groupdict()
    first, last = (offset + at for at in match.span("what" if observed else 0))
    kind = _SPANS[match["span"]] if observed else str(rule.settings["kind"])
    return Clause(kind, Span(place, first, last, text[first:last]), rule.id)
