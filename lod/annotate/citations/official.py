"""Official hyperlinks compared with the citations of the rules: the link is kept, a disagreement is a finding.

Reads: a resolution whose passages carry links (Akoma Ntoso), and the citations that the rules found in it. An editor
set the link by hand and may have missed; the printed words stay beside it, so that a reader can tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from lod.annotate.citations.documents import kind_of
from lod.model.annotations import Citation, Instrument
from lod.model.links import symbol_of
from lod.model.resolution import Finding, Link, Resolution, Severity

RULE = "citation.source_link"
#: The form "17/1" names resolutions since the thirty-first session; before, it can only be a decision's number.
_NO_RESOLUTION = re.compile(r"A/RES/(?:[12]?\d|30)/\d")


def merge_official(citations: Sequence[Citation], linked: Iterable[tuple[Citation, str]]) -> tuple[Citation, ...]:
    """The citations, each with the target of the official link on its words where there is one: see `find_linked`."""
    targets: dict[str, str] = {}
    for citation, symbol in linked:
        targets.setdefault(citation.place, symbol)  # a document with two symbols may have two links
    return tuple(
        replace(c, target=Instrument(known, known, kind_of(known)), rule=RULE)
        if (known := targets.get(c.place)) and (c.target is None or c.target.symbol != known)
        else c
        for c in citations
    )


def find_disagreements(linked: Iterable[tuple[Citation, str]]) -> Iterator[Finding]:
    """Citations (as the rules gave them) whose words name another document than their official link."""
    for citation, symbol in linked:
        if citation.target is not None and citation.target.symbol and citation.target.symbol != symbol:
            what = f"prints {citation.span.printed!r}, read as {citation.target.symbol}; its link leads to {symbol}"
            place = citation.span.place
            yield Finding("citation.link_disagrees", Severity.INFO, what, place, mend="compare the file with the print")


def find_linked(resolution: Resolution, citations: Sequence[Citation]) -> Iterator[tuple[Citation, str]]:
    """Citations that one official link covers, with the symbol to which it leads."""
    if not citations or not any(passage.links for _, passage in resolution.passages()):
        return
    by_place: dict[str, list[Citation]] = {}
    for citation in citations:
        by_place.setdefault(citation.span.place, []).append(citation)
    for place, passage in resolution.passages():
        for link in passage.links:
            over = [citation for citation in by_place.get(place, ()) if _covers(link, citation)]
            symbol = symbol_of(link.href)
            if symbol and len(over) == 1 and not _NO_RESOLUTION.match(symbol):
                yield over[0], symbol


def _covers(link: Link, citation: Citation) -> bool:
    return citation.span.start < link.end and link.start < citation.span.end
