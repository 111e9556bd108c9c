"""Running the tests of a module over each of its mutants, in processes that are forked with all libraries loaded."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from tests.code_mutants.mutate import CodeMutant

SECONDS = 60
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


def survives(path: Path, mutant: CodeMutant, tests: Sequence[str]) -> bool:
    """Whether the tests pass over a mutant; one that they do not end over is noticed."""
    child = os.fork()
    if not child:
        _run(path, mutant.source, tests)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == _PASSED
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _run(path: Path, source: str, tests: Sequence[str]) -> None:
    """In the child: the tests over the changed module; ends the process."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    status = 1
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


def survivors(path: Path, mutants: Sequence[CodeMutant], tests: Sequence[str]) -> Iterator[CodeMutant]:
    """The mutants that the tests do not notice."""
    return (mutant for mutant in mutants if survives(path, mutant, tests))
