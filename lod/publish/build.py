"""A build: many sources to a published folder.

Reads: files. Writes: pages and data at the paths of their IRIs, the whole below `data/`, the vocabulary, the SHACL
report. After it, the following are guaranteed: (1) every input is published or named as failed; (2) nothing invalid is
published: what breaks a shape is left out, alone; a build that publishes nothing changes nothing; (3) the same inputs
give the same bytes.

What concerns one resolution runs in a pool of processes (`lod.publish.tasks`, `lod.publish.page_tasks`); what needs all
of them works from cards, not from graphs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.data.authorities import load_authorities
from lod.graph.authorities import authority_triples
from lod.graph.concepts import vocabulary_graph
from lod.graph.context import context_document
from lod.graph.described import FUNDS, GROUPS
from lod.graph.files import read_triples
from lod.graph.profiles import CORE, HOUSE, profile_triples
from lod.graph.serialize import graph_prefixes, serialize, sort_graph
from lod.graph.shacl import report_triples, validator
from lod.publish.answering import Answering
from lod.publish.cache import Cache
from lod.publish.cited_dates import date_triples, disagreements
from lod.publish.cluster import cluster
from lod.publish.corpus import Corpus, all_series, with_sheets
from lod.publish.data_files import DataFiles
from lod.publish.described_data import DescribedData
from lod.publish.discovery import discovery_files
from lod.publish.dumps import names_in
from lod.publish.feeds import feeds
from lod.publish.harvest.lists import put_sync_lists
from lod.publish.hosts.rules import host_rules
from lod.publish.index import Index
from lod.publish.kept_pages import KeptPages
from lod.publish.mandates.before import texts_before
from lod.publish.mandates.pages import mandate_files
from lod.publish.page_tasks import data_of, made_from_of_pages
from lod.publish.pages.changes import changes_csv
from lod.publish.pages.coverage import coverage_page
from lod.publish.pages.due import due_files
from lod.publish.pages.environment import forget_changed_templates
from lod.publish.pages.errors import GONE, NOT_FOUND, error_page
from lod.publish.pages.gaps import PAGE as GAPS
from lod.publish.pages.gaps import gaps_page
from lod.publish.pages.lists import offered_lists
from lod.publish.pages.look import Look, current_look, restoring_look, set_look
from lod.publish.pages.one_series import one_series_page
from lod.publish.pages.series import series_page
from lod.publish.pages.shapes import shapes_page
from lod.publish.pages.validation import validation_page
from lod.publish.pages.vocabulary import version_path, vocabulary_page
from lod.publish.paths import find_file
from lod.publish.pool import pool
from lod.publish.published import INDEX
from lod.publish.rendering import Maker, Rendering
from lod.publish.report_answers import with_answers, write_answers
from lod.publish.result import BuildResult, Failure, SlowestSource
from lod.publish.runs import ToldLines
from lod.publish.settings import Settings
from lod.publish.staging import MANIFEST, Staging, open_staging
from lod.publish.steps import Progress, Steps, alone, split_failures
from lod.publish.tasks import (
    Compared,
    Published,
    Reading,
    ReadTask,
    SeriesTask,
    WorkTask,
    compare_one,
    entries_of,
    other_lines_of,
    publish_one,
    read_one,
)
from lod.publish.unchanged import hash_inputs, keep_unchanged
from lod.publish.unpublished import find_unpublished
from lod.publish.whole_files import WholeFiles
from lod.publish.withdrawn import put_withdrawn


def build(
    sources: Sequence[Path],
    out: Path,
    settings: Settings,
    jobs: int | None = None,
    progress: Progress | None = None,
    scheduler: str = "",
) -> BuildResult:
    """Publish `sources` in `out`; what a cache has of the steps is not made again.

    The work is done by `jobs` processes here, or by the workers of the Dask `scheduler` at an address.
    """
    forget_changed_templates(settings.theme_folder)
    with open_staging(out) as staging, restoring_look():
        kept = Cache(settings.cache or staging.spool / "cache")
        staging.layout, staging.cache = settings.layout, kept
        made_from = hash_inputs(sources, settings)
        with cluster(scheduler) if scheduler else pool(jobs) as mapper:
            steps = Steps(staging, settings, mapper, progress or (lambda done, of, stage: None), kept)
            return _Build(steps).run(sources, partial(_keep, steps, made_from))


def _keep(steps: Steps, made_from: str, result: BuildResult, used: list[str], pages: KeptPages) -> None:
    """Keep for the next build what this one made, if it made everything."""
    if made_from and result.resolutions and not result.failures:
        said = replace(result, written=0, removed=0, slowest=None)
        used += pages.keep()
        steps.cache.prune([*used, keep_unchanged(steps.staging.out, steps.cache, made_from, said)])


class _Whole(Struct, frozen=True):
    """What was made of all resolutions: how many statements, what could not be made, and what is kept for the next."""

    triples: int
    lost: tuple[Failure, ...]
    pages: KeptPages
    used: tuple[str, ...]  # names in the cache


class _Build(Struct, frozen=True):
    """One build on its way."""

    steps: Steps

    def run(self, sources: Sequence[Path], keep: Callable[[BuildResult, list[str], KeptPages], None]) -> BuildResult:
        """What was done; `keep` is told of a build that published: the names used of the cache, and its pages."""
        staging = self.steps.staging
        readings, unread = self._read(sources)
        published, rejected = self._publish(readings)
        failures = {failure.name: failure for failure in (*unread, *_refused(staging), *rejected)}
        while published:
            staging.made, staging.held = {}, {}
            kept = staging.resolutions_left({item.symbol for item in published}) if failures else ()
            whole = self._publish_whole(published, kept)
            new = {failure.name: failure for failure in whole.lost if failure.name not in failures}
            if not new:
                used = [name for item in published for name in entries_of(item, readings[item.symbol])]
                result = self._commit(published, kept, tuple(failures.values()), whole.triples)
                result = replace(result, slowest=_slowest(published, readings))
                keep(result, [*used, *whole.used], whole.pages)
                return result
            failures |= new
            published = [item for item in published if item.symbol not in new]  # nothing may lead to what has no page
        return BuildResult((), tuple(failures.values()))

    def _commit(
        self, published: Sequence[Published], kept: Sequence[str], failures: Sequence[Failure], triples: int
    ) -> BuildResult:
        gone: list[str] = []
        if not self.steps.settings.prune:
            there = frozenset((*(item.symbol for item in published), *kept))
            gone = put_withdrawn(self.steps.staging, self.steps.base, there, is_whole=not failures)
        self._hosts(gone)
        put_sync_lists(self.steps.staging)
        written, removed = self.steps.staging.commit(keep_stale=bool(failures))
        warnings = tuple(line for item in published for line in item.lines if line.severity == "Warning")
        symbols = tuple(item.symbol for item in published)
        return BuildResult(symbols, tuple(failures), warnings, triples, written, removed)

    def _read(self, sources: Sequence[Path]) -> tuple[dict[str, tuple[Reading, ...]], tuple[Failure, ...]]:
        """The readings of each symbol, in the order of symbols, and the inputs that gave none."""
        tasks = [ReadTask(path, self.steps.cache) for path in sources]
        groups: dict[str, list[Reading]] = defaultdict(list)
        failures = []
        for made in self.steps.told(read_one, tasks, "read", self.steps.limit):
            if isinstance(made, Failure):
                failures.append(made)
            else:
                groups[made.symbol].append(made)
        return {symbol: tuple(groups[symbol]) for symbol in sorted(groups)}, tuple(failures)

    def _publish(self, groups: dict[str, tuple[Reading, ...]]) -> tuple[list[Published], list[Failure]]:
        """What each symbol's readings give, staged; and those that must not be published."""
        spool = self.steps.staging.spool
        tasks = [
            WorkTask(readings, spool / f"chunk-{i}", self.steps.cache, self.steps.settings)
            for i, readings in enumerate(groups.values())
        ]
        return split_failures(
            self.steps.told(publish_one, tasks, "annotate", lambda task: self.steps.limit(task) * len(task.readings))
        )

    def _publish_whole(self, published: Sequence[Published], kept: Sequence[str]) -> _Whole:
        """What needs all resolutions: pages, entity data, the report, dumps.

        `kept` are resolutions of an earlier build whose input was lost: their files stay, and dumps hold their data.
        """
        corpus, told, uncompared = self._corpus(published, kept)
        answering = Answering.begin(self.steps, corpus, told)
        settings, staging, look = self.steps.settings, self.steps.staging, current_look()
        pages = KeptPages(staging.out, self.steps.cache, corpus.index, look.theme)
        staging.held |= pages.held_before(map(data_of, kept))
        whole = WholeFiles(self.steps, pages, corpus.index, made_from_of_pages(settings, look))
        lost = [*uncompared, *Rendering(self.steps, corpus, whole).run(self._of_all(corpus, whole))]
        if any(failure.name in corpus.index.cards for failure in lost):  # all is made again without these
            answering.drop()
            return _Whole(0, tuple(lost), pages, ())
        data = DataFiles(self.steps, corpus, told, pages).run()
        lost += [*data.lost, *answering.put(whole), *self._descriptions(DescribedData(self.steps, corpus, data))]
        return _Whole(data.triples, tuple(lost), pages, (*data.used, *answering.used))

    def _corpus(
        self, published: Sequence[Published], kept: Sequence[str]
    ) -> tuple[Corpus, ToldLines, Sequence[Failure]]:
        """All resolutions together, what they say of others, and what could not be compared; sets the look."""
        base, spool = self.steps.base, self.steps.staging.spool
        index = Index.of((item.card for item in published), base)
        index = with_answers(index, {item.symbol: item.reports for item in published})
        settings = self.steps.settings
        look = Look(settings.theme_folder, offered_lists(index) | {"series"}, settings.layout)
        held, uncompared = self._series(index, published, look)
        index = with_sheets(index, {item.symbol: item.sheet for item in published}, held)
        compared = [said for said in held if said.is_series]
        series = all_series(compared, index)
        set_look(replace(look, offered=offered_lists(index) | ({"series"} if series else frozenset())))
        answered = write_answers(index, spool)
        others = (self.steps.cache.held_bytes(other_lines_of(item.entry)) for item in published)
        files = (file.read_bytes() for file in (*(said.chunk for said in compared), *answered.values()))
        earlier = map(self._published_lines, kept)
        described = tuple(f"{base}{start}" for start in (GROUPS, FUNDS))
        told = ToldLines.of(chain(others, files, self._shared(index), earlier), described)
        things = told.things({*index.cards, *kept}, base)
        index = replace(index, unpublished=find_unpublished(index, things), names=names_in(things))
        corpus = Corpus(tuple(published), tuple(kept), index, tuple(compared), series, answered, things)
        return corpus, told, uncompared

    def _of_all(self, corpus: Corpus, whole: WholeFiles) -> Iterator[Maker]:
        """What makes the pages of what was left open, of each series, the vocabulary, what is due, and mandates."""
        steps, index = self.steps, corpus.index
        coverages = {item.symbol: item.coverage for item in corpus.published}
        put = steps.put_pages
        yield partial(alone, "validation", lambda: self._report(corpus.published, index))
        yield partial(put, "coverage", lambda: coverage_page([coverages[symbol] for symbol in index.cards]))
        if current_look().offers("series"):
            yield partial(put, "series", lambda: series_page(corpus.pairs(), index))
        yield partial(put, GAPS, lambda: gaps_page(index))
        for one in corpus.series:
            yield partial(put, one.path, partial(one_series_page, one, index))
        yield partial(alone, "data/changes", lambda: steps.staging.put("data/changes.csv", changes_csv(corpus.pairs())))
        yield partial(whole.put, "def", self._vocabulary)
        if current_look().offers("duties"):
            yield partial(whole.put, "duties", due_files)
        yield partial(whole.put, "mandates", mandate_files)

    def _descriptions(self, described: DescribedData) -> list[Failure]:
        """What says what there is; each after all that it says."""
        return [
            *alone("data/duties.ics", described.put_calendar),
            *alone("data/harvest", described.put_harvest),
            *alone("data/dataset", described.put_catalogue),
            *alone("sitemap", lambda: self._discovery(described.corpus.index)),
            *alone(INDEX, described.put_release),
        ]

    def _hosts(self, gone: Sequence[str]) -> None:
        """Rules for hosts of files, and the pages that they show for what is not there."""
        site = self.steps.publication.site
        self.steps.put_files(host_rules(site, self.steps.base, gone, self.steps.settings.layout))
        for name in (NOT_FOUND, *([GONE] if gone else ())):
            self.steps.staging.put(f"{name}.html", error_page(name, urlsplit(site).path or "/").encode())

    def _discovery(self, index: Index) -> None:
        for path, content in feeds(index, self.steps.publication.publisher):
            self.steps.staging.put(path, content)
        made, layout = list(self.steps.staging.made), self.steps.settings.layout
        self.steps.put_files(discovery_files(made, self.steps.base, layout))

    def _shared(self, index: Index) -> Iterator[bytes]:
        """What no resolution says: the authorities that occur, the vocabulary, when what is cited was adopted."""
        occurring = load_authorities().closure(index.by_path)
        yield sort_graph(authority_triples(occurring, self.steps.base)).n_triples()
        yield vocabulary_graph(self.steps.base).n_triples()
        yield sort_graph(date_triples(index)).n_triples()

    def _series(self, index: Index, published: Sequence[Published], look: Look) -> tuple[list[Compared], list[Failure]]:
        """What stood in the text before of each resolution, paragraph by paragraph."""
        entries = {item.symbol: item.entry for item in published}
        base, staging, spool, kept = self.steps.base, self.steps.staging, self.steps.staging.spool, self.steps.cache
        tasks = []
        for i, (symbol, earlier) in enumerate(texts_before(index).items()):
            pair, is_series = (entries[symbol], entries[earlier]), index.predecessor(symbol) == earlier
            tasks.append(SeriesTask(symbol, earlier, pair, spool / f"series-{i}", base, staging, kept, look, is_series))
        found, lost = split_failures(self.steps.told(compare_one, tasks, "series", self.steps.limit))
        for said in found:
            self.steps.staging.made |= said.made
        return found, lost

    def _report(self, published: Sequence[Published], index: Index) -> None:
        results = [result for item in published for result in item.results]
        lines = [*(line for item in published for line in item.lines), *disagreements(index)]
        engine = validator(self.steps.settings.engine).name
        report = report_triples(results, self.steps.base)
        self.steps.staging.put("validation.ttl", serialize(report, prefixes=graph_prefixes(self.steps.base)))
        self.steps.staging.put("validation.html", validation_page(lines, len(published), engine).encode())

    def _published_lines(self, symbol: str) -> bytes:
        """The data of a resolution that an earlier build published, as sorted lines."""
        found = find_file(self.steps.staging.out, f"{symbol}.ttl")
        return sort_graph(read_triples(found)).n_triples() if found else b""

    def _vocabulary(self, index: Index) -> Iterator[tuple[str, bytes]]:
        """The vocabulary and the shapes, of which the index says nothing."""
        graph, prefixes = vocabulary_graph(self.steps.base), graph_prefixes(self.steps.base)
        for path in ("def", version_path()):
            for suffix, form in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
                yield f"{path}.{suffix}", graph.write(form, prefixes)
            yield f"{path}.html", vocabulary_page(path).encode()
        yield "context.jsonld", context_document(prefixes)
        for name, file in ((HOUSE, "shapes"), (CORE, "shapes-core")):
            yield f"{file}.ttl", serialize(profile_triples(name), prefixes=prefixes)
        yield "shapes.html", shapes_page(self.steps.base).encode()


def _slowest(published: Sequence[Published], readings: Mapping[str, Sequence[Reading]]) -> SlowestSource:
    """What took longest until it could be published."""

    def taken(item: Published) -> float:
        return item.seconds + sum(reading.seconds for reading in readings[item.symbol])

    slowest = max(published, key=taken)
    return SlowestSource(", ".join(reading.name for reading in readings[slowest.symbol]), taken(slowest))


def _refused(staging: Staging) -> Iterator[Failure]:
    """The lines of the published folder's list that name what no build may remove."""
    for line in staging.before.refused:
        shown = line.encode("unicode_escape").decode()[:200]
        what = f"{staging.out / MANIFEST}: {shown!r} names no file of the folder, and is passed over"
        yield Failure(shown, f"{what} (somebody changed the list; this build writes it anew)")
