"""Where the parts of a body go: open annexes, sections, paragraphs and lists while a file is read."""

from lod.akn.markup import Element
from lod.akn.words import Copyist
from lod.model import PartKind
from lod.ordinals import roman_value
from lod.text.drafts import Draft
from lod.text.labels import after_enye, latin_label
from lod.text.languages import COLONS, ENGLISH, frames
from lod.text.markers import Level, letter_value, next_levels, opening, readings


class Outline:
    """The draft tree as it grows; `root` is the draft of the resolution."""

    def __init__(self, copyist: Copyist, language: str) -> None:
        self.root = Draft(None)
        self.copyist, self.language = copyist, language
        self.frame = frames().get(language) or frames()[ENGLISH]
        self._container = self.root  # the resolution or an annex
        self._sections: list[tuple[Level, Draft]] = []
        self._top: Draft | None = None  # the paragraph to which points belong
        self._current: Draft | None = None
        self._points: list[Draft] = []
        self._levels: tuple[Level, ...] = ()
        self._last = 0  # the last paragraph number printed
        self._restart = True  # a heading stands since: numbering may restart
        self._numbered = False  # whether a numbered paragraph stands in the container
        self._enye = False
        self._numbers = False  # whether the body at hand numbers its paragraphs
        self._tail = ""

    def _place_point(self, label: str, deeper: bool = False) -> Draft:
        if self._top is None and self._current and self._current.kind is PartKind.TEXT and self._introduces():
            self._open(self._current)
        latin = self._latin(label) if len(label) == 1 else self._latin(label).lower()
        levels = opening(self._levels, latin) if deeper else next_levels(self._levels, latin)
        if levels is None:
            levels = self._forced(latin, deeper)
        self._points = self._points[: len(levels) - 1]
        owner = self._points[-1] if self._points else self._top
        if owner is None:  # a list that nothing introduces
            self._current = self._home().add(Draft(PartKind.TEXT, label or None))
            return self._current
        point = owner.add(Draft(PartKind.SUB, latin or None, printed=label or None))
        self._points.append(point)
        self._levels, self._current = levels, point
        return point

    def _latin(self, label: str) -> str:
        latin = latin_label(label, self.language)
        if self.language == "es":
            latin = after_enye(latin) if self._enye and label != "ñ" else latin
            self._enye |= label == "ñ"
        return latin

    def _forced(self, label: str, deeper: bool) -> tuple[Level, ...]:
        """The XML says that this is a point, though its label continues nothing: of a known style, or a new one."""
        known = readings(label) or [Level("other", 0)]
        for depth in range(len(self._levels), 0, -1) if not deeper else ():
            for level in known:
                if level.style == self._levels[depth - 1].style:
                    return (*self._levels[: depth - 1], level)
        return (*self._levels, known[0]) if deeper or not self._levels else (*self._levels[:-1], known[0])

    def _home(self) -> Draft:
        return self._sections[-1][1] if self._sections else self._container

    def _add(self, kind: PartKind, element: Element) -> Draft:
        self._tail = element.text()
        return self._home().add(Draft(kind, spans=[(element.first, element.last)]))

    def _section(self, number: str, level: Level, num: Element | None = None) -> Draft:
        while any(known.style == level.style for known, _ in self._sections):
            self._sections.pop()
        section = self._home().add(Draft(PartKind.SECTION, number))
        if num is not None:
            section.marker = self.copyist.number(num)
        self._sections.append((level, section))
        self._close(section)
        return section

    def _section_level(self, number: str) -> Level | None:
        rows = {level.style: level.value for level, _ in self._sections}
        for style, value in (("roman", roman_value(number.lower())), ("letter", letter_value(number.lower()))):
            if value is not None and value == rows.get(style, 0) + 1:
                return Level(style, value)
        return None

    def _in_preamble(self) -> bool:
        kinds = {part.kind for part in self._home().parts}
        open_section = bool(self._sections) or not self._numbered
        return self._container is self.root and PartKind.OPERATIVE not in kinds and open_section

    def _untitled(self) -> Draft | None:
        home = self._home()
        return home if home is not self.root and not home.spans and not home.parts else None

    def _introduces(self) -> bool:
        return self._tail.rstrip().endswith(tuple(COLONS))

    def _open(self, part: Draft) -> None:
        self._current, self._top, self._points, self._levels, self._enye = part, part, [], (), False

    def _close(self, part: Draft | None) -> None:
        self._restart = True
        self._current, self._top, self._points, self._levels, self._enye = part, None, [], (), False

    def _title(self, element: Element) -> None:
        owner = self._untitled()
        if owner is not None:
            owner.spans.append((element.first, element.last))
        else:
            self._add(PartKind.HEADING, element)
            self._close(None)
