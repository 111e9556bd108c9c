"""The command `lod query`: SPARQL over what was published, stored queries with values."""

from pathlib import Path
from typing import Any, TextIO

import click

from lod.cli.options import tell


class QueryFile(click.File):
    """A query's file; of one that is missing the error says where stored queries go."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as fault:
            hint = "a stored query goes with --name, and lod query --list names them"
            raise click.BadParameter(f"{fault.message} ({hint})", ctx, param) from fault


def _list(context: click.Context, parameter: click.Parameter, listed: bool) -> None:
    """Print the stored queries with what each takes, and stop."""
    from lod.query.parameters import format_kinds, format_parameters
    from lod.query.stored import stored_queries

    if listed:
        queries = stored_queries()
        width = max(len(stored.name) for stored in queries)
        for stored in queries:
            click.echo(f"{stored.name:{width}} {stored.title}")
            if settings := format_parameters(stored):
                click.echo(f"{'':{width}} {settings}")
        click.echo(f"\nValues:\n{format_kinds()}", nl=False)
        context.exit()


@click.command(epilog="Example: lod query public --name 13-citations --set symbol=A/RES/68/230")
@click.argument("data", type=click.Path(path_type=Path))
@click.argument("query", type=QueryFile("r"), required=False)
@click.option("--name", help="A stored query; lod query --list names them.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A value for the stored query; may be repeated."
)
@click.option(
    "--list",
    "listed",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="List the stored queries and what each takes.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "xml", "csv", "tsv", "ttl", "nt", "jsonld"]),
    default="table",
    show_default=True,
    help="How results are printed; ttl, nt and jsonld are for queries that make a graph.",
)
@click.option(
    "--words",
    help='Words that texts hold: what is found fills "VALUES ?hit {}" in the query; without a query it is listed.',
)
@click.option("--hits", default=1000, show_default=True, type=click.IntRange(1), help="Most that --words finds.")
@click.option("--default-graph", multiple=True, metavar="IRI", help="A graph of the default graph; may be repeated.")
@click.option("--named-graph", multiple=True, metavar="IRI", help="A graph that GRAPH may name; may be repeated.")
def query(
    data: Path,
    query: TextIO | None,
    name: str | None,
    settings: tuple[str, ...],
    form: str,
    words: str | None,
    hits: int,
    default_graph: tuple[str, ...],
    named_graph: tuple[str, ...],
) -> None:
    """Run a SPARQL 1.1 QUERY (a file, or - for standard input) over DATA, a published folder or an RDF file.

    A stored query (--name) asks about what it was written for, or about what --set gives: lod query --list says what
    each takes. A query that names no graph, and for which none is named, sees the union of all.

    --words 'clean "drinking water" sanit*' finds paragraphs, notes and titles by an index: all words, any case; those
    in quotes beside each other; beginnings with an asterisk. FILTER(CONTAINS(...)) and REGEX read every text instead.

    The prefixes unr, res, eli, cito, dct, skos, org, foaf, prov, rdf, rdfs and xsd need no declaration.
    """
    from lod.publish.journal import finish_switch
    from lod.query.dataset import Dataset
    from lod.query.kept import open_kept
    from lod.query.no_rows import format_no_rows, is_empty
    from lod.query.parameters import set_values
    from lod.query.sparql import base_of, run, write_results
    from lod.query.stored import stored_query
    from lod.query.words import HITS_QUERY, find_hits, with_hits

    if words is not None and name:
        raise click.UsageError(
            "--words goes with a query of your own, or with none: a stored query holds its own values"
        )
    if (query is None) == (name is None) and words is None:
        raise click.UsageError("give either a query file (or -) or --name")
    if settings and name is None:
        raise click.UsageError("--set goes with --name: a query file holds its own values")
    if malformed := [setting for setting in settings if "=" not in setting]:
        raise click.UsageError(f"--set {malformed[0]}: write it as NAME=VALUE, such as --set symbol=A/RES/68/230")
    finish_switch(data)
    dataset = Dataset.of(default_graph, named_graph)
    with open_kept(data) as (store, folder):
        base = base_of(store)
        stored = stored_query(name, base) if name else None
        text = set_values(stored, settings, base, store) if stored else query.read() if query else HITS_QUERY
        if words is not None:
            text = with_hits(text, find_hits(store, words, hits, folder))
        content = write_results(run(store, text, base, dataset), form, base)
        click.echo(content, nl=False)
        if stored and is_empty(content, form):
            tell(format_no_rows(stored, text, store))
