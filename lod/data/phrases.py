"""Phrases of English as data: named patterns of `lod/data/phrases/`, compiled on first use and once a process.

A file is one group of phrases, in the format of `lod/data/rules.py` but for the name of its rows:

    [fragments]                     # parts that only this file needs; others: `lod/data/fragments.py`
    receiver = '(?:it|the\\s{body})'

    [[phrase]]
    id = "given"
    at = "start"
    pattern = '\\s to \\s {receiver}'
    examples = [" to it", " to the Board"]        # two at least
    near_misses = [" to nobody"]                  # one at least

Code names a phrase once, at the top of its module, and uses it like a compiled pattern:

    _GIVEN = Phrase("reports.given")

Nothing is read before it is used. The suite runs every phrase both ways and fails where code and files do not agree.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from lod.data.files import data, read_toml
from lod.data.fragments import read_fragments, shared_fragments
from lod.data.rules import Rule, parse_rule
from lod.model.errors import DataError


class Find(Protocol):
    """Looks for a pattern in text[pos:endpos)."""

    def __call__(self, string: str, pos: int = ..., endpos: int = ...) -> re.Match[str] | None:
        """The match, or None."""


class FindAll(Protocol):
    """Looks for all matches of a pattern in text[pos:endpos)."""

    def __call__(self, string: str, pos: int = ..., endpos: int = ...) -> Iterator[re.Match[str]]:
        """The matches, in order."""


class Phrase:
    """A phrase by its name, used like a compiled pattern: the file is read and the pattern compiled when first used."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Phrase({self.name!r})"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; raises DataError for a name that no file has."""
        return load_phrase(self.name).pattern

    @cached_property
    def search(self) -> Find:
        """`re.Pattern.search`."""
        return self.pattern.search

    @cached_property
    def match(self) -> Find:
        """`re.Pattern.match`."""
        return self.pattern.match

    @cached_property
    def fullmatch(self) -> Find:
        """`re.Pattern.fullmatch`."""
        return self.pattern.fullmatch

    @cached_property
    def may_match(self) -> Callable[[str], bool]:
        """`lod.data.rules.Rule.may_match`."""
        return load_phrase(self.name).may_match

    @cached_property
    def finditer(self) -> FindAll:
        """`re.Pattern.finditer`."""
        return self.pattern.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """`re.Pattern.sub`."""
        return self.pattern.sub

    @cached_property
    def split(self) -> Callable[..., list[str | Any]]:
        """`re.Pattern.split`."""
        return self.pattern.split


@cache
def load_phrase(name: str) -> Rule:
    """The phrase "group.id"; raises DataError where the group's file has none of that id."""
    group, _, key = name.rpartition(".")
    path, rows, fragments = _group(group)
    if key not in rows:
        raise DataError(f"no phrase {key!r}", str(path), f"add it, or name one of {', '.join(rows)}")
    return parse_rule(rows[key], fragments, re.VERBOSE, f"{path}: phrase")


def phrase_names() -> tuple[str, ...]:
    """The names of all phrases of the package, by group, in the files' order."""
    groups = sorted(path.stem for path in data("phrases").glob("*.toml"))
    return tuple(f"{group}.{key}" for group in groups for key in _group(group)[1])


@cache
def _group(name: str) -> tuple[Path, Mapping[str, Mapping[str, Any]], Mapping[str, str]]:
    """A group's file, its rows by id, and the fragments that they may name."""
    path = data("phrases", f"{name}.toml")
    table = read_toml(path)
    rows: dict[str, Mapping[str, Any]] = {}
    for row in table.get("phrase", ()):
        if rows.setdefault(row.get("id", ""), row) is not row:
            raise DataError(f"phrase {row['id']!r} stands twice", str(path), "give each phrase an id of its own")
    return path, rows, {**shared_fragments(), **read_fragments(table.get("fragments", {}))}
