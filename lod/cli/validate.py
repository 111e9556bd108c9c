"""The command `lod validate`: check an RDF file, a published folder, or a source that is read first."""

import sys
from pathlib import Path

import click

from lod.cli.options import BASE, ENGINE, FOUND, PROFILE, SOURCE


@click.command(epilog="Example: lod validate public/A/RES/68/230.ttl")
@SOURCE
@BASE
@ENGINE
@PROFILE
def validate(source: Path, base: str, engine: str, profile: str) -> None:
    """Check SOURCE against the shapes: an RDF file, a published folder, or a text, PDF or XML to be read first.

    Data of others are checked with --profile core: other properties may stand beside ours, and little must be there.
    Prints what is wrong, where, in which words, and how to fix it; exits 1 on violations.
    """
    from lod.publish.validation import check, check_resolution
    from lod.read.read import read_given

    dash = str(source) == "-"
    how = engine, profile
    found = check_resolution(read_given(source), base, *how) if dash else check(source, base, *how)
    click.echo(found.report(), nl=False)
    if found.violations:
        sys.exit(FOUND)
