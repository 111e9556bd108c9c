"""The eight benchmark queries beside rdflib: python -m tests.query.benchmark FOLDER [QUERY ...]

FOLDER is a published one. Prints for each query its seconds of processor time over the kept store and over rdflib's
memory, the rows of both, and whether they are the same; then the sums. Loading is told apart. Timings are benchmarks,
never tests.
"""

import gzip
import sys
import time
from collections import Counter
from pathlib import Path

import rdflib

from lod.query.kept import keep_store, open_store
from lod.query.sparql import run, write_results
from lod.query.stored import stored_queries
from tests.query.rows import rows_of

BENCHMARKS = ("04", "13", "14", "17", "18", "30", "32", "47")


def main(folder: Path, *names: str) -> None:
    """Time them all."""
    keep_store(folder)
    start = time.process_time()
    graph = rdflib.Graph()
    with gzip.open(folder / "data" / "unres.nt.gz") as dump:
        graph.parse(dump, format="nt")  # type: ignore[arg-type]
    print(f"rdflib loads {len(graph):,} statements in {time.process_time() - start:.1f} s", flush=True)
    sums = [0.0, 0.0]
    with open_store(folder) as store:
        for query in (query for query in stored_queries() if query.name.startswith(names or BENCHMARKS)):
            start = time.process_time()
            ours = rows_of(write_results(run(store, query.text), "json"))
            between = time.process_time()
            theirs = rows_of(graph.query(query.text).serialize(format="json") or b"")
            spent = (between - start, time.process_time() - between)
            sums = [whole + one for whole, one in zip(sums, spent, strict=True)]
            same = "same rows" if Counter(ours) == Counter(theirs) else f"{len(theirs)} OTHER ROWS"
            print(f"{query.name:32} {spent[0]:8.3f} s  rdflib {spent[1]:8.2f} s  {len(ours)} rows, {same}", flush=True)
    print(f"sums: {sums[0]:.2f} s, rdflib {sums[1]:.1f} s: {sums[1] / sums[0]:.0f} times")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
