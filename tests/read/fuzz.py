"""Fuzzing: damaged sources by number, each read, annotated and made a graph in a process that may hang or die.

A case is a carrier and a number: the same originals give the same bytes. What must hold: no exception but the
package's own errors, the laws of the tree, and an end within the limit. `python -m tests.read.fuzz xml 0 500 FOLDER`
prints what fails of 500 cases over a folder's files; `python -m tests.read.fuzz xml 17 FOLDER` writes one case's
bytes to standard output.
"""

import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.graph.shacl import validator
from lod.model.errors import UnresError
from lod.read.read import read_bytes
from tests.laws import broken_laws, is_given_back, misplaced
from tests.read.mutators import MUTATORS, mutate

SUFFIXES = {"text": (".txt", ".md"), "xml": (".xml",), "pdf": (".pdf",)}
LIMIT = 60.0  # seconds for a source, as a build gives it
_DEEP = 2  # every so many cases are annotated and made a graph


class Fault(Struct, frozen=True, order=True):
    """A case that broke what must hold."""

    carrier: str
    number: int
    what: str


def case(carrier: str, number: int, originals: Sequence[Path]) -> bytes:
    """The bytes of a case: one of the originals, damaged."""
    rng = Random(f"{carrier} {number}")
    return mutate(rng.choice(originals).read_bytes(), MUTATORS[carrier], rng)


def originals_in(folder: Path, carrier: str) -> list[Path]:
    """The files of a carrier in a folder, in the order of their paths."""
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES[carrier])


def find_faults(content: bytes, deep: bool = True) -> Iterator[str]:
    """What is wrong with the reading of some bytes; `deep`: also with the annotations and the graph made of it."""
    try:
        resolution = read_bytes(content, "fuzzed")
    except UnresError:
        return
    yield from broken_laws(resolution)
    if not is_given_back(resolution, content):
        yield "the leaves do not give the file's bytes back"
    if deep and resolution.masthead.symbol:
        annotations = annotate(resolution)
        yield from misplaced(resolution, annotations)
        graph = serialize(resolution_triples(resolution, annotations), ox.RdfFormat.N_TRIPLES)
        validator("auto").validate(graph)


#: What is looked for: the faults of some bytes, deeply or not.
Finder = Callable[[bytes, bool], Iterable[str]]


def fuzz(
    carrier: str,
    numbers: range,
    originals: Sequence[Path],
    jobs: int = 2,
    limit: float = LIMIT,
    finder: Finder = find_faults,
) -> list[Fault]:
    """The faults of some cases, each process taking every `jobs`-th of them."""
    lanes = [_Lane(_Work(carrier, numbers[lane::jobs], tuple(originals), finder)) for lane in range(jobs)]
    found: list[Fault] = []
    while running := [lane for lane in lanes if lane.left]:
        wait([lane.reports for lane in running], timeout=1.0)
        for lane in running:
            found += lane.collect(limit)
    return sorted(found)


class _Work(Struct, frozen=True):
    """Cases for one process, and what it looks for in them."""

    carrier: str
    numbers: range
    originals: tuple[Path, ...]
    finder: Finder

    def report(self, reports: Connection) -> None:
        """Send each case's number, and then its faults."""
        for number in self.numbers:
            reports.send(number)
            reports.send(self._faults(number))

    def _faults(self, number: int) -> list[str]:
        content = case(self.carrier, number, self.originals)
        try:
            return list(dict.fromkeys(self.finder(content, number % _DEEP == 0)))
        except Exception as fault:  # the very thing that is looked for
            frames = traceback.extract_tb(fault.__traceback__)[-3:]
            at = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
            return [f"{type(fault).__name__} at {at}: {str(fault)[:100]}"]


class _Lane:
    """A process that works through some cases; behind a case on which it hangs or dies, another takes the rest."""

    def __init__(self, work: _Work) -> None:
        self.work, self.left = work, work.numbers
        if self.left:
            self._begin()

    def _begin(self) -> None:
        context = get_context("spawn")  # a fork would copy the locks of the libraries' threads
        self.reports, given = context.Pipe(duplex=False)
        task = replace(self.work, numbers=self.left)
        self.process: BaseProcess = context.Process(target=task.report, args=(given,), daemon=True)
        self.process.start()
        given.close()
        self._since = inf  # when the case at hand began

    def collect(self, limit: float) -> Iterator[Fault]:
        """The faults reported since the last call, and that of a case on which the process hangs or died."""
        try:
            while self.left and self.reports.poll():
                report: int | list[str] = self.reports.recv()
                if isinstance(report, int):
                    self._since = time.monotonic()
                else:
                    yield from self._done(report)
        except EOFError:
            self.process.join()
            yield from self._lost(f"the process died, {self.process.exitcode}")
        if self.left and time.monotonic() - self._since > limit:
            self.process.kill()
            yield from self._lost(f"no end within {limit:g} s")

    def _done(self, faults: Sequence[str]) -> Iterator[Fault]:
        number, self.left = self.left[0], self.left[1:]
        return (Fault(self.work.carrier, number, what) for what in faults)

    def _lost(self, what: str) -> Iterator[Fault]:
        found = self._done((what,))
        if self.left:
            self._begin()
        return found


def _main(carrier: str, *arguments: str) -> None:
    *numbers, folder = arguments
    originals = originals_in(Path(folder), carrier)
    if len(numbers) == 1:
        sys.stdout.buffer.write(case(carrier, int(numbers[0]), originals))
        return
    for fault in fuzz(carrier, range(*map(int, numbers)), originals):
        print(fault.carrier, fault.number, fault.what)


if __name__ == "__main__":
    _main(*sys.argv[1:])
