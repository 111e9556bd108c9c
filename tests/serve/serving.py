"""A server as the command starts it, for tests of what talks to one."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def served_by_command(folder: Path) -> Iterator[str]:
    """Where `lod serve` listens with a folder; it ends when it is asked to, with all its workers."""
    command = [sys.executable, "-c", "from lod.cli import main; main()", "serve", str(folder), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    found = re.search(r"http://[\d.:]+", server.stderr.readline())
    assert found
    yield found[0]
    server.send_signal(signal.SIGTERM)
    assert server.wait(20) == 128 + signal.SIGTERM  # as a shell would say it
