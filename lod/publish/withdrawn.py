"""Tombstones: what a publication held and no longer holds, kept as pages and a list; hosts answer 410 (Gone) for it.

Governing texts: RFC 9110, section 15.5.11 (410 Gone); Cool URIs don't change (W3C). A resolution whose source was taken
away leaves a page that says so. Entities that it alone had leave none: they are what its rules made of it, and are made
again with it. Where other resolutions cite a withdrawn one, its IRI leads to the page of a cited document, as that of
any resolution that is not held, and only its other files are gone. Rules that say so to web servers are written by
`lod.publish.hosts`.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.graph.files import read_triples
from lod.graph.serialize import sort_graph
from lod.model.iris import is_path
from lod.model.symbols import is_symbol
from lod.publish.dumps import name_in
from lod.publish.paths import find_file
from lod.publish.staging import MARC, Staging, load_manifest

LIST = "data/withdrawn.json"


class Withdrawn(Struct, frozen=True):
    """A resolution that was published: its last title, the files that it had, and whether others cite it still."""

    symbol: str
    title: str
    files: tuple[str, ...]  # paths below the folder
    is_cited: bool = False

    def gone(self) -> frozenset[str]:
        """The paths that must be answered with 410: the IRI's, and of every representation that it had."""
        page = {self.symbol, *(f"{self.symbol}.{suffix}" for suffix in ("html", "nt", "ttl", "jsonld"))}
        return frozenset(self.files) - page if self.is_cited else frozenset(self.files) | page


def load_withdrawn(folder: Path) -> Mapping[str, Withdrawn]:
    """The list in a published folder, by symbol; others may have written in it: what is no entry of it is left out."""
    found = find_file(folder, LIST)
    try:
        entries = msgspec.json.decode(found.read_bytes(), type=tuple[Withdrawn, ...]) if found else ()
    except msgspec.DecodeError:
        return {}
    fit = (entry for entry in entries if is_symbol(entry.symbol) and all(map(is_path, entry.files)))
    return {entry.symbol: entry for entry in fit}


def find_tombstones(folder: Path) -> Mapping[str, str]:
    """The page that says what stood at each path that is gone, by that path; "" where there is none."""
    entries = load_withdrawn(folder).values()
    return {path: "" if entry.is_cited else f"{entry.symbol}.html" for entry in entries for path in entry.gone()}


def put_withdrawn(staging: Staging, base: str, is_whole: bool) -> list[str]:
    """Stage tombstones and list for what earlier builds published and this one, all else made, does not.

    Returns the paths that are gone. Where the build is not whole (an input failed) nothing is withdrawn anew: its own
    files stay.
    """
    entries = {**load_withdrawn(staging.out)}
    if is_whole:
        entries |= {entry.symbol: entry for entry in _missing(staging)}
    left = sorted(entries.keys() - {path.removesuffix(MARC) for path in staging.made})
    made = [msgspec.structs.replace(entries[s], is_cited=f"{s}.ttl" in staging.made) for s in left]
    if not made:
        return []
    from lod.publish.pages.environment import render  # templates, which a server that reads the list need not load

    for entry in made:
        if not entry.is_cited:
            page = render("withdrawn.html", entry.symbol, base=base, entry=entry)
            staging.put(f"{entry.symbol}.html", page.encode())
    staging.put(LIST, msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    return sorted(path for entry in made for path in entry.gone())


def _missing(staging: Staging) -> Iterable[Withdrawn]:
    """The resolutions that the last build published and this one has not made."""
    earlier = load_manifest(staging.out).paths
    for path in sorted(earlier - staging.made.keys()):
        symbol = path.removesuffix(MARC)
        if path.endswith(MARC) and is_symbol(symbol):
            yield Withdrawn(symbol, _title(staging.out, symbol), _files(symbol, earlier))


def _files(symbol: str, paths: Collection[str]) -> tuple[str, ...]:
    """The files of a resolution among those published; its pages in other languages stand below it."""
    return tuple(sorted(path for path in paths if path.startswith((f"{symbol}.", f"{symbol}/"))))


def _title(folder: Path, symbol: str) -> str:
    """The title under which a resolution was last published; "" where its data are gone."""
    data = find_file(folder, f"{symbol}.ttl")
    lines = sort_graph(read_triples(data)).lines if data else ()
    return name_in(b"".join(line for line in lines if line.partition(b"> ")[0].endswith(f"/{symbol}".encode()))) or ""
