"""Which resolutions of a session are held and which are missing: every number from 1 to the highest that is known.

The highest number is the highest held, or that of a table with its source (`lod.data.session_numbers`), whichever is
more. A number may be held in parts that carry letters; a language is missing where other resolutions of the data have
it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from lod.data.session_numbers import load_highest_numbers
from lod.model.errors import SymbolError
from lod.model.iris import ASSEMBLY
from lod.model.symbols import Symbol, parse_symbol

#: The columns of the table, as `docs/tables.md` explains them.
HEADING = ("organ", "session", "number", "state", "symbols", "letters", "languages", "missing_languages", "highest_by")
_MOST = 2_000  # numbers of a session: a symbol that is misread must not make a list without end


class NumberHeld(Struct, frozen=True):
    """A number of a session: the resolutions that are held under it, and what is missing."""

    organ: str
    session: str
    number: int
    symbols: tuple[str, ...]
    letters: tuple[str, ...]
    languages: tuple[str, ...]
    missing_languages: tuple[str, ...]
    highest_by: str  # "data", "files" or "cited": what tells how far the session's numbers go

    @property
    def state(self) -> str:
        if not self.symbols:
            return "missing"
        return "lettered" if self.letters else "held"

    def row(self) -> list[str]:
        """The cells of the table."""
        several = ("|".join(found) for found in (self.symbols, self.letters, self.languages, self.missing_languages))
        return [self.organ, self.session, str(self.number), self.state, *several, self.highest_by]


def find_numbers(held: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[NumberHeld]:
    """Every number of each session of which something is held; `held` are symbols with their languages."""
    sessions: dict[tuple[str, str], dict[int, list[tuple[Symbol, tuple[str, ...]]]]] = {}
    every: set[str] = set()
    for text, languages in held:
        every.update(languages)
        symbol = _numbered(text)
        if symbol and symbol.organ and symbol.session and symbol.number:
            numbers = sessions.setdefault((symbol.organ, symbol.session), defaultdict(list))
            numbers[int(symbol.number)].append((symbol, languages))
    for (organ, session), numbers in sorted(sessions.items()):
        yield from _numbers(organ, session, numbers, frozenset(every))


def _numbered(text: str) -> Symbol | None:
    try:
        symbol = parse_symbol(text)
    except SymbolError:
        return None
    fits = symbol.number and symbol.number.isascii() and symbol.number.isdigit() and int(symbol.number) <= _MOST
    return symbol if fits else None


def _numbers(
    organ: str,
    session: str,
    numbers: dict[int, list[tuple[Symbol, tuple[str, ...]]]],
    every: frozenset[str],
) -> Iterator[NumberHeld]:
    told = load_highest_numbers().get(session) if organ == ASSEMBLY else None
    last = max(numbers)
    by = told.basis if told and told.number > last else "data"
    for number in range(1, max(last, told.number if told else 0) + 1):
        found = sorted(numbers.get(number, ()), key=lambda pair: pair[0].text)
        languages = {language for _, spoken in found for language in spoken}
        yield NumberHeld(
            organ,
            session,
            number,
            tuple(symbol.text for symbol, _ in found),
            tuple(symbol.letters for symbol, _ in found if symbol.letters),
            tuple(sorted(languages)),
            tuple(sorted(every - languages)) if found else (),
            by,
        )
