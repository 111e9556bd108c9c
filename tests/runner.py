"""Running a command as a person does, in this process."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lod.cli.main import main
from lod.data.files import share
from lod.publish.pages.environment import environment
from lod.publish.pool import Mapper, _made, collect_rarely, unlimited
from tests.samples import bundled_annotations

#: What says by which processes a build is made.
_PROCESSES = ("--jobs", "--scheduler")


def lod(*arguments: object, given: str | None = None) -> Result:
    """What `lod ARGUMENTS` prints and its exit status; `given` is its standard input.

    A build that is not told how many processes it has works in this one, where rules and templates stay loaded: most
    builds are small, and tests make hundreds. `--jobs 1` gives it a process, where limits of time and kills matter.
    """
    if arguments[:1] != ("build",):
        return _run(arguments, given)
    _load_what_builds_need()
    if any(option in arguments for option in _PROCESSES):
        return _run(arguments, given)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lod.publish.build.pool", _here)
        return _run(arguments, given)


def _run(arguments: Sequence[object], given: str | None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


class _Here:
    """In place of the pool's mapper: works in this process, on what came through a pipe, as it were.

    An item finds the look that was set when the pool was opened, as a process forked then would; what it sets itself
    ends with it.
    """

    def __init__(self) -> None:
        self._opened = copy_context()

    def __call__(
        self, function: Callable[[Any], Any], items: Sequence[Any], seconds: Callable[[Any], float] = unlimited
    ) -> Iterator[Any]:
        return iter([_sent(self._opened.copy().run(_made, *_sent((function, item)))) for item in items])

    def advance(self) -> None:
        """Nothing waits."""


@contextmanager
def _here(jobs: int | None = None) -> Iterator[Mapper]:
    collect_rarely()
    yield _Here()


def _sent(value: Any) -> Any:
    """A value as it arrives at the other end of a pipe; a fault of the disk is raised there."""
    if isinstance(arrived := pickle.loads(pickle.dumps(value)), BaseException):
        raise arrived
    return arrived


@cache
def _load_what_builds_need() -> None:
    """Compile templates and rules here once: each process of a build is forked from this one, and would again."""
    bundled_annotations()
    for template in sorted(share("site", "templates").glob("*.html")):
        environment().get_template(template.name)
