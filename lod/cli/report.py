"""The command `lod report`: what was recognized, resolved and left open."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lod.cli.options import FORMAT, FOUND, tell
from lod.model.errors import UnresError
from lod.model.typography import printable

if TYPE_CHECKING:
    from lod.review.coverage import Coverage, Unreadable


@click.command(epilog="Example: lod report texts/ more/A_RES_78_1.pdf")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--jobs", type=click.IntRange(1), help="Processes; default: one for each processor.")
@click.option("--summary", is_flag=True, help="Only what all sources together come to.")
@click.option("--suspicious", is_flag=True, help="Only statements to read again, with the reason.")
@FORMAT
def report(sources: tuple[Path, ...], jobs: int | None, summary: bool, suspicious: bool, form: str) -> None:
    """Say what was recognized, resolved and left open, with the words.

    SOURCES are texts, PDFs or Akoma Ntoso files, folders of them, - for standard input; or what was published: a
    folder of lod build, or a dump. An input that cannot be read is named, and the others are reported all the same.
    """
    from lod.cli.format import (
        coverage_values,
        format_coverage,
        format_doubts,
        format_summary,
        format_suspicions,
        summary_values,
    )
    from lod.graph.files import is_rdf
    from lod.read.files import find_skipped, skipped_line
    from lod.review.coverage import Coverage, Unreadable

    if skipped := skipped_line(find_skipped(source for source in sources if not is_rdf(source))):
        tell(skipped)
    found: list[Coverage] = []
    failed = 0
    if form == "json":
        click.echo('{"sources": [', nl=False)
    for made in _covered(sources, jobs):
        if isinstance(made, Unreadable):
            failed += 1
            tell(made.message)
            continue
        if form == "json" and not summary:
            click.echo((",\n" if found else "\n") + json.dumps(coverage_values(made), ensure_ascii=False), nl=False)
        elif not summary:
            click.echo(printable((format_suspicions if suspicious else format_coverage)(made)), nl=not suspicious)
        found.append(made)
    if form == "json":
        click.echo(f'],\n"summary": {json.dumps(summary_values(found, failed), ensure_ascii=False)}}}')
    elif summary or suspicious or len(found) + failed > 1:
        click.echo((format_doubts if suspicious else format_summary)(found, failed), nl=False)
    if failed:
        sys.exit(FOUND)


def _covered(sources: Sequence[Path], jobs: int | None) -> Iterator["Coverage | Unreadable"]:
    """The coverages of the sources in their order; a bad one never stops the others."""
    from lod.graph.files import is_rdf
    from lod.publish.journal import finish_switch
    from lod.publish.pool import Lost, pool
    from lod.read.files import expand
    from lod.review.coverage import Unreadable, cover_one

    with pool(jobs) as mapper:
        for source in sources:
            if str(source) == "-":
                yield _from_input()
                continue
            try:
                finish_switch(source)
            except UnresError as fault:
                yield Unreadable(str(source), str(fault))
                continue
            paths = (source,) if is_rdf(source) else expand((source,))
            for path, made in zip(paths, mapper(cover_one, paths), strict=True):
                if isinstance(made, Lost):
                    yield Unreadable(str(path), f"{path}: {made.why}")
                else:
                    yield from (made,) if isinstance(made, Unreadable) else made


def _from_input() -> "Coverage | Unreadable":
    from lod.read.read import STANDARD_INPUT, read_given
    from lod.review.coverage import Unreadable, cover

    try:
        return cover(read_given(Path("-")), STANDARD_INPUT)
    except UnresError as fault:
        return Unreadable(STANDARD_INPUT, str(fault))
