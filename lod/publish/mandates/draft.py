"""A draft held against published data: its mandates, citations, repeats and reports, as values and as a page.

Reads: a resolution as it was read and annotated, and a store of what is published. Writes: `DraftCheck`, and its page.
"""

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.resolution import resolution_triples
from lod.model.annotations import Annotations
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Finding, Resolution
from lod.publish.mandates.candidates import is_like_report
from lod.publish.mandates.sheet import ELEMENTS, MandateRow, MandateSheet, sheet_of
from lod.publish.pages.environment import render
from lod.query.cited import CheckedCitation, check_citations
from lod.query.published import published_paragraphs, published_reports
from lod.query.sparql import base_of
from lod.review.edits import What
from lod.review.mandates.repeats import Repeat, find_repeats
from lod.review.paragraphs import compared_texts


class Overlap(Struct, frozen=True):
    """A report of the draft, and the paragraph of the data that asks for the like for the same session."""

    place: str
    symbol: str
    at: str
    deliverable: str


class DraftCheck(Struct, frozen=True):
    """What a draft holds, and what the data say of it."""

    sheet: MandateSheet
    cited: tuple[CheckedCitation, ...]
    repeats: tuple[Repeat, ...]
    reports: tuple[Overlap, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether no citation is unknown or misdated, and no report asked for twice."""
        return not self.reports and all(citation.is_sound for citation in self.cited)


def check_draft(resolution: Resolution, annotations: Annotations, store: ox.Store) -> DraftCheck:
    """A draft held against a store; what the data have of the draft's own symbol is left out."""
    sheet, base = sheet_of(resolution, annotations), base_of(store)
    cited = check_citations(resolution_triples(resolution, annotations, base=base), store, base)
    known = [(p.symbol, p.place, p.text) for p in published_paragraphs(store, base) if p.symbol != sheet.symbol]
    asked = [report for report in published_reports(store, base) if report.symbol != sheet.symbol]
    overlaps = (
        Overlap(row.place, report.symbol, report.place, report.deliverable)
        for row in sheet.rows
        for report in asked
        if _is_asked_twice(row, report.session, report.deliverable)
    )
    repeats = find_repeats(compared_texts(resolution), known)
    return DraftCheck(sheet, tuple(cited), tuple(repeats), tuple(overlaps), resolution.findings)


def _is_asked_twice(row: MandateRow, session: str, deliverable: str) -> bool:
    return bool(row.deliverable) and row.due == session and is_like_report(row.deliverable, deliverable)


def draft_page(
    check: DraftCheck | None, base: str = DEFAULT_BASE, root: str = "", words: str | None = None, fault: str = ""
) -> str:
    """The page of a check; `root` is the way to the site that its links lead to.

    `words` are those of the form that asks for another check, None for a page without one; `fault` says why there is
    no check.
    """
    given = [(name, check.sheet.given(name)) for name in ELEMENTS] if check else []
    return render(
        "draft-check.html", "draft-check", base=base, root=root, check=check, given=given, words=words, fault=fault,
        what=What,
    )  # fmt: skip
