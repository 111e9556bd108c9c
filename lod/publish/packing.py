"""What files of the whole hold of a run of lines: dumps in each format, rows of tables, counts; made once and kept.

A run is a resolution or a stretch of what stands between (`lod.publish.runs`). What fails of one format costs that
format alone.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.named_graphs import ACROSS, ANNOTATIONS
from lod.publish.cache import Cache
from lod.publish.disk import is_disk_fault
from lod.publish.dumps import FACTS, FORMATS, Graphs, facts_alone, quads
from lod.publish.members import QUADS, ZSTD, has_zstd, packed_member
from lod.publish.pieces import PackedPiece, pack
from lod.publish.pool import why_lost
from lod.publish.runs import LineRun
from lod.publish.tables.rows import Counted, count_terms, write_rows

GZIP = ".gz"


class Packing(Struct, frozen=True):
    """How runs are packed: the graphs without resolutions, the prefixes of Turtle, whether graphs are packed alone."""

    graphs: Graphs
    prefixes: tuple[tuple[str, str], ...]
    by_graph: bool

    def entry(self, run: LineRun) -> str:
        """The name under which it is kept what is made of a run."""
        prefixes = (part for prefix in self.prefixes for part in prefix)
        return run.entry(self.graphs.base, str(self.by_graph), *dump_names(), *prefixes)


class PackedRun(Struct, frozen=True):
    """A run in each dump, by the dump's ending; in files of one graph each, by the graph's path ("" for all others).

    Besides, how many statements each of these graphs has, rows by table, and what stands in the run.
    """

    dumps: dict[str, PackedPiece]
    graphs: dict[str, PackedPiece]
    statements: dict[str, int]
    rows: dict[str, bytes]
    counted: Counted
    faults: dict[str, str]  # why there is no piece, by the dump's ending


class PackTask(Struct, frozen=True):
    """Runs to pack, each with the name under which it is kept."""

    cache: Cache
    runs: tuple[tuple[str, LineRun], ...]
    packing: Packing
    symbol: str = ""  # of the resolution whose runs they are

    @property
    def name(self) -> str:
        return self.symbol or f"data from {self.runs[0][1].start.decode()}"


def dump_names() -> tuple[str, ...]:
    """The endings of all dumps."""
    return (*(kind + GZIP for kind in FORMATS), *(kind + ZSTD for kind in QUADS if has_zstd()))


def pack_runs(task: PackTask) -> None:
    """Pack runs and keep what is made."""
    loaded: dict[str, bytes] = {"": b""}
    for entry, run in task.runs:
        if run.own not in loaded:
            loaded[run.own] = task.cache.held_bytes(run.own)
        task.cache.keep(entry, pack_run(run.lines(loaded[run.own]), run, task.packing), level=0)


def pack_run(lines: Sequence[bytes], run: LineRun, packing: Packing) -> PackedRun:
    """What files of the whole hold of a run, which has these lines."""
    graphs = Graphs(packing.graphs.base, frozenset(run.resolutions), packing.graphs.vocabulary, packing.graphs.concepts)
    in_graphs = list(quads(lines, graphs))

    def written(kind: str) -> bytes:
        return ox.serialize(triples(), format=FORMATS[kind], prefixes=dict(packing.prefixes)) or b""

    @cache  # both formats are written of what is parsed once
    def triples() -> list[ox.Triple]:
        return [quad.triple for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)]

    makers: Mapping[str, Callable[[], bytes]] = {
        "nt": lambda: b"".join(lines),
        "nq": lambda: b"".join(in_graphs),
        FACTS: lambda: b"".join(facts_alone(in_graphs, graphs.base)),
        "ttl": lambda: turtle_body(written("ttl")),
        "jsonld": lambda: written("jsonld")[1:-1],
    }
    dumps, faults = {}, {}
    for name in dump_names():
        kind, ending = name.rpartition(".")[0], "." + name.rpartition(".")[2]
        try:
            dumps[name] = pack_dump(kind, ending, makers[kind]())
        except Exception as fault:
            if is_disk_fault(fault):
                raise
            faults[name] = why_lost(fault).why
    by_graph = _by_graph(in_graphs, graphs)
    statements = {path: len(found) for path, found in by_graph.items()}
    again = dumps.get("nq.gz") if len(by_graph) == 1 else None  # a run of one graph is packed already
    return PackedRun(
        dumps,
        {path: again or pack(b"".join(found)) for path, found in by_graph.items() if packing.by_graph or not path},
        statements,
        write_rows(lines, graphs.base),
        count_terms(lines),
        faults,
    )


def pack_dump(kind: str, ending: str, content: bytes) -> PackedPiece:
    """A stretch of a dump: of a gzipped one a piece, else a member, which needs no sum."""
    return pack(content) if ending == GZIP else PackedPiece(packed_member(content) if content else b"", len(content))


def turtle_head(prefixes: Mapping[str, str]) -> bytes:
    """The prefixes with which a Turtle file begins."""
    node = ox.NamedNode("urn:x")
    content = ox.serialize([ox.Triple(node, node, node)], format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    return content.removesuffix(turtle_body(content))


def turtle_body(content: bytes) -> bytes:
    """A Turtle file without the prefixes with which it begins."""
    while content.startswith(b"@prefix "):
        content = content.partition(b"\n")[2]
    return content


def _by_graph(in_graphs: Sequence[bytes], graphs: Graphs) -> dict[str, list[bytes]]:
    """Quads by the path of their graph: of a resolution, its annotations, what follows from several; "" for others."""
    told = {ACROSS, *(path + part for path in graphs.resolutions for part in ("", ANNOTATIONS))}
    found: dict[str, list[bytes]] = {}
    for graph, group in groupby(in_graphs, key=lambda line: line[line.rindex(b" <") + 2 : -4]):
        path = graph.decode().removeprefix(graphs.base)
        found.setdefault(path if path in told else "", []).extend(group)
    return found
