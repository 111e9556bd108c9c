"""Lexing text into lines: the resolution's words, page furniture, footnotes.

Reads: the text of a source. Writes: `Line` values that tile it. After it, the following hold: (1) every character is
in exactly one line; (2) running headers, page and job numbers, bar codes and rules are FURNITURE, whatever their order
on the page; (3) the lines of footnote blocks are NOTE, wherever the block stands; (4) `page` counts page headers, so
that a footnote can be looked for on the page that prints it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct

from lod.read.text.detached_numbers import NUMBER_ALONE, counted_note, notes_pattern
from lod.read.text.furniture import find_furniture, page_starts
from lod.read.text.headers import mark_headers
from lod.read.text.lines import BLANK, BODY, FURNITURE, NOTE, Line, LineKind, split_lines
from lod.read.tree.endings import is_finished, is_stopped
from lod.read.tree.languages import annexes, squeeze
from lod.read.tree.markers import FIGURES, NUMBER
from lod.read.tree.openers import is_operative, participles

SYMBOL_LINE = re.compile(
    r"(?P<symbol>(?<![A-Z])[A-Z]++(?:/[A-Z]++){0,4}/RES/"
    r"(?:(?:ES-|S-)?\d+/\d+(?:\s?[A-Z](?:(?:\s?[-–]\s?|\s(?:to|and)\s)[A-Z])?(?![A-Za-z]))?|\d+\s?\([^)\n]{1,9}\)))"
)
#: What else a masthead prints alone on its line: a draft's symbol, a statement's, that of an assembly's resolution.
OTHER_SYMBOL_LINE = re.compile(
    r"(?<![\w(/.-])(?P<symbol>(?:[A-Z]{1,6}(?:/[A-Z]{1,5}(?:\.\d{1,3})?){0,3}(?:/(?:ES-|S-)?\d{1,4})?/L\.\d{1,4}"
    r"(?:/[A-Z][a-z]{2,4}\.\d{1,2}){0,2}|(?:S|A(?:/[A-Z]{3})?)/[A-Z]{3,4}/\d{1,4}/\d{1,3}|[A-Z]{2,6}/[A-Z]{1,4}\.\d{1,3}/[A-Z][a-z]{2}\.\d{1,3}))"
    r"(?![\w)/])"
)
RULE = re.compile(r"_{5,}|-{5,}|⎯{3,}|—{3,}")
#: A rule of Markdown, which is no words wherever it stands: "---", "* * *".
_MARKDOWN_RULE = re.compile(r"(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}")
#: A note's own beginning: "1 See ...", "¹ Report ...", "¹Report ...", "1/ See ...", "* Reissued ...", "(1) ..." in
#: Arabic texts, "[1] See ..." in texts copied from the screen, "[^1]: See ..." in Markdown; "l/ See ..." misread.
NOTE_START = re.compile(
    r"(?P<sign>(?P<open>\(|\[\^?)?(?P<mark>\d{1,3}|[¹²³⁴-⁹⁰]+|\*{1,4}|[lI\d]{1,2}(?=/\s))(?(open)[)\]]:?)[/.]?)"
    r"(?:(?<=/)|\s|$|(?<=[¹²³⁴-⁹⁰])(?=\w))"
)
#: "1/ See ...", as texts were typed before the nineties' end; text recognition takes figures for letters.
_TYPED_NOTE = re.compile(r"(?P<mark>[lI\d]{1,3})/\s+(?P<first>\S)")
_TYPED_ALONE = re.compile(r"(?P<mark>[lI\d]{1,3})/")
_MASTHEAD = 300  # characters within which a document other than a resolution prints its symbol
_LONGEST_MARK = 4  # characters of a note's number with its slash, at most
_SHORT = 12  # characters that a line with more than such a heading has, at least
_FOOT = 60  # lines that the foot of a page has, at most
_WIDEST = 120  # characters of a printed line, at most: longer ones are whole paragraphs
_FAR = 16  # lines below a rule, blank ones mostly, within which the first note stands
_NEAR = 3  # how far numbers of notes go on from one to the next, where some are lost
#: What stands behind a note's number; not as in a date.
NOTE_WORDS = re.compile(r"\s+(?=[^\W\d_]|[“«《「\"]|\d{4}\s[A-Z])(?!\D{1,40}\d{4}\W*$)")
_MARKED_NOTE = re.compile(r"[¹²³⁴-⁹⁰]+(?:\s+\S|[^\W_a-z]|[“«])|\[\^?\d{1,3}\]:?\s*\S")


def lex(
    text: str,
    title: tuple[int, int] | None = None,
    symbol: str = "",
    opener: tuple[int, int] | None = None,
    closings: Iterable[tuple[int, int]] = (),
) -> tuple[Line, ...]:
    """The lines of a text, each with its kind and page.

    `title` is where the title stands: by it a running header is known again, and symbols before it are the masthead's.
    `symbol` is the resolution's: a running header prints it. `opener` and `closings` are where the text begins and
    ends: notes end there too.
    """
    lines = split_lines(text)
    kinds = [BODY if line.text else BLANK for line in lines]
    begin, end = title or (0, 0)
    masthead = bisect_left(lines, begin, key=attrgetter("start")) if title else len(lines)
    squeezed = squeeze(text[begin:end])
    breaks = mark_headers(lines, kinds, symbol, squeezed, masthead)
    breaks |= _mark_furniture(lines, kinds, squeezed, masthead, bool(breaks))
    breaks |= _mark_titles_amid(lines, kinds, squeezed, masthead)
    breaks |= {i for i, line in enumerate(lines) if text.startswith("\f", line.start - 1)} if "\f" in text else set()
    _mark_notes(lines, kinds, breaks, _lines_of(lines, [opener] if opener else []), _lines_of(lines, closings))
    return _paged(lines, kinds, breaks)


def find_printed_symbol(text: str) -> str:
    """The symbol that the masthead prints, as printed; "" where there is none.

    >>> find_printed_symbol("United Nations A/RES/57/270 B\\n\\nDistr.: General")
    'A/RES/57/270 B'
    """
    found = SYMBOL_LINE.search(text, 0, 4000) or OTHER_SYMBOL_LINE.search(text, 0, _MASTHEAD)
    return " ".join(found["symbol"].split()) if found else ""


def _mark_furniture(lines: Sequence[Line], kinds: list[LineKind], title: str, masthead: int, headed: bool) -> set[int]:
    """Mark what any other printer puts on its pages, behind the masthead's lines; returns where pages begin.

    `headed` tells that running heads were found, which say better than numbers where pages begin.
    """
    texts = [line.text for line in lines[masthead:]]
    known = {i for i, kind in enumerate(kinds[masthead:]) if kind is FURNITURE}
    found = find_furniture(texts, known, title, headed)
    for i in found:
        kinds[masthead + i] = FURNITURE
    return {masthead + i for i in page_starts(found if headed else found | known, texts)}


def _mark_titles_amid(lines: Sequence[Line], kinds: list[LineKind], title: str, masthead: int) -> set[int]:
    """Mark the title where it breaks a sentence off, symbol and page number lost; returns where pages begin."""
    breaks: set[int] = set()
    may_begin = {title[:1], title[:1].upper()}
    for i, line in enumerate(lines[masthead + 1 : -1] if title else (), masthead + 1):
        first = line.text[:1]
        if first not in may_begin and first.isalnum():  # as of nearly all lines
            continue
        if kinds[i] is BODY and title.startswith(squeeze(lines[i].text[:_SHORT])):
            end = _title_end(lines, i, title)
            before = next((line.text for line in lines[i - 1 : i - 3 : -1] if line.text), "")
            after = next((line.text for line in lines[end : end + 2] if line.text), "")
            if end > i and before and not is_finished(before) and after[:1].islower():
                kinds[i:end] = [FURNITURE] * (end - i)
                breaks.add(end)
    return breaks


def _title_end(lines: Sequence[Line], at: int, title: str) -> int:
    """Behind the lines that print the whole title from one on; that one where they do not."""
    words, end = "", at
    while end < len(lines) and title.startswith(words) and words != title and lines[end].text:
        words, end = words + squeeze(lines[end].text), end + 1
    return end if title and words == title else at


def _lines_of(lines: Sequence[Line], spans: Iterable[tuple[int, int]]) -> set[int]:
    """The indexes of the lines that some stretches of source stand in."""
    found: set[int] = set()
    for start, end in spans:
        first = bisect_right(lines, start, key=attrgetter("end"))
        found.update(range(first, bisect_left(lines, end, key=attrgetter("start"))))
    return found


def _mark_notes(
    lines: Sequence[Line], kinds: list[LineKind], breaks: set[int], opens: set[int], closes: set[int]
) -> None:
    """Mark footnote blocks: from a rule to the page's end; raised and bracketed notes, and those behind the closing
    line, to the next blank. The lines of the opener and of closings are in no block."""
    blocks, ends, amid = _NoteBlocks(annexes()), breaks | opens | closes, False
    for i, line in enumerate(lines):
        if i in ends:
            amid = False
            if blocks.goes_on() and i in breaks:
                breaks.discard(i)  # a job number alone parts the numbers of notes from their words
            else:
                blocks.end(i in closes)
        if i in opens or i in closes:
            kinds[i] = BODY if line.text else BLANK
            amid = bool(line.text) and i not in closes
            continue
        if not line.text:
            blocks.alone = blocks.alone and blocks.owed
        elif kinds[i] is BODY and not blocks.passes(line.text):
            kinds[i] = blocks.take(lines, kinds, breaks, i, amid)
        amid = kinds[i] is BODY


class _NoteBlocks(Struct):
    """What is known of notes while lines are gone through."""

    annex: re.Pattern[str]
    inside: bool = False  # behind a rule
    alone: bool = False  # in a note that ends with the next blank
    owed: bool = False  # numbers of notes stand there, and no words of them yet
    closed: bool = False  # behind the closing line
    last: int = 0  # the number of the last note
    behind: int = 0  # lines behind the closing that are no notes

    def end(self, closed: bool) -> None:
        """A page ends, or the text: a closing line says so."""
        self.inside = self.alone = self.owed = False
        if closed:
            self.closed, self.behind = True, 0

    def goes_on(self) -> bool:
        """Whether a page's end may stand amid the notes behind the text: numbers came, and no words yet."""
        return self.closed and self.inside and self.owed

    def _is_left(self, lines: Sequence[Line], at: int) -> bool:
        """Whether the resolution goes on though no page ends: with a number and the organ's verb, or, set apart, with
        a paragraph of a preamble."""
        text = lines[at].text
        if not self.closed and text[0].isdigit() and (number := NUMBER.match(text)):
            return is_operative(text[number.end() :].lstrip())
        apart = at > 0 and not lines[at - 1].text and not self.owed and not self.closed
        return apart and text.endswith(",") and participles().match(text) is not None

    def passes(self, text: str) -> bool:
        """Whether a line is told for the text's own at first sight, as most are: no block is open, a letter begins it.

        Such a line is counted.
        """
        if self.inside or self.alone or self.closed or not text[0].isalpha() or "/" in text[1:4] or len(text) < _SHORT:
            return False
        self.behind, self.owed = self.behind + 1, False
        return True

    def take(self, lines: Sequence[Line], kinds: Sequence[LineKind], breaks: set[int], at: int, amid: bool) -> LineKind:
        """What a line of words is, its block being known; `amid` tells that words stand on the line before."""
        text = lines[at].text
        if (self.inside or self.alone) and self._is_left(lines, at):
            self.inside = self.alone = self.owed = False
        signed = not text[0].isalpha() or "/" in text[1:4]  # as rules and notes are: quickly told, true of few
        if signed and RULE.fullmatch(text) and _note_follows(lines, kinds, breaks, at, self.last):
            self.inside = True
            return FURNITURE
        if signed and not amid and _MARKDOWN_RULE.fullmatch(text):
            return FURNITURE
        if not (self.inside or self.closed) and text[0].isdigit() and _is_next(text, self.last):
            apart = not amid or is_stopped(lines[at - 1].text) or len(lines[at - 1].text) > _WIDEST
            self.inside = apart and _fills_foot(lines, kinds, breaks, at, self.last)
        if len(text) < _SHORT and _heads_notes(lines, at):
            return FURNITURE
        if signed and (self._opens(text, amid) or (not amid and self._typed_alone(lines, at))):
            kind, self.alone = NOTE, True
        elif self.closed and self.annex.fullmatch(text):
            kind, self.closed, self.alone, self.inside = BODY, False, False, False
        else:
            kind = NOTE if self.inside or self.alone else BODY
        self._pass_by(text, kind is NOTE)
        return kind

    def _opens(self, text: str, amid: bool) -> bool:
        """Whether a line outside a block opens a note: by a raised or bracketed number, behind the text by any.

        Words that go on behind a number amid a text leave it a mark.
        """
        if text.find("/", 1, 4) > 0 and self._typed(text, amid):
            return True
        if self.closed and text[0].isdigit() and self._is_next(text):
            return True
        found = _MARKED_NOTE.match(text)
        return found is not None and not (amid and text[found.end() - 1].islower())

    def _typed(self, text: str, amid: bool) -> bool:
        """ "3/ See A/48/1.": behind the text, or set apart in it and next in number."""
        found = _TYPED_NOTE.match(text)
        if found is None or self.closed:
            return found is not None
        goes_on = 0 < int(found["mark"].translate(FIGURES)) - self.last <= _NEAR
        return not amid and goes_on and not found["first"].islower()

    def _typed_alone(self, lines: Sequence[Line], at: int) -> bool:
        """ "3/" alone on its line, next in number, the words of its note below it."""
        found = None if self.closed else _TYPED_ALONE.fullmatch(lines[at].text)
        if not found or not 0 < int(found["mark"].translate(FIGURES)) - self.last <= _NEAR:
            return False
        following = next((line.text for line in lines[at + 1 : at + 3] if line.text), "")
        return bool(following) and not following[0].islower()

    def _is_next(self, text: str) -> bool:
        counted = self.closed and counted_note(text, self.last) > 0
        return counted or _is_next(text, self.last) or self._is_next_of_list(text)

    def _is_next_of_list(self, text: str) -> bool:
        """ "1. See A/68/212." right behind the closing, where no paragraphs stand; and what follows it."""
        return not self.behind and text.startswith(f"{self.last + 1}. ")

    def _pass_by(self, text: str, is_note: bool) -> None:
        """Count a line."""
        self.behind += not is_note
        alone = _TYPED_ALONE.fullmatch(text) if is_note and len(text) <= _LONGEST_MARK else None
        self.owed = is_note and (alone is not None or NUMBER_ALONE.fullmatch(text) is not None)
        if alone:
            self.last = int(alone["mark"].translate(FIGURES))
        if is_note and text.find("/", 1, 4) > 0 and (typed := _TYPED_NOTE.match(text)):
            self.last = int(typed["mark"].translate(FIGURES))
        elif is_note and NUMBER_ALONE.fullmatch(text):
            self.last = max(self.last, int(text)) if text.isdecimal() else self.last
        elif is_note and self._is_next(text):
            self.last = counted_note(text, self.last) or self.last + 1


def _is_next(text: str, last: int) -> bool:
    """Whether a line begins as the note after the last one: "2 See A/68/212."; not as a date does."""
    number = str(last + 1)
    if not text.startswith(number):
        return False
    found = NOTE_WORDS.match(text, len(number))
    return found is not None and not text[found.end()].islower()


def _fills_foot(lines: Sequence[Line], kinds: Sequence[LineKind], breaks: set[int], at: int, last: int) -> bool:
    """Whether nothing but notes stands from a line to its page's end, each with the next number and a stop: no rule
    need set them apart then."""
    before = "."
    for i in range(at, min(len(lines), at + _FOOT)):
        if i > at and i in breaks:
            return is_stopped(before)
        text = lines[i].text
        if kinds[i] is not BODY:
            continue
        if _is_next(text, last) and is_stopped(before):
            last += 1
        elif is_stopped(before):
            return False
        before = text
    return False


def _note_follows(lines: Sequence[Line], kinds: Sequence[LineKind], breaks: set[int], at: int, last: int) -> bool:
    """Whether the first words after a rule are a note or the rest of one, not the text of a table.

    The next note's number may stand alone on a line anywhere down to the page's end.
    """
    following = next((line.text for line in lines[at + 1 : at + _FAR] if line.text), "")
    if not following:
        return False  # notes that a program left out
    if following[0].islower():  # the rest of a note that broke off
        tail = next((lines[i].text for i in range(at - 1, -1, -1) if kinds[i] is NOTE), "")
        return bool(tail) and not is_stopped(tail)
    if NOTE_START.match(following) or not following[0].isupper():
        return True
    end = next((i for i in range(at + 1, len(lines)) if i in breaks), len(lines))
    return any(lines[i].text == str(last + 1) and kinds[i] is BODY for i in range(at + 1, min(end, at + _FOOT)))


def _heads_notes(lines: Sequence[Line], at: int) -> bool:
    """Whether a line heads the notes at a text's end: the first of them follows."""
    if not notes_pattern("headings").fullmatch(lines[at].text):
        return False
    following = next((line.text for line in lines[at + 1 : at + 6] if line.text), "")
    found = NOTE_START.match(following)
    return found is not None and found["mark"].translate(FIGURES) in ("1", "*")


def _paged(lines: Sequence[Line], kinds: Sequence[LineKind], breaks: set[int]) -> tuple[Line, ...]:
    made, page, fresh, worded = [], 1, False, True
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if i in breaks:
            page, fresh, worded = page + worded, True, False
        body = kind is BODY
        if page != 1 or kind is not line.kind or fresh:
            line = Line(line.start, line.end, line.indent, line.text, kind, page, fresh and body)
        made.append(line)
        if body:
            fresh, worded = False, True
    return tuple(made)
