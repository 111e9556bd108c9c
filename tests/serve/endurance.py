"""Mixed load while workers are killed at random: python -m tests.serve.endurance FOLDER [SECONDS]

Asks lookups, counts, long answers, wrong and endless queries, documents and dumps, and goes away in the middle of some;
holds each answer against what the store gives. Prints wrong answers, refusals by status, and memory and open files of
the server's own processes (the one for HTTP, the one that forks) after a fifth of the time and at the end. Exits with 1
where an answer was wrong or more than a tenth and 20 MB, or 10 files, have gathered.
"""

import asyncio
import contextlib
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from lod.query.kept import open_store
from lod.query.sparql import run, write_results
from tests.serve.benchmark import ENDLESS, family, lod_serve, lookups
from tests.serve.load import ask_on, request_of

LONG = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 20000"
COUNTS = (
    "SELECT (COUNT(*) AS ?n) { ?a a <https://w3id.org/unres/def#Act> }",
    "SELECT ?v (COUNT(*) AS ?n) { ?a <https://w3id.org/unres/def#verb> ?v } GROUP BY ?v ORDER BY ?v",
)
WRONG = ("SELEC", "SELECT ?x { ?x <p", "ASK { SERVICE <http://127.0.0.1:9/> {} }")
CLIENTS = 8


class Course:
    """What has been seen until now."""

    def __init__(self, folder: Path, address: str, until: float) -> None:
        self.address, self.until = address, until
        with open_store(folder) as store:
            asked = [*lookups(folder, 100), *COUNTS, LONG]
            self.expected: Mapping[str, bytes] = {q: write_results(run(store, q), "json") for q in asked}
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.killed = 0

    async def client(self, number: int) -> None:
        """Ask until the time is over, on one connection after the other."""
        chance = random.Random(number)
        while time.monotonic() < self.until:
            parts = urlsplit(self.address)
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ValueError):
                await self._ask(reader, writer, chance)
            writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chance: random.Random) -> None:
        while time.monotonic() < self.until:
            kind = chance.choices(("right", "wrong", "endless", "leave", "file"), (85, 5, 1, 4, 5))[0]
            query = {"wrong": chance.choice(WRONG), "endless": ENDLESS, "leave": chance.choice((LONG, ENDLESS))}.get(
                kind, chance.choice([*self.expected])
            )
            if kind == "leave":
                writer.write(request_of(self.address, query))
                await asyncio.sleep(chance.random() * 0.3)
                self.seen["gone away"] += 1
                return
            request = (
                b"GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n" if kind == "file" else request_of(self.address, query)
            )
            self.seen["cut off"] += 1  # until it is not
            status, content = await ask_on(reader, writer, request)
            self.seen["cut off"] -= 1
            self._judge(kind, query, status, content)

    def _judge(self, kind: str, query: str, status: int, content: bytes) -> None:
        self.seen[f"{kind} {status}"] += 1
        fit = {"right": (200, 503), "wrong": (400, 503), "endless": (503,), "file": (200,)}[kind]
        same = kind != "right" or status != 200 or content == self.expected[query]
        if status not in fit or not same:
            self.wrong.append(f"{kind} {status} {query[:60]} {content[:100]!r}")

    async def killer(self, forking: int) -> None:
        """End a worker every now and then."""
        chance = random.Random(1)
        while time.monotonic() < self.until:
            await asyncio.sleep(chance.random())
            if workers := family(forking)[1:]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(workers), signal.SIGKILL)
                    self.killed += 1


def state(processes: list[int]) -> tuple[float, int]:
    """Megabytes that processes have for themselves, and how many files they have open."""
    size, files = 0, 0
    for one in processes:
        resident, shared = Path(f"/proc/{one}/statm").read_text().split()[1:3]
        size += (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
        files += len(os.listdir(f"/proc/{one}/fd"))
    return size / 1e6, files


async def watch(processes: list[int], start: float, seconds: float) -> tuple[float, int]:
    """The state of processes after a fifth of the time."""
    await asyncio.sleep(max(0.0, start + seconds / 5 - time.monotonic()))
    return state(processes)


async def endure(folder: Path, seconds: float) -> bool:
    """Run it; whether all was well."""
    with lod_serve(folder, "--timeout", "3") as (address, number):
        await asyncio.sleep(1)
        start = time.monotonic()
        course = Course(folder, address, time.monotonic() + seconds)
        own = family(number)[:2]
        clients = [course.client(one) for one in range(CLIENTS)]
        watched = asyncio.create_task(watch(own, start, seconds))
        await asyncio.gather(course.killer(own[1]), *clients)
        early = await watched
        await asyncio.sleep(5)
        late, left = state(own), len(family(number)) - 2
    print(f"{seconds:.0f} s, {CLIENTS} clients, {course.killed} workers killed, {len(course.wrong)} wrong answers")
    print("  ".join(f"{what}: {count}" for what, count in sorted(course.seen.items()) if count))
    print(f"memory {early[0]:.1f} then {late[0]:.1f} MB, open files {early[1]} then {late[1]}, {left} workers left")
    print("\n".join(course.wrong[:10]))
    return not course.wrong and late[0] < early[0] * 1.1 + 20 and late[1] < early[1] + 10


if __name__ == "__main__":
    well = asyncio.run(endure(Path(sys.argv[1]), float([*sys.argv, "600"][2])))
    sys.exit(0 if well else 1)
