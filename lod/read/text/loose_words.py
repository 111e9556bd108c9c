"""Finding lines that a program took apart: the middle of a justified line printed elsewhere, as pdfminer.six does.

Reads: the lines of a text. Writes: `LooseWords`. Of a line whose words stand far apart that program keeps the ends, one
below the other, and prints what stood between them as a line by itself, before or behind. By their widths one in four
of these would come into a wrong gap; of pages with one gap and one line that fits it, one in three. So none is moved,
and where no sentence goes on with them they are unread.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from lod.model.resolution import Finding, Part, PartKind, Severity
from lod.read.text.lines import BODY, Line
from lod.read.tree.endings import is_finished
from lod.read.tree.markers import DOTTED, LABEL

_WIDE = 0.15  # share of the lines, at least, that have wide spaces, where words may be put elsewhere
_END = 0.66  # of a full line, at most: an end of a line that lacks its middle, and the middle
_FULL = 0.76  # of a full line, at least, that all its words come to
_JOINING = (" and", " or")  # no heading ends so
_SHOWN = 60  # characters that a finding shows
#: "a Provisional.": a note of a table.
_LETTERED = re.compile(r"[^\W\d_]\.?\s+[^a-z]")
_IN_PARTS = (PartKind.SECTION, PartKind.ANNEX)


class LooseWords(Struct, frozen=True):
    """Lines that a program took apart: `ends`, first ends that lack their middle, and `middles`."""

    ends: tuple[Line, ...] = ()
    middles: tuple[Line, ...] = ()

    def findings(self, parts: Iterable[Part]) -> Iterator[Finding]:
        """That words of sentences stand apart from them: where in the sentence they stood, the text does not tell."""
        standing = list(_standing_amid(parts))
        shown: list[tuple[str, str, int | None]] = [(part.passage.text, part.place, None) for part in standing]
        shown += [(line.text, "", line.indent) for line in (*self.middles, *self.ends)]
        for text, place, source in shown[:1]:
            more = f", and {len(shown) - 1} more" if len(shown) > 1 else ""
            what = f"words of a sentence stand apart from it: {' '.join(text.split())[:_SHOWN]!r}{more}"
            mend = "give the PDF itself, or its text by another program (pdftotext, pypdf)"
            yield Finding("reader.loose_words", Severity.WARNING, what, place, source, mend)


NONE_LOOSE = LooseWords()


def _standing_amid(parts: Iterable[Part]) -> Iterator[Part]:
    """What stands so and begins amid a sentence; letters with words behind them are notes below a table alone."""
    tabled = False
    for part in _standing(parts):
        tabled = tabled or part.kind is PartKind.TABLE
        if part.kind is not PartKind.TABLE and _is_amid(part.passage.text, tabled):
            yield part


def _standing(parts: Iterable[Part]) -> Iterator[Part]:
    """Headings, tables, and text that stands below no paragraph."""
    for part in parts:
        if part.kind in (PartKind.HEADING, PartKind.TEXT, PartKind.TABLE):
            yield part
        elif part.kind in _IN_PARTS:
            yield from _standing(part.parts)


def _is_amid(text: str, lettered: bool = True) -> bool:
    """Whether words begin with a small letter, and with none that counts them (`lettered`: nor marks them).

    >>> [_is_amid(text) for text in ("its request", "a Provisional.", "(b) to meet", "b) Meets", "Lamps")]
    [True, False, False, False, False]
    """
    return text[:1].islower() and LABEL.match(text) is None and not (lettered and _LETTERED.match(text))


def find_loose(lines: Sequence[Line]) -> LooseWords:
    """What lacks its middle, and such middles, in a text whose spaces are wide as in justified lines.

    >>> find_loose([Line(0, 5, 0, "Notes", BODY)])
    LooseWords(ends=(), middles=())
    """
    worded = [line for line in lines if line.kind is BODY]
    wide = sum("  " in line.text for line in worded)
    if not wide or wide < _WIDE * len(worded):
        return NONE_LOOSE
    widths = sorted(_width(line) for line in worded)
    width = widths[len(widths) * 3 // 4]
    blocks = list(_blocks(lines))
    middles = tuple(block[0] for block in blocks if len(block) == 1 and _is_middle(block[0], width))
    ends = (line for block in blocks for line, below in pairwise(block) if _is_end(line, below, width))
    return LooseWords(tuple(ends), middles)


def _width(line: Line) -> int:
    """The length of a line in characters, a space of any width as one."""
    return len(" ".join(line.text.split()))


def _blocks(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    """The lines of words that stand together on a page."""
    for is_worded, block in groupby(lines, key=lambda line: line.kind is BODY and line.page):
        if is_worded:
            yield list(block)


def _is_middle(line: Line, width: int) -> bool:
    """Whether a line by itself begins and ends amid a sentence, far from full."""
    joins = line.text.endswith(_JOINING)
    if _width(line) > _END * width or (is_finished(line.text) and not joins):
        return False
    return (joins or _is_amid(line.text)) and not LABEL.match(line.text) and not DOTTED.match(line.text)


def _is_end(line: Line, below: Line, width: int) -> bool:
    """Whether two lines are the ends of one: both are short, together too, and the sentence goes on."""
    first, second = _width(line), _width(below)
    short = max(first, second) <= _END * width and first + second < _FULL * width
    return short and below.text[0].islower() and not is_finished(line.text)
