"""Which pages a build need not make again: those of which the index of all resolutions would say the same again.

A page is made from what is its own (words, statements, code: all hashed into one name) and from what it
asks of the index: whether there is a page for a thing, the card of a resolution, where a thing occurs. What was asked
is noted while the page is rendered. With which templates it is rendered is noted too.
Where the name, the hash of all answers and the templates are as they were, and the published
files as the last build left them, the page stands; the checksums of its files are taken over.
"""

import hashlib
from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from lod.publish.cache import Cache, entry_name, packed
from lod.publish.index import Index
from lod.publish.pages.environment import hash_template, noting_templates
from lod.publish.staging import Staging
from lod.publish.unchanged import files_as_left

Value = TypeVar("Value")

#: The tables of the index, of which pages ask by key.
_TABLES = tuple(name for name in Index.__struct_fields__ if name != "base")


class AskedOfTable(Struct, frozen=True):
    """What a page asked of one table: values by key, whether keys are there, whether it went through all keys.

    `whole`: it went through all values, and nothing else is told.
    """

    table: str
    read: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    listed: bool = False
    whole: bool = False


class PageMade(Struct, frozen=True):
    """What was made of a resolution or a thing: its questions, the checksums of its files by path, what is held."""

    name: str
    asked: tuple[AskedOfTable, ...]
    made: dict[str, str]
    held: dict[str, str] = {}  # the names in the cache of what is gathered and not published, by path
    templates: tuple[str, ...] = ()  # the names of all that it was rendered with


class KeptPage(Struct, frozen=True):
    """The same, with the name of what it was made from, and the hash of the answers."""

    made_from: str
    answers: str
    page: PageMade


class NotedTable(Mapping[str, Value]):
    """A table that notes what is asked of it."""

    def __init__(self, given: Mapping[str, Value]) -> None:
        self._given, self._read, self._known = given, set[str](), set[str]()
        self._listed = self._whole = False

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

    def items(self) -> ItemsView[str, Value]:
        self._whole = True
        return self._given.items()

    def values(self) -> ValuesView[Value]:
        self._whole = True
        return self._given.values()

    def asked(self, table: str) -> AskedOfTable:
        """What was asked."""
        if self._whole:
            return AskedOfTable(table, whole=True)
        return AskedOfTable(table, tuple(sorted(self._read)), tuple(sorted(self._known - self._read)), self._listed)


class Noted(Struct, frozen=True):
    """An index that notes what is asked of it, and the templates by which something is rendered meanwhile."""

    index: Index
    templates: set[str]

    def made(self, name: str, staging: Staging) -> PageMade:
        """What was made, all of it being staged."""
        return PageMade(name, asked_of(self.index), staging.made, staging.held, tuple(sorted(self.templates)))


@contextmanager
def noting(index: Index) -> Iterator[Noted]:
    """The same index, which notes what is asked of it within."""
    with noting_templates() as templates:
        yield Noted(noted_index(index), templates)


def noted_index(index: Index) -> Index:
    """The same index, which notes what is asked of it."""
    return replace(index, **{name: NotedTable(getattr(index, name)) for name in _TABLES})


def asked_of(noted: Index) -> tuple[AskedOfTable, ...]:
    """What was asked of an index that notes it, but for tables of which nothing was."""
    asked = (getattr(noted, name).asked(name) for name in _TABLES)
    return tuple(one for one in asked if one != AskedOfTable(one.table))


class IndexAnswers:
    """The answers of an index, hashed."""

    def __init__(self, index: Index) -> None:
        self._tables: dict[str, Mapping[str, Any]] = {name: getattr(index, name) for name in _TABLES}
        self._values: dict[tuple[str, str], bytes] = {}
        self._lists: dict[str, bytes] = {}
        self._wholes: dict[str, bytes] = {}

    def to(self, asked: Iterable[AskedOfTable]) -> str:
        """The hash of the answers to some questions."""
        digest = hashlib.sha256()
        for one in asked:
            table = self._tables[one.table]
            if one.whole:
                digest.update(self._whole(one.table))
            if one.listed:
                digest.update(self._listed(one.table))
            for key in one.read:
                digest.update(self._value(one.table, key))
            digest.update(bytes(key in table for key in one.known))
        return digest.hexdigest()

    def _whole(self, table: str) -> bytes:
        if table not in self._wholes:
            self._wholes[table] = hashlib.sha256(packed(list(self._tables[table].items()))).digest()
        return self._wholes[table]

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
    """The pages of the last build of a folder, and those of this one, rendered with a theme's templates."""

    def __init__(self, out: Path, cache: Cache, index: Index, theme: str = "") -> None:
        self._out, self._cache, self._answers, self._theme = out, cache, IndexAnswers(index), theme
        self._before = cache.load(_entry(out), dict[str, KeptPage]) or {}
        self._left = files_as_left(out, cache) if self._before else frozenset[str]()
        self._now: dict[str, KeptPage] = {}
        self._from: dict[str, str] = {}
        self._templates: dict[str, str] = {}  # the hashes of templates, by name

    def find(self, name: str, made_from: str) -> PageMade | None:
        """The page that stands as a build would make it again; None where it is to be made, which is noted."""
        self._from[name] = made_from
        kept = self._before.get(name)
        if kept is None or kept.made_from != made_from or not kept.page.made.keys() <= self._left:
            return None
        if kept.answers != self._answered(kept.page) or not self._holds(kept.page):
            return None
        self._now[name] = kept
        return kept.page

    def add(self, page: PageMade) -> None:
        """Note a page that was made."""
        self._now[page.name] = KeptPage(self._from[page.name], self._answered(page), page)

    def _answered(self, page: PageMade) -> str:
        """The hash of the answers to what a page asks, and of the templates that it is rendered with."""
        return "".join([self._answers.to(page.asked), *map(self._template, page.templates)])

    def _template(self, name: str) -> str:
        if name not in self._templates:
            self._templates[name] = hash_template(self._theme, name)
        return self._templates[name]

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
