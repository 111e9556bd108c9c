"""Lines of a text, each with its kind and offsets.

Reads: the text of a source. Writes: `Line` values that tile it: every character is in exactly one line.
"""

import re
from enum import Enum

from msgspec import Struct

from lod.read.tree.languages import MARKS_OF_DIRECTION


class LineKind(Enum):
    """What a line is to the tree."""

    BODY = "body"
    BLANK = "blank"
    FURNITURE = "furniture"
    NOTE = "note"


#: The kinds by their names alone: every line is asked for its kind a dozen times.
BODY, BLANK, FURNITURE, NOTE = LineKind


class Line(Struct, frozen=True, gc=False):
    """Source text [start:end), its line end included; `text` is its words, which begin at `indent`."""

    start: int
    end: int
    indent: int
    text: str
    kind: LineKind
    page: int = 1
    after_break: bool = False  # the first words after page furniture


def split_lines(text: str) -> list[Line]:
    """The lines of a text, all of them taken for its words; a form feed ends a line too."""
    lines, start = [], 0
    directed = any(mark in text for mark in MARKS_OF_DIRECTION)
    for piece in text.splitlines(keepends=True) if "\f" not in text else re.findall(r"[^\n\f]*[\n\f]|[^\n\f]+$", text):
        words = piece.strip()
        if directed:
            words = words.strip(MARKS_OF_DIRECTION + " ")
        end = start + len(piece)
        indent = start if words and words[0] == piece[0] else start + piece.index(words) if words else end
        lines.append(Line(start, end, indent, words, BODY))
        start = end
    return lines
