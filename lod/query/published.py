"""What published data hold that a draft is compared with: paragraphs, and reports that are asked for."""

from collections.abc import Iterator

import pyoxigraph as ox
from msgspec import Struct

from lod.model.iris import DEFAULT_BASE
from lod.query.sparql import run

_PARAGRAPHS = """
SELECT ?symbol ?where ?text {
  ?where a ?kind ; unr:inResolution/unr:symbol ?symbol ; unr:text ?text .
  VALUES ?kind { unr:OperativeParagraph unr:SubParagraph unr:PreambularParagraph }
  FILTER(LANG(?text) = "en")
} ORDER BY ?symbol ?where
"""
_REPORTS = """
SELECT ?symbol ?where ?deliverable ?session {
  ?act a unr:ReportRequest ; unr:inResolution/unr:symbol ?symbol ; unr:performedIn ?where ;
       unr:deliverable ?deliverable ; unr:dueSession/unr:number ?session .
} ORDER BY ?symbol ?where ?deliverable
"""


class PublishedParagraph(Struct, frozen=True):
    """A paragraph of the data: its resolution, its place, its words."""

    symbol: str
    place: str
    text: str


class PublishedReport(Struct, frozen=True):
    """A report that a resolution of the data asks for, and the number of the session in which it is due."""

    symbol: str
    place: str
    deliverable: str
    session: str


def published_paragraphs(store: ox.Store, base: str = DEFAULT_BASE) -> Iterator[PublishedParagraph]:
    """The English paragraphs of a store, in the order of symbols and places."""
    for row in run(store, _PARAGRAPHS, base):  # type: ignore[union-attr]
        yield PublishedParagraph(row["symbol"].value, _place(row), row["text"].value)


def published_reports(store: ox.Store, base: str = DEFAULT_BASE) -> Iterator[PublishedReport]:
    """The reports that the resolutions of a store ask for, with a session."""
    for row in run(store, _REPORTS, base):  # type: ignore[union-attr]
        yield PublishedReport(row["symbol"].value, _place(row), row["deliverable"].value, row["session"].value)


def _place(row: ox.QuerySolution) -> str:
    return str(row["where"].value.rpartition("#")[2])
