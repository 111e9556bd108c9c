"""The names of instruments as citations read them: which stands by itself, and which in the name of a body.

The table of instruments is read by `lod/data/instruments.py`.
"""

import re

from msgspec import Struct

from lod.data.instruments import load_instruments
from lod.data.phrases import Phrase
from lod.model.annotations import Instrument


class InstrumentName(Struct, frozen=True):
    """One name; a short one needs a free place: no capital word before it, no "of", "on", "for" after it."""

    words: str
    target: Instrument
    is_short: bool

    def is_free(self, text: str, start: int, end: int) -> bool:
        """Whether the name stands at [start:end) as a name by itself, not in the name of a body."""
        if _IN_BODY.search(text[max(0, start - 120) : start]) or _BODY.match(text, end):
            return False
        if not self.is_short:
            return True
        before = re.search(r"(?<![\w’'-])([\w’'-]+)\s$", text[max(0, start - 40) : start])
        longer = before is not None and before[1][:1].isupper() and before[1] not in _SENTENCE_OPENERS
        if longer or self._is_anothers(text, start):
            return False
        return not _GOES_ON.match(text, end) or _PINPOINTED.search(text[max(0, start - 40) : start]) is not None

    def _is_anothers(self, text: str, start: int) -> bool:
        """Whether a longer name with the same head stands before, and is what the short one means:
        "the Charter of the River Tribunal, and other provisions of the Charter"."""
        title, head = self.target.title or "", f"{self.words} of the "
        at = text.find(head, 0, start)
        while at >= 0:
            if text[at + len(head)].isupper() and not text.startswith(title, at):
                return True
            at = text.find(head, at + 1, start)
        return False


_IN_BODY = Phrase("citations.in_body")
_BODY = Phrase("citations.body_behind")
_GOES_ON = Phrase("citations.name_goes_on")
_PINPOINTED = Phrase("citations.pinpointed")
_SENTENCE_OPENERS = frozenset({"The", "See", "In", "Under", "Recalling", "Reaffirming", "Considering", "Noting"})


def load_labels() -> tuple[InstrumentName, ...]:
    """Every name of every instrument; a leading article stays outside a name."""
    return tuple(
        InstrumentName(words, row.instrument, words in row.short)
        for row in load_instruments()
        for words in (*row.labels, *row.short)
    )
