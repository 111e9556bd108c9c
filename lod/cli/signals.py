"""Being stopped: SIGINT and SIGTERM end a command in order, with one line and the status that a shell expects."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

from lod.cli.options import tell

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_MOMENT = 0.01  # seconds until what was lost is raised again, elsewhere


class Stopped(BaseException):
    """A signal that ends the command; no Exception, so that nothing takes it for a fault of an input."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let the first signal unwind what runs, so that workers end and staging is removed; then exit 128 + its number.

    Later ones are ignored: they would stop the tidying. What the signal raises where Python passes nothing on (a
    finalizer, a hook of a fork) is raised again a moment later.
    """
    if threading.current_thread() is not threading.main_thread():  # only there are signals handled
        yield
        return
    before = {number: signal.signal(number, _stop) for number in _STOPPING}
    hook, sys.unraisablehook = sys.unraisablehook, partial(_raise_again, sys.unraisablehook)
    try:
        yield
    except Stopped as stopped:
        tell(f"stopped by {signal.Signals(stopped.number).name}; what was published is whole")
        sys.exit(128 + stopped.number)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def stopping(tell_server: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let a server that is told of a signal end in order, then the command; a signal raises nothing meanwhile.

    What is raised within a loop of events, or within the import of a library, may be lost there.
    """
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        caught.append(number)
        tell_server(number, frame)

    before = {number: signal.signal(number, note) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:
        signal.raise_signal(caught[0])


def _stop(number: int, frame: FrameType | None) -> None:
    for each in _STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def _raise_again(tell_others: Callable[["sys.UnraisableHookArgs"], object], lost: "sys.UnraisableHookArgs") -> None:
    if not isinstance(lost.exc_value, Stopped):
        tell_others(lost)
        return
    number = lost.exc_value.number
    signal.signal(signal.SIGALRM, lambda *_: _stop(number, None))
    signal.setitimer(signal.ITIMER_REAL, _MOMENT)
