"""Finding where the next resolution begins in a text that prints several, as bound volumes do.

Reads: a text and the head of its first resolution. Writes: where the next one stands. One text gives one resolution;
what another says must not become a part of it.
"""

import re
from itertools import takewhile
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from lod.data.phrases import Phrase
from lod.read.text.detached_numbers import counted_note
from lod.read.text.lexer import SYMBOL_LINE
from lod.read.text.masthead import NUMBER_FORM, Head, parse_closing

#: "68/231. Title", words behind the number or on the line below it.
#: What begins with one sign is found several times as fast as "^".
_TITLE = re.compile(rf"\n[^\w\n]*(?P<number>{NUMBER_FORM})\.\s{{1,9}}(?=[^\W\d_]{{2}})")
_LONGEST_HEAD = 600  # characters between a title's number and the opener, at most
_LONGEST_MASTHEAD = 3000  # characters of a masthead, at most
_PART = re.compile(r"\s?[A-Z]$")
_DECISIONS = Phrase("paragraphs.decisions")
_NOTE_LINE = re.compile(r"\n[^\S\n]*(?P<note>(?P<number>[1-9]\d{0,2})\s+\S[^\n]*)")
#: A note's mark behind a word or a point.
_MARKED = r"[\w,.;:)”\"]\s?(?<!\d){}(?![\w/])"
_WORDS = re.compile(r"[^\n]")
_ENDED = re.compile(r"[;.]\s*$", re.MULTILINE)


class Other(Struct, frozen=True):
    """What begins behind a resolution, what it is called, and where: its masthead, its title.

    `notes` is where notes of the first resolution stand behind it, [start:end): a page prints them at its foot.
    """

    what: str
    start: int
    notes: tuple[int, int] = (0, 0)

    def hidden(self, text: str) -> str:
        """The text up to here, and the notes of what stands before; blanks for what stands between them."""
        start, end = self.notes
        between = _WORDS.sub(" ", text[self.start : start]) if end else ""
        return text[: self.start] + between + text[start:end]


def find_other(text: str, head: Head) -> Other | None:
    """What begins behind the resolution whose head is given: the next one, or decisions, as volumes print them."""
    found = [other for other in (_next(text, head), _decisions(text, head)) if other]
    if not found:
        return None
    first = min(found, key=attrgetter("start"))
    return replace(first, notes=_notes_behind(text, head.end, first.start))


def _decisions(text: str, head: Head) -> Other | None:
    """Decisions of the organ behind the closing line: they have a heading, and tell of a meeting."""
    if not _DECISIONS.search(text, head.end):
        return None
    _, closings = parse_closing(text, head.end, head)
    told = _DECISIONS.search(text, closings[-1][1]) if closings else None
    return Other("decisions follow", told.start("heading")) if told else None


def _notes_behind(text: str, begin: int, start: int) -> tuple[int, int]:
    """Where the notes at a text's end stand whose marks the words before `start` carry; (0, 0) for none.

    They are told by how they open, and end where the first note of another resolution begins.
    """
    notes, last = list[re.Match[str]](), 0
    for line in _NOTE_LINE.finditer(text, start):
        if number := counted_note(line["note"], last):
            notes.append(line)
            last = number
    own = list(takewhile(lambda note: re.search(_MARKED.format(note["number"]), text[begin:start]), notes))
    if not own:
        return 0, 0
    return own[0].start("note"), notes[len(own)].start("note") if len(own) < len(notes) else len(text)


def _next(text: str, head: Head) -> Other | None:
    """The next resolution, by a number that is not the first one's own, a title and an opener.

    A part of the same resolution ("57/270 B. ...") is no other one.
    """
    own = _base(head.masthead.symbol.partition("/RES/")[2])
    for title in _TITLE.finditer(text, max(0, head.end - 1)):
        opener = head.frame.opener.search(text, title.end(), title.end() + _LONGEST_HEAD)
        is_titled = opener and opener["comma"] and not _ENDED.search(text, title.end(), opener.start())
        if is_titled and own and _base(title["number"]) != own:
            what = f"another resolution begins, {title['number']}"
            return Other(what, _masthead_start(text, head.end, title))
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
