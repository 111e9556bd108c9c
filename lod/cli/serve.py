"""The command `lod serve`: a published folder over HTTP."""

from pathlib import Path

import click

from lod.model.errors import UnresError


@click.command(epilog="Example: lod serve public --port 8000")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("public"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen at; 0 takes a free one.",
)
@click.option("--timeout", default=30, show_default=True, type=click.IntRange(1), help="Seconds that a query may take.")
@click.option(
    "--memory", default=1000, show_default=True, type=click.IntRange(1), help="Megabytes that a query may take."
)
def serve(folder: Path, host: str, port: int, timeout: int, memory: int) -> None:
    """Serve a published FOLDER with a SPARQL 1.1 endpoint at /sparql."""
    import uvicorn

    from lod.serve.application import application
    from lod.serve.bounds import Bounds

    app = application(folder, Bounds(timeout, memory))
    click.echo(f"http://{host}:{port}/ and http://{host}:{port}/sparql", err=True)
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning")
    except SystemExit as fault:  # uvicorn has said why
        mend = "is the port free? give another with --port"
        raise UnresError("the server did not start", f"{host}:{port}", mend) from fault
