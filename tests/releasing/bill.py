"""The bill of materials of a release (SBOM, CycloneDX 1.6): every library that it may run on, with hashes."""

import sys
from pathlib import Path

from tests.releasing import ROOT
from tests.releasing.commands import run


def write_bill(lock: Path, out: Path, epoch: str, checkout: Path = ROOT) -> Path:
    """The bill of what a lock holds; made of the lock alone, so that it is the same everywhere."""
    command = (sys.executable, "-m", "cyclonedx_py", "requirements", lock, "--pyproject", checkout / "pyproject.toml")
    options = ("--mc-type", "library", "--output-reproducible", "--validate", "--of", "JSON", "-o", out)
    run(*command, *options, env={"SOURCE_DATE_EPOCH": epoch})
    return out
