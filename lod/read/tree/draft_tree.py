"""Where the parts of a draft tree go: open annexes, sections, paragraphs and lists, while a source is read.

What the readers of text and of XML share: the state between two paragraphs, and what headings and labels count.
"""

import re

from lod.model.numerals import roman_value
from lod.model.resolution import PartKind
from lod.read.tree.drafts import Draft
from lod.read.tree.labels import after_enye, find_section, latin_label
from lod.read.tree.languages import COLONS, ENGLISH, Frame
from lod.read.tree.markers import Level, letter_value

#: A heading's own number: "I", "Part IV", "Section 29A", "I. Our shared commitment", "A."
SECTION = re.compile(
    r"(?:(?P<word>Part|Section|Chapter|PART|SECTION)\s+)?(?P<number>[IVXLC]+|[A-Z]|(?(word)\d{1,2}[A-Z]?|(?!)))\.?"
)
SECTION_TITLED = re.compile(r"(?P<number>[IVXLC]+|[A-Z])\.\s+(?=[A-Z“])")
LONGEST_HEADING = 320
#: Parts whose words may go on.
WORDED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB, PartKind.TEXT)


class Growth:
    """The draft tree as it grows; `root` is the draft of the resolution."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.root = Draft(None)
        self._container = self.root  # the resolution or an annex
        self._sections: list[tuple[Level, Draft]] = []  # open sections, each with what its number counts
        self._current: Draft | None = None  # what words that go on belong to
        self._top: Draft | None = None  # the paragraph to which points belong
        self._points: list[Draft] = []
        self._levels: tuple[Level, ...] = ()
        self._last = 0  # the last printed paragraph number in the container
        self._restart = True  # a heading stands since: numbering may restart
        self._tail = ""  # the words taken last
        self._enye = False  # whether the list has a point "ñ)"

    def _home(self) -> Draft:
        return self._sections[-1][1] if self._sections else self._container

    def _untitled(self) -> Draft | None:
        """The annex or section that has no heading yet and nothing in it."""
        home = self._home()
        return home if home is not self.root and not home.spans and not home.parts else None

    def _introduces(self) -> bool:
        return self._tail.rstrip().endswith(tuple(COLONS))

    def _open(self, part: Draft) -> None:
        self._current, self._top, self._points, self._levels, self._enye = part, part, [], (), False

    def _close(self, part: Draft | None) -> None:
        self._current, self._top, self._points, self._levels, self._enye = part, None, [], (), False

    def _enter(self, number: str, level: Level) -> Draft:
        """Begin a section: those whose numbers count the same, and those below them, end."""
        while any(known.style == level.style for known, _ in self._sections):
            self._sections.pop()
        section = self._home().add(Draft(PartKind.SECTION, number))
        self._sections.append((level, section))
        self._restart = True
        self._close(section)
        return section

    def _section_number(self, words: str) -> tuple[str, str, str, int]:
        """The word before a heading's number, the number in Latin form and as printed, and where it ends."""
        if self.frame.language != ENGLISH:
            latin, number, end = find_section(words, self.frame.language) or ("", "", 0)
            return "", latin, number, end
        alone = SECTION.fullmatch(words)
        found = alone or SECTION_TITLED.match(words)
        word = (alone and alone["word"]) or ""
        return (word, found["number"], found["number"], len(found[0].rstrip())) if found else ("", "", "", 0)

    def _section_level(self, number: str, word: str = "") -> Level | None:
        """What a section number counts: the next of an open row of sections, or the first of a new one."""
        if word:
            return Level(word.lower(), 0)
        rows = {level.style: level.value for level, _ in self._sections}
        for style, value in (("roman", roman_value(number.lower())), ("letter", letter_value(number.lower()))):
            if value is not None and value == rows.get(style, 0) + 1:
                return Level(style, value)
        return None

    def _latin(self, label: str) -> str:
        """The label of the same point in English."""
        latin = latin_label(label, self.frame.language)
        if self.frame.language == "es":
            latin = after_enye(latin) if self._enye and label != "ñ" else latin
            self._enye |= label == "ñ"
        return latin
