"""Duties as pages show them: whom an act addresses, what it asks, what is due when."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from lod.data.authorities import load_authorities
from lod.graph.acts import clause_places, report_session, session_place
from lod.graph.described import described_label
from lod.model.annotations import Act, Mention
from lod.publish.act_summary import gist
from lod.publish.index import Index


class Duty(Struct, frozen=True):
    """One act as the margin shows it; a path is "" where no page stands."""

    verb: str
    verb_path: str
    family: str
    place: str  # of the paragraph
    act: str  # its own place
    addressees: tuple[tuple[str, str], ...]  # (words, path)
    said: str  # the first words of what it says
    report: str
    report_session: str  # path of the session where it is due
    session_place: str  # place of a session that is known by its number only
    agenda: str
    funds: tuple[tuple[str, str], ...]
    clauses: tuple[tuple[str, str], ...]  # (place, words)


def duty_of(act: Act, mentions: Mapping[str, Mention], organ: str, index: Index) -> Duty:
    """The duty of an act of an organ; `mentions` are by place."""
    addressed = [mentions[place] for place in act.addressing]
    due = report_session(act, organ)
    return Duty(
        act.verb_phrase,
        f"verb/{act.verb}",
        act.family,
        act.performed_in,
        act.place,
        tuple((m.span.printed, page_of(m.entity, index)) for m in addressed),
        gist(act, addressed),
        _report_words(act),
        page_of(due, index),
        session_place(act) if act.report and act.report.session and not due else "",
        _agenda_words(act),
        tuple((_fund_name(path, mentions.values()), page_of(path, index)) for path in act.beneficiaries),
        tuple((place, clause.span.printed) for place, clause in clause_places(act.place, act.clauses)),
    )


def page_of(path: str | None, index: Index) -> str:
    """A path that has a page; "" for what only another language's words name."""
    return path if path and path in index else ""


def _report_words(act: Act) -> str:
    if not act.report:
        return ""
    to = f" to the {act.report.to}" if act.report.to else ""
    at = f"session {act.report.session}" if act.report.session else None
    when = filter(None, (act.report.date_printed or at, act.report.frequency))
    return ", ".join([f"{act.report.deliverable or 'report'}{to}", *when])


def _agenda_words(act: Act) -> str:
    if not act.agenda:
        return ""
    item = " › ".join(filter(None, (act.agenda.item, act.agenda.sub_item))) or "item"
    return f"{item}, session {act.agenda.session}" if act.agenda.session else item


def _fund_name(path: str, mentions: Iterable[Mention]) -> str:
    """A fund's name by the tables, else as it is printed."""
    printed = (mention.span.printed for mention in mentions if mention.entity == path)
    return load_authorities().name_of(path) or next(printed, described_label(path))
