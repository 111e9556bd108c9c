"""The wheel in an environment that holds nothing else, with every Python that this machine has.

Of each Python: a new environment, the wheel with its locked dependencies (by hash), `lod build` from another folder.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from tests.releasing.commands import run
from tests.releasing.locks import LOCKS

#: Versions that `requires-python` and the classifiers promise.
VERSIONS = ("3.11", "3.12", "3.13", "3.14")


class Build(Struct, frozen=True):
    """What `lod build` made in a bare environment: the folder, and the list of checksums of its files."""

    folder: Path
    sums: str


def find_python(version: str) -> Path | None:
    """An interpreter of a version ("3.12") that runs, on the path or held by pyenv; None where there is none."""
    held = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = shutil.which(f"python{version}")
    for path in [*([Path(on_path)] if on_path else []), *sorted(held.glob(f"{version}.*/bin/python{version}"))]:
        if subprocess.run([path, "-c", "import ssl, venv"], capture_output=True, check=False).returncode == 0:
            return path
    return None


def install(wheel: Path, python: Path, folder: Path, lock: Path | None = LOCKS / "package.lock") -> Path:
    """A new environment with the wheel, its dependencies by hash or, without a lock, as pip finds them; its `lod`."""
    uv = (sys.executable, "-m", "uv")
    run(*uv, "venv", "--quiet", "--python", python, "--no-python-downloads", folder)
    into = ("pip", "install", "--quiet", "--python", folder / "bin" / "python")
    if lock:
        run(*uv, *into, "--require-hashes", "-r", lock)
    run(*uv, *into, *(("--no-deps",) if lock else ()), wheel)
    return folder / "bin" / "lod"


def build_bare(lod: Path, work: Path) -> Build:
    """The bundled text published by an installed `lod`, from a folder that holds nothing."""
    work.mkdir(parents=True)
    run(lod, "build", "--out", "public", cwd=work, env={"PYTHONPATH": ""})
    return Build(work / "public", (work / "public" / "data" / "SHA256SUMS").read_text(encoding="utf-8"))


def version_of(lod: Path) -> str:
    """The version that an installed `lod` tells."""
    found = re.search(r"\d+\.\d+\.\d+\S*", run(lod, "--version"))
    return found[0] if found else ""
