"""The body of an Akoma Ntoso file while it is read: its draft tree, and the copyist of its words.

Spans of this tree are ranges of the document's events.
"""

from msgspec import Struct

from lod.model.resolution import PartKind
from lod.read.akn.markup import Element, parse_fragment
from lod.read.akn.passages import Copyist
from lod.read.tree.draft_tree import DraftTree
from lod.read.tree.drafts import Draft
from lod.read.tree.languages import ENGLISH, Frame, frames
from lod.read.tree.markers import Level, opening, readings


class AknBody(Struct):
    """What the readers of elements ask and change."""

    language: str  # BCP 47, as the file says
    frame: Frame  # of that language; English where none is known
    tree: DraftTree
    copyist: Copyist
    numbers: bool = False  # whether the body at hand numbers its paragraphs

    @classmethod
    def begin(cls, copyist: Copyist, language: str = ENGLISH) -> "AknBody":
        """The body of a file of which nothing is read yet."""
        frame = frames().get(language) or frames()[ENGLISH]
        return cls(language, frame, DraftTree(frame.language), copyist)

    @classmethod
    def of(cls, markup: str, language: str = ENGLISH) -> tuple["AknBody", tuple[Element, ...]]:
        """A body of which nothing is read yet, and the elements that some markup makes."""
        text, document = parse_fragment(markup)
        return cls.begin(Copyist(text, document), language), tuple(document.root.elements)

    def open_paragraph(self, kind: PartKind, element: Element) -> Draft:
        """Add an unnumbered paragraph that has an element's words."""
        return self.tree.open_paragraph(kind, (element.span,), element.text())

    def open_numbered(self, number: str, num: Element) -> Draft:
        """Add an operative paragraph; its words come next."""
        return self.tree.open_paragraph(PartKind.OPERATIVE, number=number, marker=self.copyist.number(num))

    def begin_section(self, number: str, num: Element | None, otherwise: Level) -> Draft:
        """Begin a section by its number; `otherwise` is what the number counts where it is the next of no row."""
        level = self.tree.section_level(number) or otherwise
        return self.tree.begin_section(number, level, self.copyist.number(num) if num is not None else None)

    def add_point(self, label: str, deeper: bool = False) -> Draft:
        """Add what the file marks as a point: beside, below or back from the one before it, by its label.

        `deeper`: the first of a list below the last point. A list that nothing introduces is unnumbered text.

        >>> body, (num, first, last) = AknBody.of("<num>1.</num><p>Decides:</p><p>To meet;</p>")
        >>> _ = body.open_numbered("1", num)
        >>> [body.add_point(label).number for label in ("a", "b", "i")], body.add_point("a", deeper=True).number
        (['a', 'b', 'i'], 'a')
        >>> body.tree.levels[-2:]
        (Level(style='roman', value=1), Level(style='letter', value=1))
        """
        tree = self.tree
        tree.open_introduction()
        latin = tree.latin_label(label) if len(label) == 1 else tree.latin_label(label).lower()
        if tree.paragraph is None:
            return tree.add_text((), "", label or None)
        levels = opening(tree.levels, latin) if deeper else tree.next_levels(latin)
        return tree.add_point(latin or None, levels or _forced(tree.levels, latin, deeper), label or None)


def _forced(open_levels: tuple[Level, ...], label: str, deeper: bool) -> tuple[Level, ...]:
    """The levels of a point by the file's word, though its label continues nothing: of a known style, or a new one."""
    known = readings(label) or [Level("other", 0)]
    for depth in range(len(open_levels), 0, -1) if not deeper else ():
        for level in known:
            if level.style == open_levels[depth - 1].style:
                return (*open_levels[: depth - 1], level)
    return (*open_levels, known[0]) if deeper or not open_levels else (*open_levels[:-1], known[0])
