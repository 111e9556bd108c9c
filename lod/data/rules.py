"""Rules as data that prove themselves: patterns with examples that they must match and near-misses that they must not.

A rules file is TOML below `lod/data/`:

    [fragments]                     # named parts, put into patterns where {month} stands
    month = '(?:January|February|...)'
    day_noun = ["day", "working day"]  # a list is its alternatives, a blank in it any one blank

    [[rule]]
    id = "citation.resolution_modern"
    pattern = '''...'''             # verbose mode: white space and comments do not count
    examples = [{ text = "resolution 64/222 of 21 December 2009", captures = { number = "64/222" } }]
    near_misses = ["decision 17/1"]
    at = "start"                    # it must match where its text begins ("whole": all of it); else anywhere
    flags = ["ignorecase"]
    needs = ["resolution"]          # any match holds one of these words: cheap to look for before the pattern
    note = "why, where the pattern does not say it"

An example is its text, or a table: `captures` are groups and their words, `found` all that is matched, `after` words
that stand before the place from which a rule of at = "start" reads on. Other keys of a rule are kept in `settings` for
the layer that reads the file. The phrases of `lod/data/phrases.py` are rules too.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation
from msgspec import Struct, field

from lod.data.files import read_toml
from lod.data.fragments import NAMED, fill, read_fragments, shared_fragments
from lod.model.errors import DataError

_FLAGS = {"ignorecase": re.IGNORECASE, "dotall": re.DOTALL, "multiline": re.MULTILINE}
_PLACES = ("anywhere", "start", "whole")


class Example(Struct, frozen=True):
    """Words that a rule must match, and what its groups (or the whole match) must then hold."""

    text: str
    captures: tuple[tuple[str, str], ...] = ()
    found: str | None = None
    after: str = ""


class Rule(Struct, frozen=True, dict=True):
    """One pattern with the cases that prove it; compiled on first use."""

    id: str
    source: str  # the pattern with its fragments put in
    flags: int
    place: str  # file and rule, for errors
    examples: tuple[Example, ...]
    near_misses: tuple[str, ...]
    at: str = "anywhere"
    note: str = ""
    needs: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; raises DataError where it is no regular expression."""
        try:
            return re.compile(self.source, self.flags)
        except re.error as fault:
            raise DataError(f"pattern: {fault}", self.place, "fix the regular expression") from fault

    def may_match(self, text: str) -> bool:
        """Whether a text holds any of the words that every match of the pattern holds: cheap to ask first."""
        for word in self.needs:
            if word in text:
                return True
        return not self.needs

    def find(self, text: str, after: str = "") -> re.Match[str] | None:
        """The match in a text as the rule is used: anywhere, where the text begins, or the whole of it."""
        words, start = after + text, len(after)
        if self.at == "whole":
            return self.pattern.fullmatch(words, start)
        return self.pattern.match(words, start) if self.at == "start" else self.pattern.search(words, start)

    def failures(self) -> list[str]:
        """What is wrong with this rule by its own examples and near-misses; empty when it proves itself."""
        found = [f"{self.id}: near-miss matches: {text!r}" for text in self.near_misses if self.find(text)]
        for example in self.examples:
            match = self.find(example.text, example.after)
            if match is None:
                found.append(f"{self.id}: example does not match: {example.text!r}")
                continue
            if not self.may_match(match[0]):
                found.append(f"{self.id}: {example.text!r} holds none of the words that the rule needs")
            if example.found is not None and match[0] != example.found:
                found.append(f"{self.id}: {example.text!r}: found is {match[0]!r}, not {example.found!r}")
            found += [
                f"{self.id}: {example.text!r}: group {group} is {match[group]!r}, not {value!r}"
                for group, value in example.captures
                if match[group] != value
            ]
        return found


class RuleSet(Struct, frozen=True):
    """Rules of which a text may match few: their needed words are looked for all at once."""

    rules: tuple[Rule, ...]
    automaton: AhoCorasick
    owners: tuple[int, ...]  # of each word: which rule needs it
    always: frozenset[int]  # rules that need no word

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "RuleSet":
        """The set of some rules, in their order."""
        own = tuple(rules)
        needs = [(word, at) for at, rule in enumerate(own) for word in rule.needs]
        automaton = AhoCorasick([word for word, _ in needs], implementation=Implementation.DFA)
        free = frozenset(at for at, rule in enumerate(own) if not rule.needs)
        return cls(own, automaton, tuple(at for _, at in needs), free)

    def that_may_match(self, text: str) -> list[Rule]:
        """Those that may match a text, in their order; as `Rule.may_match` says of each."""
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)
        if not found and not self.always:
            return []  # as of most texts
        told = self.always.union([self.owners[word] for word, _, _ in found])
        return [self.rules[at] for at in sorted(told)]


def load_rules(path: Path, flags: int = re.VERBOSE) -> tuple[Rule, ...]:
    """The rules of a file, in its order; raises DataError naming the file, the rule and the fix."""
    table = read_toml(path)
    fragments = {**shared_fragments(), **read_fragments(table.get("fragments", {}))}
    rules = tuple(parse_rule(row, fragments, flags, f"{path}: rule") for row in table.get("rule", ()))
    for rule in rules:
        _ = rule.pattern  # a fault shows when the file is loaded
    check_ids(rules, path)
    return rules


def check_ids(rules: tuple[Rule, ...], path: Path) -> None:
    """Raise DataError where an id stands twice in a file."""
    ids = [rule.id for rule in rules]
    if doubled := sorted({i for i in ids if ids.count(i) > 1}):
        raise DataError(f"rule id {doubled[0]!r} stands twice", str(path), "give each rule an id of its own")


_OWN_KEYS = frozenset({"id", "pattern", "examples", "near_misses", "note", "needs", "at", "flags"})


def parse_rule(row: Mapping[str, Any], fragments: Mapping[str, str], flags: int, kind: str) -> Rule:
    """One row as a rule; `kind` begins the place that errors name: "citations.toml: rule"."""
    where = f"{kind} {row.get('id', '?')}"
    for key in ("id", "pattern", "examples", "near_misses"):
        if not row.get(key):
            raise DataError(f"no {key}", where, f"add {key}: a rule proves itself by examples and near-misses")
    if row.get("at", "anywhere") not in _PLACES:
        raise DataError(f"at {row['at']!r}", where, f"one of {', '.join(_PLACES)}")
    for flag in row.get("flags", ()):
        if flag not in _FLAGS:
            raise DataError(f"flag {flag!r}", where, f"one of {', '.join(_FLAGS)}")
        flags |= _FLAGS[flag]
    source = single_blanks(fill(row["pattern"], fragments))
    if unknown := NAMED.search(source):
        raise DataError(f"no fragment {unknown[1]!r}", where, "name one of the file, of fragments.toml or of nouns.csv")
    return Rule(
        row["id"],
        source,
        flags,
        where,
        tuple(_example(example) for example in row["examples"]),
        tuple(row["near_misses"]),
        row.get("at", "anywhere"),
        row.get("note", ""),
        tuple(row.get("needs", ())),
        {key: row[key] for key in row if key not in _OWN_KEYS},
    )


_BLANKS = re.compile(r"(?<!\\)\\s(?:(\+)[+?]?|\*)")


def single_blanks(pattern: str) -> str:
    r"""A pattern for text of single blanks, which annotations read: no run of them is there, or looked for.

    >>> print(single_blanks(r"report\s+of\s*,"))
    report\sof\s?,
    """
    return _BLANKS.sub(lambda run: r"\s" if run[1] else r"\s?", pattern)


def _example(example: str | Mapping[str, Any]) -> Example:
    if isinstance(example, str):
        return Example(example)
    captures = tuple(example.get("captures", {}).items())
    return Example(example["text"], captures, example.get("found"), example.get("after", ""))
