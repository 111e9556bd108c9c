"""Places of a resolution in the words by which the Assembly cites them: "para. 17", "sect. II, para. 4".

Governing text: the UN Editorial Manual on references to parts of documents. Codes such as "op17" are addresses, for
programs; readers are given these words.
"""

import re
from collections.abc import Iterable, Mapping

from lod.model.numerals import format_roman
from lod.model.resolution import Part, PartKind

#: What is told of an element of a place by its letters, before its number.
_WORDS: Mapping[str, str] = {
    "op": "para. {}",
    "pp": "preambular para. {}",
    "p": "unnumbered para. {}",
    "h": "heading {}",
    "table": "table {}",
    "fn": "note {}",
}
_ELEMENT = re.compile(r"(?P<letters>[a-z]++)(?P<number>\d[0-9A-Za-z]*+)?(?:-(?P<again>\d++))?")
_STARS = "fn-star"
#: What stands in a passage, not a part of the text: acts, citations, names, marks.
_INSIDE = frozenset(("act", "cit", "mention", "goal", "clause", "session", "ref"))

#: Printed numbers of sections and annexes by place, where they are not the Roman ones that their places give.
Numbers = Mapping[str, str]


def format_place(place: str, numbers: Numbers | None = None) -> str:
    """A place in words.

    >>> format_place("op17.act2"), format_place("pp3"), format_place("op5.b.ii")
    ('para. 17', 'preambular para. 3', 'para. 5 (b) (ii)')
    >>> format_place("s2.op4"), format_place("annex1.s3.op1"), format_place("s1.op2", {"s1": "A"})
    ('sect. II, para. 4', 'annex, sect. III, para. 1', 'sect. A, para. 2')
    >>> format_place("fn-star1"), format_place("fn3"), format_place("annex2")
    ('note *', 'note 3', 'annex II')
    """
    words: list[str] = []
    at = ""
    for element in place.split("."):
        at = f"{at}.{element}" if at else element
        if words and element.partition("-")[0].rstrip("0123456789") in _INSIDE:
            break
        told = _element(element, at, numbers or {})
        if told.startswith("(") and words:
            words[-1] += f" {told}"
        else:
            words.append(told)
    return ", ".join(filter(None, words))


def _element(element: str, at: str, numbers: Numbers) -> str:
    if element.startswith(_STARS):
        return f"note {'*' * min(int(element.removeprefix(_STARS) or 1), 9)}"
    found = _ELEMENT.fullmatch(element)
    if not found or not found["number"] or found["letters"] not in {*_WORDS, "annex", "s"}:
        return f"({element})"
    letters, number = found["letters"], found["number"]
    if letters in ("annex", "s"):
        return _division(letters, number, numbers.get(at))
    again = f" ({found['again']})" if found["again"] else ""
    return _WORDS[letters].format(number) + again


def _division(letters: str, number: str, printed: str | None) -> str:
    """An annex or a section; the only annex has no number."""
    if letters == "annex" and printed is None and number == "1":
        return "annex"
    roman = format_roman(int(number)).upper() if number.isdecimal() and 0 < int(number) < 400 else number
    return f"{'annex' if letters == 'annex' else 'sect.'} {printed or roman}"


def printed_numbers(parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """(place, printed number) of the sections and annexes whose places alone would tell another number."""
    divisions = (p for p in parts if p.kind in (PartKind.SECTION, PartKind.ANNEX) and p.number and len(p.number) < 12)
    return tuple((p.place, p.number) for p in divisions if p.number and _is_other(p.place, p.number))


def _is_other(place: str, number: str) -> bool:
    return not format_place(place).endswith(f" {number}")
