"""Tasks of a build, each a pure function of one value that runs in a process of its own.

The stages hand large values on through files in the staging's spool, and return small ones: a failure, or what the
stages that need all resolutions (lists, cited by, entity pages) want to know of this one.
"""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import force_setattr, replace

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.graph.series import item_pairs, series_triples
from lod.graph.shacl import Result, validator
from lod.model.annotations import Annotations
from lod.model.errors import UnresError, legible
from lod.model.resolution import Masthead, Resolution, Severity
from lod.publish.act_summary import first_words
from lod.publish.cache import Cache, entry_name
from lod.publish.cards import Card, card
from lod.publish.mandates.sheet import MandateSheet, sheet_of
from lod.publish.pages.changes import changes_json, changes_of, changes_page, changes_path
from lod.publish.pages.look import Look, set_look
from lod.publish.result import Failure
from lod.publish.runs import split_own
from lod.publish.settings import Settings
from lod.publish.staging import Staging
from lod.publish.terms import hash_terms
from lod.read.merge import Work, merge_readings
from lod.read.read import read_loaded
from lod.read.source import load_bytes, sidecar_bytes
from lod.review.coverage import Coverage, coverage
from lod.review.documents import documents
from lod.review.findings import FindingLine
from lod.review.mandates.reports import ReportsOf, reports_of
from lod.review.paragraphs import Comparison, compare, compared_texts

#: What the cache holds of a resolution.
AnnotatedWork = tuple[Work, Annotations]


class Reading(Struct, frozen=True):
    """A source that was read: the resolution's symbol, and the tree's name in the cache."""

    name: str
    symbol: str
    entry: str
    seconds: float = 0.0  # that it took


class Published(Struct, frozen=True):
    """A resolution that may be published, and what the later stages need of it."""

    symbol: str
    card: Card
    spooled: Path  # with what the paths of its files in the spool begin
    entry: str  # name of its (Work, Annotations) in the cache
    results: tuple[Result, ...]
    lines: tuple[FindingLine, ...]  # results and findings as the report page shows them
    coverage: Coverage
    reports: ReportsOf
    sheet: MandateSheet
    terms: dict[str, bytes]  # hashes of what it says of itself
    seconds: float = 0.0  # that it took

    def __post_init__(self) -> None:
        """Hold each term once a process: those of all resolutions are much the same."""
        force_setattr(self, "terms", {sys.intern(term): digest for term, digest in self.terms.items()})


class Compared(Struct, frozen=True):
    """What a resolution has of the one before it in its series."""

    symbol: str
    earlier: str
    chunk: Path  # its sorted N-Triples
    found: Comparison
    words: Mapping[str, str] = {}  # first words of its paragraphs by place, in the reading order
    earlier_words: Mapping[str, str] = {}
    made: dict[str, str] = {}  # checksums by path
    is_series: bool = True  # else the chunk is not written


class ReadTask(Struct, frozen=True):
    """A file to read, and where its tree is kept."""

    path: Path
    cache: Cache

    @property
    def name(self) -> str:
        """What a person knows the task by; so of the other tasks."""
        return str(self.path)


class WorkTask(Struct, frozen=True):
    """The readings of one resolution, and with what the paths of files begin that are made of them in the spool."""

    readings: tuple[Reading, ...]
    spooled: Path
    cache: Cache
    settings: Settings

    @property
    def name(self) -> str:
        return ", ".join(reading.name for reading in self.readings)


class SeriesTask(Struct, frozen=True):
    """A resolution and the one before it: their symbols, where they are, and where what is found goes.

    Of two that only bear one title, and are no series, nothing is published but what mandates became.
    """

    symbol: str
    earlier: str
    entries: tuple[str, str]  # names of both in the cache
    chunk: Path
    base: str
    staging: Staging
    cache: Cache
    look: Look
    is_series: bool = True

    @property
    def name(self) -> str:
        return f"{self.symbol} against {self.earlier}"


def read_one(task: ReadTask) -> Reading | Failure:
    """Read a source, unless the cache has the tree of the same bytes under the same name."""
    began = time.perf_counter()
    try:
        content = load_bytes(task.path)
        entry = entry_name("tree", legible(task.path.name), content, sidecar_bytes(task.path))
        if symbol := task.cache.load(_symbol_of(entry), str):
            return Reading(str(task.path), symbol, entry, time.perf_counter() - began)
        resolution = read_loaded(task.path, content)
    except UnresError as fault:
        return Failure(task.name, str(fault))
    symbol = resolution.masthead.symbol
    if not symbol:
        return Failure(task.name, f"{legible(task.name)}: {_no_symbol(resolution.masthead)}")
    task.cache.keep(entry, resolution)
    task.cache.keep(_symbol_of(entry), symbol)
    return Reading(str(task.path), symbol, entry, time.perf_counter() - began)


def _symbol_of(entry: str) -> str:
    """The name under which the symbol of a tree is kept."""
    return entry_name("symbol", entry)


def _no_symbol(masthead: Masthead) -> str:
    """Why a resolution has no symbol, and what to do."""
    printed = next((printed.text for printed in masthead.printed if printed.field == "symbol"), "")
    if not printed:
        return "the masthead prints no symbol (give the resolution's text from its masthead on)"
    shown = " ".join(printed.split())[:120]
    return f"the masthead prints {shown!r}, which is no symbol (it must look like A/RES/68/230 or S/RES/2098 (2013))"


class ToldResolution(Struct, frozen=True):
    """What the later stages need of a resolution beside its words and its graph."""

    card: Card
    results: tuple[Result, ...]
    lines: tuple[FindingLine, ...]
    coverage: Coverage
    reports: ReportsOf
    sheet: MandateSheet
    terms: dict[str, bytes]  # hashes of what it says of itself


def publish_one(task: WorkTask) -> Published | Failure:
    """Merge the readings of one resolution, annotate, make its graph and validate it, unless the cache has it all.

    What breaks a shape goes no further: a Failure names what is wrong.
    """
    began = time.perf_counter()
    entry = entry_name("work", task.settings.base, task.settings.engine, *(reading.entry for reading in task.readings))
    told = task.cache.load(_told_of(entry), ToldResolution)
    if told is None or not all(map(task.cache.holds, (entry, own_lines_of(entry), other_lines_of(entry)))):
        made = _made(task, entry)
        if isinstance(made, Failure):
            return made
        told = made
    told_of = (told.results, told.lines, told.coverage, told.reports, told.sheet, told.terms)
    return Published(told.card.symbol, told.card, task.spooled, entry, *told_of, time.perf_counter() - began)


def _made(task: WorkTask, entry: str) -> ToldResolution | Failure:
    """What is told of a resolution; it, its sorted N-Triples and its words are kept."""
    work = merge_readings([task.cache.held(reading.entry, Resolution) for reading in task.readings])
    annotations = annotate(work.main)
    work = replace(work, findings=(*work.findings, *annotations.findings))
    triples = resolution_triples(work.main, annotations, task.settings.base, work.others, work.findings)
    lines = serialize(triples, ox.RdfFormat.N_TRIPLES)
    results = validator(task.settings.engine).validate(lines)
    if violations := [result.line() for result in results if result.severity == Severity.VIOLATION]:
        return Failure(
            task.name, "\n".join([f"{legible(task.name)}: left out, since its graph breaks a shape", *violations])
        )
    split = split_own(lines, f"{task.settings.base}{work.main.masthead.symbol}")
    told = ToldResolution(
        card(work.main, annotations, [other.language for other in work.others]),
        tuple(results),
        tuple(_lines(work, results, task.settings.base)),
        coverage(documents(triples)[0]),
        reports_of(work.main, annotations),
        sheet_of(work.main, annotations),
        hash_terms(split.own.splitlines(keepends=True)),
    )
    task.cache.keep(entry, (work, annotations))
    task.cache.keep_bytes(own_lines_of(entry), split.own)
    task.cache.keep_bytes(other_lines_of(entry), split.others)
    task.cache.keep(_told_of(entry), told)
    return told


def _told_of(entry: str) -> str:
    """The name under which it is kept what is told of a resolution."""
    return entry_name("told", entry)


def own_lines_of(entry: str) -> str:
    """The name under which it is kept what a resolution says of itself, as sorted N-Triples."""
    return entry_name("own lines", entry)


def other_lines_of(entry: str) -> str:
    """The name under which it is kept what a resolution says of others."""
    return entry_name("other lines", entry)


def entries_of(published: Published, readings: Iterable[Reading]) -> list[str]:
    """The names in the cache of all that a resolution was made from."""
    trees = [reading.entry for reading in readings]
    work, languages = published.entry, published.card.languages
    texts = [text_of(work, language) for language in languages]
    lines = own_lines_of(work), other_lines_of(work)
    return [*trees, *map(_symbol_of, trees), work, _told_of(work), *lines, *texts]


def work_of(cache: Cache, entry: str) -> AnnotatedWork:
    """A resolution as an earlier step of the build kept it."""
    found: Any = AnnotatedWork
    return cache.held(entry, found)  # type: ignore[no-any-return]  # mypy sees no type in a tuple's


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
    set_look(task.look)
    (later, _), (earlier, _) = (work_of(task.cache, entry) for entry in task.entries)
    found = compare(later.main, earlier.main)
    brief = replace(found, wordings=tuple(replace(wording, whole=()) for wording in found.wordings))
    if not task.is_series:
        return Compared(task.symbol, task.earlier, task.chunk, brief, is_series=False)
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
    return Compared(task.symbol, task.earlier, task.chunk, brief, _opening(new), _opening(old), staging.made)


def _opening(clauses: Mapping[str, str]) -> dict[str, str]:
    """The first words of paragraphs."""
    return {place: first_words(text, 60) for place, text in clauses.items()}


def text_of(entry: str, language: str) -> str:
    """The name under which it is kept what a search finds of a resolution's reading."""
    return entry_name("text", entry, language)
