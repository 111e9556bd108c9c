"""Files of the whole that are gathered from what resolutions left: records, joined graphs, what tables are made into.

What the last build gathered of the same records, or made of the same tables, stands.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lod.publish.assembly import ROWS
from lod.publish.cache import entry_name
from lod.publish.checksums import file_checksum
from lod.publish.corpus import Corpus
from lod.publish.gather import (
    BIBFRAME_RECORD,
    MODS_RECORD,
    RECORDS,
    JoinTask,
    RecordsTask,
    TablesTask,
    gather_one,
    tables_tasks,
)
from lod.publish.kept_pages import KeptPages, PageMade
from lod.publish.paths import find_file
from lod.publish.result import Failure
from lod.publish.staging import MARC
from lod.publish.steps import Steps

#: Tasks that `gather_one` does.
GatherTask = RecordsTask | JoinTask | TablesTask


class Gathering(Struct, frozen=True):
    """What is gathered of a build, on its way."""

    steps: Steps
    corpus: Corpus
    pages: KeptPages

    def run(self, folder: Path) -> list[Failure]:
        """Gather everything, tables from where they stand below a folder; returns what could not be gathered."""
        staging, tables = self.steps.staging, sorted((folder / ROWS).glob("*.csv"))
        known = {**self._known(), **{str(file): file_checksum(file) for file in tables}}
        tasks = [*tables_tasks(folder / ROWS), *self._records()]
        named = [(task, self._made_from(task, known)) for task in tasks]
        wanted = [(task, made_from) for task, made_from in named if not self._stands(task, made_from)]
        results = self.steps.told(gather_one, [task for task, _ in wanted], "records")
        lost = []
        for (task, made_from), made in zip(wanted, results, strict=True):
            if isinstance(made, Failure):
                lost.append(made)
                continue
            own = staging.fork()
            for file in made:
                own.put_file(f"data/{file.relative_to(folder) if file.is_relative_to(folder) else file.name}", file)
            staging.made |= own.made
            if made_from:
                self.pages.add(PageMade(_name(task), (), own.made))
        for table in tables:
            staging.put_file(f"data/{ROWS}/{table.name}", table)
        return [*lost, *self._without_records()]

    def _without_records(self) -> Iterator[Failure]:
        """The resolutions of an earlier build whose records no file of the whole has."""
        recorded = self._of_resolutions(MARC)
        for symbol in self.corpus.kept:
            if f"{symbol}{MARC}" not in recorded:
                why = "its records are in no file of all records, since what the last build held of it is gone"
                yield Failure(symbol, f"{symbol}: {why} (fix its source, and build again)")

    def inputs(self) -> list[str] | None:
        """The paths and checksums of all records; None where one is not known."""
        known = self._known()
        paths = [path for task in self._records() for path in task.paths]
        return [text for path in paths for text in (path, known[path])] if all(p in known for p in paths) else None

    @property
    def used(self) -> tuple[str, ...]:
        """The names of what is used of the cache."""
        graphs = self._graphs()
        return tuple(entry for path in graphs.paths if (entry := graphs.entry(path)))

    def _known(self) -> Mapping[str, str]:
        """The checksums of what resolutions left, by path; not of what an earlier build left."""
        return self.steps.staging.made | self.steps.staging.held

    def _stands(self, task: GatherTask, made_from: str) -> bool:
        """Whether the files of a task stand as they would be made again."""
        page = self.pages.find(_name(task), made_from) if made_from else None
        if page:
            self.steps.staging.made |= page.made
        return page is not None

    def _made_from(self, task: GatherTask, known: Mapping[str, str]) -> str:
        """The name of all that the files of a task are made from; "" where something of it is not known."""
        paths = tuple(map(str, task.files)) if isinstance(task, TablesTask) else task.paths
        if not all(path in known for path in paths):
            return ""
        told = (text for path in paths for text in (Path(path).name, known[path]))
        return entry_name(_name(task), *self.steps.settings.of_data(), *told)

    def _records(self) -> Iterator[RecordsTask | JoinTask]:
        staging = self.steps.staging
        yield self._graphs()
        for suffix in RECORDS:
            paths = self._of_resolutions(suffix)
            yield RecordsTask(staging.fork(paths), paths, f"unres{suffix.removesuffix('.xml')}")
        for suffix in (MODS_RECORD, BIBFRAME_RECORD):
            paths = self._of_resolutions(suffix)
            yield JoinTask(staging.fork(paths), paths, f"unres{suffix}.gz")

    def _graphs(self) -> JoinTask:
        """The graphs of resolutions as JSON-LD, which are long enough to be kept as they stand in one file."""
        staging = self.steps.staging
        symbols = (path.removesuffix(MARC) for path in self._of_resolutions(MARC))
        paths = tuple(path for symbol in symbols if staging.has(path := f"{symbol}.jsonld"))
        made = {path: staging.made[path] for path in paths if path in staging.made}
        return JoinTask(replace(staging.fork(paths), made=made), paths, "unres.jsonl.gz", self.steps.cache)

    def _of_resolutions(self, suffix: str) -> tuple[str, ...]:
        """The files of one kind of all resolutions, of kept ones too where they have it."""
        staging = self.steps.staging
        made = {path for path in (*staging.made, *staging.held) if path.endswith(suffix)}
        made |= {path for symbol in self.corpus.kept if find_file(staging.out, path := f"{symbol}{suffix}")}
        return tuple(sorted(made))


def _name(task: GatherTask) -> str:
    """The name of a task's files among what was made; no path has a space."""
    return f"gathered {task.name}"
