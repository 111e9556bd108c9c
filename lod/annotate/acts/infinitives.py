"""Where the infinitive begins that says what somebody is to do: "States in a position to do so | to help".

Not every "to" opens one: "parties to agreements" names who, "in a position to do so" limits whom.
"""

import re

#: Words behind "to" that are no verbs: "to the ...", "parties to agreements".
NO_VERB = (
    r"(?!(?:the|a|an|its|their|his|her|all|this|that|those|these|which|whom|be\s+held|date|any|each|"
    r"every|such|other|in|by|above|below|under|armed|conflicts?|hostilities|agreements?|treaties|disputes?|human|which|"
    r"relevant|applicable|various|certain|organizations|institutions|individuals|intergovernmental|agencies|entities|countries|"
    r"international|regional|multilateral|bilateral|universal|core|humanitarian|nuclear|"
    r"[A-Z0-9“(])\b)"
)
#: "to" and a verb: not "to the ...", not "parties to agreements", not "position to do so".
_INFINITIVE = re.compile(
    r"(?P<comma>,)?\s+(?:(?:not|neither|also|both|urgently|immediately|promptly|fully|actively|jointly|(?!family|supply|reply)[a-z]{4,}ly)\s+)?to\s+"
    rf"(?!(?!bring|ring|sing|spring|swing)[a-z]+ing\b){NO_VERB}[a-z]+"
    r"|\s+to(?=\s\([a-z]\)\s)"
    r"|\s+to(?=,\s(?:as|where|when|if|in)\s[^,;]{1,40},\s[a-z]+\s)"
)
_NO_INFINITIVE_AFTER = re.compile(
    r"\b(?:rights?|access|related|relating|relevant|pertaining|according|contrary|due|subject|position|yet|able|"
    r"wishing|willing|ready|committed|contributors?|contributions?|addition|relation|regard|respect|response|support|"
    r"attention|applied|adhered|acceded|efforts?|seeking|wish|opportunity|capacity|ability|mandated|tasked|Adviser|"
    r"Ambassadors?|assistance|commitments?|competen(?:ce|t)|failed|(?:participating|engaged)\s+in\s+negotiations|steps\s+necessary|(?<!such\s)(?<!and\s)measures|threats?|similar|equal|prior|owing|assigned|continue|as|responsibilit(?:y|ies)|obligations?|duty|duties)\s*$"
)
#: "efforts to do so": what is asked after all.
_NOUN_BEFORE_SO = re.compile(r"\b(?:efforts?|contributions?|measures|commitments?|support|assistance|threats?)\s*$")
#: Nouns that "to" and another noun follow: an infinitive with its object says what is asked after all.
_NOUN_TO_NOUN = re.compile(r"\b(?:contributions?|assistance|support|attention)\s*$")
_OBJECT = re.compile(r"\s+(?:their|its|all|every|use\s+of|the\s+necessary|further)\b")
#: What States do by an infinitive of their own: "that need", "which are cooperating" to establish a body.
_OWN_INFINITIVE = re.compile(r"\b(?:that|which|who)\s+(?:are\s+[a-z]+ing|need|intend|plan|agreed|undertook)$")
_IN_THIS_REGARD = re.compile(r",?\s+in\s+(?:this|that)\s+(?:regard|respect)$")


#: How much before an infinitive tells what it belongs to.
_BEFORE = 80


def find_infinitive(text: str, start: int, end: int) -> int | None:
    """Where the first infinitive begins that says what is to be done."""
    for found in _INFINITIVE.finditer(text, start, end):
        if text.find(";", start, found.start()) >= 0:
            return None
        before = text[max(start, found.start() - _BEFORE) : found.start()]
        if found["comma"] or not _is_barred(text, before, found):
            return found.start()
    return None


def _is_barred(text: str, before: str, found: re.Match[str]) -> bool:
    """Whether an infinitive belongs to the words before it: "in a position | to do so"."""
    limits = _NO_INFINITIVE_AFTER.search(before) is not None and _IN_THIS_REGARD.search(before) is None
    if not limits and not _OWN_INFINITIVE.search(before):
        return False
    if found[0].endswith(" do") and text.startswith(" so", found.end()):
        return not _NOUN_BEFORE_SO.search(before)
    return not found[0].endswith(" continue") and not _is_asked(text, before, found)


def _is_asked(text: str, before: str, found: re.Match[str]) -> bool:
    """Whether an infinitive behind such a noun is what is asked: "in arrears with contributions to pay their"."""
    return _NOUN_TO_NOUN.search(before) is not None and _OBJECT.match(text, found.end()) is not None
