"""Dumps compressed by zstd, as a concatenation of members: one for each run of lines.

Governing text: RFC 8878 (a file may be several frames, one behind the other). Each member is whole: whoever keeps the
places of members makes, replaces or reads one alone, and `zstdcat` reads all. The library is an extra (`fast`).
"""

import importlib
import importlib.util
from functools import cache
from typing import IO, Any

from lod.publish.dumps import FACTS

ZSTD = ".zst"
#: The dumps that are written so: everything, and facts alone.
QUADS = ("nq", FACTS)
_LEVEL = 6


@cache
def has_zstd() -> bool:
    """Whether the library is installed."""
    return importlib.util.find_spec("zstandard") is not None


def packed_member(content: bytes) -> bytes:
    """A member."""
    packed: bytes = _packer().compress(content)
    return packed


def copy_member(lines: IO[bytes], out: IO[bytes]) -> None:
    """Write all that comes as a member."""
    _packer().copy_stream(lines, out)


def _packer() -> Any:
    library: Any = importlib.import_module("zstandard")
    return library.ZstdCompressor(level=_LEVEL, write_checksum=True)
