"""Places for long queries are shared by client, wait no longer than they may, and are lost by nobody who goes away."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import pytest

from lod.serve.bounds import BoundError, Bounds
from lod.serve.lane import Lane

BOUNDS = Bounds(at_once=4)  # four places on any machine, three of them for one client


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def hold(lane: Lane, client: str, until: asyncio.Event, served: list[str]) -> None:
    """Have a place until something happens."""
    async with lane.place(client, 20):
        served.append(client)
        await until.wait()


def test_nobody_has_all_places() -> None:
    """A client that asks for many leaves one for others."""

    async def story() -> None:
        lane, served, over = Lane(BOUNDS), list[str](), asyncio.Event()
        tasks = [asyncio.create_task(hold(lane, "a", over, served)) for _ in range(6)]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(hold(lane, "b", over, served)))
        await asyncio.sleep(0.01)
        assert (served, lane.waiting) == (["a", "a", "a", "b"], 3)
        over.set()
        await asyncio.gather(*tasks)
        assert (len(served), lane.waiting) == (7, 0)

    run(story())


def test_who_waits_too_long_is_turned_away() -> None:
    """With the reason; the places are as before."""

    async def story() -> None:
        lane = Lane(BOUNDS)
        assert [lane.enter("a") for _ in range(4)] == [True, True, True, False]
        with pytest.raises(BoundError, match="too many long queries"):
            async with lane.place("a", 0.01):
                pass
        lane.leave("a")
        async with lane.place("a", 0.01):
            assert lane.waiting == 0

    run(story())


def test_a_place_that_comes_too_late_goes_to_the_next() -> None:
    """Who goes away in the very moment in which a place comes leaves it to others."""

    async def story() -> None:
        lane, served, over = Lane(BOUNDS), list[str](), asyncio.Event()
        for _ in range(3):
            lane.enter("a")
        gone = asyncio.create_task(hold(lane, "a", over, served))
        await asyncio.sleep(0)
        lane.leave("a")
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone
        assert lane.enter("a")
        assert served == []

    run(story())
