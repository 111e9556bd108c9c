"""Qualifiers in a list of addressees: words between commas that say how, where or which, and are left out.

They are dropped with what they take in: "States, including islands and ports, and donors" are States and donors.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.noun_phrases import is_no_actor, is_somebody, without_lead
from lod.annotate.names.find import Name
from lod.data.phrases import Phrase

_ASIDE = Phrase("qualifiers.aside")
_PARTICIPLE = Phrase("qualifiers.participle")
_GERUND = Phrase("qualifiers.gerund")
_CONTEXT = Phrase("qualifiers.context")
_INCLUDING = Phrase("qualifiers.including")
_WITH = Phrase("qualifiers.with")
_ESPECIALLY = Phrase("qualifiers.especially")
_ANYBODY = Phrase("qualifiers.anybody")
_SUCH_AS = Phrase("qualifiers.such_as")
_APPOSITION = Phrase("qualifiers.apposition")
_THEIRS = Phrase("qualifiers.theirs")
_TO = Phrase("qualifiers.to")


class Segment(Struct, frozen=True):
    """A piece of the phrase [start:end); `apart` tells that a comma stands before it."""

    start: int
    end: int
    apart: bool


class _Aside(Struct, frozen=True):
    """Words that say no more of whom was named, as far as they are read.

    `included`: they name members; `listed`: a conjunction has ended their list; `named`: they single out bodies by
    name; `together`: they take in all that follows.
    """

    included: bool = False
    listed: bool = False
    named: bool = False
    together: bool = False

    def ends(self, text: str, segment: Segment, known: Sequence[Name]) -> bool:
        """Whether a segment behind it names somebody again; a list of members ends at ", and": "including A, and B"."""
        words = text[segment.start : segment.end].strip(" ,")
        if words.startswith("as well as"):
            return True
        if not segment.apart or is_no_actor(without_lead(words)):
            return False
        if words.startswith("and "):
            return True
        return self.listed if self.included else not (self.named and _is_body(text, segment, known))


def _aside(text: str, segment: Segment, known: Sequence[Name], before: _Aside | None) -> _Aside:
    """The aside that a segment opens or goes on with."""
    words, before = text[segment.start : segment.end].strip(" ,"), before or _Aside()
    if _CONTEXT.fullmatch(words):
        return replace(before, included=before.included or _INCLUDING.match(words) is not None)
    especially = _ESPECIALLY.match(text, segment.start, segment.end)
    return _Aside(
        included=_INCLUDING.match(words) is not None,
        named=especially is not None and _is_body(text, replace(segment, start=especially.end()), known),
        together=before.together or _WITH.match(words) is not None,
    )


def _is_body(text: str, segment: Segment, known: Sequence[Name]) -> bool:
    """Whether a segment is the name of one body, and nothing else: not "United Nations bodies"."""
    words = without_lead(text[segment.start : segment.end].strip(" ,"))
    return words.split(" ")[-1][:1].isupper() and any(
        text[name.start : name.end] == words for name in known if segment.start <= name.start < segment.end
    )


def kept_segments(text: str, segments: Sequence[Segment], known: Sequence[Name]) -> list[tuple[int, int]]:
    """The segments that say who: asides are dropped with what they take in ("including funds, programmes and ...")."""
    kept: list[tuple[int, int]] = []
    aside: _Aside | None = None
    is_open = False
    for segment in segments:
        words = text[segment.start : segment.end].strip(" ,")
        if not words or (is_open and not _CONTEXT.fullmatch(words)):
            is_open = False
            continue
        is_open = is_open or (bool(kept) and words.endswith((" of", " with")))
        if _CONTEXT.fullmatch(words) or (kept and _is_aside(words, aside is not None)):
            aside = _aside(text, segment, known, aside)
        elif (aside and aside.together) or (kept and _says_no_more(segment, words)):
            continue
        elif aside is None or not kept or aside.ends(text, segment, known):
            aside = _Aside(included=True) if _SUCH_AS.search(words) else None
            kept.append((segment.start, segment.end))
        elif not segment.apart and not _ANYBODY.search(text, *kept[-1]):
            aside = replace(aside, listed=True)
    return kept


def _says_no_more(segment: Segment, words: str) -> bool:
    """Whether words take up whom was named before: ", the occupying Power,", "and their archives"."""
    if segment.apart and _APPOSITION.fullmatch(words):
        return True
    theirs = _THEIRS.match(words)
    return theirs is not None and not is_somebody(words[theirs.end() :])


def says_how(words: str) -> bool:
    """Whether words between commas begin as what says how, where or as what."""
    return bool(_CONTEXT.fullmatch(words) or _ASIDE.match(words))


def _is_aside(words: str, follows: bool) -> bool:
    """Whether words between commas say how, where or as what; `follows` tells that an aside stands before them."""
    if (to := _TO.match(words)) and is_somebody(words[to.end() :]):
        return False
    return bool(_ASIDE.match(words) or _PARTICIPLE.match(words) or (follows and _GERUND.match(words)))
