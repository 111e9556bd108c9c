"""A build: many sources to a published folder.

Reads: files. Writes: pages and data at the paths of their IRIs, the whole below `data/`, the vocabulary, the SHACL
report. After it, the following are guaranteed: (1) every input is published or named as failed; (2) nothing invalid is
published: what breaks a shape is left out, alone; a build that publishes nothing changes nothing; (3) the same inputs
give the same bytes.

What concerns one resolution runs in a pool of processes (`lod.publish.tasks`); what needs all of them works from
cards, not from graphs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.data.authorities import load_authorities
from lod.data.publication import Publication, load_publication
from lod.graph.authorities import authority_triples
from lod.graph.concepts import vocabulary_graph
from lod.graph.context import context_document
from lod.graph.described import FUNDS, GROUPS
from lod.graph.files import read_triples
from lod.graph.named_graphs import ACROSS, owning_resolution
from lod.graph.profiles import CORE, HOUSE, profile_triples
from lod.graph.serialize import graph_prefixes, serialize, sort_graph
from lod.graph.shacl import report_triples, validator
from lod.model.errors import UnresError, unforeseen
from lod.model.iris import VOCABULARY
from lod.model.vocab import DCAT, DCATAP, DCT, FOAF, SKOS, SPDX, VCARD, VOID, XSD
from lod.publish.cache import Cache, packed
from lod.publish.calendar import due_events, ics
from lod.publish.cited_dates import date_triples, disagreements
from lod.publish.cluster import cluster
from lod.publish.dataset import (
    DataFile,
    Partitions,
    across_triples,
    catalogue_triples,
    description,
    last_change,
    things_triples,
    void_triples,
)
from lod.publish.discovery import discovery_files
from lod.publish.disk import is_disk_fault
from lod.publish.dumps import FORMATS, THINGS, Graphs, lines_of_things, merge_triples, names_in
from lod.publish.feeds import feeds
from lod.publish.gather import (
    BIBFRAME_RECORD,
    MODS_RECORD,
    RECORDS,
    JoinTask,
    RecordsTask,
    RowsTask,
    TablesTask,
    gather_one,
    gather_records,
    write_some_rows,
    write_tables,
)
from lod.publish.harvest.catalogue import HARVEST, HarvestRecord, format_repository, load_repository, repository_of
from lod.publish.harvest.lists import put_sync_lists
from lod.publish.harvest.static import STATIC, write_static
from lod.publish.hosts.rules import host_rules
from lod.publish.index import Index
from lod.publish.kept_pages import KeptPages
from lod.publish.mandates.candidates import count_mandates
from lod.publish.mandates.joined import join_sheets
from lod.publish.mandates.pages import mandate_files
from lod.publish.mandates.sheet import MandateSheet
from lod.publish.marc.records import Collections
from lod.publish.members import QUADS, ZSTD, has_zstd
from lod.publish.pages.changes import changes_csv
from lod.publish.pages.coverage import coverage_page
from lod.publish.pages.due import due_files
from lod.publish.pages.errors import GONE, NOT_FOUND, error_page
from lod.publish.pages.gaps import PAGE as GAPS
from lod.publish.pages.gaps import gaps_page
from lod.publish.pages.lists import list_makers, offered_lists, sessions_of_all
from lod.publish.pages.look import Look, assets, current_look, restoring_look, set_look
from lod.publish.pages.one_series import Series, SeriesPair, join_series, one_series_page
from lod.publish.pages.query import QUERY_PAGE, query_page
from lod.publish.pages.search import search_things
from lod.publish.pages.series import series_page
from lod.publish.pages.shapes import shapes_page
from lod.publish.pages.stored_answers import Site, answer_pages, queries_json
from lod.publish.pages.validation import validation_page
from lod.publish.pages.vocabulary import version_path, vocabulary_page
from lod.publish.parts import PARTS, PartsTask, WrittenParts, parts_json, parts_of
from lod.publish.paths import find_file
from lod.publish.pool import Lost, Mapper, pool, unlimited
from lod.publish.published import INDEX, QUERIES_JSON, UNPUBLISHED
from lod.publish.release import LICENCE_FILE, README, index_json, licence_text, readme
from lod.publish.report_answers import with_answers, write_answers
from lod.publish.result import BuildResult, Failure
from lod.publish.search.index import SpooledText, search_files
from lod.publish.session_dumps import write_session_dumps
from lod.publish.settings import Settings
from lod.publish.staging import MANIFEST, MARC, Staging, load_manifest, open_staging
from lod.publish.stored_answers import AnswersTask, StoredAnswer, known_values
from lod.publish.tables.croissant import CROISSANT, croissant_json
from lod.publish.tables.rows import Counted, stretches
from lod.publish.tasks import (
    Compared,
    DumpTask,
    PageTask,
    Published,
    Reading,
    ReadTask,
    SeriesTask,
    WorkTask,
    compare_one,
    entries_of,
    made_from_of_all,
    page_made_from,
    publish_one,
    read_one,
    render_one,
    spool_kept_texts,
    spooled_text,
    thing_made_from,
    write_one_dump,
)
from lod.publish.unchanged import hash_inputs, keep_unchanged
from lod.publish.unpublished import find_unpublished, unpublished_files
from lod.publish.withdrawn import put_withdrawn
from lod.query.stored import stored_queries
from lod.review.mandates.answers import ReportsOf
from lod.review.paragraphs import Kin, find_kin

#: In how many stretches the whole is gone through for rows of tables.
_STRETCHES = 8
#: How long all stored queries may take together; 328 resolutions take four seconds.
_QUERIES_SECONDS = 1200.0
#: Called with what is done, of how many, in which stage.
Progress = Callable[[int, int, str], None]


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
    with open_staging(out) as staging, restoring_look():
        kept = Cache(settings.cache or staging.spool / "cache")
        made_from = hash_inputs(sources, settings)
        with cluster(scheduler) if scheduler else pool(jobs) as mapper:
            made = _Build(staging, settings, mapper, progress or (lambda done, of, stage: None), kept)
            result, used = made.run(sources)
        if made_from and result.resolutions and not result.failures:
            used += [pages.keep() for pages in made.pages]
            kept.prune([*used, keep_unchanged(out, kept, made_from, replace(result, written=0, removed=0))])
        return result


class _Build(Struct, frozen=True):
    """One build on its way: where it goes and what runs it."""

    staging: Staging
    settings: Settings
    mapper: Mapper
    progress: Progress
    cache: Cache
    pages: list[KeptPages] = []  # of the last try

    @property
    def _publication(self) -> Publication:
        """Who publishes what, at addresses below the build's base."""
        return load_publication(self.settings.publication).below(self.settings.base)

    def run(self, sources: Sequence[Path]) -> tuple[BuildResult, list[str]]:
        """What was done, and the names of what was used of the cache."""
        readings, unread = self._read(sources)
        published, rejected = self._publish(readings)
        failures = {failure.name: failure for failure in (*unread, *_refused(self.staging.out), *rejected)}
        while published:
            self.staging.made = {}
            kept = self.staging.resolutions_left({item.symbol for item in published}) if failures else ()
            triples, lost = self._publish_whole(published, kept)
            new = {failure.name: failure for failure in lost if failure.name not in failures}
            if not new:
                used = [name for item in published for name in entries_of(item, readings[item.symbol])]
                return self._commit(published, tuple(failures.values()), triples), used
            failures |= new
            published = [item for item in published if item.symbol not in new]  # nothing may lead to what has no page
        return BuildResult((), tuple(failures.values())), []

    def _commit(self, published: Sequence[Published], failures: Sequence[Failure], triples: int) -> BuildResult:
        gone: list[str] = []
        if not self.settings.prune:
            gone = put_withdrawn(self.staging, self.settings.base, is_whole=not failures)
        self._hosts(gone)
        put_sync_lists(self.staging)
        written, removed = self.staging.commit(keep_stale=bool(failures))
        warnings = tuple(line for item in published for line in item.lines if line.severity == "Warning")
        symbols = tuple(item.symbol for item in published)
        return BuildResult(symbols, tuple(failures), warnings, triples, written, removed)

    def _read(self, sources: Sequence[Path]) -> tuple[dict[str, tuple[Reading, ...]], tuple[Failure, ...]]:
        """The readings of each symbol, in the order of symbols, and the inputs that gave none."""
        tasks = [ReadTask(path, self.cache) for path in sources]
        groups: dict[str, list[Reading]] = defaultdict(list)
        failures = []
        for made in self._told(read_one, tasks, "read", self._limit):
            if isinstance(made, Failure):
                failures.append(made)
            else:
                groups[made.symbol].append(made)
        return {symbol: tuple(groups[symbol]) for symbol in sorted(groups)}, tuple(failures)

    def _publish(self, groups: dict[str, tuple[Reading, ...]]) -> tuple[list[Published], list[Failure]]:
        """What each symbol's readings give, staged; and those that must not be published."""
        spool = self.staging.spool
        tasks = [
            WorkTask(readings, spool / f"chunk-{i}", self.cache, self.settings)
            for i, readings in enumerate(groups.values())
        ]
        return _parted(self._told(publish_one, tasks, "annotate", lambda task: self._limit(task) * len(task.readings)))

    def _publish_whole(self, published: Sequence[Published], kept: Sequence[str]) -> tuple[int, list[Failure]]:
        """What needs all resolutions: pages, entity data, the report, dumps; returns the number of distinct triples,
        and which resolutions, steps of series and things have no page, or no comparison.

        `kept` are resolutions of an earlier build whose input was lost: their files stay, and dumps hold their data.
        """
        index = with_answers(Index.of((item.card for item in published), self.settings.base), _reports(published))
        look = Look(self.settings.theme_folder, offered_lists(index) | {"series"})
        series, uncompared = self._series(index, published, look)
        index = _with_sheets(index, {item.symbol: item.sheet for item in published}, series)
        look = replace(look, offered=offered_lists(index) | ({"series"} if _all_series(series, index) else frozenset()))
        set_look(look)
        answered = write_answers(index, self.staging.spool)
        shared = self._shared(index)
        earlier = [self._published_lines(symbol, number) for number, symbol in enumerate(kept)]
        described = tuple(f"{self.settings.base}{start}" for start in (GROUPS, FUNDS))
        files = [
            *(item.chunk for item in published),
            *(said.chunk for said in series),
            *answered.values(),
            *shared,
            *earlier,
        ]
        whole = merge_triples(files, self.staging.spool / "whole.nt", described)
        entities, triples = lines_of_things(whole, {*index.cards, *kept}, self.settings.base)
        index = replace(index, unpublished=find_unpublished(index, entities))
        lost = [*uncompared, *self._pages(published, index, entities, kept, series, answered)]
        if any(failure.name in index.cards for failure in lost):  # all is made again without these
            return triples, lost
        coverages = {item.symbol: item.coverage for item in published}
        steps = [(said.symbol, said.earlier, said.found) for said in series]
        lost += _alone("validation", lambda: self._report(published, index))
        lost += self._put_pages("coverage", lambda: coverage_page([coverages[symbol] for symbol in index.cards]))
        if current_look().offers("series"):
            lost += self._put_pages("series", lambda: series_page(steps, index))
        lost += self._put_pages(GAPS, lambda: gaps_page(index))
        for one in _all_series(series, index):
            lost += self._put_pages(one.path, partial(one_series_page, one, index))
        lost += _alone("data/changes", lambda: self.staging.put("data/changes.csv", changes_csv(steps)))
        lost += _alone("def", self._vocabulary)
        answers, undumped = self._dumps(whole, index, kept)
        lost += undumped
        lost += self._answers(answers, index, entities)
        parts, untabled = self._tables(whole)
        lost += untabled
        lost += self._put_pages(QUERY_PAGE, lambda: query_page(stored_queries(index.base), parts, index.base))
        if current_look().offers("duties"):
            lost += _alone("duties", lambda: self._put_files(due_files(index)))
        lost += _alone("mandates", lambda: self._put_files(mandate_files(index)))
        lost += _alone("data/duties.ics", lambda: self._calendar(index))
        lost += _alone("data/harvest", lambda: self._harvest(index, _all_series(series, index), kept))
        lost += _alone("data/dataset", lambda: self._catalogue(published, index, triples, parts))
        lost += _alone("sitemap", lambda: self._discovery(index))
        lost += _alone(INDEX, lambda: self._release(index))
        return triples, lost

    def _hosts(self, gone: Sequence[str]) -> None:
        """Rules for hosts of files, and the pages that they show for what is not there."""
        site = self._publication.site
        self._put_files(host_rules(site, self.settings.base, gone))
        for name in (NOT_FOUND, *([GONE] if gone else ())):
            self.staging.put(f"{name}.html", error_page(name, urlsplit(site).path or "/").encode())

    def _discovery(self, index: Index) -> None:
        for path, content in feeds(index, self._publication.publisher):
            self.staging.put(path, content)
        for path, content in discovery_files(list(self.staging.made), self.settings.base):
            self.staging.put(path, content)

    def _shared(self, index: Index) -> list[Path]:
        """What no resolution says: the authorities that occur, the vocabulary, when what is cited was adopted."""
        occurring = load_authorities().closure(index.by_path)
        base = self.settings.base
        made: list[Path] = []
        dates = sort_graph(date_triples(index))
        for graph in (sort_graph(authority_triples(occurring, base)), vocabulary_graph(base), dates):
            made.append(self.staging.spool / f"shared-{len(made)}")
            made[-1].write_bytes(graph.n_triples())
        return made

    def _series(self, index: Index, published: Sequence[Published], look: Look) -> tuple[list[Compared], list[Failure]]:
        """What stood in the text before of each series, paragraph by paragraph."""
        entries = {item.symbol: item.entry for item in published}
        pairs = [(symbol, earlier) for symbol in index.cards if (earlier := index.predecessor(symbol))]
        base, staging, spool, kept = self.settings.base, self.staging, self.staging.spool, self.cache
        tasks = [
            SeriesTask(
                symbol, earlier, (entries[symbol], entries[earlier]), spool / f"series-{i}", base, staging, kept, look
            )
            for i, (symbol, earlier) in enumerate(pairs)
        ]
        found, lost = _parted(self._told(compare_one, tasks, "series", self._limit))
        for said in found:
            self.staging.made |= said.made
        return found, lost

    def _pages(
        self,
        published: Sequence[Published],
        index: Index,
        entities: dict[str, bytes],
        kept: Sequence[str],
        series: Sequence[Compared],
        answered: Mapping[str, Path],
    ) -> list[Failure]:
        """The pages of resolutions, things and lists; returns what has none, by the name of its task."""
        spooled = self.staging.spool / f"index-{len(published)}"  # a worker keeps the one that it has read
        spooled.write_bytes(packed(index))
        own = {*index.cards, *kept}
        others = (set(index.by_path) | set(entities)) - own
        paths = sorted(path for path in others - index.unpublished.keys() if not owning_resolution(path, own))
        look = current_look()
        self.pages[:] = [KeptPages(self.staging.out, self.cache, index)]
        of_all = made_from_of_all(self.settings, look)
        tasks = self._unlike(self._page_tasks(spooled, index, published, series, answered), index, of_all)
        things = [(path, entities.get(path, b"")) for path in paths]
        things = [thing for thing in things if not self._stands(thing[0], thing_made_from(*thing, of_all))]
        batches = (things[at : at + 64] for at in range(0, len(things), 64))
        tasks += (PageTask(spooled, self.staging, self.cache, look, entities=tuple(batch)) for batch in batches)
        lost = self._render(tasks) + _alone(UNPUBLISHED, lambda: self._put_files(unpublished_files(index, entities)))
        if together := [task for task in tasks if task.name in {failure.name for failure in lost} and not task.symbol]:
            singly = [replace(task, entities=(entity,)) for task in together for entity in task.entities]
            lost = [failure for failure in lost if failure.name in index.cards] + self._render(singly)
        names = names_in(entities)
        for name, make in list_makers(index, names).items():
            lost += self._put_pages(name, make)
        lost += _alone("search", lambda: self._search(published, index, names))
        for name, content in assets(self.settings.theme_folder):
            self.staging.put(f"assets/{name}", content)
        return lost

    def _search(self, published: Sequence[Published], index: Index, names: Mapping[str, str]) -> None:
        """The page of the search and the files that it reads."""
        texts = [
            SpooledText(item.symbol, language, str(item.card.adopted or ""), spooled_text(_searched(item), language))
            for item in published
            for language in item.card.languages
        ]
        for path, content in search_files(texts, search_things(index, names)):
            self.staging.put(path, content)

    def _put_pages(self, name: str, make: Callable[[], str | Iterable[tuple[str, str]]]) -> list[Failure]:
        """Make and stage a page, or a list and its parts; returns why there is none."""

        def put() -> None:
            made = make()
            for path, page in [(name, made)] if isinstance(made, str) else made:
                self.staging.put(f"{path}.html", page.encode())

        return _alone(name, put)

    def _render(self, tasks: Sequence[PageTask]) -> list[Failure]:
        made, lost = _parted(self._told(render_one, tasks, "pages", self._limit))
        for page in (page for pages in made for page in pages):
            self.staging.made |= page.made
            self.pages[-1].add(page)
        return lost

    def _stands(self, name: str, made_from: str) -> bool:
        """Whether the pages of a resolution or a thing stand as they would be made again."""
        page = self.pages[-1].find(name, made_from)
        if page is not None:
            self.staging.made |= page.made
        return page is not None

    def _unlike(self, tasks: Iterable[PageTask], index: Index, of_all: str) -> list[PageTask]:
        """The tasks of resolutions whose pages do not stand as they would be made again."""
        return [
            task
            for task in tasks
            if not (
                self._stands(task.symbol, page_made_from(task, of_all))
                and spool_kept_texts(task, index.cards[task.symbol].languages)
            )
        ]

    def _page_tasks(
        self,
        spooled: Path,
        index: Index,
        published: Sequence[Published],
        series: Sequence[Compared],
        answered: Mapping[str, Path],
    ) -> list[PageTask]:
        """The pages of resolutions, each with what its series says of it."""
        kin, chunks = _kin(series), {said.symbol: said.chunk for said in series}
        parts = {symbol: one.path for one in _all_series(series, index) for symbol in one.symbols}
        return [
            PageTask(
                spooled,
                self.staging,
                self.cache,
                current_look(),
                item.symbol,
                item.entry,
                (item.chunk, *(told[item.symbol] for told in (chunks, answered) if item.symbol in told)),
                tuple(kin[item.symbol]),
                self.settings.publication,
                series=parts.get(item.symbol, ""),
                searched=_searched(item),
            )
            for item in published
        ]

    def _report(self, published: Sequence[Published], index: Index) -> None:
        results = [result for item in published for result in item.results]
        lines = [*(line for item in published for line in item.lines), *disagreements(index)]
        engine = validator(self.settings.engine).name
        report = report_triples(results, self.settings.base)
        self.staging.put("validation.ttl", serialize(report, prefixes=graph_prefixes(self.settings.base)))
        self.staging.put("validation.html", validation_page(lines, len(published), engine).encode())

    def _published_lines(self, symbol: str, number: int) -> Path:
        """The data of a resolution that an earlier build published, as sorted lines in the spool."""
        spooled = self.staging.spool / f"earlier-{number}"
        found = find_file(self.staging.out, f"{symbol}.ttl")
        spooled.write_bytes(sort_graph(read_triples(found)).n_triples() if found else b"")
        return spooled

    def _vocabulary(self) -> None:
        graph, prefixes = vocabulary_graph(self.settings.base), graph_prefixes(self.settings.base)
        for path in ("def", version_path()):
            for suffix, form in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
                self.staging.put(f"{path}.{suffix}", graph.write(form, prefixes))
            self.staging.put(f"{path}.html", vocabulary_page(path).encode())
        self.staging.put("context.jsonld", context_document(prefixes))
        for name, file in ((HOUSE, "shapes"), (CORE, "shapes-core")):
            self.staging.put(f"{file}.ttl", serialize(profile_triples(name), prefixes=prefixes))
        self.staging.put("shapes.html", shapes_page(self.settings.base).encode())

    def _dumps(
        self, whole: Path, index: Index, kept: Sequence[str]
    ) -> tuple[Mapping[str, StoredAnswer], list[Failure]]:
        """The whole in every format. Without N-Quads there is no publication.

        Returns the answers to stored queries, which are asked meanwhile, and what could not be written.
        """
        spool, base = self.staging.spool, self.settings.base
        prefixes = tuple(graph_prefixes(base).items())
        graphs = Graphs(base, frozenset({*index.cards, *kept}), VOCABULARY.rstrip("#"), _concepts(base))
        targets = {kind: spool / f"unres.{kind}.gz" for kind in FORMATS}
        tasks = [DumpTask(kind, whole, target, graphs, prefixes) for kind, target in targets.items()]
        by_member = {kind: spool / f"unres.{kind}{ZSTD}" for kind in QUADS if has_zstd()}
        tasks += [DumpTask(kind, whole, target, graphs, prefixes) for kind, target in by_member.items()]
        asked = AnswersTask(whole, spool / "whole" / "queries", base, known_values(index))
        made, lost = _parted(self._told(write_one_dump, [asked, *tasks], "dumps", _dump_seconds))
        dumps = [file for file in made if isinstance(file, Path)]
        answers = {answer.name: answer for group in made if isinstance(group, tuple) for answer in group}
        if needed := [failure for failure in lost if failure.name == targets["nq"].name]:
            raise UnresError(needed[0].message, str(self.staging.out), "nothing was published; build it again")
        gathered, unrecorded = self._records(kept)
        dumps += [file for made in gathered for file in (made.xml, made.iso, *made.named())]
        parts = PartsTask(targets["nq"], spool / "whole", base, parts_of(sessions_of_all(index), kept))
        joined, unjoined = self._joined(kept, parts)
        lost += [*unrecorded, *unjoined]
        for file in (*dumps, *(file for file in joined if isinstance(file, Path))):
            self.staging.put_file(f"data/{file.name}", file)
        for written in (written for written in joined if isinstance(written, WrittenParts)):
            lost += _alone(PARTS, partial(self._put_parts, parts, written))
        return answers, lost

    def _answers(
        self, answers: Mapping[str, StoredAnswer], index: Index, entities: Mapping[str, bytes]
    ) -> list[Failure]:
        """The pages of stored queries, and the files of what they find."""
        names = names_in(entities)
        site = Site(index, names, lambda path: f"{path}.html" in self.staging.made)
        queries = stored_queries(index.base)
        for file in (file for answer in answers.values() if answer.count for file in answer.files):
            self.staging.put_file(file, self.staging.spool / "whole" / file)
        lost = self._put_pages("queries", lambda: answer_pages(queries, answers, site))
        return lost + _alone(QUERIES_JSON, lambda: self.staging.put(QUERIES_JSON, queries_json(queries, answers)))

    def _put_parts(self, task: PartsTask, written: WrittenParts) -> None:
        """The parts that a browser loads, and what it may choose of them."""
        for path in (*written.files, *write_session_dumps(task.parts, task.folder)):
            self.staging.put_file(path, task.folder / path)
        self.staging.put(PARTS, parts_json(task.parts, written, self.staging.size))

    def _tables(self, whole: Path) -> tuple[Partitions, list[Failure]]:
        """The tables, from stretches of the whole at once; what was counted on the way, and why there are none."""
        folder = self.staging.spool / "rows"
        cut = enumerate(stretches(whole, _STRETCHES))
        tasks = [RowsTask(stretch, folder / str(count), self.settings.base) for count, stretch in cut]
        counted, lost = _parted(self._told(write_some_rows, tasks, "rows"))
        if lost:
            return Partitions(), lost
        task = TablesTask(tuple(task.folder for task in tasks), self.staging.spool / "whole" / "tables")
        made, lost = _parted(self._told(write_tables, [task], "tables"))
        for file in (file for files in made for file in files):
            self.staging.put_file(f"data/{file.relative_to(task.target.parent).as_posix()}", file)
        return _partitions(counted), lost

    def _records(self, kept: Sequence[str]) -> tuple[list[Collections], list[Failure]]:
        """The collections of catalogue records: what is published now, and what stays of an earlier build."""
        tasks = [
            RecordsTask(self.staging.fork(), self._of_resolutions(suffix, kept), f"unres{suffix.removesuffix('.xml')}")
            for suffix in RECORDS
        ]
        return _parted(self._told(gather_records, tasks, "records"))

    def _put_files(self, files: Iterable[tuple[str, bytes]]) -> None:
        for path, content in files:
            self.staging.put(path, content)

    def _joined(self, kept: Sequence[str], parts: PartsTask) -> tuple[list[Path | WrittenParts], list[Failure]]:
        """The records of MODS and of BIBFRAME, and the graphs as JSON-LD, each as one file; the whole in parts."""
        tasks: list[JoinTask | PartsTask] = [
            JoinTask(self.staging.fork(), self._of_resolutions(suffix, kept), f"unres{suffix}.gz")
            for suffix in (MODS_RECORD, BIBFRAME_RECORD)
        ]
        symbols = (path.removesuffix(MARC) for path in self._of_resolutions(MARC, kept))
        tasks.append(JoinTask(self.staging.fork(), tuple(f"{symbol}.jsonld" for symbol in symbols), "unres.jsonl.gz"))
        return _parted(self._told(gather_one, [parts, *tasks], "records"))

    def _of_resolutions(self, suffix: str, kept: Sequence[str]) -> tuple[str, ...]:
        """The files of one kind of all resolutions, of kept ones too where they have it."""
        made = {path for path in self.staging.made if path.endswith(suffix)}
        made |= {path for symbol in kept if find_file(self.staging.out, path := f"{symbol}{suffix}")}
        return tuple(sorted(made))

    def _calendar(self, index: Index) -> None:
        title = self._publication.title
        self.staging.put("data/duties.ics", ics(due_events(index), title))

    def _catalogue(self, published: Sequence[Published], index: Index, triples: int, parts: Partitions) -> None:
        """The description of the data set, in the terms of DCAT-AP and VoID."""
        results = sorted(Counter(result.severity for item in published for result in item.results).items())
        base = self.settings.base
        told = self._publication
        sessions = parts_of(sessions_of_all(index), ())
        whole = [
            *catalogue_triples(index, told, self._data_files(), description(index, results), base, sessions),
            *void_triples(index, triples, parts, base),
        ]
        graphs = {"data/dataset": whole, THINGS: things_triples(told, base), ACROSS: across_triples(told, base)}
        for path, made in graphs.items():
            graph = sort_graph(made)
            turtle = graph.write(ox.RdfFormat.TURTLE, CATALOGUE_PREFIXES)
            self.staging.put(f"{path}.ttl", turtle)
            self.staging.put(f"{path}.jsonld", graph.write(ox.RdfFormat.JSON_LD, CATALOGUE_PREFIXES))
            if path == "data/dataset":
                self.staging.put(".well-known/void", turtle)

    def _harvest(self, index: Index, series: Sequence[Series], kept: Sequence[str]) -> None:
        """What harvesters may choose from, and all records in one file."""
        told = self._publication
        repository = repository_of(index, told, series, _harvested(self.staging.out, kept))
        self.staging.put(HARVEST, format_repository(repository))
        self.staging.put_file(STATIC, write_static(repository, self.staging.read, self.staging.spool / "static.xml"))

    def _release(self, index: Index) -> None:
        """The index of the files, and what a reader of the folder must know."""
        told = self._publication
        changed = last_change(index)
        day = changed.isoformat() if changed else ""
        self.staging.put(CROISSANT, croissant_json(told, self.settings.base, day, self.staging.made))
        files = list(self._data_files())
        self.staging.put(LICENCE_FILE, licence_text(told))
        self.staging.put(README, readme(index, told, files))
        self.staging.put(INDEX, index_json(index, told, list(self._data_files())))

    def _data_files(self) -> Iterator[DataFile]:
        """The files below data/ that are made by now."""
        for path, sha256 in sorted(self.staging.made.items()):
            if path.startswith("data/") and (size := self.staging.size(path)) is not None:
                yield DataFile(path, size, sha256)

    def _limit(self, task: object) -> float:
        """The seconds that a source may take in a stage."""
        return self.settings.source_timeout

    def _told(
        self,
        function: Callable[..., Any],
        tasks: Sequence[Any],
        stage: str,
        seconds: Callable[[Any], float] = unlimited,
    ) -> Iterator[Any]:
        """The results of a stage, failures for what was lost among them, each told to the progress as it comes."""
        for done, made in enumerate(self.mapper(function, tasks, seconds), 1):
            self.progress(done, len(tasks), stage)
            yield Failure.lost(tasks[done - 1].name, made) if isinstance(made, Lost) else made


def _harvested(folder: Path, kept: Collection[str]) -> list[HarvestRecord]:
    """The records of resolutions that stay from an earlier build, as it offered them."""
    earlier = load_repository(folder) if kept else None
    return [record for record in (earlier.records if earlier else ()) if record.symbol in kept]


def _reports(published: Iterable[Published]) -> dict[str, ReportsOf]:
    """What each resolution asks to be reported and which reports it takes up, by symbol."""
    return {item.symbol: item.reports for item in published}


def _dump_seconds(task: DumpTask | AnswersTask) -> float:
    """The seconds that a dump may take, and the stored queries together: an engine cannot be told to stop."""
    return _QUERIES_SECONDS if isinstance(task, AnswersTask) else unlimited(task)


def _with_sheets(index: Index, sheets: Mapping[str, MandateSheet], series: Iterable[Compared]) -> Index:
    """The index with the sheets of mandates, each held against the text before of its series."""
    steps = ((said.symbol, said.earlier, said.found) for said in series)
    joined = replace(index, sheets=join_sheets({symbol: sheets[symbol] for symbol in index.cards}, steps))
    return replace(joined, inventories=count_mandates(joined))


def _searched(item: Published) -> Path:
    """Where the pages of a resolution leave what a search finds of it."""
    return item.chunk.with_name(f"{item.chunk.name}-search")


def _alone(name: str, make: Callable[[], object]) -> list[Failure]:
    """Make something of the whole; its fault costs nothing else, but for what the disk refuses."""
    try:
        make()
    except Exception as fault:
        if is_disk_fault(fault):
            raise
        return [Failure.lost(name, Lost(str(fault) if isinstance(fault, UnresError) else unforeseen(fault)))]
    return []


def _parted(made: Iterable[Any]) -> tuple[list[Any], list[Failure]]:
    """Results and failures."""
    all_made = list(made)
    failures = [item for item in all_made if isinstance(item, Failure)]
    return [item for item in all_made if not isinstance(item, Failure)], failures


def _partitions(counted: Iterable[Counted]) -> Partitions:
    """What stretches of the whole counted, together, by IRI."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for part in counted:
        classes.update({line.partition(b">")[0][1:].decode(): count for line, count in part.classes.items()})
        properties.update({term[1:-1].decode(): count for term, count in part.properties.items()})
    return Partitions(classes, properties)


CATALOGUE_PREFIXES = {
    "adms": "http://purl.org/adms/",
    "dcat": DCAT.base,
    "dcatap": DCATAP.base,
    "dct": DCT.base,
    "foaf": FOAF.base,
    "skos": SKOS.base,
    "spdx": SPDX.base,
    "vcard": VCARD.base,
    "void": VOID.base,
    "xsd": XSD.base,
}


def _refused(out: Path) -> Iterator[Failure]:
    """The lines of the published folder's list that name what no build may remove."""
    for line in load_manifest(out).refused:
        shown = line.encode("unicode_escape").decode()[:200]
        what = f"{out / MANIFEST}: {shown!r} names no file of the folder, and is passed over"
        yield Failure(shown, f"{what} (somebody changed the list; this build writes it anew)")


def _kin(series: Iterable[Compared]) -> Mapping[str, list[Kin]]:
    """The kin of each resolution's paragraphs, by its symbol."""
    found: dict[str, list[Kin]] = defaultdict(list)
    for said in series:
        for owner, kin in find_kin(said.symbol, said.earlier, said.found):
            found[owner].append(kin)
    return found


def _all_series(series: Iterable[Compared], index: Index) -> list[Series]:
    """All series of the build."""
    return join_series((SeriesPair(s.symbol, s.earlier, s.found, s.words, s.earlier_words) for s in series), index)


def _concepts(base: str) -> frozenset[str]:
    """The paths of all concepts and schemes of the vocabulary."""
    subjects = (triple.subject for triple in vocabulary_graph(base).triples)
    return frozenset(s.value.removeprefix(base) for s in subjects if isinstance(s, ox.NamedNode))
