"""The endpoint's workers: who answers, who waits, who is ended.

A worker answers one query at a time. One that takes longer than a moment is long: it goes on at low priority, and
another is started in its place, so that short queries never wait for it. Who waits is served by client: the client that
has fewest queries running goes first. All is bounded: workers in all and of a client, what waits, memory of all.
"""

import asyncio
import os
import signal
import socket
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from lod.serve.bounds import MEGABYTE, BoundError, Bounds, busy, killed, too_big, too_deep, too_large, too_long
from lod.serve.worker import END, FRAME, HEAD, LENGTH, AnswerHead, QueryJob
from lod.serve.zygote import Zygote

#: Seconds after which a query is a long one; between two looks at all workers; of an idle life too many.
_MOMENT, _TICK, _IDLE = 0.25, 0.05, 10.0
_NICE = 19
#: The signals that end a process which has used up its stack.
_OVERFLOW = (signal.SIGSEGV, signal.SIGBUS)


class Worker:
    """One process, and the query that it has."""

    def __init__(self, zygote: Zygote, bounds: Bounds) -> None:
        self._zygote, self._bounds = zygote, bounds
        self.process = 0
        self.client, self.since, self.asked = "", time.monotonic(), 0.0
        self.is_long, self.is_dead = False, False
        self._verdict: BoundError | None = None
        self._ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def open(self) -> None:
        """Begin, and wait until it holds the store."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        with theirs:
            self.process = await self._zygote.fork(theirs, self._ended.set_result)
        await self._reader.readexactly(FRAME.size)

    def take(self, client: str) -> None:
        """Have a query of a client."""
        self.client, self.since, self.is_long = client, time.monotonic(), False

    async def ask(self, job: QueryJob) -> AnswerHead:
        """Give it a query; returns how the answer begins. Raises BoundError."""
        content = msgspec.msgpack.encode(job)
        self.asked = time.monotonic()
        self._until = self.asked + self._bounds.seconds
        self._writer.write(LENGTH.pack(len(content)) + content)
        kind, content = await self._frame()
        assert kind == HEAD
        return msgspec.msgpack.decode(content, type=AnswerHead)

    async def pieces(self) -> AsyncIterator[bytes]:
        """The content of the answer; raises BoundError where it cannot come to its end."""
        while True:
            kind, content = await self._frame()
            if kind == END:
                if content:
                    raise too_big(self._bounds.answer) if content == b"size" else too_large(self._bounds)
                return
            before = time.monotonic()
            yield content
            self._until += time.monotonic() - before  # the client's time is not the query's

    async def _frame(self) -> tuple[bytes, bytes]:
        try:
            async with asyncio.timeout_at(asyncio.get_running_loop().time() + self._until - time.monotonic()):
                kind, size = FRAME.unpack(await self._reader.readexactly(FRAME.size))
                return kind, await self._reader.readexactly(size) if size else b""
        except TimeoutError:
            self.end()
            raise too_long(self._bounds) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise await self._reason() from None

    @property
    def is_gone(self) -> bool:
        """Whether its process has ended."""
        return self._ended.done()

    def end(self, verdict: BoundError | None = None) -> None:
        """End the process, for a reason."""
        self._verdict, self.is_dead = verdict or self._verdict, True
        self._zygote.kill(self.process)

    async def close(self) -> None:
        """End it and let go of what it had."""
        self.end()
        with suppress(AttributeError):
            self._writer.close()
        if self.process:
            await self._ended

    def lower(self) -> None:
        """Make a long query yield to short ones."""
        self.is_long = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process, _NICE)

    def memory(self) -> int:
        """The bytes that it has for itself; 0 where the system does not tell."""
        try:
            resident, shared = Path(f"/proc/{self.process}/statm").read_text().split()[1:3]
        except OSError:
            return 0
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")

    async def _reason(self) -> BoundError:
        """Why the process is no more."""
        self.is_dead = True
        status = await self._ended
        if self._verdict:
            return self._verdict
        if status == -signal.SIGKILL:
            return killed()
        return too_deep() if -status in _OVERFLOW else too_large(self._bounds)


class Pool:
    """All workers over a folder's data."""

    def __init__(self, folder: Path, base: str, bounds: Bounds) -> None:
        self._folder, self._base, self.bounds = folder, base, bounds
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._coming = 0
        self._waiting: dict[str, deque[tuple[float, asyncio.Future[Worker]]]] = {}
        self._ticker: asyncio.Task[None] | None = None
        self._starts: set[asyncio.Task[None]] = set()
        self._ended = False

    @property
    def counts(self) -> dict[str, int]:
        """How many workers and queries there are, by what they do."""
        long = sum(worker.is_long for worker in self._busy)
        waiting = sum(map(len, self._waiting.values()))
        return {"idle": len(self._idle), "busy": len(self._busy), "long": long, "waiting": waiting}

    async def start(self) -> None:
        """Start the first workers, and the watch over all; raises what keeps a worker from opening the store."""
        if self._ticker is None:
            self._zygote = Zygote(self._folder, self._base, self.bounds)
            self._ticker = asyncio.create_task(self._watch())
            await asyncio.gather(*(self._start() for _ in range(self.bounds.ready)))

    @property
    def processes(self) -> list[int]:
        """The numbers of the workers' processes."""
        return self._zygote.processes

    async def stop(self) -> None:
        """End all."""
        self._ended = True
        if self._ticker:
            self._ticker.cancel()
            await self._zygote.close()
        for task in self._starts:
            task.cancel()
        self._idle.clear()

    @asynccontextmanager
    async def lease(self, client: str) -> AsyncIterator[Worker]:
        """A worker for one query of a client; raises BoundError where none comes in time.

        One whose query did not come to its end is ended with it.
        """
        worker = await self._wait(client)
        whole = False
        try:
            yield worker
            whole = not worker.is_dead
        finally:
            self._busy.discard(worker)
            if whole and not worker.is_long and not self._ended:
                worker.take("")
                self._idle.append(worker)
            else:
                self._dispose(worker)
            self._give()

    @asynccontextmanager
    async def ask(self, client: str, job: QueryJob) -> AsyncIterator[tuple[Worker, AnswerHead]]:
        """A worker that has a client's query, and how its answer begins; raises BoundError.

        One that turns out to have been killed while it had no query gives way to another: the query is not to blame.
        """
        async with AsyncExitStack() as leases:
            for others in reversed(range(self.bounds.ready + 1)):
                worker = await leases.enter_async_context(self.lease(client))
                try:
                    head = await worker.ask(job)
                except BoundError as fault:
                    if not others or fault.reason != "killed" or time.monotonic() - worker.asked > _MOMENT:
                        raise
                    await leases.aclose()
                else:
                    yield worker, head
                    return

    async def _wait(self, client: str) -> Worker:
        own = self._waiting.setdefault(client, deque())
        waiting = sum(map(len, self._waiting.values()))
        if waiting >= self.bounds.waiting or len(own) >= max(1, self.bounds.waiting * 3 // 4):
            raise busy()
        coming: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        own.append((time.monotonic(), coming))
        self._give()
        try:
            async with asyncio.timeout(self.bounds.patience):
                return await coming
        except TimeoutError:
            raise busy() from None
        finally:
            if coming.cancelled() or not coming.done():
                self._forget(client, coming)

    def _forget(self, client: str, coming: asyncio.Future[Worker]) -> None:
        left = deque(item for item in self._waiting.get(client, ()) if item[1] is not coming)
        if left:
            self._waiting[client] = left
        else:
            self._waiting.pop(client, None)

    def _give(self) -> None:
        """Give idle workers to those who wait: first to whom has fewest, then to who waits longest."""
        running = Counter(worker.client for worker in self._busy)
        self._idle = [worker for worker in self._idle if not worker.is_gone]
        while self._idle:
            fit = [client for client, queue in self._waiting.items() if queue and running[client] < self.bounds.share]
            if not fit:
                return
            client = min(fit, key=lambda name: (running[name], self._waiting[name][0][0]))
            _, coming = self._waiting[client].popleft()
            if not self._waiting[client]:
                del self._waiting[client]
            if coming.done():
                continue
            worker = self._idle.pop()
            worker.take(client)
            self._busy.add(worker)
            running[client] += 1
            coming.set_result(worker)

    async def _start(self) -> None:
        self._coming += 1
        worker = Worker(self._zygote, self.bounds)
        try:
            await worker.open()
        except (OSError, EOFError):  # no process to be had now: the watch tries again
            self._dispose(worker)
            await asyncio.sleep(_MOMENT)
            return
        finally:
            self._coming -= 1
        self._idle.append(worker)
        self._give()

    def _dispose(self, worker: Worker) -> None:
        worker.end()
        if not self._ended:
            self._task(worker.close())

    def _task(self, made: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(made)
        self._starts.add(task)
        task.add_done_callback(self._starts.discard)

    async def _watch(self) -> None:
        """Look at all workers again and again."""
        while True:
            await asyncio.sleep(_TICK)
            now = time.monotonic()
            for worker in self._busy:
                if not worker.is_long and now - worker.since > _MOMENT:
                    worker.lower()
            self._give()
            self._grow(now)
            self._shrink(now)
            self._weigh()

    def _grow(self, now: float) -> None:
        """Start workers in place of long ones, and for who has waited a while."""
        quick = len(self._idle) + self._coming + sum(not worker.is_long for worker in self._busy)
        late = sum(now - since > _TICK for queue in self._waiting.values() for since, _ in queue)
        room = self.bounds.at_once - len(self._idle) - len(self._busy) - self._coming
        for _ in range(min(room, max(self.bounds.ready - quick, min(late - self._coming, 4)))):
            self._task(self._start())

    def _shrink(self, now: float) -> None:
        if len(self._idle) > self.bounds.ready and now - self._idle[0].since > _IDLE:
            self._dispose(self._idle.pop(0))

    def _weigh(self) -> None:
        """End the query that has most where all together have too much."""
        sizes = {worker: worker.memory() for worker in self._busy if worker.is_long}
        if sum(sizes.values()) > self.bounds.total * MEGABYTE:
            max(sizes, key=lambda worker: sizes[worker]).end(too_large(self.bounds))
