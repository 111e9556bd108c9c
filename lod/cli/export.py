"""The command `lod export`: one source in another format."""

from pathlib import Path

import click

from lod.cli.options import BASE, SOURCE


@click.command(epilog="Example: lod export A_RES_68_230.txt --format marcxml")
@SOURCE
@BASE
@click.option(
    "--format",
    "form",
    type=click.Choice(["ttl", "nt", "jsonld", "marcxml", "akn"]),
    default="ttl",
    show_default=True,
    help="A syntax of RDF, MARCXML or Akoma Ntoso.",
)
def export(source: Path, base: str, form: str) -> None:
    """Write one SOURCE in another format: RDF, MARCXML or Akoma Ntoso 3.0."""
    from lod.graph.resolution import graph_of
    from lod.read.read import read_given

    resolution = read_given(source)
    if form == "marcxml":
        from lod.publish.marc import marcxml

        content = marcxml(resolution, base)
    elif form == "akn":
        from lod.read.akn.write import write_akn

        content = write_akn(resolution).encode()
    else:
        content = graph_of(resolution, base, form)
    click.echo(content, nl=False)
