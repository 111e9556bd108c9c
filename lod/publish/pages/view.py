"""Passages of a resolution as HTML, with what is shown beside each paragraph."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby, takewhile
from operator import attrgetter

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from lod.data.interface import interface_language, words_of
from lod.data.phrases import Phrase
from lod.model.annotations import Act, Annotations, Citation, GoalMention, MandateElement, Mention, Role
from lod.model.iris import below, note_label
from lod.model.resolution import Part, PartKind, Passage, Resolution, TableCell, mark_places
from lod.model.tables import figure_columns, table_rows
from lod.publish.cards import goal_path
from lod.publish.index import Index
from lod.publish.pages.duties import Duty, duty_in, duty_of, page_of
from lod.publish.pages.environment import Linker
from lod.publish.pages.markup import EMPHASIS, Marked, cut_spans, mark_up, mark_up_placed
from lod.publish.places import ENGLISH
from lod.review.paragraphs import Kin

_HEADED = frozenset((PartKind.SECTION, PartKind.ANNEX, PartKind.HEADING))
_HAN = re.compile("[\u2e80-\u9fff]")  # Chinese parts no words
_LONGEST_WORD = 24
_ADVERBS = 2  # at most, before the verb that opens a paragraph
_PREAMBULAR = Phrase("openings.preambular")


class ShownCell(Struct, frozen=True):
    """A cell as the page shows it; one that holds nothing has no place."""

    html: Markup
    tag: str = "td"  # or "th"
    place: str = ""
    rows: int = 1
    columns: int = 1
    is_figure: bool = False  # whether it stands in a column of figures
    marks: str = ""  # of the table's own notes


class ShownTable(Struct, frozen=True):
    """A table as the page shows it: caption, rows of heads that open it, and the other rows."""

    caption: Markup
    head: tuple[tuple[ShownCell, ...], ...]
    body: tuple[tuple[ShownCell, ...], ...]


class Block(Struct, frozen=True):
    """One part as the page shows it."""

    kind: str
    place: str
    number: str
    depth: int
    html: Markup
    duties: tuple[Duty, ...]
    kin: tuple[Kin, ...] = ()
    table: ShownTable | None = None
    elements: tuple[MandateElement, ...] = ()


class View:
    """What the parts of one page are shown with; `elsewhere` are links to places that only other readings have.

    A text in another language takes what its paragraphs do from the annotations of the `english` one.
    """

    def __init__(
        self,
        reading: Resolution,
        annotations: Annotations,
        link: Linker,
        index: Index,
        organ: str,
        elsewhere: Mapping[str, str],
        kin: Sequence[Kin] = (),
        english: Annotations | None = None,
    ) -> None:
        self.link, self.index, self.organ, self.elsewhere = link, index, organ, elsewhere
        self.places = {place for place, _ in reading.passages()}
        self.notes = {(found.part, found.mark): found.note for found in reading.note_marks()}
        self.acts: dict[str, list[Act]] = defaultdict(list)
        self.citations: dict[str, list[Citation]] = defaultdict(list)
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        self.kin: dict[str, list[Kin]] = defaultdict(list)
        for relative in kin:
            self.kin[relative.place].append(relative)
        for act in annotations.acts:
            self.acts[act.performed_in].append(act)
        for citation in annotations.citations:
            self.citations[citation.span.place].append(citation)
        for mention in annotations.mentions:
            self.mentions[mention.span.place].append(mention)
        self.goals: dict[str, list[GoalMention]] = defaultdict(list)
        for goal in annotations.goals:
            self.goals[goal.span.place].append(goal)
        self.elements: dict[str, list[MandateElement]] = defaultdict(list)
        for element in annotations.elements:
            self.elements[element.span.place].append(element)
        self.by_place = {mention.place: mention for mention in annotations.mentions}
        self.language, self.interface = reading.language, interface_language(reading.language)
        self.told_in = reading.language if english else ""
        if english:
            self.by_place = {mention.place: mention for mention in english.mentions}
            self.english_acts = {place: [*acts] for place, acts in groupby(english.acts, attrgetter("performed_in"))}

    def blocks(self, part: Part, depth: int) -> list[Block]:
        """The part and all below it, flat, in reading order."""
        duties = self._duties(part.place)
        html = self.html(part.place, part.passage, self._opening(part))
        kin, table = tuple(self.kin[part.place]), self.table(part) if part.cells else None
        elements = tuple(self.elements[part.place])
        own = Block(part.kind.value, part.place, part.number or "", depth, html, duties, kin, table, elements)
        deeper = depth + (part.kind is PartKind.SUB or part.kind in (PartKind.OPERATIVE, PartKind.PREAMBULAR))
        return [own, *(block for child in part.parts for block in self.blocks(child, deeper))]

    def _duties(self, place: str) -> tuple[Duty, ...]:
        """What a paragraph does, in the language of the page."""
        if self.told_in:
            acts = self.english_acts.get(place, ())
            return tuple(duty_in(self.told_in, act, self.by_place, self.organ, self.index) for act in acts)
        return tuple(duty_of(act, self.by_place, self.organ, self.index) for act in self.acts[place])

    def html(self, place: str, passage: Passage, opening: int) -> Markup:
        """A passage with its citations, names and verbs, and its first `opening` characters set off."""
        spans = [*self._spans(place), Marked(0, opening, EMPHASIS)]
        return mark_up(passage.text, spans, passage.marks, place, partial(self._note_of, place))

    def _opening(self, part: Part) -> int:
        """How many characters open a part in the type that sets them off: those of its source, else as organs print it.

        That is the participle of a preambular paragraph with what belongs to it, and another's first verb with one or
        two words before it ("Further requests").
        """
        text = part.passage.text
        if part.kind in _HEADED or part.passage.opening:
            return 0 if part.kind in _HEADED else part.passage.opening
        if part.kind is PartKind.PREAMBULAR:
            return _preambular_opening(text, self.language)
        first = min((act.verb_span for act in self.acts[part.place]), key=attrgetter("start"), default=None)
        before = text[: first.start] if first else ""
        return first.end if first and len(before.split()) <= _ADVERBS and "," not in before else 0

    def table(self, part: Part) -> ShownTable:
        """A table's cells with what is found in them, row by row."""
        spans, marks = self._spans(part.place), mark_places(part.place, part.passage.marks)
        figures = figure_columns(part)

        def cut(start: int, end: int) -> Markup:
            own = [(place, replace(m, offset=m.offset - start)) for place, m in marks if start <= m.offset <= end]
            words = part.passage.text[start:end]
            return mark_up_placed(words, cut_spans(spans, start, end), own, partial(self._note_of, part.place))

        def shown(cell: TableCell | int) -> ShownCell:
            if isinstance(cell, int):
                return ShownCell(Markup())
            place, of_figures = below(part.place, cell.label), cell.column + cell.columns - 1 in figures
            tag = "th" if cell.is_head else "td"
            hanging = {mark.mark for _, mark in marks if mark.offset == cell.end}
            left = ", ".join(mark for mark in cell.marks if mark not in hanging)
            return ShownCell(cut(cell.start, cell.end), tag, place, cell.rows, cell.columns, of_figures, left)

        rows = [tuple(map(shown, row)) for row in table_rows(part.cells)]
        heads = len(list(takewhile(lambda row: all(cell.tag == "th" or not cell.place for cell in row), rows)))
        return ShownTable(cut(*part.caption), tuple(rows[:heads]), tuple(rows[heads:]))

    def _spans(self, place: str) -> list[Marked]:
        """What is found in the words of a place."""
        spans = [self._cited(citation) for citation in self.citations[place]]
        spans += [self._named(mention) for mention in self.mentions[place]]
        spans += [self._goal(goal) for goal in self.goals[place]]
        spans += [Marked(act.verb_span.start, act.verb_span.end, EMPHASIS) for act in self.acts[place]]
        return spans

    def _cited(self, citation: Citation) -> Marked:
        span, target = citation.span, citation.target
        if target is None:
            return Marked(span.start, span.end, "open", place=citation.place)
        said = words_of(f"function_{citation.function}", language=self.interface)
        words = f"{target.title or target.symbol or ''} ({said})".strip()
        return Marked(span.start, span.end, "cited", self._page(target.path), words, citation.place)

    def _named(self, mention: Mention) -> Marked:
        span = mention.span
        if mention.entity is None:
            return Marked(span.start, span.end, "open", place=mention.place)
        words = "" if mention.role is Role.MENTIONED else words_of(f"role_{mention.role}", language=self.interface)
        return Marked(span.start, span.end, "name", self._page(mention.entity), words, mention.place)

    def _goal(self, goal: GoalMention) -> Marked:
        span = goal.span
        title = words_of("sustainable_goal", goal.number, language=self.interface)
        return Marked(span.start, span.end, "name", self.link(goal_path(goal.number)), title, goal.place)

    def _page(self, path: str) -> str:
        """A link to the page at a path; "" for what only another language's words name."""
        return self.link(path) if page_of(path, self.index) else ""

    def _note_of(self, place: str, mark: str) -> str:
        """A link to the note of a mark in a passage; to another language's where this reading lacks it."""
        note = self.notes.get((place, mark)) or note_label(mark)
        return f"#{note}" if note in self.places else self.elsewhere.get(note, "")


def _preambular_opening(text: str, language: str) -> int:
    """How many characters open a preambular paragraph: in English by the phrase for it, else its first word."""
    if language == ENGLISH and (found := _PREAMBULAR.match(text)):
        return found.end()
    first = len(text.partition(" ")[0])
    return first if first <= _LONGEST_WORD and not _HAN.match(text) else 0
