"""The command `lod diff`: what two builds say differently."""

import json
import sys
from pathlib import Path

import click

from lod.cli.options import FORMAT, FOUND, MISUSED, errors_told
from lod.model.typography import printable

COMPARED = (
    "resolutions",
    "masthead",
    "paragraphs",
    "footnotes",
    "unread",
    "acts",
    "clauses",
    "reports",
    "elements",
    "citations",
    "mentions",
)


@click.command(epilog="Example: lod diff public.before public --kind citations")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--kind", "kinds", multiple=True, type=click.Choice(COMPARED), help="Only this kind; may be repeated.")
@click.option("--summary", is_flag=True, help="Only the counts and the most frequent changes.")
@click.option(
    "--show", type=click.IntRange(0), default=0, help="With --summary: so many of what was gained, lost, changed."
)
@FORMAT
def diff(old: Path, new: Path, kinds: tuple[str, ...], summary: bool, show: int, form: str) -> None:
    """Show which annotations the build NEW gained (+), lost (-) and changed (~) over OLD.

    OLD and NEW are published folders or dumps (.nq, .nt, .ttl, .jsonld, also as .gz). What is compared is what is said
    of which words, never running numbers. Exits 0 where nothing differs, 1 where something does, 2 where a build
    cannot be read.
    """
    from lod.cli.format import difference_values, format_changes, format_counts, format_some
    from lod.publish.journal import finish_switch
    from lod.review.changes import count_statements, find_changes
    from lod.review.documents import load_documents

    with errors_told(MISUSED):
        finish_switch(old)
        finish_switch(new)
        before, after = load_documents(old), load_documents(new)
    chosen = kinds or COMPARED
    changes = [change for change in find_changes(before, after) if change.kind in chosen]
    counts = count_statements(before)
    if form == "json":
        click.echo(json.dumps(difference_values(changes, counts, chosen), ensure_ascii=False, indent=1))
    else:
        if not summary:
            click.echo(printable(format_changes(changes)), nl=False)
        click.echo(format_counts(changes, counts, chosen), nl=False)
        if summary and show:
            click.echo(printable(format_some(changes, show)), nl=False)
    if changes:
        sys.exit(FOUND)
