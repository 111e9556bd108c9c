"""Writing Akoma Ntoso 3.0: the tree of a resolution from any source as XML.

Governing document: OASIS Akoma Ntoso 1.0 part 2 (schema akomantoso30.xsd); the written file is valid by it. What the
schema has no word for stands where it allows other words: a part's kind in `class`, its place in `eId`, States and
sponsors in the UN's own namespace. `lod.read.akn.round_trip` is the inverse.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from lod.model.iris import below, note_label
from lod.model.resolution import Footnote, Part, PartKind, Passage, Resolution, TableCell
from lod.model.tables import cut_passage, table_rows
from lod.read.akn.markup import NAMESPACE
from lod.read.akn.metadata import (
    SOURCE,
    UN,
    escaped,
    quoted,
    write_conclusions,
    write_cover,
    write_identification,
    write_record,
    write_references,
)

#: The element of each kind; kinds that Akoma Ntoso has no hierarchy for are named containers.
_ELEMENTS = {PartKind.OPERATIVE: "paragraph", PartKind.SECTION: "section", PartKind.SUB: "point"}


def write_akn(resolution: Resolution) -> str:
    """The Akoma Ntoso of a resolution, with a line end; `lod.read.akn.read.read_akn` gives the same tree back."""
    return "".join(_Writer(resolution).document())


class _Writer:
    """Writes one resolution; each note stands in the passage that carries its mark."""

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution
        self._notes: dict[tuple[str | None, str], list[Footnote]] = {}
        for note in resolution.footnotes:
            self._notes.setdefault((note.anchor, note.mark), []).append(note)

    def document(self) -> Iterator[str]:
        preamble, main, annexes = _divided(self.resolution.parts)
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}" xmlns:un="{UN}">\n'
        yield '<statement name="resolution">\n'
        yield from self._meta("main")
        yield from write_cover(self.resolution.masthead)
        body = "".join((*self._preamble(preamble), "<mainBody>\n", *self._hierarchy(main), "</mainBody>\n"))
        annexed = "".join(self._attachments(annexes))
        yield from self._preface()
        yield body
        yield from write_conclusions(self.resolution.masthead)
        yield annexed
        yield "</statement>\n</akomaNtoso>\n"

    # -- text ----------------------------------------------------------------------------------------------------

    def _words(self, passage: Passage, place: str | None) -> str:
        """A passage with its opening words, links and notes; where several stand at one offset: ends, marks, begins."""
        opening = _opening(passage)
        events = [(0, 3, "<i>"), (opening, 1, "</i>")] if opening else []
        events += [(link.end, 0, "</a>") for link in passage.links]
        events += [(link.start, 4, f"<a href={quoted(link.href)}>") for link in passage.links]
        events += [(mark.offset, 2, self._mark(mark.mark, place)) for mark in passage.marks]
        made, at = [], 0
        for offset, _, markup in sorted(events, key=lambda event: event[:2]):
            made += [escaped(passage.text[at:offset]), markup]
            at = offset
        return "".join((*made, escaped(passage.text[at:])))

    def _mark(self, mark: str, place: str | None) -> str:
        notes = self._notes.get((place, mark), [])
        if not notes:
            return f'<noteRef href="#{_place(mark, place)}" marker={quoted(mark)}/>'
        return self._note(notes.pop(0))

    def _note(self, note: Footnote) -> str:
        ids = f'eId={quoted(note.place)} class="note-{note.position}"'
        words = self._words(note.passage, None) if not note.passage.marks else self._words(note.passage, note.place)
        base = f" placementBase={quoted(f'#{note.anchor}')}" if note.of_table else ""
        return (
            f'<authorialNote marker={quoted(note.mark)} placement="bottom"{base} {ids}><p>{words}</p></authorialNote>'
        )

    def _block(self, passage: Passage, place: str | None) -> str:
        return f"<p>{self._words(passage, place)}</p>"

    # -- body ----------------------------------------------------------------------------------------------------

    def _preamble(self, parts: Sequence[Part]) -> Iterator[str]:
        opener = self._block(self.resolution.opener, "opener")
        yield f'<preamble>\n<formula name="enactingFormula" eId="opener">{opener}</formula>\n'
        for part in parts:
            words = self._block(part.passage, part.place)
            yield f'<container name="{part.kind}" {_ids(part)}>{words}{self._items(part)}</container>\n'
        yield "</preamble>\n"

    def _items(self, part: Part) -> str:
        """Points of a preambular paragraph; Akoma Ntoso knows them as items of a block list."""
        if not part.parts:
            return ""
        items = "".join(
            f"<item {_ids(sub)}>{_number(sub)}{self._block(sub.passage, sub.place)}{self._items(sub)}</item>"
            for sub in part.parts
        )
        return f'<blockList eId="{part.place}.list">{items}</blockList>'

    def _hierarchy(self, parts: Sequence[Part]) -> Iterator[str]:
        for part in parts:
            yield from self._part(part)
        if not parts:
            yield '<hcontainer name="void" eId="void"><content eId="void.content"><p/></content></hcontainer>\n'

    def _part(self, part: Part) -> Iterator[str]:
        tag = _ELEMENTS.get(part.kind, "hcontainer")
        name = f'name="{part.kind}" ' if tag == "hcontainer" else ""
        yield f"<{tag} {name}{_ids(part)}>{_number(part)}"
        if part.kind in (PartKind.SECTION, PartKind.ANNEX):
            yield f"<heading>{self._words(part.passage, part.place)}</heading>"
            yield from self._hierarchy(part.parts) if part.parts else (_content("<p/>", f"{part.place}.content"),)
        elif part.cells:
            yield _content(self._table(part), f"{part.place}.content")
        elif part.parts:
            yield f'<intro eId="{part.place}.intro">{self._block(part.passage, part.place)}</intro>\n'
            yield from self._hierarchy(part.parts)
        else:
            yield _content(self._block(part.passage, part.place), f"{part.place}.content")
        yield f"</{tag}>\n"

    def _table(self, part: Part) -> str:
        """A table as HTML writes it, a cell that holds nothing included."""
        caption = self._words(cut_passage(part.passage, *part.caption), part.place)
        rows = ("".join(map(partial(self._cell, part), row)) for row in table_rows(part.cells))
        return "".join(
            (
                "<table>",
                f"<caption>{caption}</caption>" if caption else "",
                *(f"<tr>{row}</tr>" for row in rows),
                "</table>",
            )
        )

    def _cell(self, part: Part, cell: TableCell | int) -> str:
        if isinstance(cell, int):
            return "<td/>"
        tag = "th" if cell.is_head else "td"
        spans = "".join(f' {name}="{n}"' for name, n in (("rowspan", cell.rows), ("colspan", cell.columns)) if n > 1)
        words = self._words(cut_passage(part.passage, cell.start, cell.end), part.place)
        hanging = {mark.mark for mark in part.passage.marks if mark.offset == cell.end}
        left = [mark for mark in cell.marks if mark not in hanging]
        marks = f"<sup>{escaped(', '.join(left))}</sup>" if left else ""
        return f"<{tag}{spans}><p>{words}{marks}</p></{tag}>"

    def _attachments(self, annexes: Sequence[Part]) -> Iterator[str]:
        if annexes:
            yield "<attachments>\n"
            for annex in annexes:
                yield f'<attachment eId="{annex.place}.attachment"><doc name="annex">\n'
                yield from self._meta(annex.place, brief=True)
                yield "<mainBody>\n"
                yield from self._part(annex)
                yield "</mainBody>\n</doc></attachment>\n"
            yield "</attachments>\n"

    def _preface(self) -> Iterator[str]:
        """The title, and the notes that hang on no part."""
        masthead = self.resolution.masthead
        number = masthead.symbol.partition("/RES/")[2]
        docnumber = f"<docNumber>{escaped(number)}.</docNumber> " if number else ""
        left = [note for (anchor, _), notes in self._notes.items() for note in notes]
        notes = "".join(self._note(note) for note in sorted(left, key=lambda note: note.position))
        yield f"<preface><p>{docnumber}<docTitle>{escaped(masthead.title)}{notes}</docTitle></p></preface>\n"

    # -- metadata ------------------------------------------------------------------------------------------------

    def _meta(self, component: str, brief: bool = False) -> Iterator[str]:
        yield f'<meta>\n<identification source="{SOURCE}">\n'
        yield from write_identification(self.resolution, component)
        yield "</identification>\n"
        if not brief:
            yield from write_record(self.resolution.record)
            yield from write_references(self.resolution.masthead)
        yield "</meta>\n"


def _divided(parts: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part], Sequence[Part]]:
    """The preamble, the body, and the annexes that close it."""
    body = next((i for i, part in enumerate(parts) if part.kind not in _PREAMBLE), len(parts))
    while body and parts[body - 1].kind is not PartKind.PREAMBULAR:
        body -= 1
    end = len(parts)
    while end > body and parts[end - 1].kind is PartKind.ANNEX:
        end -= 1
    return parts[:body], parts[body:end], parts[end:]


_PREAMBLE = (PartKind.PREAMBULAR, PartKind.HEADING, PartKind.TEXT, PartKind.TABLE)


def _opening(passage: Passage) -> int:
    """Where the words end that the source sets off at the beginning, before a link that reaches beyond."""
    crossing = (link.start for link in passage.links if link.start < passage.opening < link.end)
    return min(crossing, default=passage.opening)


def _ids(part: Part) -> str:
    return f'eId={quoted(part.place)} class="{part.kind}"'


def _number(part: Part) -> str:
    return f"<num>{escaped(part.number)}</num>" if part.number is not None else ""


def _content(blocks: str, place: str) -> str:
    return f'<content eId="{place}">{blocks}</content>'


def _place(mark: str, place: str | None) -> str:
    return below(place or "", note_label(mark)) if mark.isalpha() else note_label(mark)
