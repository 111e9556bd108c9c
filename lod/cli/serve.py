"""The command `lod serve`: a published folder over HTTP."""

import atexit
import socket
import subprocess
import sys
from pathlib import Path

import click

from lod.cli.signals import stopping
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
    "--memory",
    default=1000,
    show_default=True,
    type=click.IntRange(1),
    help="Megabytes that a query may take, and all that take long together.",
)
@click.option("--root-path", default="", help="Path below which a proxy serves the folder, such as /unres.")
@click.option("--proxy", default="", metavar="ADDRESS", help="Address of a proxy whose forwarded headers are true.")
@click.option("--endpoint", metavar="URL", help="Endpoint of another engine that has the data, and answers instead.")
@click.option(
    "--watch",
    "watched",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="File or folder that FOLDER is built of, now and when it changes (lod build --watch); may be repeated.",
)
@click.option("--log", type=click.Choice(["text", "json"]), help="Tell each request to standard error, a line each.")
def serve(
    folder: Path,
    host: str,
    port: int,
    timeout: int,
    memory: int,
    root_path: str,
    proxy: str,
    endpoint: str | None,
    watched: tuple[Path, ...],
    log: str | None,
) -> None:
    """Serve a published FOLDER with a SPARQL 1.1 endpoint at /sparql.

    /health says whether it answers, /metrics gives counts and times as Prometheus reads them, and a stored query has an
    address: /query/18-reports-due?session=79&format=csv. With --endpoint the queries are asked of another engine, and
    the dump is not opened.
    """
    if watched:
        _build_at_changes(watched, folder)

    with _listening(host, port) as opened:  # before anything is started or set up: a port may be taken
        from lod.serve.bounds import Bounds
        from lod.serve.pool import Pool

        bounds = Bounds(timeout, memory)
        pool = Pool(bounds)
        if not endpoint:
            pool.begin()  # imports what workers need while this process imports the rest

        import logging

        import uvicorn

        from lod.serve.application import application
        from lod.serve.monitor import CutOffFilter
        from lod.serve.protocol import server_config

        app = application(folder, bounds, log or "", endpoint or "", pool)
        logging.getLogger("uvicorn.error").addFilter(CutOffFilter())
        server = uvicorn.Server(server_config(app, bounds, root_path, proxy))
        with stopping(server.handle_exit):
            where = f"http://{host}:{opened.getsockname()[1]}{root_path}"
            click.echo(f"{where}/ and {where}/sparql", err=True)
            server.run(sockets=[opened])


def _build_at_changes(sources: tuple[Path, ...], folder: Path) -> None:
    """Build a folder, and go on doing so in another process while this one runs."""
    command = (
        sys.executable,
        "-c",
        "from lod.cli import main; main()",
        "build",
        *map(str, sources),
        "--out",
        str(folder),
    )
    subprocess.run(command, check=False)  # what it left out it has told
    builder = subprocess.Popen((*command, "--watch"))
    atexit.register(builder.wait)
    atexit.register(builder.terminate)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, so that who is told of it can connect; raises UnresError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.socket(family, kind, protocol)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(2048)
    except OSError as fault:
        mend = f"{fault.strerror or fault}; is the port free? give another with --port"
        raise UnresError("the server did not start", f"{host}:{port}", mend) from fault
    return opened
