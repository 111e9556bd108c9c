"""How fast records and tables are written: python -m tests.publish.benchmark [COUNT]

Generates COUNT (10,000) resolutions with votes, subjects and five languages, and their statements; then writes, in two
processes as a build does, MARCXML and ISO 2709 in both profiles, and all tables as CSV, SQLite and Parquet. Prints
seconds, and the most memory that one process, and all together, held. Timings are benchmarks, never tests.
"""

import heapq
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from msgspec.structs import replace

from lod.graph.resolution import resolution_triples
from lod.graph.serialize import sort_graph
from lod.model.annotations import Annotations
from lod.model.iris import DEFAULT_BASE
from lod.publish.gather import tables_tasks, write_tables
from lod.publish.marc.described import Described, described
from lod.publish.marc.fields import Profile
from lod.publish.marc.records import marcxml, write_collections
from lod.publish.tables.columns import TABLES
from lod.publish.tables.files import heading
from lod.publish.tables.rows import write_rows
from tests.graph_sample import RESOLUTION
from tests.publish.test_marc import SIX

_BATCH = 500
#: Bytes of statements that are made rows at a time.
_STRETCH = 20_000_000


def generated(number: int) -> Described:
    """A resolution of its own number, title and languages."""
    head = replace(RESOLUTION.masthead, symbol=f"A/RES/99/{number}", title=f"Lighthouses for all, part {number}")
    return described(replace(RESOLUTION, masthead=head), SIX)


def statements(start: int, folder: Path) -> Path:
    """The sorted statements of a batch of resolutions."""
    path = folder / f"chunk-{start:06}"
    triples = (
        triple
        for number in range(start, start + _BATCH)
        for triple in resolution_triples(generated(number).resolution, Annotations(), DEFAULT_BASE)
    )
    path.write_bytes(sort_graph(triples).n_triples())
    return path


def rows_of(chunk: Path) -> dict[str, bytes]:
    """The rows of all tables that a batch gives."""
    return write_rows(chunk.read_bytes().splitlines(keepends=True), DEFAULT_BASE)


def batch(profile: Profile, start: int, folder: Path) -> list[Path]:
    """The records of a batch in a profile, a file each, as a build leaves them beside the pages."""
    made = []
    for number in range(start, start + _BATCH):
        made.append(folder / f"{number:06}.{profile}.xml")
        made[-1].write_bytes(marcxml(generated(number), profile))
    return made


def collection(profile: Profile, folder: Path) -> int:
    """All records of a profile as one file in each syntax; how many ISO 2709 cannot hold."""
    files = sorted(folder.glob(f"*.{profile}.xml"))
    return len(write_collections(profile, folder, (file.read_bytes() for file in files)).too_long)


def whole(chunks: list[Path], folder: Path) -> Iterator[Path]:
    """All statements, each once, in files of whole things: what several chunks say of an actor is said in one."""
    with ExitStack() as opened:
        lines = heapq.merge(*(opened.enter_context(chunk.open("rb")) for chunk in chunks))
        things = groupby((line for line, _ in groupby(lines)), key=lambda line: line.partition(b" ")[0])
        for number, some in enumerate(batched(things)):
            path = folder / f"whole-{number:04}"
            path.write_bytes(some)
            yield path


def batched(things: Iterator[tuple[bytes, Iterator[bytes]]]) -> Iterator[bytes]:
    """The lines of things, some megabytes at a time."""
    made = bytearray()
    for _, lines in things:
        made += b"".join(lines)
        if len(made) > _STRETCH:
            yield bytes(made)
            made.clear()
    yield bytes(made)


def main(count: int) -> None:
    """Write and print."""
    starts = range(1, count + 1, _BATCH)
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2, get_context("spawn")) as pool:
        folder = Path(name)
        chunks = list(pool.map(statements, starts, [folder] * len(starts)))
        stretches = list(whole(chunks, folder))
        memory = Memory()
        began, spent = time.perf_counter(), sum(map(_spent, _family()))
        for profile in Profile:
            list(pool.map(batch, [profile] * len(starts), starts, [folder] * len(starts)))
        one = time.perf_counter()
        list(pool.map(collection, Profile, [folder] * 2))
        two = time.perf_counter()
        tables = folder / "out" / "tables"
        tables.mkdir(parents=True)
        files = {table.name: (tables / f"{table.name}.csv").open("wb") for table in TABLES}
        for table in TABLES:
            files[table.name].write(heading(table))
        for rows in pool.map(rows_of, stretches):
            for name, content in rows.items():
                files[name].write(content)
        for file in files.values():
            file.close()
        list(pool.map(write_tables, tables_tasks(tables)))
        three = time.perf_counter()
        print(f"{count} records: MARCXML {one - began:.1f} s, collections with ISO 2709 {two - one:.1f} s, "
              f"tables {three - two:.1f} s, together {three - began:.1f} s")  # fmt: skip
        print(f"processor time of all processes: {sum(map(_spent, _family())) - spent:.1f} s")
        print(f"memory: {memory.stop():.0f} MB all processes, {_most(pool):.0f} MB the largest")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _most(pool: ProcessPoolExecutor) -> float:
    """The most that this process or one of the pool held, in MB."""
    return max(_peak(), *(pool.submit(_peak).result() for _ in range(4)))


class Memory(threading.Thread):
    """Watches what this process and its children hold together, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self._on = 0.0, True
        self.start()

    def run(self) -> None:
        while self._on:
            self.most = max(self.most, sum(map(_held, _family())))
            time.sleep(0.2)

    def stop(self) -> float:
        """The most that was seen."""
        self._on = False
        self.join()
        return self.most


def _family() -> list[str]:
    own = Path("/proc/self/task")
    children = [word for task in own.iterdir() for word in (task / "children").read_text().split()]
    return ["self", *children]


def _held(process: str) -> float:
    """The memory of a process that it shares with nobody, and its part of what is shared, in MB."""
    try:
        lines = Path("/proc", process, "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _spent(process: str) -> float:
    """The processor time of a process, in seconds."""
    try:
        fields = Path("/proc", process, "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
