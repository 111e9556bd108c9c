"""Cards: what lists and pages say of each resolution, and every place where it has to do with another thing.

A card is made where the resolution is read and handed to the stage that sees all of them; it holds occurrences, never
texts or graphs, so that ten thousand resolutions fit into memory.
"""

import datetime as dt
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import force_setattr

from lod.annotate.citations.documents import kind_of
from lod.annotate.names.find import load_names
from lod.data.organs import meeting_record
from lod.data.subjects import THESAURUS
from lod.graph.acts import agenda_session, report_session, report_sessions
from lod.graph.entities import find_actor
from lod.graph.related import with_symbol
from lod.model.annotations import Act, Annotations, Citation
from lod.model.iris import agenda_item, concept, document, meeting, session, slug
from lod.model.resolution import Masthead, Record, Resolution, Subject
from lod.publish.act_summary import gist
from lod.publish.places import ENGLISH, format_place, printed_numbers

#: Kinds of documents whose cited date is that of their adoption: of letters and reports it may be another day.
_ADOPTED = frozenset({"resolution", "decision"})


class Occurrence(Struct, frozen=True, gc=False):
    """One place where a resolution has to do with another thing.

    `path` is that thing, `relation` one of cites, mentions, addresses, reports-to, due, agenda, contributes-to, uses,
    adopted-in, under-item, at-meeting, on-report, of-committee, led-to, sponsored, voted; `detail` the function, role
    or verb; `printed` the words, of an act the first words of what it says.
    """

    path: str
    relation: str
    symbol: str
    place: str = ""
    detail: str = ""
    printed: str = ""

    def __post_init__(self) -> None:
        """Hold each path, symbol, place and verb once a process: there are hundreds of occurrences a resolution."""
        intern = sys.intern  # one by one, not by their names: a build reads each of them once a process
        force_setattr(self, "path", intern(self.path))
        force_setattr(self, "relation", intern(self.relation))
        force_setattr(self, "symbol", intern(self.symbol))
        force_setattr(self, "place", intern(self.place))
        force_setattr(self, "detail", intern(self.detail))


class Topic(Struct, frozen=True):
    """A subject heading: its label, its IRI in the thesaurus, and the path of its page."""

    label: str
    iri: str
    path: str


class GoalHeld(Struct, frozen=True):
    """A Sustainable Development Goal of a resolution: where its words print it, or that a machine tagged it alone."""

    number: int
    printed: tuple[str, ...]  # places of the paragraphs
    tagged: bool


class Card(Struct, frozen=True):
    """What lists and other pages say of a resolution."""

    symbol: str
    title: str
    adopted: dt.date | None
    issued: dt.date | None
    session: str | None
    agenda_items: tuple[str, ...]
    agenda_title: str | None
    committee: str | None
    meeting: str | None
    organ: str
    operative: int
    acts: int
    citations: int
    unresolved: int
    languages: tuple[str, ...]
    votes: tuple[tuple[str, int], ...]  # ballots counted by vote
    subjects: tuple[Topic, ...]
    goals: tuple[GoalHeld, ...]
    occurrences: tuple[Occurrence, ...]
    dated: tuple["DatedDuty", ...] = ()
    cited: tuple["CitedDate", ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()  # of sections and annexes, where their places tell other ones

    def cite(self, place: str, language: str = ENGLISH) -> str:
        """A place of the resolution in words: "sect. A, para. 17"."""
        return format_place(place, dict(self.numbers), language) if place else ""


class DatedDuty(Struct, frozen=True):
    """What is due by a day that is printed; `session` is the path of the session that is printed beside the day."""

    day: dt.date
    place: str
    words: str
    session: str = ""


class CitedDate(Struct, frozen=True):
    """A document that is cited with the day of its adoption: its path and symbol, and the citation's place."""

    path: str
    symbol: str
    place: str
    day: dt.date


def card(resolution: Resolution, annotations: Annotations, languages: Sequence[str] = ()) -> Card:
    """The card of a resolution; `languages` those of its other readings."""
    head = resolution.masthead
    return Card(
        head.symbol,
        head.name,
        head.adopted,
        head.issued,
        head.session,
        head.agenda_items,
        head.agenda_title,
        head.committee,
        head.meeting,
        head.organ,
        sum(part.kind == "operative" for part in resolution.walk()),
        len(annotations.acts),
        len(annotations.citations),
        sum(citation.target is None for citation in annotations.citations),
        (resolution.language, *(language for language in languages if language != resolution.language)),
        tuple(sorted(Counter(ballot.vote for ballot in resolution.record.ballots).items())),
        topics(resolution.record),
        goals_of(resolution.record, annotations),
        (*_occurrences(head, annotations), *_ballots(resolution), *_steps(resolution)),
        tuple(_dated(head, annotations)),
        tuple(_cited(annotations)),
        printed_numbers(resolution.walk()),
    )


def _dated(head: Masthead, annotations: Annotations) -> Iterator[DatedDuty]:
    for act in annotations.acts:
        if act.report and act.report.date:
            words, due = act.report.deliverable or gist(act), report_session(act, head.organ) or ""
            yield DatedDuty(act.report.date, act.performed_in, words, due)


def _cited(annotations: Annotations) -> Iterator[CitedDate]:
    """The resolutions and decisions that a text cites with a date."""
    for citation in annotations.citations:
        target = citation.target
        if citation.date and target and target.symbol and kind_of(target.symbol) in _ADOPTED:
            yield CitedDate(target.path, target.symbol, citation.place, citation.date)


def goals_of(record: Record, annotations: Annotations) -> tuple[GoalHeld, ...]:
    """The goals of a resolution by number: printed ones with their paragraphs, and those of a machine's tags."""
    printed: dict[int, list[str]] = defaultdict(list)
    for mention in annotations.goals:
        printed[mention.number].append(mention.span.place)
    numbers = sorted({*printed, *record.goals})
    return tuple(GoalHeld(n, tuple(dict.fromkeys(printed.get(n, ()))), n in record.goals) for n in numbers)


def goal_path(number: int) -> str:
    """The path of the page of a goal: "goals/4"."""
    return f"goals/{number}"


def topics(record: Record) -> tuple[Topic, ...]:
    """The subject headings of a record, each once."""
    found = (Topic(subject.label, subject.iri, _topic_path(subject)) for subject in record.subjects)
    return tuple({topic.path: topic for topic in found}.values())


def _topic_path(subject: Subject) -> str:
    """ "subjects/1006059" for a term of the library's thesaurus, "subjects/abyei-sudan" for one that has no number."""
    return f"subjects/{slug(subject.iri.removeprefix(THESAURUS) or subject.label)}"


def _occurrences(head: Masthead, annotations: Annotations) -> Iterator[Occurrence]:
    yield from _masthead(head)
    for citation in annotations.citations:
        yield from _citation(head.symbol, citation)
    roles = {mention.place: mention for mention in annotations.mentions}
    for mention in annotations.mentions:
        if mention.entity:
            span = mention.span
            yield Occurrence(mention.entity, "mentions", head.symbol, span.place, mention.role.value, span.printed)
    for act in annotations.acts:
        addressed = [roles[place] for place in act.addressing]
        said = gist(act, addressed)
        yield from _act(head, act, said, ", ".join(mention.span.printed for mention in addressed))
        for mention in addressed:
            if mention.entity:
                yield Occurrence(mention.entity, "addresses", head.symbol, act.performed_in, act.verb, said)


def _masthead(head: Masthead) -> Iterator[Occurrence]:
    symbol = head.symbol
    if head.session and head.organ:
        yield Occurrence(session(head.session, head.organ).path, "adopted-in", symbol)
        for item, title in head.titled_items:
            path = agenda_item(head.session, item, head.organ).path
            yield Occurrence(path, "under-item", symbol, printed=title or "")
    if head.meeting and (record := meeting_record(head.meeting, head.session, head.organ)):
        yield Occurrence(meeting(record).path, "at-meeting", symbol)
    related = head.report.symbol if head.report else head.draft
    if related:
        yield Occurrence(document(related).path, "on-report", symbol)
    if committee := find_actor(head.committee):
        yield Occurrence(committee, "of-committee", symbol)


def _ballots(resolution: Resolution) -> Iterator[Occurrence]:
    """How each State voted, where its name leads to one."""
    for ballot in resolution.record.ballots:
        if path := load_names().resolve(ballot.state):
            yield Occurrence(path, "voted", resolution.masthead.symbol, "", ballot.vote, ballot.state)


def _steps(resolution: Resolution) -> Iterator[Occurrence]:
    """The documents on the way to adoption, and the States that sponsored a draft."""
    symbol = resolution.masthead.symbol
    told = {o.path for o in _masthead(resolution.masthead) if o.relation == "on-report"}
    documents = dict.fromkeys(with_symbol(step.symbol).path for step in resolution.record.steps if step.symbol)
    for path in documents:
        if path not in told:
            yield Occurrence(path, "led-to", symbol)
    sponsors = dict.fromkeys(find_actor(name) for step in resolution.record.steps for name in step.sponsors)
    for path in filter(None, sponsors):
        yield Occurrence(path, "sponsored", symbol)


def _citation(symbol: str, citation: Citation) -> Iterator[Occurrence]:
    if citation.target is not None:
        span = citation.span
        yield Occurrence(citation.target.path, "cites", symbol, span.place, citation.function, span.printed)


def _act(head: Masthead, act: Act, said: str, whom: str) -> Iterator[Occurrence]:
    where = (head.symbol, act.performed_in)
    yield Occurrence(concept("verb", act.verb).path, "uses", *where, act.verb_phrase, gist(act))
    reports = (act.report, *(further.request for further in act.further)) if act.report else ()
    for report in reports:
        asked = ": ".join(filter(None, (whom, report.deliverable or said)))
        for due in report_sessions(report, head.organ):
            yield Occurrence(due, "due", *where, act.verb, asked)
    if act.agenda and (due := agenda_session(act, head.organ)):
        yield Occurrence(due, "agenda", *where, act.verb, act.agenda.sub_item or act.agenda.item or said)
    for fund in act.beneficiaries:
        yield Occurrence(fund, "contributes-to", *where, act.verb, said)
