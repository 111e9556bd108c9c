"""A worker as the server sees it: the process, the query that it has, and until when it may have it."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import msgspec

from lod.serve.bounds import BoundError, Bounds, killed, too_big, too_deep, too_large, too_long
from lod.serve.worker import END, FRAME, HEAD, LENGTH, AnswerHead, QueryJob, WorkData
from lod.serve.zygote import Zygote

#: Seconds after which a query may be a long one, and how far it yields to others from when on.
MOMENT = 0.25
#: Seconds of a processor that a long one has used from then on, where the machine is busy with others; or all in all.
_USED, _LATE = 0.05, 0.75
_YIELDS = ((MOMENT, 10), (2.0, 19))
#: The signals that end a process which has used up its stack.
_OVERFLOW = (signal.SIGSEGV, signal.SIGBUS)


class Worker:
    """One process, and the query that it has."""

    def __init__(self, zygote: Zygote, data: WorkData, bounds: Bounds) -> None:
        self.data, self._zygote, self._bounds = data, zygote, bounds
        self.process = 0
        self.client, self.since, self.asked = "", time.monotonic(), 0.0
        self.is_long, self.is_dead, self.has_begun = False, False, False
        self._nice, self._used_before = 0, -1.0
        self._writer: asyncio.StreamWriter | None = None  # until it is open
        self._verdict: BoundError | None = None
        self._ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def open(self) -> None:
        """Begin, and wait until it holds the store."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        with theirs:
            self.process = await self._zygote.fork(theirs, self.data, self._set_ended)
        await self._reader.readexactly(FRAME.size)

    def _set_ended(self, status: int) -> None:
        if not self._ended.done():  # who waited for it may have been told to wait no more
            self._ended.set_result(status)

    def take(self, client: str) -> None:
        """Have a query of a client."""
        self.client, self.since = client, time.monotonic()
        self.is_long, self.has_begun, self._used_before = False, False, -1.0

    async def ask(self, job: QueryJob, until: float) -> AnswerHead:
        """Give it a query that ends at a time of the monotonic clock; returns how the answer begins.

        Raises BoundError.
        """
        content = msgspec.msgpack.encode(job)
        self.asked, self._until = time.monotonic(), until
        assert self._writer
        self._writer.write(LENGTH.pack(len(content)) + content)
        kind, content = await self._frame()
        assert kind == HEAD
        self.has_begun = True
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
        if self._writer:
            self._writer.close()
        if self.process:
            await asyncio.shield(self._ended)

    def turns_long(self, now: float) -> bool:
        """Whether its query takes longer than a moment, and computes."""
        if self.is_long or now - self.since < MOMENT:
            return False
        used = self._used()
        if self._used_before < 0:
            self._used_before = used
        return used < 0 or used - self._used_before >= _USED or self.has_begun or now - self.since > _LATE

    def _used(self) -> float:
        """Seconds of a processor that the process has used; less than none where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return -1.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def lower(self, now: float) -> None:
        """Make a long query yield to short ones, the longer it takes the more."""
        fit = max((nice for age, nice in _YIELDS if now - self.since > age), default=0)
        if fit > self._nice:
            self._nice = fit
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process, fit)

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
        status = await asyncio.shield(self._ended)
        if self._verdict:
            return self._verdict
        if status == -signal.SIGKILL:
            return killed()
        return too_deep() if -status in _OVERFLOW else too_large(self._bounds)
