"""Akoma Ntoso to tree: the reader of the UN's own XML (AKN4UN) in six languages.

Reads: a file's bytes. Writes: a `Resolution` whose source text is the XML as given, so that every offset leads back
into the file; tags are leaves of their own kind. Numbers are those printed, never `eId`s.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from lod.model.errors import SourceError
from lod.model.resolution import Finding, Footnote, LeafKind, Part, PartKind, Passage, Resolution, Severity
from lod.read.akn.builder import build_draft
from lod.read.akn.markup import LARGEST, SPACE, Element, MarkupDocument, Words, parse_markup
from lod.read.akn.passages import Copyist, Note, tile_markup
from lod.read.akn.record import UNDETERMINED, catalogue_record, language_of, masthead
from lod.read.akn.round_trip import is_own, own_footnotes, own_parts
from lod.read.source import decode_source
from lod.read.tree.drafts import Places, freeze, note_place, write_table_notes

MEDIA_TYPE = "application/akn+xml"
_NO_RESOLUTION = "give a resolution's Akoma Ntoso: a statement with a cover page and a main body"


def read_akn(content: bytes, name: str) -> Resolution:
    """The resolution in an Akoma Ntoso file; raises SourceError for what is none, not well-formed or not safe."""
    if len(content) > LARGEST:
        raise SourceError(f"is larger than {LARGEST // 1_000_000} MB", name, "give the XML of one resolution")
    source = replace(decode_source(content, name), media_type=MEDIA_TYPE)
    document = parse_markup(source.text, name)
    root = document.root
    if root.find("mainBody") is None:
        raise SourceError("is no resolution: it has no main body", name, _NO_RESOLUTION)
    language = language_of(root)
    copyist = Copyist(source.text, document)
    head = masthead(root, copyist, language)
    opener = _opener(root, copyist)
    if is_own(root):
        parts, footnotes = own_parts(root, copyist), own_footnotes(copyist)
    else:
        parts, footnotes = freeze(build_draft(root, copyist, language), copyist), _footnotes(copyist)
    unread = _account(document, copyist)
    leaves = tile_markup(source.text, copyist.leaves)
    findings = (*_unanchored(footnotes), *unread, *_missing(head.symbol, parts), *_no_language(language))
    return Resolution(source, language, head, opener, parts, footnotes, leaves, catalogue_record(root), findings)


#: Where a formula is the opener; in any other element its words are that element's.
_OPENED = ("preamble", "preface", "statement")


def _opener(root: Element, copyist: Copyist) -> Passage:
    formulas = (item for e in root.walk() if e.tag in _OPENED for item in e.elements if item.tag == "formula")
    passages = [copyist.take(formula, "opener") for formula in formulas]
    return next((passage for passage in passages if passage.text), Passage(""))


def _footnotes(copyist: Copyist) -> tuple[Footnote, ...]:
    made: list[Footnote] = []
    places = Places()
    for position, note in enumerate(copyist.notes, 1):
        mark = note.element.get("marker")
        anchor = None if note.anchor in ("title", "masthead", "opener") else note.anchor
        place = places.free(note_place(mark, anchor))
        made.append(Footnote(mark, place, _note_words(note, copyist, place), anchor, position))
    return (*made, *write_table_notes(copyist, places, len(made)))


def _note_words(note: Note, copyist: Copyist, place: str) -> Passage:
    """A note's words; the empty brackets where some languages print its number are no words."""
    for words in note.element.words():
        if bare := words.data.strip():
            if bare.startswith("()"):
                at = words.data.index("()")
                if brackets := copyist.skip(words, at, at + 2):
                    copyist.leaf(*brackets, LeafKind.NUMBER, place)
            break
    inner = note.element.first + 1, note.element.last - 1
    return copyist.write([inner], place)


def _account(document: MarkupDocument, copyist: Copyist) -> list[Finding]:
    """Leaves for words that no passage took: the record's are known, others were not understood."""
    found, ranges = [], _ranges(document)
    left = [
        (at, event)
        for at, event in enumerate(document.events)
        if event is not SPACE and isinstance(event, Words) and not copyist.is_taken(event)
    ]
    for at, event in left:
        owner = next((owner for first, last, owner in ranges if first <= at < last), None)
        if owner is not None:
            copyist.keep(event, owner)
            continue
        copyist.keep(event, "", LeafKind.UNREAD)
        what = f"not understood: {' '.join(event.data.split())[:120]!r}"
        found.append(
            Finding("reader.unread", Severity.WARNING, what, source=event.start, mend="compare with the printed page")
        )
    return found


_OWNERS = {"meta": "record", "coverPage": "masthead", "preface": "masthead", "conclusions": "closing"}


def _ranges(document: MarkupDocument) -> Sequence[tuple[int, int, str]]:
    """The ranges of events whose words belong to the masthead, the record or the closing."""
    return [(e.first, e.last, _OWNERS[e.tag]) for e in document.root.walk() if e.tag in _OWNERS]


def _unanchored(footnotes: Sequence[Footnote]) -> Iterator[Finding]:
    for note in footnotes:
        if note.anchor is None:
            what = f"footnote {note.mark} hangs on no paragraph"
            yield Finding("reader.unanchored_note", Severity.INFO, what, note.place, mend="it may hang on the title")


def _no_language(language: str) -> Iterator[Finding]:
    if language == UNDETERMINED:
        mend = 'write it as "eng" or "en" in FRBRlanguage'
        yield Finding("reader.no_language", Severity.WARNING, "the file's language is no language tag", mend=mend)


def _missing(symbol: str, parts: tuple[Part, ...]) -> Iterator[Finding]:
    if not any(part.kind is PartKind.OPERATIVE for top in parts for part in top.walk()):
        yield Finding("reader.no_operative", Severity.WARNING, "no operative paragraph", mend="is the file whole?")
    if not symbol:
        yield Finding("reader.no_symbol", Severity.WARNING, "no symbol on the cover", mend="is the file whole?")
