"""Where the parts of a file's body go: as in any draft tree, and by what the XML says of its points."""

from lod.model.resolution import PartKind
from lod.read.akn.markup import Element
from lod.read.akn.passages import Copyist
from lod.read.tree.draft_tree import Growth
from lod.read.tree.drafts import Draft
from lod.read.tree.languages import ENGLISH, frames
from lod.read.tree.markers import Level, next_levels, opening, readings


class Outline(Growth):
    """The draft tree of a file as it grows; `root` is the draft of the resolution."""

    def __init__(self, copyist: Copyist, language: str) -> None:
        super().__init__(frames().get(language) or frames()[ENGLISH])
        self.copyist, self.language = copyist, language
        self._numbered = False  # whether a numbered paragraph stands in the container
        self._numbers = False  # whether the body at hand numbers its paragraphs

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

    def _forced(self, label: str, deeper: bool) -> tuple[Level, ...]:
        """The XML says that this is a point, though its label continues nothing: of a known style, or a new one."""
        known = readings(label) or [Level("other", 0)]
        for depth in range(len(self._levels), 0, -1) if not deeper else ():
            for level in known:
                if level.style == self._levels[depth - 1].style:
                    return (*self._levels[: depth - 1], level)
        return (*self._levels, known[0]) if deeper or not self._levels else (*self._levels[:-1], known[0])

    def _add(self, kind: PartKind, element: Element) -> Draft:
        self._tail = element.text()
        return self._home().add(Draft(kind, spans=[(element.first, element.last)]))

    def _section(self, number: str, level: Level, num: Element | None = None) -> Draft:
        section = self._enter(number, level)
        if num is not None:
            section.marker = self.copyist.number(num)
        return section

    def _in_preamble(self) -> bool:
        kinds = {part.kind for part in self._home().parts}
        open_section = bool(self._sections) or not self._numbered
        return self._container is self.root and PartKind.OPERATIVE not in kinds and open_section

    def _close(self, part: Draft | None) -> None:
        self._restart = True
        super()._close(part)

    def _title(self, element: Element) -> None:
        owner = self._untitled()
        if owner is not None:
            owner.spans.append((element.first, element.last))
        else:
            self._add(PartKind.HEADING, element)
            self._close(None)
