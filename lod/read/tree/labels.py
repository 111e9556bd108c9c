"""Labels of points in the six languages, and the Latin label of the same point in the English text.

A point keeps its label as printed; its place carries the Latin one, so that the languages meet on one place.
"""

import re
from collections.abc import Mapping
from functools import cache

from lod.data.files import data, read_toml
from lod.model.numerals import format_roman

#: The order in which Arabic lists count.
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_IDEOGRAPHS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"  # lists in words that the Assembly quotes from treaties
_CIRCLED = {chr(0x3220 + value): value + 1 for value in range(10)}  # "㈠" to "㈩"
_PRINTED = re.compile(r"[\s.()\[\]（）’‘'،、\u200b-\u200f\u00ad\-–—]+")  # what labels are printed with


def printed_number(text: str) -> str:
    """A number or label without brackets, points and quotes.

    >>> [printed_number(text) for text in ("17.", "(a)", "2 -", "(ب)", "’12‘", "(十二)")]  # noqa: RUF001
    ['17', 'a', '2', 'ب', '12', '十二']
    """
    return _PRINTED.sub("", text)


def is_number(label: str) -> bool:
    """Whether a label is a paragraph's number, in whatever digits.

    >>> is_number("12"), is_number("١٢"), is_number("a")
    (True, True, False)
    """
    return label.isdecimal()


def is_bracketed(printed: str) -> bool:
    """Whether a number is printed as a point's label is: in brackets or quotes.

    >>> [is_bracketed(printed) for printed in ("’1‘", "(1)", "1.", "1 -")]
    [True, True, False, False]
    """
    return printed.strip()[:1] in "(（’‘'"


def latin_label(label: str, language: str) -> str:
    """The label of the same point in English; the label itself where no rule knows it.

    >>> latin_label("ج", "ar"), latin_label("12", "ar"), latin_label("㈡", "zh"), latin_label("十三", "zh")
    ('c', 'xii', 'ii', 'xiii')
    >>> latin_label("丑", "zh"), latin_label("二十", "zh")
    ('b', 'xx')
    >>> [latin_label(label, "ar") for label in ("هـ", "ظ", "غ")]
    ['e', 'aa', 'ab']
    >>> latin_label("в", "ru"), latin_label("ñ", "es"), latin_label("iv", "fr"), latin_label("2", "en")
    ('c', 'o', 'iv', '2')
    """
    if language == "ar":
        return _arabic(label)
    if language == "zh" and len(label) == 1 and label in _BRANCHES:
        return _letter(_BRANCHES.index(label))
    if language == "zh":
        value = _CIRCLED.get(label) or _ideographic(label)
        return format_roman(value) if value else label
    if language == "ru" and len(label) == 1 and label in _CYRILLIC:
        return _letter(_CYRILLIC.index(label))
    return "o" if label == "ñ" else label


def after_enye(label: str) -> str:
    """The English label of a Spanish point after "ñ)": every letter from "o" on stands one later.

    >>> after_enye("o"), after_enye("a"), after_enye("iv"), after_enye("z")
    ('p', 'a', 'iv', 'z')
    """
    return chr(ord(label) + 1) if len(label) == 1 and "o" <= label < "z" else label


def _arabic(label: str) -> str:
    plain = label.replace("ـ", "").replace("ا", "أ")
    if plain.isdecimal():
        return format_roman(int(plain)) if 0 < int(plain) < 400 else plain
    return _letter(_ABJAD.index(plain)) if len(plain) == 1 and plain in _ABJAD else label


def _ideographic(label: str) -> int | None:
    """ "三", "十", "十二", "二十一"; 0 for no sign at all."""
    found = re.fullmatch(r"(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?", label)
    if not found:
        return None
    tens = (_IDEOGRAPHS[found["tens"]] if found["tens"] else 1) * 10 if found["ten"] else 0
    return tens + (_IDEOGRAPHS[found["ones"]] if found["ones"] else 0)


def _letter(index: int) -> str:
    return chr(ord("a") + index) if index < 26 else "a" + chr(ord("a") + index - 26)


def find_section(words: str, language: str) -> tuple[str, str, int] | None:
    """The number with which a heading begins, in Latin form and as printed, and how many characters it takes.

    >>> find_section("ثانيا - الوثائق", "ar"), find_section("十二", "zh"), find_section("IV. Élections", "fr")
    (('II', 'ثانيا', 7), ('XII', '十二', 2), ('IV', 'IV', 3))
    >>> find_section("باء - لجنة", "ar"), find_section("Élections", "fr")
    (('B', 'باء', 5), None)
    """
    found = _section(language).match(words)
    if found is None:
        return None
    number = found["number"]
    if language == "zh" and (value := _ideographic(number)):
        latin = format_roman(value).upper()
    elif number in (ordinals := _arabic_sections()["ordinals"]):
        latin = format_roman(ordinals.index(number) + 1).upper()
    else:
        letters = _arabic_sections()["letters"]
        latin = chr(ord("A") + letters.index(number)) if number in letters else number
    return latin, number, len(found[0].rstrip())


@cache
def _section(language: str) -> re.Pattern[str]:
    """How headings of a language begin with a number: "ثانيا - ", "十二、", "IV. ", with signs of any language."""
    latin = "[IVXLC]+|[A-Z]"
    number = {"ar": _arabic_number(), "zh": rf"[一二三四五六七八九十]{{1,3}}|{latin}"}.get(language, latin)
    return re.compile(rf"(?P<number>{number})\u064b?\s*(?:[-–—.、．:]+\s*|$)")


def _arabic_number() -> str:
    """An ordinal or a letter's name; ordinals of two words come first, since they begin as others do."""
    ordinals = sorted(_arabic_sections()["ordinals"], key=lambda ordinal: " " not in ordinal)
    return "|".join((*ordinals, *_arabic_sections()["letters"]))


@cache
def _arabic_sections() -> Mapping[str, list[str]]:
    sections: Mapping[str, list[str]] = read_toml(data("reading", "labels.toml"))["arabic"]
    return sections
