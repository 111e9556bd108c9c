"""The command `lod check-citations`: what a draft cites, held against published data."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lod.cli.options import FORMAT, FOUND, SOURCE

if TYPE_CHECKING:
    from lod.query.cited import CheckedCitation


@click.command("check-citations", epilog="Example: lod check-citations draft.txt public")
@SOURCE
@click.argument("data", type=click.Path(path_type=Path), default=Path("public"))
@FORMAT
def check_citations_command(source: Path, data: Path, form: str) -> None:
    """Say of each citation in SOURCE (or - for standard input) what DATA know of it.

    DATA are a published folder or an RDF file. Said are whether the document is there, its title, its date beside the
    printed one, and the last text of its series. What DATA do not hold is named so, and may exist all the same. The
    exit status is 1 where a date differs or a citation is not known.
    """
    import msgspec

    from lod import annotate
    from lod.graph.resolution import resolution_triples
    from lod.model.typography import printable
    from lod.query.cited import check_citations
    from lod.query.kept import open_store
    from lod.query.sparql import base_of
    from lod.read.read import read_given

    resolution = read_given(source)
    with open_store(data) as store:
        base = base_of(store)
        triples = resolution_triples(resolution, annotate(resolution), base=base)
        checked = check_citations(triples, store, base)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(checked), indent=1))
    else:
        click.echo(printable("".join(map(format_checked, checked))), nl=False)
    if not all(citation.is_sound for citation in checked):
        sys.exit(FOUND)


def format_checked(checked: "CheckedCitation") -> str:
    """What a person reads of a citation.

    >>> from lod.query.cited import CheckedCitation
    >>> print(format_checked(CheckedCitation("op1", "resolution 1/1", "found", "A/RES/1/1", "Peace", "1946-01-24")))
    op1  resolution 1/1: found, A/RES/1/1, Peace
    <BLANKLINE>
    """
    said = ", ".join(filter(None, (checked.status, checked.symbol, checked.title)))
    lines = [f"{checked.place}  {' '.join(checked.printed.split())}: {said}"]
    if checked.is_misdated:
        lines.append(f"     dated {checked.date}, printed {checked.date_printed}")
    if checked.later:
        lines.append(f"     later in its series: {checked.later}")
    return "\n".join(lines) + "\n"
