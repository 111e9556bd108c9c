"""The dumps: sorted, distinct, the same bytes, readable by other programs."""

import gzip
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lod.graph.files import open_packed
from lod.publish.assembly import AssembleTask, assemble
from lod.publish.cache import Cache
from lod.publish.dumps import _ALTERNATIVE, _PREFERRED, FORMATS, Graphs, quads
from lod.publish.packing import Packing, PackTask, pack_runs
from lod.publish.runs import ToldLines, split_own
from tests.runner import lod
from tests.samples import BUNDLED

BASE = "https://example.org/"
GRAPHS = Graphs(BASE, frozenset({"A/RES/1/1"}), "https://example.org/def", frozenset({"verb/asks"}))
FILES = (
    [b'<https://example.org/A/RES/1/1#op1> <urn:p> "1"@en .\n', b"<https://example.org/actor/x> <urn:p> <urn:o> .\n"],
    [b"<https://example.org/actor/x> <urn:p> <urn:o> .\n", b'<https://example.org/verb/asks> <urn:p> "2" .\n'],
)


@pytest.fixture
def dump(tmp_path: Path) -> Callable[..., Path]:
    """What writes a dump of the files: packed run by run, and put together."""

    def write(name: str, prefixes: Mapping[str, str] = {}, folder: str = "one") -> Path:
        cache, given = Cache(tmp_path / "cache"), tuple(prefixes.items())
        told = ToldLines.of(map(b"".join, FILES), ())
        packing = Packing(GRAPHS, given, by_graph=False)
        runs = tuple((packing.entry(run), run) for run in told.runs({"A/RES/1/1": ""}, GRAPHS))
        pack_runs(PackTask(cache, runs, packing))
        made = assemble(AssembleTask(cache, tuple(entry for entry, _ in runs), tmp_path / folder, given, ()))
        assert not made.faults
        assert made.triples == 3
        return next(path for path in made.dumps if path.name == f"unres.{name}")

    return write


def test_the_whole_keeps_one_preferred_label_in_a_language() -> None:
    """Two resolutions that print a group differently: the first label stays, the other is alternative, once."""
    subject = b"<https://example.org/actor/group/keepers>"
    files = []
    for preferred, other in ((b"All Keepers", b"all keepers"), (b"all keepers", b"All Keepers")):
        lines = [subject + _PREFERRED[1:] + b'"' + preferred + b'"@en .\n']
        lines += [subject + _ALTERNATIVE[1:] + b'"' + other + b'"@en .\n', subject + _PREFERRED[1:] + b'"Tous"@fr .\n']
        files.append(b"".join(sorted(lines)))
    told = ToldLines.of(files, ("https://example.org/actor/group/",))
    assert b"".join(told.lines).splitlines() == [
        subject + _ALTERNATIVE[1:] + b'"all keepers"@en .',
        subject + _PREFERRED[1:] + b'"All Keepers"@en .',
        subject + _PREFERRED[1:] + b'"Tous"@fr .',
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_dump_holds_every_statement_in_every_format(kind: str, dump: Callable[..., Path]) -> None:
    """Read back by its own format, a dump gives the statements of all files."""
    with open_packed(dump(f"{kind}.gz")) as stream:
        read = {quad.triple for quad in ox.parse(stream.read(), FORMATS[kind])}
    assert read == {quad.triple for lines in FILES for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)}


def test_each_statement_stands_in_one_graph(dump: Callable[..., Path]) -> None:
    """A resolution's statements stand in its graph, concepts in the vocabulary's, the rest in that of things."""
    quads = list(ox.parse(gzip.decompress(dump("nq.gz").read_bytes()), ox.RdfFormat.N_QUADS))
    assert [(str(quad.subject), str(quad.graph_name)) for quad in quads] == [
        ("<https://example.org/A/RES/1/1#op1>", "<https://example.org/A/RES/1/1>"),
        ("<https://example.org/actor/x>", "<https://example.org/data/things>"),
        ("<https://example.org/verb/asks>", "<https://example.org/def>"),
    ]


def test_a_dump_has_the_same_bytes_whatever_the_clock(dump: Callable[..., Path]) -> None:
    """No time stamp and no file name is in the gzip header."""
    first, second = dump("nq.gz").read_bytes(), dump("nq.gz", folder="two").read_bytes()
    assert first == second
    assert first[4:8] == bytes(4)


def test_rdflib_reads_the_turtle_dump(dump: Callable[..., Path]) -> None:
    """A reader of another make understands the Turtle."""
    path = dump("ttl.gz", {"u": "urn:"})
    graph = rdflib.Graph().parse(io.BytesIO(gzip.decompress(path.read_bytes())), format="turtle")
    assert len(graph) == 3


def test_prefixes_stand_once(dump: Callable[..., Path]) -> None:
    """However many runs a file is made of."""
    assert gzip.decompress(dump("ttl.gz", {"u": "urn:"}).read_bytes()).count(b"@prefix") == 1


def statement(subject: str, words: str) -> bytes:
    return f'<{BASE}{subject}> <urn:p> "{words}" .\n'.encode()


SUBJECTS = st.sampled_from(
    [
        *("A/RES/1/1", "A/RES/1/1#op1", "A/RES/1/1/en", "A/RES/1/1/annotations", "A/RES/1/1/Add.1", "A/RES/1/10"),
        *("A/RES/1/1(II)", "A/RES/1/1-B", "A/RES/1/2#op1", "A/RES/1/2", "A/RES/1/3", "actor/x", "A/1", "verb/asks"),
    ]
)
STATEMENTS = st.lists(st.builds(statement, SUBJECTS, st.sampled_from("ab")), max_size=12)


@given(st.fixed_dictionaries(dict.fromkeys(("A/RES/1/1", "A/RES/1/2", "A/RES/1/1/Add.1"), STATEMENTS)))
def test_runs_are_the_whole_sorted(said: dict[str, list[bytes]]) -> None:
    """Whatever resolutions say of themselves and of each other, and however their symbols sort: each line once."""
    own, others = {}, []
    for path, lines in said.items():
        split = split_own(b"".join(sorted(set(lines))), f"{BASE}{path}")
        own[path] = split.own
        others.append(split.others)
    graphs = replace(GRAPHS, resolutions=frozenset(said))
    runs = ToldLines.of(others, ()).runs({path: path for path in own}, graphs)
    made = [line for run in runs for line in run.lines(own.get(run.own, b""))]
    assert made == sorted({line for lines in said.values() for line in lines})
    alike = [
        [*quads(run.lines(own.get(run.own, b"")), replace(GRAPHS, resolutions=frozenset(run.resolutions)))]
        for run in runs
    ]
    assert [line for lines in alike for line in lines] == list(quads(made, graphs))


def test_the_members_of_a_build_are_its_quads(tmp_path: Path) -> None:
    """Everything, and facts alone; read by the library's own reader of several frames."""
    assert lod("build", BUNDLED, "--out", tmp_path / "p").exit_code == 0
    for name in ("unres.nq", "unres.facts.nq"):
        packed = (tmp_path / f"p/data/{name}.zst").read_bytes()
        with zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True) as reader:
            assert reader.read() == gzip.decompress((tmp_path / f"p/data/{name}.gz").read_bytes())
