"""The draft tree of a resolution while it is read: open annexes, sections, paragraphs and lists.

What both readers hold. They ask what stands open ("is the resolution still in its preamble?", "does the paragraph
introduce a list?") and say what comes next: a section, a paragraph, a point, words that go on. Spans are stretches of
the reader's source; the words given with them tell how what was read last ends.
"""

from collections.abc import Iterable

from lod.model.numerals import roman_value
from lod.model.resolution import PartKind
from lod.read.tree.drafts import CellDraft, Draft
from lod.read.tree.endings import ends_in_colon, ends_in_full_stop, is_finished, is_stopped
from lod.read.tree.labels import after_enye, latin_label
from lod.read.tree.languages import ENGLISH
from lod.read.tree.markers import LABEL, Level, letter_value, next_levels

#: Parts whose words may go on.
_WORDED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB, PartKind.TEXT)
_QUOTATION = ("“", '"', "«")
_TAIL = 80  # characters that tell how words end: their sign and the marks behind it
_ABOVE = 2  # parts among which the table of a note stands

Spans = Iterable[tuple[int, int]]


class DraftTree:
    """The draft tree of one resolution as it grows; `root` is the draft of the resolution itself.

    >>> tree = DraftTree()
    >>> _ = tree.open_paragraph(PartKind.PREAMBULAR, [(0, 15)], "Recalling that,")
    >>> _ = tree.open_paragraph(PartKind.OPERATIVE, [(19, 28)], "Requests:", number="1")
    >>> _ = tree.add_point("a", tree.next_levels("a"))
    >>> tree.extend([(33, 42)], "To report")
    >>> [(part.kind.value, part.number) for part in tree.root.walk() if part.kind]
    [('preambular', None), ('operative', '1'), ('sub', 'a')]
    """

    def __init__(self, language: str = ENGLISH) -> None:
        self.language = language
        self.root = Draft(None)
        self.container = self.root  # the resolution or the annex that is open
        self.current: Draft | None = None  # what words that go on belong to
        self.paragraph: Draft | None = None  # what points belong to
        self.points: list[Draft] = []  # the open points, the innermost last
        self.levels: tuple[Level, ...] = ()  # how their labels count
        self.last_number = 0  # the last printed paragraph number of the container
        self.may_restart = True  # whether a heading stands since: numbering may begin anew
        self.tail = ""  # how the words taken last end
        self._sections: list[tuple[Level, Draft]] = []  # open sections, each with what its number counts
        self._enye = False  # whether the list has a point "ñ)"
        self._entry: Draft | None = None  # the last entry of a list without labels
        self._is_quoted = False  # whether a mark of quotation opens it
        self._is_labelled = False  # whether the unnumbered text read last begins with a label

    # -- what stands open --------------------------------------------------------------------------------------

    @property
    def home(self) -> Draft:
        """The innermost section, annex or resolution that is open."""
        return self._sections[-1][1] if self._sections else self.container

    @property
    def in_annex(self) -> bool:
        return self.container is not self.root

    @property
    def untitled(self) -> Draft | None:
        """The annex or section that has no heading yet and nothing in it."""
        home = self.home
        return home if home is not self.root and not home.spans and not home.parts else None

    @property
    def worded(self) -> Draft | None:
        """The part whose words may go on."""
        return self.current if self.current is not None and self.current.kind in _WORDED else None

    def in_preamble(self) -> bool:
        """Whether a preambular paragraph may stand here: before the operative ones of a resolution or a section."""
        numbered = self.last_number and not self._sections
        return not self.in_annex and PartKind.OPERATIVE not in self.home.kinds and not numbered

    def introduces(self) -> bool:
        """Whether what was read last ends in a colon."""
        return self.current is not None and ends_in_colon(self.tail)

    def lists(self, words: str) -> bool:
        """Whether words are an entry of a list without labels: behind a paragraph's colon, or behind an entry.

        An entry with a full stop is the last one, unless each has a mark of quotation; behind one with another stop an
        entry has its stop, too.

        >>> tree = DraftTree()
        >>> _ = tree.open_paragraph(PartKind.OPERATIVE, [(0, 8)], "Invites:", number="1")
        >>> tree.lists("Board"), tree.add_entry([(9, 14)], "States;"), tree.lists("Rivers"), tree.lists("Board;")
        (True, None, False, True)
        """
        if self.in_annex or self.paragraph is None or self.paragraph.kind is not PartKind.OPERATIVE:
            return False
        if self.introduces():
            return True
        if self.current is None or self.current is not self._entry:
            return False
        if self._is_quoted and words[:1] in _QUOTATION:
            return True
        return not ends_in_full_stop(self.tail) and (is_stopped(words) or not is_stopped(self.tail))

    def is_finished(self) -> bool:
        """Whether what was read last ends as a paragraph or a point does."""
        return self.current is None or is_finished(self.tail)

    def is_stopped(self) -> bool:
        """Whether what was read last ends with a stop."""
        return self.current is None or is_stopped(self.tail)

    def next_levels(self, label: str) -> tuple[Level, ...] | None:
        """The open levels of the list after a label; None where no rule lets it stand here."""
        return next_levels(self.levels, label)

    def section_level(self, number: str, word: str = "") -> Level | None:
        """What a section number counts: the next of an open row of sections, or the first of a new one.

        >>> tree = DraftTree()
        >>> tree.section_level("I"), tree.section_level("II"), tree.section_level("4", "Part")
        (Level(style='roman', value=1), None, Level(style='part', value=0))
        """
        if word:
            return Level(word.lower(), 0)
        rows = {level.style: level.value for level, _ in self._sections}
        for style, value in (("roman", roman_value(number.lower())), ("letter", letter_value(number.lower()))):
            if value is not None and value == rows.get(style, 0) + 1:
                return Level(style, value)
        return None

    def latin_label(self, label: str) -> str:
        """The label of the same point in English; a Spanish "ñ)" moves the letters behind it."""
        latin = latin_label(label, self.language)
        if self.language == "es":
            latin = after_enye(latin) if self._enye and label != "ñ" else latin
            self._enye |= label == "ñ"
        return latin

    # -- what comes next ---------------------------------------------------------------------------------------

    def begin_annex(self, number: str | None = None, marker: tuple[int, int] | None = None) -> Draft:
        """Begin an annex: sections and numbers begin anew in it."""
        self.container = self.root.add(Draft(PartKind.ANNEX, number, marker))
        self._sections, self.last_number, self.may_restart = [], 0, True
        self._close(self.container)
        return self.container

    def begin_section(self, number: str | None, level: Level, marker: tuple[int, int] | None = None) -> Draft:
        """Begin a section: those whose numbers count the same, and those below them, end."""
        while any(known.style == level.style for known, _ in self._sections):
            self._sections.pop()
        section = self.home.add(Draft(PartKind.SECTION, number, marker))
        self._sections.append((level, section))
        self.may_restart = True
        self._close(section)
        return section

    def begin_titled_section(self) -> bool:
        """Let the heading read last be the title of a section without a number; tells whether there is such a heading.

        A preambular paragraph behind numbered ones begins anew: Fifth Committee texts join several drafts so.

        >>> tree = DraftTree()
        >>> _ = tree.open_paragraph(PartKind.OPERATIVE, [(0, 8)], "Decides.", number="1")
        >>> tree.begin_titled_section(), tree.add_heading([(9, 15)]), tree.begin_titled_section(), tree.in_preamble()
        (False, None, True, True)
        >>> [(part.kind.value, part.spans) for part in tree.root.parts]
        [('operative', [(0, 8)]), ('section', [(9, 15)])]
        """
        parts = self.home.parts
        if self.in_annex or not self.last_number or not parts or parts[-1].kind is not PartKind.HEADING:
            return False
        heading = parts.pop()
        self.begin_section(None, Level("titled", 0)).spans += heading.spans
        return True

    def begin_lettered_part(self, letter: str) -> Draft:
        """Begin a lettered part of the resolution, which numbers its own paragraphs."""
        self.container, self._sections, self.last_number = self.root, [], 0
        return self.begin_section(letter, Level("part", 0))

    def begin_preamble(self, words: str) -> None:
        """Take the opener of a lettered part: its title ends, and its own numbers begin."""
        self.last_number = 0
        self._close(self.home, words)

    def open_paragraph(
        self,
        kind: PartKind,
        spans: Spans = (),
        words: str = "",
        number: str | None = None,
        marker: tuple[int, int] | None = None,
    ) -> Draft:
        """Add a paragraph to what is open; points and words that go on are its own from here on.

        What stands before paragraph 1 without a number becomes text: "Declares that:" is no paragraph 1.
        """
        if number and number.isdecimal():
            self.last_number, self.may_restart = int(number), False
            if self.last_number == 1:
                self._demote_unnumbered()
        part = self.home.add(Draft(kind, number, marker, list(spans)))
        self._close(part, words)
        self.paragraph = part
        return part

    def open_introduction(self) -> None:
        """Let points stand below the unnumbered text that introduces them, where no paragraph is open.

        A text with a label of its own, which stands below nothing, introduces none: the next label goes on from it.
        """
        introducing = self.current is not None and self.current.kind is PartKind.TEXT and self.introduces()
        if self.paragraph is None and introducing and not self._is_labelled:
            self.paragraph, self.points, self.levels, self._enye = self.current, [], (), False

    def add_point(
        self,
        label: str | None,
        levels: tuple[Level, ...],
        printed: str | None = None,
        marker: tuple[int, int] | None = None,
    ) -> Draft:
        """Add a point to the paragraph, below those that its levels leave open; `label` is the Latin one."""
        assert self.paragraph is not None, "points stand below a paragraph"
        self.points = self.points[: len(levels) - 1]
        owner = self.points[-1] if self.points else self.paragraph
        point = owner.add(Draft(PartKind.SUB, label, marker, printed=printed))
        self.points.append(point)
        self.levels, self.current = levels, point
        return point

    def extend(self, spans: Spans, words: str, part: Draft | None = None) -> None:
        """Add words to the part that is open, or to another one."""
        part = part or self.current
        assert part is not None, "a part is open whose words go on"
        part.spans += spans
        self.tail = words[-_TAIL:]

    def add_text(self, spans: Spans, words: str, number: str | None = None) -> Draft:
        """Add unnumbered words: to the numbered paragraph whose points they follow, or to what is open."""
        listed = self.current is not None and self.current is self._entry
        follows = bool(self.points) or self.introduces() or (listed and words[:1].islower())
        if self.paragraph is not None and self.paragraph.kind is PartKind.TEXT and words[:1].isupper():
            follows = False  # the next of a row of unnumbered paragraphs
            self._close(None)
        owner = self.paragraph if self.paragraph is not None and follows else self.home
        self.current = owner.add(Draft(PartKind.TEXT, number, spans=list(spans)))
        self.tail, self._is_labelled = words[-_TAIL:], LABEL.match(words) is not None
        return self.current

    def add_entry(self, spans: Spans, words: str) -> None:
        """Add an entry of a list without labels to the paragraph that is open."""
        assert self.paragraph is not None, "entries stand below a paragraph"
        self.current = self._entry = self.paragraph.add(Draft(PartKind.TEXT, spans=list(spans)))
        self._is_quoted = words[:1] in _QUOTATION
        self.tail = words[-_TAIL:]

    def add_heading(self, spans: Spans) -> None:
        """Add a heading: the title of the annex or section just begun, or one between paragraphs."""
        if (owner := self.untitled) is not None:
            owner.spans += spans
        else:
            self.home.add(Draft(PartKind.HEADING, spans=list(spans)))
            self._close(None)
        self.may_restart = True

    def add_table(self, spans: Spans, words: str, goes_on: bool = False, cells: Iterable[CellDraft] = ()) -> None:
        """Add a table, or lines to the one right before it where it `goes_on`; nothing goes on behind a table.

        The spans of a table with `cells` are its caption's.
        """
        parts = self.home.parts
        if goes_on and parts and parts[-1].kind is PartKind.TABLE and not parts[-1].cells:
            parts[-1].spans += spans
        else:
            self.home.add(Draft(PartKind.TABLE, spans=list(spans), cells=list(cells)))
        self.current, self.tail = None, words[-_TAIL:]

    def table_above(self) -> Draft | None:
        """The table with cells right above, or above the words that explain its abbreviations."""
        above = self.home.parts[-_ABOVE:]
        return next((part for part in reversed(above) if part.kind is PartKind.TABLE and part.cells), None)

    def end(self) -> None:
        """The resolution closes, or one of its lettered parts: nothing goes on behind it."""
        self._close(None)

    def _close(self, part: Draft | None, words: str = "") -> None:
        """End the paragraph and its lists; `part` is what words that go on belong to."""
        self.current, self.paragraph, self.points, self.levels, self._enye = part, None, [], (), False
        self.tail = words[-_TAIL:]

    def _demote_unnumbered(self) -> None:
        unnumbered = []
        for part in reversed(self.home.parts):
            if part.kind is PartKind.OPERATIVE:
                if part.number and part.number.isdecimal() and int(part.number) == 1:
                    break  # it has done so for what stands before it
                if part.number is None:
                    unnumbered.append(part)
        for part in unnumbered:
            part.kind = PartKind.TEXT
        if unnumbered:
            self.home.kinds = {part.kind for part in self.home.parts}
