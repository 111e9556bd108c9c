"""Asides in a list of those addressed: what stands between commas and says how, where or which, not who.

They are dropped with what they take in: "States, including islands and ports, and donors" are States and donors.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.acts.noun_phrases import is_no_actor, is_somebody, without_lead
from lod.annotate.names.find import Name

#: A segment between commas that says how, where or as what, not who.
_ASIDE = re.compile(
    r"(?:and\s+|or\s+)?(?:in|over|across|throughout|above all|including|"
    r"especially|particularly|inter alia|such as|as|where|when|if|upon|within|with|"
    r"without|through|on|under|at|for|by|from|via|taking|noting|bearing|recalling|acting|working(?!\s+groups?)|considering|consistent|"
    r"subject|while|pursuant|based|building|given|drawing|making|using|who|which|whose|whether|individually|jointly|"
    r"collectively|notably|namely|once|after|before|during|until|following|according|having|being|recognizing|reaffirming|"
    r"acknowledging|together with|along with|mindful|unless|to(?!\s+(?:(?:the|all|other)\s+)?(?-i:[A-Z]))|accordingly|"
    r"consequently|thus|therefore|thereby|directly|but|led|continue|pending|prior|regardless|irrespective|"
    r"respecting|either(?=\s+(?:[a-z]+ly|by|through|alone|on)\b)|"
    r"notwithstanding|despite|like|since|beyond|whenever|wherever|those that|also|that)\b"
    r"(?!\s+well as)",
    re.IGNORECASE,
)
#: A participle that says more of whom was named: "Member States, supported by the United Nations, to".
_PARTICIPLE = re.compile(
    r"(?:[a-z]+ly\s+)?(?:(?:[a-z]{2,}ed|known|held|set|made)(?=\s+(?:by|to|under|in|as|at|for|from|with|on)\b)|entitled)\b"
)
#: "when designing, deploying or evaluating programmes": one aside.
_GERUND = re.compile(r"[a-z]{3,}ing\b")
_CONTEXT = re.compile(
    r"(?:in|to|with) (?:this|that|these) \w+|as appropriate|inter alia|once again|where \w+|in particular|among others"
    r"|(?:both\s+)?(?:public and private|private and public|developed and developing)"
)
_INCLUDING = re.compile(r"(?:including|such as|namely|inter alia)\b", re.IGNORECASE)
#: What takes in all that follows: those with whom it is to be done.
_WITH = re.compile(
    r"(?:and\s+)?(?:in\s+(?:[a-z]+\s+)?(?:cooperation|collaboration|consultation|coordination|partnership|association|conjunction|dialogue)|together"
    r"|along|working)(?:\s+and\s+[a-z]+)?\s+with\b"
    r"|with\s+(?:the\s+)?(?:(?:full|active|financial|technical)\s+)?(?:support|assistance|help|involvement|participation|collaboration)\b"
)
#: What singles out some of whom was named, by name: "especially the World Bank, the Fund and the Board".
_ESPECIALLY = re.compile(r"[\s,]*(?:and\s+)?(?:in particular|especially|particularly|notably)\s+(?:the\s+)?")
#: Who takes in everybody, so that no list of them ends: "stakeholders, including A and B of C, D, E and F".
_ANYBODY = re.compile(r"\b(?:stakeholders|actors|partners|others)\s*$")
#: Examples without a comma before them: "agencies such as the Fund".
_SUCH_AS = re.compile(r"\s(?:such as|including)\s")
#: "Israel, the occupying Power,": the same State once more.
_APPOSITION = re.compile(
    r"the\s+(?:occupying|administering|detaining|host|depositary)\s+(?:Power|country|State|Government)"
)


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
    theirs = re.match(r"(?:(?:and|or|as well as)\s+)?(?:its|their|his|her)\s+", words)
    return theirs is not None and not is_somebody(words[theirs.end() :])


def says_how(words: str) -> bool:
    """Whether words between commas begin as what says how, where or as what."""
    return bool(_CONTEXT.fullmatch(words) or _ASIDE.match(words))


def _is_aside(words: str, follows: bool) -> bool:
    """Whether words between commas say how, where or as what; `follows` tells that an aside stands before them."""
    if (to := re.match(r"(?:(?:and|or)\s+)?to\s+", words)) and is_somebody(
        words[to.end() :]
    ):  # "appeals to A and to B"
        return False
    return bool(_ASIDE.match(words) or _PARTICIPLE.match(words) or (follows and _GERUND.match(words)))
