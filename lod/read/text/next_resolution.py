"""Finding where the next resolution begins in a text that prints several, as bound volumes do.

Reads: a text and the head of its first resolution. Writes: where the next one stands. One text gives one resolution;
what another says must not become a part of it.
"""

import re

from msgspec import Struct

from lod.read.text.lexer import SYMBOL_LINE
from lod.read.text.masthead import NUMBER_FORM, Head

#: "68/231. Title", words behind the number or on the line below it.
#: What begins with one sign is found several times as fast as "^".
_TITLE = re.compile(rf"\n[^\w\n]*(?P<number>{NUMBER_FORM})\.\s{{1,9}}(?=[^\W\d_]{{2}})")
_LONGEST_HEAD = 600  # characters between a title's number and the opener, at most
_LONGEST_MASTHEAD = 3000  # characters of a masthead, at most
_PART = re.compile(r"\s?[A-Z]$")
_ENDED = re.compile(r"[;.]\s*$", re.MULTILINE)


class Other(Struct, frozen=True):
    """The next resolution of a text: its number, and where its masthead or title begins."""

    number: str
    start: int


def find_other(text: str, head: Head) -> Other | None:
    """The next resolution after the one whose head is given: by a number that is not its own, a title and an opener.

    A part of the same resolution ("57/270 B. ...") is no other one.
    """
    own = _base(head.masthead.symbol.partition("/RES/")[2])
    for title in _TITLE.finditer(text, max(0, head.end - 1)):
        opener = head.frame.opener.search(text, title.end(), title.end() + _LONGEST_HEAD)
        is_titled = opener and opener["comma"] and not _ENDED.search(text, title.end(), opener.start())
        if is_titled and own and _base(title["number"]) != own:
            return Other(title["number"], _masthead_start(text, head.end, title))
    return None


def _base(number: str) -> str:
    """A number without blanks and without the letter of a part."""
    return "".join(_PART.sub("", number).split())


def _masthead_start(text: str, floor: int, title: re.Match[str]) -> int:
    """Where the masthead above a title begins, if one prints the title's number as its symbol; else the title."""
    wanted = "".join(title["number"].split())
    for symbol in SYMBOL_LINE.finditer(text, max(floor, title.start() - _LONGEST_MASTHEAD), title.start()):
        if "".join(symbol["symbol"].split()).endswith(f"/{wanted}"):
            return text.rfind("\n", 0, symbol.start()) + 1
    return title.start() + 1
