"""The index of all resolutions in a file (SQLite), of which a process reads what its pages ask.

Writes and reads: one table for each of the index's own, its values packed by key. A page asks for a hundred of them,
and a worker that held all would hold as much as the process that made them.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints
from urllib.parse import quote

from lod.publish.cache import packed, unpacked
from lod.publish.index import Index

Value = TypeVar("Value")

#: The kinds of values of the index's tables.
_KINDS: Mapping[str, Any] = {name: get_args(hint)[1] for name, hint in get_type_hints(Index).items() if hint is not str}
#: Values of a table that a process holds, those of its last pages (cards weigh most, 40 KB each), and keys.
_VALUES, _KEYS = 1024, 16_384


def store_index(index: Index, folder: Path) -> Path:
    """Write an index into a new file of a folder; returns the path, of which no process holds another one."""
    opened, name = tempfile.mkstemp(prefix="index-", dir=folder)
    os.close(opened)
    file = Path(name)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # a build that ends here writes another
        database.execute("PRAGMA synchronous = OFF")
        for name in _KINDS:
            database.execute(f"CREATE TABLE {name} (place INTEGER PRIMARY KEY, key TEXT UNIQUE, value BLOB)")
            database.execute("BEGIN")
            rows = ((key, packed(value)) for key, value in getattr(index, name).items())
            database.executemany(f"INSERT INTO {name} (key, value) VALUES (?, ?)", rows)
            database.execute("COMMIT")
    return file


@cache
def open_index(file: Path, base: str) -> Index:
    """An index that was written, opened once by each process."""
    address = f"file:{quote(str(file))}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True, check_same_thread=False)
    tables: dict[str, Any] = {name: _StoredTable(database, name, kind) for name, kind in _KINDS.items()}
    return Index(base=base, **tables)


class _StoredTable(Mapping[str, Value]):
    """A table of an index in a file, in the order in which it was written."""

    def __init__(self, database: sqlite3.Connection, name: str, kind: Any) -> None:
        self._database, self._name, self._kind = database, name, kind
        self._value, self._known = lru_cache(_VALUES)(self._read), lru_cache(_KEYS)(self._has)

    def __getitem__(self, key: str) -> Value:
        return self._value(key)

    def _read(self, key: str) -> Value:
        found = self._database.execute(f"SELECT value FROM {self._name} WHERE key = ?", (key,)).fetchone()
        if found is None:
            raise KeyError(key)
        value: Value = unpacked(found[0], self._kind)
        return value

    def __contains__(self, key: object) -> bool:
        return self._known(key)

    def _has(self, key: object) -> bool:
        return self._database.execute(f"SELECT 1 FROM {self._name} WHERE key = ?", (key,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._database.execute(f"SELECT key FROM {self._name} ORDER BY place"))

    def __len__(self) -> int:
        (count,) = self._database.execute(f"SELECT count(*) FROM {self._name}").fetchone()
        return int(count)
