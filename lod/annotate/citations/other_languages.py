"""References to resolutions by number in the five languages besides English.

A number belongs to the nearest "resolution(s)" of the language before it, in Chinese to the one behind its series. The
organ is the one that the words name between the two, before them or behind the series, else the adopting organ. Numbers
of decisions, and numbers that the organ cannot have given, are left alone: the English text says what they are.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lod.annotate.citations.organs import may_be, resolution_of
from lod.annotate.citations.references import Reference, organ_of_rule, pattern
from lod.data.organs import load_organs
from lod.read.tree.languages import STOPS, Frame

_RULES = ("resolution_early", "resolution_of_year", "resolution_modern")
_REACH = 4000  # how long a series may be: characters between "resolutions" and its last number
_BEFORE, _BEHIND = 60, 400  # how far before "resolutions" and behind a number their organ may stand
_DATED = 45  # how far behind a number its date may end
_JOINED = 14  # letters between a series and the organ behind it, its dates and joints apart: "du", "adoptée par le"
#: Chinese sets "第" and "号" close to the number that stands between them.
_APART = str.maketrans("第号", "  ")
_COUNTED = re.compile("[第号和及以其]")
_PARTS = re.compile(r"(\d{1,3})/(\d{1,3})")
_STOPPED = re.compile(rf"[{re.escape(STOPS)}](?:\s|$)")


def find_numbered_elsewhere(text: str, frame: Frame, own: str) -> Iterator[Reference]:
    """References to resolutions in a text of another language, in order; `own` is the adopting organ."""
    if "/" not in text and "(" not in text:
        return
    bare = text.translate(_APART)
    found = [(number, rule) for rule in _RULES for number in pattern(rule).finditer(bare)]
    found.sort(key=lambda pair: pair[0].start())
    ends = [number.start() for number, _ in found[1:]] + [len(text)][: len(found)]
    for (number, rule), following in zip(found, ends, strict=True):
        begins = _head(text, number, frame)
        if begins is None:
            continue
        printed = number[0].rstrip()
        date = frame.date(_dated(text, number, following, frame))
        for meant in (printed, *_turned(printed, frame)):
            organ = organ_of_rule(f"citation.{rule}") or _organ_of(text, begins, number, meant, frame, own, date)
            if organ is not None:
                target = resolution_of(load_organs().get(organ), meant, date)
                yield Reference(number.start(), number.start() + len(printed), f"citation.{rule}", target, begins, date)
                break


def _turned(printed: str, frame: Frame) -> tuple[str, ...]:
    """What a number may mean whose parts were typed from right to left: "321/77" in Arabic, where it is none itself."""
    found = _PARTS.fullmatch(printed) if frame.language == "ar" else None
    return (f"{found[2]}/{found[1]}",) if found else ()


def _dated(text: str, number: re.Match[str], following: int, frame: Frame) -> str:
    """The words in which a number's date stands: behind it, in Chinese right before it."""
    if frame.language == "zh":
        return text[max(0, number.start() - len("2015年12月23日第")) : number.start()]
    return text[number.end() : min(following, number.end() + _DATED)]


def _head(text: str, number: re.Match[str], frame: Frame) -> int | None:
    """Where the words begin that make a number a resolution's; None where nothing does."""
    if frame.language == "zh":
        head = frame.resolution.search(text, number.end())
        joined = head is not None and text[number.end() :].lstrip().startswith("号")
        joined = joined and _letters(text[number.end() : head.start()], frame) <= _JOINED  # type: ignore[union-attr]
        return text[: number.start()].rfind("，") + 1 if joined else None
    heads = list(frame.resolution.finditer(text, max(0, number.start() - _REACH), number.start()))
    if not heads or _STOPPED.search(text, heads[-1].end(), number.start()):
        return None
    return None if frame.decision.search(text, heads[-1].end(), number.start()) else heads[-1].start()


def _organ_of(
    text: str, begins: int, number: re.Match[str], printed: str, frame: Frame, own: str, date: dt.date | None
) -> str | None:
    """The organ of a number: named with it, the adopting one, or the only other that the text names and that fits."""
    before = _last(text[max(0, begins - _BEFORE) : number.start()], frame)
    for organ in (before, _behind(text, number.end(), frame)):
        if organ and may_be(organ, printed):
            return organ
    if may_be(own, printed, date):
        return own
    named = {slug for slug, name in frame.bodies.items() if name.search(text) and may_be(slug, printed, date)}
    if len(named) == 1:
        return named.pop()
    return own if may_be(own, printed) else None


def _last(words: str, frame: Frame) -> str | None:
    """The organ that stands last in some words, no stop behind it."""
    named = [(found.end(), slug) for slug, name in frame.bodies.items() for found in name.finditer(words)]
    if not named or _STOPPED.search(words, max(named)[0]):
        return None
    return max(named)[1]


def _behind(text: str, end: int, frame: Frame) -> str | None:
    """The organ behind a series: only numbers, dates and a few letters may stand between."""
    words = text[end : end + _BEHIND]
    named = [(found.start(), slug) for slug, name in frame.bodies.items() if (found := name.search(words))]
    if not named:
        return None
    start, slug = min(named)
    between = words[:start]
    return slug if _letters(between, frame) <= _JOINED and not _STOPPED.search(between) else None


def _letters(words: str, frame: Frame) -> int:
    """How many letters stand in some words, dates and numbers apart."""
    return sum(letter.isalpha() for letter in _COUNTED.sub("", frame.fields.sub("", words)))
