"""Invented resolutions of two sessions with their sheets, held against each other as a build does."""

from collections.abc import Sequence

from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.model.resolution import Resolution
from lod.publish.cards import card
from lod.publish.index import Index
from lod.publish.mandates.before import texts_before
from lod.publish.mandates.joined import join_sheets
from lod.publish.mandates.sheet import sheet_of
from lod.publish.report_answers import with_answers
from lod.review.mandates.reports import reports_of
from lod.review.paragraphs import compare
from tests.samples import resolution


def text(number: str, body: str, year: int, title: str = "Care of rivers") -> Resolution:
    """A resolution of a session, adopted in a year."""
    made = resolution(body, title)
    head = made.masthead
    adopted = head.adopted.replace(year=year) if head.adopted else None
    named = replace(head, symbol=f"A/RES/{number}", session=number.partition("/")[0], adopted=adopted)
    return replace(made, masthead=named)


def indexed(texts: Sequence[Resolution]) -> Index:
    """The index of some texts, with answers and sheets."""
    read = {one.masthead.symbol: (one, annotate(one)) for one in texts}
    index = Index.of(card(*pair) for pair in read.values())
    index = with_answers(index, {symbol: reports_of(*pair) for symbol, pair in read.items()})
    steps = [
        (symbol, before, compare(read[symbol][0], read[before][0])) for symbol, before in texts_before(index).items()
    ]
    return replace(index, sheets=join_sheets({symbol: sheet_of(*read[symbol]) for symbol in index.cards}, steps))
