"""Where the infinitive of an act begins: "States in a position to do so | to help".

Not every "to" opens one: "parties to agreements" names who, "in a position to do so" limits whom.
"""

import re

from lod.data.phrases import Phrase

_INFINITIVE = Phrase("infinitives.infinitive")
_NO_INFINITIVE_AFTER = Phrase("infinitives.no_infinitive_after")
_NOUN_BEFORE_SO = Phrase("infinitives.noun_before_so")
_NOUN_TO_NOUN = Phrase("infinitives.noun_to_noun")
_OBJECT = Phrase("infinitives.object")
_OWN_INFINITIVE = Phrase("infinitives.own_infinitive")
_IN_THIS_REGARD = Phrase("infinitives.in_this_regard")
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
