"""Text to lines: which lines are the resolution's words, which are page furniture, which are footnotes.

Reads: the text of a source. Writes: `Line` values that tile it. After it, the following hold: (1) every character is
in exactly one line; (2) running headers, page and job numbers, bar codes and rules are FURNITURE, whatever their order
on the page; (3) the lines of footnote blocks are NOTE, wherever the block stands; (4) `page` counts page headers, so
that a footnote can be looked for on the page that prints it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from lod.text.furniture import find_furniture, page_starts, squeeze
from lod.text.languages import MARKS_OF_DIRECTION, annexes, closings

SYMBOL_LINE = re.compile(
    r"(?P<symbol>[A-Z]+(?:/[A-Z]+)*/RES/(?:(?:ES-|S-)?\d+/\d+(?:\s?[A-Z](?:(?:\s?[-–]\s?|\s(?:to|and)\s)[A-Z])?(?![A-Za-z]))?|\d+\s?\([^)\n]{1,9}\)))"
)
PAGE_NUMBER = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")
JOB_NUMBER = re.compile(
    r"\d{2}-\d{5}\s+\d{4}[A-Z]\s+\([A-Z]\)(?:\s+/\.\.\.)?|(?:(?:[A-Z]{2}\.)?\d{2}[-\s]\d{5}|[A-Z]\d{2}\d{5}|[A-Z]\d{7})[A-Z]?(?:\s?\*?\s?\([A-Z]\))?\*?(?:\s+\d{6})?"
    r"|\*\d{7}[A-Z]?\*(?:\s*Please\srecycle\s*\W*@?)?|\d{6}"
)
#: "2/4 20-08412", "20-08412 3/4": both on one line.
_PAGE_AND_JOB = re.compile(
    rf"(?:{PAGE_NUMBER.pattern})\s+(?:{JOB_NUMBER.pattern})|(?:{JOB_NUMBER.pattern})\s+(?:{PAGE_NUMBER.pattern})"
)
RULE = re.compile(r"_{5,}|-{5,}|⎯{3,}|—{3,}")
UNITED_NATIONS = (
    "United Nations", "Nations Unies", "Naciones Unidas", "Организация Объединенных Наций", "联合国", "الأمم المتحدة",
)  # fmt: skip
STATIONERY = re.compile(
    rf"(?:Please recycle|Se ruega reciclar|Merci de recycler)\s*\W?|-\s\d{{1,3}}\s-"
    rf"|/\.\.\.|{'|'.join(UNITED_NATIONS)}",
    re.IGNORECASE,
)
#: A note's own beginning: "1 See ...", "¹ Report ...", "¹Report ...", "1/ See ...", "* Reissued ...", "(1) ..." in
#: Arabic texts, "[1] See ..." in texts copied from the screen, "[^1]: See ..." in Markdown.
NOTE_START = re.compile(
    r"(?P<sign>(?P<open>\(|\[\^?)?(?P<mark>\d{1,3}|[¹²³⁴-⁹⁰]+|\*{1,4})(?(open)[)\]]:?)[/.]?)"
    r"(?:(?<=/)|\s|$|(?<=[¹²³⁴-⁹⁰])(?=\w))"
)
TYPED_NOTE = re.compile(r"\d{1,2}/\s+\S")
SUPERSCRIPT_NOTE = re.compile(r"[¹²³⁴-⁹⁰]+(?:\s+\S|[^\W_a-z]|[“«])")
_BRACKETED_NOTE = re.compile(r"\[\^?\d{1,3}\]:?\s*\S")
_EARLY_DIGIT = re.compile(r".{0,4}?\d")
_LONG = 40  # what is longer is no page number, no job number and no stationery
_CLOSING_LINES = 2  # the meeting and its date
HEADER_LINES = 8  # a running header, title and all, is never longer


class Kind(Enum):
    """What a line is to the tree."""

    BODY = "body"
    BLANK = "blank"
    FURNITURE = "furniture"
    NOTE = "note"


#: The kinds by their names alone: every line is asked for its kind a dozen times.
BODY, BLANK, FURNITURE, NOTE = Kind


class Line(NamedTuple):
    """Source text [start:end), its line end included; `text` is its words, which begin at `indent`."""

    start: int
    end: int
    indent: int
    text: str
    kind: Kind
    page: int = 1
    after_break: bool = False  # the first words after page furniture


def lex(text: str, title: tuple[int, int] | None = None, symbol: str = "") -> tuple[Line, ...]:
    """The lines of a text, each with its kind and page.

    `title` is where the title stands: by it a running header is known again, and symbols before it are the masthead's.
    `symbol` is the resolution's: a running header prints it.
    """
    lines = _split(text)
    kinds = [BODY if line.text else BLANK for line in lines]
    begin, end = title or (0, 0)
    masthead = sum(line.start < begin for line in lines) if title else len(lines)
    breaks = _mark_headers(lines, kinds, symbol, squeeze(text[begin:end]), masthead)
    breaks |= _mark_furniture(lines, kinds, squeeze(text[begin:end]), masthead, bool(breaks))
    breaks |= {i for i, line in enumerate(lines) if text.startswith("\f", line.start - 1)} if "\f" in text else set()
    _mark_notes(lines, kinds, breaks)
    return _paged(lines, kinds, breaks)


def find_symbol(text: str) -> str:
    """The symbol that the masthead prints, as printed; "" where there is none.

    >>> find_symbol("United Nations A/RES/57/270 B\\n\\nDistr.: General")
    'A/RES/57/270 B'
    """
    found = SYMBOL_LINE.search(text, 0, 4000)
    return " ".join(found["symbol"].split()) if found else ""


def _split(text: str) -> list[Line]:
    lines, start = [], 0
    directed = any(mark in text for mark in MARKS_OF_DIRECTION)
    for piece in text.splitlines(keepends=True) if "\f" not in text else re.findall(r"[^\n\f]*[\n\f]|[^\n\f]+$", text):
        words = piece.strip()
        if directed:
            words = words.strip(MARKS_OF_DIRECTION + " ")
        indent = start + (piece.index(words) if words else len(piece))
        lines.append(Line(start, start + len(piece), indent, words, BODY))
        start += len(piece)
    return lines


def _mark_headers(lines: Sequence[Line], kinds: list[Kind], symbol: str, title: str, masthead: int) -> set[int]:
    """Mark running headers and page numbers; returns the indexes of the first lines after a page break.

    The masthead prints its symbol within the first `masthead` lines.
    """
    wanted = squeeze(re.sub(r"\s(?:to|and)\s(?=[A-Z]$)", "", symbol))
    first = next((i for i, line in enumerate(lines[:masthead]) if wanted and wanted in squeeze(line.text)[:80]), -1)
    organ = symbol[:5]
    breaks: set[int] = set()
    for i, line in enumerate(lines):
        if kinds[i] is not BODY:
            continue
        text = line.text
        short = len(text) <= _LONG
        if ((short or "  " in text) and is_number_line(text)) or (short and STATIONERY.fullmatch(text)):
            kinds[i] = FURNITURE
            block = _title_above(lines, kinds, i, title) if i > first else set()
            breaks |= {i + 1} if block else set()
        elif wanted and organ in text and i > first:
            block = _header_at(lines, kinds, i, wanted, title)
            breaks |= {max(block) + 1} if block else set()
        else:
            continue
        for j in block:
            kinds[j] = FURNITURE
        if block and (number := _page_number_beside(lines, min(block), max(block))) is not None:
            kinds[number] = FURNITURE
            breaks.add(number + 1)
    return breaks


def _mark_furniture(lines: Sequence[Line], kinds: list[Kind], title: str, masthead: int, headed: bool) -> set[int]:
    """Mark what any other printer puts on its pages, behind the masthead's lines; returns where pages begin.

    `headed` tells that running heads were found, which say better than numbers where pages begin.
    """
    texts = [line.text for line in lines[masthead:]]
    known = {i for i, kind in enumerate(kinds[masthead:]) if kind is FURNITURE}
    found = find_furniture(texts, known, title, headed)
    for i in found:
        kinds[masthead + i] = FURNITURE
    return {masthead + i for i in page_starts(found if headed else found | known, texts)}


def _page_number_beside(lines: Sequence[Line], first: int, last: int) -> int | None:
    """The line next to a running header, or a blank away, that is a bare page number: "2", "Page 2"."""
    for step, at in ((1, last + 1), (-1, first - 1)):
        beside = at
        while 0 <= at < len(lines) and not lines[at].text and abs(at - beside) < 2:
            at += step
        if 0 <= at < len(lines) and re.fullmatch(r"(?:[Pp]age\s)?\d{1,3}", lines[at].text):
            beyond = lines[at + step].text if 0 <= at + step < len(lines) else ""
            if at == beside or not beyond:  # a blank apart, and alone: no cell of a table
                return at
    return None


def is_number_line(text: str) -> bool:
    """Whether a line is a page number or a job number and nothing else.

    >>> [is_number_line(t) for t in ("2/4", "23-24500 (E)    141223", "*2324500*", "97-12345", "2/4 20-08412", "12.")]
    [True, True, True, True, True, False]
    """
    if not _EARLY_DIGIT.match(text):
        return False
    text = " ".join(text.split()) if len(text) > _LONG else text  # the foot of a page set as wide as the page
    return len(text) <= _LONG and any(form.fullmatch(text) for form in (PAGE_NUMBER, JOB_NUMBER, _PAGE_AND_JOB))


def _header_at(lines: Sequence[Line], kinds: Sequence[Kind], at: int, symbol: str, title: str) -> set[int]:
    """The lines of the running header whose symbol one line prints: alone, before, after or amid words of the title."""
    squeezed = squeeze(lines[at].text)
    rest = _beside(squeezed, symbol)
    if rest == squeezed:
        return {at} if title and squeezed.replace(symbol, "", 1) == title else set()
    block = _title_lines(lines, kinds, at, rest, title)
    is_header = block or not rest or (bool(title) and (title.startswith(rest) or rest.startswith(title)))
    return {at, *block} if is_header else set()


def _beside(squeezed: str, symbol: str) -> str:
    """What a header line says besides the symbol, which may be printed twice, and "page 2".

    >>> _beside("ares7818ares7818", "ares7818"), _beside("ares7818page2", "ares7818")
    ('', '')
    """
    rest = squeezed
    while rest.startswith(symbol) or rest.endswith(symbol):
        rest = rest.removeprefix(symbol).removesuffix(symbol)
    return re.sub(r"^page\d+|page\d+$", "", rest) if rest != squeezed else rest


def _title_lines(lines: Sequence[Line], kinds: Sequence[Kind], at: int, rest: str, title: str) -> set[int]:
    """The lines around a symbol line that print the title with what stands beside the symbol: `rest`, squeezed."""
    whole = _around(lines, kinds, at, rest, title)
    if whole or rest:
        return whole
    taken, words = [], ""
    for j in range(at + 1, min(at + HEADER_LINES, len(lines))):
        words += squeeze(lines[j].text)
        if kinds[j] is not BODY or not title.startswith(words):
            break
        taken.append(j)
    if taken and _ends_header(lines, kinds, at + len(taken) + 1):
        return set(taken)
    return _untitled_lines(lines, kinds, at)


def _around(lines: Sequence[Line], kinds: Sequence[Kind], at: int, rest: str, title: str) -> set[int]:
    """The lines before and after a symbol line that make the whole title with the rest of it."""
    before, above = set[int](), ""
    for start in (at, *_beside_lines(lines, kinds, at, -1)):
        if start != at:
            before.add(start)
            above = squeeze(lines[start].text) + above
        words, after = above + rest, set[int]()
        if words not in title:
            break
        for end in _beside_lines(lines, kinds, at, 1):
            if words == title or not title.startswith(words):
                break
            words += squeeze(lines[end].text)
            after.add(end)
        if title and words == title:
            return before | after
    return set()


def _beside_lines(lines: Sequence[Line], kinds: Sequence[Kind], at: int, step: int) -> Iterator[int]:
    """The lines of words before or after one, as far as one header reaches, at most two blanks apart."""
    blanks, words = 0, 0
    for j in range(at + step, len(lines) if step > 0 else -1, step):
        blanks = 0 if lines[j].text else blanks + 1
        if kinds[j] in (FURNITURE, NOTE) or blanks > 2 or words == HEADER_LINES:
            return
        if lines[j].text:
            words += 1
            yield j


def _title_above(lines: Sequence[Line], kinds: Sequence[Kind], at: int, title: str) -> set[int]:
    """The lines that print the whole title above a page number: a header may leave the symbol out."""
    words, taken = "", []
    for j in range(at - 1, max(at - HEADER_LINES, -1), -1):
        if kinds[j] is BODY and title:
            words = squeeze(lines[j].text) + words
            taken.append(j)
            if words == title:
                return set(taken)
        if kinds[j] is FURNITURE or not title.endswith(words):
            break
    return set()


def _untitled_lines(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> set[int]:
    """Where the header's title is not the masthead's: the lines between the symbol and the header's other numbers."""
    after = []
    for j in range(at + 1, min(at + HEADER_LINES, len(lines))):
        if not lines[j].text:
            break
        after.append(j)
    if after and _ends_header(lines, kinds, at + len(after) + 1):
        return set(after)
    before = []
    for j in range(at - 1, max(at - HEADER_LINES, -1), -1):
        if not lines[j].text or kinds[j] is not BODY:
            break
        before.append(j)
    if before and _ends_header(lines, kinds, at + 1) and _opens_page(lines, kinds, min(before)):
        return set(before)
    return set()


def _ends_header(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> bool:
    """Whether page or job numbers stand at `at`, white space apart."""
    while at < len(lines) and not lines[at].text:
        at += 1
    return at < len(lines) and is_number_line(lines[at].text)


def _opens_page(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> bool:
    """Whether the line before `at` is an empty one: extracted pages are set apart so."""
    return at > 0 and not lines[at - 1].text


def _mark_notes(lines: Sequence[Line], kinds: list[Kind], breaks: set[int]) -> None:
    """Mark footnote blocks: from a rule to the page's end; raised and bracketed notes, and those behind the closing
    line, to the next blank."""
    blocks, annex = _NoteBlocks(), annexes()
    closing = closings()
    for i, line in enumerate(lines):
        ends = closing.match(line.text) is not None
        if i in breaks or ends:
            blocks.end(ends)
        if not line.text:
            blocks.alone = False
        elif kinds[i] is BODY and RULE.fullmatch(line.text) and _note_follows(lines, i):
            kinds[i], blocks.inside = FURNITURE, True
        elif kinds[i] is BODY and blocks.opens(line.text):
            kinds[i], blocks.alone = NOTE, True
        elif blocks.closed and annex.fullmatch(line.text):
            blocks.closed = blocks.alone = False
        elif kinds[i] is BODY and (blocks.inside or blocks.alone):
            kinds[i] = NOTE
        if kinds[i] is not FURNITURE and line.text:
            blocks.pass_by(line.text, kinds[i] is NOTE)


@dataclass(slots=True)
class _NoteBlocks:
    """What is known of notes while lines are gone through."""

    inside: bool = False  # behind a rule
    alone: bool = False  # in a note that ends with the next blank
    closed: bool = False  # behind the closing line
    last: int = 0  # the number of the last note
    behind: int = 0  # lines behind the closing line that are no notes: its date is one

    def end(self, closed: bool) -> None:
        """A page ends, or the text: a closing line says so."""
        self.inside = self.alone = False
        if closed:
            self.closed, self.behind = True, 0

    def opens(self, text: str) -> bool:
        """Whether a line outside a block opens a note: by a raised or bracketed number, behind the text by any."""
        if text[0] == "[":
            return _BRACKETED_NOTE.match(text) is not None
        if not text[0].isdigit():
            return False
        if self.closed and (TYPED_NOTE.match(text) or _is_next(text, self.last) or self._is_next_of_list(text)):
            return True
        return SUPERSCRIPT_NOTE.match(text) is not None

    def _is_next_of_list(self, text: str) -> bool:
        """ "1. See A/68/212." right behind the closing line, where no paragraphs stand; and what follows it."""
        return self.behind <= _CLOSING_LINES and text.startswith(f"{self.last + 1}. ")

    def pass_by(self, text: str, is_note: bool) -> None:
        """Count a line."""
        self.behind += not is_note
        if is_note and (_is_next(text, self.last) or self._is_next_of_list(text)):
            self.last += 1


def _is_next(text: str, last: int) -> bool:
    """Whether a line begins as the note after the last one: "2 See A/68/212."; not as a date does."""
    if not text[0].isdigit():
        return False
    found = re.match(rf"{last + 1}\s+(?=[^\W\d_]|[“«《「\"]|\d{{4}}\s[A-Z])(?!\D{{1,40}}\d{{4}}\W*$)", text)
    return found is not None and not text[found.end()].islower()


def _note_follows(lines: Sequence[Line], at: int) -> bool:
    """Whether the first words after a rule are a note or the rest of one, not the text of a table."""
    following = next((line.text for line in lines[at + 1 : at + 6] if line.text), "")
    return bool(NOTE_START.match(following)) or not following[:1].isupper()


def _paged(lines: Sequence[Line], kinds: Sequence[Kind], breaks: set[int]) -> tuple[Line, ...]:
    made, page, fresh, worded = [], 1, False, True
    for i, line in enumerate(lines):
        if i in breaks:
            page, fresh, worded = page + worded, True, False
        body = kinds[i] is BODY
        made.append(Line(line.start, line.end, line.indent, line.text, kinds[i], page, fresh and body))
        fresh, worded = fresh and not body, worded or body
    return tuple(made)
