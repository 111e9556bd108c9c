"""The edition of a published folder that is served: its store, held, and what the server knows of its data.

A build may put another publication in the folder's place while it is served. Who serves looks at the dump now and
then, and opens another edition when it has changed.
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from lod.model.errors import SourceError
from lod.publish.published import published_base
from lod.query.kept import dump_of, hold_store, is_large, keep_apart
from lod.query.sparql import base_of
from lod.serve.worker import WorkData


class Edition(Struct, frozen=True):
    """The data, the state of the dump's file when it was opened, the named graphs, and what lets go of the store."""

    data: WorkData
    state: tuple[int, ...]
    graphs: Callable[[], tuple[str, ...]]
    close: Callable[[], None]

    def is_stale(self) -> bool:
        """Whether the folder holds another dump now; none at all is no other."""
        now = dump_state(Path(self.data.store.source))
        return now not in ((), self.state)


async def open_next(folder: Path, served: Edition) -> Edition:
    """The edition that stands in a folder now; its store is made by another process. Raises SourceError, OSError.

    Where no store can be kept, one that is kept is served on; else the data are loaded by each worker.
    """
    apart = await asyncio.to_thread(is_large, folder)
    try:
        if apart:
            await keep_apart(folder)
    except SourceError:
        if served.data.store.folder:
            raise
        apart = False
    return await asyncio.to_thread(open_edition, folder, not apart)


def open_edition(folder: Path, build: bool = True) -> Edition:
    """The edition that stands in a folder; its store is made here where there is none and `build` says so.

    Where no store can be kept the data are loaded by each worker. Raises SourceError.
    """
    state = dump_state(folder)
    with ExitStack() as stack:
        held = stack.enter_context(hold_store(folder, build))

        @cache
        def graphs() -> tuple[str, ...]:
            return tuple(sorted(graph.value for graph in held.open().named_graphs() if isinstance(graph, ox.NamedNode)))

        try:
            base = published_base(folder)
        except SourceError:  # a dump alone
            base = base_of(held.open())
        return Edition(WorkData(held, base), state, graphs, stack.pop_all().close)


def dump_state(folder: Path) -> tuple[int, ...]:
    """What tells that a dump is another file, or was written again; () where there is none."""
    try:
        told = os.stat(dump_of(folder))
    except OSError:
        return ()
    return told.st_ino, told.st_size, told.st_mtime_ns
