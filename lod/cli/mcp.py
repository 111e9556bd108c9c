"""The command `lod mcp`: published data as tools for assistants."""

from pathlib import Path

import click

from lod.model.errors import UnresError


@click.command("mcp", epilog="Example: lod mcp public")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("public"))
@click.option("--timeout", default=30, show_default=True, type=click.IntRange(1), help="Seconds that a query may take.")
@click.option(
    "--memory",
    default=1000,
    show_default=True,
    type=click.IntRange(1),
    help="Megabytes that a query may take, and all that take long together.",
)
def mcp_command(folder: Path, timeout: int, memory: int) -> None:
    """Offer a published FOLDER to an assistant, by the Model Context Protocol over standard input and output.

    Its tools find resolutions and paragraphs, read them, list reports due, cite, query, and check the citations of a
    draft. It needs the official SDK: pip install 'unres[mcp]'.
    """
    from lod.publish.journal import finish_switch
    from lod.serve.bounds import Bounds

    try:
        from lod.serve.assistant import assistant_server
    except ImportError as fault:
        raise UnresError("the SDK of the protocol is missing", "lod mcp", "pip install 'unres[mcp]'") from fault
    finish_switch(folder)
    assistant_server(folder, Bounds(timeout, memory, answer=20)).run("stdio")
