"""Finding footnotes: their numbers and words in the blocks at the foot of pages."""

import re
from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct, field
from msgspec.structs import replace

from lod.read.text.detached_numbers import NUMBER_ALONE, counted_note, number_notes
from lod.read.text.lexer import NOTE_START, NOTE_WORDS
from lod.read.text.lines import NOTE, Line
from lod.read.tree.languages import STOPS
from lod.read.tree.markers import FIGURES

_SHORTEST = 4  # letters of a word that ends a sentence, at least: shorter ones are abbreviations


class NoteDraft(Struct):
    """A note as its block prints it: its number's place in the source, and the lines (or line ends) of its words."""

    mark: str
    page: int
    number: tuple[int, int]
    lines: list[tuple[int, int]] = field(default_factory=list)  # source [start:end) of words


def find_notes(lines: Sequence[Line]) -> list[NoteDraft]:
    """The notes of the NOTE lines, in the order of the text. Words before the first note's number belong to none."""
    lines = _told_apart(lines)
    alone = {line.page for line in lines if line.kind is NOTE and NUMBER_ALONE.fullmatch(line.text)}
    scattered = {page for page in alone if not _is_in_order([line for line in lines if line.page == page])}
    notes = _notes([line for line in lines if line.page not in scattered] if scattered else lines)
    for page in scattered:
        for number, words in number_notes([line for line in lines if line.kind is NOTE and line.page == page]):
            notes += [_numbered(number, words)] if number else _notes(words)
    return sorted(notes, key=attrgetter("page")) if scattered else notes


def _told_apart(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines, those that print several notes one behind the other cut before each: "1 A/75/982. 2 A/66/340."

    Some programs give the foot of a page as one paragraph.
    """
    last, cut = 0, {}
    for number in [number for number, line in enumerate(lines) if line.kind is NOTE]:
        line = lines[number]
        begun = NOTE_START.match(line.text)
        last = int(begun["mark"]) if begun and begun["mark"].isdecimal() else last
        pieces = []
        while last and (at := _next_note(line.text, last + 1)):
            pieces.append(replace(line, text=line.text[: at - 1]))
            line = replace(line, indent=line.indent + at, text=line.text[at:])
            last += 1
        if pieces:
            cut[number] = (*pieces, line)
    if not cut:
        return lines
    return [piece for number, line in enumerate(lines) for piece in cut.get(number, (line,))]


def _next_note(text: str, number: int) -> int:
    """Where in a line the note with a number begins, behind a finished sentence; 0 for nowhere.

    >>> _next_note("1 A/75/982. 2 A/66/340.", 2), _next_note("1 See Part. 2 May 2031.", 2), _next_note("No. 3 and", 3)
    (12, 0, 0)
    """
    sign = f". {number} "
    at = text.find(sign) + 2
    found = NOTE_WORDS.match(text, at + len(sign) - 3) if at > 1 else None
    before = text[: at - 2].rpartition(" ")[2]
    abbreviated = before.isalpha() and not before.isupper() and len(before) < _SHORTEST  # "Supplement No. 3"
    return at if found and not abbreviated and not text[found.end()].islower() else 0


def _is_in_order(lines: Sequence[Line]) -> bool:
    """Whether each number alone on its line is the next one and stands right above its words."""
    notes = [line for line in lines if line.kind is NOTE]
    last = 0
    for line, following in zip(notes, [*notes[1:], None], strict=True):
        is_alone = NUMBER_ALONE.fullmatch(line.text) is not None
        begun = NOTE_START.match(line.text)
        number = int(begun["mark"]) if begun and begun["mark"].isdecimal() else 0
        if is_alone and (not last or number != last + 1 or following is None or NOTE_START.match(following.text)):
            return False
        last = number if number == last + 1 or not last else last
    return True


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
    goes_on = int(mark) == 1 or last < int(mark) <= last + 3 or (not last and counted_note(line.text, 0) > 0)
    return found if apart and goes_on else None
