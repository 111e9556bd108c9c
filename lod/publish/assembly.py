"""Files of the whole, put together from what was packed of each run: dumps, parts for browsers, rows of tables.

All are written in one pass over the runs, one of which is in memory at a time.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from lod.publish.cache import Cache
from lod.publish.packing import GZIP, PackedRun, dump_names, turtle_head
from lod.publish.parts import DataPart, PartFiles, WrittenParts
from lod.publish.pieces import PackedPiece, PiecedFile, pack
from lod.publish.tables.columns import TABLES
from lod.publish.tables.files import heading
from lod.publish.tables.rows import Counted

DUMPS, ROWS = "dumps", "tables"


class AssembleTask(Struct, frozen=True):
    """The names of packed runs in their order, and the folder below which files go."""

    cache: Cache
    entries: tuple[str, ...]
    folder: Path
    prefixes: tuple[tuple[str, str], ...]
    parts: tuple[DataPart, ...]
    name: str = "unres.nq.gz"  # without which there is no publication


class Assembled(Struct, frozen=True):
    """What was put together: dumps and parts, what stands in them, and why a dump could not be written, by name."""

    dumps: tuple[Path, ...]
    parts: WrittenParts
    counted: Counted
    triples: int
    faults: Mapping[str, str]


def assemble(task: AssembleTask) -> Assembled:
    """Put everything together."""
    counts = Counter[str](), Counter[str]()
    triples = 0
    with ExitStack() as stack:
        dumps = _Dumps(task, stack)
        parts = PartFiles(task.folder, task.parts, stack)
        rows = _Rows(task.folder / ROWS, stack)
        for entry in task.entries:
            run = task.cache.held(entry, PackedRun)
            dumps.add(run)
            parts.add(run.graphs, run.statements)
            rows.add(run.rows)
            counts[0].update(run.counted.classes)
            counts[1].update(run.counted.properties)
            triples += sum(run.statements.values())
            if run.faults:  # the next build tries again
                task.cache.forget(entry)
        dumps.close()
    return Assembled(dumps.made(), parts.written(), Counted(*map(dict, counts)), triples, dumps.faults)


class _Dumps:
    """All dumps on their way."""

    def __init__(self, task: AssembleTask, stack: ExitStack) -> None:
        folder = task.folder / DUMPS
        folder.mkdir(parents=True, exist_ok=True)
        self.faults: dict[str, str] = {}
        self._paths = {name: folder / f"unres.{name}" for name in dump_names()}
        self._out: dict[str, PiecedFile | _Members] = {name: _opened(path) for name, path in self._paths.items()}
        for out in self._out.values():
            stack.enter_context(out)
        self._write(_TURTLE, pack(turtle_head(dict(task.prefixes))))
        self._write(_JSON_LD, pack(b"["))
        self._before: dict[str, PackedPiece] = {}  # what stands between this run and the next

    def add(self, run: PackedRun) -> None:
        """Write a run behind those before it."""
        self.faults |= {f"unres.{name}": why for name, why in run.faults.items()}
        for name, piece in run.dumps.items():
            if piece.size:
                self._write(name, self._before.pop(name, _NONE))
                self._write(name, piece)
                if name == _JSON_LD:
                    self._before[name] = _COMMA

    def close(self) -> None:
        """Write what stands behind all runs."""
        self._write(_JSON_LD, _END)

    def made(self) -> tuple[Path, ...]:
        """The dumps that are whole; others go."""
        lost = {path for path in self._paths.values() if path.name in self.faults}
        for path in lost:
            path.unlink()
        return tuple(path for path in self._paths.values() if path not in lost)

    def _write(self, name: str, piece: PackedPiece) -> None:
        self._out[name].add(piece)


class _Members:
    """A file of whole members."""

    def __init__(self, target: Path) -> None:
        self._out = target.open("wb")

    def add(self, piece: PackedPiece) -> None:
        self._out.write(piece.packed)

    def __enter__(self) -> "_Members":
        return self

    def __exit__(self, *fault: object) -> None:
        self._out.close()


def _opened(path: Path) -> PiecedFile | _Members:
    return PiecedFile(path) if path.suffix == GZIP else _Members(path)


_TURTLE, _JSON_LD = f"ttl{GZIP}", f"jsonld{GZIP}"
_NONE, _COMMA, _END = pack(b""), pack(b","), pack(b"]")


class _Rows:
    """The CSV files of all tables on their way."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        paths = {table.name: folder / f"{table.name}.csv" for table in TABLES}
        self._out = {name: stack.enter_context(path.open("wb")) for name, path in paths.items()}
        for table in TABLES:
            self._out[table.name].write(heading(table))

    def add(self, rows: Mapping[str, bytes]) -> None:
        """Write the rows of a run behind those before it."""
        for name, content in rows.items():
            self._out[name].write(content)
