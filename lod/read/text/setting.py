"""How a text is set: its margins and widths, by which lines of one paragraph are told from those of the next.

Reads: the lines of a text. Writes: a `Setting`.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import takewhile

from msgspec import Struct

from lod.read.text.lines import BLANK, BODY, Line
from lod.read.tree.languages import ENGLISH, Frame
from lod.read.tree.markers import opens_numbers
from lod.read.tree.openers import is_operative, is_preambular, participles

_BROKEN_OFF = 0.85  # how long a line is, at most, by the width of full ones, to be a paragraph's last
_LONGEST_LINE, _LONGEST_HAN = 200, 60  # how many characters a printed line has, at most
_NEVER = re.compile(r"(?!)")


class Setting(Struct, frozen=True):
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


def setting_of(lines: Sequence[Line], frame: Frame) -> Setting:
    """The setting of a text in the language of a frame; its widest lines count, a few of which may be wider still."""
    worded = [line for line in lines if line.kind is BODY]
    widths = sorted([len(line.text) for line in worded]) or [0]
    width = widths[len(widths) * 3 // 4]
    margins = Counter(line.indent - line.start for line in worded if len(line.text) >= _BROKEN_OFF * width)
    margin = margins.most_common(1)[0][0] if margins else 0
    unwrapped, longest = _is_unwrapped(widths, frame), widths[len(widths) * 9 // 10]
    english = frame.language == ENGLISH
    opening = participles() if english else _opening(lines, frame)
    opener = _opens_paragraph if english else frame.preambular.match
    return Setting(opening, opener, margin, width, unwrapped, longest, frame.names_organ)


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
