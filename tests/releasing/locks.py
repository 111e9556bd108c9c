"""Locked dependencies: every release of every library that an installation takes, with the hashes of its files.

`package.lock` is what the package and its extras need, `test.lock` what tests and releases need besides. They name no
index: pip takes the files from wherever it is set up to, and refuses any whose hash differs. Markers say what only
some Pythons or systems need, so that one file serves all.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.releasing import ROOT
from tests.releasing.commands import run

LOCKS = ROOT / "tests" / "releasing"
#: Which extras each lock holds.
EXTRAS = {"package.lock": ("fast", "mcp", "tables"), "test.lock": ("fast", "mcp", "tables", "test", "release")}
_ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>\S+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Locked(Struct, frozen=True):
    """One release of a library, with the hashes of the files that it may come as."""

    name: str
    version: str
    hashes: tuple[str, ...]


def lock(checkout: Path = ROOT) -> None:
    """Resolve `pyproject.toml` anew into both locks; what they hold already stays where it fits."""
    for name, extras in EXTRAS.items():
        wanted = [word for extra in extras for word in ("--extra", extra)]
        options = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header")
        uv = (sys.executable, "-m", "uv", "pip", "compile", "--quiet", *options)
        run(*uv, *wanted, "pyproject.toml", "-o", f"tests/releasing/{name}", cwd=checkout)


def load_lock(path: Path) -> tuple[Locked, ...]:
    """The entries of a lock, in its order."""
    text = path.read_text(encoding="utf-8")
    starts = [*_ENTRY.finditer(text)]
    ends = [found.start() for found in starts[1:]] + [len(text)]
    return tuple(
        Locked(canonicalize_name(found["name"]), found["version"], tuple(_HASH.findall(text[found.start() : end])))
        for found, end in zip(starts, ends, strict=True)
    )


def requirements(checkout: Path, extras: tuple[str, ...]) -> Iterator[Requirement]:
    """What `pyproject.toml` asks for itself, with some extras."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in [*project["dependencies"], *(line for e in extras for line in project["optional-dependencies"][e])]:
        yield Requirement(line)


def find_stale(checkout: Path = ROOT) -> Iterator[str]:
    """What a lock lacks or holds in a version that `pyproject.toml` does not allow."""
    for name, extras in EXTRAS.items():
        versions: dict[str, list[str]] = {}
        for entry in load_lock(checkout / "tests" / "releasing" / name):
            versions.setdefault(entry.name, []).append(entry.version)
        for wanted in requirements(checkout, extras):
            held = versions.get(canonicalize_name(wanted.name), [])
            if not held or not all(wanted.specifier.contains(version, prereleases=True) for version in held):
                yield f"{name}: {wanted} is asked for, {' and '.join(held) or 'nothing'} is locked (run make lock)"


if __name__ == "__main__":
    lock()
