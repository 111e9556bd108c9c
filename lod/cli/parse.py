"""The command `lod parse`: one source as RDF or as an outline."""

from pathlib import Path

import click

from lod.cli.options import BASE, SOURCE


@click.command(epilog="Example: lod parse A_RES_68_230.txt")
@SOURCE
@BASE
@click.option(
    "--format",
    "form",
    type=click.Choice(["ttl", "nt", "jsonld", "tree"]),
    default="ttl",
    show_default=True,
    help="A syntax of RDF, or the outline of the tree.",
)
def parse(source: Path, base: str, form: str) -> None:
    """Read one SOURCE (or - for standard input) and print its graph, or the tree as an outline."""
    from lod.cli.outline import outline
    from lod.graph.resolution import graph_of
    from lod.model.typography import printable
    from lod.read.read import read_given

    resolution = read_given(source)
    text = printable(outline(resolution)).encode() if form == "tree" else graph_of(resolution, base, form)
    click.echo(text, nl=False)
