"""What goes wrong meanwhile: workers killed, a file removed, the disk full, the clock set, another publication."""

import asyncio
import contextlib
import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lod.query.kept import beside_store, keep_store
from tests.serve.benchmark import family
from tests.serve.traffic import Ask, Traffic, sparql_path

#: A library before the C library that adds what a file says to the time of day; time that runs on is as it is.
_CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t which, struct timespec *found) {
  static int (*next)(clockid_t, struct timespec *);
  if (!next) next = dlsym(RTLD_NEXT, "clock_gettime");
  int done = next(which, found);
  const char *path = getenv("CLOCK_OFFSET");
  FILE *told = which == CLOCK_REALTIME && path ? fopen(path, "r") : 0;
  if (told) { long seconds = 0; if (fscanf(told, "%ld", &seconds) == 1) found->tv_sec += seconds; fclose(told); }
  return done;
}
"""


#: The publications that have come.
EDITION = "SELECT ?number { <urn:edition> <urn:number> ?number }"


class Surroundings:
    """Where a server runs: a copy of a publication, a small disk for what it keeps, and a clock that can be set."""

    def __init__(self, source: Path, place: Path) -> None:
        self.folder, self.disk, self._offset = place / "public", place / "disk", place / "offset"
        subprocess.run(["cp", "-al", str(source), str(self.folder)], check=True)
        self.disk.mkdir()
        store = keep_store(source, beside_store(source))
        megabytes = 4 * sum(file.stat().st_size for file in store.iterdir()) // 1_000_000 + 20
        self._mounted = not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(self.disk)], capture_output=True
        ).returncode
        (self.disk / "stores").mkdir()
        shutil.copytree(store, self.disk / "stores" / store.name)
        beside_store(self.folder).symlink_to(self.disk / "stores")
        self._clock = place / "clock.so"
        built = (
            shutil.which("cc")
            and not subprocess.run(
                ["cc", "-shared", "-fPIC", "-x", "c", "-o", str(self._clock), "-", "-ldl"], input=_CLOCK.encode()
            ).returncode
        )
        self._has_clock = bool(built)

    @property
    def environment(self) -> Mapping[str, str]:
        """That of the server."""
        clock = {"LD_PRELOAD": str(self._clock), "CLOCK_OFFSET": str(self._offset)} if self._has_clock else {}
        return {**os.environ, "XDG_CACHE_HOME": str(self.disk), "TMPDIR": str(self.disk), **clock}

    def missing(self) -> list[str]:
        """What cannot be done here."""
        lacks = {"the disk is not filled: no right to mount one": self._mounted}
        lacks["the clock is not set: no C compiler"] = self._has_clock
        return [said for said, there in lacks.items() if not there]

    def set_clock(self, seconds: int) -> None:
        """Let the server's time of day be so many seconds from the true one."""
        self._offset.write_text(str(seconds))

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """No room on the disk while the block lasts."""
        filler = self.disk / "filler"
        if self._mounted:
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as stream:
                while True:
                    stream.write(bytes(1 << 16))
        try:
            yield
        finally:
            filler.unlink(missing_ok=True)

    def close(self) -> None:
        """Give the disk back."""
        if self._mounted:
            subprocess.run(["umount", "-l", str(self.disk)], check=True)

    def replace_dump(self, number: int) -> None:
        """Publish one statement more than before."""
        dump, fresh = self.folder / "data" / "unres.nq.gz", self.folder / "data" / ".fresh"
        line = f'<urn:edition> <urn:number> "{number}" <urn:edition:{number}> .\n'.encode()
        fresh.write_bytes(dump.read_bytes() + gzip.compress(line))  # members of gzip follow one another
        fresh.replace(dump)


def _makes_store(process: int) -> bool:
    try:
        return b"lod.query.kept" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # it has ended
        return False


class Faults:
    """Faults one after the other, until the time is over; each counted, and how long until all was right again."""

    def __init__(
        self, around: Surroundings, traffic: Traffic, server: int, until: float, ask: Callable[[Ask], Awaitable[bool]]
    ) -> None:
        self._around, self._traffic, self._server, self._until, self._ask = around, traffic, server, until, ask
        self._chance = random.Random(1)
        self.done: Counter[str] = Counter()
        self.recoveries: dict[str, float] = {}

    async def workers(self) -> None:
        """End a worker every now and then, and the process that forks them now and then."""
        while time.monotonic() < self._until:
            await asyncio.sleep(self._chance.random() * 2)
            forking, *workers = self._serving() or [0]
            kind, process = ("worker killed", self._chance.choice(workers or [0]))
            if self._chance.random() < 0.03:
                kind, process = "process that forks killed", forking
            if process:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
                self.done[kind] += 1
                if process == forking:
                    await self._recovered(kind, self._traffic.lookups[0])

    def _serving(self) -> list[int]:
        """The process that forks and its workers; not the one that makes the next store, which takes long."""
        return [process for process in family(self._server)[1:] if not _makes_store(process)]

    async def files(self) -> None:
        """Take a page away for some seconds, again and again."""
        while time.monotonic() < self._until - 5:
            page = self._chance.choice(self._traffic.pages)
            path, away = self._around.folder / page, self._around.disk.parent / "away"
            self._traffic.missing.add(page)
            path.rename(away)
            self.done["file removed"] += 1
            await asyncio.sleep(1 + 2 * self._chance.random())
            away.rename(path)
            await asyncio.sleep(2)  # who asked before has an answer
            self._traffic.missing.discard(page)

    async def clock(self) -> None:
        """Set the time of day forward by a year, then back by two."""
        third = (self._until - time.monotonic()) / 4
        for seconds in (31_536_000, -31_536_000, 0):
            await asyncio.sleep(third)
            self._around.set_clock(seconds)
            self.done["clock set"] += 1

    async def publications(self) -> None:
        """Another publication when the disk is full: it is served once there is room; then another with room."""
        quarter = (self._until - time.monotonic()) / 4
        await asyncio.sleep(quarter)
        with self._around.full_disk():
            self.done["disk filled"] += 1
            self._renew(1)
            await asyncio.sleep(quarter)
        await self._served("another publication, disk full until then")
        self._renew(2)
        await self._served("another publication")

    def _renew(self, number: int) -> None:
        self._traffic.counts = {max(self._traffic.counts), max(self._traffic.counts) + 1}
        self._around.replace_dump(number)
        self.done["publication replaced"] += 1

    async def _served(self, kind: str) -> None:
        """Wait until the newest publication is served, and demand that from then on."""
        newest = max(self._traffic.counts)
        number = str(self.done["publication replaced"]).encode()
        fresh = Ask("", sparql_path(EDITION), lambda answer: number in answer.start, (("Accept", "text/csv"),))
        await self._recovered(kind, fresh)
        await asyncio.sleep(5)  # what was asked before it came has an answer
        self._traffic.counts = {newest}

    async def _recovered(self, kind: str, asked: Ask, most: float = 300) -> None:
        start = time.monotonic()
        while not await self._ask(asked):
            if time.monotonic() - start > most:
                self.recoveries[f"{kind}: never"] = most
                return
            await asyncio.sleep(0.1)
        self.recoveries[kind] = max(self.recoveries.get(kind, 0.0), time.monotonic() - start)


def server_command(folder: Path, limit: int) -> list[str]:
    """How the server is started."""
    begun = "from lod.cli import main; main()"
    return [sys.executable, "-c", begun, "serve", str(folder), "--port", "0", "--timeout", str(limit)]
