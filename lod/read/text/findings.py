"""Findings on a tree that looks wrong: what was read may be laid out in a way that the rules do not know.

Reads: a masthead, parts and footnotes as they were read. Writes: findings, so that no wrong tree is published in
silence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lod.data.phrases import Phrase
from lod.model.resolution import Finding, Footnote, Masthead, Part, PartKind, Severity
from lod.read.draft_labels import is_labelled
from lod.read.text.lines import Line
from lod.read.tree.headings import find_section_number
from lod.read.tree.markers import LABEL, NUMBER
from lod.read.tree.openers import is_operative

_MEND = "compare with the printed page"
#: Words, white space as no line of one column has it, and words.
_BESIDE = re.compile(r"\s*(?P<left>\S(?:\S|\s(?!\s\s))*)\s{3,}(?P<right>\S.*)")
_INSERTED = Phrase("paragraphs.inserted")
_ROMAN = re.compile(r"[IVXLC]{1,6}[.)]?\s+|[A-Z]\.\s+")
_NUMBERED = re.compile(r"[^\w\s]{0,2}\s?\d{1,3}\s?[^\w\s]|#[.)]\s")
#: Signs of struck out and inserted words, in Markdown, HTML and of programs that compare texts.
_REVISED, _REVISING = ("~~", "<del>", "<ins>", "<s>", "{+", "{-"), "~<{"
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = 3  # on each side, at least
_SAME = 4  # characters by which the left edges of lines of one column differ, at most
_COLUMN, _SHARE = 4, 0.25  # lines, and share of all, at least, that stand beside others
_FEW = 3  # lines that stand so by chance, at most
_APART = 0.33  # share of blanks, at least, where letters stand apart; of English words a sixth
_SHOWN = 60  # characters of a note that a finding shows
#: What numbers may begin anew behind: in a resolution's own text sections, in annexes headings too.
_OF_RESOLUTION = (PartKind.SECTION, PartKind.ANNEX)
_LOOSE = (PartKind.TEXT, PartKind.HEADING, PartKind.TABLE)
_OF_ANNEX = (*_OF_RESOLUTION, PartKind.HEADING)


def find_suspicious(masthead: Masthead, parts: tuple[Part, ...], footnotes: Iterable[Footnote]) -> Iterator[Finding]:
    """What no resolution has: no title, numbers that do not run, notes that speak as paragraphs do."""
    if not masthead.title:
        yield Finding("reader.no_title", Severity.WARNING, "no title", mend="is the text whole?")
    yield from _numbers(parts, _OF_RESOLUTION)
    yield from _unplaced(parts)
    for note in footnotes:
        if note.anchor is None and is_operative(note.passage.text):
            what = f"footnote {note.mark} hangs on no words and opens as a paragraph: {note.passage.text[:_SHOWN]!r}"
            yield Finding("reader.acting_note", Severity.WARNING, what, note.place, mend=_MEND)


def _unplaced(parts: tuple[Part, ...]) -> Iterator[Finding]:
    """Text and headings of the resolution itself that open with a paragraph's number, or a point's: it follows none.

    A heading that counts by itself stands between paragraphs whose numbers run.
    """
    last = 0
    for part, following in zip(parts, (*parts[1:], None), strict=False):
        yield from _unlisted(part)
        last = _count(part) or last
        after = _count(following) if following is not None and part.kind is PartKind.HEADING else 0
        runs = after > 1 and last in (0, after - 1)
        if _opens_numbered(part) and not runs:
            what = f"text opens as a numbered paragraph: {part.passage.text[:_SHOWN]!r}"
            yield Finding("reader.unplaced_number", Severity.WARNING, what, part.place, mend=_MEND)
        if part.kind is PartKind.SECTION:
            yield from _unplaced(part.parts)


def _opens_numbered(part: Part) -> bool:
    """Whether the words of a part without a number open with one, whatever sign stands behind it."""
    words = part.passage.text
    if part.kind in (PartKind.TEXT, PartKind.HEADING):
        roman = _ROMAN.match(words)
        acts = roman is not None and is_operative(words[roman.end() :])
        return acts or any(form.match(words) for form in (NUMBER, _INSERTED)) or is_labelled(words)
    return part.kind is PartKind.OPERATIVE and not part.number and _NUMBERED.match(words) is not None


def _unlisted(part: Part) -> Iterator[Finding]:
    """Text below a paragraph or a point that opens with a label or a number: those before it may be lost."""
    for child in part.parts if part.kind in (PartKind.OPERATIVE, PartKind.SUB) else ():
        words = child.passage.text if child.kind is PartKind.TEXT else ""
        if LABEL.match(words) or NUMBER.match(words):
            what = f"text opens as a point of a list: {child.passage.text[:_SHOWN]!r}"
            yield Finding("reader.unplaced_point", Severity.WARNING, what, child.place, mend=_MEND)
        yield from _unlisted(child)


def find_lost_sections(parts: Iterable[Part], language: str) -> Iterator[Finding]:
    """Headings that count as sections do, "B. Finance", and follow none that they can follow."""
    for part in parts:
        if part.kind in _OF_RESOLUTION:
            yield from find_lost_sections(part.parts, language)
        elif part.kind is PartKind.HEADING and (found := find_section_number(part.passage.text, language)):
            what = f"section {found.printed} follows none that it can follow: {part.passage.text[:_SHOWN]!r}"
            yield Finding("reader.lost_section", Severity.WARNING, what, part.place, mend=_MEND)


def find_joined(lines: Sequence[Line]) -> Iterator[Finding]:
    """Words that blanks set apart, and that go on with a paragraph all the same: a stamp, a page's own words may be so.

    Where many stand so, a program has put blanks between lines.
    """
    for line in lines if len(lines) <= _FEW else ():
        what = f"words that stand apart were taken for the rest of a paragraph: {line.text[:_SHOWN]!r}"
        yield Finding("reader.joined_words", Severity.WARNING, what, source=line.indent, mend=_MEND)


def find_letters(parts: Iterable[Part]) -> Iterator[Finding]:
    """Words of which a program printed each letter apart: "e x p r e s si o n"; no word in them is told."""
    for part in parts:
        for below in part.walk():
            words = below.passage.text
            if below.kind is not PartKind.TABLE and len(words) > _SHOWN and words.count(" ") > _APART * len(words):
                what = f"the letters of words stand apart: {words[:_SHOWN]!r}"
                mend = "give the PDF itself, or its text by another program"
                yield Finding("reader.letters_apart", Severity.WARNING, what, below.place, mend=mend)
                return


def find_behind(parts: tuple[Part, ...], closings: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Words behind the last closing line and in no annex: a page's or a mail's own, or those of a lost heading."""
    end = closings[-1][1] if closings else 0
    for part in parts if end else ():
        if part.kind in _LOOSE and part.passage.runs and part.passage.runs[0].source >= end:
            what = f"words stand behind the closing line, and in no annex: {part.passage.text[:_SHOWN]!r}"
            yield Finding("reader.behind_closing", Severity.WARNING, what, part.place, mend=_MEND)
            return


def find_revised(text: str) -> Iterator[Finding]:
    """Words that are marked as struck out or inserted: both stand in the tree."""
    marks = [text.find(mark) for mark in _REVISED] if any(sign in text for sign in _REVISING) else []
    if at := min((mark for mark in marks if mark >= 0), default=0):
        shown = text[at : at + _SHOWN].splitlines()[0]
        what = f"words are marked as struck out or inserted, and all are read: {shown!r}"
        mend = "give the text with its changes accepted"
        yield Finding("reader.revised", Severity.WARNING, what, source=at, mend=mend)


def find_columns(text: str) -> Iterator[Finding]:
    """Lines of which many stand side by side: two columns that a program did not put one below the other."""
    if text.count("   ") < _COLUMN:  # as most
        return
    lines = text.split("\n")
    parted = [line for line in lines if "   " in line]
    if len(parted) < _COLUMN:
        return
    beside = Counter[int]()
    for line in parted:
        found = _BESIDE.match(line)
        if found and all(len(_WORD.findall(found[side])) >= _WORDS for side in ("left", "right")):
            beside[found.start("right") // _SAME] += 1
    worded = sum(bool(line.strip()) for line in lines)
    most = max((beside[at] + beside[at + 1] for at in beside), default=0)
    if most >= max(_COLUMN, _SHARE * worded):
        what = "lines stand side by side: the text is set in two columns, and was not read column by column"
        mend = "give one column below the other, as pdftotext does without -layout"
        yield Finding("reader.columns", Severity.WARNING, what, mend=mend)


def _numbers(parts: tuple[Part, ...], restarts: tuple[PartKind, ...]) -> Iterator[Finding]:
    """Where one number follows another that it cannot follow, among the parts of a whole and of each section in it."""
    counted = [part for part in parts if part.kind in restarts or _count(part)]
    for before, part in pairwise(counted):
        number = _count(part)
        if number and before.kind not in restarts and number <= _count(before):
            what = f"paragraph {number} follows {_count(before)}"
            yield Finding("reader.numbers", Severity.WARNING, what, part.place, mend=_MEND)
    for part in parts:
        yield from _numbers(part.parts, _OF_ANNEX if part.kind is PartKind.ANNEX else restarts)


def _count(part: Part) -> int:
    """A paragraph's number in figures; 0 for other parts and for letters."""
    number = part.number or ""
    return int(number) if part.kind is PartKind.OPERATIVE and number.isdecimal() else 0
