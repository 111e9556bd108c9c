"""The points of lists: below which paragraph, and how deep, a chunk stands that begins with a label."""

from lod.model.resolution import PartKind
from lod.read.text.chunks import Chunk
from lod.read.tree.draft_tree import Growth
from lod.read.tree.drafts import Draft
from lod.read.tree.endings import is_finished
from lod.read.tree.markers import DOTTED, LABEL, Level, label_of, letter_value, next_levels

#: Russian texts count "a, b, c" and type some of them in Cyrillic.
_LOOKALIKES = dict(zip("асеіорх", "aceiopx", strict=True))


class Points(Growth):
    """The draft tree as it grows, with the rules that place the points of its lists."""

    def _pointed(self, chunk: Chunk) -> bool:
        """ "(a) To ...": a label that continues or opens a list of the paragraph."""
        found = LABEL.match(chunk.first)
        if not found or self._top is None or (not chunk.fresh and not self._finished()):
            return False
        if self._top.kind is PartKind.PREAMBULAR:  # one sentence, whatever it lists: the official files keep it whole
            self._top.spans += spans_of(chunk)
            return True
        return self._point(chunk, label_of(found), found.span("mark"))

    def _dotted(self, chunk: Chunk) -> bool:
        """ "a. By letters": a letter without brackets, the next of its row, "a" behind a colon."""
        found = DOTTED.match(chunk.first)
        if not found or (not self._points and not (self._top and self._introduces())):
            return False
        level = Level("dotted", letter_value(found["label"]) or 0)
        depth = next((at for at, known in enumerate(self._levels) if known.style == "dotted"), len(self._levels))
        before = self._levels[depth].value if depth < len(self._levels) else 0
        if level.value != before + 1 or (not before and not self._introduces()):
            return False
        self._add_point(chunk, found["label"], found["label"], found.span("mark"), (*self._levels[:depth], level))
        return True

    def _finished(self) -> bool:
        return self._current is None or is_finished(self._tail)

    def _introduces(self) -> bool:
        return self._current is not None and super()._introduces()

    def _point(self, chunk: Chunk, label: str, mark: tuple[int, int]) -> bool:
        """Add a point where its label may stand, and the points that open on its line."""
        latin = self._latin(label)
        levels = next_levels(self._levels, latin)
        if levels is None and label in _LOOKALIKES:
            latin = _LOOKALIKES[label]
            levels = next_levels(self._levels, latin)
        if levels is None or self._top is None:
            return False
        self._add_point(chunk, latin, label, mark, levels)
        return True

    def _add_point(
        self, chunk: Chunk, latin: str, label: str, mark: tuple[int, int], levels: tuple[Level, ...]
    ) -> None:
        """Add a point below those that its levels leave open."""
        assert self._top is not None, "points stand below a paragraph"
        self._points = self._points[: len(levels) - 1]
        owner = self._points[-1] if self._points else self._top
        point = owner.add(Draft(PartKind.SUB, latin, span_of(chunk, *mark), printed=label))
        self._points.append(point)
        self._levels, self._current = levels, point
        self._words(chunk.after(mark[1]))

    def _words(self, chunk: Chunk) -> None:
        """The words after a number; a label may open them: "(a) (i) The ..."."""
        found = LABEL.match(chunk.first)
        if not found or not self._point(chunk, label_of(found), found.span("mark")):
            assert self._current is not None, "a number was just read"
            self._current.spans += spans_of(chunk)


def span_of(chunk: Chunk, start: int, end: int) -> tuple[int, int]:
    """Characters [start:end) of a chunk's first line, in the source."""
    indent = chunk.lines[0].indent
    return indent + start, indent + end


def spans_of(chunk: Chunk) -> list[tuple[int, int]]:
    """The words of a chunk's lines, in the source."""
    return [(line.indent, line.indent + len(line.text)) for line in chunk.lines if line.text]
