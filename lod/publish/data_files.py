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
from lod.publish.assembly import Assembled, AssembleTask, assemble
from lod.publish.cache import entry_name
from lod.publish.corpus import Corpus
from lod.publish.dataset import Partitions
from lod.publish.dumps import Graphs
from lod.publish.gathering import Gathering
from lod.publish.kept_pages import KeptPages, PageMade
from lod.publish.packing import Packing, PackTask, pack_runs
from lod.publish.pages.lists import sessions_of_all
from lod.publish.pages.query import QUERY_PAGE, query_page
from lod.publish.parts import PARTS, DataPart, WrittenParts, parts_json, parts_of
from lod.publish.result import Failure
from lod.publish.runs import LineRun, ToldLines
from lod.publish.session_dumps import write_session_dumps
from lod.publish.steps import Steps, alone, split_failures
from lod.query.stored import stored_queries

#: The name of all files of data among what was made.
_ALL = "all data"
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
    pages: KeptPages

    def run(self) -> DataMade:
        """Make all files. Without N-Quads there is no publication: raises UnresError."""
        packing = self._packing()  # each run goes with the name under which it is kept what is packed of it
        own = own_names(self.corpus)
        runs = [(packing.entry(run), run) for run in self.told.runs(own, packing.graphs)]
        entries = tuple(entry for entry, _ in runs)
        lost = self._pack(runs, own, packing)
        if lost:  # all is made again without these
            return DataMade(0, Partitions(), tuple(lost), ())
        name = self._name(entries)
        data = self._kept(name) or self._made(name, entries)
        queries = stored_queries(self.steps.base)
        pages = self.steps.put_pages(QUERY_PAGE, lambda: query_page(queries, data.partitions, self.steps.base))
        return replace(data, lost=(*data.lost, *pages))

    def _kept(self, name: str) -> DataMade | None:
        """What the last build said of its files, where they stand as they would be made again."""
        cache = self.steps.cache
        page = self.pages.find(_ALL, name) if name else None
        said = cache.load(name, DataMade) if page else None
        if page and said and all(map(cache.holds, self._gathering.used)):
            self.steps.staging.made |= page.made
            return said
        return None

    def _made(self, name: str, entries: tuple[str, ...]) -> DataMade:
        """Make the files of packed runs, and of what resolutions left; what was said is kept where nothing was lost."""
        staging, before = self.steps.staging, {*self.steps.staging.made}
        made = self._assembled(entries)
        lost = [Failure(name, f"{name}: {why}") for name, why in made.faults.items()]
        lost += self._put_assembled(made)
        gathering = self._gathering
        lost += gathering.run(staging.spool / "whole")
        partitions = Partitions(made.counted.classes, made.counted.properties)
        data = DataMade(made.triples, partitions, tuple(lost), (*gathering.used, *entries, name))
        if name and not data.lost:
            self.steps.cache.keep(name, data)
            self.pages.add(PageMade(_ALL, (), {path: sha for path, sha in staging.made.items() if path not in before}))
        return data

    def _name(self, entries: Sequence[str]) -> str:
        """The name of all that the files are made from; "" where something of it is not known."""
        if (records := self._gathering.inputs()) is None:
            return ""
        parts = (text for part in self._parts for text in (part.name, part.title, *part.paths))
        return entry_name(_ALL, *self.steps.settings.of_data(), *entries, "parts", *parts, "records", *records)

    @property
    def _gathering(self) -> Gathering:
        return Gathering(self.steps, self.corpus, self.pages)

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
        """Stage dumps, parts and tables."""
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


def _concepts(base: str) -> frozenset[str]:
    """The paths of all concepts and schemes of the vocabulary."""
    subjects = (triple.subject for triple in vocabulary_graph(base).triples)
    return frozenset(s.value.removeprefix(base) for s in subjects if isinstance(s, ox.NamedNode))
