"""The command `lod export`: one source in another format."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lod.cli.options import BASE, PUBLICATION, SOURCE

if TYPE_CHECKING:
    from lod.model.resolution import Resolution

_SYNTAXES = ("ttl", "nt", "jsonld")
_REFERENCES = ("bib", "ris", "csl.json")
_METADATA = ("mods", "dc", "bibframe")
_RECORDS = ("marcxml", "marcxml-un", "marc", "marc-un")


@click.command(epilog="Example: lod export A_RES_68_230.txt --format marcxml")
@SOURCE
@BASE
@PUBLICATION
@click.option(
    "--format",
    "form",
    type=click.Choice([*_SYNTAXES, *_RECORDS, *_METADATA, *_REFERENCES, "akn"]),
    default="ttl",
    show_default=True,
    help="RDF; MARC 21 as MARCXML or ISO 2709, also as the UN library has it; other records; references; AKN.",
)
def export(source: Path, base: str, publication: Path | None, form: str) -> None:
    """Write one SOURCE in another format: RDF, MARC 21, a reference, or Akoma Ntoso 3.0."""
    from lod.graph.resolution import graph_of
    from lod.read.read import read_given

    resolution = read_given(source)
    if form in _RECORDS:
        content = _record(resolution, base, publication, form)
    elif form in _METADATA:
        content = _metadata(resolution, base, publication, form)
    elif form in _REFERENCES:
        content = _reference(resolution, base, form)
    elif form == "akn":
        from lod.read.akn.write import write_akn

        content = write_akn(resolution).encode()
    else:
        content = graph_of(resolution, base, form)
    click.echo(content, nl=False)


def _record(resolution: "Resolution", base: str, publication: Path | None, form: str) -> bytes:
    """A catalogue record; raises UnresError where ISO 2709 cannot hold it."""
    from lod.publish.marc.described import described
    from lod.publish.marc.fields import Profile
    from lod.publish.marc.records import marc, marcxml

    of = described(resolution, base=base, published_by=publication)
    kind, _, profile = form.partition("-")
    return (marcxml if kind == "marcxml" else marc)(of, Profile(profile or Profile.STANDARD))


def _reference(resolution: "Resolution", base: str, form: str) -> bytes:
    """A reference for a reference manager."""
    from lod.publish.marc.described import described
    from lod.publish.references import REFERENCE_FORMATS, reference_of

    of = described(resolution, base=base)
    return "".join(REFERENCE_FORMATS[form]([reference_of(of.head, of.iri, of.organ)])).encode()


def _metadata(resolution: "Resolution", base: str, publication: Path | None, form: str) -> bytes:
    """A description in a library's other formats."""
    from lod.publish.bibframe import bibframe
    from lod.publish.marc.described import described
    from lod.publish.metadata import dublin_core, mods

    makers = {"mods": mods, "dc": dublin_core, "bibframe": bibframe}
    return makers[form](described(resolution, base=base, published_by=publication))
