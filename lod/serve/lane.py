"""Places for long queries: so many are computed at a time, whatever is asked, so that memory stays flat.

Who waits for a place is served by client: the client that has fewest places goes first, and none has all of them.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from lod.serve.bounds import Bounds, crowded


class Lane:
    """The places, who has them, and who waits."""

    def __init__(self, bounds: Bounds) -> None:
        self._places, self._most = bounds.long, bounds.waiting
        self._share = max(1, self._places * 3 // 4)
        self._taken: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    def enter(self, client: str) -> bool:
        """Take a place for a client's query, if one is free for it."""
        if self._waiting.get(client) or not self._fits(client):
            return False
        self._taken[client] += 1
        return True

    def leave(self, client: str) -> None:
        """Give a place back: who waits gets it."""
        self._taken -= Counter([client])
        while fit := [name for name in self._waiting if self._fits(name)]:
            name = min(fit, key=lambda one: self._taken[one])
            coming = self._waiting[name].popleft()
            if not self._waiting[name]:
                del self._waiting[name]
            if not coming.done():
                self._taken[name] += 1
                coming.set_result(None)

    @asynccontextmanager
    async def place(self, client: str, seconds: float) -> AsyncIterator[None]:
        """A place for a client's query; raises BoundError where none comes within so many seconds."""
        await self._wait(client, seconds)
        try:
            yield
        finally:
            self.leave(client)

    async def _wait(self, client: str, seconds: float) -> None:
        if self.enter(client):
            return
        if self.waiting >= self._most:
            raise crowded()
        coming: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(coming)
        try:
            async with asyncio.timeout(seconds):
                await coming
        except BaseException as fault:
            self._forget(client, coming)
            if isinstance(fault, TimeoutError):
                raise crowded() from None
            raise

    def _forget(self, client: str, coming: asyncio.Future[None]) -> None:
        """Let go of one that does not wait any more; a place that came at the same moment is given back."""
        if coming.done() and not coming.cancelled():
            self.leave(client)
            return
        left = deque(one for one in self._waiting.get(client, ()) if one is not coming)
        if left:
            self._waiting[client] = left
        else:
            self._waiting.pop(client, None)

    def _fits(self, client: str) -> bool:
        return self._taken.total() < self._places and self._taken[client] < self._share
