"""The commands of a review: `lod report`, what sources left open; `lod diff`, what two builds say differently."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lod.model.errors import UnresError

if TYPE_CHECKING:
    from lod.review.coverage import Coverage, Unreadable

FOUND, MISUSED = 1, 2
COMPARED = ("resolutions", "masthead", "paragraphs", "footnotes", "unread", "acts", "clauses", "citations", "mentions")

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command(epilog="Example: lod report texts/ more/A_RES_78_1.pdf")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--jobs", type=click.IntRange(1), help="Processes; default: one for each processor.")
@click.option("--summary", is_flag=True, help="Only what all sources together come to.")
@FORMAT
def report(sources: tuple[Path, ...], jobs: int | None, summary: bool, form: str) -> None:
    """Say what was recognized, resolved and left open, with the words.

    SOURCES are texts, PDFs or Akoma Ntoso files, folders of them, - for standard input; or what was published: a
    folder of lod build, or a dump. An input that cannot be read is named, and the others are reported all the same.
    """
    from lod.cli_lines import coverage_values, format_coverage, format_summary, summary_values
    from lod.read.files import find_skipped, skipped_line
    from lod.review.coverage import Coverage, Unreadable, is_data

    if skipped := skipped_line(find_skipped(source for source in sources if not is_data(source))):
        click.echo(f"lod: {skipped}", err=True)
    found: list[Coverage] = []
    failed = 0
    if form == "json":
        click.echo('{"sources": [', nl=False)
    for made in _covered(sources, jobs):
        if isinstance(made, Unreadable):
            failed += 1
            click.echo(f"lod: {made.message}", err=True)
            continue
        if form == "json" and not summary:
            click.echo((",\n" if found else "\n") + json.dumps(coverage_values(made), ensure_ascii=False), nl=False)
        elif not summary:
            click.echo(format_coverage(made))
        found.append(made)
    if form == "json":
        click.echo(f'],\n"summary": {json.dumps(summary_values(found, failed), ensure_ascii=False)}}}')
    elif summary or len(found) + failed > 1:
        click.echo(format_summary(found, failed), nl=False)
    if failed:
        sys.exit(FOUND)


def _covered(sources: Sequence[Path], jobs: int | None) -> Iterator["Coverage | Unreadable"]:
    """The coverages of the sources in their order; a bad one never stops the others."""
    from lod.publish.pool import pool
    from lod.read.files import expand
    from lod.review.coverage import Unreadable, cover_one, is_data

    with pool(jobs) as mapper:
        for source in sources:
            if str(source) == "-":
                yield _from_input()
                continue
            paths = (source,) if is_data(source) else expand((source,))
            for made in mapper(cover_one, paths) if len(paths) > 1 else map(cover_one, paths):
                yield from (made,) if isinstance(made, Unreadable) else made


def _from_input() -> "Coverage | Unreadable":
    from lod.read.read import STANDARD_INPUT, read_given
    from lod.review.coverage import Unreadable, cover

    try:
        return cover(read_given(Path("-")), STANDARD_INPUT)
    except UnresError as fault:
        return Unreadable(STANDARD_INPUT, str(fault))


@click.command(epilog="Example: lod diff public.before public --kind citations")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--kind", "kinds", multiple=True, type=click.Choice(COMPARED), help="Only this kind; may be repeated.")
@click.option("--summary", is_flag=True, help="Only the counts and the most frequent changes.")
@FORMAT
def diff(old: Path, new: Path, kinds: tuple[str, ...], summary: bool, form: str) -> None:
    """Show which annotations the build NEW gained (+), lost (-) and changed (~) over OLD.

    OLD and NEW are published folders or dumps (.nq, .nt, .ttl, .jsonld, also as .gz). What is compared is what is said
    of which words, never running numbers. Exits 0 where nothing differs, 1 where something does, 2 where a build
    cannot be read.
    """
    from lod.cli_lines import difference_values, format_changes, format_counts
    from lod.review.changes import count_statements, find_changes
    from lod.review.documents import load_documents

    try:
        before, after = load_documents(old), load_documents(new)
    except UnresError as fault:
        click.echo(f"lod: {fault}", err=True)
        sys.exit(MISUSED)
    chosen = kinds or COMPARED
    changes = [change for change in find_changes(before, after) if change.kind in chosen]
    counts = count_statements(before)
    if form == "json":
        click.echo(json.dumps(difference_values(changes, counts, chosen), ensure_ascii=False, indent=1))
    else:
        if not summary:
            click.echo(format_changes(changes), nl=False)
        click.echo(format_counts(changes, counts, chosen), nl=False)
    if changes:
        sys.exit(FOUND)
