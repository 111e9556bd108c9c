"""Findings on words that hold more than one paragraph, or none: what a lost line end joined, or a lost colon parted.

Reads: parts as they were read. Writes: findings. No official text of the corpus has any of them.
"""

import re
from collections.abc import Iterable, Iterator

from lod.model.resolution import Finding, Part, PartKind, Severity
from lod.read.tree.endings import ends_in_full_stop
from lod.read.tree.languages import ENGLISH, STOPS, Frame
from lod.read.tree.openers import participles

_MEND = "compare with the printed page"
_SHOWN = 60  # characters that a finding shows
_CLAUSE = re.compile(r", (?=[A-Z])")


def find_misparted(parts: Iterable[Part], frame: Frame) -> Iterator[Finding]:
    """Paragraphs amid another, the next number behind a stop, a participle with a capital behind a comma; and points
    below words that have their end: notes, or points of something lost."""
    for part in _of_resolution(parts):
        if (at := _run_in(part, frame)) is not None:
            what = f"a paragraph begins amid another: {part.passage.text[at : at + _SHOWN]!r}"
            yield Finding("reader.run_in", Severity.WARNING, what, part.place, mend=_MEND)
        if part.parts and part.parts[0].kind is PartKind.SUB and ends_in_full_stop(part.passage.text):
            point = part.parts[0]
            what = f"nothing introduces the point {point.number}: {point.passage.text[:_SHOWN]!r}"
            yield Finding("reader.unintroduced_point", Severity.WARNING, what, point.place, mend=_MEND)


def _run_in(part: Part, frame: Frame) -> int | None:
    """Where in a part's words another paragraph begins."""
    words = part.passage.text
    if part.kind is PartKind.OPERATIVE and part.number and part.number.isdecimal():
        at = words.find(f" {int(part.number) + 1}. ")
        return at + 1 if at > 0 and words[at - 1] in STOPS else None
    if part.kind is PartKind.PREAMBULAR and frame.language == ENGLISH:
        return next((m.end() for m in _CLAUSE.finditer(words) if participles().match(words, m.end())), None)
    return None


def find_unopened(parts: Iterable[Part], frame: Frame) -> Iterator[Finding]:
    """Text that begins with the organ's name, in a resolution that no line opens: its preamble may go on behind it."""
    for part in parts:
        if part.kind is PartKind.TEXT and frame.names_organ(part.passage.text):
            what = f"the organ's name opens no line of its own: {part.passage.text[:_SHOWN]!r}"
            yield Finding("reader.no_opener", Severity.WARNING, what, part.place, mend=_MEND)
            return


def _of_resolution(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts outside annexes."""
    for part in parts:
        if part.kind is not PartKind.ANNEX:
            yield part
            if part.parts:
                yield from _of_resolution(part.parts)
