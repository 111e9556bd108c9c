"""Virtuoso with a publication's dump loaded, by the recipe of `docs/engines.md` (Debian: virtuoso-opensource)."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER, SHELL = "virtuoso-t", "isql-vt"
SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
"""
LOAD = "ld_dir('.', '{name}', 'urn:unres');\nrdf_loader_run();\ncheckpoint;\n"


def is_installed() -> bool:
    return bool(shutil.which(SERVER) and shutil.which(SHELL))


@contextmanager
def virtuoso(dump: Path) -> Iterator[tuple[str, int]]:
    """The address of the endpoint of a server that holds a dump (gzip), and its process."""
    sql, http = free_port(), free_port()
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http), encoding="utf-8")
        (Path(place) / "load.sql").write_text(LOAD.format(name=dump.name), encoding="utf-8")
        shutil.copy(dump, place)
        command = [SERVER, "+configfile", "virtuoso.ini", "+foreground"]
        server = subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL)
        try:
            wait_for(sql)
            loading = [SHELL, f"127.0.0.1:{sql}", "dba", "dba", "load.sql"]
            subprocess.run(loading, cwd=place, check=True, capture_output=True)
            yield f"http://127.0.0.1:{http}/sparql", server.pid
        finally:
            server.terminate()
            server.wait(60)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def wait_for(port: int, seconds: float = 90) -> None:
    """Until something listens."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise TimeoutError(f"nothing listens at {port}")
