"""The command line's entry: a group of thin commands round pure functions, one a file.

Exit status 0 done, 1 findings or failed inputs, 2 bad usage. Results go to standard output, what a person should
know to standard error.
"""

from typing import Any

import click

from lod import __version__
from lod.cli.build import build
from lod.cli.check import check
from lod.cli.check_citations import check_citations_command
from lod.cli.compare import compare_command
from lod.cli.diff import diff
from lod.cli.draft_check import draft_check_command
from lod.cli.export import export
from lod.cli.fetch import fetch
from lod.cli.mcp import mcp_command
from lod.cli.options import errors_told
from lod.cli.parse import parse
from lod.cli.query import query
from lod.cli.release import apply_command, release_command
from lod.cli.report import report
from lod.cli.serve import serve
from lod.cli.signals import stoppable
from lod.cli.validate import validate


class Commands(click.Group):
    """Commands that tell in one line what the disk refuses and which signal stopped them, never by a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        with errors_told(), stoppable():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lod")
def main() -> None:
    """United Nations resolutions as linked open data.

    \b
    lod build --out public          publish the bundled A/RES/68/230
    lod build texts/ --out public   publish every file of a folder
    lod serve public                look at it, and query it
    """


for command in (
    build,
    check,
    check_citations_command,
    draft_check_command,
    parse,
    validate,
    query,
    serve,
    mcp_command,
    export,
    fetch,
    report,
    diff,
    compare_command,
    release_command,
    apply_command,
):
    main.add_command(command)
