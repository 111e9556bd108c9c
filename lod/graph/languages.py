"""Triples of further readings of a resolution: other languages on the same places, and where each reading came from."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from pyoxigraph import Triple

from lod.graph.provenance import finding_triples, source_ending, source_triples, statement_triples
from lod.graph.related import item_node, item_title
from lod.graph.terms import Scope, facts
from lod.model.iris import below
from lod.model.resolution import Masthead, Resolution
from lod.model.tables import cell_text
from lod.model.vocab import DCT, UNR


def reading_triples(scope: Scope, main: Resolution, others: Sequence[Resolution]) -> Iterator[Triple]:
    """Origin of the main reading and of the others, and the words of each language that comes first.

    Words of a place that the main reading lacks are left out: that they are there is a finding of the merging.
    """
    seen, places = {main.language}, {place for place, _ in main.passages()}
    yield from _origin(scope, main, True)
    for other in others:
        local = replace(scope, language=other.language)
        new = other.language not in seen
        yield from _origin(local, other, new, source_ending(other.source))
        if new:
            seen.add(other.language)
            yield from _words(local, main, other, places)


def _origin(scope: Scope, reading: Resolution, gives_text: bool, ending: str = "") -> Iterator[Triple]:
    yield from source_triples(scope, reading, gives_text)
    yield from statement_triples(scope, reading, ending)
    yield from finding_triples(scope, reading.findings, reading.source, ending)


def _words(scope: Scope, main: Resolution, other: Resolution, places: set[str]) -> Iterator[Triple]:
    title, opener = scope.words(other.masthead.title), scope.words(other.opener.text)
    yield from facts(scope.document, ((DCT.title, title), (UNR.openingWords, opener)))
    yield from _item_titles(scope, main.masthead, other.masthead)
    for place, passage in other.passages():
        if place in places:
            yield from facts(scope.here(place), ((UNR.text, scope.words(passage.text)),))
    yield from _cells(scope, main, other)


def _cells(scope: Scope, main: Resolution, other: Resolution) -> Iterator[Triple]:
    """The words of cells in another language, of tables that have theirs in the same rows and columns."""
    tables = {part.place: [cell.label for cell in part.cells] for part in main.walk() if part.cells}
    for part in other.walk():
        if part.cells and tables.get(part.place) == [cell.label for cell in part.cells]:
            for cell in part.cells:
                words = scope.words(cell_text(part.passage, cell))
                yield from facts(scope.here(below(part.place, cell.label)), ((UNR.text, words),))


def _item_titles(scope: Scope, main: Masthead, other: Masthead) -> Iterator[Triple]:
    """Titles of the agenda items in another language: mastheads name them in the same order."""
    if len(main.agenda_items) == len(other.agenda_items):
        for item, (_, title) in zip(main.agenda_items, other.titled_items, strict=True):
            yield from facts(item_node(scope, item, main.session, main.organ), ((DCT.title, item_title(scope, title)),))
