"""Limits of the endpoint: of one query, of one client, of all."""

import os

from msgspec import Struct

from lod.model.errors import UnresError

MEGABYTE = 1_000_000


class Bounds(Struct, frozen=True):
    """What may be taken: by one query, by what waits, by all together.

    A query has seconds, the waiting among them, megabytes of memory and of its answer; the headers of a request have
    seconds to come in, a posted body has bytes and seconds.
    `at_once` queries run at a time, of one client `share` at most; `waiting` more wait, each for `patience` seconds.
    All long ones together have the megabytes of one. Who takes nothing of an answer for `stall` seconds has lost it.
    """

    seconds: float = 30
    memory: int = 1000
    answer: int = 1000
    head_seconds: float = 10
    body: int = 1_000_000
    body_seconds: float = 10
    at_once: int = 32
    share: int = 24
    waiting: int = 256
    patience: float = 10
    stall: float = 30

    @property
    def ready(self) -> int:
        """How many workers stand ready for queries that take no time."""
        return min(self.at_once, max(2, os.cpu_count() or 2) + 1)

    @property
    def long(self) -> int:
        """How many queries that take longer than a moment are computed at a time: more would be no faster."""
        return min(self.at_once, 2 * max(2, os.cpu_count() or 2))


USUAL = Bounds()


class BoundError(UnresError):
    """A query that took more than it may, of what the reason names: time, memory, size, depth, killed,
    crowded, busy."""

    def __init__(self, reason: str, what: str, mend: str) -> None:
        super().__init__(what, "query", mend)
        self.reason = reason


def too_long(bounds: Bounds) -> BoundError:
    """Its time is over."""
    return BoundError("time", f"it took more than {bounds.seconds:g} seconds", "ask for less, or name things")


def too_large(bounds: Bounds) -> BoundError:
    """Its memory is over."""
    return BoundError("memory", f"it took more than {bounds.memory} MB of memory", "ask for less, or name things")


def too_much(bounds: Bounds) -> BoundError:
    """The memory of all is over, and it has most of it."""
    return BoundError("memory", f"long queries took more than {bounds.memory} MB together", "ask again, or for less")


def too_big(megabytes: int) -> BoundError:
    """Its answer is over."""
    return BoundError("size", f"its answer has more than {megabytes} MB", "give it a LIMIT, or ask for less")


def too_deep() -> BoundError:
    """It has brackets within brackets beyond what an engine follows."""
    return BoundError("depth", "it is nested too deep", "write it with fewer brackets within brackets")


def killed() -> BoundError:
    """Its process was ended by somebody else."""
    return BoundError("killed", "its process was killed from outside", "ask again")


def crowded() -> BoundError:
    """It takes long, and no more of these are computed at a time."""
    return BoundError("crowded", "too many long queries are running", "ask again later, or for less")


def busy() -> BoundError:
    """Too many others are asked."""
    return BoundError("busy", "too many queries are running", "ask again in a few seconds")
