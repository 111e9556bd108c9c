"""Mixed load with faults on `lod serve`: python -m tests.serve.endurance FOLDER [MINUTES]

FOLDER is a published one; it is copied (by links) and not changed. Clients ask for pages, by IRIs, queries, stored
queries and the OAI-PMH repository at half the rate that the server holds, and go away in the middle of some; meanwhile
workers and the process that forks them are killed, files removed, the disk filled, the clock set, the publication
replaced (`tests.serve.faults`). Prints requests and times by kind, wrong answers, refusals, faults and how long until
all was right again, memory and open files. Exits with 1 where an answer was wrong, something did not recover, or more
than a tenth and 30 MB, or 20 files, have gathered.
"""

import asyncio
import contextlib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from tests.serve.benchmark import family, memory
from tests.serve.faults import Faults, Surroundings, server_command
from tests.serve.traffic import Ask, Traffic, exchange, prepare

CLIENTS = 8
#: Seconds that a query has; of a client's silence after which it has not been answered.
LIMIT, SILENCE = 10, 60


class State(Struct, frozen=True):
    """Megabytes that the server's own processes have for themselves, those of all together, and their open files."""

    own: float
    whole: float
    files: int

    @classmethod
    def of(cls, server: int) -> "State":
        """That of now."""
        size, files = 0, 0
        for one in family(server)[:2]:
            with contextlib.suppress(OSError):
                resident, shared = Path(f"/proc/{one}/statm").read_text().split()[1:3]
                size += (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
                files += len(os.listdir(f"/proc/{one}/fd"))
        return cls(size / 1e6, memory(server), files)


class Course:
    """What has been asked and seen."""

    def __init__(self, traffic: Traffic, port: int) -> None:
        self._traffic, self._port = traffic, port
        self.seen: Counter[str] = Counter()
        self.times: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
        try:
            yield reader, writer
        finally:
            writer.close()

    async def learn(self) -> None:
        """See what must be seen before anything is broken."""
        async with self._connection() as (reader, writer):
            await self._traffic.learn(reader, writer)

    async def ask(self, asked: Ask) -> bool:
        """Whether one request, on a connection of its own, is answered rightly now."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            async with asyncio.timeout(SILENCE), self._connection() as (reader, writer):
                return asked.judge(await exchange(reader, writer, asked))
        return False

    async def client(self, number: int, until: float, pause: float) -> None:
        """Ask until a time, so many seconds from one request to the next, on one connection after the other."""
        chance, due = random.Random(number), time.monotonic()
        while time.monotonic() < until:
            try:
                async with self._connection() as (reader, writer):
                    while time.monotonic() < until:
                        due = max(due + pause, time.monotonic() - 1)  # who is late does not catch up for ever
                        await asyncio.sleep(due - time.monotonic())
                        asked = self._traffic.draw(chance)
                        if chance.random() < 0.01:
                            writer.write(asked.bytes)
                            await asyncio.sleep(chance.random() * 0.2)
                            self.seen["gone away"] += 1
                            break
                        await self._one(reader, writer, asked)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.seen["cut off"] += 1  # a worker was killed in the middle of its answer

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Ask) -> None:
        start = time.perf_counter()
        async with asyncio.timeout(SILENCE):
            answer = await exchange(reader, writer, asked)
        self.times[asked.kind].append(time.perf_counter() - start)
        if asked.refusable and answer.status == 503:
            self.seen["refused"] += 1
        elif not asked.judge(answer):
            self.wrong.append(f"{asked.kind} {asked.path[:100]} {answer.status} {answer.start[:100]!r}")


def share(times: list[float], part: float) -> float:
    """The milliseconds within which a part of answers came."""
    return 1000 * sorted(times)[min(len(times) - 1, int(len(times) * part))]


@contextmanager
def served(around: Surroundings) -> Iterator[tuple[int, int]]:
    """The process of a server, and its port."""
    command = server_command(around.folder, LIMIT)
    with (
        (around.disk.parent / "log").open("w") as log,
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=around.environment) as server,
    ):
        assert server.stderr
        port = urlsplit(re.search(r"http://[\d.:]+", server.stderr.readline())[0]).port  # type: ignore[index]
        reading = subprocess.Popen(["cat"], stdin=server.stderr, stdout=log)
        try:
            yield server.pid, port or 0
        finally:
            server.terminate()
            server.wait(60)
            reading.wait(10)


async def endure(folder: Path, minutes: float) -> bool:
    """Run it; whether all was well."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        around = Surroundings(folder, Path(place))
        try:
            prepare(around.folder)
            traffic = Traffic(around.folder)
            with served(around) as (server, port):
                return await _run(Course(traffic, port), traffic, around, server, minutes * 60)
        finally:
            around.close()


async def _run(course: Course, traffic: Traffic, around: Surroundings, server: int, seconds: float) -> bool:
    await course.learn()
    trial = Course(traffic, course._port)
    await asyncio.gather(*(trial.client(-number, time.monotonic() + 5, 0) for number in range(1, CLIENTS)))
    held = sum(map(len, trial.times.values())) / 5
    begun, until = time.monotonic(), time.monotonic() + seconds
    faults = Faults(around, traffic, server, until, course.ask)
    broken = [faults.workers(), faults.files(), faults.clock(), faults.publications()]
    states: list[State] = []

    async def look() -> None:
        while time.monotonic() < until:
            states.append(State.of(server))
            await asyncio.sleep(seconds / 20)

    await asyncio.gather(*broken, look(), *(course.client(one, until, 2 * CLIENTS / held) for one in range(CLIENTS)))
    took = time.monotonic() - begun
    await asyncio.sleep(12)  # workers too many go after ten seconds without a query
    states.append(State.of(server))
    log = (around.disk.parent / "log").read_text()
    return _tell(course, faults, states, around, f"{took:.0f} s, the server holds {held:.0f} requests a second", log)


def _tell(course: Course, faults: Faults, states: list[State], around: Surroundings, head: str, log: str) -> bool:
    asked = sum(map(len, course.times.values()))
    print(f"{head}; {asked} asked, {len(course.wrong)} wrong answers, "
          + ", ".join(f"{count} {what}" for what, count in course.seen.items()))  # fmt: skip
    for kind, times in sorted(course.times.items()):
        print(f"  {kind:14} {len(times):7}  p50 {share(times, 0.5):7.1f} ms  p99 {share(times, 0.99):7.1f} ms")
    print("faults: " + ", ".join(f"{count} {what}" for what, count in faults.done.items()))
    for what, seconds in faults.recoveries.items():
        print(f"  right again after {what}: {seconds:.1f} s at most")
    early, late = states[len(states) // 5], states[-1]
    most = max(state.whole for state in states)
    print(f"memory of its own {early.own:.0f} then {late.own:.0f} MB, of all processes {early.whole:.0f}, "
          f"{most:.0f} at most, then {late.whole:.0f} MB; open files {early.files} then {late.files}")  # fmt: skip
    print("\n".join([*around.missing(), *course.wrong[:10], *log.splitlines()[-10:]]))
    lost = [what for what in faults.recoveries if what.endswith("never")]
    return not course.wrong and not lost and late.own < early.own * 1.1 + 30 and late.files < early.files + 20


if __name__ == "__main__":
    well = asyncio.run(endure(Path(sys.argv[1]).resolve(), float([*sys.argv, "10"][2])))
    sys.exit(0 if well else 1)
