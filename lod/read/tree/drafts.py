"""Drafts of parts, and freezing them into the tree: places, positions, passages.

A place says what a reader sees: "op17" is the paragraph printed with 17. Sections stand in places only where the
numbering restarts in them ("s2.op3"); annexes always do ("annex1.op12"). What has no number is counted: "pp3", "h1",
"p2", "table1".
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from lod.model.iris import below, note_label
from lod.model.resolution import Footnote, LeafKind, Mark, Part, PartKind, Passage, TableCell
from lod.read.tree.passages import Scribe, TableNote, joined

#: What a place of that kind begins with; numbered kinds print their number after it.
PREFIXES = {
    PartKind.PREAMBULAR: "pp",
    PartKind.OPERATIVE: "op",
    PartKind.SECTION: "s",
    PartKind.ANNEX: "annex",
    PartKind.HEADING: "h",
    PartKind.TABLE: "table",
    PartKind.TEXT: "p",
}


class CellDraft(Struct):
    """A cell of a table as it is read: where it stands, from 1, its words and its note marks as source spans."""

    row: int
    column: int
    spans: list[tuple[int, int]]
    rows: int = 1
    columns: int = 1
    is_head: bool = False
    marks: list[tuple[int, int, str]] = field(default_factory=list)


class GivenTable(Struct):
    """A table that the carrier tells: its cells, and where heads stand that another page prints again."""

    cells: list[CellDraft]
    repeated: list[tuple[int, int]] = field(default_factory=list)

    def moved(self, by: int) -> "GivenTable":
        """The table in a text in which it stands later."""
        return self.at(lambda offset: offset + by)

    def at(self, place: Callable[[int], int]) -> "GivenTable":
        """The table in a text in which each character stands at another place."""
        cells = [replace(cell, spans=[(place(a), place(b)) for a, b in cell.spans]) for cell in self.cells]
        return GivenTable(cells, [(place(a), place(b)) for a, b in self.repeated])

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where all its words stand."""
        return sorted([*(span for cell in self.cells for span in cell.spans), *self.repeated])

    @property
    def columns(self) -> int:
        return max(cell.column + cell.columns - 1 for cell in self.cells)


class Draft(Struct):
    """A part as it is read: its kind, its number with where that is printed, its words as source spans."""

    kind: PartKind | None  # None: the resolution itself
    number: str | None = None  # what its place is made of: a point's label in Latin letters
    marker: tuple[int, int] | None = None  # source [start:end) of the printed number
    spans: list[tuple[int, int]] = field(default_factory=list)
    parts: list["Draft"] = field(default_factory=list)
    printed: str | None = None  # the number as printed, where that is another
    cells: list[CellDraft] = field(default_factory=list)  # of a table; its spans are then its caption
    notes: list[TableNote] = field(default_factory=list)  # of a table
    kinds: set[PartKind | None] = field(default_factory=set)  # of its parts: asked for at each that comes

    def add(self, part: "Draft") -> "Draft":
        self.parts.append(part)
        self.kinds.add(part.kind)
        return part

    def walk(self) -> Iterator["Draft"]:
        yield self
        for part in self.parts:
            yield from part.walk()


def freeze(root: Draft, scribe: Scribe) -> tuple[Part, ...]:
    """The parts of the tree, with unique places; their words and numbers become leaves."""
    return _Freezer(scribe).parts(root, "", restarts(root))


def write_table(draft: Draft, place: str, scribe: Scribe) -> tuple[Passage, tuple[TableCell, ...]]:
    """The passage of a table, its caption first, and its cells in it; the marks of notes below it hang on its words."""
    written: list[tuple[Passage, tuple[str, ...]]] = [(scribe.write(draft.spans, place), ())]
    for cell in draft.cells:
        for start, end, _ in cell.marks:
            scribe.leaf(start, end, LeafKind.MARK, place)
        written.append(scribe.write_cell(cell.spans, place))
    passage, starts = joined([words for words, _ in written])
    cells = tuple(
        TableCell(cell.row, cell.column, start, start + len(words.text), cell.rows, cell.columns, cell.is_head,
             (*_letters(words), *marks, *(mark for _, _, mark in cell.marks)))
        for cell, start, (words, marks) in zip(draft.cells, starts[1:], written[1:], strict=True)
        if words.text
    )  # fmt: skip
    scribe.table_notes += (replace(note, table=place) for note in draft.notes)
    return _with_marks(passage, cells, {note.mark for note in draft.notes}), cells


def _letters(words: Passage) -> Iterator[str]:
    """The marks of a cell's notes that hang on its words already, as in files that this package wrote."""
    return (mark.mark for mark in words.marks if mark.mark.isalpha())


def _with_marks(passage: Passage, cells: Iterable[TableCell], noted: set[str]) -> Passage:
    """A table's passage on which the marks of its cells hang that have a note below it."""
    hanging = [Mark(mark, cell.end) for cell in cells for mark in cell.marks if mark in noted]
    if not hanging:
        return passage
    return replace(passage, marks=tuple(sorted((*passage.marks, *hanging), key=lambda mark: mark.offset)))


def write_table_notes(scribe: Scribe, places: "Places", position: int) -> Iterator[Footnote]:
    """The notes below the tables that were written, counted behind `position` others; each hangs on its table."""
    for count, note in enumerate(scribe.table_notes, position + 1):
        place = places.free(note_place(note.mark, note.table))
        if note.marker:
            scribe.leaf(*note.marker, LeafKind.NUMBER, place)
        yield Footnote(note.mark, place, scribe.write(note.spans, place), note.table, count, of_table=True)


def restarts(container: Draft) -> bool:
    """Whether numbering restarts in the sections of a resolution or an annex."""
    numbers = Counter(
        part.number for part in _same_container(container) if part.kind is PartKind.OPERATIVE and part.number
    )
    return any(count > 1 for count in numbers.values())


def _same_container(container: Draft) -> Iterator[Draft]:
    for part in container.parts:
        if part.kind is not PartKind.ANNEX:
            yield part
            yield from _same_container(part)


class Places:
    """The places that are taken: one that a text prints twice gets a counter.

    >>> places = Places()
    >>> places.free("op1"), places.free("op1"), places.free("op1-2"), places.free("op1")
    ('op1', 'op1-2', 'op1-2-2', 'op1-3')
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._copies: dict[str, int] = {}  # the last counter of each place: where to look for a free one

    def free(self, place: str) -> str:
        """Take a place, or the next copy of it that is free."""
        free, copy = place, self._copies.get(place, 1)
        while free in self._taken:
            copy += 1
            free = f"{place}-{copy}"
        self._copies[place] = copy
        self._taken.add(free)
        return free


class _Freezer:
    """Makes the parts of one resolution; remembers the places that are taken."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.places = Places()
        self.counts: Counter[tuple[str, PartKind]] = Counter()

    def parts(self, draft: Draft, scope: str, restart: bool) -> tuple[Part, ...]:
        return tuple(self.part(part, position, scope, restart) for position, part in enumerate(draft.parts, 1))

    def part(self, draft: Draft, position: int, scope: str, restart: bool) -> Part:
        assert draft.kind is not None, "only the resolution itself has no kind, and it is no part"
        place = self.places.free(below(scope, self._label(draft.kind, draft.number, scope)))
        if draft.marker:
            self.scribe.leaf(*draft.marker, LeafKind.NUMBER, place)
        passage, cells = (
            write_table(draft, place, self.scribe) if draft.cells else (self.scribe.write(draft.spans, place), ())
        )
        if draft.kind is PartKind.ANNEX:
            inner, restart = place, restarts(draft)
        elif draft.kind is PartKind.SECTION:
            inner = place if restart else scope
        else:
            inner = place
        number = draft.printed or draft.number
        return Part(draft.kind, place, number, position, passage, self.parts(draft, inner, restart), cells)

    def _label(self, kind: PartKind, number: str | None, scope: str) -> str:
        self.counts[scope, kind] += 1
        count = self.counts[scope, kind]
        if kind is PartKind.SUB:
            return number or str(count)
        printed = number if kind is PartKind.OPERATIVE else None
        return f"{PREFIXES[kind]}{printed or count}"


def note_place(mark: str, anchor: str | None) -> str:
    """The place that a note wants: "fn3", "fn-star1"; below the annex that it hangs in, of a letter below its table.

    >>> note_place("3", "op1"), note_place("*", "title"), note_place("3", "annex1.op2")
    ('fn3', 'fn-star1', 'annex1.fn3')
    >>> note_place("a", "annex1.table2")
    'annex1.table2.fn-a'
    """
    label = note_label(mark)
    if mark.isalpha() and anchor:
        return below(anchor, label)
    annex = anchor.split(".")[0] if anchor and anchor.startswith("annex") else ""
    return below(annex, label) if annex else label
