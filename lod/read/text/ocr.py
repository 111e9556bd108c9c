"""Repairs for typesetting and text recognition: words hyphenated at line ends, misread paragraph numbers.

Reads: lines. Writes: the same lines with the numbers repaired, and where hyphens stand that only a line's end made. A
repaired line is as long as it was: passages are copied from the source, so the print stays what it is.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from lod.data.files import data, read_toml
from lod.model.resolution import Finding, Severity
from lod.read.text.lines import BODY, NOTE, Line
from lod.read.tree.markers import NUMBER
from lod.read.tree.openers import is_operative

_SOFT = "\u00ad"
_HYPHENS = ("-", "‐", _SOFT)
_HEAD = re.compile(r"[^\W\d_]+(?=[-‐\u00ad]$)")
_TAIL = re.compile(r"[^\W\d_]+")
#: A letter, or one with a hyphen, beside a stretch of letters: the stretch is a part of a longer word.
_PART_BEFORE = re.compile(r"[^\W\d_]-?$")
_PART_AFTER = re.compile(r"-?[^\W\d_]")
_WHOLE = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*+")
_FEW = 8  # words that are looked for in a text one by one; of more it is told apart into words
_MISREAD = re.compile(r"(?P<number>[0-9lIOoSB|]{1,3})(?:(?P<space>\s?)[.,:;](?=\s+[A-Z“])|\s(?=[A-Z“]))")
_DIGITS = str.maketrans("lI|OoSB", "1110058")


class _Break(Struct, frozen=True):
    """A word that a line's end breaks: its halves, and where its hyphen stands in the source."""

    head: str
    tail: str
    at: int

    @property
    def whole(self) -> str:
        return self.head + self.tail

    @property
    def compound(self) -> str:
        return f"{self.head}-{self.tail}"


def soft_hyphens(text: str, lines: Sequence[Line]) -> list[int]:
    """Where hyphens stand that are no part of a word: a line's end alone made them.

    A text that breaks words is known by one that it prints whole elsewhere ("inter-|national") or whose rest is no
    word ("consulta-|tions"); most others that it breaks are then whole too. What it prints with a hyphen amid a line
    stays so, and a text that breaks no words has compounds only.
    """
    breaks = list(_breaks(lines))
    if not breaks:
        return []
    plain = text.lower().replace("‐", "-")
    words = frozenset(_WHOLE.findall(plain)) if len(breaks) > _FEW else _Words(plain)
    is_broken = any(_is_proved(b, words) for b in breaks)
    return [b.at for b in breaks if text[b.at] == _SOFT or (is_broken and _is_whole(b, words))]


class _Words:
    """The words that a text prints whole; a few are looked for, so they are not all told apart first."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __contains__(self, word: str) -> bool:
        at = self._text.find(word)
        while at >= 0:
            if not _PART_BEFORE.search(self._text[max(0, at - 2) : at]) and not _PART_AFTER.match(
                self._text, at + len(word)
            ):
                return True
            at = self._text.find(word, at + 1)
        return False


def _breaks(lines: Sequence[Line]) -> Iterator[_Break]:
    worded = [line for line in lines if line.kind in (BODY, NOTE)]
    broken = [i for i, line in enumerate(worded[:-1]) if line.text.endswith(_HYPHENS)]
    for line, following in ((worded[i], worded[i + 1]) for i in broken):
        if line.kind is following.kind:
            head, tail = _HEAD.search(line.text), _TAIL.match(following.text)
            if head and tail and tail[0].islower():
                yield _Break(head[0].lower(), tail[0], line.indent + len(line.text) - 1)


def _is_proved(broken: _Break, words: frozenset[str] | _Words) -> bool:
    if broken.compound in words:
        return False
    return broken.whole in words or _endings().fullmatch(broken.tail) is not None


def _is_whole(broken: _Break, words: frozenset[str] | _Words) -> bool:
    if _is_proved(broken, words):
        return True
    composed = broken.head in words and broken.tail in words and len(broken.tail) > 3
    return not composed and broken.compound not in words and broken.head not in _compounding()


@cache
def _compounding() -> frozenset[str]:
    return frozenset(read_toml(data("reading", "broken_words.toml"))["compounding"])


@cache
def _endings() -> re.Pattern[str]:
    """Ends of words that are no words."""
    return re.compile(rf"\w{{0,2}}(?:{'|'.join(read_toml(data('reading', 'broken_words.toml'))['endings'])})")


def repair_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Lines whose paragraph number was misread, with the number that comes next: "l." for 1, "S." for 5, "4," for 4.

    Only where the organ's verb follows; each is a finding. The lines are as long as before.
    """
    repaired, findings, last = [], [], 0
    for line in lines:
        if line.kind is not BODY:
            repaired.append(line)
            continue
        found = None if line.text[0].isalpha() else NUMBER.match(line.text)
        if found:
            last = int(found["number"])
        elif text := _repaired(line.text, last + 1):
            what = f"{line.text.split()[0]!r} was read as the number {last + 1}"
            mend = "compare with the printed page"
            findings.append(Finding("reader.misread_number", Severity.INFO, what, source=line.indent, mend=mend))
            line, last = replace(line, text=text), last + 1
        repaired.append(line)
    return repaired, findings


def _repaired(text: str, number: int) -> str:
    """A line with `number` where its own is misread for it; "" where it is not.

    >>> _repaired("l. Takes note of the report;", 1), _repaired("lO: Decides to meet;", 10), _repaired("S. Smith", 5)
    ('1. Takes note of the report;', '10. Decides to meet;', '')
    >>> _repaired("2 Decides to meet;", 2)
    '2.Decides to meet;'
    """
    found = _MISREAD.match(text)
    if not found or found["number"].translate(_DIGITS) != str(number) or not is_operative(text[found.end() :].lstrip()):
        return ""
    return f"{number}{found['space'] or ''}.{text[found.end() :]}"
