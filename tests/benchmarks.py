"""How fast the stages are, on one core: python -m tests.benchmarks FOLDER

FOLDER holds texts, PDFs or Akoma Ntoso files. Prints files a second for reading, annotating, graph and validation.
Timings are benchmarks, never tests.
"""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.graph.shacl import validator
from lod.publish.pool import collect_rarely
from lod.read.files import expand
from lod.read.read import read_bytes

LEAST = 2.0  # seconds that a figure is measured over

Item = TypeVar("Item")
Made = TypeVar("Made")


def timed(name: str, function: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
    """Apply a function to items and print how many a second it does, in processor time.

    Few items are gone through again for two seconds, so that what is done once (fonts, patterns) weighs as it does
    over a corpus.
    """
    given, rounds = list(items), 0
    start = time.process_time()
    while (spent := time.process_time() - start) < LEAST or not rounds:
        made = [function(item) for item in given]
        rounds += 1
    print(f"{name:32} {rounds * len(given) / spent:8.1f} a second  {spent / rounds:7.2f} s for {len(given)}")
    return made


def main(folder: Path) -> None:
    """Time every stage over the files of a folder."""
    files = [(path.read_bytes(), path.name) for path in expand([folder])]
    collect_rarely()  # as in a build
    annotate(read_bytes(*files[0]))  # tables and patterns are loaded and compiled once
    trees = timed("read", lambda file: read_bytes(*file), files)
    found = timed("annotate", lambda tree: (tree, annotate(tree)), trees)
    timed("read and annotate", lambda file: annotate(read_bytes(*file)), files)
    graphs = timed("graph", lambda pair: serialize(resolution_triples(*pair), ox.RdfFormat.N_TRIPLES), found)
    timed(f"validate ({validator().name})", validator().validate, graphs)
    on_two_cores(graphs)


def on_two_cores(graphs: Sequence[bytes]) -> None:
    """Print how long two processes take to validate graphs, from the first to the last, by the clock."""
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_validated, [*graphs[:2]] * 4))  # both have parsed the shapes
        start = time.perf_counter()
        results = sum(pool.map(_validated, graphs, chunksize=8))
        print(f"{'validate on two cores':32} {time.perf_counter() - start:8.2f} s for {len(graphs)}, {results} results")


def _validated(graph: bytes) -> int:
    return len(validator().validate(graph))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
