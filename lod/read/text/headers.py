"""Page furniture of the Organization's documents: running heads, page and job numbers, stationery.

Reads: the lines of a text. Writes: their kinds, where they are FURNITURE, and which lines begin a page.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lod.read.text.furniture import furniture_words, language_names
from lod.read.text.lines import BODY, FURNITURE, NOTE, Line, LineKind
from lod.read.tree.languages import squeeze

PAGE_NUMBER = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")
#: "/...", at the foot of a page that another follows; text recognition sets the points apart.
_GOING_ON = r"/\s?(?:\.\s?){2,3}|/\s?…"
JOB_NUMBER = re.compile(
    r"\d{2}-\d{5}\s+\d{4}[A-Za-z]\s+\([A-Z]\)"
    r"|(?:(?:[A-Z]{2}\.)?\d{2}[-\s]\d{5}|[A-Z]\d{2}\d{5}|[A-Z]\d{7})[A-Z]?(?:\s?\*?\s?\([A-Z]\))?\*?(?:\s+\d{6})?"
    r"|\*\d{7}[A-Z]?\*(?:\s*Please\srecycle\W{0,40})?|\d{6}"
)
#: "2/4 20-08412", "20-08412 3/4", "2 GE.23-05822": both on one line.
_PAGE_AND_JOB = re.compile(
    rf"(?:{PAGE_NUMBER.pattern}|\d{{1,3}}(?=\s+[A-Z]{{2}}\.))\s+(?:{JOB_NUMBER.pattern})"
    r"|[A-Z]{2}\.\d{2}-\d{5}\s+\d{1,3}"
    rf"|(?:{JOB_NUMBER.pattern})\s+(?:{PAGE_NUMBER.pattern}|{_GOING_ON})"
)
_EARLY_DIGIT = re.compile(r".{0,4}?\d")
_LONG = 40  # what is longer is no page number, no job number and no stationery
_RULED = " -–—*[]()"  # signs in which a stamp is set
HEADER_LINES = 8  # a running header, title and all, is never longer


def mark_headers(lines: Sequence[Line], kinds: list[LineKind], symbol: str, title: str, masthead: int) -> set[int]:
    """Mark running headers and page numbers; returns the indexes of the first lines after a page break.

    The masthead prints its symbol within the first `masthead` lines.
    """
    wanted = squeeze(re.sub(r"\s(?:to|and)\s(?=[A-Z]$)", "", symbol))
    first = next((i for i, line in enumerate(lines[:masthead]) if wanted and wanted in squeeze(line.text)[:80]), -1)
    organ = symbol[:5]
    breaks, stationery, stamps = set[int](), _stationery().fullmatch, _stamps()
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is not BODY:
            continue
        text = line.text
        short = len(text) <= _LONG
        stamped = short and (text.strip(_RULED).casefold() in stamps or stationery(text))
        if stamped or ((short or "  " in text) and is_number_line(text)):
            kinds[i] = FURNITURE
            block = _title_above(lines, kinds, i, title) if i > first else set()
            breaks |= {i + 1} if block else set()
        elif wanted and organ in text and i > first:
            block = _with_language(lines, _header_at(lines, kinds, i, wanted, title))
            breaks |= {max(block) + 1} if block else set()
        else:
            continue
        for j in block:
            kinds[j] = FURNITURE
        if block and (number := _page_number_beside(lines, min(block), max(block))) is not None:
            kinds[number] = FURNITURE
            breaks.add(number + 1)
    return breaks


@cache
def _stamps() -> frozenset[str]:
    return frozenset(map(str.casefold, furniture_words("stamps")))


@cache
def _stationery() -> re.Pattern[str]:
    """What the paper has printed on it: the organization's name, "Please recycle", "- 2 -", "/..."."""
    recycle, names = "|".join(furniture_words("recycle")), "|".join(furniture_words("united_nations"))
    return re.compile(rf"(?:{recycle})\s*\W?|-\s\d{{1,3}}\s-|{_GOING_ON}|{names}", re.IGNORECASE)


def _with_language(lines: Sequence[Line], block: set[int]) -> set[int]:
    """A running header with the line below it that names the language of its text, as heads of the eighties do."""
    below = max(block) + 1 if block else len(lines)
    return block | {below} if below < len(lines) and language_names().fullmatch(lines[below].text) else block


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

    >>> is_number_line("2 GE.36-06321"), is_number_line("GE.36-06321 3"), is_number_line("2 GE"), is_number_line("2 36")
    (True, True, False, False)

    >>> [is_number_line(t) for t in ("2/4", "23-24500 (E)    141223", "*2324500*", "97-12345", "2/4 20-08412", "12.")]
    [True, True, True, True, True, False]
    """
    if not _EARLY_DIGIT.match(text):
        return False
    text = " ".join(text.split()) if len(text) > _LONG else text  # the foot of a page set as wide as the page
    return len(text) <= _LONG and any(form.fullmatch(text) for form in (PAGE_NUMBER, JOB_NUMBER, _PAGE_AND_JOB))


def _header_at(lines: Sequence[Line], kinds: Sequence[LineKind], at: int, symbol: str, title: str) -> set[int]:
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


def _title_lines(lines: Sequence[Line], kinds: Sequence[LineKind], at: int, rest: str, title: str) -> set[int]:
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


def _around(lines: Sequence[Line], kinds: Sequence[LineKind], at: int, rest: str, title: str) -> set[int]:
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


def _beside_lines(lines: Sequence[Line], kinds: Sequence[LineKind], at: int, step: int) -> Iterator[int]:
    """The lines of words before or after one, as far as one header reaches, at most two blanks apart."""
    blanks, words = 0, 0
    for j in range(at + step, len(lines) if step > 0 else -1, step):
        blanks = 0 if lines[j].text else blanks + 1
        if kinds[j] in (FURNITURE, NOTE) or blanks > 2 or words == HEADER_LINES:
            return
        if lines[j].text:
            words += 1
            yield j


def _title_above(lines: Sequence[Line], kinds: Sequence[LineKind], at: int, title: str) -> set[int]:
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


def _untitled_lines(lines: Sequence[Line], kinds: Sequence[LineKind], at: int) -> set[int]:
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


def _ends_header(lines: Sequence[Line], kinds: Sequence[LineKind], at: int) -> bool:
    """Whether page or job numbers stand at `at`, white space apart."""
    while at < len(lines) and not lines[at].text:
        at += 1
    return at < len(lines) and is_number_line(lines[at].text)


def _opens_page(lines: Sequence[Line], kinds: Sequence[LineKind], at: int) -> bool:
    """Whether the line before `at` is an empty one: extracted pages are set apart so."""
    return at > 0 and not lines[at - 1].text
