"""Paths of data files (beside the package in a checkout, inside it when installed), and reading TOML."""

import tomllib
from pathlib import Path
from typing import Any

from lod.model.errors import DataError

PACKAGE = Path(__file__).parent.parent


def share(*parts: str) -> Path:
    """The path of a file or folder below `ontology/`, `shapes/` or `site/`.

    >>> share("site").name
    'site'
    """
    for root in (PACKAGE / "share", PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise DataError(f"no {'/'.join(parts)} in this installation", str(PACKAGE), "install the package again")


def data(*parts: str) -> Path:
    """The path of a file or folder below `lod/data/`.

    >>> data("sources").is_dir()
    True
    """
    path = PACKAGE.joinpath("data", *parts)
    if not path.exists():
        raise DataError(f"no data/{'/'.join(parts)} in this installation", str(PACKAGE), "install the package again")
    return path


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a table; raises DataError naming the file and the fault."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise DataError(str(fault), str(path), "fix the file") from fault
