"""What an act puts on somebody: a report, an agenda item, a contribution, a clause of money or time.

Data: `lod/data/duties.toml`. Governing text: the annotation rules for acts. Only what the act's own words say: a body
or session that they do not name stays empty.
"""

import re
from dataclasses import dataclass
from functools import cache

from lod.annotations import AgendaInclusion, Clause, ReportRequest, Span
from lod.dates import parse_date
from lod.layers.names import Name, Names
from lod.ordinals import parse_ordinal
from lod.resources import data
from lod.rules import Rule, load_rules

#: Families whose acts ask somebody for something.
ASKING = frozenset({"request", "call", "invite"})
_DELIVERABLE = re.compile(
    r"(?<!part of )(?<!within )(?<!in )\b(?:a|an|his|her|its|their|the)\s+"
    r"(?P<noun>(?:(?!(?:at|to|of|on|in|by|for|as|the|that|its|session)\b)[\w’-]+\s+){0,8}?"
    r"(?:reports?|proposals?|updates?|information|plan|study|recommendations|briefings?|elements|findings|assessment|"
    r"overview|summary)\b[^,;.]*?)"
    r"(?=\s+(?:at|to the [A-Z]|by (?:no|the end|\d+)|no later|that include|during|before)\b|[,;.]|$)"
)
#: What others may do is no report asked for: "mechanisms which allow migrants to report abuses".
_ANOTHERS = re.compile(r"\b(?:allow|enable|permit)(?:s|ing)?\s+[^,;]{0,40}$")
_SPANS = {"Day": "day", "Week": "week", "Year": "year", "Decade": "decade"}


@dataclass(frozen=True, slots=True)
class Body:
    """The body to which something is reported: words [start:end) and what they name."""

    start: int
    end: int
    path: str | None


@dataclass(frozen=True, slots=True)
class ReportFound:
    """A report request, the rule that found it, and the body's words."""

    request: ReportRequest
    rule: str
    body: Body | None


@cache
def _rules(group: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules(data("duties.toml")) if rule.settings["group"] == group)


def find_report(text: str, start: int, end: int, family: str, names: Names) -> ReportFound | None:
    """The report request in the act text[start:end); None where it asks for none."""
    if family not in ASKING:
        return None
    found = _first("report", text, start, end)
    if found is None or _ANOTHERS.search(text, start, found[1].start()):
        return None
    rule, match = found
    body = _body(text, match.start(), end, names)
    session = _session(text, match.start(), end)
    date = _last(_rules("date")[0].pattern, text, match.start(), end)
    deliverable = _DELIVERABLE.search(text, match.start(), end)
    frequency = _rules("frequency")[0].pattern.search(text, match.start(), end)
    counted = _rules("counted")[0].pattern.search(text, match.start(), end)
    printed = date["date"] if date else counted[0] if counted else None
    request = ReportRequest(
        text[body.start : body.end] if body else None,
        body.path if body else None,
        session,
        parse_date(printed) if printed else None,
        printed,
        deliverable["noun"].strip() if deliverable else None,
        frequency["frequency"] if frequency else None,
    )
    return ReportFound(request, rule.id, body)


def find_agenda(text: str, start: int, end: int, family: str) -> tuple[AgendaInclusion, str] | None:
    """The agenda inclusion in an act, and the rule that found it."""
    if family not in ("decide", "request"):
        return None
    found = _first("agenda", text, start, end)
    if found is None:
        return None
    rule, match = found
    number = parse_ordinal(match["ordinal"])
    item, sub_item = (_first(group, text, match.start(), end) for group in ("item", "sub_item"))
    titles = [title[1]["title"].strip() if title else None for title in (item, sub_item)]
    return AgendaInclusion(str(number) if number else None, *titles), rule.id


def is_contribution_call(text: str, start: int, end: int, family: str) -> bool:
    """Whether an act asks somebody for money or help in kind."""
    return family in ASKING and _first("contribution", text, start, end) is not None


def find_clauses(text: str, place: str, start: int, end: int) -> tuple[Clause, ...]:
    """The clauses of money, time and observance in an act, in the order of the text."""
    words = text[start:end]
    found = [
        Clause(str(rule.settings["kind"]), Span(place, m.start(), m.end(), m[0]), rule.id)
        for rule in _rules("clause")
        if rule.may_match(words)
        for m in rule.pattern.finditer(text, start, end)
    ]
    for rule in _rules("observance"):
        if rule.may_match(words):
            for m in rule.pattern.finditer(text, start, end):
                span = Span(place, m.start("what"), m.end("what"), m["what"])
                found.append(Clause(_SPANS[m["span"]], span, rule.id))
    return tuple(sorted(found, key=lambda clause: clause.span.start))


def _first(group: str, text: str, start: int, end: int) -> tuple[Rule, re.Match[str]] | None:
    """The first match of a group's rules in the act."""
    words = text[start:end]
    rules = (rule for rule in _rules(group) if rule.may_match(words))
    found = [(m, rule) for rule in rules if (m := rule.pattern.search(text, start, end))]
    if not found:
        return None
    match, rule = min(found, key=lambda pair: pair[0].start())
    return rule, match


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(text, start, end):  # noqa: B007  # the last one is what is wanted
        pass
    return last


def _session(text: str, start: int, end: int) -> str | None:
    """The number of the first session named after the report: another body's where that body is named before it."""
    for match in _rules("session")[0].pattern.finditer(text, start, end):
        number = parse_ordinal(match["ordinal"])
        if number:
            kind = match["kind"].split()
            return f"{'ES-' if 'emergency' in kind else 'S-' if 'special' in kind else ''}{number}"
    return None


def _body(text: str, start: int, end: int, names: Names) -> Body | None:
    """The body to which the report goes: the first name after "to the"."""
    for to in _rules("body")[0].pattern.finditer(text, start, end):
        name = _name_at(text, to.end(), end, names)
        if name is None:
            words = re.compile(r"(?:[A-Z][\w’-]+(?:\s+(?=[A-Z]))?)+").match(text, to.end(), end)
            return Body(words.start(), words.end(), None) if words else None
        return Body(to.end() + name.start, to.end() + name.end, name.path)
    return None


def _name_at(text: str, start: int, end: int, names: Names) -> Name | None:
    return next((name for name in names.find(text[start : min(end, start + 200)]) if name.start == 0), None)
