"""How fast the endpoint is, beside others: python -m tests.serve.benchmark FOLDER [ROUNDS]

FOLDER is a published one; its store is kept first. Prints, for lod serve and for each other server that is installed
(rdflib-endpoint on a pyoxigraph store, Virtuoso), lookups a second and the 50th and 99th part of times at 1, 8 and 64
connections, in turns within the same minute; memory of all processes; and start to first answer. Then lookups while 20
endless queries run. Timings are benchmarks, never tests.
"""

import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pyoxigraph as ox

from lod.query.kept import keep_store, open_store
from lod.query.sparql import run
from tests.query.virtuoso import free_port, is_installed, virtuoso, wait_for
from tests.serve.load import Load

SECONDS = 2.0
LOOKUP = (
    "PREFIX dct: <http://purl.org/dc/terms/> PREFIX unr: <https://w3id.org/unres/def#> "
    "SELECT ?title ?symbol { <%s> dct:title ?title ; unr:symbol ?symbol }"
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }"
#: rdflib-endpoint as its documentation serves a graph.
OTHER = """
import pyoxigraph, rdflib, sys, uvicorn
from oxrdflib import OxigraphStore
from rdflib_endpoint import SparqlEndpoint
store = OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1]))
app = SparqlEndpoint(graph=rdflib.Dataset(store=store, default_union=True))
uvicorn.run(app, port=int(sys.argv[2]), log_level="error")
"""


@contextmanager
def process(command: Sequence[str], **options: object) -> Iterator[subprocess.Popen[str]]:
    """A process that ends with the block."""
    started = subprocess.Popen(command, text=True, **options)  # type: ignore[call-overload]
    try:
        yield started
    finally:
        started.terminate()
        started.wait(60)


@contextmanager
def lod_serve(folder: Path, *options: str) -> Iterator[tuple[str, int]]:
    """The address of the endpoint, and the process."""
    command = [sys.executable, "-c", "from lod.cli import main; main()", "serve", str(folder), "--port", "0", *options]
    with process(command, stderr=subprocess.PIPE) as server:
        assert server.stderr
        found = re.search(r"http://[\d.:]+", server.stderr.readline())
        assert found
        yield f"{found[0]}/sparql", server.pid


@contextmanager
def rdflib_endpoint(store: Path) -> Iterator[tuple[str, int]]:
    port = free_port()
    with process([sys.executable, "-c", OTHER, str(store), str(port)]) as server:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/", server.pid


def family(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found = [root]
    for one in found:
        found += parents.get(one, [])
    return found


def memory(root: int) -> float:
    """Megabytes of a process and all below it, what they share counted once (proportional set size)."""
    total = 0
    for one in family(root):
        with contextlib.suppress(OSError):
            found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)
            total += int(found[1]) if found else 0
    return total / 1000


def measured(address: str, queries: Sequence[str], connections: int, seconds: float = SECONDS) -> Load:
    """Load from a process of its own."""
    given = json.dumps([address, queries, connections, seconds])
    told = subprocess.run([sys.executable, "-m", "tests.serve.load"], input=given, text=True, stdout=subprocess.PIPE)
    return Load(*json.loads(told.stdout))


def lookups(folder: Path, most: int = 300) -> list[str]:
    """Queries for the titles of resolutions."""
    with open_store(folder) as store:
        rows = run(store, f"SELECT ?r {{ ?r a unr:Resolution }} ORDER BY ?r LIMIT {most}")
        assert isinstance(rows, ox.QuerySolutions)
        return [LOOKUP % row["r"].value for row in rows]


def compare(folder: Path, rounds: int) -> None:
    """Lookups of all servers, in turns."""
    queries = lookups(folder)
    with ExitStack() as stack:
        servers = {"lod serve": stack.enter_context(lod_serve(folder))}
        if find_spec("oxrdflib") and find_spec("rdflib_endpoint"):  # pip install rdflib-endpoint oxrdflib
            servers["rdflib-endpoint"] = stack.enter_context(rdflib_endpoint(keep_store(folder)))
        if is_installed():
            servers["Virtuoso"] = stack.enter_context(virtuoso(folder / "data" / "unres.nq.gz"))
        for connections in (1, 8, 64):
            found: dict[str, list[Load]] = {name: [] for name in servers}
            for _round in range(rounds):
                for name, (address, _process) in servers.items():
                    found[name].append(measured(address, queries, connections))
            for name, loads in found.items():
                told = [statistics.median(load.share(part) for load in loads) for part in (0.5, 0.99)]
                rate = statistics.median(load.rate for load in loads)
                failed = sum(len(load.failures) for load in loads)
                print(f"{connections:3} connections  {name:16} {rate:7.0f} a second  p50 {told[0]:6.1f} ms  "
                      f"p99 {told[1]:6.1f} ms  {failed} failed", flush=True)  # fmt: skip
        for name, (_address, number) in servers.items():
            print(f"{name:16} {memory(number):6.0f} MB in all processes")


def starts(folder: Path, rounds: int) -> None:
    """Start to first answer, by the clock and by processor time."""
    keep_store(folder)
    for _round in range(rounds):
        start = time.perf_counter()
        with lod_serve(folder) as (address, number):
            urlopen(f"{address}?{urlencode({'query': 'ASK {}'})}", timeout=60).read()
            spent = sum(processor_seconds(one) for one in family(number))
            print(
                f"start to first answer {time.perf_counter() - start:5.2f} s, {spent:.2f} s of a processor", flush=True
            )


def processor_seconds(number: int) -> float:
    """What a process has used."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def endless(folder: Path, limit: int = 10, rounds: int = 3) -> None:
    """20 endless queries at once, and again: what others' lookups take meanwhile, when each was stopped, memory."""

    def ask(address: str, stopped: list[tuple[int, float]]) -> None:
        start = time.perf_counter()
        try:
            status = urlopen(f"{address}?{urlencode({'query': ENDLESS})}", timeout=120).status
        except HTTPError as fault:
            status = fault.code
        stopped.append((status, time.perf_counter() - start))

    with lod_serve(folder, "--timeout", str(limit)) as (address, number):
        print(f"20 endless queries, limit {limit} s: memory before {memory(number):.0f} MB")
        for _ in range(rounds):
            stopped: list[tuple[int, float]] = []
            threads = [threading.Thread(target=ask, args=(address, stopped)) for _ in range(20)]
            for thread in threads:
                thread.start()
            time.sleep(0.5)
            told = measured(address, lookups(folder), 4, limit - 3)
            most = memory(number)
            for thread in threads:
                thread.join()
            time.sleep(1)
            codes, after = {code for code, _ in stopped}, [seconds for _, seconds in stopped]
            print(f"stopped after {min(after):.1f} to {max(after):.1f} s with {sorted(codes)}; "
                  f"memory {most:.0f}, then {memory(number):.0f} MB; lookups meanwhile: {told.rate:.0f} a second, "
                  f"p50 {told.share(0.5):.0f} ms, p99 {told.share(0.99):.0f} ms, "
                  f"{len(told.failures)} failed")  # fmt: skip


def main(folder: Path, rounds: int = 3) -> None:
    """All of it."""
    steps: list[Callable[[], None]] = [
        lambda: starts(folder, rounds),
        lambda: compare(folder, rounds),
        lambda: endless(folder),
    ]
    for step in steps:
        step()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
