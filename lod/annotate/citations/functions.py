"""Citation functions (recalling, reaffirming ...): by the nearest cue before a reference, else by the act's verb.

Reads `lod/data/citation-functions.toml`; the functions are the concepts of `ontology/citation-functions.ttl`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self

from msgspec import Struct, field

from lod.data.files import data, read_toml
from lod.data.phrases import Phrase
from lod.model.annotations import Act
from lod.model.errors import DataError

#: The function of a reference that no cue and no verb governs.
PLAIN = "citing"

#: Where a verb or participle ceases to govern: a semicolon, or the end of a sentence ("No. 39" is none). What "ibid."
#: takes up behind a semicolon is one more of the same series.
_CLAUSE_STOP = re.compile(r"[;.](?:(?<=;)\s(?!(?:and\s)?ibid)|(?<=\.)(?<!No\.)\s[A-Z“])")
#: How many characters behind a stop decide whether it is one.
_AHEAD = 16
_PHRASE_STOP = Phrase("citations.phrase_stop")
_LIST_JOINT = Phrase("citations.list_joint")
_LISTED = Phrase("citations.listed")
#: The longest list of what is no reference between a cue and one.
_LONGEST_LIST = 400
#: Families whose verbs ask for a doing: what is cited amid it is no object of the verb.
_OF_DOINGS = ("request", "call", "invite", "decide")
_DOING = Phrase("citations.doing")


class Cue(Struct, frozen=True):
    """Words that give a function to the references behind them.

    `is_phrase`: only to those before the next comma; `notes`: in footnotes only.
    """

    words: str
    function: str
    is_phrase: bool
    notes: bool = False


class Governor(Struct, frozen=True, gc=False):
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
    """All cues, and the words that hold one and are none: those have no function."""
    none = [
        Cue(words, "", False) for row in read_toml(data("citation-functions.toml"))["none"] for words in row["words"]
    ]
    return (*(cue for rule in load_cue_rules() for cue in rule.cues), *none)


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
    """The verbs of one paragraph's acts as governors.

    A verb that asks for a doing, or decides on one, says nothing of what is cited amid that: it governs no more than
    the phrase behind it: "requests the Board to align its work with the 2030 Agenda" does not request the Agenda.
    """
    return [governor for act in acts for governor in _governors_of_act(act)]


def _governors_of_act(act: Act) -> Iterator[Governor]:
    function, end = function_of_act(act), act.verb_span.end
    if act.family not in _OF_DOINGS or act.verb in _verbs()[0]:
        yield Governor(end, function, False)
        return
    yield Governor(end, PLAIN, False)
    yield Governor(end, function, True)
    if doing := _DOING.search(act.span.printed, end - act.span.start):
        yield Governor(act.span.start + doing.end(), PLAIN, False)


def is_list(text: str) -> bool:
    """Whether words between a cue and a reference, or between two references, are members of the list there.

    >>> is_list(" international law, including humanitarian law, and the "), is_list(" dialogue with States, and its ")
    (True, False)
    """
    at = 0
    for joint in _LIST_JOINT.finditer(text) if len(text) <= _LONGEST_LIST else ():
        member = text[at : joint.start()].strip()
        if member and not _LISTED.fullmatch(member):
            return False
        at = joint.end()
    return 0 < at == len(text)


class Reach(Struct):
    """The governors of one kind in one text, by where they begin to govern, and what stops them.

    Where a governor is stopped is looked for once: between each governor and each reference it would make long lists
    cubic.
    """

    text: str
    governors: tuple[Governor, ...]
    stop: re.Pattern[str] | Phrase
    last: int
    stopped: dict[int, int] = field(default_factory=dict)  # by where a governor begins: behind its stop

    @classmethod
    def over(cls, text: str, governors: Sequence[Governor], stop: re.Pattern[str] | Phrase, last: int) -> Self:
        """The reach of governors over a text as far as `last`, where the last thing is that they may govern.

        Of two that begin at one place the first given counts.
        """
        first = {governor.end: governor for governor in reversed(governors) if governor.end <= last}
        return cls(text, tuple([first[end] for end in sorted(first)]), stop, last)

    def before(self, start: int) -> Governor | None:
        """The last governor before `start`, whether it reaches that or not."""
        at = bisect_right(self.governors, start, key=lambda governor: governor.end)
        return self.governors[at - 1] if at else None

    def nearest(self, start: int) -> Governor | None:
        """The governor that reaches `start`: where the nearest before it is stopped, those before that one are too."""
        governor = self.before(start)
        return governor if governor and start < self._stop_of(governor) else None

    def _stop_of(self, governor: Governor) -> int:
        """From where on a reference stands behind the stop of a governor."""
        if governor.end not in self.stopped:
            found = self.stop.search(self.text, governor.end, self.last + _AHEAD)
            self.stopped[governor.end] = found.end() if found else self.last + _AHEAD
        return self.stopped[governor.end]


class Government(Struct, frozen=True):
    """What governs the references of one text."""

    text: str
    clauses: Reach
    phrases: Reach

    @classmethod
    def over(cls, text: str, governors: Iterable[Governor], last: int | None = None) -> Self:
        """What the governors of a text govern in it; the last thing that they may govern begins at `last`."""
        end = len(text) if last is None else last
        known = tuple(governors)
        phrases = [governor for governor in known if governor.is_phrase]
        clauses = [governor for governor in known if not governor.is_phrase] if phrases else known
        return cls(text, Reach.over(text, clauses, _CLAUSE_STOP, end), Reach.over(text, phrases, _PHRASE_STOP, end))

    def function_at(self, start: int, before: int = 0, head: int | None = None) -> str:
        """The function of a reference at `start`: of the nearest governor before it that reaches it.

        A phrase reaches to the next comma or reference (`before`: where the reference before ends), and beyond the
        commas of a list of laws and documents; a verb or participle to the end of its sentence or its semicolon.
        `head`: where the reference begins, if a pinpoint begins at `start`: "under Article | 73 of the Charter".
        """
        clause, phrase = self.clauses.nearest(start), self.phrases.before(start)
        inner = self.phrases.nearest(head) if head is not None and head > start else None
        if inner and inner.end > start:
            return inner.function
        is_nearer = phrase and before <= phrase.end and (clause is None or clause.end <= phrase.end)
        if phrase and is_nearer and (self.phrases.nearest(start) or self._lists(phrase, start)):
            return phrase.function
        return clause.function if clause else PLAIN

    def _lists(self, phrase: Governor, start: int) -> bool:
        """Whether a list leads from a phrase to `start`; "parties to the Convention" begins none."""
        return phrase.function != PLAIN and is_list(self.text[phrase.end : start])
