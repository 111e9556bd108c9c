"""Limits of one SPARQL query: time, memory, size of the answer.

The engine cannot be stopped from within, so that a query runs in a forked process: it sees the loaded store without a
copy, and is ended when its time is over. Where a system cannot fork, queries run unbounded; where it tells no memory,
only their time is bounded.
"""

import faulthandler
import os
import pickle
import select
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from msgspec import Struct

from lod.model.errors import UnresError

_Made = TypeVar("_Made")
_MEGABYTE = 1_000_000
_PIECE = 1 << 20


class Bounds(Struct, frozen=True):
    """What one request may take: seconds, megabytes of memory and of an answer, bytes of a posted body.

    `at_once` queries run at a time; others wait.
    """

    seconds: float = 30
    memory: int = 1000
    answer: int = 100
    body: int = 1_000_000
    at_once: int = 4


USUAL = Bounds()


class BoundError(UnresError):
    """A query that took more than it may."""


def run_bounded(action: Callable[[], _Made], bounds: Bounds) -> _Made:
    """What `action` returns (a value that can be pickled), made in a process of its own; raises BoundError.

    A process that ends without a word is one that its bound of memory has ended. What `action` raises besides is raised
    here as a RuntimeError that holds its traceback.
    """
    if not hasattr(os, "fork"):
        return action()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _run(action, writing, bounds)
    os.close(writing)
    try:
        content = _read(reading, time.monotonic() + bounds.seconds, bounds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    made: _Made
    made, fault = pickle.loads(content)
    if fault:
        raise RuntimeError(fault)
    return made


def _run(action: Callable[[], object], writing: int, bounds: Bounds) -> NoReturn:
    """The forked process: make, write, end, whatever happens."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what an engine out of memory says is no news of ours
        faulthandler.disable()
        _limit(bounds)
        content = memoryview(pickle.dumps(_made(action), pickle.HIGHEST_PROTOCOL))
        while content:
            content = content[os.write(writing, content[:_PIECE]) :]
    finally:
        os._exit(0)


def _made(action: Callable[[], _Made]) -> tuple[_Made | None, str]:
    """What `action` returns, and the traceback of what it raises; want of memory is the process's end."""
    try:
        return action(), ""
    except MemoryError:
        raise
    except Exception:
        return None, traceback.format_exc()


def _limit(bounds: Bounds) -> None:
    """Let the process take so much memory beyond what it has already, where the system tells and keeps it."""
    import resource  # no such module where there is no fork

    told = Path("/proc/self/statm")
    if told.exists():
        now = int(told.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + bounds.memory * _MEGABYTE, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(reading: int, until: float, bounds: Bounds) -> bytes:
    """All that the process writes, in its time; raises BoundError."""
    pieces, size = [], 0
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise BoundError(f"it took more than {bounds.seconds:g} seconds", "query", "ask for less, or name things")
        piece = os.read(reading, _PIECE)
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
        if size > bounds.answer * _MEGABYTE:
            raise BoundError(
                f"its answer has more than {bounds.answer} MB", "query", "give it a LIMIT, or ask for less"
            )
    if not size:
        raise BoundError(f"it took more than {bounds.memory} MB of memory", "query", "ask for less, or name things")
    return b"".join(pieces)
