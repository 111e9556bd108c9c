"""The command `lod draft-check`: what a draft's mandates hold, what it repeats, cites and asks for once more."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lod.cli.options import FOUND, SOURCE

if TYPE_CHECKING:
    from lod.publish.mandates.draft import DraftCheck
    from lod.review.mandates.repeats import Repeat


@click.command("draft-check", epilog="Example: lod draft-check draft.txt public")
@SOURCE
@click.argument("data", type=click.Path(path_type=Path), default=Path("public"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="For people, for programs, or a page that leads to DATA.",
)
@click.option("--html", "form", flag_value="html", help="The same as --format html.")
def draft_check_command(source: Path, data: Path, form: str) -> None:
    """Say what the draft SOURCE (or - for standard input) holds, beside published DATA.

    Said are the words that give each element of a mandate by paragraph 5 of A/RES/80/251, or that none were found; what
    DATA know of each citation; which earlier paragraph each paragraph repeats, and what changed of it; and which
    reports DATA ask for in like words for the same session. The exit status is 1 where a citation is not sound or a
    report is asked for twice.
    """
    from lod import annotate
    from lod.publish.mandates.draft import check_draft
    from lod.query.kept import open_store
    from lod.query.sparql import base_of
    from lod.read.read import read_given

    resolution = read_given(source)
    with open_store(data) as store:
        check, base = check_draft(resolution, annotate(resolution), store), base_of(store)
    click.echo(_shown(check, form, data, base), nl=False)
    if not check.is_sound:
        sys.exit(FOUND)


def _shown(check: "DraftCheck", form: str, data: Path, base: str) -> str:
    """A check in the form that was asked for."""
    if form == "html":
        from lod.publish.mandates.draft import draft_page

        return draft_page(check, base, root=f"{data.resolve().as_uri()}/")
    if form == "json":
        import msgspec

        return msgspec.json.format(msgspec.json.encode(_values(check)), indent=1).decode() + "\n"
    from lod.model.typography import printable

    return printable("\n".join(_lines(check))) + "\n"


def _lines(check: "DraftCheck") -> Iterator[str]:
    """What a person reads."""
    from lod.cli.check_citations import format_checked
    from lod.publish.mandates.sheet import ELEMENTS, NONE_FOUND

    sheet = check.sheet
    yield "Elements of a mandate (A/RES/80/251, paragraph 5)"
    for name in ELEMENTS:
        words = "; ".join(f"{element.place} “{element.words}”" for element in sheet.given(name))
        yield f"  {name}: {words or NONE_FOUND}"
    yield f"  activities: {len(sheet.rows) or NONE_FOUND}"
    for row in sheet.rows:
        yield f"    {row.place} {row.verb} {row.asked_names}: {row.deliverable or row.activity}"
    if check.cited:
        yield "Citations"
        yield from (f"  {line}" for one in check.cited for line in format_checked(one).splitlines())
    if check.repeats:
        yield "Paragraphs that stand in earlier texts"
        yield from (f"  {_repeated(one)}" for one in check.repeats)
    if check.reports:
        yield "Reports that are asked for already, for the same session"
        yield from (f"  {one.place}: {one.symbol}, {one.at}: {one.deliverable}" for one in check.reports)


def _repeated(repeat: "Repeat") -> str:
    from lod.cli.compare import format_edits

    what = f"changed: {format_edits(repeat.edits)}" if repeat.edits else "the same"
    return f"{repeat.place}  {repeat.symbol}, {repeat.at}: {what}"


def _values(check: "DraftCheck") -> Mapping[str, Any]:
    """The same for programs."""
    from lod.publish.mandates.sheet import ELEMENTS

    sheet = check.sheet
    return {
        "elements": {name: [{"place": e.place, "words": e.words} for e in sheet.given(name)] for name in ELEMENTS},
        "mandates": sheet.rows,
        "citations": check.cited,
        "repeats": check.repeats,
        "reports": [
            {"paragraph": one.place, "resolution": one.symbol, "asked_in": one.at, "deliverable": one.deliverable}
            for one in check.reports
        ],
    }
