"""Who waits for what there is little of, served by client: nobody waits behind the many requests of one other."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Generic, TypeVar

Waited = TypeVar("Waited")


class WaitingLine(Generic[Waited]):
    """Futures of those who wait, by client."""

    def __init__(self) -> None:
        self._of: dict[str, deque[tuple[float, asyncio.Future[Waited]]]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def count(self, client: str) -> int:
        """How many of a client wait."""
        return len(self._of.get(client, ()))

    def has_since(self, moment: float) -> bool:
        """Whether somebody has waited since before a moment of the monotonic clock."""
        return any(since < moment for queue in self._of.values() for since, _ in queue)

    def join(self, client: str) -> asyncio.Future[Waited]:
        """Wait behind the others of a client; the future gets what comes."""
        coming: asyncio.Future[Waited] = asyncio.get_running_loop().create_future()
        self._of.setdefault(client, deque()).append((time.monotonic(), coming))
        return coming

    async def come(
        self, client: str, coming: asyncio.Future[Waited], seconds: float, give_back: Callable[[Waited], None]
    ) -> Waited:
        """What comes within so many seconds, else TimeoutError; what comes too late is given back."""
        try:
            async with asyncio.timeout(seconds):
                return await coming
        except BaseException:
            if coming.done() and not coming.cancelled():
                give_back(coming.result())
            self._forget(client, coming)
            raise

    def take_next(self, has: Counter[str], most: int) -> tuple[str, asyncio.Future[Waited]] | None:
        """Take out who is served next: of the clients that have fewer than `most`, the one that has fewest.

        Of two that have as many, the one that waits longer.
        """
        while fit := [client for client in self._of if has[client] < most]:
            client = min(fit, key=lambda name: (has[name], self._of[name][0][0]))
            _, coming = self._of[client].popleft()
            if not self._of[client]:
                del self._of[client]
            if not coming.done():
                return client, coming
        return None

    def _forget(self, client: str, coming: asyncio.Future[Waited]) -> None:
        left = deque(item for item in self._of.get(client, ()) if item[1] is not coming)
        if left:
            self._of[client] = left
        else:
            self._of.pop(client, None)
