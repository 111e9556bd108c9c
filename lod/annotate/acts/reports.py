"""Report requests: what an act asks to be reported, to whom, when and how often.

Data: `lod/data/duties.toml`. Governing text: `docs/acts.md`. Only what the act's own words say: a body
or session that they do not name stays empty. An act has one request, the first that it makes, and further ones where
what it also asks to be reported has a receiver of its own.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.deliverables import find_deliverable
from lod.annotate.acts.duties import ASKING, TO_ASK, duty_rules, first_match
from lod.annotate.names.find import Name, Names
from lod.data.calendar import parse_date
from lod.data.ordinals import parse_ordinal
from lod.data.phrases import Phrase
from lod.data.rules import Rule
from lod.model.annotations import ReportRequest
from lod.model.iris import ASSEMBLY

_ANOTHERS = Phrase("reports.anothers")
_THAT = Phrase("reports.that")
_THROUGH = Phrase("reports.through")
_CONSIDERED = Phrase("reports.considered")
_WITH = Phrase("reports.with")
_SESSION_OF = Phrase("reports.session_of")
_TOLD = Phrase("reports.told")
_AND_TO = Phrase("reports.and_to")
_THEN_TO = Phrase("reports.then_to")
_TO_FIRST = Phrase("reports.to_first")
_FOR_CONSIDERATION = Phrase("reports.for_consideration")
_TRANSMITTED = Phrase("reports.transmitted")
_PARTICIPANTS = Phrase("reports.participants")
_SECOND = Phrase("reports.second")
_INTO_STORE = Phrase("reports.into_store")
_ASSEMBLY = ("General Assembly", "Assembly")
#: How far the number of the Assembly's session may be from that of the session in which it asks: one is held a year.
_BEFORE, _AHEAD = 5, 12
#: How far behind a body its session may be named.
_REACH = 120
#: The longest words before a session that say whose it is.
_LEAD = 400


class Body(Struct, frozen=True):
    """The body to which something is reported: words [start:end) and what they name."""

    start: int
    end: int
    path: str | None


class ReportFound(Struct, frozen=True):
    """A report request, the rule that found it, and the body's words."""

    request: ReportRequest
    rule: str
    body: Body | None
    others: tuple[Body, ...] = ()  # that the same words join with it
    further: tuple["ReportFound", ...] = ()
    start: int = 0  # where the words of a further one begin: its joint, or its point's
    end: int = 0

    @property
    def is_due(self) -> bool:
        """Whether it says to whom or when."""
        return bool(self.body or self.request.session or self.request.date_printed)

    def settled(self, path: str | None) -> "ReportFound":
        """The same with what its body's words name."""
        body = replace(self.body, path=path) if self.body else None
        also = tuple(dict.fromkeys(other.path for other in self.others if other.path and other.path != path))
        return replace(self, body=body, request=replace(self.request, to_entity=path, also_to=also))


def find_report(
    text: str, start: int, end: int, family: str, names: Names, own: int | None = None
) -> ReportFound | None:
    """The report request in the act text[start:end); None where it asks for none.

    `own` is the session of the Assembly in which it asks: a far number is no session of the Assembly.
    """
    found = _asked(text, start, end, family)
    if found is None:
        return None
    rule, match = found
    if (second := _SECOND.search(text, match.end(), end)) and (
        further := _further(text, second.start(), end, names, own)
    ):
        first = _read(text, rule, match, second.start(), names, own)
        if first and _are_two(text, first.body, further.body):
            return replace(first, further=(further,))
    return _read(text, rule, match, end, names, own)


def _further(text: str, start: int, end: int, names: Names, own: int | None) -> ReportFound | None:
    """What the words from a joint on ask to be reported, as if nothing stood before them."""
    asked = _first_asked("report", text, start, end)
    found = _read(text, *asked, end, names, own) if asked else None
    return replace(found, start=start, end=end) if found else None


def _are_two(text: str, one: Body | None, other: Body | None) -> bool:
    """Whether two receivers are named, and are not one body in other words: "the General Assembly", "the Assembly"."""
    if one is None or other is None:
        return False
    if one.path and other.path:
        return one.path != other.path
    printed, again = (text[body.start : body.end] for body in (one, other))
    return printed not in again and again not in printed


def _read(text: str, rule: Rule, match: re.Match[str], end: int, names: Names, own: int | None) -> ReportFound | None:
    """The request whose words of asking are given; None where what is submitted is no account."""
    deliverable = find_deliverable(text, match.start(), match.end(), end)
    if deliverable and _is_no_account(deliverable):
        return None
    sessions = [
        (at, number) for at, number, is_due in _sessions(text, match.start(), end) if is_due or _is_near(number, own)
    ]
    at, session = sessions[0] if sessions else (end, None)
    body = _body(text, match.start(), end, at, names)
    if body and own and text[body.start : body.end] in _ASSEMBLY:
        session = next((number for _, number in sessions if _is_near(number, own)), None)
    printed = _time(text, match.start(), end) or (None if session else _unnumbered(text, match.start(), end))
    second = _SECOND.search(text, match.end(), end) if session or printed or body else None
    frequency = duty_rules("frequency")[0].pattern.search(text, match.start(), second.start() if second else end)
    request = ReportRequest(
        text[body.start : body.end] if body else None,
        body.path if body else None,
        session,
        parse_date(printed) if printed else None,
        printed,
        deliverable,
        frequency["frequency"] if frequency else None,
        later_sessions=_later_sessions(text, at, end) if session else (),
        session_of=_held_by(text, at, end, body, names) if session and body else None,
    )
    return ReportFound(request, rule.id, body, _others(text, body, match, end, names) if body else ())


def _later_sessions(text: str, session: int, end: int) -> tuple[str, ...]:
    """The numbers joined with that of the session named at a place; what is said "respectively" is of several bodies.

    >>> words = "at its eightieth and eighty-first sessions"
    >>> _later_sessions(words, 0, len(words)), _later_sessions(f"{words}, respectively", 0, len(words) + 14)
    (('81',), ())
    """
    named = duty_rules("session")[0].pattern.match(text, session, end)
    if named is None or not named["ordinal"] or text.startswith(", respectively", named.end()):
        return ()
    numbers = (parse_ordinal(word) for word in text[named.end("ordinal") : named.end()].replace(",", " ").split())
    return tuple(str(number) for number in numbers if number)


def _held_by(text: str, session: int, end: int, to: Body, names: Names) -> str | None:
    """The body that is named right behind a session, where it is another than the one reported to."""
    holder = _meeting(text, session, end, names)
    if holder is None:
        return None
    path = f"actor/{ASSEMBLY}" if text[holder.start : holder.end] in _ASSEMBLY else holder.path
    return path if path != to.path else None


def _is_no_account(deliverable: str) -> bool:
    """Whether what is submitted is a list of who may take part, or goes into a store of data."""
    return (_PARTICIPANTS.match(deliverable) or _INTO_STORE.search(deliverable)) is not None


def _is_near(number: str | None, own: int | None) -> bool:
    """Whether a session of the Assembly can have a number, seen from `own`; special ones are not told."""
    if not number or not own:
        return False
    return not number.isdigit() or own - _BEFORE <= int(number) <= own + _AHEAD


def _asked(text: str, start: int, end: int, family: str) -> tuple[Rule, re.Match[str]] | None:
    """The first words that ask for a report, passing over what others are to report.

    Who decides asks by a clause only ("decides that the Board shall report"), or decides to ask.
    """
    if family == "decide" and (to_ask := TO_ASK.match(text, start, end)):
        start, family = to_ask.end(), "request"
    groups = ["report"] if family in ASKING else []
    if (groups or family == "decide") and _THAT.match(text, start, end):
        groups.append("that")
    found = [asked for group in groups if (asked := _first_asked(group, text, start, end))]
    return min(found, key=lambda asked: asked[1].start()) if found else None


def _first_asked(group: str, text: str, start: int, end: int) -> tuple[Rule, re.Match[str]] | None:
    while found := first_match(group, text, start, end):
        if not _ANOTHERS.search(text, start, found[1].start()):
            return found
        start = found[1].end()
    return None


def _time(text: str, start: int, end: int) -> str | None:
    """The last date named, or a time that is counted: "within six months"."""
    last = None
    for last in duty_rules("date")[0].pattern.finditer(text, start, end):  # noqa: B007 the last one is wanted
        pass
    if last:
        return last["date"] or last["month"] or last["quarter"] or last["year"]
    counted = duty_rules("counted")[0].pattern.search(text, start, end)
    return counted[0] if counted and not _TOLD.search(text, start, counted.start()) else None


def _unnumbered(text: str, start: int, end: int) -> str | None:
    """The words of a session or meeting that has no number: "before its next session"."""
    found = duty_rules("unnumbered")[0].pattern.search(text, start, end)
    return found["words"] if found else None


def _sessions(text: str, start: int, end: int) -> Iterator[tuple[int, str | None, bool]]:
    """Where sessions after the report are named, with their numbers, and whether nothing says that they are another's.

    "That session" is the one that the paragraph has named last.
    """
    (rule,) = duty_rules("session")
    for match in rule.pattern.finditer(text, start, end):
        before = text[max(start, match.start() - _LEAD) : match.start()]
        if match["that"]:
            named = [number for m in rule.pattern.finditer(text, 0, start) if (number := _number(m, text))]
            yield match.start(), named[-1] if named else None, True
        elif (number := _number(match, text)) and not _CONSIDERED.search(before.rstrip(" ,")):
            yield match.start(), number, not _THROUGH.search(before.rstrip(" ,"))


def _number(match: re.Match[str], text: str) -> str | None:
    """The number of a session; one that a title names is none."""
    quoted = text.rfind("“", 0, match.start()) > text.rfind("”", 0, match.start())
    number = parse_ordinal(match["ordinal"]) if match["ordinal"] and not quoted else None
    if not number:
        return None
    kind = (match["kind"] or "").split()
    return f"{'ES-' if 'emergency' in kind else 'S-' if 'special' in kind else ''}{number}"


def _body(text: str, start: int, end: int, session: int, names: Names) -> Body | None:
    """The body to which the report goes: of several the one whose session is named, else the first."""
    found = [
        body
        for rule in duty_rules("body")
        for to in rule.pattern.finditer(text, start, end)
        if (body := _body_at(text, to.end(), end, names))
    ]
    found.sort(key=lambda body: body.start)
    near = [body for body in found if body.end <= session <= body.end + _REACH] if session < end else []
    if found:
        return near[-1] if near else found[0]
    return (
        _described(text, start, end) or _meeting(text, session, end, names) or _spoken_with(text, start, session, names)
    )


def _others(text: str, body: Body, asked: re.Match[str], end: int, names: Names) -> tuple[Body, ...]:
    """Bodies that the words join with the one found: "to the Advisory Committee and to the General Assembly"."""
    others = [
        other
        for to in duty_rules("body")[0].pattern.finditer(text, asked.start(), body.start)
        if (other := _body_at(text, to.end(), end, names))
        and (_joins(text, other.end, body.start, end) or _THEN_TO.search(text, other.end, body.start))
    ]
    joint = _AND_TO.match(text, body.end, end) or _TRANSMITTED.search(text, body.end, end)
    if joint and (other := _body_at(text, joint.end(), end, names)):
        others.append(other)
    if first := _given_first(text, body, asked, names):
        others.append(first)
    return tuple(other for other in others if other.path)


def _given_first(text: str, body: Body, asked: re.Match[str], names: Names) -> Body | None:
    """Who gets what the body found considers: "to submit to the Board a report for consideration by the Council"."""
    to = _TO_FIRST.match(text, asked.end(), body.start)
    if to is None or not _FOR_CONSIDERATION.search(text, to.end(), body.start):
        return None
    return _body_at(text, to.end(), body.start, names)


def _joins(text: str, start: int, stop: int, end: int) -> bool:
    """Whether what joins two bodies stands from the end of one to the beginning of the other."""
    joint = _AND_TO.match(text, start, end)
    return joint is not None and joint.end() == stop


def _meeting(text: str, session: int, end: int, names: Names) -> Body | None:
    """The body whose session is named, where no other is: "no later than the ninth session of the Assembly"."""
    of = _SESSION_OF.match(text, session, end)
    return _body_at(text, of.end(), end, names) if of else None


def _spoken_with(text: str, start: int, session: int, names: Names) -> Body | None:
    """The Assembly with which, at its session, one is to speak about what is reported."""
    words = _WITH.search(text, start, session)
    return _body_at(text, words.end(), session, names) if words else None


def _described(text: str, start: int, end: int) -> Body | None:
    """A receiver that no name tells: "their governing organs"."""
    words = duty_rules("described")[0].pattern.search(text, start, end)
    return Body(*words.span("body"), None) if words else None


def _body_at(text: str, at: int, end: int, names: Names) -> Body | None:
    """The name that stands at a place, or words that are called as bodies are."""
    name = _name_at(text, at, end, names)
    if name is not None:
        return Body(at + name.start, at + name.end, name.path)
    words = duty_rules("unlisted")[0].pattern.match(text, at, end)
    return Body(words.start(), words.end(), None) if words else None


def _name_at(text: str, start: int, end: int, names: Names) -> Name | None:
    return names.first(text, start, end)
