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
from lod.read.tree.endings import is_finished, is_stopped
from lod.read.tree.markers import NUMBER
from lod.read.tree.openers import is_operative

_SOFT = "\u00ad"
_HYPHENS = ("-", "‐", _SOFT)
_HEAD = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?=[-‐\u00ad]$)")
_TAIL = re.compile(r"[^\W\d_]+")
#: A letter, or one with a hyphen, beside a stretch of letters: the stretch is a part of a longer word.
_PART_BEFORE = re.compile(r"[^\W\d_]-?$")
_PART_AFTER = re.compile(r"-?[^\W\d_]")
_WHOLE = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*")
_FEW = 8  # words that are looked for in a text one by one; of more it is told apart into words
_MISREAD = re.compile(r"(?P<number>[0-9lIOoSB|]{1,3})(?:(?P<space>\s?)[.,:;](?=\s+[A-Z“])|\s(?=[A-Z“]))")
_FIGURES = 3  # of a paragraph's number, at most
_MISREAD_SIGNS = "0123456789lIOoSB|"  # with which such a number begins
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
    for at in [at for at, line in enumerate(lines) if line.text[-1:] in _HYPHENS]:  # few
        line = lines[at]
        below = (lines[i] for i in range(at + 1, len(lines)))
        following = next((line for line in below if line.kind is BODY or line.kind is NOTE), None)
        if following is not None and line.kind is following.kind:
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
    """Lines whose paragraph number was misread, with the number that comes next: "l." for 1, "S." for 5, "2" for 2.

    Only where the organ's verb follows; each is a finding. The lines are as long as before; one that is a number alone
    takes its line end for the point that it lacks. A number behind its paragraph's first line is put before it.
    """
    repaired, findings, last = list[Line](), list[Finding](), 0
    for at, line in enumerate(lines):
        if line.kind is not BODY:
            repaired.append(line)
            continue
        found = None if line.text[0].isalpha() else NUMBER.match(line.text)
        if found:
            if int(found["number"]) == last + 1 and _stands_amid(lines, at, found.end() == len(line.text)):
                findings.append(_finding(line, "reader.moved_number", f"{line.text!r} stands amid its paragraph"))
                repaired.insert(len(repaired) - 1, line)
                last += 1
                continue
            last = int(found["number"])
        elif last and len(line.text) <= _FIGURES and line.text == str(last + 1) and _acts_below(lines, at):
            findings.append(_finding(line, "reader.misread_number", f"the number {line.text!r} has no point"))
            line, last = replace(line, text=f"{line.text}."), last + 1
        elif line.text[0] in _MISREAD_SIGNS and (text := _repaired(line.text, last + 1)):
            what = f"{line.text.split()[0]!r} was read as the number {last + 1}"
            findings.append(_finding(line, "reader.misread_number", what))
            line, last = replace(line, text=text), last + 1
        repaired.append(line)
    return repaired, findings


def _finding(line: Line, rule: str, what: str) -> Finding:
    return Finding(rule, Severity.INFO, what, source=line.indent, mend="compare with the printed page")


def _acts_below(lines: Sequence[Line], at: int) -> bool:
    """Whether the organ's verb opens the next words: a number alone on its line counts them, point or none."""
    following = next((line for line in lines[at + 1 : at + 3] if line.text), None)
    return following is not None and following.kind is BODY and is_operative(following.text)


def _stands_amid(lines: Sequence[Line], at: int, is_alone: bool) -> bool:
    """Whether a number alone on its line stands behind the first line of its own paragraph, as some programs put it."""
    if not is_alone or not 1 < at < len(lines) - 1:
        return False
    above, first, rest = lines[at - 2], lines[at - 1], lines[at + 1]
    begins = first.kind is BODY and is_operative(first.text) and not is_finished(first.text)
    return begins and rest.kind is BODY and rest.text[0].islower() and (not above.text or is_stopped(above.text))


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
