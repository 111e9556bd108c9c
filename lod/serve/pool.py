"""The endpoint's workers: who answers, who waits, who is ended.

A worker answers one query at a time. One that takes longer than a moment is long: it goes on at low priority, and
another worker is started in its place, so that short queries never wait for it. So many long ones are computed at a
time; one more is ended before it has answered anything, and asked again when there is a place for it
(`lod.serve.lane`). Who waits is served by client: the client that has fewest queries running goes first. All is
bounded: workers in all and of a client, what waits, memory of all; a query ends at its time by the server's clock,
whatever it waited for.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from lod.serve.bounds import MEGABYTE, BoundError, Bounds, busy, crowded, too_much
from lod.serve.lane import Lane
from lod.serve.waiting import WaitingLine
from lod.serve.worker import AnswerHead, QueryJob, WorkData
from lod.serve.worker_process import MOMENT, Worker
from lod.serve.zygote import Zygote

#: Seconds between two looks at all workers; between two at their memory; of an idle life too many.
_TICK, _WEIGHING, _IDLE = 0.05, 0.25, 10.0
_LOG = logging.getLogger("uvicorn.error")


class Pool:
    """All workers, over the data that it is started with or were given to it last."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._zygote: Zygote | None = None
        self._lane = Lane(bounds)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._placed: set[Worker] = set()
        self._coming = 0
        self._waiting: WaitingLine[Worker] = WaitingLine()
        self._ticker: asyncio.Task[None] | None = None
        self._starts: set[asyncio.Task[None]] = set()
        self._ended = False
        self._weighed = 0.0

    @property
    def counts(self) -> dict[str, int]:
        """How many workers and queries there are, by what they do."""
        long = sum(worker.is_long for worker in self._busy)
        waiting = len(self._waiting) + self._lane.waiting
        return {"idle": len(self._idle), "busy": len(self._busy), "long": long, "waiting": waiting}

    def begin(self) -> None:
        """Begin the process that forks, which imports what it needs meanwhile."""
        self._zygote = self._zygote or Zygote(self.bounds)

    async def start(self, data: WorkData) -> None:
        """Start the first workers, and the watch over all; raises what keeps a worker from opening the store."""
        self.begin()
        assert self._zygote
        self._zygote.listen()
        self._data = data
        self._ticker = asyncio.create_task(self._watch())
        await asyncio.gather(*(self._start() for _ in range(self.bounds.ready)))

    async def renew(self, data: WorkData) -> None:
        """Answer from other data from now on; what is being answered comes to its end. Raises OSError, EOFError."""
        assert self._zygote
        fresh = [Worker(self._zygote, data, self.bounds) for _ in range(self.bounds.ready)]
        opened = await asyncio.gather(*(worker.open() for worker in fresh), return_exceptions=True)
        if faults := [fault for fault in opened if fault]:
            for worker in fresh:
                self._dispose(worker)
            raise faults[0]
        old, self._idle, self._data = self._idle, fresh, data
        for worker in old:
            self._dispose(worker)
        self._give()

    @property
    def processes(self) -> list[int]:
        """The numbers of the workers' processes."""
        return self._zygote.processes if self._zygote else []

    async def stop(self) -> None:
        """End all."""
        self._ended = True
        if self._ticker:
            self._ticker.cancel()
        if self._zygote:
            await self._zygote.close()
        for task in self._starts:
            task.cancel()
        self._idle.clear()

    @asynccontextmanager
    async def ask(self, client: str, job: QueryJob) -> AsyncIterator[tuple[Worker, AnswerHead]]:
        """A worker that has a client's query, and how its answer begins; raises BoundError.

        One that turns out to have been killed while it had no query gives way to another: the query is not to blame.
        """
        async with AsyncExitStack() as place, AsyncExitStack() as leases:
            worker, head = await self._asked(client, job, place, leases)
            self._yield_place(worker)
            await place.aclose()
            yield worker, head

    async def _asked(
        self, client: str, job: QueryJob, place: AsyncExitStack, leases: AsyncExitStack
    ) -> tuple[Worker, AnswerHead]:
        """The first worker that comes to an answer, leased; a query that is long has its place meanwhile."""
        until = time.monotonic() + self.bounds.seconds
        is_long, others = False, self.bounds.ready
        while True:
            worker = await leases.enter_async_context(self._lease(client, until, is_long))
            try:
                return worker, await worker.ask(job, until)
            except BoundError as fault:
                await leases.aclose()
                if fault.reason == "crowded":
                    is_long = True
                    await place.enter_async_context(self._lane.place(client, until - time.monotonic()))
                elif fault.reason == "killed" and others and time.monotonic() - worker.asked < MOMENT:
                    others -= 1
                else:
                    raise

    @asynccontextmanager
    async def _lease(self, client: str, until: float, is_long: bool) -> AsyncIterator[Worker]:
        """A worker for one query of a client; raises BoundError where none comes in time.

        One whose query did not come to its end is ended with it.
        """
        worker = await self._wait(client, until)
        worker.is_long = is_long
        whole = False
        try:
            yield worker
            whole = not worker.is_dead
        finally:
            self._release(worker, whole and not worker.is_long)

    def _release(self, worker: Worker, is_fit: bool) -> None:
        """Let a worker be idle, if it is fit for it."""
        self._busy.discard(worker)
        self._yield_place(worker)
        if is_fit and worker.data is self._data and not self._ended:
            worker.take("")
            self._idle.append(worker)
        else:
            self._dispose(worker)
        self._give()

    def _yield_place(self, worker: Worker) -> None:
        """Let others compute: what is on its way to its client needs no place."""
        if worker in self._placed:
            self._placed.discard(worker)
            self._lane.leave(worker.client)

    async def _wait(self, client: str, until: float) -> Worker:
        most = self.bounds.waiting
        if len(self._waiting) >= most or self._waiting.count(client) >= max(1, most * 3 // 4):
            raise busy()
        coming = self._waiting.join(client)
        self._give()
        patience = min(self.bounds.patience, until - time.monotonic())
        try:
            return await self._waiting.come(client, coming, patience, partial(self._release, is_fit=True))
        except TimeoutError:
            raise busy() from None

    def _give(self) -> None:
        """Give idle workers to those who wait."""
        running = Counter(worker.client for worker in self._busy)
        self._idle = [worker for worker in self._idle if not worker.is_gone]
        while self._idle and (found := self._waiting.take_next(running, self.bounds.share)):
            client, coming = found
            worker = self._idle.pop()
            worker.take(client)
            self._busy.add(worker)
            running[client] += 1
            coming.set_result(worker)

    async def _start(self) -> None:
        assert self._zygote
        self._coming += 1
        worker = Worker(self._zygote, self._data, self.bounds)
        try:
            await worker.open()
        except (OSError, EOFError):  # no process to be had now: the watch tries again
            self._dispose(worker)
            await asyncio.sleep(MOMENT)
            return
        finally:
            self._coming -= 1
        self._release(worker, is_fit=True)

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
            try:
                self._look(time.monotonic())
            except Exception:  # whatever it is, the next look may be able to mend it, and there must be one
                _LOG.exception("the watch over workers failed")

    def _look(self, now: float) -> None:
        """See that every worker and every query is where it should be."""
        self._revive()
        self._sort(now)
        self._give()
        self._grow(now)
        self._shrink(now)
        if now - self._weighed > _WEIGHING:
            self._weighed = now
            self._weigh()

    def _revive(self) -> None:
        """Begin the process that forks again where it was ended: its workers have ended with it."""
        if self._zygote and self._zygote.is_gone:
            self._zygote = Zygote(self.bounds)
            self._zygote.listen()

    def _sort(self, now: float) -> None:
        """Tell long queries from others; one that has no answer yet needs a place."""
        for worker in self._busy:
            if worker.turns_long(now):
                worker.is_long = True
                if not worker.has_begun:
                    if self._lane.enter(worker.client):
                        self._placed.add(worker)
                    else:
                        worker.end(crowded())
            if worker.is_long:
                worker.lower(now)

    def _grow(self, now: float) -> None:
        """Start workers in place of long ones, and for who has waited a while."""
        quick = len(self._idle) + self._coming + sum(not worker.is_long for worker in self._busy)
        late = self._waiting.has_since(now - _TICK)
        room = self.bounds.at_once - len(self._idle) - len(self._busy) - self._coming
        for _ in range(min(room, self.bounds.ready * (4 if late else 1) - quick)):
            self._task(self._start())

    def _shrink(self, now: float) -> None:
        if len(self._idle) > self.bounds.ready and now - self._idle[0].since > _IDLE:
            self._dispose(self._idle.pop(0))

    def _weigh(self) -> None:
        """End the query that has most where all together have too much."""
        sizes = {worker: worker.memory() for worker in self._busy if worker.is_long}
        if sum(sizes.values()) > self.bounds.memory * MEGABYTE:
            max(sizes, key=lambda worker: sizes[worker]).end(too_much(self.bounds))
