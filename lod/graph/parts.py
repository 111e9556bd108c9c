"""Triples of the body: parts, footnotes, and text that was not understood."""

from collections.abc import Iterator, Sequence

from pyoxigraph import Triple

from lod.graph.terms import Scope, decimal, facts, number, plain_literal, type_triples
from lod.graph.types import PART_CLASSES, types_of
from lod.model.iris import below
from lod.model.resolution import LeafKind, Part, Passage, Resolution
from lod.model.tables import cell_text, figure
from lod.model.vocab import ELI, UNR


def part_triples(scope: Scope, parts: Sequence[Part], parent: str = "") -> Iterator[Triple]:
    """Parts and all below them, each tied to its parent in both directions."""
    above, resolution = scope.here(parent), scope.document
    for part in parts:
        subject = scope.here(part.place)
        yield from type_triples(subject, types_of(PART_CLASSES[part.kind]))
        yield Triple(above, ELI.has_part, subject)
        yield from facts(
            subject,
            (
                (UNR.inResolution, resolution),
                (ELI.is_part_of, above),
                (UNR.number, plain_literal(part.number)),
                (UNR.position, number(part.position)),
                (UNR.text, scope.words(part.passage.text)),
                (UNR.sourceOffset, number(first_offset(part.passage))),
            ),
        )
        yield from _cell_triples(scope, part)
        yield from part_triples(scope, part.parts, part.place)


def _cell_triples(scope: Scope, part: Part) -> Iterator[Triple]:
    """The cells of a table that hold words, each with its row and column."""
    table = scope.here(part.place)
    for cell in part.cells:
        subject, words = scope.here(below(part.place, cell.label)), cell_text(part.passage, cell)
        yield from type_triples(subject, types_of(UNR.HeaderCell if cell.is_head else UNR.TableCell))
        yield from facts(
            subject,
            (
                (UNR.inResolution, scope.document),
                (UNR.cellOf, table),
                (UNR.row, number(cell.row)),
                (UNR.column, number(cell.column)),
                (UNR.rowSpan, number(cell.rows) if cell.rows > 1 else None),
                (UNR.columnSpan, number(cell.columns) if cell.columns > 1 else None),
                (UNR.text, scope.words(words)),
                (UNR.figure, None if cell.is_head else decimal(figure(words, scope.language))),
                (UNR.tableNoteMark, plain_literal(", ".join(cell.marks))),
            ),
        )


def note_triples(scope: Scope, resolution: Resolution) -> Iterator[Triple]:
    """Footnotes and notes of tables, each with the parts that carry its mark, and where in their words it stands."""
    for found in resolution.note_marks():
        mark, hanging, part = scope.here(found.place), scope.here(found.note), scope.here(found.part)
        yield from type_triples(mark, types_of(UNR.NoteMark))
        stated = ((UNR.inResolution, scope.document), (UNR.markOf, hanging), (UNR.markedIn, part))
        yield from facts(mark, (*stated, (UNR.startOffset, number(found.offset))))
        yield Triple(hanging, UNR.anchoredIn, part)
    for note in resolution.footnotes:
        subject = scope.here(note.place)
        yield from type_triples(subject, types_of(UNR.TableNote if note.of_table else UNR.Footnote))
        yield from facts(
            subject,
            (
                (UNR.inResolution, scope.document),
                (UNR.mark, plain_literal(note.mark)),
                (UNR.position, number(note.position)),
                (UNR.text, scope.words(note.passage.text)),
                (UNR.sourceOffset, number(first_offset(note.passage))),
            ),
        )


def unread_triples(scope: Scope, resolution: Resolution) -> Iterator[Triple]:
    """Stretches of the source that were kept and not understood; their language is not known."""
    for place, words, offset in unread_places(resolution):
        subject = scope.here(place)
        yield from type_triples(subject, types_of(UNR.UnreadText))
        yield from facts(
            subject,
            (
                (UNR.inResolution, scope.document),
                (UNR.asPrinted, plain_literal(words)),
                (UNR.sourceOffset, number(offset)),
            ),
        )


def unread_places(resolution: Resolution) -> Iterator[tuple[str, str, int]]:
    """(place, words, offset in the source) of every stretch of the source that was not understood."""
    unread = (leaf for leaf in resolution.leaves if leaf.kind is LeafKind.UNREAD)
    for count, leaf in enumerate(unread, 1):
        yield f"unread{count}", resolution.source.text[leaf.start : leaf.end], leaf.start


def first_offset(passage: Passage) -> int | None:
    """Where a passage begins in its source; None where its text comes from no single place."""
    return passage.runs[0].source if passage.runs else None
