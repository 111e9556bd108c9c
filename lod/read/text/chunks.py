"""Grouping lines into chunks: lines of one paragraph, heading or table, by blanks and numbers.

Reads: BODY lines. Writes: `Chunk` values in reading order. A chunk never holds the beginnings of two paragraphs; one
paragraph may still be in several chunks, where a page ends in it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from lod.data.phrases import Phrase
from lod.read.text.adoption import TOLD
from lod.read.text.lines import BLANK, BODY, Line, split_lines
from lod.read.text.setting import Setting, setting_of
from lod.read.tree.drafts import CellDraft
from lod.read.tree.endings import is_finished, is_stopped
from lod.read.tree.languages import COLONS, Frame, annexes
from lod.read.tree.markers import DOTTED, LABEL, NUMBER, opens_numbers
from lod.read.tree.openers import is_operative

#: "Panel 1: Health": an entry of a list without labels.
_COUNTED = re.compile(r"[A-Z][a-z]+(?:\s[a-z]+)?\s\d{1,2}:\s")
SECTION_LINE = Phrase("paragraphs.section_line")
#: A stop or a comma before the number of a section.
_STOPPED_OR_COMMA = re.compile(r"[,;.，；。،؛][”\"»’)\]]?[\s\d*/¹²³⁴-⁹⁰]*$")
#: A comma that ends a paragraph; the marks of notes may follow it.
_COMMA_AND_MARKS = re.compile(r"[,，،][\s\d*/¹²³⁴-⁹⁰]*$")
#: A note's mark that a line's end parted from its words.
_MARK_LINE = re.compile(r"(?:\d{1,3}|[¹²³⁴-⁹⁰]+|\*{1,3})/?")
#: "I. Values and principles": a section's number and title on one line.
_TITLED = re.compile(r"[IVXLC]{1,6}\.\s+[A-Z“].{1,100}")
#: "II.", "A.": a section's number alone on its line, its title below it.
_POINTED = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])\.")
_COUNTING = Phrase("paragraphs.counting")
#: Words that return from a list to its paragraph: "...; and to consider how".
_RETURNING = re.compile(r"and\s")


class Chunk(Struct, frozen=True, dict=True):
    """Consecutive lines; `fresh` tells that white space or a page's end stands before, `after_break` a page's end.

    `cut` tells that a page ends after them, or their sentence goes on; `cells` are those that a table's lines make.
    """

    lines: tuple[Line, ...]
    fresh: bool
    after_break: bool
    cut: bool = False
    cells: tuple[CellDraft, ...] = ()

    @property
    def first(self) -> str:
        return self.lines[0].text

    @cached_property
    def text(self) -> str:
        """The words of all lines, joined once: most rules ask for them."""
        return " ".join([line.text for line in self.lines])

    @property
    def column(self) -> int:
        """Where on its line the first word stands."""
        return self.lines[0].indent - self.lines[0].start

    def after(self, at: int) -> "Chunk":
        """The chunk without the first `at` characters of its first line and the white space after them."""
        line = self.lines[0]
        rest = line.text[at:].lstrip()
        first = replace(line, text=rest, indent=line.indent + len(line.text) - len(rest))
        lines = (first, *self.lines[1:]) if rest or len(self.lines) == 1 else self.lines[1:]
        return Chunk(lines, self.fresh, self.after_break, self.cut)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters [start:end) of the first line, in the source."""
        indent = self.lines[0].indent
        return indent + start, indent + end

    def spans(self) -> list[tuple[int, int]]:
        """The words of the lines, in the source."""
        return [(line.indent, line.indent + len(line.text)) for line in self.lines if line.text]

    @classmethod
    def of(cls, words: str) -> "Chunk":
        """The chunk that words make where blanks set them apart.

        >>> Chunk.of("Annex II\\nRules").first, Chunk.of("1. Notes").after(3).spans()
        ('Annex II', [(3, 8)])
        """
        return cls(tuple(split_lines(words)), fresh=True, after_break=False)


def chunks(lines: Sequence[Line], frame: Frame) -> Iterator[Chunk]:
    """The chunks of the BODY lines; other lines stand between chunks as white space does.

    `frame` tells how paragraphs of a preamble open.
    """
    setting = setting_of(lines, frame)
    held: Chunk | None = None
    for chunk in _grouped(lines, setting):
        if held is not None:
            yield replace(held, cut=True) if chunk.after_break or _goes_on(chunk.first) else held
        held = chunk
    if held is not None:
        yield held


def _goes_on(text: str) -> bool:
    """Whether words begin amid a sentence: in lower case, and with no label.

    >>> _goes_on("tenir allumées les lampes"), _goes_on("a) À acheter"), _goes_on("Tenir")
    (True, False, False)
    """
    return text[:1].islower() and not (LABEL.match(text) or DOTTED.match(text))


_SHORTEST = 8  # characters that a line with more than a number has, at least
_LONGEST_HEADING = 4  # lines of a heading, at most
_LONGEST_NUMBER = 16  # characters of a section's number, at most
_LONGEST_MARK = 4  # characters of a note's mark, at most
_LONGEST_ENTRY = 12  # lines of an entry of a list, at most
_QUOTATION = '“"«'


def _grouped(lines: Sequence[Line], setting: Setting) -> Iterator[Chunk]:
    group: list[Line] = []
    fresh, broken, titled, listed, last, annex = True, False, False, False, 0, annexes()
    for at, line in enumerate(lines):
        if line.kind is not BODY:
            if group and line.kind is BLANK:
                yield Chunk(tuple(group), fresh, broken)
                group, fresh, broken, listed = [], True, False, False
            continue
        follows = (
            not line.text[0].isalpha()
            and _number(line) == last + 1
            and not (group and _COUNTING.search(group[-1].text))
        )
        last += follows
        counted = follows or (len(line.text) < _SHORTEST and NUMBER.fullmatch(line.text))
        if counted and group and (heading := _heading_at(group)) < len(group):
            yield Chunk(tuple(group[:heading]), fresh, broken)
            fresh, broken, titled, listed, group = True, False, False, False, group[heading:]
        listing = group and (listed or group[-1].text[-1] in COLONS)  # true of few lines
        lists = bool(listing) and not follows and _lists(group, listed, lines, at, setting)
        if line.after_break or (group and (follows or lists or _parts(group, titled, line, setting))):
            if group:
                yield Chunk(tuple(group), fresh, broken)
            headed = _is_section_line(line.text) or annex.fullmatch(line.text) is not None or _is_titled(line.text)
            fresh = line.after_break or setting.unwrapped or headed
            broken, group, listed = line.after_break, [], lists
        if not group:
            titled = annex.fullmatch(line.text) is not None
        group.append(line)
    if group:
        yield Chunk(tuple(group), fresh, broken)


def _lists(group: Sequence[Line], listed: bool, lines: Sequence[Line], at: int, setting: Setting) -> bool:
    """Whether a line begins an entry of a list without labels: behind a paragraph's colon, or behind another entry.

    A title may break behind its colon, at the end of a full line: then an entry more must follow.
    """
    before, line = group[-1], lines[at]
    if listed:
        return _is_entry(line, before, setting)
    if not line.text[0].isupper() or LABEL.match(line.text):
        return False
    first = group[0].text
    if not (NUMBER.match(first) or LABEL.match(first)):
        return False
    return setting.had_room(before, line) or _has_entry(lines, at, setting)


def _is_entry(line: Line, before: Line, setting: Setting) -> bool:
    """Whether a line begins large where the one before it ended."""
    return line.text[0].isupper() and (is_stopped(before.text) or setting.had_room(before, line))


def _has_entry(lines: Sequence[Line], at: int, setting: Setting) -> bool:
    """Whether an entry begins behind a line, before a blank or a number ends the list."""
    for before, line in pairwise(lines[at : at + _LONGEST_ENTRY]):
        if line.kind is not BODY or NUMBER.match(line.text):
            return False
        if _is_entry(line, before, setting):
            return True
    return False


def _heading_at(group: Sequence[Line]) -> int:
    """Where the heading of what follows begins: the last lines of a group, without an end, behind one that has its."""
    for at in range(len(group) - 1, max(0, len(group) - _LONGEST_HEADING), -1):
        if is_finished(group[at].text):
            break
        if group[at].text[0].isupper() and is_stopped(group[at - 1].text):
            return (at - 1 or len(group)) if _POINTED.fullmatch(group[at - 1].text) else at
    return len(group)


def _number(line: Line) -> int:
    """The paragraph number that a line begins with, words behind it; 0 for none.

    >>> [_number(Line(0, 9, 0, text, BODY)) for text in ("12. Decides", "12. of May", "2.", "May 12")]
    [12, 0, 0, 0]
    """
    if line.text[0].isalpha() or not (found := NUMBER.match(line.text)):
        return 0
    words = line.text[found.end() :].lstrip()
    return int(found["number"]) if words and not ("a" <= words[0] <= "z") else 0


def _parts(group: Sequence[Line], titled: bool, line: Line, setting: Setting) -> bool:
    """Whether a line begins what is no more of the lines before it; numbers end the title of an annex.

    `titled` tells that the lines before it begin an annex.
    """
    if _is_amid(line.text) and line.text[1:2] != "." and group[-1].text[-1].isalpha() and not setting.unwrapped:
        return False  # as most lines stand
    before = group[-1] if len(group[-1].text) > _LONGEST_MARK else _last_words(group)
    if line.text[0] in _QUOTATION and is_stopped(before.text) and setting.names(line.text):
        return True
    if setting.unwrapped:
        return not (
            SECTION_LINE.fullmatch(before.text) or NUMBER.fullmatch(before.text) or LABEL.fullmatch(before.text)
        )
    if len(group) > 1 and _POINTED.fullmatch(group[0].text) and NUMBER.match(line.text):
        return True  # a section's title ends where its paragraphs begin
    if titled and (opens_numbers(line.text) or _TITLED.fullmatch(line.text)):
        return True
    if begins(line.text, before.text, setting.opening, setting.is_indented(line)):
        return True
    numbered = len(group) > 1 and len(group[0].text) < _LONGEST_NUMBER and SECTION_LINE.fullmatch(group[0].text)
    if numbered and setting.opening.match(line.text):
        return True  # a section's title ends where its preamble begins
    if titled or not setting.sets_apart(line, before):
        return False
    if _COMMA_AND_MARKS.search(before.text):
        return bool(setting.opener(line.text))
    if " " not in before.text or (before.text.endswith(":") and not NUMBER.match(group[0].text)):
        return False  # "III." and "12." alone on a line, and a title's colon, belong to what follows them
    return line.text[0].isupper() and is_stopped(before.text)


def _last_words(group: Sequence[Line]) -> Line:
    """The last line of a group, with the words before it where it is a note's mark alone."""
    last = group[-1]
    if len(group) == 1 or not _MARK_LINE.fullmatch(last.text):
        return last
    return replace(group[-2], text=f"{group[-2].text} {last.text}")


def _is_section_line(text: str) -> bool:
    """Whether a section's number stands alone on a line: "II", "Part II", "A."."""
    told = len(text) < _LONGEST_NUMBER and (SECTION_LINE.fullmatch(text) or _POINTED.fullmatch(text))
    return bool(told)


def _is_titled(text: str) -> bool:
    """Whether a line is a section's number and title: "II. Light vessels"."""
    return "." in text[:7] and _TITLED.fullmatch(text) is not None and not is_finished(text)


def _is_amid(text: str) -> bool:
    """Whether words begin amid a sentence: a small letter without a label's bracket opens no paragraph or heading."""
    return "a" <= text[:1] <= "z" and ")" not in text[:6]


def begins(text: str, before: str, opening: re.Pattern[str], indented: bool = False) -> bool:
    """Whether a line without a blank before it begins a paragraph of its own; `opening`: how one of a preamble does.

    >>> from lod.read.tree.openers import participles
    >>> begins("2. Requests the Secretary-General", "Takes note of the report;", participles())
    True
    >>> begins("12. A number in a sentence", "in accordance with paragraph", participles())
    False
    >>> begins("Recalling also its resolution", "of 2 December 1998,1", participles())
    True
    >>> begins("Approves the report", "contained therein,", participles())
    True
    """
    if _is_amid(text):
        listed = before.endswith((";", ":", "; and")) and DOTTED.match(text) is not None
        return listed or (before.endswith(";") and _RETURNING.match(text) is not None)
    if (number := NUMBER.match(text)) or LABEL.match(text):
        acts = number is not None and is_operative(text[number.end() :].lstrip())
        apart = is_finished(before) or (number and _TITLED.fullmatch(before))
        return acts or bool(apart) or NUMBER.fullmatch(text) is not None
    if _is_section_line(text) and _STOPPED_OR_COMMA.search(before):
        return True
    if is_stopped(before) and _is_titled(text):
        return True
    if TOLD.match(text) or (is_stopped(before) and annexes().fullmatch(text)):
        return True
    if before.endswith(":") and text[:1].isupper() and (indented or _COUNTED.match(text)):
        return True
    if before[-1:].isalpha():
        return False  # it ends in no comma
    return _COMMA_AND_MARKS.search(before) is not None and (opening.match(text) is not None or is_operative(text))
