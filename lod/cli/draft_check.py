"""The command `lod draft-check`: what a draft's mandates hold, what it repeats, cites and asks for once more."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lod.cli.options import FORMAT, FOUND, SOURCE

if TYPE_CHECKING:
    import pyoxigraph as ox

    from lod.model.annotations import Annotations
    from lod.model.resolution import Resolution
    from lod.publish.mandates.sheet import MandateRow, MandateSheet
    from lod.query.cited import CheckedCitation
    from lod.review.mandates.repeats import Repeat


@click.command("draft-check", epilog="Example: lod draft-check draft.txt public")
@SOURCE
@click.argument("data", type=click.Path(path_type=Path), default=Path("public"))
@FORMAT
def draft_check_command(source: Path, data: Path, form: str) -> None:
    """Say what the draft SOURCE (or - for standard input) holds, beside published DATA.

    Said are the words that give each element of a mandate by paragraph 5 of A/RES/80/251, or that none were found; what
    DATA know of each citation; which earlier paragraph each paragraph repeats, and what changed of it; and which
    reports DATA ask for in like words for the same session. The exit status is 1 where a citation is not sound or a
    report is asked for twice.
    """
    from lod import annotate
    from lod.publish.mandates.sheet import sheet_of
    from lod.query.kept import open_store
    from lod.read.read import read_given

    resolution = read_given(source)
    annotations = annotate(resolution)
    sheet = sheet_of(resolution, annotations)
    with open_store(data) as store:
        cited, repeats, reports = _held_against(store, resolution, annotations, sheet)
    if form == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(_values(sheet, cited, repeats, reports)), indent=1))
    else:
        from lod.model.typography import printable

        click.echo(printable("\n".join(_lines(sheet, cited, repeats, reports))))
    if reports or not all(citation.is_sound for citation in cited):
        sys.exit(FOUND)


#: A report of the draft, and the paragraph of the data that asks for the like: (place, symbol, place, deliverable).
_Overlap = tuple[str, str, str, str]


def _held_against(
    store: "ox.Store", resolution: "Resolution", annotations: "Annotations", sheet: "MandateSheet"
) -> tuple[Sequence["CheckedCitation"], Sequence["Repeat"], Sequence[_Overlap]]:
    """What the data say of citations, paragraphs and reports; the draft's own symbol is left out."""
    from lod.graph.resolution import resolution_triples
    from lod.query.cited import check_citations
    from lod.query.published import published_paragraphs, published_reports
    from lod.query.sparql import base_of
    from lod.review.mandates.repeats import find_repeats
    from lod.review.paragraphs import compared_texts

    base = base_of(store)
    cited = check_citations(resolution_triples(resolution, annotations, base=base), store, base)
    known = [(p.symbol, p.place, p.text) for p in published_paragraphs(store, base) if p.symbol != sheet.symbol]
    asked = [r for r in published_reports(store, base) if r.symbol != sheet.symbol]
    overlaps = [
        (row.place, report.symbol, report.place, report.deliverable)
        for row in sheet.rows
        for report in asked
        if _is_asked_twice(row, report.session, report.deliverable)
    ]
    return cited, find_repeats(compared_texts(resolution), known), overlaps


def _is_asked_twice(row: "MandateRow", session: str, deliverable: str) -> bool:
    from lod.publish.mandates.candidates import is_like_report

    return bool(row.deliverable) and row.due == session and is_like_report(row.deliverable, deliverable)


def _lines(
    sheet: "MandateSheet",
    cited: Sequence["CheckedCitation"],
    repeats: Sequence["Repeat"],
    reports: Sequence[_Overlap],
) -> Iterator[str]:
    """What a person reads."""
    from lod.cli.check_citations import format_checked
    from lod.publish.mandates.sheet import ELEMENTS, NONE_FOUND

    yield "Elements of a mandate (A/RES/80/251, paragraph 5)"
    for name in ELEMENTS:
        words = "; ".join(f"{element.place} “{element.words}”" for element in sheet.given(name))
        yield f"  {name}: {words or NONE_FOUND}"
    yield f"  activities: {len(sheet.rows) or NONE_FOUND}"
    for row in sheet.rows:
        yield f"    {row.place} {row.verb} {row.asked_names}: {row.deliverable or row.activity}"
    if cited:
        yield "Citations"
        yield from (f"  {line}" for one in cited for line in format_checked(one).splitlines())
    if repeats:
        yield "Paragraphs that stand in earlier texts"
        yield from (f"  {_repeated(one)}" for one in repeats)
    if reports:
        yield "Reports that are asked for already, for the same session"
        yield from (f"  {place}: {symbol}, {at}: {deliverable}" for place, symbol, at, deliverable in reports)


def _repeated(repeat: "Repeat") -> str:
    from lod.cli.compare import format_edits

    what = f"changed: {format_edits(repeat.edits)}" if repeat.edits else "the same"
    return f"{repeat.place}  {repeat.symbol}, {repeat.at}: {what}"


def _values(
    sheet: "MandateSheet",
    cited: Sequence["CheckedCitation"],
    repeats: Sequence["Repeat"],
    reports: Sequence[_Overlap],
) -> Mapping[str, Any]:
    """The same for programs."""
    from lod.publish.mandates.sheet import ELEMENTS

    names = ("paragraph", "resolution", "asked_in", "deliverable")
    return {
        "elements": {name: [{"place": e.place, "words": e.words} for e in sheet.given(name)] for name in ELEMENTS},
        "mandates": sheet.rows,
        "citations": cited,
        "repeats": repeats,
        "reports": [dict(zip(names, report, strict=True)) for report in reports],
    }
