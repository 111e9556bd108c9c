"""Citations: every reference of a resolution to a document, what it is, what for, and in which words.

Reads: the passages of a resolution, of parts and footnotes, and its acts. Writes: one `Citation` for each reference,
in text order. After `find_citations` the following holds:

1. A citation's words are the shortest that name the document: a resolution's number with its letters ("57/270 B"), a
   document's symbol, an instrument's name, "Ibid."; `passage.text[start:end] == printed`. Dates and pinpoints stand in
   fields of their own; each member of a series ("57/270 B of 23 June 2003, 60/212 of ...") is one citation.
2. No two citations of a passage overlap.
3. `target` is the one document that the words and the organ allow, or None: "resolution 17/1" of nobody is nothing.
4. "The present resolution" is no citation: a text does not cite itself.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from lod.annotate.citations.documents import (
    find_documents,
    find_treaty_entries,
    kind_of,
    names_documents,
    pinpoint_in_document,
)
from lod.annotate.citations.functions import Cue, Government, Governor, governors_of_acts, is_list
from lod.annotate.citations.instruments import InstrumentName, find_formed
from lod.annotate.citations.lexicon import Lexicon, OrganName, Word, load_lexicon
from lod.annotate.citations.numbers import find_numbered
from lod.annotate.citations.other_languages import find_numbered_elsewhere
from lod.annotate.citations.references import Reference, load_citation_rules, pattern, pinpoint_before
from lod.annotate.citations.short_forms import ShortForms, find_named
from lod.data.organs import load_organs
from lod.data.phrases import Phrase
from lod.model.annotations import Act, Citation, Instrument, Span
from lod.model.iris import ASSEMBLY, LONGEST_SUFFIX, below, is_path
from lod.model.links import symbol_of
from lod.model.resolution import Footnote, Link, NoteMark, Passage, Resolution
from lod.model.symbols import is_symbol
from lod.model.typography import plain_signs
from lod.read.tree.languages import ENGLISH, Frame, frames

#: The rules by which instruments are named: a table has the title, or its words have the form of one.
NAMED, FORMED = "citation.named_instrument", "citation.instrument_form"
#: Numbers of the form session/number begin with the Assembly's thirty-first session.
_IMPOSSIBLE = re.compile(r"A/RES/(?:[12]?\d|30)/")
#: What stands between a reference and its mark: nothing, a date, a sign: "57/270 B of 23 June 2003,"
_TO_MARK = re.compile(r"(?:\s+of\s+\d{1,2}\s+\w+\s+\d{4}|,\s\d{4})?[,.;:)”]*")
#: What may close a phrase before the mark of its note, and functions of phrases that name a document by its contents.
_CLOSING = " ,;.:)”"
_OF_DOCUMENTS = ("in-accordance-with", "as-set-out-in")
#: The function of what only says which thing is meant.
_OF_ONE = "established-by"
_ASKED_BY = Phrase("citations.asked_by")
#: The longest words that say by what a report was asked.
_LONGEST_ASKED = 160
#: How far before a reference its pinpoint begins.
_LONGEST_PINPOINT = 120
#: With which the places of an annex begin.
_ANNEX = "annex"
_IN_SERIES = Phrase("citations.in_series")
_NESTED = Phrase("citations.nested")
_JOINED = Phrase("citations.joined")
_SENTENCE_END = Phrase("citations.sentence_end")


def find_citations(resolution: Resolution, acts: Sequence[Act] = ()) -> tuple[Citation, ...]:
    """The citations of a resolution, in the order of its passages; see the module for what is guaranteed.

    `acts` give the functions of references that no nearer cue governs.
    """
    frame = frames().get(resolution.language)
    layer = _Layer(load_lexicon(), resolution.masthead.organ or ASSEMBLY, frame or frames()[ENGLISH])
    by_place: dict[str, list[Act]] = {}
    for act in acts:
        by_place.setdefault(act.performed_in, []).append(act)
    found: list[Citation] = []
    marks: dict[str, list[NoteMark]] = {}
    for mark in resolution.note_marks():
        marks.setdefault(mark.part, []).append(mark)
    for part in resolution.walk():
        found += layer.in_part(part.place, part.passage, by_place.get(part.place, ()), marks.get(part.place, ()))
    for note in resolution.footnotes:
        found += layer.in_note(note)
    return tuple(citation if _is_known(citation.target) else replace(citation, target=None) for citation in found)


@lru_cache(maxsize=65536)  # few documents are cited often
def _is_known(target: Instrument | None) -> bool:
    """Whether a target can have an IRI and a page; words that lead nowhere stay words."""
    return target is None or (is_path(target.path, LONGEST_SUFFIX) and is_symbol(target.symbol or "A/1"))


class _Layer(Struct):
    """One pass over one resolution: what was named before, and the note before."""

    lexicon: Lexicon
    own: str
    frame: Frame
    named: dict[str, str] = field(default_factory=dict)
    note: Footnote | None = None
    cited: tuple[Reference, ...] = ()  # by the note before
    short_forms: ShortForms = field(default_factory=ShortForms)
    of_marks: dict[str, dict[str, None]] = field(default_factory=dict)  # by note: functions of the words at its marks

    def in_part(
        self, place: str, passage: Passage, acts: Iterable[Act], marks: Sequence[NoteMark] = ()
    ) -> list[Citation]:
        text = _plain(passage.text)
        words = self.lexicon.find(text)
        names = _names_among(words)
        found = [*self._references(text, names)]
        if not place.startswith(_ANNEX):  # an annexed treaty is "the Convention" of its own
            found += self.short_forms.find(text, find_named(text, names, found))
        references = _settle_links(passage, _apart(found))
        self._remember(names)
        if not references and not marks:
            return []
        governors = governors_of_acts(acts) + _governors(words, is_note=False)
        last = max([*(reference.start for reference in references), *(mark.offset for mark in marks)])
        government = Government.over(passage.text, governors, last)
        self._mark(passage.text, references, government, marks)
        return _citations(place, passage.text, references, government)

    def _mark(
        self,
        text: str,
        references: Sequence[Reference],
        government: Government,
        marks: Sequence[NoteMark],
    ) -> None:
        """Keep what governs the words that carry each mark: those of a reference that ends there, with its date."""
        for mark in marks:
            before = [reference for reference in references if reference.end <= mark.offset]
            head = at = mark.offset
            end = max((reference.end for reference in before), default=0)
            if before and _TO_MARK.fullmatch(text, end, at):
                at, head = _governed_at(text, before[-1]), before[-1].head
                if asked := _ASKED_BY.search(text, max(0, at - _LONGEST_ASKED), at):
                    head = at = asked.start()  # the mark is that of the report
                end = max((reference.end for reference in before if reference.end <= at), default=0)
            function = government.function_at(at, end, head)
            closed = government.function_at(len(text[:at].rstrip(_CLOSING)), end)
            self.of_marks.setdefault(mark.note, {})[closed if closed in _OF_DOCUMENTS else function] = None

    def in_note(self, note: Footnote) -> list[Citation]:
        text = _plain(note.passage.text)
        if self.note and note.of_table and self.note.anchor != note.anchor:  # its table's first
            self.note, self.cited = None, ()
        words = self.lexicon.find(text)
        entries = find_treaty_entries(text, self._follows_series())
        references = _apart((*self._references(text, _names_among(words)), *entries))
        if "bid" in text:
            references = _take_up(text, references, self.cited)
        references = _settle_links(note.passage, references)
        before = self.note.place if self.note else None
        self.note, self.cited = note, references
        if not references:
            return []
        governors = _governors(words, is_note=True)
        government = Government.over(note.passage.text, governors, references[-1].start)
        made = _citations(note.place, note.passage.text, references, government, before)
        of_marks = tuple(self.of_marks.get(note.place, ()))
        return [replace(citation, functions_of_mark=of_marks) for citation in made] if of_marks else made

    def _references(self, text: str, words: Sequence[Word]) -> Iterator[Reference]:
        documents = tuple(find_documents(text)) if names_documents(text) else ()
        inside = [(d.start, pinpoint_in_document(text, d.end)[1]) for d in documents]
        yield from documents
        numbered = [*self._numbered(text, words)]
        if inside:
            numbered = [r for r in numbered if not any(start <= r.start < end for start, end in inside)]
        yield from numbered
        yield from _instruments(text, words)
        yield from _same(text, numbered)

    def _numbered(self, text: str, words: Sequence[Word]) -> Iterator[Reference]:
        if self.frame.language == ENGLISH:
            return find_numbered(text, words, self.own, self.named)
        return find_numbered_elsewhere(text, self.frame, self.own)

    def _remember(self, words: Iterable[Word]) -> None:
        for word in words:
            if isinstance(word.entry, OrganName):
                self.named.update(dict.fromkeys(load_organs().by_key[word.entry.key].short, word.entry.key))

    def _follows_series(self) -> bool:
        return any(reference.rule == "citation.treaty_series" for reference in self.cited)


def _names_among(words: Sequence[Word]) -> tuple[Word, ...]:
    """The names of instruments and organs: most words of the lexicon are cues, which say nothing of what is named."""
    return tuple([word for word in words if not isinstance(word.entry, Cue)])


def _plain(text: str) -> str:
    """A text with plain signs and one kind of apostrophe, as the lexicon has them."""
    return plain_signs(text).replace("'", "’")


def _instruments(text: str, words: Sequence[Word]) -> Iterator[Reference]:
    """Names of instruments; those that follow each other ("the Sendai Framework, the Paris Agreement") are a series."""
    head = end = -1
    for start, stop, target in _named(text, words):
        is_nested = head >= 0 and _NESTED.fullmatch(text[end:start]) is not None
        if not is_nested:
            head = head if head >= 0 and _IN_SERIES.fullmatch(text[end:start]) else start
        end = stop
        rule = NAMED if target else FORMED
        pinpoint = pinpoint_before(text, start)
        yield Reference(start, end, rule, target, start if is_nested else head, pinpoint=pinpoint)


def _governed_at(text: str, reference: Reference) -> int:
    """Where the words that a governor of a reference must reach begin: with the pinpoint, where that stands before."""
    before, at = reference.pinpoint, reference.head
    if before is None:
        return at
    found = text.rfind(before, max(0, at - _LONGEST_PINPOINT), at)
    return found if found >= 0 and len(text[found + len(before) : at]) <= len(", of their ") else at


def _named(text: str, words: Sequence[Word]) -> list[tuple[int, int, Instrument | None]]:
    """Where instruments are named [start:end), in order; those that no table lists are None."""
    taken: list[tuple[int, int]] = []
    named: list[tuple[int, int, Instrument | None]] = []
    for word in words:
        if isinstance(word.entry, Cue):
            continue
        taken.append((word.start, word.end))
        if isinstance(word.entry, InstrumentName) and word.entry.is_free(text, word.start, word.end):
            named.append((word.start, word.end, word.entry.target))
    named += ((start, end, None) for start, end in find_formed(text, taken))
    return sorted(named, key=lambda name: name[:2]) if len(named) > 1 else named


def _same(text: str, numbered: Sequence[Reference]) -> Iterator[Reference]:
    """ "That resolution": the one resolution that the text has cited before."""
    if not load_citation_rules()["citation.same_resolution"].may_match(text):
        return
    ahead = deque(sorted((r for r in numbered if r.target and r.target.kind == "resolution"), key=lambda r: r.end))
    before = set()
    for found in pattern("same_resolution").finditer(text):
        while ahead and ahead[0].end <= found.start():
            before.add(ahead.popleft().target)
        target = next(iter(before)) if len(before) == 1 else None
        pinpoint = pinpoint_before(text, found.start())
        yield Reference(
            found.start(), found.end(), "citation.same_resolution", target, found.start(), pinpoint=pinpoint
        )


def _take_up(text: str, references: tuple[Reference, ...], cited: Sequence[Reference]) -> tuple[Reference, ...]:
    """References of a note with its "Ibid.": an "Ibid." that a reference of its own follows marks that one; another
    one is a reference to the one document that the note before cites."""
    found = list(references)
    for ibid in pattern("ibid").finditer(text):
        following = next((r for r in references if r.start >= ibid.start()), None)
        if following and not _SENTENCE_END.search(text, ibid.end(), following.start):
            found = [replace(r, ibid=ibid.start() == 0) if r is following else r for r in found]
        elif ibid.start() == 0:
            pinpoint, _ = pinpoint_in_document(text, ibid.end())
            found.insert(0, Reference(0, ibid.end(), "citation.ibid", _one(cited), 0, pinpoint=pinpoint, ibid=True))
    return tuple(found)


def _one(cited: Sequence[Reference]) -> Instrument | None:
    """The one document of a note: corrigenda and addenda printed with it count as it."""
    targets = [reference.target for reference in cited if reference.target]
    if not targets:
        return None
    first = min(targets, key=lambda target: len(target.path))
    stem = first.path.removesuffix("(Supp)")
    return first if all(target.path.startswith(stem) for target in targets) else None


def _apart(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """References in text order, each beginning where the one before has ended: of two that overlap, the longer."""
    found, kept = [*references], list[Reference]()
    if len(found) < 2:  # as in most texts
        return tuple(found)
    for reference in sorted(found, key=lambda r: (r.start, -r.end)):
        if kept and reference.start < kept[-1].end:
            if reference.end - reference.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(reference)
    return tuple(kept)


def _settle_links(passage: Passage, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """What the source itself links: it settles the words that it covers, unless it names another number."""
    if not passage.links:
        return references
    found = list(references)
    for link in passage.links:
        if target := _linked(link):
            over = [r for r in found if r.start < link.end and link.start < r.end]
            if not over:
                found.append(Reference(link.start, link.end, "citation.source_link", target, link.start))
            elif len(over) == 1 and _agrees(over[0].target, target):
                found[found.index(over[0])] = replace(over[0], target=target)
    return _apart(found)


def _linked(link: Link) -> Instrument | None:
    """The document to which a link leads; "A/RES/17/1" is none, and comes from a decision with that number."""
    symbol = symbol_of(link.href)
    if symbol is None or _IMPOSSIBLE.match(symbol):
        return None
    return Instrument(symbol, symbol, kind_of(symbol))


def _agrees(words: Instrument | None, link: Instrument) -> bool:
    if words is None or words.symbol is None:
        return True
    return re.findall(r"\d+", words.path) == re.findall(r"\d+", link.path)


def _governors(words: Iterable[Word], *, is_note: bool) -> list[Governor]:
    return [
        Governor(word.end, word.entry.function, word.entry.is_phrase)
        for word in words
        if isinstance(word.entry, Cue) and word.entry.function and (is_note or not word.entry.notes)
    ]


def _joins(function: str, text: str, start: int, end: int) -> bool:
    """Whether a list goes on from a reference to the next one, and what governs it; behind a comma it goes on from
    the thing that a reference has established: "the Group established by resolution 60/1, and the Rivers Framework"."""
    if function == _OF_ONE and "," in text[start:end]:
        return False
    return _JOINED.fullmatch(text, start, end) is not None or is_list(text[start:end])


def _citations(
    place: str, text: str, references: Iterable[Reference], government: Government, before: str | None = None
) -> list[Citation]:
    functions: dict[int, str] = {}
    found: list[Citation] = []
    end = 0
    for number, reference in enumerate(references, 1):
        if reference.head not in functions:
            at = _governed_at(text, reference)
            if found and _joins(found[-1].function, text, end, at):
                functions[reference.head] = found[-1].function
            else:
                functions[reference.head] = government.function_at(at, end, reference.head)
        end = reference.end
        span = Span(place, reference.start, reference.end, text[reference.start : reference.end])
        found.append(
            Citation(
                below(place, f"cit{number}"),
                span,
                reference.target,
                functions[reference.head],
                reference.rule,
                reference.date,
                reference.pinpoint,
                before if reference.ibid else None,
            )
        )
    return found
