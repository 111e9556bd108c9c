"""Running the tests of a module over each of its mutants, in processes that are forked with all libraries loaded."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest
from msgspec import Struct

from tests.code_mutants.mutate import CodeMutant

#: Of processor time that the tests of a module may take over a mutant: a loop without an end takes them.
SECONDS = 20
_PASSED = 0


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a source of ours."""

    def __init__(self, module: str, path: Path, source: str) -> None:
        self._module, self._path, self._source = module, path, source

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, str(self._path), "exec"), module.__dict__)


class _Trial(Struct, frozen=True):
    """A mutant whose tests run in a child, and until when they may."""

    mutant: CodeMutant
    child: int
    until: float


def survivors(path: Path, mutants: Iterable[CodeMutant], tests: Sequence[str]) -> Iterator[CodeMutant]:
    """The mutants that the tests do not notice; so many run at once as there are processors."""
    waiting, running, most = iter(mutants), list[_Trial](), len(os.sched_getaffinity(0))
    while True:
        running += [_begin(path, mutant, tests) for mutant in islice(waiting, most - len(running))]
        if not running:
            return
        time.sleep(0.01)
        ended = {trial.child: passed for trial in running if (passed := _passed(trial)) is not None}
        yield from (trial.mutant for trial in running if ended.get(trial.child))
        running = [trial for trial in running if trial.child not in ended]


def _begin(path: Path, mutant: CodeMutant, tests: Sequence[str]) -> _Trial:
    child = os.fork()
    if not child:
        _run(path, mutant.source, tests)
    return _Trial(mutant, child, time.monotonic() + 10 * SECONDS)


def _passed(trial: _Trial) -> bool | None:
    """Whether the tests passed over a mutant; None while they run. Those that do not end have noticed it."""
    ended, status = os.waitpid(trial.child, os.WNOHANG)
    if ended:
        return os.waitstatus_to_exitcode(status) == _PASSED
    if time.monotonic() < trial.until:
        return None
    os.kill(trial.child, signal.SIGKILL)
    os.waitpid(trial.child, 0)
    return False


def _run(path: Path, source: str, tests: Sequence[str]) -> None:
    """In the child: the tests over the changed module; ends the process."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    status = 1
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # half of a short run's time
    try:
        module = ".".join(path.with_suffix("").parts)
        sys.meta_path.insert(0, _Changed(module, path.resolve(), source))
        importlib.import_module(module)  # before pytest, which would load modules that hold doctests itself
        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
    finally:
        os._exit(status)


def load_libraries() -> None:
    """What the children would each load; nothing of the package itself."""
    for name in ("hypothesis", "lxml.etree", "msgspec", "pyoxigraph", "rdflib", "hypothesis.strategies"):
        importlib.import_module(name)
    loaded = sorted(name for name in sys.modules if name == "lod" or name.startswith("lod."))
    if loaded:
        raise RuntimeError(f"loaded too early: {loaded}")
