"""Which pages a build need not make again: those of which the index of all resolutions would say the same again.

A page is made from what is its own (words, statements, templates, code: all hashed into one name) and from what it
asks of the index: whether there is a page for a thing, the card of a resolution, where a thing occurs. What was asked
is noted while the page is rendered. Where the name and the hash of all answers are as they were, and the published
files as the last build left them, the page stands; the checksums of its files are taken over.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from lod.publish.cache import Cache, entry_name, packed
from lod.publish.index import Index
from lod.publish.unchanged import files_as_left

Value = TypeVar("Value")

#: The tables of the index, of which pages ask by key.
_TABLES = tuple(name for name in Index.__struct_fields__ if name != "base")


class AskedOfTable(Struct, frozen=True):
    """What a page asked of one table: values by key, whether keys are there, and whether it went through all keys."""

    table: str
    read: tuple[str, ...]
    known: tuple[str, ...]
    listed: bool


class PageMade(Struct, frozen=True):
    """What was made of a resolution or a thing: its questions, the checksums of its files by path, what is held."""

    name: str
    asked: tuple[AskedOfTable, ...]
    made: dict[str, str]
    held: dict[str, str] = {}  # the names in the cache of what is gathered and not published, by path


class KeptPage(Struct, frozen=True):
    """The same, with the name of what it was made from, and the hash of the answers."""

    made_from: str
    answers: str
    page: PageMade


class NotedTable(Mapping[str, Value]):
    """A table that notes what is asked of it."""

    def __init__(self, given: Mapping[str, Value]) -> None:
        self._given, self._read, self._known, self._listed = given, set[str](), set[str](), False

    def __getitem__(self, key: str) -> Value:
        self._read.add(key)
        return self._given[key]

    def __contains__(self, key: object) -> bool:
        self._known.add(str(key))
        return key in self._given

    def __iter__(self) -> Iterator[str]:
        self._listed = True
        return iter(self._given)

    def __len__(self) -> int:
        self._listed = True
        return len(self._given)

    def asked(self, table: str) -> AskedOfTable:
        """What was asked."""
        return AskedOfTable(table, tuple(sorted(self._read)), tuple(sorted(self._known - self._read)), self._listed)


def noted_index(index: Index) -> Index:
    """The same index, which notes what is asked of it."""
    return replace(index, **{name: NotedTable(getattr(index, name)) for name in _TABLES})


def asked_of(noted: Index) -> tuple[AskedOfTable, ...]:
    """What was asked of an index that notes it, but for tables of which nothing was."""
    asked = (getattr(noted, name).asked(name) for name in _TABLES)
    return tuple(one for one in asked if one.read or one.known or one.listed)


class IndexAnswers:
    """The answers of an index, hashed."""

    def __init__(self, index: Index) -> None:
        self._tables: dict[str, Mapping[str, Any]] = {name: getattr(index, name) for name in _TABLES}
        self._values: dict[tuple[str, str], bytes] = {}
        self._lists: dict[str, bytes] = {}

    def to(self, asked: Iterable[AskedOfTable]) -> str:
        """The hash of the answers to some questions."""
        digest = hashlib.sha256()
        for one in asked:
            table = self._tables[one.table]
            if one.listed:
                digest.update(self._listed(one.table))
            for key in one.read:
                digest.update(self._value(one.table, key))
            digest.update(bytes(key in table for key in one.known))
        return digest.hexdigest()

    def _listed(self, table: str) -> bytes:
        if table not in self._lists:
            self._lists[table] = hashlib.sha256(packed(list(self._tables[table]))).digest()
        return self._lists[table]

    def _value(self, table: str, key: str) -> bytes:
        at = table, key
        if at not in self._values:
            given = self._tables[table]
            self._values[at] = hashlib.sha256(packed(given[key])).digest() if key in given else b"none"
        return self._values[at]


class KeptPages:
    """The pages of the last build of a folder, and those of this one."""

    def __init__(self, out: Path, cache: Cache, index: Index) -> None:
        self._out, self._cache, self._answers = out, cache, IndexAnswers(index)
        self._before = cache.load(_entry(out), dict[str, KeptPage]) or {}
        self._left = files_as_left(out, cache) if self._before else frozenset[str]()
        self._now: dict[str, KeptPage] = {}
        self._from: dict[str, str] = {}

    def find(self, name: str, made_from: str) -> PageMade | None:
        """The page that stands as a build would make it again; None where it is to be made, which is noted."""
        self._from[name] = made_from
        kept = self._before.get(name)
        if kept is None or kept.made_from != made_from or not kept.page.made.keys() <= self._left:
            return None
        if kept.answers != self._answers.to(kept.page.asked) or not self._holds(kept.page):
            return None
        self._now[name] = kept
        return kept.page

    def add(self, page: PageMade) -> None:
        """Note a page that was made."""
        self._now[page.name] = KeptPage(self._from[page.name], self._answers.to(page.asked), page)

    def held_before(self, names: Iterable[str]) -> dict[str, str]:
        """What the last whole build held of some resolutions and is still there: the names in the cache by path."""
        pages = (self._before[name].page for name in names if name in self._before)
        return {path: entry for page in pages if self._holds(page) for path, entry in page.held.items()}

    def _holds(self, page: PageMade) -> bool:
        return all(map(self._cache.holds, page.held.values()))

    def keep(self) -> list[str]:
        """Keep all for the next build; gives the names of what it uses of the cache.

        To be called before it is noted how the files were left: what was kept then is never trusted beyond them.
        """
        self._cache.keep(_entry(self._out), self._now)
        held = (entry for kept in self._now.values() for entry in kept.page.held.values())
        return [_entry(self._out), *held]


def _entry(out: Path) -> str:
    return entry_name("pages", bytes(out.resolve()))
