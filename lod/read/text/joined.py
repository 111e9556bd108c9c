"""Findings on words that hold more than one paragraph, or less: what lost or moved lines joined, parted, broke off.

Reads: parts as they were read. Writes: findings. No official text of the corpus has any of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lod.model.resolution import Finding, Part, PartKind, Severity
from lod.read.tree.endings import ends_in_comma, ends_in_full_stop, is_finished
from lod.read.tree.languages import ENGLISH, STOPS, Frame
from lod.read.tree.openers import participles

#: By their names alone: every part is asked for its kind.
_PREAMBULAR, _OPERATIVE, _SUB, _TEXT = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB, PartKind.TEXT)
_ANNEX = PartKind.ANNEX
_MEND = "compare with the printed page"
_SHOWN = 60  # characters that a finding shows, and that tell how words end
#: A comma before a word with a capital that may be a participle.
_CLAUSE = re.compile(r", (?=[A-Z][\w-]+g\b)")


def find_misparted(parts: Iterable[Part], frame: Frame) -> Iterator[Finding]:
    """Paragraphs amid another, the next number behind a stop, a participle with a capital behind a comma; and points
    below words that have their end: notes, or points of something lost."""
    for part in _of_resolution(parts):
        if (at := _run_in(part, frame)) is not None:
            what = f"a paragraph begins amid another: {part.passage.text[at : at + _SHOWN]!r}"
            yield Finding("reader.run_in", Severity.WARNING, what, part.place, mend=_MEND)
        if part.parts and part.parts[0].kind is _SUB and ends_in_full_stop(part.passage.text[-_SHOWN:]):
            point = part.parts[0]
            what = f"nothing introduces the point {point.number}: {point.passage.text[:_SHOWN]!r}"
            yield Finding("reader.unintroduced_point", Severity.WARNING, what, point.place, mend=_MEND)


def find_broken_off(parts: Sequence[Part], frame: Frame) -> Iterator[Finding]:
    """Numbered paragraphs whose words have no end though another follows, and clauses of a preamble behind it."""
    for part, following in zip(parts, (*parts[1:], None), strict=False):
        words = part.passage.text
        numbered = part.kind is _OPERATIVE and part.number and not part.parts
        if numbered and following is not None and following.kind is _OPERATIVE and not is_finished(words[-_SHOWN:]):
            what = f"the words of paragraph {part.number} break off: {words[-_SHOWN:]!r}"
            yield Finding("reader.broken_off", Severity.WARNING, what, part.place, mend=_MEND)
        if part.kind is _TEXT and frame.language == ENGLISH and ends_in_comma(words) and participles().match(words):
            what = f"a clause of a preamble stands behind it: {words[:_SHOWN]!r}"
            yield Finding("reader.late_clause", Severity.WARNING, what, part.place, mend=_MEND)
        if part.kind is PartKind.SECTION:
            yield from find_broken_off(part.parts, frame)


def _run_in(part: Part, frame: Frame) -> int | None:
    """Where in a part's words another paragraph begins."""
    words = part.passage.text
    if part.kind is _OPERATIVE and part.number and part.number.isdecimal():
        at = words.find(f" {int(part.number) + 1}. ")
        return at + 1 if at > 0 and words[at - 1] in STOPS else None
    if part.kind is _PREAMBULAR and frame.language == ENGLISH:
        return next((m.end() for m in _CLAUSE.finditer(words) if participles().match(words, m.end())), None)
    return None


def find_unopened(parts: Iterable[Part], frame: Frame) -> Iterator[Finding]:
    """A preamble that no line opens, or that goes on behind the organ's name."""
    for part in parts:
        named = part.kind is _TEXT and frame.names_organ(part.passage.text)
        if named or part.kind is _PREAMBULAR:
            what = f"the organ's name opens no line of its own: {part.passage.text[:_SHOWN]!r}"
            yield Finding("reader.no_opener", Severity.WARNING, what, part.place, mend=_MEND)
            return


def _of_resolution(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts outside annexes."""
    for part in parts:
        if part.kind is not _ANNEX:
            yield part
            if part.parts:
                yield from _of_resolution(part.parts)
