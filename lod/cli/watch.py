"""Doing something at each change of files: what `lod build --watch` does while somebody edits texts, rules or a theme.

Each time it is done in a fork of this process, which has the modules and none of the tables: so rules and templates are
read anew, and nothing is imported twice. Where the code of the package changed, the command starts anew.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click

from lod.cli.options import errors_told, tell
from lod.data.files import PACKAGE, data, share
from lod.model.errors import UnresError

#: Milliseconds between looks at what the system told of changes: what an editor does to save is one change.
_LOOK = 100


def at_each_change(work: Callable[[], None], watched: Iterable[Path], made: Iterable[Path]) -> None:
    """Do it now, and whenever something of `watched` changes that is not below `made`; returns when it is stopped.

    `watched` are files and folders; those that come with the package (rules, shapes, templates) are watched besides.
    """
    try:
        from watchfiles import DefaultFilter, watch
    except ImportError:
        raise UnresError("nothing can watch files", "--watch", "pip install 'unres[watch]'") from None
    own = (data(), *map(share, ("ontology", "shapes", "site")))
    of_interest = [path.resolve() for path in (*watched, *own, *PACKAGE.glob("*"))]
    passed_over = DefaultFilter(ignore_paths=[path.resolve() for path in made])

    def is_of_interest(change: object, path: str) -> bool:
        here = Path(path)
        return passed_over(change, path) and any(here.is_relative_to(wanted) for wanted in of_interest)  # type: ignore[arg-type]

    folders = {path if path.is_dir() else path.parent for path in of_interest}
    started = False
    # a timeout yields nothing: the first says that all is watched, so that no change is missed while we work
    for changes in watch(
        *folders,
        watch_filter=is_of_interest,
        debounce=_LOOK,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if any(path.endswith(".py") for _, path in changes):
            os.execv(sys.executable, sys.orig_argv)
        if changes or not started:
            started = True
            _do(work, [path for _, path in changes])


def _do(work: Callable[[], None], changed: list[str]) -> None:
    if changed:
        tell(f"changed: {', '.join(_shown(changed))}")
    child = os.fork()
    if not child:
        os._exit(_status(work))
    try:
        os.waitpid(child, 0)
    except BaseException:  # we are to stop, and so is it, if it has not ended meanwhile
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
        raise


def _status(work: Callable[[], None]) -> int:
    """The exit status of the work, all it says being told."""
    try:
        with errors_told():
            work()
    except SystemExit as ended:
        return int(ended.code or 0)
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _shown(changed: list[str]) -> Iterator[str]:
    """The names of a few changed files, and how many more there are."""
    names = sorted({os.path.basename(path) for path in changed})
    yield from names[:3]
    if len(names) > 3:
        yield f"{len(names) - 3} more"
