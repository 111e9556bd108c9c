"""Places for long queries: so many are computed at a time, whatever is asked, so that memory is bounded.

Who waits for a place is served by client (`lod.serve.waiting`), and none has all places.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from lod.serve.bounds import Bounds, crowded
from lod.serve.waiting import WaitingLine


class Lane:
    """The places, who has them, and who waits."""

    def __init__(self, bounds: Bounds) -> None:
        self._places, self._most = bounds.long, bounds.waiting
        self._share = max(1, self._places * 3 // 4)
        self._taken: Counter[str] = Counter()
        self._waiting: WaitingLine[None] = WaitingLine()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def enter(self, client: str) -> bool:
        """Take a place for a client's query, if one is free for it."""
        if self._waiting.count(client) or not self._is_free or self._taken[client] >= self._share:
            return False
        self._taken[client] += 1
        return True

    def leave(self, client: str) -> None:
        """Give a place back: who waits gets it."""
        self._taken -= Counter([client])
        while self._is_free and (found := self._waiting.take_next(self._taken, self._share)):
            name, coming = found
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
        try:
            await self._waiting.come(client, self._waiting.join(client), seconds, lambda place: self.leave(client))
        except TimeoutError:
            raise crowded() from None

    @property
    def _is_free(self) -> bool:
        return self._taken.total() < self._places
