"""Dumps of each session: everything by gzip and by zstd, and facts alone by zstd, of the parts that a browser loads.

Reads: the gzipped N-Quads of a session's facts and annotations (`lod.publish.parts`). Writes beside them `78.nq.gz`,
the two as they are, one behind the other, and `78.nq.zst`, `78.facts.nq.zst`, a member for each. So nothing is packed
by gzip twice. A publication of one session has the dumps of the whole.
Governing texts: RFC 1952, section 2.2, and RFC 8878: members stand one behind the other.
"""

import gzip
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from lod.publish.dumps import FACTS
from lod.publish.members import ZSTD, copy_member, has_zstd
from lod.publish.parts import DataPart

_PIECE = 1 << 20


def write_session_dumps(parts: Sequence[DataPart], folder: Path) -> Iterator[str]:
    """Write the dumps of parts whose files stand below the folder; yields their paths."""
    for part in parts if len(parts) > 1 else ():
        everything = part.facts.replace(f".{FACTS}.", ".nq.")
        with (folder / everything).open("wb") as out:
            for path in (part.facts, part.annotations):
                with (folder / path).open("rb") as packed:
                    shutil.copyfileobj(packed, out, _PIECE)
        yield everything
        if has_zstd():
            for path, held in ((everything, (part.facts, part.annotations)), (part.facts, (part.facts,))):
                yield _write_members(path.removesuffix(".gz") + ZSTD, held, folder)


def _write_members(path: str, held: Sequence[str], folder: Path) -> str:
    """Gzipped files as members of one file packed by zstd; returns its path."""
    with (folder / path).open("wb") as out:
        for packed in held:
            with gzip.open(folder / packed) as lines:
                copy_member(cast(IO[bytes], lines), out)
    return path
