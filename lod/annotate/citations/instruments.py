"""The names of instruments as citations read them: which stands by itself, and which in the name of a body.

The table of instruments is read by `lod/data/instruments.py`. Names that it lacks are told by their form; they keep
their words and lead nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from lod.annotate.citations.references import load_citation_rules
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
        if in_body(text, start, end) or in_title(text, start):
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
_ITEM_TITLE = Phrase("citations.item_title")
_QUOTES_WORDS = Phrase("citations.quotes_words")
_LEAD = Phrase("citations.form_lead")
_COMMON = Phrase("citations.form_common")
#: The longest title in quotation marks, and the longest lead of a name.
_TITLE, _LONGEST_LEAD = 600, 120
_GOES_ON = Phrase("citations.name_goes_on")
_PINPOINTED = Phrase("citations.pinpointed")
_SENTENCE_OPENERS = frozenset({"The", "See", "In", "Under", "Recalling", "Reaffirming", "Considering", "Noting"})


def in_body(text: str, start: int, end: int) -> bool:
    """Whether the name at [start:end) is part of a body's name: "Conference of the Parties to the ..."."""
    if text.endswith(("the", "of"), 0, max(0, start - 1)) and _IN_BODY.search(text[max(0, start - 120) : start]):
        return True
    return _BODY.match(text, end) is not None


def in_title(text: str, start: int) -> bool:
    """Whether the name at `start` stands within another thing's title: an item's, or a report's "Follow-up to ...".

    A title that the name itself begins is the name's own.

    >>> in_title("the report entitled “Follow-up to the Paris Agreement”", 37)
    True
    >>> in_title("the “Paris Agreement”", 5)
    False
    """
    opening = text.rfind("“", max(0, start - _TITLE), start)
    if opening < 0 or text.find("”", opening, start) >= 0 or text.find("”", start) < 0:
        return False
    before = text[max(0, opening - 40) : opening]
    if _ITEM_TITLE.search(before):
        return True
    is_own = text[opening + 1 : start] in ("", "The ", "A ")
    return text[opening + 1].isupper() and not is_own and _QUOTES_WORDS.search(before) is None


def find_formed(text: str, known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where documents are named that no table lists, apart from the names `known` [start:end), in order.

    >>> text = "Recalling the Bamako Declaration and the Agreement on Rivers, 1999, and the Optional Protocol"
    >>> [text[start:end] for start, end in find_formed(text, ())]
    ['Bamako Declaration', 'Agreement on Rivers, 1999']
    """
    rules = load_citation_rules()
    form, placed, stop = rules["citation.instrument_form"], rules["citation.instrument_placed"].pattern, 0
    for _, at, _ in _heads().find_matches_as_indexes(text, overlapping=True):
        if at < stop or any(start <= at < end for start, end in known) or not (found := form.pattern.match(text, at)):
            continue
        lead = _LEAD.search(text[max(0, at - _LONGEST_LEAD) : at])
        words = lead[0] if lead else ""
        start, end = at - len(words), found.end()
        is_placed = placed.match(text, at) is not None and not _COMMON.fullmatch(words)
        if not (found["about"] or found["number"] or is_placed) or any(a < end and start < b for a, b in known):
            continue
        if not in_body(text, start, end) and not in_title(text, start):
            stop = end
            yield start, end


@cache
def _heads() -> AhoCorasick:
    """Finds the nouns that the names of documents have as their heads."""
    return AhoCorasick(load_citation_rules()["citation.instrument_form"].needs)


def load_labels() -> tuple[InstrumentName, ...]:
    """Every name of every instrument; a leading article stays outside a name."""
    return tuple(
        InstrumentName(words, row.instrument, words in row.short)
        for row in load_instruments()
        for words in (*row.labels, *row.short)
    )
