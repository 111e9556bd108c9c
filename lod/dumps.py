"""The whole data set as files: sorted, without duplicates, the same bytes for the same statements.

Reads: sorted N-Quads chunks, one for each graph. Writes: `unres.nq.gz`, `unres.nt.gz`, `unres.ttl.gz`,
`unres.jsonld.gz` and `SHA256SUMS`. Memory stays flat: chunks are merged line by line and streamed.
"""

import gzip
import hashlib
import heapq
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyoxigraph as ox

#: What a dump is called, and how it is written.
FORMATS: dict[str, ox.RdfFormat] = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.STREAMING_JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sorted, distinct N-Triples lines of one graph in a file, and the graph's IRI."""

    graph: str
    path: Path


def merged(chunks: Sequence[Chunk], at_once: int = 256) -> Iterator[bytes]:
    """The distinct N-Triples lines of all chunks, sorted. Opens at most `at_once` files at a time."""
    if len(chunks) > at_once:
        parts = [chunks[i : i + at_once] for i in range(0, len(chunks), at_once)]
        yield from _distinct(heapq.merge(*(merged(part, at_once) for part in parts)))
        return
    with ExitStack() as stack:
        files = [stack.enter_context(chunk.path.open("rb")) for chunk in chunks]
        yield from _distinct(heapq.merge(*files))


def quads(chunks: Sequence[Chunk]) -> Iterator[bytes]:
    """The N-Quads lines of all chunks, graph by graph in the order of their IRIs."""
    for chunk in sorted(chunks, key=lambda chunk: chunk.graph):
        end = f" <{chunk.graph}> .\n".encode()
        with chunk.path.open("rb") as lines:
            for line in lines:
                yield line.removesuffix(b" .\n") + end


def merge(chunks: Sequence[Chunk], target: Path) -> Path:
    """Write the distinct triples of all chunks as one sorted N-Triples file; returns its path."""
    with target.open("wb") as out:
        out.writelines(merged(chunks))
    return target


def write_dump(kind: str, chunks: Sequence[Chunk], whole: Path, target: Path, prefixes: dict[str, str]) -> Path:
    """Write one dump, gzipped without a time stamp; `whole` is what `merge` wrote. Returns its path."""
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        if kind == "nq":
            out.writelines(quads(chunks))
        elif kind == "nt":
            with whole.open("rb") as lines:
                shutil.copyfileobj(lines, out, 1 << 20)
        else:
            triples = (quad.triple for quad in ox.parse(path=whole, format=ox.RdfFormat.N_TRIPLES))
            ox.serialize(triples, cast(IO[bytes], out), FORMATS[kind], prefixes=prefixes)
    return target


def checksums(files: Iterable[Path]) -> str:
    """The text of a SHA256SUMS file, which `sha256sum -c` reads."""
    return "".join(f"{_sha256(path)}  {path.name}\n" for path in sorted(files, key=lambda path: path.name))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(lines))


def open_dump(path: Path) -> BinaryIO:
    """A dump for reading, gzipped or not."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]
