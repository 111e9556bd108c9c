"""What all steps of a build share: where it goes, what runs it, and what a fault costs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from lod.data.publication import Publication, load_publication
from lod.publish.cache import Cache
from lod.publish.disk import is_disk_fault
from lod.publish.pool import Lost, Mapper, unlimited, why_lost
from lod.publish.result import Failure
from lod.publish.settings import Settings
from lod.publish.staging import Staging

#: Called with what is done, of how many, in which stage.
Progress = Callable[[int, int, str], None]


class Steps(Struct, frozen=True):
    """A build on its way: where it goes and what runs it."""

    staging: Staging
    settings: Settings
    mapper: Mapper
    progress: Progress
    cache: Cache

    @property
    def base(self) -> str:
        """What IRIs begin with."""
        return self.settings.base

    @property
    def publication(self) -> Publication:
        """Who publishes what, at addresses below the build's base."""
        return load_publication(self.settings.publication).below(self.settings.base)

    def limit(self, task: object) -> float:
        """The seconds that a source may take in a stage."""
        return self.settings.source_timeout

    def told(
        self,
        function: Callable[..., Any],
        tasks: Sequence[Any],
        stage: str,
        seconds: Callable[[Any], float] = unlimited,
    ) -> Iterator[Any]:
        """The results of a stage, failures for what was lost among them, each told to the progress as it comes.

        The work begins now, whenever the results are asked for.
        """
        return self._told(self.mapper(function, tasks, seconds), tasks, stage)

    def _told(self, results: Iterable[Any], tasks: Sequence[Any], stage: str) -> Iterator[Any]:
        for done, made in enumerate(results, 1):
            self.progress(done, len(tasks), stage)
            yield Failure.lost(tasks[done - 1].name, made) if isinstance(made, Lost) else made

    def put_files(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Stage files, each a path and its content."""
        for path, content in files:
            self.staging.put(path, content)

    def put_pages(self, name: str, make: Callable[[], str | Iterable[tuple[str, str]]]) -> list[Failure]:
        """Make and stage a page, or a list and its parts; returns why there is none."""

        def put() -> None:
            made = make()
            for path, page in [(name, made)] if isinstance(made, str) else made:
                self.staging.put(f"{path}.html", page.encode())

        return alone(name, put)


def alone(name: str, make: Callable[[], object]) -> list[Failure]:
    """Make something of the whole; its fault costs nothing else, but for what the disk refuses."""
    try:
        make()
    except Exception as fault:
        if is_disk_fault(fault):
            raise
        return [Failure.lost(name, why_lost(fault))]
    return []


def split_failures(made: Iterable[Any]) -> tuple[list[Any], list[Failure]]:
    """Results and failures."""
    all_made = list(made)
    failures = [item for item in all_made if isinstance(item, Failure)]
    return [item for item in all_made if not isinstance(item, Failure)], failures
