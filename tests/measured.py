"""A plugin of pytest for `make coverage`: workers of a build, killed when they are done, first save what they ran."""

import os
import signal
from types import FrameType

import coverage

from lod.publish import pool


def _save_and_end(number: int, frame: FrameType | None) -> None:
    if measuring := coverage.Coverage.current():
        measuring.stop()
        measuring.save()
    os._exit(0)


def _settle(parent: int) -> None:
    _SETTLE(parent)
    signal.signal(signal.SIGTERM, _save_and_end)


def _end(worker: "pool._Worker") -> None:
    """By a signal that it can heed, unless it does not within its time."""
    worker.process.terminate()
    worker.process.join(10)
    _END(worker)


_SETTLE, _END = pool._settle, pool._Worker.end
vars(pool)["_settle"] = _settle
setattr(pool._Worker, "end", _end)  # noqa: B010 a type checker lets no method be assigned
