"""Finding the finite verbs of the organ in a paragraph, with their manner and without additive words.

Data: `lod/data/verbs.toml`. Governing text: `docs/acts.md`. "Also", "Further" are no verbs; "with
appreciation" is manner; the noun decides what "reiterates its ..." does.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from msgspec import Struct

from lod.data.files import data, read_toml
from lod.data.phrases import Phrase
from lod.model.errors import DataError

FAMILIES = ("request", "call", "invite", "decide", "recall", "recognize", "note", "stress", "evaluate")


_CONTINUES = Phrase("acts.continues")


class Trait(StrEnum):
    """How a verb is used: the words of the table's column `traits`."""

    NOUN = "noun"  # a form of it is a noun too: "notes", "requests"
    COMMON = "common"  # others do it as often as the organ: it counts only where a comma and "and" set it apart
    PARTED = "parted"  # of these: a comma and "and" part it from the clause before it
    ASKS_THAT = "asks that"  # somebody may be asked by "that": "recommends that the Conference continue"
    ASKS_TO = "asks to"  # "to", "upon" stands before whom it addresses: "appeals to States"
    ASKS_FOR = "asks for"  # "for" may stand before whom it addresses: "its call for the Board to meet"
    ASKS_FOR_REPORTS = "asks for reports"  # who is to report may stand behind "by": "requests a briefing by the Board"
    ASKS_BY_NOUN = "asks by noun"  # what is asked may be a noun: "calls upon donors for support"
    TAKES_NO_CLAUSE = "takes no clause"  # "that" behind it points at somebody: "calls upon that State to"


class Verb(Struct, frozen=True):
    """A verb of the organ, as the table has it."""

    slug: str
    forms: tuple[str, ...]
    family: str
    directive: bool  # whom it addresses may follow it
    definition: str
    example: str
    source: str  # the paragraph that the example is printed in: "A/RES/78/32#op6"; "" for one made up
    traits: frozenset[Trait] = frozenset()


class VerbFound(Struct, frozen=True):
    """A verb phrase in a text: [start:end) from its manner or verb to its last word, after `lead`."""

    lead: int
    start: int
    end: int
    verb: Verb
    phrase: str  # lower case, without additive words and manner
    printed: str  # the same words as they stand in the text, up to a comma amid them
    manner: str | None


@cache
def load_verbs() -> tuple[Verb, ...]:
    """The verbs of the package's table."""
    return read_verbs(data("verbs.toml"))


def read_verbs(path: Path) -> tuple[Verb, ...]:
    """The verbs of a table; raises DataError with the row and the fix."""
    rows = read_toml(path).get("verb", [])
    known: dict[str, str] = {}
    for row in rows:
        where = f"{path}: verb {row.get('slug', '?')}"
        for key in ("slug", "forms", "family", "definition", "example"):
            if not row.get(key):
                raise DataError(f"no {key}", where, f"add {key}")
        if row["family"] not in FAMILIES:
            raise DataError(f"unknown family {row['family']!r}", where, f"one of {', '.join(FAMILIES)}")
        if unknown := set(row.get("traits", ())) - {*Trait}:
            raise DataError(f"unknown trait {min(unknown)!r}", where, f"one of {', '.join(Trait)}")
        for form in row["forms"]:
            if known.setdefault(form, row["slug"]) != row["slug"]:
                raise DataError(f"{form!r} is a form of {known[form]!r} too", where, "leave one of the two")
    return tuple(
        Verb(
            row["slug"],
            tuple(row["forms"]),
            row["family"],
            row.get("directive", False),
            row["definition"],
            row["example"],
            row.get("source", ""),
            frozenset(map(Trait, row.get("traits", ()))),
        )
        for row in rows
    )


class Phrases(Struct, frozen=True):
    """Patterns of the words round a verb."""

    additive: str
    context: str
    adverb: str
    manner: str
    expressed: str

    @property
    def lead(self) -> str:
        """What may stand before a verb."""
        adverbs = rf"(?P<adverb>{self.adverb})\s+(?:and\s+{self.adverb}\s+)?"
        return rf"(?:(?:{self.additive}|{self.context})(?:\s*+,)?\s++|{adverbs})*"

    @property
    def tail(self) -> str:
        """What may stand after it."""
        return rf"(?:\s+(?:{self.additive}|{self.context}))*(?:,?\s+(?:and\s+(?=with\b))?(?P<manner>{self.manner}))?"

    @property
    def inner(self) -> str:
        """What may stand inside it, white space included: "calls, in this context, for"."""
        return rf"(?P<said>,?\s+(?:{self.additive}|{self.context}),?)?\s+"


def read_phrases(path: Path) -> Phrases:
    """The phrases of a table."""
    rows = read_toml(path)["phrases"]
    given = ("additive", "context", "adverbs", "manners", "expressed")
    return Phrases(*("(?:" + "|".join(rows[key]).replace(" ", r"\s+") + ")" for key in given))


class Form(Struct, frozen=True):
    """A form of a verb, or the rest of one after "continues to", as patterns of its parts.

    What may stand inside a form is one pattern of all forms: as a part of each it would be compiled for each.
    """

    verb: Verb
    parts: tuple[str, ...]
    inner: str  # what stands between them
    needs: tuple[str, ...]  # words after the first that stand in every match: cheap to look for before the patterns

    def end(self, text: str, at: int, any_case: bool) -> int | None:
        """Where the form's words end that stand at a place of a text; None where they do not stand there."""
        return self._end(text, at, any_case, 0)

    def _end(self, text: str, at: int, any_case: bool, number: int) -> int | None:
        found = _compiled(self.parts[number], any_case).match(text, at)
        if found is None or number == len(self.parts) - 1:
            return found and found.end()
        for start in self._starts(text, found.end(), any_case):
            if (end := self._end(text, start, any_case, number + 1)) is not None:
                return end
        return None

    def _starts(self, text: str, end: int, any_case: bool) -> tuple[int, ...]:
        """Where the next word may begin: behind what is said amid the form, or right behind the blank."""
        found = _compiled(self.inner, any_case).match(text, end)
        if found is None:
            return ()
        blank = _BLANK.match(text, end) if found["said"] else None
        return (found.end(), blank.end()) if blank else (found.end(),)


_BLANK = re.compile(r"\s+")

#: Who speaks in a declaration.
WE = "We "


class VerbFinder:
    """Finds the verbs of the table in a text.

    A verb is looked up by its first word; patterns of other verbs are neither compiled nor tried.
    """

    def __init__(self, verbs: tuple[Verb, ...], phrases: Phrases) -> None:
        self._opening_lead = rf"\W{{0,3}}{phrases.lead}(?=[a-z])"
        self._inner_lead = rf"\b{phrases.lead}(?=[a-z])"
        self._tail = phrases.tail
        forms = {form: verb for verb in verbs for form in verb.forms}
        ordered = sorted(forms, key=lambda form: (-len(form.split()), -len(form)))
        inner = phrases.inner  # one text, by which its pattern is looked up
        self._forms = _by_key((_keys(form), _form(form, forms[form], phrases, inner)) for form in ordered)
        continued = ((_continued_form(form, forms[form], phrases, inner), form) for form in ordered)
        self._continued = _by_key(((_continued_key(form),), made) for made, form in continued if made)
        words = {form.split()[0] for form in forms} | {"remains", "continues", "seizes"}
        firsts = sorted(words | {word.split("-")[0] + "-" for word in words if "-" in word})
        self._triggers = AhoCorasick(
            firsts, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )  # few and short: twice as fast
        before = f"{phrases.additive}|{phrases.context}|{phrases.adverb}(?:\\s+and\\s+{phrases.adverb})?"
        self._lead_word = re.compile(rf"\b(?:{before})(?:\s*+,)?\s++$")
        self._inside = re.compile(rf",?\s(?:{phrases.additive}|{phrases.context}),?(?=\s)")

    def opening(self, text: str, start: int = 0) -> VerbFound | None:
        """The verb with which a paragraph opens, or its words from `start` on."""
        lead = _compiled(self._opening_lead, True).match(text, start)
        found = lead and self._form_at(text, lead.end(), True)
        return self._made(text, lead, found, True) if lead and found else self._ours(text, start)

    def _ours(self, text: str, start: int) -> VerbFound | None:
        """The verb of "We also reaffirm": in a declaration that is adopted "we" is the organ."""
        if not text.startswith(WE, start):
            return None
        lead = _compiled(self._inner_lead, False).match(text, start + len(WE))
        found = lead and _first(self._continued.get(_key_at(text, lead.end()), ()), text, lead.end(), False)
        return self._made(text, lead, found, False) if lead and found else None

    def later(self, text: str, start: int) -> list[VerbFound]:
        """Verbs after `start`, in lower case, each with the words that lead to it."""
        made = []
        for _, at, end in self._triggers.find_matches_as_indexes(text):
            if at < start or text[at - 1 : at].isalnum() or text[end : end + 1].isalnum():
                continue
            if found := self._form_at(text, at, False):
                first = self._lead_start(text, start, at)
                lead = _compiled(self._inner_lead, False).match(text, first)
                made += [self._made(text, lead, found, False)] if lead and lead.end() == at else []
        return made

    def _form_at(self, text: str, at: int, any_case: bool) -> tuple[Verb, int] | None:
        """The verb of the first form that stands at a place, and where its words end."""
        if continues := _CONTINUES.match(text, at):
            after = continues.end()
            if found := _first(self._continued.get(_key_at(text, after), ()), text, after, any_case):
                return found
        return _first(self._forms.get(_key_at(text, at), ()), text, at, any_case)

    def _made(self, text: str, lead: re.Match[str], found: tuple[Verb, int], any_case: bool) -> VerbFound:
        verb, end = found
        tail = _compiled(self._tail, any_case).match(text, end)
        words, amid = text[lead.end() : end].lower(), None
        if not words.isalpha():  # nothing stands inside one word
            words, amid = _without_adverb(self._inside.sub("", " ".join(words.split())))
        manner = (tail and tail["manner"]) or lead["adverb"] or amid
        return VerbFound(
            lead.start(),
            lead.start("adverb") if lead["adverb"] else lead.end(),
            tail.end("manner") if tail and tail["manner"] else end,
            verb,
            words.replace("- ", "-"),
            text[lead.end() : end].partition(",")[0],
            " ".join(manner.lower().split()) if manner else None,
        )

    def _lead_start(self, text: str, floor: int, verb: int) -> int:
        """Where the additive words and phrases before a verb begin."""
        at = verb
        while (found := self._lead_word.search(text, max(floor, at - 40), at)) and found.end() == at:
            at = found.start()
        return at


#: Characters in which the words of a form stand, whatever is said between them.
_REACH = 600
_KEY = re.compile("[A-Za-z]+")


def _key_at(text: str, at: int) -> str:
    """The letters at a place of a text, in lower case, by which forms are looked up."""
    found = _KEY.match(text, at)
    return found[0].lower() if found else ""


def _keys(form: str) -> tuple[str, ...]:
    """What `_key_at` gives where a form stands: its first word, up to a hyphen.

    >>> _keys("re-emphasizes"), _keys("is concerned")
    (('re',), ('is', 'remains'))
    """
    first = form.split()[0].split("-")[0]
    return (first, "remains") if first == "is" else (first,)


def _continued_key(form: str) -> str:
    return infinitive(form.split()[0]).split("-")[0]


def _by_key(forms: Iterable[tuple[tuple[str, ...], Form]]) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for keys, form in forms:
        for key in keys:
            found.setdefault(key, []).append(form)
    return found


def _first(forms: Sequence[Form], text: str, at: int, any_case: bool) -> tuple[Verb, int] | None:
    if not forms:
        return None
    near = text[at : at + _REACH].lower()
    for form in forms:
        if all(map(near.__contains__, form.needs)) and (end := form.end(text, at, any_case)) is not None:
            return form.verb, end
    return None


@cache
def _compiled(pattern: str, any_case: bool) -> re.Pattern[str]:
    """A pattern, compiled once; no flags are asked for, since they are slow to look up by."""
    return re.compile(pattern, re.IGNORECASE if any_case else re.NOFLAG)


@cache
def load_finder() -> VerbFinder:
    """The finder of the package's verbs."""
    return VerbFinder(load_verbs(), read_phrases(data("verbs.toml")))


#: Verbs that say what they do by their noun: "expresses its deep appreciation", "gives its full support".
_TAKING_NOUNS = {
    *("expresses", "reiterates", "reaffirms", "renews", "repeats", "gives", "lends", "attaches", "extends", "makes"),
    *("addresses", "launches", "conveys"),
}
#: What was asked elsewhere is recalled: "reiterates the call made in the declarations", "the request of the Board".
_OF_OTHERS = r"(?!\s+(?:(?:made|contained|set\s+out)\s+(?:in|by|at)|of\s+the|by\s+the)\b)"
_ASKING_NOUNS = {"request", "call", "appeal", "demand", "invitation", "recommendation", "encouragement"}
_WORD = r"(?!(?:of|for|to|that|in|on|with|by|upon|at|as|and)\b)[a-z]+"
_ADJECTIVES = (
    rf"(?:with\s+(?:[a-z]+\s+)?[a-z]+\s+)?(?:(?:its|the|his|their|an?)\s+)?(?:(?:{_WORD}\s+and\s+)?{_WORD}\s+){{0,3}}?"
)
#: What "expresses" expresses, whatever it is: "its readiness" to, "the need" for. A noun of the table needs no article.
_EXPRESSED = (
    rf"(?:\s+(?:its|the)\s+(?:{_WORD}\s+){{0,3}}?{_WORD}(?=\s+(?:to|of|that|for|at|with|about|on|in|over|as|by)\b|$)"
)
_ITS = r"its\s+"
_ADVERB = r"(?:[a-z]+ly\s+(?:and\s+[a-z]+ly\s+)?)?"


def _parts(form: str, phrases: Phrases) -> tuple[str, ...]:
    """The words of a form as patterns, between which additive words may stand: adjectives and "its" before its noun.

    "..." in a form is whatever the verb takes: "brings ... to the attention".
    """
    first, *rest = form.split()
    if rest[:1] == ["its"]:
        return first, rf"{_ITS}{_ADJECTIVES}{rest[1]}s?"
    if first in _TAKING_NOUNS and rest:
        plural = "" if rest[0].endswith("s") else "s?"
        noun = rf"{_ADJECTIVES}{rest[0]}{plural}"
        if rest[0] in _ASKING_NOUNS:
            return first, rf"(?:{_ITS}{noun}|{noun}\b{_OF_OTHERS})"
        return first, noun
    if form == "expresses":
        return (rf"{first}{_EXPRESSED}|\s+(?:[a-z]+\s+)?{phrases.expressed}\b)?",)
    if first == "is":
        return rf"(?:is|remains)\s+{_ADVERB}{rest[0]}", *rest[1:]
    if "..." in rest:
        before, after = (r"\s+".join(words.split()) for words in form.split("..."))
        return (rf"{before}\s+(?:[^\s,;.]+\s+){{1,12}}?{after}",)
    return _hyphened(first), *rest


def _hyphened(word: str) -> str:
    """A word as a pattern: a line may have ended at its hyphen."""
    return word.replace("-", r"-\s?")


#: The adverb amid "remains seriously concerned".
_AMID = re.compile(r"(?P<is>is|remains) (?P<adverb>[a-z]+ly(?: and [a-z]+ly)?) ")


def _without_adverb(words: str) -> tuple[str, str | None]:
    """A verb phrase and the adverb amid it, which is its manner.

    >>> _without_adverb("remains seriously concerned"), _without_adverb("welcomes")
    (('remains concerned', 'seriously'), ('welcomes', None))
    """
    found = _AMID.match(words)
    return (f"{found['is']} {words[found.end() :]}", found["adverb"]) if found else (words, None)


def _form(form: str, verb: Verb, phrases: Phrases, inner: str) -> Form:
    *parts, last = _parts(form, phrases)
    needs = tuple(word for word in form.split()[1:] if word.isalpha())
    return Form(verb, (*parts, rf"{last}\b"), inner, needs)


def _continued_form(form: str, verb: Verb, phrases: Phrases, inner: str) -> Form | None:
    """The form after "continues to"; None for one that does not follow it."""
    first = form.split()[0]
    if first in ("is", "remains", "continues") or "..." in form.split():
        return None
    made = _form(form, verb, phrases, inner)
    opening = made.parts[0].replace(_hyphened(first), _hyphened(infinitive(first)), 1)
    parts = (opening, *(part.replace(_ITS, r"(?:its|our)\s+") for part in made.parts[1:]))
    needs = tuple(word for word in made.needs if word != "its")  # "we reaffirm our support"
    return Form(verb, parts, inner, needs)


def infinitive(verb: str) -> str:
    """The infinitive of a verb in its third person.

    >>> [infinitive(verb) for verb in ("urges", "stresses", "calls", "launches")]
    ['urge', 'stress', 'call', 'launch']
    """
    return verb[:-2] if verb.endswith(("sses", "ches", "shes")) else verb[:-1]
