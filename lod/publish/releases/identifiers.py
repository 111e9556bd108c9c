"""Which IRIs of ours a version added, removed and changed.

Reads: the dumps of two published folders or releases. An IRI changed where what is said of it did.
"""

import csv
import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import StringIO
from itertools import groupby, islice
from pathlib import Path

import msgspec
from msgspec import Struct
from pyoxigraph import NamedNode

from lod.graph.files import open_rdf
from lod.graph.types import TYPES
from lod.model.iris import VOCABULARY
from lod.model.vocab import RDF, UNR

_TYPED = f" <{RDF.type.value}> <".encode()
_RESOLUTION = f"<{UNR.Resolution.value}>".encode()
_AT_ONCE = 500_000  # lines sorted in memory


class IriChange(Struct, frozen=True, order=True):
    """An IRI that a version added, removed or changed, and the kind of thing that it names."""

    iri: str
    kind: str
    change: str  # "added", "removed", "changed"


def sorted_lines(source: Path, spool: Path) -> Iterator[bytes]:
    """The lines of a dump in N-Quads, sorted by their bytes; what does not fit into memory waits in `spool`."""
    parts: list[Path] = []
    with open_rdf(source) as (stream, _):
        while lines := sorted(islice(stream, _AT_ONCE)):
            parts.append(spool / f"{source.name}-{len(parts)}")
            with parts[-1].open("wb") as out:
                out.writelines(lines)
    with ExitStack() as stack:
        yield from heapq.merge(*(stack.enter_context(part.open("rb")) for part in parts))
    for part in parts:
        part.unlink()


def find_iri_changes(old: Iterable[bytes], new: Iterable[bytes], base: str) -> Iterator[IriChange]:
    """The IRIs below the base whose statements differ, in the order of IRIs; both are sorted quads."""
    own = (f"<{base}".encode(), f"<{VOCABULARY}".encode())
    before, after = _subjects(old, own), _subjects(new, own)
    one, other = next(before, None), next(after, None)
    while one or other:
        if other is None or (one and one[0] < other[0]):
            assert one
            yield _change(one, "removed")
            one = next(before, None)
        elif one is None or other[0] < one[0]:
            yield _change(other, "added")
            other = next(after, None)
        else:
            if one[1] != other[1]:
                yield _change(other, "changed")
            one, other = next(before, None), next(after, None)


def _subjects(lines: Iterable[bytes], own: tuple[bytes, ...]) -> Iterator[tuple[bytes, list[bytes]]]:
    for subject, group in groupby(lines, key=lambda line: line[: line.index(b" ")]):
        if subject.startswith(own):
            yield subject, list(group)


def _change(found: tuple[bytes, list[bytes]], change: str) -> IriChange:
    subject, lines = found
    return IriChange(subject[1:-1].decode(), _kind(lines), change)


def _kind(lines: Iterable[bytes]) -> str:
    """What a thing is, in one word: the narrowest of its classes, ours first.

    >>> _kind([f"<a> <{RDF.type.value}> <{VOCABULARY}{name}> <g> .\\n".encode() for name in ("Fund", "TrustFund")])
    'TrustFund'
    """
    types = [line.partition(_TYPED)[2].partition(b">")[0].decode() for line in lines if _TYPED in line]
    own = sorted(iri for iri in types if iri.startswith(VOCABULARY))
    wider = {term.value for iri in own for term in TYPES.get(NamedNode(iri), ())[1:]}
    names = [iri for iri in own if iri not in wider] or own or sorted(types) or ["other"]
    return names[0].rpartition("#")[2].rpartition("/")[2]


def held_resolutions(lines: Iterable[bytes], base: str) -> frozenset[str]:
    """The symbols of the resolutions whose own graphs a dump holds."""
    start = f"<{base}".encode()
    typed = (line for line in lines if _TYPED in line and _RESOLUTION in line and line.startswith(start))
    found = (line for line in typed if line[: line.index(b" ")] == line[line.rindex(b" <") + 1 : -3])
    return frozenset(line[len(start) : line.index(b">")].decode() for line in found)


def format_csv(heading: Iterable[str], rows: Iterable[Struct]) -> bytes:
    """Values of one kind as CSV, a field a column."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(map(msgspec.structs.astuple, rows))
    return out.getvalue().encode()


def find_there(lines: Iterable[bytes], wanted: frozenset[str]) -> frozenset[str]:
    """Those of the IRIs that a dump says something of."""
    sought = {f"<{iri}>".encode(): iri for iri in wanted}
    return frozenset(sought[subject] for line in lines if (subject := line[: line.index(b" ")]) in sought)
