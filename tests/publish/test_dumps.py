"""The dumps: sorted, distinct, the same bytes, readable by other programs."""

import gzip
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lod.graph.files import open_packed
from lod.publish.dumps import _ALTERNATIVE, _PREFERRED, FORMATS, Graphs, merge_triples, merged, write_dump
from lod.publish.members import write_members
from tests.runner import lod
from tests.samples import BUNDLED

BASE = "https://example.org/"
GRAPHS = Graphs(BASE, frozenset({"A/RES/1/1"}), "https://example.org/def", frozenset({"verb/asks"}))
FILES = (
    [b'<https://example.org/A/RES/1/1#op1> <urn:p> "1"@en .\n', b"<https://example.org/actor/x> <urn:p> <urn:o> .\n"],
    [b"<https://example.org/actor/x> <urn:p> <urn:o> .\n", b'<https://example.org/verb/asks> <urn:p> "2" .\n'],
)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    made = []
    for i, lines in enumerate(FILES):
        made.append(tmp_path / f"{i}.nt")
        made[-1].write_bytes(b"".join(lines))
    return merge_triples(made, tmp_path / "whole.nt")


def test_the_whole_keeps_one_preferred_label_in_a_language(tmp_path: Path) -> None:
    """Two resolutions that print a group differently: the first label stays, the other is alternative, once."""
    subject = b"<https://example.org/actor/group/keepers>"
    files = []
    for name, preferred, other in (("1", b"All Keepers", b"all keepers"), ("2", b"all keepers", b"All Keepers")):
        lines = [subject + _PREFERRED[1:] + b'"' + preferred + b'"@en .\n']
        lines += [subject + _ALTERNATIVE[1:] + b'"' + other + b'"@en .\n', subject + _PREFERRED[1:] + b'"Tous"@fr .\n']
        files.append(tmp_path / f"{name}.nt")
        files[-1].write_bytes(b"".join(sorted(lines)))
    made = merge_triples(files, tmp_path / "whole.nt", ("https://example.org/actor/group/",)).read_bytes().splitlines()
    assert made == [
        subject + _ALTERNATIVE[1:] + b'"all keepers"@en .',
        subject + _PREFERRED[1:] + b'"All Keepers"@en .',
        subject + _PREFERRED[1:] + b'"Tous"@fr .',
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_dump_holds_every_statement_in_every_format(kind: str, whole: Path, tmp_path: Path) -> None:
    """Read back by its own format, a dump gives the statements of all files."""
    path = write_dump(kind, whole, tmp_path / f"d.{kind}.gz", GRAPHS, {})
    with open_packed(path) as stream:
        read = {quad.triple for quad in ox.parse(stream.read(), FORMATS[kind])}
    assert read == {quad.triple for lines in FILES for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)}


def test_each_statement_stands_in_one_graph(whole: Path, tmp_path: Path) -> None:
    """A resolution's statements stand in its graph, concepts in the vocabulary's, the rest in that of things."""
    path = write_dump("nq", whole, tmp_path / "d.nq.gz", GRAPHS, {})
    quads = list(ox.parse(gzip.decompress(path.read_bytes()), ox.RdfFormat.N_QUADS))
    assert [(str(quad.subject), str(quad.graph_name)) for quad in quads] == [
        ("<https://example.org/A/RES/1/1#op1>", "<https://example.org/A/RES/1/1>"),
        ("<https://example.org/actor/x>", "<https://example.org/data/things>"),
        ("<https://example.org/verb/asks>", "<https://example.org/def>"),
    ]


def test_a_dump_has_the_same_bytes_whatever_the_clock(whole: Path, tmp_path: Path) -> None:
    """No time stamp and no file name is in the gzip header."""
    first = write_dump("nq", whole, tmp_path / "1.gz", GRAPHS, {}).read_bytes()
    second = write_dump("nq", whole, tmp_path / "2.gz", GRAPHS, {}).read_bytes()
    assert first == second
    assert first[4:8] == bytes(4)


def test_rdflib_reads_the_turtle_dump(whole: Path, tmp_path: Path) -> None:
    """A reader of another make understands the Turtle."""
    path = write_dump("ttl", whole, tmp_path / "d.ttl.gz", GRAPHS, {"u": "urn:"})
    graph = rdflib.Graph().parse(io.BytesIO(gzip.decompress(path.read_bytes())), format="turtle")
    assert len(graph) == 3


@given(st.lists(st.lists(st.binary(min_size=1, max_size=4).map(lambda b: b.hex().encode() + b"\n"))), st.integers(1, 5))
def test_merging_gives_the_sorted_set(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[bytes]], at_once: int
) -> None:
    """However many chunks there are and however few files may be open, merging is sorting without duplicates."""
    folder = tmp_path_factory.mktemp("chunks")
    files = []
    for i, lines in enumerate(parts):
        files.append(folder / str(i))
        files[-1].write_bytes(b"".join(sorted(set(lines))))
    expected = sorted({line for lines in parts for line in lines})
    assert list(merged(files, max(2, at_once))) == expected


def members_of(path: Path) -> list[bytes]:
    """What each frame of a file holds."""
    content, found = path.read_bytes(), []
    while content:
        frame = zstandard.ZstdDecompressor().decompressobj()
        found.append(frame.decompress(content))
        content = frame.unused_data
    return found


def test_members_are_one_for_each_resolution(tmp_path: Path) -> None:
    """With its annotations and its languages; together they are the dump, and another resolution changes no other's."""
    paths = ("A/RES/1/1#op1", "A/RES/1/1/annotations", "A/RES/1/1/en", "A/RES/1/10", "A/RES/1/2#op1", "actor/x")
    lines = sorted(f"<{BASE}{path}> <urn:p> <urn:o> <urn:g> .\n".encode() for path in paths)
    graphs = replace(GRAPHS, resolutions=frozenset({"A/RES/1/1", "A/RES/1/2"}))
    whole = members_of(write_members(lines, tmp_path / "whole.zst", graphs))
    assert b"".join(whole) == b"".join(lines)
    assert [member.count(b"\n") for member in whole] == [3, 1, 1, 1]
    alone = write_members(lines[:3], tmp_path / "alone.zst", graphs).read_bytes()
    without = write_members(lines[:4] + lines[5:], tmp_path / "without.zst", graphs).read_bytes()
    assert (tmp_path / "whole.zst").read_bytes().startswith(alone)
    assert without.startswith(alone)


def test_the_members_of_a_build_are_its_quads(tmp_path: Path) -> None:
    """Everything, and facts alone; read by the library's own reader of several frames."""
    assert lod("build", BUNDLED, "--out", tmp_path / "p", "--jobs", 1).exit_code == 0
    for name in ("unres.nq", "unres.facts.nq"):
        packed = (tmp_path / f"p/data/{name}.zst").read_bytes()
        with zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True) as reader:
            assert reader.read() == gzip.decompress((tmp_path / f"p/data/{name}.gz").read_bytes())
