"""Index of all resolutions for pages and lists: a small card of each.

A card is made where the resolution is read and handed to the stage that sees all of them; it holds occurrences, never
texts or graphs, so that ten thousand resolutions fit into memory.
"""

import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import force_setattr

from lod.annotate.citations.documents import kind_of
from lod.annotate.names.find import load_names
from lod.data.organs import meeting_record
from lod.data.subjects import THESAURUS
from lod.graph.acts import agenda_session, report_session
from lod.graph.entities import find_actor
from lod.graph.related import with_symbol
from lod.model.annotations import Act, Annotations, Citation
from lod.model.iris import DEFAULT_BASE, agenda_item, concept, document, meeting, session, slug
from lod.model.resolution import Masthead, Record, Resolution, Subject
from lod.publish.act_summary import gist
from lod.publish.mandates.sheet import MandateSheet
from lod.publish.places import ENGLISH, format_place, printed_numbers
from lod.review.mandates.answers import Answer

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
        for name in ("path", "relation", "symbol", "place", "detail"):
            force_setattr(self, name, sys.intern(getattr(self, name)))


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
    if due := report_session(act, head.organ):
        asked = ": ".join(filter(None, (whom, (act.report and act.report.deliverable) or said)))
        yield Occurrence(due, "due", *where, act.verb, asked)
    if act.agenda and (due := agenda_session(act, head.organ)):
        yield Occurrence(due, "agenda", *where, act.verb, act.agenda.sub_item or act.agenda.item or said)
    for fund in act.beneficiaries:
        yield Occurrence(fund, "contributes-to", *where, act.verb, said)


class Ballots(Struct, frozen=True):
    """The votes of one State over all recorded votes: a bit for each of them, as hexadecimal digits."""

    in_favour: str
    against: str
    abstaining: str

    def agreement(self, other: "Ballots") -> tuple[int, int]:
        """(how often both voted alike, in how many votes both took part)."""
        own, theirs = self._bits(), other._bits()
        alike = sum((a & b).bit_count() for a, b in zip(own, theirs, strict=True))
        return alike, ((own[0] | own[1] | own[2]) & (theirs[0] | theirs[1] | theirs[2])).bit_count()

    def _bits(self) -> tuple[int, int, int]:
        return int(self.in_favour, 16), int(self.against, 16), int(self.abstaining, 16)


class Index(Struct, frozen=True):
    """All cards by symbol, and all occurrences by the thing that they are of."""

    cards: Mapping[str, Card]
    by_path: Mapping[str, tuple[Occurrence, ...]]
    base: str = DEFAULT_BASE  # what the IRIs of the build begin with
    sheets: Mapping[str, MandateSheet] = {}
    answers: Mapping[str, Answer] = {}  # by the request's act: "A/RES/68/230#op21.act2"
    ballots: Mapping[str, Ballots] = {}  # by the State's path
    addressed: Mapping[str, tuple[tuple[str, int], ...]] = {}  # by verb: (path of whom it addresses, how often)
    inventories: Mapping[str, tuple[int, int]] = {}  # by the office's path: how many mandates are open, and past
    unpublished: Mapping[str, str] = {}  # by path of a document without a page: the address of its official text
    names: Mapping[str, str] = {}  # what the graph calls things, by path

    @classmethod
    def of(cls, cards: Iterable[Card], base: str = DEFAULT_BASE) -> "Index":
        ordered = {item.symbol: item for item in sorted(cards, key=lambda item: _natural(item.symbol))}
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for item in ordered.values():
            for occurrence in item.occurrences:
                found[occurrence.path].append(occurrence)
        by_path = {path: tuple(found[path]) for path in sorted(found)}
        return cls(ordered, by_path, base, ballots=_bits_of(by_path), addressed=_addressed(by_path))

    def reads(self, path: str) -> bool:
        """Whether a path is that of a resolution's page in another language than its own: "A/RES/78/233/fr"."""
        symbol, _, language = path.rpartition("/")
        return symbol in self.cards and language in self.cards[symbol].languages[1:]

    def of_thing(self, path: str) -> tuple[Occurrence, ...]:
        """Where a thing occurs, in the order of resolutions and places."""
        return self.by_path.get(path, ())

    def came_of(self, symbol: str) -> tuple[str, ...]:
        """The resolutions that came of a draft, by what they print of their way to adoption."""
        told = (o.symbol for o in self.of_thing(document(symbol).path) if o.relation in ("on-report", "led-to"))
        return tuple(dict.fromkeys(later for later in told if later != symbol))

    def items_of(self, session_path: str) -> tuple[str, ...]:
        """The paths of the agenda items of a session under which something was adopted, as people count them."""
        start = f"{session_path}/item/"
        if not session_path.startswith("session/") or "/item/" in session_path:
            return ()
        found = [path for path in self.by_path if path.startswith(start)]
        return tuple(sorted(found, key=lambda path: [int(n) if n else s for n, s in re.findall(r"(\d+)|(\D+)", path)]))

    def cite(self, symbol: str, place: str, language: str = ENGLISH) -> str:
        """A place of a resolution in words, by its card where there is one."""
        card = self.cards.get(symbol)
        return card.cite(place, language) if card else format_place(place, language=language)

    def cited_by(self, symbol: str) -> tuple[Occurrence, ...]:
        """The citations of a document."""
        return tuple(o for o in self.of_thing(document(symbol).path) if o.relation == "cites")

    def predecessor(self, symbol: str) -> str | None:
        """The resolution before this one in its series: of the nearest earlier session, with its title, cited by it.

        One candidate or none.
        """
        card = self.cards[symbol]
        cited = {occurrence.path for occurrence in card.occurrences if occurrence.relation == "cites"}
        known = [self.cards[path] for path in cited if path in self.cards and path != symbol]
        dated = [(c.adopted, c.symbol) for c in known if c.adopted and _plain(c.title) == _plain(card.title)]
        earlier = sorted(pair for pair in dated if card.adopted and pair[0] < card.adopted)
        nearest = [found for adopted, found in earlier if adopted == earlier[-1][0]]
        return nearest[0] if len(nearest) == 1 else None

    def successors(self, symbol: str) -> tuple[str, ...]:
        """The resolutions that have this one before them in their series, in the order of symbols."""
        if symbol not in self.cards:
            return ()
        title = _plain(self.cards[symbol].title)
        citing = dict.fromkeys(o.symbol for o in self.cited_by(symbol) if o.symbol in self.cards)
        alike = (later for later in citing if _plain(self.cards[later].title) == title)
        return tuple(later for later in alike if self.predecessor(later) == symbol)

    def series_after(self, symbol: str) -> tuple[str, ...]:
        """All later resolutions of the series, the nearest first."""
        found: dict[str, None] = {}
        waiting = [symbol]
        while waiting:
            new = [later for later in self.successors(waiting.pop(0)) if later not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return tuple(found)

    def __contains__(self, path: str) -> bool:
        """Whether a link to a path leads somewhere: to a resolution of the data, or to a thing that occurs."""
        return path in self.cards or path in self.by_path


def _bits_of(by_path: Mapping[str, tuple[Occurrence, ...]]) -> dict[str, Ballots]:
    """The ballots of every State, a bit for each resolution with a recorded vote."""
    voted = {path: [o for o in told if o.relation == "voted"] for path, told in by_path.items()}
    symbols = sorted({o.symbol for told in voted.values() for o in told})
    bit = {symbol: 1 << place for place, symbol in enumerate(symbols)}

    def bits(told: Sequence[Occurrence], vote: str) -> str:
        return f"{sum({bit[o.symbol] for o in told if o.detail == vote}):x}"

    return {
        path: Ballots(bits(told, "inFavour"), bits(told, "against"), bits(told, "abstaining"))
        for path, told in voted.items()
        if told
    }


def _addressed(by_path: Mapping[str, tuple[Occurrence, ...]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Whom each verb addresses how often, the most frequent first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path, told in by_path.items():
        for occurrence in told:
            if occurrence.relation == "addresses":
                found[occurrence.detail][path] += 1
    return {verb: tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))) for verb, counts in found.items()}


def _plain(title: str) -> str:
    return " ".join(title.casefold().replace("\u2011", "-").split())


def _natural(symbol: str) -> tuple[tuple[int, int, str], ...]:
    """Symbols as people count: A/RES/78/9 before A/RES/78/10."""
    parts = symbol.replace("(", "/(").split("/")
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
