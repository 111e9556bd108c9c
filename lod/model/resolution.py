"""The tree of a resolution: frozen values that every stage reads and none changes.

A reader (text, PDF, Akoma Ntoso) makes one `Resolution` of one `Source`. Its `leaves` tile the source's text without
gap or overlap (nothing is lost); its parts carry the text as a reader sees it, with runs that lead each character
back to the source. Annotations stand off the tree: see `lod.model.annotations`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from lod.model.iris import note_label


class LeafKind(StrEnum):
    """What a stretch of source text is."""

    TEXT = "text"  # words of the part, footnote or masthead field that owns it
    NUMBER = "number"  # the printed number of a part or footnote: "17.", "(a)", "1" before a note
    MARK = "mark"  # a footnote mark in running text
    SPACE = "space"  # white space and line breaks
    MARKUP = "markup"  # signs of the carrier: Markdown's asterisks and bullets, XML tags, soft hyphens
    FURNITURE = "furniture"  # running headers, page numbers, job numbers, bar codes, rules above footnotes
    UNREAD = "unread"  # kept, counted and shown, but not understood


class Leaf(Struct, frozen=True, gc=False):
    """Source text [start:end), of one kind, owned by one place ("" for furniture and space between places)."""

    start: int
    end: int
    kind: LeafKind
    owner: str = ""


class Source(Struct, frozen=True):
    """One input as it was read: `text` is what the leaves tile, the file's own from its first character to its last.

    `text.encode(encoding)` gives the file's bytes. Of a PDF, which has an encoding of its own, it is the text that the
    reader took out.
    """

    name: str  # file name without folders: what findings and provenance show
    text: str
    sha256: str  # of the bytes as given
    media_type: str = "text/plain"
    encoding: str = "utf-8"  # "" for a PDF
    address: str = ""  # where it was fetched from, if it was, and on which day
    fetched: dt.date | None = None

    def line(self, offset: int) -> int:
        """The number of the line in which a character stands, whatever ends lines in the file."""
        ends = self.text.count("\n", 0, offset)
        if "\r" in self.text:
            ends += self.text.count("\r", 0, offset) - self.text.count("\r\n", 0, offset)
        return ends + 1


class Run(Struct, frozen=True, gc=False):
    """`length` characters of a passage at `start` that are the source's characters at `source`, letter for letter."""

    start: int
    source: int
    length: int


class Mark(Struct, frozen=True, gc=False):
    """A footnote mark that hangs on a passage, after the character at `offset - 1`."""

    mark: str  # "1", "*"
    offset: int


class Link(Struct, frozen=True, gc=False):
    """A hyperlink that the source itself carries over passage text [start:end) (Akoma Ntoso's `a`)."""

    start: int
    end: int
    href: str


class Passage(Struct, frozen=True, gc=False):
    """Text as printed, white space folded, without footnote marks and page furniture.

    `runs` are in order and disjoint; a character in no run is a space put for a line break, or a letter that the source
    writes in other signs: an entity, a ligature. What a hyphen at a line end joins ("South-" + "South") is joined
    without a space. The first `opening` characters are those that the source itself sets off, in italics or bold
    ("Noting with concern"); 0 where it does not say.
    """

    text: str
    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    opening: int = 0

    def source_offset(self, offset: int) -> int | None:
        """Where the character at `offset` stands in the source, or None for a joining space or an empty passage."""
        for run in self.runs:
            if run.start <= offset < run.start + run.length:
                return run.source + offset - run.start
        return None


class PartKind(StrEnum):
    """What a part of the tree is."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUB = "sub"  # a lettered, roman or dashed point below a paragraph, to any depth
    SECTION = "section"  # a headed division that holds parts: "I", "A"; numbering may restart in it
    ANNEX = "annex"
    HEADING = "heading"  # a cross-heading that holds nothing
    TABLE = "table"  # rows and columns of cells; a caption before them
    TEXT = "text"  # unnumbered words: an annex's prose, what follows a list, an unnumbered declaration


class TableCell(Struct, frozen=True, gc=False):
    """A cell of a table that holds words: text [start:end) of the table's passage.

    Rows and columns count from 1; `rows` and `columns` say over how many it spans. `marks` are those of the table's own
    notes, which hang on its words: "a", "*".
    """

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1
    is_head: bool = False
    marks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its place below that of its table.

        >>> TableCell(3, 2, 0, 5).label
        'r3c2'
        """
        return f"r{self.row}c{self.column}"


class Part(Struct, frozen=True, gc=False):
    """One node of the tree.

    `place` is its fragment and unique in the resolution ("pp3", "op5.b.ii", "s2.op3", "annex1.op12"); `number` is as
    printed without brackets and points ("17", "b", "ii", "I"), None where nothing is printed; `position` counts
    1..n among all the parts of the same parent, so that sorting by it gives the reading order. A section's or annex's
    passage is its heading. The `cells` of a table, row by row, are disjoint stretches of its passage, which has one
    space between them; words before them are its caption. A table whose rows nobody can tell has none.
    """

    kind: PartKind
    place: str
    number: str | None
    position: int
    passage: Passage
    parts: tuple["Part", ...] = ()
    cells: tuple[TableCell, ...] = ()

    @property
    def caption(self) -> tuple[int, int]:
        """Where a table's caption stands in its passage: [start:end), empty where it has none."""
        end = self.cells[0].start if self.cells else 0
        return 0, len(self.passage.text[:end].rstrip())

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


class Footnote(Struct, frozen=True, gc=False):
    """A note, with the part on which its mark hangs (None when the mark was not found: a finding).

    `of_table`: it stands right below the table on which it hangs, and is that table's own.
    """

    mark: str  # "1", "*"
    place: str  # "fn1", "fn-star1", "annex1.fn2" where an annex restarts its notes, "table1.fn-a"
    passage: Passage
    anchor: str | None
    position: int
    of_table: bool = False


class NoteMark(Struct, frozen=True, gc=False):
    """One place where the mark of a note is printed: a mark may be printed again, and its note hangs on both."""

    place: str  # its own fragment: "op11.ref-fn3"
    mark: str  # "3"
    note: str  # the note's place
    part: str  # the place of the part that carries it
    offset: int  # into the part's text


def mark_places(part: str, marks: Iterable[Mark]) -> tuple[tuple[str, Mark], ...]:
    """The marks of a part, each with its place; one that the part prints again is counted.

    >>> [place for place, _ in mark_places("op11", (Mark("3", 5), Mark("3", 9)))]
    ['op11.ref-fn3', 'op11.ref-fn3-2']
    """
    seen: dict[str, int] = {}
    made = []
    for mark in marks:
        seen[mark.mark] = seen.get(mark.mark, 0) + 1
        again = f"-{seen[mark.mark]}" if seen[mark.mark] > 1 else ""
        made.append((f"{part}.ref-{note_label(mark.mark)}{again}", mark))
    return tuple(made)


class Printed(Struct, frozen=True, gc=False):
    """A masthead or closing field as printed, with its place in the source: the words behind a metadata statement."""

    field: str  # the Masthead attribute's name
    text: str
    source: int  # offset in the source's text


class CommitteeReport(Struct, frozen=True):
    """What stands in brackets under the adoption line: "[on the report of the Second Committee (A/68/443/Add.2)]"."""

    symbol: str  # "A/68/443/Add.2"; a draft's symbol when there was no reference to a Main Committee
    pinpoint: str | None = None  # "para. 15"


class Masthead(Struct, frozen=True):
    """What the first page and the closing line say about the resolution; None or () where they do not."""

    symbol: str = ""  # "A/RES/68/230", normalized by lod.model.symbols
    organ: str = ""  # slug of the adopting organ: "general-assembly"
    title: str = ""
    session: str | None = None  # "68", "ES-10", "S-32"
    agenda_items: tuple[str, ...] = ()  # "24b"
    agenda_title: str | None = None  # of several items all titles, one after the other
    item_titles: tuple[str, ...] = ()  # of several items each with its own, where the source tells them apart
    adopted: dt.date | None = None
    issued: dt.date | None = None
    committee: str | None = None  # as printed: "Second Committee"; None without reference to a Main Committee
    report: CommitteeReport | None = None  # the committee's report
    draft: str | None = None  # the draft's symbol where it was adopted without reference to a Main Committee
    meeting: str | None = None  # plenary meeting number: "71"
    corrigendum: str | None = None  # "Reissued for technical reasons on 6 March 2014." and the like, as printed
    printed: tuple[Printed, ...] = ()

    @property
    def name(self) -> str:
        """What to call it: by its title, by its symbol where no title was found."""
        return self.title or self.symbol

    @property
    def titled_items(self) -> tuple[tuple[str, str | None], ...]:
        """Each agenda item with its title; None where the titles of several cannot be told apart."""
        items, alone = self.agenda_items, (self.agenda_title,)
        titles = self.item_titles if len(items) > 1 else alone
        return tuple(zip(items, titles, strict=True)) if len(items) == len(titles) else tuple((i, None) for i in items)


class Outcome(StrEnum):
    """How a resolution was adopted; values are the notations of the adoption-mode scheme."""

    WITHOUT_VOTE = "adoptedWithoutVote"
    RECORDED_VOTE = "adoptedRecordedVote"
    NON_RECORDED_VOTE = "adoptedNonRecordedVote"


class Ballot(Struct, frozen=True):
    """One State's vote, as the official XML gives it."""

    state: str  # name as given
    vote: str  # "inFavour", "against", "abstaining"


class Subject(Struct, frozen=True):
    """A subject heading that the library gave in the official XML."""

    iri: str  # "http://metadata.un.org/thesaurus/1006059"; "" where neither file nor thesaurus gives the label one
    label: str


class NameHeading(Struct, frozen=True):
    """A name heading that the library gave: what it is called, and what kind of thing it names."""

    label: str  # "UN. High-level Committee on South-South Cooperation"
    kind: str  # "person", "body", "meeting", "title"


class AgendaHeading(Struct, frozen=True):
    """The library's heading for the agenda item of a resolution, with the agenda in which the item stands."""

    item: str  # "5", as the file writes it
    heading: str  # "UKRAINE--POLITICAL CONDITIONS"
    title: str  # the item's title
    document: str  # the agenda's symbol: "A/77/251"; "" where the file gives none


class WorkflowStep(Struct, frozen=True):
    """One step on the way to adoption, from the official XML."""

    outcome: str  # "draftResolution", "recommendedForAdoption", "adopted"
    symbol: str  # document of the step: "A/C.1/78/L.3", "A/78/PV.42"
    date: dt.date | None
    sponsors: tuple[str, ...] = ()


class Record(Struct, frozen=True):
    """What the official XML says besides: a text says how it was adopted at most."""

    outcome: Outcome | None = None
    ballots: tuple[Ballot, ...] = ()
    subjects: tuple[Subject, ...] = ()
    names: tuple[NameHeading, ...] = ()
    goals: tuple[int, ...] = ()  # Sustainable Development Goals with which a machine tagged the file
    agenda: tuple[AgendaHeading, ...] = ()
    steps: tuple[WorkflowStep, ...] = ()
    alias: str | None = None  # Akoma Ntoso work IRI


class Severity(StrEnum):
    """How bad a finding is; values are SHACL's local names."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


class Finding(Struct, frozen=True):
    """What a person should look at: rule id, severity, what, where in the resolution and the source, how to fix."""

    rule: str  # "reader.unanchored_mark"
    severity: Severity
    what: str
    place: str = ""
    source: int | None = None
    mend: str = ""


class Resolution(Struct, frozen=True):
    """One resolution as one source gives it, in one language.

    Guarantees: `leaves` are sorted and tile `source.text`; places are unique; `parts` are in reading order, the
    preamble first; every footnote mark in a passage names a footnote or is a finding.
    """

    source: Source
    language: str  # BCP 47: "en"
    masthead: Masthead
    opener: Passage  # "The General Assembly,"
    parts: tuple[Part, ...]
    footnotes: tuple[Footnote, ...]
    leaves: tuple[Leaf, ...]
    record: Record = Record()
    findings: tuple[Finding, ...] = ()

    def walk(self) -> Iterator[Part]:
        """All parts, in reading order."""
        for part in self.parts:
            if part.parts:
                yield from part.walk()
            else:  # as most are: a generator of its own costs more than the part
                yield part

    def passages(self) -> Iterator[tuple[str, Passage]]:
        """(place, passage) of every part and then of every footnote."""
        for part in self.walk():
            yield part.place, part.passage
        for note in self.footnotes:
            yield note.place, note.passage

    def note_marks(self) -> Iterator[NoteMark]:
        """Every printed mark that leads to a note, in reading order.

        A mark leads to the note that hangs on its part, else to the last one before it with that mark in the same
        text or annex.
        """
        own = {(note.anchor, note.mark): note.place for note in self.footnotes}
        last: dict[tuple[str, str], str] = {}
        for part in self.walk():
            annex = part.place.partition(".")[0] if part.place.startswith("annex") else ""
            for place, mark in mark_places(part.place, part.passage.marks):
                note = own.get((part.place, mark.mark)) or last.get((annex, mark.mark))
                if note is not None:
                    last[annex, mark.mark] = note
                    yield NoteMark(place, mark.mark, note, part.place, mark.offset)
