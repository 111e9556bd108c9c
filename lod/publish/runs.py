"""The whole data set as runs of sorted lines, so that what a change leaves alone is not touched.

What a resolution says of itself (nine lines of ten) is kept as it was made, and neither read nor sorted again: two
runs, of the places in it and of itself. What is said of anything else, by whichever resolution, is gathered here,
sorted, each line once. In the order of their starts the runs are the whole, sorted.
"""

import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from lod.publish.cache import entry_name
from lod.publish.dumps import Graphs, preferred_once

#: One subject in so many begins a new run of what no resolution says of itself: some 100 KB of lines.
_SUBJECTS = 256


class SplitLines(Struct, frozen=True):
    """The lines of a resolution: what it says of itself, and what it says of others."""

    own: bytes
    others: bytes


class LineRun(Struct, frozen=True):
    """Lines of the whole that stand together.

    `start` is what the first line begins with, `own` the name in the cache of the lines that a resolution says of
    itself ("" for none), of which those are meant that begin so; `told` is what others say, sorted. `resolutions` are
    the paths of those whose graphs hold any of it.
    """

    start: bytes
    own: str
    told: bytes
    resolutions: tuple[str, ...]

    def entry(self, *made_from: str) -> str:
        """The name of what is made of the run and of something else."""
        return entry_name("run", self.start, self.own, self.told, *self.resolutions, "", *made_from)

    def lines(self, own: bytes) -> list[bytes]:
        """Its lines, sorted; `own` is what stands under that name."""
        begin = 0 if own.startswith(self.start) else own.find(b"\n" + self.start) + 1
        found = own[begin:].splitlines(keepends=True)
        begin, end = _range(found, self.start)
        return sorted({*found[begin:end], *self.told.splitlines(keepends=True)}) if self.told else found[begin:end]


class ToldLines(Struct, frozen=True):
    """What no resolution says of itself: distinct lines, sorted."""

    lines: tuple[bytes, ...]

    @classmethod
    def of(cls, parts: Iterable[bytes], described: Sequence[str]) -> "ToldLines":
        """The lines of all parts; what has an IRI that begins as one of `described` has one preferred label."""
        found: set[bytes] = set()
        for part in parts:
            found.update(part.splitlines(keepends=True))
        lines = sorted(found)
        for start in described:
            begin, end = _range(lines, f"<{start}".encode())
            lines[begin:end] = preferred_once(lines[begin:end])
        return cls(tuple(lines))

    def runs(self, own: Mapping[str, str], graphs: Graphs) -> list[LineRun]:
        """The runs of the whole in their order; `own` gives the name of each resolution's own lines, by its path."""
        starts = {start: path for path in own for start in starts_of(f"{graphs.base}{path}")}
        runs: list[LineRun] = []
        at = 0
        for start, path in sorted(starts.items()):
            begin, end = _range(self.lines, start)
            runs += _cut(self.lines[at:begin], graphs)
            runs.append(LineRun(start, own[path], b"".join(self.lines[begin:end]), (path,)))
            at = end
        return [*runs, *_cut(self.lines[at:], graphs)]

    def things(self, symbols: Collection[str], base: str) -> dict[str, bytes]:
        """The lines of every thing of ours that is no resolution of the data, by its path."""
        found: dict[str, list[bytes]] = defaultdict(list)
        begin, end = _range(self.lines, own := f"<{base}".encode())
        for subject, group in groupby(self.lines[begin:end], key=_subject):
            path = subject[len(own) : -1].partition(b"#")[0].decode()
            if path and path not in symbols and not path.startswith(("def", "data/")):
                found[path] += group
        return {path: b"".join(sorted(found[path])) for path in sorted(found)}


def starts_of(iri: str) -> tuple[bytes, bytes]:
    """With what the lines begin that a resolution says of places in it, and of itself."""
    return f"<{iri}#".encode(), f"<{iri}>".encode()


def split_own(lines: bytes, iri: str) -> SplitLines:
    """The sorted lines of a resolution, parted."""
    given = lines.splitlines(keepends=True)
    own, others, at = [], [], 0
    for start in starts_of(iri):
        begin, end = _range(given, start)
        own += given[begin:end]
        others += given[at:begin]
        at = end
    return SplitLines(b"".join(own), b"".join([*others, *given[at:]]))


def _cut(lines: Sequence[bytes], graphs: Graphs) -> Iterator[LineRun]:
    """Runs of lines, cut before subjects that are told by themselves: a line more or less changes one run alone."""
    held: list[bytes] = []
    owners: set[str] = set()
    for subject, group in groupby(lines, key=_subject):
        if held and zlib.crc32(subject) % _SUBJECTS == 0:
            yield _between(held, owners)
            held, owners = [], set()
        held += group
        owners.add(graphs.resolution_of(subject))
    if held:
        yield _between(held, owners)


def _between(lines: Sequence[bytes], owners: set[str]) -> LineRun:
    return LineRun(_subject(lines[0]), "", b"".join(lines), tuple(sorted(owners - {""})))


def _range(lines: Sequence[bytes], start: bytes) -> tuple[int, int]:
    """From where to where sorted lines begin so."""
    begin = bisect_left(lines, start)
    return begin, bisect_left(lines, start[:-1] + bytes([start[-1] + 1]), begin)


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]
