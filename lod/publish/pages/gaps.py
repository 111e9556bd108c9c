"""The page of gaps: of each session which numbers are held, in letters or not, and which are missing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from lod.data.languages import load_languages
from lod.model.iris import session
from lod.publish.gaps import NumberHeld, find_numbers
from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.publish.pages.names import session_name

PAGE = "gaps"
#: How the last number of a session is known, in words.
LAST_BY = {
    "data": "the highest number that is held here",
    "files": "the highest number among the United Nations' own files",
    "cited": "the highest number that a later resolution cites",
}


class NumberRun(Struct, frozen=True):
    """Numbers that follow one another: the first and the last."""

    first: int
    last: int

    @property
    def words(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


class LanguageGap(Struct, frozen=True):
    """A language that other resolutions have, and how many of a session lack it, with the first of them."""

    name: str
    count: int
    symbols: tuple[str, ...]


class SessionGaps(Struct, frozen=True):
    """A session: how many of its numbers are held, and what is missing."""

    title: str
    path: str
    last: int
    held: int
    last_by: str
    missing: tuple[NumberRun, ...]
    lettered: tuple[NumberHeld, ...]
    languages: tuple[LanguageGap, ...]

    @property
    def missing_count(self) -> int:
        return self.last - self.held


_SHOWN = 20  # resolutions named of those that lack a language


def gaps_page(index: Index) -> str:
    """The page, with a part for each session."""
    numbers = find_numbers((card.symbol, card.languages) for card in index.cards.values())
    groups = groupby(numbers, key=lambda number: (number.organ, number.session))
    sessions = [_session(organ, name, list(found)) for (organ, name), found in groups]
    return render("gaps.html", PAGE, base=index.base, sessions=sessions)


def _session(organ: str, name: str, numbers: Sequence[NumberHeld]) -> SessionGaps:
    path = session(name, organ).path
    return SessionGaps(
        session_name(path) or name,
        path,
        numbers[-1].number,
        sum(bool(number.symbols) for number in numbers),
        LAST_BY[numbers[-1].highest_by],
        tuple(runs(number.number for number in numbers if not number.symbols)),
        tuple(number for number in numbers if number.letters),
        tuple(_languages(numbers)),
    )


def runs(numbers: Iterable[int]) -> Iterator[NumberRun]:
    """Runs of sorted numbers.

    >>> [run.words for run in runs([1, 2, 3, 7])]
    ['1 to 3', '7']
    """
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in group]
        yield NumberRun(found[0], found[-1])


def _languages(numbers: Sequence[NumberHeld]) -> Iterator[LanguageGap]:
    for tag in sorted({tag for number in numbers for tag in number.missing_languages}):
        lacking = [symbol for number in numbers if tag in number.missing_languages for symbol in number.symbols]
        known = load_languages().get(tag)
        yield LanguageGap(known.name if known else tag, len(lacking), tuple(lacking[:_SHOWN]))
