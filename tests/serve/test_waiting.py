"""Who waits is served by client: the one that has fewest first, then the one that waits longest."""

import asyncio
import time
from collections import Counter

import pytest

from lod.serve.waiting import WaitingLine


def test_the_client_that_has_fewest_is_next_then_the_one_that_waits_longest() -> None:
    """However many of another client wait; none gets more than its share."""

    async def order() -> list[str]:
        line: WaitingLine[None] = WaitingLine()
        for client in ("many", "many", "many", "late", "rich"):
            line.join(client)
        has, taken = Counter({"rich": 1}), []
        while found := line.take_next(has, most=2):
            taken.append(found[0])
            has[found[0]] += 1
        assert (len(line), line.count("many"), line.count("late")) == (1, 1, 0)
        return taken

    assert asyncio.run(order()) == ["many", "late", "many", "rich"]


def test_who_waits_no_more_is_forgotten() -> None:
    """Its time is over, or it has gone: nothing is given to it."""

    async def wait() -> None:
        line: WaitingLine[str] = WaitingLine()
        with pytest.raises(TimeoutError):
            await line.come("one", line.join("one"), 0.01, lambda given: None)
        assert len(line) == 0
        line.join("two").cancel()
        assert line.take_next(Counter(), most=1) is None

    asyncio.run(wait())


def test_what_comes_too_late_is_given_back() -> None:
    """A client that went at the moment when something came loses nothing of it for others."""
    back: list[str] = []

    async def wait() -> None:
        line: WaitingLine[str] = WaitingLine()
        waiting = asyncio.create_task(line.come("one", line.join("one"), 60, back.append))
        await asyncio.sleep(0)
        found = line.take_next(Counter(), most=1)
        assert found
        found[1].set_result("a worker")
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(wait())
    assert back == ["a worker"]


def test_a_line_tells_whether_somebody_has_waited_for_long() -> None:
    """By the monotonic clock."""

    async def wait() -> None:
        line: WaitingLine[None] = WaitingLine()
        assert not line.has_since(time.monotonic() + 1)
        line.join("one")
        assert line.has_since(time.monotonic() + 1)
        assert not line.has_since(time.monotonic() - 1)

    asyncio.run(wait())
