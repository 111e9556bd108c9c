"""Instruments by their kind alone: "the Convention", "the Agreement", "the Protocol".

Reads: the paragraphs of a resolution in their order, each with the instruments that it names. Such words mean what the
text says is called so ("the Rivers Convention (“the Convention”)"), else the one of the kind that their paragraph has
named before them, else the only one that the resolution has. Where two fit they are no citation: nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct, field

from lod.annotate.citations.instruments import InstrumentName, in_body, in_title
from lod.annotate.citations.lexicon import OrganName, Word
from lod.annotate.citations.references import Reference, load_citation_rules, pattern, pinpoint_before
from lod.annotate.names.resolve import called_at, is_short_of
from lod.data.instruments import find_instrument_names, load_instruments
from lod.data.rules import Rule
from lod.model.annotations import Instrument

RULE = "citation.short_form"


class Named(Struct, frozen=True):
    """An instrument named at [start:end); `target` None: no table lists it."""

    start: int
    end: int
    words: str
    target: Instrument | None

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.target.path if self.target else self.words


def find_named(text: str, words: Iterable[Word], references: Iterable[Reference]) -> list[Named]:
    """The instruments that a text names, in names of bodies too, in its order."""
    found = [
        Named(word.start, word.end, text[word.start : word.end], word.entry.target)
        for word in words
        if isinstance(word.entry, InstrumentName)
    ]
    for organ in words:
        if isinstance(organ.entry, OrganName):
            found += _in_organ(text[organ.start : organ.end], organ.start)
    unlisted = (r for r in references if r.rule == "citation.instrument_form")
    found += (Named(r.start, r.end, text[r.start : r.end], None) for r in unlisted)
    return sorted(found, key=lambda named: named.start)


def _in_organ(name: str, at: int) -> Iterator[Named]:
    """The instruments in an organ’s name that stands at a place: the Conference of the Parties to a convention."""
    if any(map(name.__contains__, _rule().settings["kinds"])):  # of few
        for start, end in find_instrument_names(name):
            yield Named(at + start, at + end, name[start:end], _by_name()[name[start:end]])


@cache
def _by_name() -> dict[str, Instrument]:
    return {name: row.instrument for row in load_instruments() for name in (*row.labels, *row.short)}


class ShortForms(Struct):
    """What a resolution has named so far, by kind: what is said to be called so, and all that is of the kind."""

    said: dict[str, Instrument | None] = field(default_factory=dict)
    named: dict[str, dict[str, Instrument | None]] = field(default_factory=dict)

    def find(self, text: str, named: Sequence[Named]) -> Iterator[Reference]:
        """The citations by kind alone in a paragraph; what it names is known from then on."""
        here: dict[str, dict[str, Instrument | None]] = {}
        at = 0
        for found in pattern("short_form").finditer(text) if _rule().may_match(text) else ():
            start, end = found.span("short")
            while at < len(named) and named[at].end <= start:
                self._remember(text, named[at], here)
                at += 1
            target = self._meant(found["short"], here)
            if target and not in_body(text, start, end) and not in_title(text, start):
                yield Reference(start, end, RULE, target, start, pinpoint=pinpoint_before(text, start))
        for one in named[at:]:
            self._remember(text, one, here)

    def _remember(self, text: str, named: Named, here: dict[str, dict[str, Instrument | None]]) -> None:
        called = called_at(text, named.end)
        for kind in _rule().settings["kinds"]:
            if kind not in named.words or not is_short_of(kind, named.words):
                continue
            for known in (self.named, here):
                known.setdefault(kind, {})[named.key] = named.target
            if called == kind:
                self.said[kind] = named.target

    def _meant(self, kind: str, here: dict[str, dict[str, Instrument | None]]) -> Instrument | None:
        if kind in self.said:
            return self.said[kind]
        candidates = here.get(kind) or self.named.get(kind, {})
        return next(iter(candidates.values())) if len(candidates) == 1 else None


def _rule() -> Rule:
    return load_citation_rules()[RULE]
