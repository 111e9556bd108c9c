"""Coordinations of noun phrases to their members: "States, funds and other bodies, as appropriate" to three.

What stands together in a name or a reference is never cut ("Food and Agriculture Organization"); asides between
commas are dropped with what they take in ("including funds, programmes and ...").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lod.layers.instruments import Label
from lod.layers.lexicon import load_lexicon
from lod.layers.names import Name
from lod.layers.nouns import is_bare, is_somebody

#: A segment between commas that says how, where or as what, not who.
_ASIDE = re.compile(
    r"(?:and\s+|or\s+)?(?:in|over|across|throughout|above all|including|"
    r"especially|particularly|inter alia|such as|as|where|when|if|upon|within|with|"
    r"without|through|on|under|at|for|by|from|via|taking|noting|bearing|recalling|acting|working(?!\s+groups?)|considering|consistent|"
    r"subject|while|pursuant|based|building|given|drawing|making|using|who|which|whose|whether|individually|jointly|"
    r"collectively|notably|namely|once|after|before|during|until|following|according|having|being|recognizing|"
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
    r"(?:in|to|with) (?:this|that|these) \w+|as appropriate|inter alia|once again|where \w+|in particular"
    r"|(?:both\s+)?(?:public and private|private and public|developed and developing)"
)
_INCLUDING = re.compile(r"(?:including|such as|namely|inter alia)\b", re.IGNORECASE)
#: What takes in all that follows: those with whom it is to be done.
_WITH = re.compile(
    r"(?:and\s+)?(?:in\s+(?:[a-z]+\s+)?(?:cooperation|collaboration|consultation|coordination|partnership|association|conjunction|dialogue)|together"
    r"|along|working)(?:\s+and\s+[a-z]+)?\s+with\b"
)
#: "Israel, the occupying Power,": the same State once more.
_APPOSITION = re.compile(
    r"the\s+(?:occupying|administering|detaining|host|depositary)\s+(?:Power|country|State|Government)"
)
_JOINT = re.compile(r",?\s+(?:and|as well as|or)\s+|,\s+")
_ADJECTIVE_END = re.compile(
    r"(?:\b(?:public|private|both|bilateral|national|regional|relevant|developed|developing|governmental|international|"
    r"multilateral|local|competent|interested|existing|remaining|participating|security|human rights|"
    r"of graduating|non[-\u2011]profit)|[a-z]{3,}(?:al|ic|ive|ary|ous|arian))$"
)
#: What stays together in the names of bodies and themes.
_UNIT = re.compile(
    r"science, technology and innovation|peace and security|[a-z]+, its causes and consequences"
    r"|human rights and fundamental freedoms|information and communications? technolog(?:y|ies)"
    r"|International, Impartial and Independent Mechanism"
    r"|Latin America and the Caribbean|Western European and other States"
    r"|crime prevention and criminal justice"
    r"|trade and development|torture and other|arms and ammunition"
    r"|development and [a-z]+ (?:partners|actors|agencies|organizations|institutions)"
    r"|origin, transit and (?:destination|return)(?: and return)?|origin and destination|"
    r"promotion and protection|weapons and ammunition|gender equality and the empowerment"
)
#: A group's name that is no more than its members: "funds and programmes of the United Nations system".
_COORDINATED = re.compile(r"funds and programmes.*")
#: What goes on with a reference: "in paragraphs 7, 8 and 9", "article 1, paragraph 2, of the Agreement".
_REFERENCE = re.compile(
    r"\d|(?:in\s+)?(?:articles?|paragraphs?|sections?|chapters?|annex)\b|of\s"
    r"|(?:the\s|its\s)?(?:[A-Za-z]+\s)?(?:[Pp]rotocols?|Agreements?|[Cc]onventions?|Covenants?|Statutes?)\b"
    r"(?!\s[a-z]+at\b)"
)
#: What several have, each its own: "secretariats of the United Nations | and the League of Arab States".
_EACH_ITS = re.compile(
    r"(?:[a-z]+\s)*(?:secretariats|Secretaries-General|hosts|Governments)\sof\s(?:the\s)?[A-Z][^,]*$"
)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:have|has|had|are|is|were|was)\b")
#: A relative clause up to its verb: "States that possess | or produce".
_RELATIVE_VERB = re.compile(r"\b(?:that|which|who)\s+(?:[a-z]+ly\s+)?[a-z]+$")
_RELATIVE_BEGUN = re.compile(r"\b(?:that|which|who)\s+[a-z]+")
#: A second participle of a relative clause: "States that have not signed or ratified the Convention".
_DONE = re.compile(
    r"(?!(?:interested|concerned|affected|armed|developed|related|associated|specialized|dedicated|displaced|united)\b)"
    r"(?:not\s+)?(?:yet\s+)?[a-z]{2,}ed\s"
)
#: Adjectives alone: "non-governmental, non-profit" and charitable organizations.
_ADJECTIVES = re.compile(r"\s*(?:[a-z\u2011-]+,?\s+)*?[a-z\u2011-]+(?:al|ic|profit)")
_LEADING = re.compile(
    r"(?:(?:and to|or to|and|as well as to|as well as|or|both(?!\s+[a-z]+s\s*$)|also|once again|,"
    r"|(?:in|to) (?:this|that) (?:regard|respect|context|end),?)\s+)*"
    r"(?:further\s+(?=the\s)|to\s+(?=(?:(?:the|all|other)\s+)?(?-i:[A-Z])|(?:[a-z-]+\s+){0,3}(?:organizations|institutions|agencies|entities|bodies|donors"
    r"|partners|stakeholders|parties|countries|individuals)\b))?(?:the\s+)?",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\s+(?:when|while|in)\s+(?:so\s+)?(?:doing|preparing|carrying|discharging|fulfilling|implementing)\b.*)?"
    r"(?:\s+(?:expressed|made|contained|set\s+out)\s+in\s+(?:its\s+|the\s+)?(?:resolution|decision|paragraph)s?\b.*)?"
    r"(?:\s+in\s+its\s+(?:resolution|decision)s?\s+\d[^,;]*)?"
    r"(?:\s+where\s+(?:applicable|appropriate|relevant|necessary))?"
    r"(?:,?\s+in\s+(?:this|that)\s+(?:regard|respect|context|connection))?[\s,:]*(?:\b(?:and|as well as|or))?[\s,:]*$"
)


def without_lead(words: str) -> str:
    """Words without the conjunction and article before them."""
    return _LEADING.sub("", words, count=1)


def members(text: str, start: int, stop: int, known: Sequence[Name]) -> list[tuple[int, int]]:
    """The noun phrases of text[start:stop) that say who, as [start:end), without conjunctions and articles."""
    kept = _kept(text, _segments(text, start, stop, known))
    return [trimmed for segment in kept if (trimmed := _trimmed(text, *segment))]


@dataclass(frozen=True, slots=True)
class _Segment:
    """A piece of the phrase [start:end); `apart` tells that a comma stands before it."""

    start: int
    end: int
    apart: bool


def _segments(text: str, start: int, stop: int, known: Sequence[Name]) -> list[_Segment]:
    """The phrase cut at commas and conjunctions, outside names and brackets."""
    cuts, at, apart = [], start, True
    instruments = _instruments(text, start, stop)
    whole = [(name.start, name.end) for name in known if not _COORDINATED.fullmatch(text[name.start : name.end])]
    whole += [unit.span() for unit in _UNIT.finditer(text, start, stop)]
    whole += instruments
    for joint in _JOINT.finditer(text, start, stop):
        inside = any(first < joint.end() and joint.start() < last for first, last in whole)
        if inside or _in_brackets(text, start, joint.start()) or not _parts(text, at, joint, stop, known):
            continue
        if _joins_instruments(text, at, joint, instruments):
            continue
        cuts.append(_Segment(at, joint.start(), apart))
        apart = joint[0].startswith(",")
        at = joint.start() + 1 if apart else joint.end()
    return [*cuts, _Segment(at, stop, apart)]


def _instruments(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where instruments are named: "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment"."""
    words = load_lexicon().find(text[start:stop])
    return [(start + word.start, start + word.end) for word in words if isinstance(word.entry, Label)]


def _joins_instruments(text: str, at: int, joint: re.Match[str], instruments: Sequence[tuple[int, int]]) -> bool:
    """Whether a conjunction joins two instruments: "States parties to the Charter and the Covenant" are one group."""
    before = any(at < end <= joint.start() for _, end in instruments)
    return before and any(_LEADING.fullmatch(text, joint.end(), start) for start, _ in instruments)


def _parts(text: str, at: int, joint: re.Match[str], stop: int, known: Sequence[Name]) -> bool:
    """Whether a conjunction parts two phrases, not two adjectives or two halves of a proper name."""
    left, right = text[at : joint.start()], text[joint.end() : stop]
    if left.endswith(("-", "\u2011")) and right[:1].islower():  # "mine- and explosive remnants of war-affected States"
        return False
    if (last := left.rsplit(" ", 1)[-1]) and re.match(
        rf"(?:post|pre|non|inter|sub|un)[-\u2011]?{re.escape(last)}\b", right
    ):
        return False  # "conflict and post-conflict situations"
    if _REFERENCE.match(right) or (_RELATIVE.search(left) and _DONE.match(right)):
        return False
    if _EACH_ITS.search(left) and re.match(r"(?:the\s)?(?!Secretar)[A-Z]", right):
        return False
    if joint[0].startswith(",") and (not _ADJECTIVES.fullmatch(left) or right.startswith(("that ", "which ", "who "))):
        return True
    begun = _RELATIVE_BEGUN.search(left) and not left.endswith(" so")  # "that have not done so" is a whole clause
    if _RELATIVE_VERB.search(left) or (begun and right[:1].islower() and not is_somebody(right)):
        return False
    first = _LEADING.sub("", left.strip(), count=1)
    if is_bare(first) and re.match(r"(?!the\s)[a-z]", right):  # "flag and port States"
        return False
    if _ADJECTIVE_END.search(left) and not any(name.end == joint.start() for name in known):
        return False
    named = any(name.end == joint.start() or name.start == joint.end() for name in known)
    capitals = left.split(" ")[-1][:1].isupper() and right[:1].isupper()
    return named or not capitals


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _kept(text: str, segments: Sequence[_Segment]) -> list[tuple[int, int]]:
    """The segments that say who: asides are dropped with what they take in ("including funds, programmes and ...")."""
    kept: list[tuple[int, int]] = []
    aside = included = together = is_open = False
    for segment in segments:
        words = text[segment.start : segment.end].strip(" ,")
        if not words or (is_open and not _CONTEXT.fullmatch(words)):
            is_open = False
            continue
        is_open = is_open or (bool(kept) and words.endswith((" of", " with")))
        if _CONTEXT.fullmatch(words) or (kept and _is_aside(words, aside)):
            aside, included = True, bool(_INCLUDING.match(words)) or (included and bool(_CONTEXT.fullmatch(words)))
            together = together or bool(_WITH.match(words))
        elif together or (kept and _says_no_more(segment, words)):
            continue
        elif not aside or words.startswith("as well as") or _is_apart(segment, words, included):
            aside = included = False
            kept.append((segment.start, segment.end))
    return kept


def _says_no_more(segment: _Segment, words: str) -> bool:
    """Whether words take up whom was named before: ", the occupying Power,", "and their archives"."""
    if segment.apart and _APPOSITION.fullmatch(words):
        return True
    theirs = re.match(r"(?:(?:and|or|as well as)\s+)?(?:its|their|his|her)\s+", words)
    return theirs is not None and not is_somebody(words[theirs.end() :])


def _is_apart(segment: _Segment, words: str, included: bool) -> bool:
    """Whether a comma ends the aside before a segment; one that names members ends at ", and": "including A, and B"."""
    return segment.apart and (not included or words.startswith("and "))


def _is_aside(words: str, follows: bool) -> bool:
    """Whether words between commas say how, where or as what; `follows` tells that an aside stands before them."""
    if (to := re.match(r"(?:(?:and|or)\s+)?to\s+", words)) and is_somebody(
        words[to.end() :]
    ):  # "appeals to A and to B"
        return False
    return bool(_ASIDE.match(words) or _PARTICIPLE.match(words) or (follows and _GERUND.match(words)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A segment without conjunction, article and white space; None where nothing is left."""
    while start < end and text[start] in " ,":
        start += 1
    start = _LEADING.match(text, start, end).end()  # type: ignore[union-attr]  # every part of it is optional
    end = _TRAILING.search(text, start, end).start()  # type: ignore[union-attr]  # it may be empty
    return (start, end) if end - start > 1 else None
