"""The stored queries: titles, parameters and texts, read from `site/queries/`."""

import re
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from msgspec import Struct

from lod.data.files import share
from lod.model.errors import DataError, QueryError
from lod.model.iris import DEFAULT_BASE, VOCABULARY

_Format = TypeVar("_Format", ox.QueryResultsFormat, ox.RdfFormat)

#: What begins the IRI of a thing; the vocabulary's terms begin so too, and are no things.
_BELOW_BASE = re.compile(rf"<{re.escape(DEFAULT_BASE)}(?!{re.escape(VOCABULARY.removeprefix(DEFAULT_BASE))})")


class StoredQuery(Struct, frozen=True):
    """A query of `site/queries/`: its name, its title and question, and the text that runs."""

    name: str
    title: str
    text: str


def stored_queries(base: str = DEFAULT_BASE) -> tuple[StoredQuery, ...]:
    """The queries of `site/queries/`, by name, for data below `base`; raises DataError for one without a title."""
    return tuple(_stored(path, base) for path in sorted(share("site", "queries").glob("*.rq")))


def stored_query(name: str, base: str = DEFAULT_BASE) -> StoredQuery:
    """One stored query for data below `base`; raises QueryError that names those there are."""
    queries = {query.name: query for query in stored_queries(base)}
    if name not in queries:
        raise QueryError(f"no stored query {name!r}", "query", f"one of {', '.join(queries)}")
    return queries[name]


def _stored(path: Path, base: str) -> StoredQuery:
    given = path.read_text(encoding="utf-8")
    text = _BELOW_BASE.sub(lambda _: f"<{base}", given)  # the vocabulary is the same whatever the base
    title = re.match(r"# (.+)\n", text)
    if title is None:
        raise DataError("a stored query without a title", str(path), "open it with a comment that says its question")
    return StoredQuery(path.stem, title[1], text)
