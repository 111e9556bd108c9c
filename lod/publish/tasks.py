"""Tasks of a build, each a pure function of one value that runs in a process of its own.

The stages hand large values on through files in the staging's spool, and return small ones: a failure, or what the
stages that need all resolutions (lists, cited by, entity pages) want to know of this one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from lod.model.iris import document
from lod.model.resolution import Masthead, Resolution, Severity
from lod.publish.act_summary import first_words
from lod.publish.bibframe import bibframe
from lod.publish.cache import Cache, entry_name, packed, unpacked, whole_version
from lod.publish.gather import BIBFRAME_RECORD, DC_RECORD, MODS_RECORD
from lod.publish.index import Card, Index, card
from lod.publish.kept_pages import PageMade, asked_of, noted_index
from lod.publish.mandates.pages import has_sheet, sheet_page, sheet_path
from lod.publish.mandates.sheet import MandateSheet, sheet_of
from lod.publish.marc.described import Earlier, described
from lod.publish.marc.fields import Profile
from lod.publish.marc.records import marcxml
from lod.publish.metadata import dublin_core, mods
from lod.publish.pages.changes import changes_json, changes_of, changes_page, changes_path
from lod.publish.pages.entities import PageFact, entity_pages
from lod.publish.pages.look import Look, set_look
from lod.publish.pages.resolution import LANGUAGES, language_path, render_reading, render_resolution
from lod.publish.places import ENGLISH
from lod.publish.plain_text import plain_text
from lod.publish.result import Failure
from lod.publish.runs import split_own
from lod.publish.search.units import search_text
from lod.publish.settings import Settings
from lod.publish.staging import MARC, UN_MARC, Staging
from lod.publish.terms import hash_terms
from lod.read.merge import Work, merge_readings
from lod.read.read import read_loaded
from lod.read.source import load_bytes, sidecar_bytes
from lod.review.coverage import Coverage, coverage
from lod.review.documents import documents
from lod.review.findings import FindingLine
from lod.review.mandates.reports import ReportsOf, reports_of
from lod.review.paragraphs import Comparison, Kin, compare, compared_texts

#: What the cache holds of a resolution.
AnnotatedWork = tuple[Work, Annotations]


class Reading(Struct, frozen=True):
    """A source that was read: the resolution's symbol, and the tree's name in the cache."""

    name: str
    symbol: str
    entry: str


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


class PageTask(Struct, frozen=True):
    """Pages and data of a resolution, or of entities; the index is read once by each process."""

    index: Path
    staging: Staging
    cache: Cache
    look: Look
    symbol: str = ""
    entry: str = ""  # name of the resolution's (Work, Annotations) in the cache
    chunks: tuple[Path, ...] = ()  # N-Triples that are the resolution's data beside those that the cache holds
    kin: tuple[Kin, ...] = ()  # of the resolution's paragraphs
    publication: Path | None = None  # a file that says who publishes
    series: str = ""  # path of its series
    entities: tuple[tuple[str, bytes], ...] = ()  # path below the base, its sorted N-Triples
    searched: Path | None = None  # where what a search finds of the resolution goes, with the language behind it

    @property
    def name(self) -> str:
        return self.symbol or ", ".join(path for path, _ in self.entities)


def read_one(task: ReadTask) -> Reading | Failure:
    """Read a source, unless the cache has the tree of the same bytes under the same name."""
    try:
        content = load_bytes(task.path)
        entry = entry_name("tree", legible(task.path.name), content, sidecar_bytes(task.path))
        if symbol := task.cache.load(_symbol_of(entry), str):
            return Reading(str(task.path), symbol, entry)
        resolution = read_loaded(task.path, content)
    except UnresError as fault:
        return Failure(task.name, str(fault))
    symbol = resolution.masthead.symbol
    if not symbol:
        return Failure(task.name, f"{legible(task.name)}: {_no_symbol(resolution.masthead)}")
    task.cache.keep(entry, resolution)
    task.cache.keep(_symbol_of(entry), symbol)
    return Reading(str(task.path), symbol, entry)


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
    entry = entry_name("work", task.settings.base, task.settings.engine, *(reading.entry for reading in task.readings))
    told = task.cache.load(_told_of(entry), ToldResolution)
    if told is None or not all(map(task.cache.holds, (entry, own_lines_of(entry), other_lines_of(entry)))):
        made = _made(task, entry)
        if isinstance(made, Failure):
            return made
        told = made
    told_of = (told.results, told.lines, told.coverage, told.reports, told.sheet, told.terms)
    return Published(told.card.symbol, told.card, task.spooled, entry, *told_of)


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


def _work(cache: Cache, entry: str) -> AnnotatedWork:
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
    (later, _), (earlier, _) = (_work(task.cache, entry) for entry in task.entries)
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


def render_one(task: PageTask) -> list[PageMade]:
    """Render and stage the pages and data of a task; returns what was made of each resolution and thing."""
    set_look(task.look)
    made = [_render_resolution(task, noted_index(_index(task.index)))] if task.entry else []
    return made + [_render_thing(task, *entity, noted_index(_index(task.index))) for entity in task.entities]


def _render_resolution(task: PageTask, index: Index) -> PageMade:
    staging = task.staging.fork()
    work, annotations = _work(task.cache, task.entry)
    for reading, found, page in _readings(work, annotations, index, task.kin, task.series):
        path = language_path(work.main, reading)
        staging.put(f"{path}.html", page.encode())
        if staging.layout.publishes(f"{path}.txt"):
            staging.put(f"{path}.txt", plain_text(work.main, reading, index.base))
        if task.searched:
            text = packed(search_text(work.main, reading, path, found))
            task.cache.keep_bytes(text_of(task.entry, reading.language), text)
            spooled_text(task.searched, reading.language).write_bytes(text)
    if (sheet := index.sheets.get(task.symbol)) and has_sheet(sheet):
        staging.put(f"{sheet_path(task.symbol)}.html", sheet_page(sheet, index).encode())
    _put_records(staging, work, index, task.publication)
    kept = [task.cache.held_bytes(of(task.entry)) for of in (own_lines_of, other_lines_of)]
    graph = read_sorted(b"".join([*kept, *(chunk.read_bytes() for chunk in task.chunks)]))
    _put_data(staging, document(work.main.masthead.symbol).path, graph, index.base, is_gathered=True)
    return PageMade(task.symbol, asked_of(index), staging.made, staging.held)


def _render_thing(task: PageTask, path: str, lines: bytes, index: Index) -> PageMade:
    staging, graph = task.staging.fork(), read_sorted(lines)
    for name, page in entity_pages(path, _facts(path, graph.triples), index):
        staging.put(f"{name}.html", page.encode())
    if lines:
        _put_data(staging, path, graph, index.base)
    return PageMade(path, asked_of(index), staging.made)


def made_from_of_all(settings: Settings, look: Look) -> str:
    """The name of what all pages are made from: templates, code, settings, the theme, the lists that there are."""
    offered = ["all"] if look.offered is None else ["these", *sorted(look.offered)]
    return entry_name("pages", whole_version(), *settings.made_from(), look.theme, *offered)


def page_made_from(task: PageTask, of_all: str) -> str:
    """The name of all that the pages of a resolution are made from, but for what they ask of the index."""
    told = [chunk.read_bytes() for chunk in task.chunks]
    return entry_name("page", of_all, task.entry, packed(task.kin), task.series, *told)


def thing_made_from(path: str, lines: bytes, of_all: str) -> str:
    """The same of the pages of a thing."""
    return entry_name("thing", of_all, path, lines)


def spool_kept_texts(task: PageTask, languages: Iterable[str]) -> bool:
    """Put what a search finds of a resolution where it is gathered, as it was kept; whether all of it was."""
    for language in languages if task.searched else ():
        text = task.cache.load_bytes(text_of(task.entry, language))
        if text is None:
            return False
        spooled_text(task.searched, language).write_bytes(text)  # type: ignore[arg-type]  # else there is no language
    return True


def text_of(entry: str, language: str) -> str:
    """The name under which it is kept what a search finds of a resolution's reading."""
    return entry_name("text", entry, language)


def spooled_text(start: Path, language: str) -> Path:
    """Where the text for the search waits of a resolution's reading."""
    return start.with_name(f"{start.name}-{language}")


def _put_records(staging: Staging, work: Work, index: Index, publication: Path | None) -> None:
    """The records of a resolution: MARC in both profiles, MODS, Dublin Core, BIBFRAME."""
    symbol = work.main.masthead.symbol
    before = index.predecessor(symbol)
    earlier = Earlier(before, index.cards[before].title) if before else None
    of = described(work.main, work.others, index.base, earlier, publication)
    staging.put(f"{symbol}{MARC}", marcxml(of), is_gathered=True)
    staging.put(f"{symbol}{UN_MARC}", marcxml(of, Profile.UN), is_gathered=True)
    staging.put(f"{symbol}{MODS_RECORD}", mods(of), is_gathered=True)
    staging.put(f"{symbol}{DC_RECORD}", dublin_core(of), is_gathered=True)
    staging.put(f"{symbol}{BIBFRAME_RECORD}", bibframe(of, ox.RdfFormat.N_TRIPLES), is_gathered=True)


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
            english = annotations if work.main.language == ENGLISH and other.language in LANGUAGES else None
            page = render_reading(work.main, other, found, index, work.others, kin=unworded, english=english)
            yield other, found, page


def _facts(path: str, triples: Sequence[ox.Triple]) -> list[PageFact]:
    """What a graph says of the thing at a path itself."""
    return [
        PageFact(triple.predicate.value, triple.object.value, getattr(triple.object, "language", None) or "")
        for triple in triples
        if isinstance(triple.object, ox.Literal | ox.NamedNode)
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.endswith(f"/{path}")
    ]


def _put_data(staging: Staging, path: str, graph: SortedGraph, base: str, is_gathered: bool = False) -> None:
    prefixes, ordered = graph_prefixes(base), graph.ordered(base + path)
    staging.put(f"{path}.ttl", ordered.write(ox.RdfFormat.TURTLE, prefixes))
    if is_gathered or staging.layout.publishes(f"{path}.jsonld"):
        staging.put(f"{path}.jsonld", ordered.write(ox.RdfFormat.JSON_LD, prefixes), is_gathered)


@cache
def _index(path: Path) -> Index:
    """The index, read once by each process."""
    return unpacked(path.read_bytes(), Index)
