"""Tombstones: what a publication held and no longer holds, kept as pages and a list; hosts answer 410 (Gone) for it.

Governing texts: RFC 9110, section 15.5.11 (410 Gone); Cool URIs don't change (W3C). A resolution whose source was taken
away leaves a page that says so; so does a thing that no resolution names any longer (an actor, a cited document, an
agenda item) or that a new version of the tables and the vocabulary does not have. Where other resolutions cite a
withdrawn one, its IRI leads to the page of a cited document, as that of any resolution that is not held, and only its
other files are gone. Rules that say so to web servers are written by `lod.publish.hosts`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from pathlib import Path

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from lod.graph.files import read_triples
from lod.graph.named_graphs import ANNOTATIONS, owning_resolution
from lod.graph.serialize import sort_graph
from lod.model.iris import is_path
from lod.model.symbols import is_symbol
from lod.publish.dumps import name_in
from lod.publish.paths import find_file
from lod.publish.published import UNPUBLISHED
from lod.publish.staging import Staging, find_resolutions

LIST = "data/withdrawn.json"
_DATA, _PAGE = ".ttl", ".html"
#: What the files of a thing end with.
_OF_THING = (_PAGE, ".jsonld", ".nt", _DATA)


class Withdrawn(Struct, frozen=True):
    """What was published: its last title, the files that it had; of a resolution, whether others cite it still.

    The symbol of what is no resolution is the path of its IRI below the base.
    """

    symbol: str
    title: str
    files: tuple[str, ...]  # paths below the folder
    is_cited: bool = False
    is_thing: bool = False  # no resolution

    def gone(self) -> frozenset[str]:
        """The paths that must be answered with 410: the IRI's, and of every representation that it had."""
        page = {self.symbol, *(f"{self.symbol}.{suffix}" for suffix in ("html", "nt", "ttl", "jsonld"))}
        told = frozenset(self.files) | ({f"{self.symbol}{ANNOTATIONS}"} if not self.is_thing else set())
        return told - page if self.is_cited else told | page


def load_withdrawn(folder: Path) -> Mapping[str, Withdrawn]:
    """The list in a published folder, by symbol or path; what others wrote in it and is no entry is left out."""
    found = find_file(folder, LIST)
    try:
        entries = msgspec.json.decode(found.read_bytes(), type=tuple[Withdrawn, ...]) if found else ()
    except msgspec.DecodeError:
        return {}
    fit = (entry for entry in entries if all(map(is_path, entry.files)) and _is_iri(entry))
    return {entry.symbol: entry for entry in fit}


def _is_iri(entry: Withdrawn) -> bool:
    return is_path(entry.symbol) if entry.is_thing else is_symbol(entry.symbol)


def load_withdrawn_resolutions(folder: Path) -> Mapping[str, Withdrawn]:
    """The resolutions of the list, by symbol."""
    return {symbol: entry for symbol, entry in load_withdrawn(folder).items() if not entry.is_thing}


def find_tombstones(folder: Path) -> Mapping[str, str]:
    """The page that says what stood at each path that is gone, by that path; "" where there is none."""
    entries = load_withdrawn(folder).values()
    return {path: "" if entry.is_cited else f"{entry.symbol}.html" for entry in entries for path in entry.gone()}


def put_withdrawn(staging: Staging, base: str, there: Set[str], is_whole: bool) -> list[str]:
    """Stage tombstones and list for what earlier builds published and this one, all else made, does not publish.

    `there` are the resolutions that it publishes, or leaves as they are. Returns the paths that are gone. Where the
    build is not whole (an input failed) nothing is withdrawn anew: its own files stay.
    """
    entries = {**load_withdrawn(staging.out)}
    if is_whole:
        entries |= {entry.symbol: entry for entry in _missing(staging, there)}
    told = _told_without_page(staging, base, there)
    left = (entry for _, entry in sorted(entries.items()) if not _is_back(entry, staging, there))
    made = [entry for entry in left if not (entry.is_thing and told(entry.symbol))]
    made = [msgspec.structs.replace(entry, is_cited=f"{entry.symbol}{_DATA}" in staging.made) for entry in made]
    if not made:
        return []
    from lod.graph.related import known_symbol  # rules and templates, which a server that reads the list need not load
    from lod.publish.pages.environment import render

    for entry in made:
        if not entry.is_cited:
            page = render("withdrawn.html", entry.symbol, base=base, entry=entry, has_text=known_symbol(entry.symbol))
            staging.put(f"{entry.symbol}{_PAGE}", page.encode())
    staging.put(LIST, msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    return sorted(path for entry in made for path in entry.gone())


def _told_without_page(staging: Staging, base: str, there: Set[str]) -> Callable[[str], bool]:
    """Whether this build tells of a path without a file of its own: a bare document, a resolution's text."""
    file = f"{UNPUBLISHED}{_DATA}"
    quads = ox.parse(staging.read(file), ox.RdfFormat.TURTLE) if file in staging.made else ()
    bare = {quad.subject.value.removeprefix(base) for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return lambda path: path in bare or bool(owning_resolution(path, there))


def _is_back(entry: Withdrawn, staging: Staging, there: Set[str]) -> bool:
    """Whether this build publishes it again."""
    return f"{entry.symbol}{_DATA}" in staging.made if entry.is_thing else entry.symbol in there


def _missing(staging: Staging, there: Set[str]) -> Iterable[Withdrawn]:
    """The resolutions and things that the last build published and this one has not made."""
    earlier = staging.before.paths
    gone = earlier - staging.made.keys()
    resolutions = find_resolutions(staging.out, earlier) - there
    for symbol in sorted(resolutions):
        yield Withdrawn(symbol, _title(staging.out, symbol), _files(symbol, earlier))
    below = tuple(f"{symbol}/" for symbol in resolutions)
    for path in sorted(path.removesuffix(_DATA) for path in gone if path.endswith(_DATA)):
        if f"{path}{_PAGE}" in gone and path not in resolutions and not path.startswith(below):  # data and page: an IRI
            files = tuple(f"{path}{suffix}" for suffix in _OF_THING if f"{path}{suffix}" in gone)
            yield Withdrawn(path, _title(staging.out, path), files, is_thing=True)


def _files(symbol: str, paths: Collection[str]) -> tuple[str, ...]:
    """The files of a resolution among those published; its pages in other languages stand below it."""
    return tuple(sorted(path for path in paths if path.startswith((f"{symbol}.", f"{symbol}/"))))


def _title(folder: Path, symbol: str) -> str:
    """The title under which something was last published; "" where its data are gone."""
    data = find_file(folder, f"{symbol}{_DATA}")
    lines = sort_graph(read_triples(data)).lines if data else ()
    return name_in(b"".join(line for line in lines if line.partition(b"> ")[0].endswith(f"/{symbol}".encode()))) or ""
