"""Statements that a person should read again: annotations whose words look as if a rule went wrong.

Reads: a `PublishedResolution`. Writes: `Suspicion`s, places to look and no verdicts, for those who write rules.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from lod.data.authorities import load_authorities
from lod.data.phrases import Phrase
from lod.graph.described import FUNDS, GROUPS
from lod.review.documents import PublishedResolution, Thing, reading_order

_ADOPTED_ELSEWHERE = Phrase("suspicious.adopted_elsewhere")
_ASKS = Phrase("suspicious.asks")
_CUT = Phrase("suspicious.cut")
_GLUED = Phrase("suspicious.glued")
_NO_ACTOR = Phrase("suspicious.no_actor")
_PRONOUN = Phrase("suspicious.pronoun")
#: Families of verbs that are said to somebody.
_ASKING = frozenset({"request", "call", "invite"})
#: Words of a deliverable that is likely to have run on.
_LONG = 40
#: Characters before a citation in which what governs it stands.
_BEFORE = 140


class Doubt(StrEnum):
    """Why a statement looks wrong."""

    PRONOUN = "an actor that begins with a pronoun"
    NO_ACTOR = "an actor that is something done"
    CUT_ACTOR = "an actor that ends in mid-phrase"
    CUT_FUND = "a fund whose name is cut"
    FUNCTION = "endorsing, though the words tell where or by whom something was adopted"
    GLUED = "a symbol that ends in a word"
    NOBODY = "asks somebody, addresses nobody"
    DELIVERABLE = "a deliverable that is cut or over 40 words"


class Suspicion(Struct, frozen=True):
    """One statement to read again: why, the paragraph or note, and the words."""

    doubt: Doubt
    place: str
    words: str


def suspicious(document: PublishedResolution) -> list[Suspicion]:
    """The statements of a resolution to read again, by reason and in reading order."""
    found = [*_mentions(document), *_citations(document), *_acts(document)]
    reasons = list(Doubt)
    return sorted(found, key=lambda one: (reasons.index(one.doubt), reading_order(one.place), one.words))


def _mentions(document: PublishedResolution) -> Iterator[Suspicion]:
    """Of groups and funds that no table names, so that their words alone are their name."""
    for mention in document.of_type("Mention"):
        path, words, place = mention.one("mentions"), mention.one("asPrinted"), _place(mention, "mentionedIn")
        if load_authorities().get(path):
            continue
        name = path.rpartition("/")[2].replace("-", " ")  # without what is folded away, such as "those" and "other"
        if path.startswith(FUNDS) and _CUT.search(words):
            yield Suspicion(Doubt.CUT_FUND, place, words)
        if path.startswith(GROUPS):
            yield from (Suspicion(doubt, place, words) for doubt in _of_actor(name, words))


def _of_actor(name: str, words: str) -> Iterator[Doubt]:
    if _PRONOUN.match(name):
        yield Doubt.PRONOUN
    if _NO_ACTOR.fullmatch(name):
        yield Doubt.NO_ACTOR
    if _CUT.search(words):
        yield Doubt.CUT_ACTOR


def _citations(document: PublishedResolution) -> Iterator[Suspicion]:
    for citation in document.of_type("Citation"):
        place, printed = _place(citation, "citedIn"), citation.one("asPrinted")
        if _GLUED.search(citation.one("hasCitedEntity")):
            yield Suspicion(Doubt.GLUED, place, printed)
        start = citation.offset("startOffset")
        passage = document.things[place].one("text") if place in document.things else ""
        before = passage[max(0, start - _BEFORE) : max(0, start)]
        if citation.one("citationFunction").endswith("/endorsing") and _ADOPTED_ELSEWHERE.search(before):
            yield Suspicion(Doubt.FUNCTION, place, f"{before[-70:]}{printed}".strip())


def _acts(document: PublishedResolution) -> Iterator[Suspicion]:
    for act in document.of_type("Act"):
        place, words, deliverable = _place(act, "performedIn"), act.one("asPrinted"), act.one("deliverable")
        asking = document.families.get(act.one("verb")) in _ASKING
        if asking and not act.all("addressing") and _ASKS.match(words):
            yield Suspicion(Doubt.NOBODY, place, words)
        if deliverable and (len(deliverable.split()) > _LONG or _CUT.search(deliverable)):
            yield Suspicion(Doubt.DELIVERABLE, place, deliverable)


def _place(thing: Thing, term: str) -> str:
    return thing.one(term).partition("#")[2]
