"""Rules as data that prove themselves: patterns with examples that they must match and near-misses that they must not.

A rules file is TOML below `lod/data/`:

    [fragments]                     # named parts, put into patterns where {day} stands, besides the shared ones
    day = '(?:[0-9]{1,2}[ ]{month}[ ][0-9]{4})'

    [[rule]]
    id = "citation.resolution_modern"
    pattern = '''...'''             # verbose mode: white space and comments do not count
    examples = [{ text = "resolution 64/222 of 21 December 2009", captures = { number = "64/222" } }]
    near_misses = ["decision 17/1"]
    needs = ["resolution"]          # any match holds one of these words: cheap to look for before the pattern
    note = "why, where the pattern does not say it"

Other keys of a rule are kept in `settings` for the layer that reads the file.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from lod.data.files import read_toml
from lod.data.fragments import shared_fragments
from lod.model.errors import DataError


class Example(Struct, frozen=True):
    """Words that a rule must match, and what its groups must then hold."""

    text: str
    captures: tuple[tuple[str, str], ...] = ()


class Rule(Struct, frozen=True):
    """One pattern with the cases that prove it."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[Example, ...]
    near_misses: tuple[str, ...]
    note: str = ""
    needs: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def may_match(self, text: str) -> bool:
        """Whether a text holds any of the words that every match of the pattern holds: cheap to ask first."""
        return not self.needs or any(map(text.__contains__, self.needs))

    def failures(self) -> list[str]:
        """What is wrong with this rule by its own examples and near-misses; empty when it proves itself."""
        found = [f"{self.id}: near-miss matches: {text!r}" for text in self.near_misses if self.pattern.search(text)]
        for example in self.examples:
            match = self.pattern.search(example.text)
            if match is None:
                found.append(f"{self.id}: example does not match: {example.text!r}")
                continue
            if not self.may_match(match[0]):
                found.append(f"{self.id}: {example.text!r} holds none of the words that the rule needs")
            found += [
                f"{self.id}: {example.text!r}: group {group} is {match[group]!r}, not {value!r}"
                for group, value in example.captures
                if match[group] != value
            ]
        return found


def load_rules(path: Path, flags: int = re.VERBOSE) -> tuple[Rule, ...]:
    """The rules of a file, in its order; raises DataError naming the file, the rule and the mend."""
    table = read_toml(path)
    fragments = {**shared_fragments(), **table.get("fragments", {})}
    rules = tuple(_rule(row, fragments, flags, path) for row in table.get("rule", ()))
    ids = [rule.id for rule in rules]
    if doubled := sorted({i for i in ids if ids.count(i) > 1}):
        raise DataError(f"rule id {doubled[0]!r} stands twice", str(path), "give each rule an id of its own")
    return rules


def fill(pattern: str, fragments: Mapping[str, str]) -> str:
    """A pattern with its {fragments} put in, to any depth; {2,3} and unknown names stay as they are.

    >>> fill("{day} of {month}", {"month": "(?:May|June)", "day": "[0-9]{1,2}"})
    '[0-9]{1,2} of (?:May|June)'
    """
    names = re.compile(r"\{(" + "|".join(map(re.escape, fragments)) + r")\}" if fragments else r"(?!)")
    while names.search(pattern):
        pattern = names.sub(lambda found: fragments[found[1]], pattern)
    return pattern


_OWN_KEYS = frozenset({"id", "pattern", "examples", "near_misses", "note", "needs"})


def _rule(row: Mapping[str, Any], fragments: Mapping[str, str], flags: int, path: Path) -> Rule:
    where = f"{path}: rule {row.get('id', '?')}"
    for key in ("id", "pattern", "examples", "near_misses"):
        if not row.get(key):
            raise DataError(f"no {key}", where, f"add {key}: a rule proves itself by examples and near-misses")
    try:
        pattern = re.compile(fill(row["pattern"], fragments), flags)
    except re.error as fault:
        raise DataError(f"pattern: {fault}", where, "mend the regular expression") from fault
    settings = {key: row[key] for key in row if key not in _OWN_KEYS}
    examples = tuple(_example(example) for example in row["examples"])
    needs = tuple(row.get("needs", ()))
    return Rule(row["id"], pattern, examples, tuple(row["near_misses"]), row.get("note", ""), needs, settings)


def _example(example: str | Mapping[str, Any]) -> Example:
    if isinstance(example, str):
        return Example(example)
    return Example(example["text"], tuple(example.get("captures", {}).items()))
