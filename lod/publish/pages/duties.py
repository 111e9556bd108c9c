"""Duties as pages show them: whom an act addresses, what it asks, what is due when."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from lod.data.authorities import load_authorities
from lod.data.interface import words_of
from lod.graph.acts import clause_places, further_places, report_session, report_sessions, session_place
from lod.graph.described import described_label
from lod.model.annotations import Act, FurtherReport, Mention, ReportRequest
from lod.publish.act_summary import gist
from lod.publish.index import Index
from lod.publish.places import ENGLISH


class ShownName(Struct, frozen=True):
    """ShownName and their language."""

    text: str
    language: str = ENGLISH


class FurtherDue(Struct, frozen=True):
    """A further report as the margin shows it; what is not there is ""."""

    place: str
    report: str
    session: str  # path of the session where it is due
    session_place: str  # place of a session that is known by its number only


class Duty(Struct, frozen=True):
    """One act as the margin shows it; a path is "" where no page stands."""

    verb: str
    verb_path: str
    family: str
    place: str  # of the paragraph
    act: str  # its own place
    addressees: tuple[tuple[ShownName, str], ...]  # (words, path)
    said: str  # the first words of what it says
    report: str
    report_session: str  # path of the session where it is due
    session_place: str  # place of a session that is known by its number only
    agenda: str
    funds: tuple[tuple[ShownName, str], ...]
    clauses: tuple[tuple[str, str], ...]  # (place, words)
    further: tuple["FurtherDue", ...] = ()


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
        tuple((ShownName(m.span.printed), page_of(m.entity, index)) for m in addressed),
        gist(act, addressed),
        _report_words(act.report) if act.report else "",
        page_of(due, index),
        session_place(act.place) if act.report and act.report.session and not due else "",
        _agenda_words(act),
        tuple((ShownName(_fund_name(path, mentions.values())), page_of(path, index)) for path in act.beneficiaries),
        tuple((place, clause.span.printed) for place, clause in clause_places(act.place, act.clauses)),
        tuple(_further_due(place, further, organ, index) for place, further in further_places(act)),
    )


def _further_due(place: str, further: FurtherReport, organ: str, index: Index) -> FurtherDue:
    report = further.request
    due = next(report_sessions(report, organ), "")
    unknown = session_place(place) if report.session and not due else ""
    return FurtherDue(place, _report_words(report), page_of(due, index), unknown)


def duty_in(language: str, act: Act, mentions: Mapping[str, Mention], organ: str, index: Index) -> Duty:
    """The duty of an act of the English text beside the same paragraph in another language, in the words of tables.

    Its verb is that of its family; whom it addresses, in English where no table has the name; of reports and items when
    they are due. What it says stands in the paragraph.
    """
    english = duty_of(act, mentions, organ, index)
    asked = (mentions[place] for place in act.addressing)
    said = (act.report and (act.report.to_entity, act.report.session, act.report.date)) or (None, None, None)
    due = filter(None, (_label(language, said[0]), _session_in(language, said[1]), str(said[2] or "")))
    agenda = _session_in(language, act.agenda.session) if act.agenda else ""
    return replace(
        english,
        verb=words_of(f"family_{act.family}", language=language),
        addressees=tuple((shown_name(language, m.entity, m.span.printed), page_of(m.entity, index)) for m in asked),
        said="",
        report=words_of("comma", language=language).join(due),
        agenda=agenda,
        funds=tuple((shown_name(language, path, words.text), page) for (words, page), path in zip(
            english.funds, act.beneficiaries, strict=True)),
        clauses=(),
        further=(),
    )  # fmt: skip


def shown_name(language: str, path: str | None, printed: str) -> ShownName:
    """The name of what stands at a path in a language; the printed one, in English, where no table has it."""
    name = _label(language, path)
    return ShownName(name, language) if name else ShownName(printed)


def _label(language: str, path: str | None) -> str:
    """The name of what stands at a path in a language; "" where no table has it."""
    found = load_authorities().get(path or "")
    return found.name_in(language) if found else ""


def _session_in(language: str, number: str | None) -> str:
    return words_of("numbered_session", number, language=language) if number else ""


def page_of(path: str | None, index: Index) -> str:
    """A path that has a page; "" for what only another language's words name."""
    return path if path and path in index else ""


def _report_words(report: ReportRequest) -> str:
    to = f" to the {report.to}" if report.to else ""
    at = f"session {report.session}" if report.session else None
    when = filter(None, (report.date_printed or at, report.frequency))
    return ", ".join([f"{report.deliverable or 'report'}{to}", *when])


def _agenda_words(act: Act) -> str:
    if not act.agenda:
        return ""
    item = " › ".join(filter(None, (act.agenda.item, act.agenda.sub_item))) or "item"
    return f"{item}, session {act.agenda.session}" if act.agenda.session else item


def _fund_name(path: str, mentions: Iterable[Mention]) -> str:
    """A fund's name by the tables, else as it is printed."""
    printed = (mention.span.printed for mention in mentions if mention.entity == path)
    return load_authorities().name_of(path) or next(printed, described_label(path))
