"""Reading back the Akoma Ntoso files that `lod.read.akn.write` wrote: its inverse."""

from collections.abc import Iterator

from msgspec.structs import replace

from lod.model.resolution import Footnote, LeafKind, Part, PartKind, Passage
from lod.read.akn.markup import Element
from lod.read.akn.passages import Copyist
from lod.read.akn.tables import printed_cells
from lod.read.tree.drafts import Draft, write_table

_KINDS = {str(kind): kind for kind in PartKind}
_WRAPPERS = ("blockList", "mainBody", "preamble", "attachments", "attachment", "doc")


def is_own(root: Element) -> bool:
    """Whether a file is one that `lod.read.akn.write` wrote."""
    identification = root.find("identification")
    return identification is not None and identification.get("source") == "#unres"


def own_parts(root: Element, copyist: Copyist) -> tuple[Part, ...]:
    """The parts of the body, with their places as written."""
    statement = root.child("statement")
    return _parts(statement, copyist) if statement is not None else ()


def own_footnotes(copyist: Copyist) -> tuple[Footnote, ...]:
    """The notes that passages and the title carry, in the order written down with them."""
    made: list[Footnote] = []
    for note in copyist.notes:  # a note's own passage may carry notes: the list grows
        element, place = note.element, note.element.get("eId")
        passage = copyist.write([(element.first + 1, element.last - 1)], place)
        position = int(element.get("class").removeprefix("note-") or 0)
        anchor = None if note.anchor in ("title", "masthead") else note.anchor
        of_table = bool(element.get("placementBase"))
        made.append(Footnote(element.get("marker"), place, passage, anchor, position, of_table))
    return tuple(sorted(made, key=lambda note: note.position))


def _parts(parent: Element, copyist: Copyist) -> tuple[Part, ...]:
    parts = (_part(element, copyist) for element in _marked(parent))
    return tuple(replace(part, position=position) for position, part in enumerate(parts, 1))


def _marked(parent: Element) -> Iterator[Element]:
    """The parts right below an element, wrappers looked through."""
    for element in parent.elements:
        if element.get("class") in _KINDS and element.tag not in _WRAPPERS:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _marked(element)


def _part(element: Element, copyist: Copyist) -> Part:
    place, num = element.get("eId"), element.child("num")
    if num is not None and (printed := copyist.number(num)):
        copyist.leaf(*printed, LeafKind.NUMBER, place)
    words = element.child("heading", "intro", "content", "p")
    kind = _KINDS[element.get("class")]
    number = num.text() if num is not None else None
    table = words.child("table") if words is not None and kind is PartKind.TABLE else None
    if table is not None:
        passage, cells = write_table(_table(table), place, copyist)
        return Part(kind, place, number, 0, passage, _parts(element, copyist), cells)
    passage = copyist.take(words, place) if words is not None else Passage("")
    return Part(kind, place, number, 0, passage, _parts(element, copyist))


def _table(table: Element) -> Draft:
    caption = table.child("caption")
    return Draft(PartKind.TABLE, spans=[caption.span] if caption else [], cells=printed_cells(table))
