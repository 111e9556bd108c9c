"""Cleaning drafts of what those who negotiate them put before paragraphs and lines: "PP1.", "OP3", line numbers.

Reads: a `Cleaned` text. Writes: the same without them; an operative paragraph keeps its number, as it would be printed.
"""

import re
from collections.abc import Iterator, Sequence

from lod.read.clean import Cleaned, Edit

_LABELLED = re.compile(
    r"^[^\S\n]*+(?P<label>(?P<kind>PP|OP|PO)[^\S\n]?)(?P<number>\d{1,3})(?P<point>[^\S\n]?[.:)–-])?(?=[^\S\n]|$)",
    re.MULTILINE,
)
_LABEL = re.compile(r"(?:PP|OP|PO)[^\S\n]?\d{1,3}")
_LABELS = 3  # paragraphs with such a label, at least
_PREAMBULAR = "PP"
_NUMBERED_LINE = re.compile(r"[^\S\n]{0,8}(?P<number>\d{1,3})(?=[^\S\n]|$)")
#: One of the first two lines has a number.
_FIRST_NUMBER = re.compile(r"(?:[^\n]*\n)?[^\S\n]*\d")
_LINES, _SHARE = 12, 0.9  # lines that are counted, at least, and their share of the lines of words


def without_labels(cleaned: Cleaned) -> Cleaned:
    """A text without the numbers of its lines, and without "PP" and "OP" before the numbers of its paragraphs.

    >>> without_labels(Cleaned.of("PP1 Noting it,\\nPP2 Aware,\\nOP1 Asks;\\nOP2. Decides.")).text
    'Noting it,\\nAware,\\n1. Asks;\\n2. Decides.'
    """
    if _FIRST_NUMBER.match(cleaned.text) and _has_numbered_lines(lines := cleaned.text.split("\n")):
        cleaned = cleaned.edited(_line_numbers(lines))
    found = list(_LABELLED.finditer(cleaned.text)) if "OP" in cleaned.text or "PP" in cleaned.text else []
    return cleaned.edited(edit for match in found for edit in _unlabelled(match)) if len(found) >= _LABELS else cleaned


def is_labelled(words: str) -> bool:
    """Whether words begin with such a label, as "OP1bis" and "PP3 alt." do, which number no printed paragraph.

    >>> [is_labelled(words) for words in ("OP1bis Decides", "PP3 alt. Noting", "PPP in 2030", "OPEC 2")]
    [True, True, False, False]
    """
    return _LABEL.match(words) is not None


def _unlabelled(label: re.Match[str]) -> Iterator[Edit]:
    """A preambular label goes; of an operative one its number stays, with a point."""
    start, end = label.span("label")
    if label["kind"] == _PREAMBULAR:
        after = label.end()
        yield start, after + (label.string[after : after + 1] in " \t"), ""
        return
    yield start, end, ""
    if label["point"] is None or not label["point"].endswith("."):
        yield label.end("number"), label.end(), "."


def _has_numbered_lines(lines: Sequence[str]) -> bool:
    """Whether lines are counted, from one on each page or through the text.

    >>> _has_numbered_lines([f"{n}  Notes that it is {n}" for n in range(1, 20)]), _has_numbered_lines(["1 Notes"] * 20)
    (True, False)
    """
    last = counted = worded = 0
    most = (1 - _SHARE) * len(lines) + 1  # lines that may have no number
    for line in lines:
        if worded - counted > most:
            return False  # told by the first lines, as of most texts
        words = line.lstrip()
        worded += bool(words)
        if words[:1].isdecimal() and (found := _NUMBERED_LINE.match(line)):
            number = int(found["number"])
            counted += number == last + 1 or (number == 1 and last > 1)
            last = number
    return counted >= max(_LINES, _SHARE * worded)


def _line_numbers(lines: Sequence[str]) -> Iterator[Edit]:
    at = 0
    for line in lines:
        if found := _NUMBERED_LINE.match(line):
            yield at, at + found.end(), ""
        at += len(line) + 1
