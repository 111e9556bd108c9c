"""The files that the search page reads: words with the paragraphs that hold them, texts, and what narrows hits down.

Units (things, titles, paragraphs) are numbered: things first, then the texts language by language, English first, the
latest resolution first, so that rising numbers are the order of hits, titles before all others. Words are cut into
files of some 60 KB by their alphabet, texts into files of some 40 KB by their numbers; `start.js` says what begins
where, and which units are titles: those with which texts begin. A question of two words reads two files of words and
as many of texts as it shows hits of. Each file is a script that hands over one value, since pages that are opened from
disk may read nothing else.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lod.graph.related import session_label
from lod.model.symbols import is_symbol, parse_symbol
from lod.publish.cache import unpacked
from lod.publish.checksums import checksum
from lod.publish.search.numbers import format_numbers, format_rising
from lod.publish.search.units import SearchText, SearchUnit
from lod.publish.search.words import find_words

FOLDER = "search"
_WORDS, _TEXTS = 60_000, 40_000  # characters of a file
_SYMBOL = "="  # what a symbol begins with among the words, where no word does


class SearchThing(Struct, frozen=True):
    """A page that is no resolution's: its kind, its path, its name, and other names by which it is found."""

    kind: str
    path: str
    name: str
    others: tuple[str, ...] = ()


class SpooledText(Struct, frozen=True):
    """Where a `SearchText` of the build waits, and what it is sorted by."""

    symbol: str
    language: str
    adopted: str
    file: Path


class _Facets(Struct):
    """What narrows hits down: of units their numbers, of texts one number each."""

    units: dict[str, dict[str, list[int]]]
    texts: dict[str, list[str]]
    goals: dict[str, list[int]]
    starts: list[int]


class SearchIndex:
    """All units, numbered, and the words that they hold."""

    def __init__(self, things: Sequence[SearchThing]) -> None:
        self.holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.texts = _TextFiles()
        self.things, self.count = len(things), 0
        by_unit: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("family", "duty", "asked")}
        self.facets = _Facets(by_unit, defaultdict(list), defaultdict(list), [])
        for thing in things:
            self._add_thing(thing)

    def add(self, text: SearchText) -> None:
        """Number the units of a text, and note their words."""
        facets = self.facets
        facets.starts.append(self.count)
        for name, value in _of_text(text):
            facets.texts[name].append(value)
        for goal in text.goals:
            facets.goals[str(goal)].append(len(facets.starts) - 1)
        for key in symbol_keys(text.symbol):
            self.holders[f"{_SYMBOL}{key}"].append(self.count)
        self.texts.open_group([text.symbol, text.title, text.path, text.language, text.adopted])
        for unit in text.units:
            self._add_unit(unit)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(path, content) of every file."""
        stamped: list[bytes] = []
        words, texts = [], []
        for number, (first, block) in enumerate(self._word_files()):
            words.append(first)
            stamped.append(block)
            yield f"{FOLDER}/words/{number}.js", _handed(f"words/{number}", block)
        for number, (first_unit, block) in enumerate(self.texts.files()):
            texts.append(first_unit)
            stamped.append(block)
            yield f"{FOLDER}/texts/{number}.js", _handed(f"texts/{number}", block)
        facets = _json(self._facets())
        yield f"{FOLDER}/facets.js", _handed("facets", facets)
        stamp = checksum(b"".join([*stamped, facets]))[:12]
        starts = format_rising(self.facets.starts)
        start = {"stamp": stamp, "things": self.things, "starts": starts, "words": words, "texts": texts}
        yield f"{FOLDER}/start.js", _handed("start", _json(start))

    def _add_thing(self, thing: SearchThing) -> None:
        for word in sorted(find_words(" ".join((thing.name, *thing.others)))):
            self.holders[word].append(self.count)
        if is_symbol(thing.path):
            for key in symbol_keys(thing.path):
                self.holders[f"{_SYMBOL}{key}"].append(self.count)
        self.texts.open_group([thing.kind, thing.name, thing.path, "", ""])
        self.texts.add(self.count, ["", "", thing.name])
        self.count += 1

    def _add_unit(self, unit: SearchUnit) -> None:
        number, holders = self.count, self.holders
        for word in unit.words:
            holders[word].append(number)
        for name, values in (("family", unit.families), ("duty", unit.duties), ("asked", unit.asked)):
            for value in values:
                self.facets.units[name][value].append(number)
        self.texts.add(number, [unit.place, unit.label, unit.text])
        self.count += 1

    def _word_files(self) -> Iterator[tuple[str, bytes]]:
        """(first word, block) of the words in the order of their code points, as scripts compare them."""
        block: dict[str, str] = {}
        size = 0
        for word in sorted(self.holders, key=lambda word: word.encode("utf-16-be")):
            block[word] = coded = format_rising(self.holders[word])
            size += len(word) + len(coded) + 6
            if size > _WORDS:
                yield next(iter(block)), _json(block)
                block, size = {}, 0
        if block:
            yield next(iter(block)), _json(block)

    def _facets(self) -> dict[str, Any]:
        facets = self.facets
        return {
            "texts": {name: _numbered(values) for name, values in facets.texts.items()},
            "goals": {goal: format_rising(facets.goals[goal]) for goal in sorted(facets.goals, key=int)},
            "units": {name: _rising(held) for name, held in facets.units.items()},
        }


class _TextFiles:
    """Texts in files: groups of units of one page, each file with the number of its first unit."""

    def __init__(self) -> None:
        self._files: list[tuple[int, list[list[Any]]]] = []
        self._group: list[Any] = []
        self._size = _TEXTS + 1

    def open_group(self, head: list[str]) -> None:
        self._group = head

    def add(self, number: int, unit: list[str]) -> None:
        if self._size > _TEXTS:
            self._files.append((number, []))
            self._size = 0
        groups = self._files[-1][1]
        if not groups or groups[-1][0] is not self._group:
            groups.append([self._group, []])
        groups[-1][1].append(unit)
        self._size += sum(map(len, unit)) + 12

    def files(self) -> Iterator[tuple[int, bytes]]:
        return ((first, _json(groups)) for first, groups in self._files)


def search_files(texts: Iterable[SpooledText], things: Sequence[SearchThing]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of all files of the search; one text at a time is in memory."""
    index = SearchIndex(things)
    for spooled in in_order(texts):
        if spooled.file.is_file():  # a page that could not be made has none
            index.add(unpacked(spooled.file.read_bytes(), SearchText))
    yield from index.files()


def in_order(texts: Iterable[SpooledText]) -> list[SpooledText]:
    """English first, then by language; the latest adopted first."""
    by_symbol = sorted(texts, key=lambda text: text.symbol)
    latest = sorted(by_symbol, key=lambda text: text.adopted, reverse=True)
    return sorted(latest, key=lambda text: (text.language != "en", text.language))


def symbol_keys(symbol: str) -> tuple[str, ...]:
    """In what ways a symbol may be typed, without spaces, in capitals; a resolution's without its organ too.

    >>> symbol_keys("A/RES/57/270B"), symbol_keys("S/RES/1325(2000)")
    (('A/RES/57/270B', '57/270B'), ('S/RES/1325(2000)', '1325(2000)', '1325'))
    >>> symbol_keys("A/68/443/Add.2")
    ('A/68/443/ADD.2',)
    """
    whole = symbol.upper()
    _, named, number = whole.partition("/RES/")
    if not named:
        return (whole,)
    alone = number.partition("(")[0] if parse_symbol(symbol).organ == "security-council" else ""
    return tuple(dict.fromkeys(filter(None, (whole, number, alone))))


def _of_text(text: SearchText) -> Iterator[tuple[str, str]]:
    """(facet, value) of what is one for a whole text."""
    yield "language", text.language
    yield "organ", text.organ
    yield "session", session_label(text.session) if text.session else ""
    yield "committee", text.committee
    yield "year", text.adopted[:4]


def _numbered(values: Sequence[str]) -> list[Any]:
    """The different values, and of each text the number of its own."""
    different = sorted(set(values))
    number = {value: at for at, value in enumerate(different)}
    return [different, format_numbers(number[value] for value in values)]


def _rising(held: Mapping[str, Sequence[int]]) -> dict[str, str]:
    return {value: format_rising(held[value]) for value in sorted(held)}


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value)


def _handed(name: str, value: bytes) -> bytes:
    return b"unresHand(%s,%s)\n" % (_json(name), value)
