"""Finding the marks of footnotes in running text.

The text layer of a PDF loses superscripts: "budget for 20242 and" holds the mark 2, "A/78/5).3" the mark 3. What is a
mark follows from what must be true of all of them: the notes that a page prints hang, in their order, on the words of
that page. Of the ways to place them so, the one with the most likely places is taken.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from lod.data.phrases import Phrase
from lod.read.text.lines import BODY, Line
from lod.read.text.notes import NoteDraft
from lod.read.tree.markers import FIGURES
from lod.read.tree.passages import MarkFound

#: Digits that may end in a mark: what follows is no part of a longer number, symbol or word.
#: The first is looked for by its ranges, Arabic ones too: in half the time of "\d".
_DIGITS = re.compile(
    r"[0-9\u0660-\u0669\u06f0-\u06f9](?:\d{0,20}+(?!\d|[^\W\u2e80-\u9fff]|[/–-]\w|[.,]\d)|(?<=[a-z]\d)\d?(?=[a-z]{2}))"
)
#: Marks in brackets, by the sign that opens them.
_BRACKETED = {"(": re.compile(r"\((?P<mark>\d{1,3})\)"), "[": re.compile(r"\[\^?(?P<mark>\d{1,3})\]")}
_DATED = Phrase("notes.dated")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
#: "1/", "*/" behind a word or a point: marks of typewritten texts, "l/" where misread.
_SLASHED = re.compile(r"(?<=[\s\w,;.:!?)\"”'])(?<![\d/–-])(?P<mark>[lI\d]{1,3}|\*{1,3})/(?=[\s,;.:)\]\"”]|$)")
_RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT = re.compile(r"[¹²³⁴-⁹⁰][¹²³⁴-⁹⁰]*")  # quicker found than with +
_COUNTING = Phrase("notes.counting")
_COUNTED = Phrase("notes.counted")
#: How likely a number is a mark, by what stands before it.
_AFTER_POINT, _AFTER_WORD, _AFTER_YEAR, _AFTER_POINT_SPACE, _AFTER_FIGURE, _AFTER_SPACE = 8.0, 7.0, 5.0, 4.0, 0.3, 1.0
_AFTER_NUMBER, _AFTER_FIGURE_SPACE, _COUNTING_SPACE = 3.0, 0.6, 0.2
_AFTER_DECIMAL = (0.1, 6.0)  # "3.1" and "Agenda 21,1"
_OFF_ITS_PAGE = 0.1  # how much less likely a mark is on the page before or after its note's
_WIDE = 120  # characters that a mark set far to the right stands behind its word, at most
_HIGHEST_NUMBER = 400  # no session of the Assembly adopts so many resolutions
_POINTS = ",;.:!?)]”\"’'%»，。；：、）》」؛،؟"


def find_marks(text: str, lines: Sequence[Line], notes: Sequence[NoteDraft]) -> list[MarkFound]:
    """The marks of the notes in the BODY lines, in the order of the text.

    Of all ways to hang the notes on the text in their order, the likeliest: a note hangs on the page that prints it,
    seldom on the page before or after.
    """
    body = [line for line in lines if line.kind is BODY]
    if not text.isascii() and any(sign in text for sign in _RAISED):
        return _superscripts(text, body)
    if not notes:
        return []
    if all(text[note.number[1] - 1] == "/" for note in notes if note.mark.isdigit()):
        return _slashed(text, body, notes)
    words = _Words.of(text, body)
    near = _near(notes)
    signs = {text[note.number[0]] for note in notes if note.mark.isdigit()}
    bracketed = _BRACKETED.get(signs.pop()) if len(signs) == 1 else None
    candidates = list(_bracketed(words, bracketed, near)) if bracketed else list(_candidates(words, near))
    return [words.located(c) for c in _best_chain(candidates, len(notes))]


def _superscripts(text: str, body: Sequence[Line]) -> list[MarkFound]:
    """Marks that the text itself sets apart; one may stand in several places."""
    starts, found = [line.start for line in body], []
    for mark in _SUPERSCRIPT.finditer(text):
        line = body[bisect_right(starts, mark.start()) - 1] if body else None
        if line and line.indent <= mark.start() < line.end:
            begin = _with_space(text, mark.start(), line.indent)
            found.append(MarkFound(begin, mark.end(), mark[0].translate(FIGURES)))
    return found


def _slashed(text: str, body: Sequence[Line], notes: Sequence[NoteDraft]) -> list[MarkFound]:
    """Marks typed as "1/": told by their slash from other numbers, so one may stand in several places.

    A note that the text does not print may still have its mark.
    """
    starts, found = [line.start for line in body], []
    known = {note.mark for note in notes}
    last = max((int(mark) for mark in known if mark.isdigit()), default=0)
    for sign in _SLASHED.finditer(text):
        mark = sign["mark"].translate(FIGURES)
        line = body[bisect_right(starts, sign.start()) - 1] if body else None
        if (
            line
            and line.indent <= sign.start() < line.end
            and (mark in known or (mark.isdigit() and int(mark) <= last))
        ):
            found.append(MarkFound(_with_space(text, sign.start(), line.indent), sign.end(), mark))
    return found


def _with_space(text: str, start: int, indent: int) -> int:
    """Where a mark begins with the space before it, if one stands on its line."""
    return start - 1 if start > indent and text[start - 1].isspace() else start


class _Words(Struct, frozen=True):
    """The running text without page furniture, and where each line of it begins here, in the source, on which page."""

    text: str
    starts: list[int]
    sources: list[int]
    pages: list[int]

    @classmethod
    def of(cls, text: str, body: Sequence[Line]) -> "_Words":
        starts = list(accumulate((line.end - line.start for line in body), initial=0))
        return cls(
            "".join(text[line.start : line.end] for line in body),
            starts[:-1],
            [line.start for line in body],
            [line.page for line in body],
        )

    def line(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def page(self, offset: int) -> int:
        return self.pages[self.line(offset)]

    def located(self, candidate: "_Candidate") -> MarkFound:
        """A chosen candidate in source offsets."""
        line = self.line(candidate.start)
        start = self.sources[line] + candidate.start - self.starts[line]
        end = start + candidate.end - candidate.start
        return MarkFound(start, end, self.text[candidate.start : candidate.end].strip("()[^]"))


class _Candidate(Struct, frozen=True):
    """A number at [start:end) of a page's words that may be the page's note of that index."""

    start: int
    end: int
    index: int
    weight: float


#: By mark and page: the indexes of the notes of that number that the page or one beside it prints, and how likely.
_Near = dict[tuple[str, int], list[tuple[int, float]]]


def _near(notes: Sequence[NoteDraft]) -> _Near:
    near: _Near = {}
    for index, note in enumerate(notes):
        for page, likely in ((note.page, 1.0), (note.page - 1, _OFF_ITS_PAGE), (note.page + 1, _OFF_ITS_PAGE)):
            near.setdefault((note.mark, page), []).append((index, likely))
    return near


def _candidates(words: _Words, near: _Near) -> Iterator[_Candidate]:
    """The marks that the ends of digits may be, in the order of the text: "20242" may hold 2, 42 and 242."""
    numbers = {mark for mark, _ in near}
    for digits in _DIGITS.finditer(words.text):
        printed, (start, end) = digits[0], digits.span()
        ends = [length for length in range(1, min(3, len(printed)) + 1) if printed[-length:] in numbers]
        page = words.page(start) if ends else 0
        for length in ends:
            if known := near.get((printed[-length:], page)):
                weight = _weight(words.text, start, end - length, end)
                yield from _hung(known, end - length, end, weight)


def _bracketed(words: _Words, form: re.Pattern[str], near: _Near) -> Iterator[_Candidate]:
    """The marks of a text whose notes are printed as "(1)" or "[1]": they stand in brackets in its words too."""
    for mark in form.finditer(words.text):
        yield from _hung(near.get((mark["mark"], words.page(mark.start())), ()), *mark.span(), _AFTER_POINT)


def _hung(known: Iterable[tuple[int, float]], start: int, end: int, weight: float) -> Iterator[_Candidate]:
    """The words [start:end) as a mark of each of some notes."""
    for index, likely in known if weight else ():
        yield _Candidate(start, end, index, weight * likely)


def _weight(page: str, digits: int, start: int, end: int) -> float:
    """How likely the number page[start:end] is a mark; `digits` is where its run of digits begins.

    >>> pages = "for 20242 and", "(A/78/5).2", "system 2 and"
    >>> [_weight(p, p.index("2"), p.rindex("2"), p.rindex("2") + 1) for p in pages]
    [5.0, 8.0, 1.0]
    """
    before = page[start - 1 : start]
    if digits < start:
        return _after_figure(page, digits, start, end)
    if before.isspace():
        return _after_space(page, start, end)
    if before in _POINTS:
        return _after_point(page, start, before)
    return _AFTER_WORD if before.isalpha() else 0.0


def _after_point(page: str, start: int, point: str) -> float:
    """A mark glued to a stop; not the decimals of a figure or the end of a symbol ("2/CMA.4")."""
    last = page[start - 2 : start - 1]
    if point == "." and last.isalnum() and "/" in page[max(0, start - 30) : start].rsplit(None, 1)[-1]:
        return _AFTER_FIGURE
    return _AFTER_DECIMAL[point == ","] if point in ".," and last.isdigit() else _AFTER_POINT


def _after_figure(page: str, digits: int, start: int, end: int) -> float:
    """A mark glued to a figure: to a year, or to a resolution's number that is too large without it."""
    before = page[digits - 1 : digits]
    if (not before.strip() or before in "(–") and _YEAR.fullmatch(page, digits, start):
        return _AFTER_YEAR
    dated = _DATED.match(page, end) is not None
    if before == "/" and int(page[digits:end]) > _HIGHEST_NUMBER >= int(page[digits:start]):
        return _AFTER_FIGURE if _YEAR.fullmatch(page, digits, end) or dated else _AFTER_NUMBER
    return _AFTER_FIGURE / 10 if dated else _AFTER_FIGURE


def _after_space(page: str, start: int, end: int) -> float:
    """A mark set apart from its word; not a paragraph's number, a day or a quantity."""
    if _COUNTED.match(page, end) or (
        page[end : end + 1] == "." and not page[page.rfind("\n", 0, start) + 1 : start].strip()
    ):
        return 0.0
    head = page[max(0, start - _WIDE) : start].rstrip()[-24:]
    if head[-1:] in _POINTS:
        return _AFTER_POINT_SPACE
    if _COUNTING.search(head):
        return _COUNTING_SPACE
    return _AFTER_FIGURE_SPACE if head[-1:].isdigit() else _AFTER_SPACE


def _best_chain(candidates: Sequence[_Candidate], notes: int) -> list[_Candidate]:
    """Of the candidates in text order, the heaviest chain in which the notes' indexes rise."""
    weights, lasts = [0.0] * (notes + 1), [-1] * (notes + 1)  # of the best chain whose last note is before index i
    before: list[int] = []
    for at, candidate in enumerate(candidates):
        best = max(range(candidate.index + 1), key=weights.__getitem__)
        before.append(lasts[best])
        weight = weights[best] + candidate.weight
        clash = lasts[best] >= 0 and candidates[lasts[best]].end > candidate.start
        if weight > weights[candidate.index + 1] and not clash:
            weights[candidate.index + 1], lasts[candidate.index + 1] = weight, at
    at = lasts[max(range(notes + 1), key=weights.__getitem__)]
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]
