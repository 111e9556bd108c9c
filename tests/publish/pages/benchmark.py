"""How fast pages are made: `python -m tests.publish.pages.benchmark FOLDER`.

A build of the folder in one process, of which the tasks that make pages and the index of the search are timed, by
processor time: resources a second of one core, each its page, Turtle and JSON-LD, and what two cores give. Of
resolutions records, sheets and plain texts are among it. `--profile` prints what takes most of it.
"""

import cProfile
import pstats
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from lod.publish import rendering
from lod.publish.build import build
from lod.publish.page_tasks import render_one
from lod.publish.search.index import search_files
from lod.publish.settings import Settings


class Timed:
    """Functions that are timed as they are called."""

    def __init__(self, profile: cProfile.Profile | None) -> None:
        self.seconds: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self._profile = profile

    def call(self, name: str, function: Callable[..., Any], *given: Any) -> Any:
        """What a function gives, its processor time noted."""
        began = time.process_time()
        made = self._profile.runcall(function, *given) if self._profile else function(*given)
        self.seconds[name] += time.process_time() - began  # type: ignore[assignment]
        return made

    def mapped(self, function: Callable[[Any], Any], tasks: Iterable[Any], *_: object) -> Iterator[Any]:
        """A stage in this process."""
        for task in tasks:
            if function is not render_one:
                yield function(task)
                continue
            kind = "resolutions" if task.entry else "other things"
            made = self.call(kind, function, task)
            self.counts[kind] += 1 if task.entry else len(task.things)
            yield made


def main(folder: Path, profiled: bool) -> None:
    """Build in memory, and print resources a second and the time of the search index."""
    profile = cProfile.Profile() if profiled else None
    timed = Timed(profile)

    @contextmanager
    def here(*_: object, **__: object) -> Iterator[Callable[..., Iterator[Any]]]:
        yield timed.mapped

    def searched(*given: Any) -> list[tuple[str, bytes]]:
        return list(timed.call("search", lambda: list(search_files(*given))))

    memory = Path("/dev/shm")
    mapped = mock.patch.object(sys.modules[build.__module__], "pool", here)
    indexed = mock.patch.object(rendering, "search_files", searched)
    with mapped, indexed, tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        build([*sorted(folder.iterdir())], Path(made, "public"), Settings())
    for kind, count in timed.counts.items():
        _tell(kind, count, timed.seconds[kind])
    _tell("together", timed.counts.total(), sum(timed.seconds[kind] for kind in timed.counts))
    print(f"search index: {timed.seconds['search']:.1f} s")
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)


def _tell(kind: str, count: int, seconds: float) -> None:
    rate = count / seconds
    print(f"{count} {kind}: {seconds:.1f} s, {rate:.0f} a second of one core, {2 * rate:.0f} of two")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--profile" in sys.argv)
