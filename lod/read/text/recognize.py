"""Recognizing a resolution: whether a text opens as one does, rather than only naming a symbol.

Reads: a masthead's text, and what was read of the whole. A masthead prints its symbol alone on a line or beside other
names ("United Nations A/RES/68/230"); a running header has it beside the title, behind a blank line.
"""

import re
from collections.abc import Iterable
from functools import cache

from lod.model.resolution import Masthead, Part, PartKind
from lod.read.text.furniture import furniture_words
from lod.read.text.lexer import OTHER_SYMBOL_LINE, SYMBOL_LINE
from lod.read.tree.languages import MARKS_OF_DIRECTION, Frame
from lod.read.tree.openers import is_preambular

#: What a masthead says beside the symbol; words of a letter may say one of them, seldom two.
_MASTHEAD = ("title", "session", "agenda_items", "adopted", "issued", "report", "draft")
_TOLD = 2
_MOST_NAMES = 6  # words beside a symbol; a sentence has more
_DISTRIBUTION = re.compile(r"\bDistr\.?\s*+:?\s*+\w+", re.IGNORECASE)
_SIGNS = f" \t\f*_#>{MARKS_OF_DIRECTION}"  # what carriers put before a line
_WORD = re.compile(r"[^\W\d_]\w*")


def find_symbol_line(head: str, frame: Frame) -> re.Match[str] | None:
    """The first symbol of a masthead that stands in no sentence."""
    forms = (SYMBOL_LINE, OTHER_SYMBOL_LINE)
    found = (symbol for form in forms for symbol in form.finditer(head) if _is_apart(head, symbol, frame))
    return next(found, None)


def is_resolution(masthead: Masthead, opened: bool, parts: Iterable[Part]) -> bool:
    """Whether what was read is a resolution's: by its opener, or a symbol with a masthead or paragraphs."""
    if opened or not masthead.symbol:
        return opened
    symbol = {printed.source for printed in masthead.printed if printed.field == "symbol"}
    told = {printed.field for printed in masthead.printed if printed.source not in symbol}
    paragraphs = (_is_paragraph(part) for top in parts for part in top.walk())
    return len(told.intersection(_MASTHEAD)) >= _TOLD or any(paragraphs)


def _is_paragraph(part: Part) -> bool:
    """Whether a part is a numbered paragraph, or one that opens as only resolutions do."""
    opens = part.kind is PartKind.PREAMBULAR and is_preambular(part.passage.text)
    return opens or part.kind is PartKind.OPERATIVE


def _is_apart(head: str, symbol: re.Match[str], frame: Frame) -> bool:
    """Whether a symbol stands among names on its line, or begins or ends a line between blank ones: a running header.

    A word in lower case makes a sentence; so does one of a script without capitals, other than the Organization's name.
    """
    above, _, before = head[: symbol.start()].rpartition("\n")
    after, _, below = head[symbol.end() :].partition("\n")
    alone = not above.rpartition("\n")[2].strip() and not below.partition("\n")[0].strip()
    if alone and not (before.strip(_SIGNS) and after.strip(_SIGNS)):
        return True
    rest = f"{before} {after}"
    for names in (_DISTRIBUTION, _names(), frame.fields):
        rest = names.sub(" ", rest)
    words = _WORD.findall(rest)
    return len(words) <= _MOST_NAMES and all(word[0].isupper() for word in words)


@cache
def _names() -> re.Pattern[str]:
    """The organization's name as letterheads set it, with white space between any letters."""
    spaced = (r"\s*".join("".join(name.split())) for name in furniture_words("united_nations"))
    return re.compile("|".join(spaced), re.IGNORECASE)
