"""Words of paragraphs, notes and titles, found by an index, so that a query need not read every text for them.

SPARQL has CONTAINS and REGEX, which look at every text of the data each time. Here an index of SQLite (FTS5) stands in
the kept store, made with it; of data that are loaded into memory it is made when it is asked for. What it finds goes
into a query as `VALUES ?hit {}`, or `VALUES (?hit ?rank) {}`, where the query has these with nothing in them.
Cases and accents make no difference; "two words" in quotes stand beside each other; "develop*" finds what begins so.
"""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from lod.model.errors import QueryError
from lod.query.sparql import run

#: The index, in the folder of a kept store.
INDEX_FILE = "words.sqlite"
#: Hits that go into a query where nobody says how many.
USUAL_HITS = 1000
#: What is asked where only words are given.
HITS_QUERY = """
SELECT ?hit ?symbol (SAMPLE(?words) AS ?text) WHERE {
  VALUES (?hit ?rank) {}
  { ?hit unr:text ?words } UNION { ?hit dct:title ?words }
  { ?hit unr:inResolution/unr:symbol ?symbol } UNION { ?hit a unr:Resolution ; unr:symbol ?symbol }
} GROUP BY ?hit ?symbol ?rank ORDER BY ?rank
"""
_TEXTS = """
SELECT ?about ?text {
  { ?about unr:text ?text } UNION { ?about a unr:Resolution ; dct:title ?text }
} ORDER BY ?about ?text
"""
_TABLE = """
CREATE VIRTUAL TABLE words USING fts5(text, about UNINDEXED, tokenize = "unicode61 remove_diacritics 2");
"""
_PLACE = re.compile(r"(?i)\bVALUES\s*(\?hit|\(\s*\?hit\s+\?rank\s*\))\s*\{\s*\}")


def write_index(store: ox.Store, file: Path | None) -> sqlite3.Connection:
    """The index of a store's texts, in a file or in memory."""
    made = sqlite3.connect(file or ":memory:")
    made.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLE}")
    rows = ((row["text"].value, row["about"].value) for row in run(store, _TEXTS))  # type: ignore[union-attr]
    made.executemany("INSERT INTO words (text, about) VALUES (?, ?)", rows)
    made.execute("INSERT INTO words (words) VALUES ('optimize')")
    made.commit()
    return made


def find_hits(store: ox.Store, words: str, most: int = USUAL_HITS, folder: Path | None = None) -> tuple[str, ...]:
    """The IRIs of paragraphs, notes and resolutions that hold all the words, best first.

    `folder` is that of a kept store. Raises QueryError for no words.
    """
    asked = index_query(words)
    kept = folder / INDEX_FILE if folder else None
    index = _open_index(kept) if kept and kept.is_file() else write_index(store, None)
    with closing(index):
        found = index.execute("SELECT about FROM words WHERE words MATCH ? ORDER BY rank, about", (asked,))
        distinct = dict.fromkeys(about for (about,) in found)
    return tuple(islice(distinct, most))


def _open_index(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def index_query(words: str) -> str:
    """Words as the index is asked for them: all of them, those in quotes beside each other; raises QueryError.

    >>> index_query('develop* "clean water" (aids)')
    '"develop" * AND "clean water" AND "aids"'
    """
    asked = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words):
        plain = " ".join(re.findall(r"[^\W_]+", phrase or word))
        if plain:
            asked.append(f'"{plain}"{" *" if word.endswith("*") else ""}')
    if not asked:
        raise QueryError(f"{words[:100]!r} holds no words", "--words", 'give words, as in --words "clean water"')
    return " AND ".join(asked)


def with_hits(query: str, hits: Sequence[str]) -> str:
    """A query with hits where it has an empty VALUES block for them; raises QueryError where it has none.

    >>> with_hits("ASK { VALUES (?hit ?rank) {} ?hit ?p ?o }", ["urn:a"])
    'ASK { VALUES (?hit ?rank) { (<urn:a> 1) } ?hit ?p ?o }'
    """

    def filled(found: re.Match[str]) -> str:
        ranked = found[1].startswith("(")
        named = [(str(ox.NamedNode(iri)), rank) for rank, iri in enumerate(hits, 1)]
        rows = " ".join(f"({iri} {rank})" if ranked else iri for iri, rank in named)
        return f"VALUES {found[1]} {{ {rows} }}"

    made, count = _PLACE.subn(filled, query)
    if not count:
        mend = "write VALUES ?hit {} or VALUES (?hit ?rank) {} where the hits shall stand"
        raise QueryError("the query has no place for what is found", "--words", mend)
    return made
