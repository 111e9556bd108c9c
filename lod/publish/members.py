"""Dumps compressed by zstd, as a concatenation of members: one for each resolution.

Governing text: RFC 8878 (a file may be several frames, one behind the other). Each member is whole: whoever keeps the
places of members makes, replaces or reads one alone, and `zstdcat` reads all. The library is an extra (`fast`).
"""

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from lod.publish.dumps import FACTS, Graphs

ZSTD = ".zst"
#: The dumps that are written so: everything, and facts alone.
QUADS = ("nq", FACTS)
_LEVEL = 6


def has_zstd() -> bool:
    """Whether the library is installed."""
    return importlib.util.find_spec("zstandard") is not None


def write_members(lines: Iterable[bytes], target: Path, graphs: Graphs) -> Path:
    """Write sorted quads as members; returns the file's path."""
    library: Any = importlib.import_module("zstandard")
    packer = library.ZstdCompressor(level=_LEVEL, write_checksum=True)
    with target.open("wb") as out:
        out.writelines(packer.compress(member) for member in split_members(lines, graphs))
    return target


def split_members(lines: Iterable[bytes], graphs: Graphs) -> Iterator[bytes]:
    """What belongs together: the lines of each resolution, and what stands between two."""
    for _, group in groupby(lines, key=lambda line: graphs.resolution_of(line[: line.index(b" ")])):
        yield b"".join(group)
