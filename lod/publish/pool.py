"""Work for a pool of processes: pure functions of one item, results in the order of the items."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Mapper(Protocol):
    """Applies a function to items, perhaps in other processes; the results come in the order of the items."""

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterable[Result]: ...


def collect_rarely() -> None:
    """Let the collector of cycles run seldom: frozen values hold none, and each run walks every table and tree."""
    gc.set_threshold(50_000, 20, 100)


@contextmanager
def pool(jobs: int | None = None) -> Iterator[Mapper]:
    """A mapper over `jobs` processes (default: one for each processor); with one job, over this process."""
    count = jobs or os.cpu_count() or 1
    collect_rarely()
    if count == 1:
        yield map  # type: ignore[misc]  # map is a Mapper for our one-argument calls
        return
    with ProcessPoolExecutor(count, initializer=collect_rarely) as executor:

        def mapper(function: Callable[[Item], Result], items: Sequence[Item]) -> Iterable[Result]:
            size = max(1, min(16, len(items) // (count * 4)))
            return executor.map(function, items, chunksize=size)

        yield mapper
