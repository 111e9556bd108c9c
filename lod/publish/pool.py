"""Process pool with limits of time: pure functions of one item, results in the order of the items.

A worker that ends costs the item that it had, and is replaced; the standard library's executor gives up every item
then. A limit of time is kept by the kernel: its timer ends the worker, since a regular expression that runs lets no
handler of the interpreter run. No worker survives the process that opened the pool.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from lod.model.errors import UnresError, unforeseen
from lod.publish.disk import is_disk_fault

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Forking costs no second import, and is safe on Linux in a process without threads.
_CONTEXT = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class Lost(Struct, frozen=True):
    """What an item gives whose process ended, or whose function failed: why, in words that follow its name."""

    why: str


def why_lost(fault: Exception) -> Lost:
    """What a fault costs its item, in words that follow its name."""
    return Lost(str(fault) if isinstance(fault, UnresError) else unforeseen(fault))


def unlimited(item: object) -> float:
    """As long as it likes."""
    return 0


class Mapper(Protocol):
    """Applies a function to items in other processes; the results come in the order of the items.

    The work begins when it is called, before anybody asks for a result, and several calls may be under way at once.
    `seconds` says how long an item may take, 0 without a limit. Faults of the disk are raised; every other fault, the
    end of a process, and the end of an item's time lose that item alone.
    """

    def __call__(
        self, function: Callable[[Item], Result], items: Sequence[Item], seconds: Callable[[Item], float] = unlimited
    ) -> Iterator[Result | Lost]: ...

    def advance(self) -> None:
        """Give work to processes that wait for it, and do not wait: between pieces of work of this process."""


def collect_rarely() -> None:
    """Let the collector of cycles run seldom: frozen values hold none, and each run walks every table and tree."""
    gc.set_threshold(50_000, 20, 100)


@contextmanager
def pool(jobs: int | None = None) -> Iterator[Mapper]:
    """A mapper over `jobs` processes (default: one for each processor), which start when there is work for them."""
    collect_rarely()
    workers = _Workers(jobs or os.cpu_count() or 1, [], [])
    try:
        yield workers
    finally:
        for worker in workers.all:
            worker.end()


class _Call(Struct, eq=False):
    """Items to work on, how many of them were given to workers, and the results that nobody has asked for yet."""

    function: Callable[[Any], Any]
    items: Sequence[Any]
    seconds: Callable[[Any], float]
    given: int = 0
    done: dict[int, Any] = {}


class _Worker(Struct, eq=False):
    """A process, our end of the pipe to it, and which item of which call it has (None: it waits)."""

    process: BaseProcess
    connection: "Connection[Any, Any]"
    item: tuple[_Call, int] | None = None
    seconds: float = 0

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def lost(self) -> Lost:
        """Why the item of a worker that has ended has no result."""
        self.process.join()
        code = self.process.exitcode or 0
        if code == -signal.SIGALRM:
            return Lost(f"it took longer than {self.seconds:g} seconds, and is left out (give it more time)")
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
        return Lost(f"the process that worked on it {how}, and it is left out (try it alone)")


class _Workers(Struct):
    """The processes of a pool, at most `count`."""

    count: int
    all: list[_Worker]
    calls: list[_Call]  # whose results are not all asked for

    def __call__(
        self, function: Callable[[Item], Result], items: Sequence[Item], seconds: Callable[[Item], float] = unlimited
    ) -> Iterator[Result | Lost]:
        """The results in the order of the items, made by all workers at once; those that wait begin now."""
        call = _Call(function, items, seconds)
        self._hand_out(call)
        self.calls.append(call)
        return self._results(call)

    def advance(self) -> None:
        """Take what is done, and give workers that wait what is to be done, of earlier calls first."""
        self._gather(0)
        for call in self.calls:
            self._hand_out(call)

    def _results(self, call: _Call) -> Iterator[Any]:
        for index in range(len(call.items)):
            while index not in call.done:
                self._hand_out(call)
                self._gather()
            yield call.done.pop(index)
        self.calls.remove(call)

    def _hand_out(self, call: _Call) -> None:
        """Give items to workers that wait."""
        while call.given < len(call.items) and (worker := self._idle()):
            call.given += self._hand(worker, call, call.given)

    def _idle(self) -> _Worker | None:
        """A worker that waits, or a new one; None where all are at work."""
        for worker in self.all:
            if worker.item is None:
                return worker
        if len(self.all) == self.count:
            return None
        self.all.append(_start([worker.connection for worker in self.all]))
        return self.all[-1]

    def _hand(self, worker: _Worker, call: _Call, index: int) -> bool:
        """Give a worker an item; False where it had ended meanwhile, and another must do it."""
        item = call.items[index]
        worker.item, worker.seconds = (call, index), call.seconds(item)
        try:
            worker.connection.send((call.function, item, worker.seconds))
        except OSError:
            self._drop(worker)
            return False
        return True

    def _gather(self, seconds: float | None = None) -> None:
        """Wait for results and take them; what a worker did not finish is lost, and the worker with it."""
        busy = {worker.connection: worker for worker in self.all if worker.item}
        for connection in wait(list(busy), seconds):
            worker = busy[connection]  # type: ignore[index]  # of what we wait for
            assert worker.item is not None
            (call, index), worker.item = worker.item, None
            try:
                made = worker.connection.recv()
            except (EOFError, OSError):
                call.done[index] = worker.lost()
                self._drop(worker)
                continue
            if isinstance(made, BaseException):
                raise made
            call.done[index] = made

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self.all.remove(worker)


def _start(others: "list[Connection[Any, Any]]") -> _Worker:
    """A new worker. A fork inherits our ends of all pipes, and closes them, so that each pipe ends with its owner."""
    ours, theirs = _CONTEXT.Pipe()
    inherited = [*others, ours] if _CONTEXT.get_start_method() == "fork" else []
    process = _CONTEXT.Process(target=_work, args=(theirs, inherited, os.getpid()), daemon=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)  # until the worker has its own handlers
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        theirs.close()
    return _Worker(process, ours)


def _work(connection: "Connection[Any, Any]", inherited: "list[Connection[Any, Any]]", parent: int) -> None:
    """What a worker does until its pipe ends."""
    for other in inherited:
        other.close()
    _settle(parent)
    try:
        while True:
            function, item, seconds = connection.recv()
            signal.setitimer(signal.ITIMER_REAL, seconds)
            made = _made(function, item)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(made)
    except (EOFError, OSError):  # nobody waits for more
        return


def _settle(parent: int) -> None:
    """The signals of a worker: an interrupt is its parent's to handle, other signals and the timer end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended meanwhile
        os._exit(1)
    gc.freeze()  # a collector that walked what was inherited would copy the parent's memory page by page
    collect_rarely()


def _made(function: Callable[[Any], Any], item: Any) -> Any:
    """A result, what it is lost for, or a fault of the disk."""
    try:
        return function(item)
    except Exception as fault:
        return fault if is_disk_fault(fault) else why_lost(fault)
