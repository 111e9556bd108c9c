"""Workers on other machines: a mapper over a Dask cluster that exists, in the place of the local pool.

Every worker must see the sources, the published folder's parent and the cache under the same paths (a shared file
system), and have the same version of this package. Dask hands shards of items to its workers, and gives a shard to
another worker where one is lost. A worker of Dask is a daemon with threads, in which no item could be stopped at its
limit: so each of its threads keeps a process of its own (`python -m lod.publish.cluster`), where a shard runs in a
local pool of one, with that pool's limits and accounts of what is lost.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import IO, Any, TypeVar

from msgspec import Struct

from lod.model.errors import UnresError
from lod.publish.pool import Lost, Mapper, pool, unlimited

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Most items in a shard: what is sent and told with one message; few enough that a lost worker costs little.
SHARD = 50
#: How many shards a worker gets where there are few items, so that none waits for the slowest shard.
_SHARDS_EACH = 4
#: How often a shard is tried again whose worker was lost.
_RETRIES = 3
#: Seconds to wait for a scheduler before it is said that none answers.
_ANSWERS_IN = "10 s"


class Shard(Struct, frozen=True):
    """Items that one worker works through, and the seconds that each may take (0: as long as it likes)."""

    function: Callable[[Any], Any]
    items: tuple[Any, ...]
    seconds: tuple[float, ...]
    folder: str  # to which relative paths in the items belong


@contextmanager
def cluster(address: str) -> Iterator[Mapper]:
    """A mapper over the workers of the Dask scheduler at an address such as "tcp://host:8786"; raises UnresError."""
    try:
        from distributed import Client
    except ImportError:
        raise UnresError("no Dask client is installed", address, "pip install 'unres[cluster]'") from None
    connect: Any = Client  # it has no types
    try:
        client = connect(address, timeout=_ANSWERS_IN)
    except (OSError, ValueError, TimeoutError) as fault:
        raise UnresError("no scheduler answers", address, f"start one with `dask scheduler`; {fault}") from fault
    with client:
        if not (threads := sum(client.nthreads().values())):
            raise UnresError("the scheduler has no workers", address, "start some with `dask worker ADDRESS`")
        yield _Cluster(client, threads)


class _Cluster(Struct, frozen=True):
    """A client of a scheduler, and how many shards its workers do at once."""

    client: Any
    threads: int

    def __call__(
        self, function: Callable[[Item], Result], items: Sequence[Item], seconds: Callable[[Item], float] = unlimited
    ) -> Iterator[Result | Lost]:
        """The results in the order of the items."""
        shards = list(_shards(function, items, seconds, self.threads))
        return _results_of(self.client.map(run_shard, shards, pure=False, retries=_RETRIES))

    def advance(self) -> None:
        """The scheduler hands out all work by itself."""


def _results_of(futures: Sequence[Any]) -> Iterator[Any]:
    for future in futures:
        yield from future.result()
        future.release()


def _shards(
    function: Callable[[Item], Result], items: Sequence[Item], seconds: Callable[[Item], float], threads: int
) -> Iterator[Shard]:
    size = max(1, min(SHARD, -(-len(items) // (threads * _SHARDS_EACH))))
    for start in range(0, len(items), size):
        some = tuple(items[start : start + size])
        yield Shard(function, some, tuple(map(seconds, some)), os.getcwd())


def run_shard(shard: Shard) -> list[Any]:
    """The results of a shard, made beside the thread that asks; raises what the disk refuses."""
    return _beside(threading.get_ident(), shard.folder).run(shard)


@cache
def _beside(thread: int, folder: str) -> "_Beside":
    """The process that works for a thread in a folder."""
    return _Beside(folder)


class _Beside:
    """A process that runs shards one after another, and is started anew where it ended."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, shard: Shard) -> list[Any]:
        """The results of a shard."""
        if self._process is None or self._process.poll() is not None:
            command = (sys.executable, "-m", "lod.publish.cluster")
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self._folder)
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        pickle.dump(shard, asked)
        asked.flush()
        made = pickle.load(told)
        if isinstance(made, BaseException):
            raise made
        return list(made)


def serve(asked: IO[bytes], told: IO[bytes]) -> None:
    """Run the shards that come until there are no more: what a process beside a thread does."""
    with pool(1) as mapper:
        while shard := _next(asked):
            pickle.dump(_results(shard, mapper), told)
            told.flush()


def _next(asked: IO[bytes]) -> Shard | None:
    try:
        shard: Shard = pickle.load(asked)
    except EOFError:
        return None
    return shard


def _results(shard: Shard, mapper: Mapper) -> list[Any] | Exception:
    limits = {id(item): limit for item, limit in zip(shard.items, shard.seconds, strict=True)}
    try:
        return list(mapper(shard.function, shard.items, lambda item: limits[id(item)]))
    except Exception as fault:  # the disk's: every other one is an item's loss already
        return fault


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    serve(sys.stdin.buffer, answers)
