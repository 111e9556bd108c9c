"""How far a long command is: a line that changes on a terminal, lines of JSON for programs, nothing in a pipe."""

import sys
import time
from collections.abc import Callable

import click
import msgspec

#: Seconds between two lines of JSON of one stage; its last item is told whenever it is done.
_EVERY = 1.0


class TerminalProgress:
    """Shows how far each stage is, how fast it goes and how long it will take, where a person looks on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage, self._began = "", 0.0

    def __call__(self, done: int, of: int, stage: str) -> None:
        if not sys.stderr.isatty():
            return
        if stage != self._stage:
            self._stage, self._began = stage, self._clock()
        line = format_progress(stage, done, of, self._clock() - self._began)
        click.echo(f"\r{line}\x1b[K", err=True, nl=done == of)


class JsonProgress:
    """Prints an object a line, `{"stage": "annotate", "done": 120, "of": 328}`: at most one a second of each stage."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told: dict[str, float] = {}

    def __call__(self, done: int, of: int, stage: str) -> None:
        now = self._clock()
        if done == of or now - self._told.get(stage, -_EVERY) >= _EVERY:
            self._told[stage] = now
            click.echo(msgspec.json.encode({"stage": stage, "done": done, "of": of}))


def format_progress(stage: str, done: int, of: int, seconds: float) -> str:
    """How far a stage is after so many seconds.

    >>> format_progress("annotate", 120, 328, 4.8)
    'annotate     120/328, 25.0 a second, 8 s left'
    >>> format_progress("read", 1, 328, 0.0), format_progress("dumps", 9, 9, 3.0)
    ('read         1/328', 'dumps        9/9, 3.0 a second')
    """
    line = f"{stage:12} {done}/{of}"
    if seconds <= 0:
        return line
    rate = done / seconds
    left = f", {(of - done) / rate:.0f} s left" if done < of else ""
    return f"{line}, {rate:.1f} a second{left}"
