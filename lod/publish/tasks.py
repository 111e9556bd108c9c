"""Tasks of a build, each a pure function of one value that runs in a process of its own.

The stages hand large values on through files in the staging's spool, and return small ones: a failure, or what the
stages that need all resolutions (lists, cited by, entity pages) want to know of this one.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import SortedGraph, graph_prefixes, read_sorted, serialize
from lod.graph.series import item_pairs, series_triples
from lod.graph.shacl import Result, validator
from lod.model.annotations import Annotations
from lod.model.errors import UnresError, legible
from lod.model.iris import DEFAULT_BASE, document
from lod.model.resolution import Masthead, Resolution, Severity
from lod.publish.act_summary import first_words
from lod.publish.bibframe import bibframe
from lod.publish.dumps import Graphs, write_dump
from lod.publish.gather import BIBFRAME_RECORD, DC_RECORD, MODS_RECORD
from lod.publish.index import Card, Index, card
from lod.publish.mandates.pages import has_sheet, sheet_page, sheet_path
from lod.publish.mandates.sheet import MandateSheet, sheet_of
from lod.publish.marc.described import Earlier, described
from lod.publish.marc.fields import Profile
from lod.publish.marc.records import marcxml
from lod.publish.metadata import dublin_core, mods
from lod.publish.pages.changes import changes_json, changes_of, changes_page, changes_path
from lod.publish.pages.entities import PageFact, entity_pages
from lod.publish.pages.resolution import language_path, render_reading, render_resolution
from lod.publish.pool import Lost
from lod.publish.search.units import search_text
from lod.publish.staging import MARC, UN_MARC, Staging
from lod.publish.stored_answers import AnswersTask, StoredAnswer, answer_queries
from lod.read.merge import Work, merge_readings
from lod.read.read import read
from lod.review.coverage import Coverage, coverage
from lod.review.documents import documents
from lod.review.findings import FindingLine
from lod.review.mandates.answers import ReportsOf, reports_of
from lod.review.paragraphs import Comparison, Kin, compare, compared_texts


class Settings(Struct, frozen=True):
    """What a build is asked for besides its sources."""

    base: str = DEFAULT_BASE
    engine: str = "auto"
    source_timeout: float = 60  # seconds that a source may take to be read, to be annotated, to be shown
    prune: bool = False  # whether what is withdrawn leaves no tombstone
    publication: Path | None = None  # a file that says who publishes


class Failure(Struct, frozen=True):
    """An input that gives no resolution: the lines that say what, where and how to fix it."""

    name: str
    message: str

    @classmethod
    def lost(cls, name: str, lost: Lost) -> "Failure":
        """What ended the work on one input must not cost the others."""
        return cls(name, f"{legible(name)}: {lost.why}")


class Reading(Struct, frozen=True):
    """A source that was read: the resolution's symbol, and where the tree is spooled."""

    name: str
    symbol: str
    spooled: Path


class Published(Struct, frozen=True):
    """A resolution that may be published, and what the later stages need of it."""

    symbol: str
    card: Card
    chunk: Path  # its sorted N-Triples
    spooled: Path  # (Work, Annotations)
    results: tuple[Result, ...]
    lines: tuple[FindingLine, ...]  # results and findings as the report page shows them
    coverage: Coverage
    reports: ReportsOf
    sheet: MandateSheet


class Compared(Struct, frozen=True):
    """What a resolution has of the one before it in its series."""

    symbol: str
    earlier: str
    chunk: Path  # its sorted N-Triples
    found: Comparison
    words: Mapping[str, str] = {}  # first words of its paragraphs by place, in the reading order
    earlier_words: Mapping[str, str] = {}
    made: dict[str, str] = {}  # checksums by path


class ReadTask(Struct, frozen=True):
    """A file to read, and where its tree goes."""

    path: Path
    spooled: Path

    @property
    def name(self) -> str:
        """What a person knows the task by; so of the other tasks."""
        return str(self.path)


class WorkTask(Struct, frozen=True):
    """The readings of one resolution, and where what is made of them goes."""

    readings: tuple[Reading, ...]
    spooled: Path
    chunk: Path
    staging: Staging
    settings: Settings

    @property
    def name(self) -> str:
        return ", ".join(reading.name for reading in self.readings)


class SeriesTask(Struct, frozen=True):
    """A resolution and the one before it in its series: their symbols, where they are, and where what is found goes."""

    symbol: str
    earlier: str
    spooled: tuple[Path, Path]
    chunk: Path
    base: str
    staging: Staging

    @property
    def name(self) -> str:
        return f"{self.symbol} against {self.earlier}"


class PageTask(Struct, frozen=True):
    """Pages and data of a resolution, or of entities; the index is read once by each process."""

    index: Path
    staging: Staging
    symbol: str = ""
    spooled: Path | None = None
    chunks: tuple[Path, ...] = ()  # N-Triples that are the resolution's data
    kin: tuple[Kin, ...] = ()  # of the resolution's paragraphs
    publication: Path | None = None  # a file that says who publishes
    series: str = ""  # path of its series
    entities: tuple[tuple[str, bytes], ...] = ()  # path below the base, its sorted N-Triples
    searched: Path | None = None  # where what a search finds of the resolution goes, with the language behind it

    @property
    def name(self) -> str:
        return self.symbol or ", ".join(path for path, _ in self.entities)


class DumpTask(Struct, frozen=True):
    """One dump of the whole to write."""

    kind: str
    whole: Path
    target: Path
    graphs: Graphs
    prefixes: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return self.target.name


def read_one(task: ReadTask) -> Reading | Failure:
    """Read a source and spool its tree."""
    try:
        resolution = read(task.path)
    except UnresError as fault:
        return Failure(task.name, str(fault))
    symbol = resolution.masthead.symbol
    if not symbol:
        return Failure(task.name, f"{legible(task.name)}: {_no_symbol(resolution.masthead)}")
    task.spooled.write_bytes(pickle.dumps(resolution, pickle.HIGHEST_PROTOCOL))
    return Reading(str(task.path), symbol, task.spooled)


def _no_symbol(masthead: Masthead) -> str:
    """Why a resolution has no symbol, and what to do."""
    printed = next((printed.text for printed in masthead.printed if printed.field == "symbol"), "")
    if not printed:
        return "the masthead prints no symbol (give the resolution's text from its masthead on)"
    shown = " ".join(printed.split())[:120]
    return f"the masthead prints {shown!r}, which is no symbol (it must look like A/RES/68/230 or S/RES/2098 (2013))"


def publish_one(task: WorkTask) -> Published | Failure:
    """Merge the readings of one resolution, annotate, make its graph and validate it.

    What breaks a shape goes no further: a Failure names what is wrong.
    """
    work = merge_readings([_unpickled(reading.spooled) for reading in task.readings])
    annotations = annotate(work.main)
    work = replace(work, findings=(*work.findings, *annotations.findings))
    triples = resolution_triples(work.main, annotations, task.settings.base, work.others, work.findings)
    lines = serialize(triples, ox.RdfFormat.N_TRIPLES)
    results = validator(task.settings.engine).validate(lines)
    if violations := [result.line() for result in results if result.severity == Severity.VIOLATION]:
        return Failure(
            task.name, "\n".join([f"{legible(task.name)}: left out, since its graph breaks a shape", *violations])
        )
    task.chunk.write_bytes(lines)
    task.spooled.write_bytes(pickle.dumps((work, annotations), pickle.HIGHEST_PROTOCOL))
    symbol = work.main.masthead.symbol
    return Published(
        symbol,
        card(work.main, annotations, [other.language for other in work.others]),
        task.chunk,
        task.spooled,
        results,
        tuple(_lines(work, results, task.settings.base)),
        coverage(documents(triples)[0]),
        reports_of(work.main, annotations),
        sheet_of(work.main, annotations),
    )


def _lines(work: Work, results: Sequence[Result], base: str) -> list[FindingLine]:
    """Results and findings for the report page."""
    symbol = work.main.masthead.symbol
    made = [
        FindingLine(r.severity, symbol, r.focus.removeprefix(f"{base}{symbol}").lstrip("#"), r.message, r.mend, r.shape)
        for r in results
    ]
    for findings, source in ((work.main.findings, work.main.source.name), (work.findings, "")):
        made += [FindingLine(f.severity.value, symbol, f.place, f.what, f.mend, f.rule, source) for f in findings]
    return [replace(line, place=line.place if line.place.isascii() and "/" not in line.place else "") for line in made]


def compare_one(task: SeriesTask) -> Compared:
    """The paragraphs that were there before."""
    (later, _), (earlier, _) = (_unpickled(path) for path in task.spooled)
    found = compare(later.main, earlier.main)
    pairs = ((wording.place, wording.earlier) for wording in found.wordings)
    items = item_pairs(later.main.masthead, earlier.main.masthead)
    triples = series_triples(task.symbol, task.earlier, pairs, items, task.base)
    task.chunk.write_bytes(serialize(triples, ox.RdfFormat.N_TRIPLES))
    staging = task.staging.fork()
    new, old = compared_texts(later.main), compared_texts(earlier.main)
    if found.wordings:
        change = changes_of(later.main, earlier.main, found)
        staging.put(f"{changes_path(task.symbol)}.html", changes_page(change, task.base).encode())
        staging.put(f"{changes_path(task.symbol)}.json", changes_json(change))
    brief = replace(found, wordings=tuple(replace(wording, whole=()) for wording in found.wordings))
    return Compared(task.symbol, task.earlier, task.chunk, brief, _opening(new), _opening(old), staging.made)


def _opening(clauses: Mapping[str, str]) -> dict[str, str]:
    """The first words of paragraphs."""
    return {place: first_words(text, 60) for place, text in clauses.items()}


def render_one(task: PageTask) -> dict[str, str]:
    """Render and stage the pages and data of a task; returns the checksums of what it made, by path."""
    index, staging = _index(task.index), task.staging.fork()
    if task.spooled is not None:
        work, annotations = _unpickled(task.spooled)
        for reading, found, page in _readings(work, annotations, index, task.kin, task.series):
            path = language_path(work.main, reading)
            staging.put(f"{path}.html", page.encode())
            if task.searched:
                text = search_text(work.main, reading, path, found)
                spooled_text(task.searched, reading.language).write_bytes(pickle.dumps(text, pickle.HIGHEST_PROTOCOL))
        if (sheet := index.sheets.get(task.symbol)) and has_sheet(sheet):
            staging.put(f"{sheet_path(task.symbol)}.html", sheet_page(sheet, index).encode())
        _put_records(staging, work, index, task.publication)
        graph = read_sorted(b"".join(chunk.read_bytes() for chunk in task.chunks))
        _put_data(staging, document(work.main.masthead.symbol).path, graph, index.base)
    for path, lines in task.entities:
        graph = read_sorted(lines)
        if path not in index.cards and not index.reads(path):
            for name, page in entity_pages(path, _facts(path, graph.triples), index):
                staging.put(f"{name}.html", page.encode())
        if lines:
            _put_data(staging, path, graph, index.base)
    return staging.made


def spooled_text(start: Path, language: str) -> Path:
    """Where the text for the search waits of a resolution's reading."""
    return start.with_name(f"{start.name}-{language}")


def _put_records(staging: Staging, work: Work, index: Index, publication: Path | None) -> None:
    """The records of a resolution: MARC in both profiles, MODS, Dublin Core, BIBFRAME."""
    symbol = work.main.masthead.symbol
    before = index.predecessor(symbol)
    earlier = Earlier(before, index.cards[before].title) if before else None
    of = described(work.main, work.others, index.base, earlier, publication)
    staging.put(f"{symbol}{MARC}", marcxml(of))
    staging.put(f"{symbol}{UN_MARC}", marcxml(of, Profile.UN))
    staging.put(f"{symbol}{MODS_RECORD}", mods(of))
    staging.put(f"{symbol}{DC_RECORD}", dublin_core(of))
    staging.put(f"{symbol}{BIBFRAME_RECORD}", bibframe(of, ox.RdfFormat.N_TRIPLES))


def _readings(
    work: Work, annotations: Annotations, index: Index, kin: Sequence[Kin], series: str
) -> Iterator[tuple[Resolution, Annotations, str]]:
    """(reading, its annotations, page) of the main reading and of the first reading in each other language."""
    page = render_resolution(work.main, annotations, index, work.others, work.findings, kin, series)
    yield work.main, annotations, page
    shown = {work.main.language}
    unworded = [replace(relative, edits=()) for relative in kin]  # edits are words of the main reading
    for other in work.others:
        if other.language not in shown:
            shown.add(other.language)
            found = annotate(other)
            yield other, found, render_reading(work.main, other, found, index, work.others, kin=unworded)


def write_one_dump(task: DumpTask | AnswersTask) -> Path | tuple[StoredAnswer, ...]:
    """Write one dump, or answer the stored queries: both read the whole and neither waits for the other."""
    if isinstance(task, AnswersTask):
        return answer_queries(task)
    return write_dump(task.kind, task.whole, task.target, task.graphs, dict(task.prefixes))


def _facts(path: str, triples: Sequence[ox.Triple]) -> list[PageFact]:
    """What a graph says of the thing at a path itself."""
    return [
        PageFact(triple.predicate.value, triple.object.value, getattr(triple.object, "language", None) or "")
        for triple in triples
        if isinstance(triple.object, ox.Literal | ox.NamedNode)
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.endswith(f"/{path}")
    ]


def _put_data(staging: Staging, path: str, graph: SortedGraph, base: str) -> None:
    prefixes, ordered = graph_prefixes(base), graph.ordered(base + path)
    staging.put(f"{path}.ttl", ordered.write(ox.RdfFormat.TURTLE, prefixes))
    staging.put(f"{path}.jsonld", ordered.write(ox.RdfFormat.JSON_LD, prefixes))


def _unpickled(path: Path) -> Any:
    """A value from the build's own spool."""
    return pickle.loads(path.read_bytes())


@cache
def _index(path: Path) -> Index:
    """The index, read once by each process."""
    index: Index = _unpickled(path)
    return index
