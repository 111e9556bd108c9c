"""What becomes of IRIs that went: a tombstone for each, or a decision that a person has to make.

An IRI below a resolution that was withdrawn is gone with it; below one that was read anew it leads on to the nearest
part that is left. A document with a symbol leads to the official one. What is official or stands in a table of ours,
and what only withdrawn resolutions named, is named by no resolution for now. All else was renamed or lost, and only a
person knows which.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from lod.data.authorities import load_authorities
from lod.data.instruments import load_instruments
from lod.graph.named_graphs import owning_resolution
from lod.model.errors import DataError
from lod.model.symbols import is_symbol
from lod.publish.marc.described import official_link
from lod.publish.releases.identifiers import IriChange, format_csv

TOMBSTONE_HEADING = ("iri", "kind", "leads_to", "reason")
#: What the paths of things begin with that have official numbers, not names that somebody gave them.
_NUMBERED = ("session/", "meeting/", "treaty-series/", "publication/")
_WITHDRAWN = "the resolution was withdrawn"
_READ_ANEW = "the resolution was read anew"
_UNNAMED = "no resolution of the data names it any longer"


class Tombstone(Struct, frozen=True, order=True):
    """What is said of an IRI that went: where its place is taken, "" for nowhere, and why."""

    iri: str
    kind: str
    leads_to: str
    reason: str


class Decisions(Struct, frozen=True):
    """What decides about IRIs that went: the resolutions of both versions, those withdrawn, what a person said.

    `there` are the IRIs of parts that are left, `named_by` the resolutions that named a thing in the old version.
    """

    base: str
    old: frozenset[str]
    new: frozenset[str]
    withdrawn: frozenset[str]
    decided: Mapping[str, Tombstone]
    there: frozenset[str] = frozenset()
    named_by: Mapping[str, frozenset[str]] = {}

    def tombstone(self, gone: IriChange) -> Tombstone | None:
        """What is said of an IRI that went; None where nobody knows."""
        if gone.iri in self.decided:
            return self.decided[gone.iri]
        symbol = self.resolution(gone.iri)
        if symbol in self.withdrawn:
            return Tombstone(gone.iri, gone.kind, "", _WITHDRAWN)
        if symbol in self.new:
            whole = self.base + symbol
            above = next((way for way in ways_up(gone.iri, whole) if way in self.there), whole)
            return Tombstone(gone.iri, gone.kind, above, _READ_ANEW)
        path = self._document(gone.iri).removeprefix(self.base)
        if not symbol and is_symbol(path):
            return Tombstone(gone.iri, gone.kind, official_link(path), _UNNAMED)
        named = self.named_by.get(self.base + path)
        if not symbol and (is_official(path) or (named and named <= self.withdrawn)):
            return Tombstone(gone.iri, gone.kind, "", _UNNAMED)
        return None

    def ways(self, gone: Iterable[IriChange]) -> frozenset[str]:
        """The IRIs to which IRIs that went may lead."""
        found = ((change.iri, self.resolution(change.iri)) for change in gone)
        return frozenset(way for iri, symbol in found if symbol for way in ways_up(iri, self.base + symbol))

    def things(self, gone: Iterable[IriChange]) -> frozenset[str]:
        """The things among IRIs that went that belong to no resolution."""
        return frozenset(self._document(change.iri) for change in gone if not self.resolution(change.iri))

    def _document(self, iri: str) -> str:
        return iri.partition("#")[0]

    def resolution(self, iri: str) -> str:
        """The symbol of the resolution of the old version that an IRI is below; "" for one that is below none."""
        return owning_resolution(self._document(iri).removeprefix(self.base), self.old)


def ways_up(iri: str, document: str) -> Iterator[str]:
    """The IRIs of the parts that a part stands in, up to its document.

    >>> list(ways_up("https://x.org/A/RES/1/1#op5.b.act2", "https://x.org/A/RES/1/1"))
    ['https://x.org/A/RES/1/1#op5.b', 'https://x.org/A/RES/1/1#op5', 'https://x.org/A/RES/1/1']
    """
    place = iri.partition("#")[2]
    while "." in place:
        place = place.rpartition(".")[0]
        yield f"{document}#{place}"
    yield document


def is_official(path: str) -> bool:
    """Whether a path is fixed by a table of ours or by an official number.

    >>> [is_official(path) for path in ("country/uga", "session/68/item/24b", "actor/group/olympic-movements")]
    [True, True, False]
    """
    return path.startswith(_NUMBERED) or load_authorities().get(path) is not None or path in _instruments()


@cache
def _instruments() -> frozenset[str]:
    return frozenset(named.path for named in load_instruments())


def find_namers(lines: Iterable[bytes], wanted: frozenset[str], base: str) -> Mapping[str, frozenset[str]]:
    """In the graphs of which resolutions each thing is named, as a dump in N-Quads says."""
    sought = {f"<{iri}>".encode(): iri for iri in wanted}
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        _, _, rest = line.split(b" ", 2)
        thing, _, graph = rest.partition(b"> <")
        if iri := sought.get(thing + b">"):
            found[iri].add(graph[:-4].decode().removeprefix(base).removesuffix("/annotations"))
    return {iri: frozenset(symbols) for iri, symbols in found.items()}


def load_tombstones(path: Path) -> Mapping[str, Tombstone]:
    """Decisions about IRIs that went, by IRI: CSV with the columns iri, kind, leads_to, reason; raises DataError."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        if tuple(rows.fieldnames or ()) != TOMBSTONE_HEADING:
            mend = f"its first line must be {','.join(TOMBSTONE_HEADING)}"
            raise DataError("is no list of tombstones", str(path), mend)
        found = [Tombstone(*(row[name] or "" for name in TOMBSTONE_HEADING)) for row in rows]
    if unsaid := next((row for row in found if not row.reason), None):
        raise DataError(f"{unsaid.iri} has no reason", str(path), "say why it went")
    return {row.iri: row for row in found}


def format_tombstones(tombstones: Iterable[Tombstone]) -> bytes:
    """The inverse, sorted by IRI."""
    return format_csv(TOMBSTONE_HEADING, sorted(tombstones))
