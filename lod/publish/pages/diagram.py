"""Class diagram of the vocabulary as one SVG, drawn from the ontology's statements.

A family is a class and its subclasses, stacked and joined by lines with a hollow arrowhead at the more general one;
families fill columns, each the one that is shortest so far. The same classes give the same bytes.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from markupsafe import Markup, escape
from msgspec import Struct

LINE, HEAD, GAP, INDENT = 17, 24, 14, 18
WIDTH, GUTTER, COLUMNS = 262, 26, 4
#: What a letter of a row takes, on the average.
LETTER = 5.8
_MORE = " | …"


class DiagramProperty(Struct, frozen=True):
    """A property in its class's box: its name, and what it leads to ("Act", "date")."""

    name: str
    targets: tuple[str, ...]


class Box(Struct, frozen=True):
    """A class: its name, the class above it in this vocabulary ("" for none), and the properties of its own."""

    name: str
    above: str
    rows: tuple[DiagramProperty, ...]

    @property
    def height(self) -> int:
        """In user units, which are pixels at full size."""
        return HEAD + LINE * len(self.rows) + (6 if self.rows else 0)


class Placed(Struct, frozen=True):
    """A box with the place of its upper left corner."""

    box: Box
    x: int
    y: int
    depth: int

    @property
    def width(self) -> int:
        """Less by each step down from the family's head."""
        return WIDTH - INDENT * self.depth


def draw_diagram(boxes: Sequence[Box]) -> Markup:
    """The SVG element; names link to their anchors in the same page, and colours come from the page's style."""
    placed = layout(boxes)
    width = COLUMNS * WIDTH + (COLUMNS - 1) * GUTTER + 2
    height = max((item.y + item.box.height for item in placed), default=0) + 2
    known = frozenset(box.name for box in boxes)
    at = {item.box.name: item for item in placed}
    lines = [_join(at[item.box.above], item) for item in placed if item.box.above in at]
    drawn = [_box(item, known) for item in placed]
    title = "<title>Classes of the vocabulary with their properties and subclasses</title>"
    head = f'<svg class="diagram" xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width} {height}" role="group">'
    return Markup("\n".join((head, title, *lines, *drawn, "</svg>")))


def layout(boxes: Sequence[Box]) -> tuple[Placed, ...]:
    """Where each box stands; families in the order of their heads, the largest first."""
    known = {box.name for box in boxes}
    heads = [box for box in boxes if box.above not in known]
    families = [tuple(_family(head, boxes, 0)) for head in sorted(heads, key=lambda box: box.name)]
    bottoms = [0] * COLUMNS
    placed: list[Placed] = []
    for family in sorted(families, key=lambda family: -_tall(family)):
        column = bottoms.index(min(bottoms))
        for box, depth in family:
            placed.append(Placed(box, column * (WIDTH + GUTTER) + INDENT * depth, bottoms[column], depth))
            bottoms[column] += box.height + (GAP if box is family[-1][0] else GAP // 2)
    return tuple(placed)


def _family(head: Box, boxes: Sequence[Box], depth: int) -> Iterator[tuple[Box, int]]:
    yield head, depth
    for box in sorted(boxes, key=lambda box: box.name):
        if box.above == head.name:
            yield from _family(box, boxes, depth + 1)


def _tall(family: Sequence[tuple[Box, int]]) -> int:
    return sum(box.height + GAP // 2 for box, _ in family)


def _join(above: Placed, below: Placed) -> str:
    """The line from a subclass up to the foot of the class above it."""
    x, foot, middle = above.x + INDENT // 2, above.y + above.box.height, below.y + HEAD // 2
    path = f'<path class="is-a" d="M{below.x} {middle}H{x}V{foot + 6}"/>'
    return path + f'<path class="is-a tip" d="M{x - 4} {foot + 6}L{x} {foot}L{x + 4} {foot + 6}Z"/>'


def _box(item: Placed, known: frozenset[str]) -> str:
    box, x, y = item.box, item.x, item.y
    frame = f'<rect class="frame" x="{x}" y="{y}" width="{item.width}" height="{box.height}" rx="3"/>'
    bar = f'<rect class="bar" x="{x}" y="{y}" width="{item.width}" height="{HEAD}" rx="3"/>'
    name = f'<text class="class" x="{x + 9}" y="{y + 17}">{escape(box.name)}</text>'
    if box.name.isidentifier():  # other headings are no term
        name = f'<a href="#{box.name}">{name}</a>'
    letters = int((item.width - 18) / LETTER)
    rows = [_row(row, x + 9, y + HEAD + LINE * count - 2, known, letters) for count, row in enumerate(box.rows, 1)]
    return "\n".join((frame, bar, name, *rows))


def _row(row: DiagramProperty, x: int, y: int, known: frozenset[str], letters: int) -> str:
    name, held = f'<a href="#{escape(row.name)}">{escape(row.name)}</a>', fitting(row, letters)
    targets = " | ".join(
        f'<a href="#{escape(target)}">{escape(target)}</a>' if target in known else str(escape(target))
        for target in held
    )
    more = _MORE if len(held) < len(row.targets) else ""
    leads = f'<tspan class="leads"> → {targets}{more}</tspan>' if targets else ""
    return f'<text class="row" x="{x}" y="{y}">{name}{leads}</text>'


def fitting(row: DiagramProperty, letters: int) -> tuple[str, ...]:
    """The targets that a line of so many letters holds, at least the first.

    >>> fitting(DiagramProperty("mouth", ("Sea", "Lake", "Another river")), 22)
    ('Sea', 'Lake')
    """
    ends = [*accumulate((len(target) + 3 for target in row.targets), initial=len(row.name))][1:]
    if not ends or ends[-1] <= letters:
        return row.targets
    return row.targets[: sum(end + len(_MORE) <= letters for end in ends) or 1]
