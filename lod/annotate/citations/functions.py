"""Citation functions (recalling, reaffirming ...): by the nearest cue before a reference, else by the act's verb.

Reads `lod/data/citation-functions.toml`; the functions are the concepts of `ontology/citation-functions.ttl`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self

from msgspec import Struct

from lod.data.files import data, read_toml
from lod.model.annotations import Act
from lod.model.errors import DataError

#: The function of a reference that no cue and no verb governs.
PLAIN = "citing"

#: Where a verb or participle ceases to govern: a semicolon, or the end of a sentence ("No. 39" is none). What "ibid."
#: takes up behind a semicolon is one more of the same series.
_CLAUSE_STOP = re.compile(r";\s(?!(?:and\s)?ibid)|(?<!No)\.\s[A-Z“]")
#: How many characters behind a stop decide whether it is one.
_AHEAD = 16
_PHRASE_STOP = re.compile(r"[,;]|(?<!No)\.\s[A-Z“]")


class Cue(Struct, frozen=True):
    """Words that give a function to the references behind them.

    `is_phrase`: only to those before the next comma; `notes`: in footnotes only.
    """

    words: str
    function: str
    is_phrase: bool
    notes: bool = False


class Governor(Struct, frozen=True):
    """A cue or verb in a text: from `end` on it governs."""

    end: int
    function: str
    is_phrase: bool


class CueRule(Struct, frozen=True):
    """The cues of one function with the cases that prove them; the reference stands in [brackets]."""

    function: str
    cues: tuple[Cue, ...]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


@cache
def load_cue_rules() -> tuple[CueRule, ...]:
    """The cue rules, in the file's order."""
    return read_cue_rules(data("citation-functions.toml"))


def read_cue_rules(path: Path) -> tuple[CueRule, ...]:
    """A file's cue rules; raises DataError for a rule without words, example or near-miss."""
    return tuple(_rule(row, str(path)) for row in read_toml(path)["cue"])


def load_cues() -> tuple[Cue, ...]:
    """All cues."""
    return tuple(cue for rule in load_cue_rules() for cue in rule.cues)


def _rule(row: Mapping[str, Any], where: str) -> CueRule:
    for key in ("function", "words", "reach", "examples", "near_misses"):
        if not row.get(key):
            raise DataError(f"cue without {key}: {row.get('function')}", where, f"add {key}: a cue proves itself")
    cues = tuple(
        Cue(words, row["function"], row["reach"] == "phrase", bool(row.get("notes"))) for words in row["words"]
    )
    return CueRule(row["function"], cues, tuple(row["examples"]), tuple(row["near_misses"]))


@cache
def _verbs() -> tuple[dict[str, str], dict[str, str]]:
    table = read_toml(data("citation-functions.toml"))
    return table["verbs"], table["families"]


def functions_of_verbs() -> set[str]:
    """All functions that verbs and families can give."""
    verbs, families = _verbs()
    return {*verbs.values(), *families.values()}


def function_of_act(act: Act) -> str:
    """The function that an act's verb gives: by the verb, else by its family."""
    verbs, families = _verbs()
    return verbs.get(act.verb) or families.get(act.family, PLAIN)


def governors_of_acts(acts: Iterable[Act]) -> list[Governor]:
    """The verbs of one paragraph's acts as governors."""
    return [Governor(act.verb_span.end, function_of_act(act), False) for act in acts]


class Reach(Struct, frozen=True):
    """The governors of one kind in one text, by where they begin to govern, and what stops them.

    All stops are found once: looked for between each governor and each reference they would make long lists cubic.
    """

    governors: tuple[Governor, ...]
    stops: tuple[tuple[int, int], ...]  # where each stop begins, and from where on a reference stands behind it

    @classmethod
    def over(cls, text: str, governors: Sequence[Governor], stop: re.Pattern[str], last: int) -> Self:
        """The reach of governors over a text as far as `last`, where the last thing is that they may govern.

        Of two that begin at one place the first given counts.
        """
        first = {governor.end: governor for governor in reversed(governors) if governor.end <= last}
        if not first:
            return cls((), ())
        stops = stop.finditer(text, min(first), last + _AHEAD)
        return cls(tuple([first[end] for end in sorted(first)]), tuple([found.span() for found in stops]))

    def nearest(self, start: int) -> Governor | None:
        """The governor that reaches `start`: where the nearest before it is stopped, those before that one are too."""
        at = bisect_right(self.governors, start, key=lambda governor: governor.end)
        if at == 0:
            return None
        governor = self.governors[at - 1]
        stop = bisect_left(self.stops, (governor.end, 0))
        return None if stop < len(self.stops) and self.stops[stop][1] <= start else governor


class Government(Struct, frozen=True):
    """What governs the references of one text."""

    clauses: Reach
    phrases: Reach

    @classmethod
    def over(cls, text: str, governors: Iterable[Governor], last: int | None = None) -> Self:
        """What the governors of a text govern in it; the last thing that they may govern begins at `last`."""
        end = len(text) if last is None else last
        known = tuple(governors)
        phrases = [governor for governor in known if governor.is_phrase]
        clauses = [governor for governor in known if not governor.is_phrase] if phrases else known
        return cls(Reach.over(text, clauses, _CLAUSE_STOP, end), Reach.over(text, phrases, _PHRASE_STOP, end))

    def function_at(self, start: int, before: int = 0) -> str:
        """The function of a reference at `start`: of the nearest governor before it that reaches it.

        A phrase reaches to the next comma or reference (`before`: where the reference before ends), a verb or
        participle to the end of its sentence or its semicolon.
        """
        clause, phrase = self.clauses.nearest(start), self.phrases.nearest(start)
        if phrase and before <= phrase.end and (clause is None or clause.end < phrase.end):
            return phrase.function
        return clause.function if clause else PLAIN
