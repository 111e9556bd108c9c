"""The command `lod validate`: check an RDF file, a published folder, or a source that is read first."""

import sys
from pathlib import Path

import click

from lod.cli.options import BASE, ENGINE, FOUND, SOURCE


@click.command(epilog="Example: lod validate public/A/RES/68/230.ttl")
@SOURCE
@BASE
@ENGINE
def validate(source: Path, base: str, engine: str) -> None:
    """Check SOURCE against the shapes: an RDF file, a published folder, or a text, PDF or XML to be read first.

    Prints what is wrong, where, in which words, and how to fix it; exits 1 on violations.
    """
    from lod.publish.validation import check, check_resolution
    from lod.read.read import read_given

    dash = str(source) == "-"
    found = check_resolution(read_given(source), base, engine) if dash else check(source, base, engine)
    click.echo(found.report(), nl=False)
    if found.violations:
        sys.exit(FOUND)
