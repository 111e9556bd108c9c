"""Running other programs: what they print is kept for the error, and shown only there."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from lod.model.errors import UnresError


def run(*command: object, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """What a program prints to standard output; raises UnresError with the last lines where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise UnresError(f"ended with {done.returncode}:\n{said}", " ".join(words), "run it alone")
    return done.stdout


def watch(*command: object, cwd: Path) -> int:
    """The exit status of a program whose output goes where this one's goes."""
    return subprocess.run([str(word) for word in command], cwd=cwd, check=False).returncode
