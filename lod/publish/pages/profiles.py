"""What pages say of a State, an office, a verb or a topic beyond where it occurs: votes, agreement, who asks what when.

Each is counted from the index alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from lod.data.authorities import load_authorities
from lod.publish.cards import Card, Occurrence, Topic, goal_path
from lod.publish.index import Index
from lod.publish.pages.environment import VOTES
from lod.publish.pages.names import name_of, session_name
from lod.publish.pages.occurrences import latest_first, session_title

_MOST = 12  # rows of a table that shows the most frequent
_ENDS = 8  # States that agree most, and least
_TOPICS = 40  # topics of a State's votes
_COLUMNS = 8  # sessions beside each other


class CastVote(Struct, frozen=True):
    """How a State voted on one resolution, and what that was about."""

    card: Card
    vote: str
    topics: tuple[tuple[str, str], ...]  # (name, path)


class TopicVotes(Struct, frozen=True):
    """How a State voted on what bears one heading: how often each vote."""

    name: str
    path: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class Agreement(Struct, frozen=True):
    """How often another State voted alike, of the votes in which both took part."""

    name: str
    path: str
    region: str
    alike: int
    together: int

    @property
    def share(self) -> int:
        """Of a hundred."""
        return round(100 * self.alike / self.together)


class VotingRecord(Struct, frozen=True):
    """The votes of one State, the latest first, by topic, and beside those of all others."""

    votes: tuple[CastVote, ...]
    topics: tuple[TopicVotes, ...]
    topics_left: int  # that are not shown
    others: tuple[Agreement, ...]

    @property
    def ends(self) -> tuple[Agreement, ...]:
        """Those that voted alike most and least often."""
        return self.others if len(self.others) <= 2 * _ENDS else (*self.others[:_ENDS], *self.others[-_ENDS:])

    @property
    def regions(self) -> list[tuple[str, list[Agreement]]]:
        """All others by region, each region by name."""
        ordered = sorted(self.others, key=lambda other: (other.region, other.name))
        return [(region or "Others", list(group)) for region, group in groupby(ordered, key=lambda one: one.region)]

    def of_session(self, session: str) -> tuple[CastVote, ...]:
        """The votes on resolutions of a session; of none, where it is ""."""
        return tuple(cast for cast in self.votes if (cast.card.session or "") == session)

    @property
    def counts(self) -> list[tuple[str, int]]:
        found = Counter(cast.vote for cast in self.votes)
        return [(vote, found[vote]) for vote in VOTES if found[vote]]


class Matrix(Struct, frozen=True):
    """Counts by rows and sessions: the sessions' titles, and (name, path, counts, total) of each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[int, ...], int], ...]
    left: int  # rows that are not shown

    @property
    def most(self) -> int:
        return max((total for *_, total in self.rows), default=0)


class TopicProfile(Struct, frozen=True):
    """What resolutions of one topic do: votes, what is due, whom they ask, which other topics they have."""

    votes: tuple[Card, ...]
    due: tuple[tuple[str, Card, Occurrence], ...]  # (session's name, resolution, what is due)
    asked: tuple[tuple[str, str, int], ...]  # (name, path, how often)
    topics: tuple[tuple[str, str, int], ...]


def voting_record(path: str, index: Index) -> VotingRecord | None:
    """The record of a State; None where no vote of it is known."""
    told = [o for o in index.of_thing(path) if o.relation == "voted"]
    if not told:
        return None
    ordered = sorted(told, key=lambda o: (str(index.cards[o.symbol].adopted or ""), o.symbol), reverse=True)
    votes = tuple(CastVote(index.cards[o.symbol], o.detail, topics_of(index.cards[o.symbol])) for o in ordered)
    topics = _by_topic(votes)
    left = max(0, len(topics) - _TOPICS)
    return VotingRecord(votes, topics[:_TOPICS], left, _agreements(path, index))


def topics_of(card: Card) -> tuple[tuple[str, str], ...]:
    """The topics of a resolution as (name, path): goals by number, then headings."""
    goals = ((f"Goal {goal.number}", goal_path(goal.number)) for goal in card.goals)
    return (*goals, *((topic.label, topic.path) for topic in _once(card.subjects)))


def _once(topics: Iterable[Topic]) -> Iterable[Topic]:
    """Of headings with the same label the first."""
    return {topic.label: topic for topic in reversed(list(topics))}.values()


def _by_topic(votes: Iterable[CastVote]) -> tuple[TopicVotes, ...]:
    found: dict[tuple[str, str], Counter[str]] = {}
    for cast in votes:
        for topic in cast.topics:
            found.setdefault(topic, Counter())[cast.vote] += 1
    made = [TopicVotes(name, path, dict(counts)) for (name, path), counts in found.items()]
    return tuple(sorted(made, key=lambda one: (-one.total, one.name)))


def _agreements(path: str, index: Index) -> tuple[Agreement, ...]:
    """The other States, those that voted alike most often first."""
    own, known, made = index.ballots[path], load_authorities(), []
    for other, ballots in index.ballots.items():
        alike, together = own.agreement(ballots)
        if other != path and together:
            authority = known.get(other)
            name = authority.name if authority else name_of(other, index.of_thing(other))
            made.append(Agreement(name, other, authority.region if authority else "", alike, together))
    return tuple(sorted(made, key=lambda one: (-one.share, -one.together, one.name)))


def asked_by_verb(occurrences: Iterable[Occurrence], index: Index) -> Matrix | None:
    """What one is asked, by verb and session; None where it is asked nothing."""
    return _matrix([(o.detail, f"verb/{o.detail}", o) for o in occurrences if o.relation == "addresses"], index)


def printed_forms(occurrences: Iterable[Occurrence], index: Index) -> Matrix | None:
    """As what a verb is printed, by session: "Also requests"."""
    return _matrix([(o.detail, "", o) for o in occurrences if o.relation == "uses"], index)


def _matrix(found: Sequence[tuple[str, str, Occurrence]], index: Index) -> Matrix | None:
    if not found:
        return None
    sessions = sorted({index.cards[o.symbol].session or "" for *_, o in found}, key=latest_first)[:_COLUMNS]
    counts: dict[tuple[str, str], Counter[str]] = {}
    for name, path, o in found:
        counts.setdefault((name, path), Counter())[index.cards[o.symbol].session or ""] += 1
    rows = [(*key, tuple(own[session] for session in sessions), own.total()) for key, own in counts.items()]
    ordered = sorted(rows, key=lambda row: (-row[3], row[0]))
    shown = tuple(ordered[:_MOST])
    return Matrix(tuple(session_title(session) for session in sessions), shown, len(ordered) - len(shown))


def whom_addressed(verb: str, index: Index) -> tuple[tuple[str, str, int], ...]:
    """Whom a verb addresses most often: (name, path, how often)."""
    found = index.addressed.get(verb, ())[:_MOST]
    return tuple((name_of(path, index.of_thing(path)), path, count) for path, count in found)


def topic_profile(own: str, cards: Sequence[Card], index: Index) -> TopicProfile:
    """The profile of the topic at the path `own`, whose resolutions are given."""
    due: list[tuple[str, Card, Occurrence]] = []
    asked: Counter[str] = Counter()
    topics: Counter[tuple[str, str]] = Counter()
    for card in cards:
        topics.update(topic for topic in topics_of(card) if topic[1] != own)
        for o in card.occurrences:
            if o.relation == "due":
                due.append((session_name(o.path), card, o))
            if o.relation == "addresses":
                asked[o.path] += 1
    due.sort(key=lambda row: (latest_first(row[2].path.rpartition("/")[2]), row[2].path, row[1].symbol))
    most = sorted(asked.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
    others = sorted(topics.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
    return TopicProfile(
        tuple(card for card in cards if card.votes),
        tuple(due),
        tuple((name_of(path, index.of_thing(path)), path, count) for path, count in most),
        tuple((name, path, count) for (name, path), count in others),
    )
