"""Whom an act addresses: the noun phrases between its verb and what they are to do.

Governing text: the annotation rules for acts: phrases as printed, coordinations split, the article dropped, qualifiers
that limit the group kept. A name that the tables know is never split ("Food and Agriculture Organization").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lod.layers.instruments import Label
from lod.layers.lexicon import load_lexicon
from lod.layers.names import Name, Names
from lod.layers.nouns import is_bare, is_nobody, is_thing
from lod.layers.verbs import VerbFound

#: Verbs of which somebody may be asked by "that": "recommends that the Conference continue".
_THAT = re.compile(r"\s*(?:,[^,]{1,40},)?\s+that\s+(?P<subject>(?:the\s+)?)")
_THAT_VERBS = {"recommends", "demands", "requests", "reiterates-request", "urges", "invites"}
_TO_VERBS = {"reiterates-request", "reiterates-call", "reiterates-invitation", "appeals"}
_LONGEST = 1000

#: "to" and a verb: not "to the ...", not "parties to agreements", not "position to do so".
_INFINITIVE = re.compile(
    r"(?P<comma>,)?\s+(?:(?:not|neither|also|both|urgently|immediately|promptly|fully|actively|jointly)\s+)?to\s+"
    r"(?!(?!bring|ring|sing|spring|swing)[a-z]+ing\b)"
    r"(?!(?:the|a|an|its|their|his|her|all|this|that|those|these|which|whom|be\s+held|date|any|each|"
    r"every|such|other|in|by|above|below|under|armed|conflicts?|hostilities|agreements?|treaties|disputes?|human|which|"
    r"relevant|applicable|various|certain|international|regional|multilateral|bilateral|universal|core|humanitarian|nuclear|"
    r"[A-Z0-9“(])\b)[a-z]+"
)
_NO_INFINITIVE_AFTER = re.compile(
    r"\b(?:rights?|access|related|relating|relevant|pertaining|according|contrary|due|subject|position|yet|able|"
    r"wishing|willing|ready|committed|contributors?|contributions?|addition|relation|regard|respect|response|support|"
    r"attention|applied|adhered|acceded|efforts?|seeking|wish|opportunity|capacity|ability|mandated|tasked|Adviser|"
    r"Ambassadors?|assistance|commitments?|(?<!such\s)measures|threats?|similar|equal|prior|owing|assigned|continue|as)\s*$"
)
#: "efforts to do so": what is asked after all.
_NOUN_BEFORE_SO = re.compile(r"\b(?:efforts?|measures|commitments?|support|assistance|threats?)\s*$")
_IN_THIS_REGARD = re.compile(r",?\s+in\s+(?:this|that)\s+(?:regard|respect)$")
#: A segment between commas that says how, where or as what, not who.
_ASIDE = re.compile(
    r"(?:and\s+|or\s+)?(?:in|including|especially|particularly|inter alia|such as|as|where|when|if|upon|within|with|"
    r"without|through|on|under|at|for|by|from|via|taking|noting|bearing|recalling|acting|working|considering|consistent|"
    r"subject|while|pursuant|based|building|given|drawing|making|using|who|which|whose|whether|individually|jointly|"
    r"collectively|notably|namely|once|after|before|during|until|following|according|having|being|recognizing|"
    r"acknowledging|together with|along with|mindful|unless|to|accordingly|"
    r"consequently|thus|therefore|thereby|directly|but|led|continue|pending|prior|regardless|irrespective|"
    r"notwithstanding|despite|like|since|beyond|whenever|wherever|those that|also|their|his|its|that)\b"
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
)
_INCLUDING = re.compile(r"(?:including|such as|namely)\b", re.IGNORECASE)
_JOINT = re.compile(r",?\s+(?:and|as well as|or)\s+|,\s+")
_ADJECTIVE_END = re.compile(
    r"(?:\b(?:public|private|both|bilateral|national|regional|relevant|developed|developing|governmental|international|"
    r"multilateral|local|competent|interested|existing|remaining|participating|security|non[-\u2011]profit)|[a-z]{3,}(?:al|ic|ive|ary|ous))$"
)
#: What stays together in the names of bodies and themes.
_UNIT = re.compile(
    r"science, technology and innovation|peace and security"
    r"|human rights and fundamental freedoms|trade and development|torture and other|arms and ammunition"
    r"|development and [a-z]+ (?:partners|actors|agencies|organizations|institutions)"
    r"|promotion and protection|weapons and ammunition|gender equality and the empowerment"
)
#: What goes on with a reference: "in paragraphs 7, 8 and 9", "article 1, paragraph 2, of the Agreement".
_REFERENCE = re.compile(r"\d|(?:in\s+)?(?:articles?|paragraphs?|sections?|chapters?|annex)\b|of\s")
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:have|has|had|are|is|were|was)\b")
#: A second participle of a relative clause: "States that have not signed or ratified the Convention".
_DONE = re.compile(
    r"(?!(?:interested|concerned|affected|armed|developed|related|associated|specialized|dedicated|displaced|united)\b)"
    r"(?:not\s+)?(?:yet\s+)?[a-z]{2,}ed\s"
)
#: Adjectives alone: "non-governmental, non-profit" and charitable organizations.
_ADJECTIVES = re.compile(r"\s*(?:[a-z\u2011-]+,?\s+)*?[a-z\u2011-]+(?:al|ic|profit)")
_LEADING = re.compile(
    r"(?:(?:and|as well as|or|both|also|once again|,|(?:in|to) (?:this|that) (?:regard|respect|context|end),?)\s+)*"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:,?\s+in\s+(?:this|that)\s+(?:regard|respect|context|connection))?[\s,:]*(?:\b(?:and|as well as|or))?[\s,:]*$"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Words [start:end) of a paragraph that say whom an act addresses."""

    start: int
    end: int


def find_addressees(text: str, verb: VerbFound, end: int, names: Names) -> list[Addressee]:
    """Whom the act from `verb` to `end` addresses, in the order of the text; none where the verb takes a thing."""
    phrase = _phrase(text, verb, end, names)
    if phrase is None:
        return []
    start, stop = phrase
    known = [Name(n.start + start, n.end + start, n.path) for n in names.find(text[start:stop])]
    opens = bool(known) and known[0].start - start <= len(" all the ")
    if not opens and is_thing(_LEADING.sub("", text[start:stop].lstrip(), count=1)):
        return []
    kept = _kept(text, _segments(text, start, stop, known))
    made = [trimmed for segment in kept if (trimmed := _trimmed(text, *segment))]
    return [whom for whom in made if not (is_thing(words := text[whom.start : whom.end]) or is_nobody(words))]


def _phrase(text: str, verb: VerbFound, end: int, names: Names) -> tuple[int, int] | None:
    """Where the noun phrases stand: from the verb to the infinitive, or to the colon of a list."""
    slug = verb.verb.slug
    if slug in _THAT_VERBS and (that := _THAT.match(text, verb.end)):
        return _subject(text, that.end("subject"), end, names)
    if not verb.verb.directive:
        return None
    start = verb.end
    if slug in _TO_VERBS:
        preposition = re.compile(r"\s+(?:and\s+[a-z]+\s+)?(?:to|upon|on)\s+").match(text, start)
        if not preposition and not verb.printed.endswith(" to"):
            return None
        start = preposition.end() if preposition else start
    if text[start:end].lstrip().startswith(("that ", "for ")):
        return None
    stop = _infinitive(text, start, end)
    if stop is None:
        stop = _colon_or_shared(text, start, end, names)
    return (start, stop) if stop is not None and stop - start < _LONGEST else None


def _infinitive(text: str, start: int, end: int) -> int | None:
    """Where the first infinitive begins that says what is to be done."""
    for found in _INFINITIVE.finditer(text, start, end):
        before = text[start : found.start()]
        barred = not found["comma"] and _NO_INFINITIVE_AFTER.search(before) and not _IN_THIS_REGARD.search(before)
        if barred and found[0].endswith(" do") and text.startswith(" so", found.end()):
            barred = not _NOUN_BEFORE_SO.search(before)
        if not barred and ";" not in before:
            return found.start()
    return None


def _colon_or_shared(text: str, start: int, end: int, names: Names) -> int | None:
    """ "Requests the Secretary-General:" before a list; "requests the Secretary-General and invites ... to"."""
    words = text[start:end].rstrip()
    if words.endswith(":"):
        return start + len(words) - 1
    plain = _LEADING.sub("", words.strip(" ,"), count=1)
    return start + len(words) if names.resolve(plain) and end < len(text) else None


def _subject(text: str, start: int, end: int, names: Names) -> tuple[int, int] | None:
    """The subject of a that-clause, where it is a name: "that the Conference on Disarmament actively continue"."""
    for name in names.find(text[start:end]):
        passive = re.match(r"\s+(?:not\s+)?be\b", text[start + name.end : end])
        return (start, start + name.end) if name.start == 0 and not passive else None
    return None


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
    whole = [(name.start, name.end) for name in known] + [unit.span() for unit in _UNIT.finditer(text, start, stop)]
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
    if _REFERENCE.match(right) or (_RELATIVE.search(left) and _DONE.match(right)):
        return False
    if joint[0].startswith(",") and not _ADJECTIVES.fullmatch(left):
        return True
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
    aside = included = False
    for segment in segments:
        words = text[segment.start : segment.end].strip(" ,")
        if not words:
            continue
        if _CONTEXT.fullmatch(words) or (kept and _is_aside(words, aside)):
            aside, included = True, included or bool(_INCLUDING.match(words))
        elif not aside or words.startswith("as well as") or (segment.apart and not included):
            aside = included = False
            kept.append((segment.start, segment.end))
    return kept


def _is_aside(words: str, follows: bool) -> bool:
    """Whether words between commas say how, where or as what; `follows` tells that an aside stands before them."""
    return bool(_ASIDE.match(words) or _PARTICIPLE.match(words) or (follows and _GERUND.match(words)))


def _trimmed(text: str, start: int, end: int) -> Addressee | None:
    """A segment without conjunction, article and white space; None where nothing is left."""
    while start < end and text[start] in " ,":
        start += 1
    start = _LEADING.match(text, start, end).end()  # type: ignore[union-attr]  # every part of it is optional
    end = _TRAILING.search(text, start, end).start()  # type: ignore[union-attr]  # it may be empty
    return Addressee(start, end) if end - start > 1 else None
