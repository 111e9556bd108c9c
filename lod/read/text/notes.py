"""Finding footnotes: their numbers and words in the blocks at the foot of pages."""

import re
from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct, field

from lod.read.text.detached_numbers import NUMBER_ALONE, number_notes
from lod.read.text.lexer import NOTE_START
from lod.read.text.lines import NOTE, Line
from lod.read.tree.languages import STOPS
from lod.read.tree.markers import FIGURES


class NoteDraft(Struct):
    """A note as its block prints it: its number's place in the source, and the lines (or line ends) of its words."""

    mark: str
    page: int
    number: tuple[int, int]
    lines: list[tuple[int, int]] = field(default_factory=list)  # source [start:end) of words


def find_notes(lines: Sequence[Line]) -> list[NoteDraft]:
    """The notes of the NOTE lines, in the order of the text. Words before the first note's number belong to none."""
    scattered = {line.page for line in lines if line.kind is NOTE and NUMBER_ALONE.fullmatch(line.text)}
    notes = _notes([line for line in lines if line.page not in scattered] if scattered else lines)
    for page in scattered:
        for number, words in number_notes([line for line in lines if line.kind is NOTE and line.page == page]):
            notes += [_numbered(number, words)] if number else _notes(words)
    return sorted(notes, key=attrgetter("page")) if scattered else notes


def _numbered(number: Line, words: Sequence[Line]) -> NoteDraft:
    """The note of a number and words that stand apart."""
    spans = [(line.indent, line.indent + len(line.text)) for line in words]
    sign = (number.indent, number.indent + len(number.text))
    return NoteDraft(number.text.translate(FIGURES), number.page, sign, spans)


def _notes(lines: Sequence[Line]) -> list[NoteDraft]:
    """The notes of lines that begin with their numbers."""
    notes: list[NoteDraft] = []
    last, apart = 0, True
    for line in lines:
        if line.kind is not NOTE:
            apart = True
            continue
        begun = _begins(line, last, apart)
        apart = line.text.endswith(tuple(STOPS))
        offset = line.indent
        if begun:
            mark = begun["mark"].translate(FIGURES)
            last = int(mark) if mark.isdigit() else last
            notes.append(NoteDraft(mark, line.page, (offset, offset + begun.end("sign"))))
            offset += begun.end()
        if notes and offset < line.indent + len(line.text):
            notes[-1].lines.append((offset, line.indent + len(line.text)))
    return notes


def _begins(line: Line, last: int, apart: bool) -> re.Match[str] | None:
    """The beginning of a note: a superscript, stars, "[1]", or the number after the last one ("1" begins an annex's).

    `apart` tells whether a blank line, a rule or a finished sentence stands before: "3 - 14 June" amid a note is none.
    """
    found = NOTE_START.match(line.text)
    if not found:
        return None
    mark = found["mark"].translate(FIGURES)
    raised = found["mark"] != mark and found["sign"][-1] != "/"
    if not mark.isdigit() or raised or found["sign"][0] == "[":
        return found
    return found if apart and (int(mark) == 1 or last < int(mark) <= last + 3) else None
