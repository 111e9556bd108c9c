"""Places of a resolution in the words by which the Assembly cites them: "para. 17", "sect. II, para. 4".

Governing text: the UN Editorial Manual on references to parts of documents. Codes such as "op17" are addresses, for
programs; readers are given these words.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lod.data.interface import words_of
from lod.model.numerals import format_roman
from lod.model.resolution import Part, PartKind

#: Letters of the elements of a place whose words stand in the interface's table.
_NUMBERED = frozenset(("op", "pp", "p", "h", "table", "fn"))
_DIVISIONS = frozenset(("annex", "s"))
ENGLISH = "en"
_ELEMENT = re.compile(r"(?P<letters>[a-z]++)(?P<number>\d[0-9A-Za-z]*+)?(?:-(?P<again>\d++))?")
_STARS, _LETTERED = "fn-star", "fn-"
#: What stands in a passage, not a part of the text: acts, citations, names, marks.
_INSIDE = frozenset(("act", "cit", "mention", "goal", "clause", "session", "ref"))

#: Printed numbers of sections and annexes by place, where they are not the Roman ones that their places give.
Numbers = Mapping[str, str]


def format_place(place: str, numbers: Numbers | None = None, language: str = ENGLISH) -> str:
    """A place in the words of a language of the interface.

    >>> format_place("op17.act2"), format_place("pp3"), format_place("op5.b.ii")
    ('para. 17', 'preambular para. 3', 'para. 5 (b) (ii)')
    >>> format_place("s2.op4"), format_place("annex1.s3.op1"), format_place("s1.op2", {"s1": "A"})
    ('sect. II, para. 4', 'annex, sect. III, para. 1', 'sect. A, para. 2')
    >>> format_place("fn-star1"), format_place("fn3"), format_place("annex2")
    ('note *', 'note 3', 'annex II')
    >>> format_place("annex1.table1.fn-a")
    'annex, table 1, note a'
    >>> format_place("annex1.s3.op1", language="fr"), format_place("pp3", language="zh")
    ('annexe, sect. III, par. 1', '序言部分第3段')
    >>> format_place("annex1.op4", language="zh")
    '附件，第4段'
    """
    return _format(place, numbers, language) if numbers else _usual(place, language)


def _format(place: str, numbers: Numbers, language: str) -> str:
    words: list[str] = []
    at = ""
    for element in place.split("."):
        at = f"{at}.{element}" if at else element
        if words and element.partition("-")[0].rstrip("0123456789") in _INSIDE:
            break
        told = _element(element, at, numbers, language)
        if told.startswith("(") and words:
            words[-1] += f" {told}"
        else:
            words.append(told)
    return words_of("clause_comma", language=language).join(filter(None, words))


@lru_cache(maxsize=65536)  # nearly all numbers are those of the places, and all texts have paragraphs 1 to 20
def _usual(place: str, language: str) -> str:
    return _format(place, {}, language)


def _element(element: str, at: str, numbers: Numbers, language: str) -> str:
    if element.startswith(_STARS):
        return _named("fn", "*" * min(int(element.removeprefix(_STARS) or 1), 9), language)
    if element.startswith(_LETTERED):
        return _named("fn", element.removeprefix(_LETTERED).partition("-")[0], language)
    found = _ELEMENT.fullmatch(element)
    if not found or not found["number"] or found["letters"] not in _NUMBERED | _DIVISIONS:
        return f"({element})"
    letters, number = found["letters"], found["number"]
    if letters in _DIVISIONS:
        return _named(letters, _division(letters, number, numbers.get(at)), language)
    again = f" ({found['again']})" if found["again"] else ""
    return _named(letters, number, language) + again


def _division(letters: str, number: str, printed: str | None) -> str:
    """The number of an annex or a section; the only annex has none."""
    if letters == "annex" and printed is None and number == "1":
        return ""
    return printed or (format_roman(int(number)).upper() if number.isdecimal() and 0 < int(number) < 400 else number)


def _named(letters: str, number: str, language: str) -> str:
    return words_of(f"place_{letters}", number, language=language).strip()


def printed_numbers(parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """(place, printed number) of the sections and annexes whose places alone would tell another number."""
    divisions = (p for p in parts if p.kind in (PartKind.SECTION, PartKind.ANNEX) and p.number and len(p.number) < 12)
    return tuple((p.place, p.number) for p in divisions if p.number and _is_other(p.place, p.number))


def _is_other(place: str, number: str) -> bool:
    return not format_place(place).endswith(f" {number}")
