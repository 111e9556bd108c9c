"""Grouping lines into chunks: lines of one paragraph, heading or table, by blanks and numbers.

Reads: BODY lines. Writes: `Chunk` values in reading order. A chunk never holds the beginnings of two paragraphs; one
paragraph may still be in several chunks, where a page ends in it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise, takewhile

from msgspec import Struct
from msgspec.structs import replace

from lod.data.phrases import Phrase
from lod.read.text.adoption import TOLD
from lod.read.text.lines import BLANK, BODY, Line, split_lines
from lod.read.text.spaced_tables import spaced_cells
from lod.read.tree.drafts import CellDraft
from lod.read.tree.endings import is_finished, is_stopped
from lod.read.tree.languages import COLONS, ENGLISH, Frame, annexes
from lod.read.tree.markers import DOTTED, LABEL, NUMBER, opens_numbers
from lod.read.tree.openers import is_operative, is_preambular, participles

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
    setting = _setting(lines, frame)
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


#: A row of a table: words, and a figure at its end.
_ROW = re.compile(r"(?P<words>(?=[^\W\d_])[^\n]{1,60}?)\s(?P<figure>\d{1,3}(?:[ ,]\d{3})*(?:\.\d{1,4})?|[–—-])")
_ROWS = 3  # rows, at least, that make a table where blanks part them


def is_row(text: str) -> bool:
    """Whether a line is a row of a table, its figure last.

    >>> [is_row(text) for text in ("Chad 0.010", "Total 1 234 567", "in May, 2026", "Level 2", "Recalling 5,")]
    [True, True, False, True, False]
    """
    return _ROW.fullmatch(text) is not None


def join_rows(found: Sequence[Chunk]) -> Iterator[Chunk]:
    """Chunks with the rows of a table, one line each, as one; the line of words above them is its head."""
    at = 0
    while at < len(found):
        if (end := _spaced_end(found, at)) > at:
            lines = tuple(line for chunk in found[at:end] for line in chunk.lines)
            yield Chunk(lines, found[at].fresh, found[at].after_break, found[end - 1].cut, spaced_cells(lines))
            at = end
            continue
        end = at + 1
        while end < len(found) and len(found[end].lines) == 1 and is_row(found[end].first):
            end += 1
        spaced = spaced_cells(found[at].lines)
        alone = len(found[at].lines) == 1 and not is_finished(found[at].first)
        if alone and end - at > _ROWS:
            lines = tuple(line for chunk in found[at:end] for line in chunk.lines)
            cells = tuple(_row_cells(lines))
            yield Chunk(lines, found[at].fresh, found[at].after_break, found[end - 1].cut, cells)
            at = end
        else:
            yield replace(found[at], cells=spaced) if spaced else found[at]
            at += 1


def _spaced_end(found: Sequence[Chunk], at: int) -> int:
    """Behind the rows of cells that white space sets apart, a line in each chunk; `at` where there is no such table."""
    end = at
    while end < len(found) and len(found[end].lines) == 1 and "  " in found[end].first:
        end += 1
    lines = [chunk.lines[0] for chunk in found[at:end]]
    return end if spaced_cells(lines) else at


def _row_cells(lines: Sequence[Line]) -> Iterator[CellDraft]:
    """The cells of rows of words and a figure; their head is one line, which nobody can tell apart."""
    for row, line in enumerate(lines, 1):
        found = _ROW.fullmatch(line.text) if row > 1 else None
        if found is None:
            yield CellDraft(row, 1, [(line.indent, line.indent + len(line.text))], columns=2, is_head=True)
            continue
        for column, name in enumerate(("words", "figure"), 1):
            start, end = found.span(name)
            yield CellDraft(row, column, [(line.indent + start, line.indent + end)])


class _Setting(Struct, frozen=True):
    """How a text is set: `opening` begins a paragraph of a preamble anywhere, `opener` where one may begin.

    `margin` is the white space before lines that go on, `width` the length of full lines, both in characters.
    `unwrapped` tells that every paragraph stands on a line of its own, as in texts copied from the screen.
    """

    opening: re.Pattern[str]
    opener: Callable[[str], object]
    margin: int
    width: int
    unwrapped: bool
    longest: int  # the length of all lines but the very longest ones
    names: Callable[[str], bool]  # whether words name an organ, as paragraphs of a statement begin

    def is_indented(self, line: Line) -> bool:
        return line.indent - line.start > self.margin

    def had_room(self, before: Line, line: Line) -> bool:
        """Whether a line broke off though the first word of the next one had room on it."""
        return self.unwrapped or len(before.text) + len(line.text.split(maxsplit=1)[0]) < _BROKEN_OFF * self.longest

    def sets_apart(self, line: Line, before: Line) -> bool:
        """Whether the setting alone sets a line apart: it is indented, or the one before broke off."""
        return self.is_indented(line) or len(before.text) < _BROKEN_OFF * self.width


def _setting(lines: Sequence[Line], frame: Frame) -> _Setting:
    worded = [line for line in lines if line.kind is BODY]
    widths = sorted([len(line.text) for line in worded]) or [0]
    width = widths[len(widths) * 3 // 4]
    margins = Counter(line.indent - line.start for line in worded if len(line.text) >= _BROKEN_OFF * width)
    margin = margins.most_common(1)[0][0] if margins else 0
    unwrapped, longest = _is_unwrapped(widths, frame), widths[len(widths) * 9 // 10]
    english = frame.language == ENGLISH
    opening = participles() if english else _opening(lines, frame)
    opener = _opens_paragraph if english else frame.preambular.match
    return _Setting(opening, opener, margin, width, unwrapped, longest, frame.names_organ)


def _opens_paragraph(text: str) -> bool:
    return is_preambular(text) or is_operative(text)


def _is_unwrapped(widths: Sequence[int], frame: Frame) -> bool:
    """Whether most of a text stands in lines that no page is wide enough for."""
    longest = _LONGEST_HAN if frame.language == "zh" else _LONGEST_LINE
    return sum(width for width in widths if width > longest) > sum(widths) // 2


def _opening(lines: Sequence[Line], frame: Frame) -> re.Pattern[str]:
    """How paragraphs of a preamble open: asked only where no blank sets them apart, since lines may begin so too."""
    preamble = list(takewhile(lambda line: not opens_numbers(line.text), lines))
    first = next((at for at, line in enumerate(preamble) if line.kind is BODY), len(preamble))
    last = next((at for at in range(len(preamble), first, -1) if preamble[at - 1].kind is BODY), first)
    is_apart = any(line.kind is BLANK for line in preamble[first:last])
    return _NEVER if is_apart else frame.opening


_BROKEN_OFF = 0.85  # how long a line is, at most, by the width of full ones, to be a paragraph's last
_LONGEST_LINE, _LONGEST_HAN = 200, 60  # how many characters a printed line has, at most
_SHORTEST = 8  # characters that a line with more than a number has, at least
_LONGEST_HEADING = 4  # lines of a heading, at most
_LONGEST_NUMBER = 16  # characters of a section's number, at most
_LONGEST_MARK = 4  # characters of a note's mark, at most
_LONGEST_ENTRY = 12  # lines of an entry of a list, at most
_QUOTATION = '“"«'
_NEVER = re.compile(r"(?!)")


def _grouped(lines: Sequence[Line], setting: _Setting) -> Iterator[Chunk]:
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


def _lists(group: Sequence[Line], listed: bool, lines: Sequence[Line], at: int, setting: _Setting) -> bool:
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


def _is_entry(line: Line, before: Line, setting: _Setting) -> bool:
    """Whether a line begins large where the one before it ended."""
    return line.text[0].isupper() and (is_stopped(before.text) or setting.had_room(before, line))


def _has_entry(lines: Sequence[Line], at: int, setting: _Setting) -> bool:
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


def _parts(group: Sequence[Line], titled: bool, line: Line, setting: _Setting) -> bool:
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
