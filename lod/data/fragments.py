"""Named fragments of patterns that all rules and phrases share: months, ordinals, nouns by kind, `fragments.toml`.

A pattern of `lod/data/` names a part where it stands: "the [ ] {body}". What one file needs stands in its own
[fragments], what two need in `lod/data/fragments.toml`; nouns stand in `lod/data/nouns.csv`, one a line.
Of each kind there are three parts: "{body.singular}", "{body.plural}", and "{body}" for either.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from lod.data.calendar import load_months
from lod.data.files import data, read_toml
from lod.data.ordinals import ordinal_pattern
from lod.model.errors import DataError

COLUMNS = ("noun", "plural", "kinds")
#: A named part in a pattern; {2,3} is none.
NAMED = re.compile(r"\{([a-z][a-z_.]*)\}")


class Noun(Struct, frozen=True):
    """A noun as texts print it; `plural` is "" where it has none, and `kinds` are the patterns' lists that it is in."""

    noun: str
    plural: str
    kinds: tuple[str, ...]


@cache
def shared_fragments() -> Mapping[str, str]:
    """The parts that every file of rules and phrases may name.

    >>> shared_fragments()["month"][:22]
    '(?:January|February|Ma'
    """
    calendar = {"month": any_of(load_months()["en"]), "ordinal_words": ordinal_pattern()}
    return calendar | noun_fragments(load_nouns()) | read_fragments(read_toml(data("fragments.toml"))["fragments"])


def read_fragments(table: Mapping[str, str | list[str]]) -> dict[str, str]:
    r"""Fragments as patterns: a list is its alternatives.

    >>> read_fragments({"number": "[0-9]+", "body": ["Board", "Review Conference"]})["body"]
    '(?:Board|Review\\sConference)'
    """
    return {name: value if isinstance(value, str) else any_of(value) for name, value in table.items()}


def any_of(words: Iterable[str]) -> str:
    r"""Alternatives as a pattern, for verbose mode too; a blank is any one blank.

    >>> any_of(["Board", "Review Conference"])
    '(?:Board|Review\\sConference)'
    """
    return f"(?:{'|'.join(words)})".replace(" ", r"\s")


def fill(pattern: str, fragments: Mapping[str, str]) -> str:
    """A pattern with its {fragments} put in, to any depth; {2,3} and unknown names stay as they are.

    >>> fill("{day} of {month}", {"month": "(?:May|June)", "day": "[0-9]{1,2}"})
    '[0-9]{1,2} of (?:May|June)'
    """
    while any(name in fragments for name in NAMED.findall(pattern)):
        pattern = NAMED.sub(lambda found: fragments.get(found[1], found[0]), pattern)
    return pattern


@cache
def load_nouns() -> tuple[Noun, ...]:
    """The nouns of the package's table."""
    return read_nouns(data("nouns.csv"))


def read_nouns(path: Path) -> tuple[Noun, ...]:
    """The nouns of a table; raises DataError naming the line and the fix."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError(f"columns are {reader.fieldnames}", str(path), f"they must be {', '.join(COLUMNS)}")
        rows = [(reader.line_num, row) for row in reader]
    for line, row in rows:
        if not row["noun"] or not row["kinds"]:
            raise DataError("no noun or no kinds", f"{path}:{line}", "give the noun and the lists that it is in")
    if doubled := [
        (line, row["noun"]) for line, row in rows if sum(other["noun"] == row["noun"] for _, other in rows) > 1
    ]:
        line, noun = doubled[-1]
        raise DataError(f"noun {noun!r} stands twice", f"{path}:{line}", "put its kinds into one line")
    return tuple(Noun(row["noun"], row["plural"], tuple(row["kinds"].split())) for _, row in rows)


def noun_fragments(nouns: Iterable[Noun]) -> dict[str, str]:
    """The parts made of nouns: for each kind its nouns in the singular, in the plural, and in either, longest first.

    >>> made = noun_fragments([Noun("Board", "Boards", ("body",)), Noun("Assembly", "Assemblies", ("body",))])
    >>> made["body"], made["body.singular"]
    ('(?:Assembly|Assemblies|Boards?)', '(?:Assembly|Board)')
    """
    given = sorted(nouns, key=lambda noun: (-len(noun.noun), noun.noun))
    kinds = sorted({kind for noun in given for kind in noun.kinds})
    made: dict[str, str] = {}
    for kind in kinds:
        of_kind = [noun for noun in given if kind in noun.kinds]
        made[kind] = any_of(_either(noun) for noun in of_kind)
        made[f"{kind}.singular"] = any_of(noun.noun for noun in of_kind)
        made[f"{kind}.plural"] = any_of(noun.plural for noun in of_kind if noun.plural)
    return made


def _either(noun: Noun) -> str:
    if noun.plural == f"{noun.noun}s":
        return f"{noun.noun}s?"
    return f"{noun.noun}|{noun.plural}" if noun.plural else noun.noun
