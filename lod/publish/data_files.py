"""The files of a build that hold data of all resolutions: dumps, parts, tables, records.

What the last build packed of a run of lines (`lod.publish.runs`), or joined, is not packed again.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.graph.concepts import vocabulary_graph
from lod.graph.serialize import graph_prefixes
from lod.model.errors import UnresError
from lod.model.iris import VOCABULARY
from lod.publish.answering import own_names
from lod.publish.assembly import ROWS, Assembled, AssembleTask, assemble
from lod.publish.corpus import Corpus
from lod.publish.dataset import Partitions
from lod.publish.dumps import Graphs
from lod.publish.gather import (
    BIBFRAME_RECORD,
    MODS_RECORD,
    RECORDS,
    JoinTask,
    RecordsTask,
    TablesTask,
    gather_one,
)
from lod.publish.packing import Packing, PackTask, pack_runs
from lod.publish.pages.lists import sessions_of_all
from lod.publish.pages.query import QUERY_PAGE, query_page
from lod.publish.parts import PARTS, DataPart, WrittenParts, parts_json, parts_of
from lod.publish.paths import find_file
from lod.publish.result import Failure
from lod.publish.runs import LineRun, ToldLines
from lod.publish.session_dumps import write_session_dumps
from lod.publish.staging import MARC
from lod.publish.steps import Steps, alone, split_failures
from lod.query.stored import stored_queries

#: So many runs of what no resolution says of itself are packed by one task.
_BATCH = 8


class DataMade(Struct, frozen=True):
    """What was counted on the way, what could not be made, and the names of what was used of the cache."""

    triples: int
    partitions: Partitions
    lost: tuple[Failure, ...]
    used: tuple[str, ...]


class DataFiles(Struct, frozen=True):
    """The data of a build on their way."""

    steps: Steps
    corpus: Corpus
    told: ToldLines

    def run(self) -> DataMade:
        """Make all files. Without N-Quads there is no publication: raises UnresError."""
        packing = self._packing()  # each run goes with the name under which it is kept what is packed of it
        own = own_names(self.corpus)
        runs = [(packing.entry(run), run) for run in self.told.runs(own, packing.graphs)]
        entries = tuple(entry for entry, _ in runs)
        lost = self._pack(runs, own, packing)
        if lost:  # all is made again without these
            return DataMade(0, Partitions(), tuple(lost), ())
        made = self._assembled(entries)
        lost += [Failure(name, f"{name}: {why}") for name, why in made.faults.items()]
        lost += self._put_assembled(made)
        ungathered, joined = self._gathered()
        lost += ungathered
        partitions = Partitions(made.counted.classes, made.counted.properties)
        queries = stored_queries(self.steps.base)
        lost += self.steps.put_pages(QUERY_PAGE, lambda: query_page(queries, partitions, self.steps.base))
        return DataMade(made.triples, partitions, tuple(lost), (*joined, *entries))

    @property
    def _parts(self) -> tuple[DataPart, ...]:
        return parts_of(sessions_of_all(self.corpus.index), self.corpus.kept)

    @property
    def _prefixes(self) -> tuple[tuple[str, str], ...]:
        return tuple(graph_prefixes(self.steps.base).items())

    def _packing(self) -> Packing:
        base = self.steps.base
        graphs = Graphs(base, self.corpus.symbols, VOCABULARY.rstrip("#"), _concepts(base))
        return Packing(graphs, self._prefixes, len(self._parts) > 1)

    def _pack(self, runs: Sequence[tuple[str, LineRun]], own: Mapping[str, str], packing: Packing) -> list[Failure]:
        """Pack what is not kept; gives the resolutions that cannot be packed."""
        tasks = list(self._pack_tasks([run for run in runs if not self.steps.cache.holds(run[0])], own, packing))
        _, lost = split_failures(self.steps.told(pack_runs, tasks, "dumps"))
        for failure in lost:
            if failure.name not in self.corpus.index.cards:
                raise self._nothing(failure)
        return lost

    def _pack_tasks(
        self, runs: Sequence[tuple[str, LineRun]], own: Mapping[str, str], packing: Packing
    ) -> Iterator[PackTask]:
        """Both runs of a resolution together; others in batches. What fails of the first costs the resolution alone."""
        packing = replace(packing, graphs=replace(packing.graphs, resolutions=frozenset()))  # each run names its own
        symbols = {name: symbol for symbol, name in own.items() if name}
        by_symbol: dict[str, list[tuple[str, LineRun]]] = {}
        for entry, run in runs:
            by_symbol.setdefault(symbols.get(run.own, ""), []).append((entry, run))
        others = by_symbol.pop("", [])
        for symbol, found in by_symbol.items():
            yield PackTask(self.steps.cache, tuple(found), packing, symbol)
        for at in range(0, len(others), _BATCH):
            yield PackTask(self.steps.cache, tuple(others[at : at + _BATCH]), packing)

    def _assembled(self, entries: Sequence[str]) -> Assembled:
        """Put the packed runs together."""
        folder = self.steps.staging.spool / "whole"
        task = AssembleTask(self.steps.cache, tuple(entries), folder, self._prefixes, self._parts)
        made, lost = split_failures(self.steps.told(assemble, [task], "dumps"))
        for failure in lost:
            raise self._nothing(failure)
        assembled: Assembled = made[0]
        if why := assembled.faults.get(task.name):
            raise self._nothing(Failure(task.name, f"{task.name}: {why}"))
        return assembled

    def _nothing(self, failure: Failure) -> UnresError:
        return UnresError(failure.message, str(self.steps.staging.out), "nothing was published; build it again")

    def _put_assembled(self, made: Assembled) -> list[Failure]:
        """Stage dumps and parts."""
        for file in made.dumps:
            self.steps.staging.put_file(f"data/{file.name}", file)
        return alone(PARTS, partial(self._put_parts, made.parts))

    def _put_parts(self, written: WrittenParts) -> None:
        """The parts that a browser loads, and what it may choose of them."""
        staging = self.steps.staging
        folder = staging.spool / "whole"
        more = write_session_dumps(self._parts, folder) if staging.layout.has_session_dumps else ()
        for path in (*written.files, *more):
            staging.put_file(path, folder / path)
        staging.put(PARTS, parts_json(self._parts, written, staging.size))

    def _gathered(self) -> tuple[list[Failure], list[str]]:
        """Catalogue records in one file of each kind, tables in each format; names of what was used of the cache."""
        staging = self.steps.staging
        folder = staging.spool / "whole"
        graphs = self._graphs()
        tasks = [TablesTask(folder / ROWS), graphs, *self._records()]
        made, lost = split_failures(self.steps.told(gather_one, tasks, "records"))
        for file in (file for files in made for file in files):
            below = file.relative_to(folder) if file.is_relative_to(folder) else file.name
            staging.put_file(f"data/{below}", file)
        return lost, [entry for path in graphs.paths if (entry := graphs.entry(path))]

    def _records(self) -> Iterator[RecordsTask | JoinTask]:
        staging = self.steps.staging
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


def _concepts(base: str) -> frozenset[str]:
    """The paths of all concepts and schemes of the vocabulary."""
    subjects = (triple.subject for triple in vocabulary_graph(base).triples)
    return frozenset(s.value.removeprefix(base) for s in subjects if isinstance(s, ox.NamedNode))
