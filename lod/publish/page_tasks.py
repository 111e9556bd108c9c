"""Tasks that make the pages and the data of resolutions and of things, each a pure function of one value.

Pages and data of a thing are made apart: a template says nothing in data, and what follows from others may say nothing
on pages. So is the page of a resolution's mandates, which has a template of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.data.files import share
from lod.graph.serialize import SortedGraph, graph_prefixes, read_sorted
from lod.model.annotations import Annotations
from lod.model.iris import document
from lod.model.resolution import Resolution
from lod.publish.bibframe import bibframe
from lod.publish.cache import Cache, entry_name, packed, version_of
from lod.publish.gather import BIBFRAME_RECORD, DC_RECORD, MODS_RECORD
from lod.publish.index import Index
from lod.publish.kept_pages import PageMade, noting
from lod.publish.mandates.pages import has_sheet, sheet_page, sheet_path
from lod.publish.marc.described import Earlier, described
from lod.publish.marc.fields import Profile
from lod.publish.marc.records import marcxml
from lod.publish.metadata import dublin_core, mods
from lod.publish.pages.entities import PageFact, entity_pages
from lod.publish.pages.look import Look, set_look
from lod.publish.pages.resolution import LANGUAGES, language_path, render_reading, render_resolution
from lod.publish.places import ENGLISH
from lod.publish.plain_text import plain_text
from lod.publish.search.units import search_text
from lod.publish.settings import Settings
from lod.publish.staging import MARC, UN_MARC, Staging
from lod.publish.stored_index import open_index
from lod.publish.tasks import other_lines_of, own_lines_of, text_of, work_of
from lod.read.merge import Work
from lod.review.paragraphs import Kin


class ThingTask(Struct, frozen=True):
    """A thing that is no resolution: its path below the base, its sorted N-Triples, and what of it is to be made."""

    path: str
    lines: bytes
    pages: bool = True
    data: bool = True


class PageTask(Struct, frozen=True):
    """Pages and data of a resolution, or of things; the index is a file, of which they read what they ask."""

    index: Path
    base: str  # what the IRIs of the build begin with
    staging: Staging
    cache: Cache
    look: Look
    symbol: str = ""
    entry: str = ""  # name of the resolution's (Work, Annotations) in the cache
    chunks: tuple[Path, ...] = ()  # N-Triples that are the resolution's data beside those that the cache holds
    kin: tuple[Kin, ...] = ()  # of the resolution's paragraphs
    publication: Path | None = None  # a file that says who publishes
    series: str = ""  # path of its series
    things: tuple[ThingTask, ...] = ()
    searched: Path | None = None  # where what a search finds of the resolution goes, with the language behind it
    pages: bool = True  # what of the resolution is to be made
    sheet: bool = True
    data: bool = True

    @property
    def is_needed(self) -> bool:
        """Whether anything of the resolution is to be made."""
        return self.pages or self.sheet or self.data

    @property
    def name(self) -> str:
        """What a person knows the task by."""
        return self.symbol or ", ".join(thing.path for thing in self.things)


def render_one(task: PageTask) -> list[PageMade]:
    """Make and stage the pages and data of a task; returns what was made of each resolution and thing."""
    set_look(task.look)
    index = open_index(task.index, task.base)
    of_things = (made for thing in task.things for made in _thing(task.staging, thing, index))
    return [*(_resolution(task, index) if task.entry else ()), *of_things]


def _resolution(task: PageTask, index: Index) -> Iterator[PageMade]:
    if task.sheet:
        yield _render_sheet(task, index)
    if task.pages or task.data:
        work, annotations = work_of(task.cache, task.entry)
        if task.pages:
            yield _render_resolution(task, work, annotations, index)
        if task.data:
            yield _write_resolution(task, work, index)


def _thing(staging: Staging, thing: ThingTask, index: Index) -> Iterator[PageMade]:
    graph = read_sorted(thing.lines)
    if thing.pages:
        yield _render_thing(staging.fork(), thing.path, graph, index)
    if thing.data:
        yield _write_thing(staging.fork(), thing.path, graph, index.base)


def _render_resolution(task: PageTask, work: Work, annotations: Annotations, whole: Index) -> PageMade:
    """The pages of a resolution, its plain text, and what a search finds of it."""
    staging = task.staging.fork()
    with noting(whole) as noted:
        for reading, found, page in _readings(work, annotations, noted.index, task.kin, task.series):
            path = language_path(work.main, reading)
            staging.put(f"{path}.html", page.encode())
            if staging.layout.publishes(f"{path}.txt"):
                staging.put(f"{path}.txt", plain_text(work.main, reading, whole.base))
            if task.searched and not spool_kept_texts(task, (reading.language,)):
                text = packed(search_text(work.main, reading, path, found))
                task.cache.keep_bytes(text_of(task.entry, reading.language), text)
                spooled_text(task.searched, reading.language).write_bytes(text)
    return noted.made(task.symbol, staging)


def _render_sheet(task: PageTask, whole: Index) -> PageMade:
    """The page of a resolution's mandates, if it has any."""
    staging = task.staging.fork()
    with noting(whole) as noted:
        if (sheet := noted.index.sheets.get(task.symbol)) and has_sheet(sheet):
            staging.put(f"{sheet_path(task.symbol)}.html", sheet_page(sheet, noted.index).encode())
    return noted.made(mandates_of(task.symbol), staging)


def _write_resolution(task: PageTask, work: Work, whole: Index) -> PageMade:
    """The data of a resolution, and its records."""
    staging = task.staging.fork()
    with noting(whole) as noted:
        _put_records(staging, work, noted.index, task.publication)
    kept = [task.cache.held_bytes(of(task.entry)) for of in (own_lines_of, other_lines_of)]
    graph = read_sorted(b"".join([*kept, *(chunk.read_bytes() for chunk in task.chunks)]))
    _put_data(staging, document(work.main.masthead.symbol).path, graph, whole.base, is_gathered=True)
    return noted.made(data_of(task.symbol), staging)


def _render_thing(staging: Staging, path: str, graph: SortedGraph, whole: Index) -> PageMade:
    """The pages of a thing."""
    with noting(whole) as noted:
        for name, page in entity_pages(path, _facts(path, graph.triples), noted.index):
            staging.put(f"{name}.html", page.encode())
    return noted.made(path, staging)


def _write_thing(staging: Staging, path: str, graph: SortedGraph, base: str) -> PageMade:
    """The data of a thing, if anything is said of it."""
    if graph.lines:
        _put_data(staging, path, graph, base)
    return PageMade(data_of(path), (), staging.made)


def data_of(name: str) -> str:
    """The name of the data of a resolution or a thing; no path has a space."""
    return f"data of {name}"


def mandates_of(name: str) -> str:
    """The name of the page of a resolution's mandates; no path has a space."""
    return f"mandates of {name}"


def made_from_of_pages(settings: Settings, look: Look) -> str:
    """The name of what all pages are made from, but for templates.

    Code, settings, words, stored queries (which pages of the vocabulary name), and the lists that there are.
    """
    queries = version_of([share("site", "queries")])
    offered = ["all"] if look.offered is None else ["these", *sorted(look.offered)]
    return entry_name("pages", queries, *settings.of_data(), look.theme, *settings.theme_texts(), *offered)


def made_from_of_data(settings: Settings) -> str:
    """The name of what all data are made from: code and settings."""
    return entry_name("data", *settings.of_data())


def page_made_from(task: PageTask, of_all: str) -> str:
    """The name of all that the pages of a resolution are made from, but for templates and the index."""
    return entry_name("page", of_all, task.entry, packed(task.kin), task.series)


def sheet_made_from(task: PageTask, of_all: str) -> str:
    """The name of what the page of a resolution's mandates is made from, but for templates and the index."""
    return entry_name("sheet", of_all, task.symbol)


def data_made_from(task: PageTask, of_all: str) -> str:
    """The name of all that the data of a resolution are made from, but for the index."""
    return entry_name("data", of_all, task.entry, *(chunk.read_bytes() for chunk in task.chunks))


def thing_made_from(path: str, lines: bytes, of_all: str) -> str:
    """The name of what the pages of a thing, or its data, are made from."""
    return entry_name("thing", of_all, path, lines)


def spool_kept_texts(task: PageTask, languages: Iterable[str]) -> bool:
    """Put what a search finds of a resolution where it is gathered, as it was kept; whether all of it was."""
    for language in languages if task.searched else ():
        text = task.cache.load_bytes(text_of(task.entry, language))
        if text is None:
            return False
        spooled_text(task.searched, language).write_bytes(text)  # type: ignore[arg-type]  # else there is no language
    return True


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
