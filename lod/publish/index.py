"""Index of all resolutions for pages and lists, made from a card of each (`lod.publish.cards`)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from lod.model.iris import DEFAULT_BASE, document
from lod.publish.cards import Card, Occurrence
from lod.publish.mandates.sheet import MandateSheet
from lod.publish.places import ENGLISH, format_place
from lod.review.mandates.answers import Answer


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
