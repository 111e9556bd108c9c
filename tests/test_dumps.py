"""The dumps: sorted, distinct, the same bytes, readable by other programs."""

import gzip
import io
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from lod.dumps import FORMATS, Chunk, checksums, merge, merged, open_dump, write_dump

LINES = {
    "https://example.org/one": [b'<urn:a> <urn:p> "1"@en .\n', b"<urn:s> <urn:p> <urn:o> .\n"],
    "https://example.org/two": [b'<urn:b> <urn:p> "2" .\n', b"<urn:s> <urn:p> <urn:o> .\n"],
}


@pytest.fixture
def chunks(tmp_path: Path) -> list[Chunk]:
    made = []
    for i, (graph, lines) in enumerate(LINES.items()):
        path = tmp_path / f"{i}.nt"
        path.write_bytes(b"".join(lines))
        made.append(Chunk(graph, path))
    return made


@pytest.mark.parametrize("kind", FORMATS)
def test_a_dump_holds_every_statement_in_every_format(kind: str, chunks: list[Chunk], tmp_path: Path) -> None:
    """Read back by its own format, a dump gives the statements of all chunks."""
    whole = merge(chunks, tmp_path / "whole.nt")
    path = write_dump(kind, chunks, whole, tmp_path / f"d.{kind}.gz", {})
    with open_dump(path) as stream:
        read = {quad.triple for quad in ox.parse(stream.read(), FORMATS[kind])}
    assert read == {
        quad.triple for lines in LINES.values() for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)
    }


def test_the_quads_name_the_graph_that_says_so(chunks: list[Chunk], tmp_path: Path) -> None:
    """The N-Quads dump keeps a statement of two graphs twice, once in each."""
    path = write_dump("nq", chunks, tmp_path / "unused", tmp_path / "d.nq.gz", {})
    quads = list(ox.parse(gzip.decompress(path.read_bytes()), ox.RdfFormat.N_QUADS))
    shared = [quad.graph_name.value for quad in quads if quad.subject == ox.NamedNode("urn:s")]
    assert shared == list(LINES)


def test_a_dump_has_the_same_bytes_whatever_the_clock_and_the_order(chunks: list[Chunk], tmp_path: Path) -> None:
    """No time stamp is in the gzip header, and the order of the chunks does not matter."""
    first = write_dump("nq", chunks, tmp_path / "unused", tmp_path / "1.gz", {}).read_bytes()
    second = write_dump("nq", chunks[::-1], tmp_path / "unused", tmp_path / "2.gz", {}).read_bytes()
    assert first == second
    assert first[4:8] == bytes(4)


def test_rdflib_reads_the_turtle_dump(chunks: list[Chunk], tmp_path: Path) -> None:
    """A reader of another make understands the Turtle."""
    whole = merge(chunks, tmp_path / "whole.nt")
    path = write_dump("ttl", chunks, whole, tmp_path / "d.ttl.gz", {"u": "urn:"})
    graph = rdflib.Graph().parse(io.BytesIO(gzip.decompress(path.read_bytes())), format="turtle")
    assert len(graph) == 3


def test_sha256sum_agrees(chunks: list[Chunk], tmp_path: Path) -> None:
    """The checksum file is what the standard tool checks."""
    (tmp_path / "SHA256SUMS").write_text(checksums(chunk.path for chunk in chunks))
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


@given(st.lists(st.lists(st.binary(min_size=1, max_size=4).map(lambda b: b.hex().encode() + b"\n"))), st.integers(1, 5))
def test_merging_gives_the_sorted_set(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[bytes]], at_once: int
) -> None:
    """However many chunks there are and however few files may be open, merging is sorting without duplicates."""
    folder = tmp_path_factory.mktemp("chunks")
    chunks = []
    for i, lines in enumerate(parts):
        (folder / str(i)).write_bytes(b"".join(sorted(set(lines))))
        chunks.append(Chunk(str(i), folder / str(i)))
    expected = sorted({line for lines in parts for line in lines})
    assert list(merged(chunks, max(2, at_once))) == expected
