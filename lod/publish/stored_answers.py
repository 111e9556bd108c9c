"""What the stored queries find in the data of a build: the rows of each, for its pages and files.

Reads: the N-Triples of the whole. Writes: the rows of each query as CSV and JSON. A query that finds nothing of
what it was written for is asked about things that the data have, the likeliest first, before it counts as one that
these data do not answer.
"""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import BinaryIO

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from lod.model.errors import QueryError
from lod.model.iris import has_symbol
from lod.publish.cache import Cache, entry_name, packed
from lod.publish.cards import Card
from lod.publish.index import Index
from lod.publish.terms import hash_footprints, rests_on, term_of
from lod.query.footprint import footprint_of
from lod.query.parameters import parameters_of, set_values, values_of
from lod.query.sparql import run
from lod.query.stored import StoredQuery, stored_queries

#: Rows that a page shows.
SHOWN = 50
#: Bytes of N-Triples up to which the store of the build stands in memory, three times as large.
_IN_MEMORY = 300_000_000
#: Bytes that are loaded at a time: the engine sorts what it loads at once, and holds ten times as many bytes for it.
_STRETCH = 30_000_000
_TRIES = 8
#: Queries that are asked at once: the engine lets other threads go on, and at the end of a build one core has no work.
_AT_ONCE = 2
#: So many queries rest on nearly all lines, and looking at each line takes longer than loading those that are left out.
_MANY = 24


class RowTerm(Struct, frozen=True):
    """A term of a row as SPARQL 1.1 Query Results JSON says it; kind "" for none."""

    kind: str = ""
    value: str = ""
    language: str = ""
    datatype: str = ""


class StoredAnswer(Struct, frozen=True):
    """What a stored query finds: with which values in place of its own, columns, the first rows, how many there are."""

    name: str
    values: Mapping[str, str]
    head: tuple[str, ...]
    rows: tuple[tuple[RowTerm, ...], ...]
    count: int

    @property
    def files(self) -> tuple[str, str]:
        """The files of all rows, below the published folder."""
        return f"queries/{self.name}.csv", f"queries/{self.name}.json"


class KeptLines(Struct, frozen=True):
    """Lines that a cache holds, under some names."""

    cache: Cache
    names: tuple[str, ...]


class AnswersTask(Struct, frozen=True):
    """Where files of rows go, what IRIs begin with, and what may be asked about, by kind of values; and the whole.

    The whole is the lines of a file, and those that the cache holds under some names.
    """

    told: Path
    folder: Path
    base: str
    known: tuple[Mapping[str, str], ...]
    own: KeptLines | None = None
    asked: frozenset[str] | None = None  # the names of the queries to answer; None for all
    name: str = "queries"

    @property
    def queries(self) -> tuple[StoredQuery, ...]:
        """The queries to answer."""
        return tuple(one for one in stored_queries(self.base) if self.asked is None or one.name in self.asked)

    def lines(self) -> Iterator[bytes]:
        """The N-Triples of the whole on which the answers rest; all of them where most queries are asked."""
        queries = self.queries
        if len(queries) > _MANY:
            return self._parts()
        footprints = [footprint_of(query.text, self.base) for query in queries]
        rests = cache(lambda term: any(rests_on(one)(term) for one in footprints))
        return (line for part in self._parts() for line in part.splitlines(keepends=True) if rests(term_of(line)))

    def _parts(self) -> Iterator[bytes]:
        yield self.told.read_bytes()
        if self.own:
            yield from map(self.own.cache.held_bytes, self.own.names)


class KeptAnswer(Struct, frozen=True):
    """An answer, and the contents of its files."""

    answer: StoredAnswer
    files: tuple[bytes, bytes]


class KeptAnswers(Struct, frozen=True):
    """The answers of builds before this one, by what they were made from: each query has a name in the cache."""

    cache: Cache
    entries: Mapping[str, str]

    @classmethod
    def of(
        cls, cache: Cache, base: str, known: Sequence[Mapping[str, str]], parts: Sequence[Mapping[str, bytes]]
    ) -> "KeptAnswers":
        """The names of this build's answers: `known` may be asked about, `parts` are the hashes of all statements."""
        queries = stored_queries(base)
        rested = hash_footprints([footprint_of(query.text, base) for query in queries], parts)
        made_from = packed(known)
        pairs = zip(queries, rested, strict=True)
        return cls(cache, {q.name: entry_name("answer", base, q.name, q.text, on, made_from) for q, on in pairs})

    def load(self, folder: Path) -> dict[str, StoredAnswer]:
        """The answers that are kept; their files are written below a folder."""
        found = {name: kept for name, entry in self.entries.items() if (kept := self.cache.load(entry, KeptAnswer))}
        for kept in found.values():
            for path, content in zip(kept.answer.files, kept.files, strict=True):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        return {name: kept.answer for name, kept in found.items()}

    def keep(self, answers: Iterable[StoredAnswer], folder: Path) -> None:
        """Keep answers whose files stand below a folder."""
        for answer in answers:
            csv, json = ((folder / path).read_bytes() for path in answer.files)
            self.cache.keep(self.entries[answer.name], KeptAnswer(answer, (csv, json)))


def known_values(index: Index) -> tuple[Mapping[str, str], ...]:
    """Values that go together, by their kinds, the likeliest to find something first.

    Of a resolution its symbol, session, item, subject and whom it asks; beside them States and funds by how often they
    occur.
    """
    by_folder = {kind: _commonest(index, f"{folder}/") for kind, folder in _FOLDERS.items()}
    made = []
    for place, card in enumerate(_fullest(index)):
        others = {kind: paths[min(place, len(paths) - 1)] for kind, paths in by_folder.items() if paths}
        made.append({**others, **_of_card(card)})
    return (*made, *({"SYMBOL": symbol} for symbol in _most_cited(index)))


_FOLDERS: Mapping[str, str] = {"COUNTRY": "country", "FUND": "fund", "TYPE": "actor-type"}


def _commonest(index: Index, folder: str) -> list[str]:
    counts = {path: len(found) for path, found in index.by_path.items() if path.startswith(folder)}
    return sorted(counts, key=lambda path: (-counts[path], path))[:_TRIES]


def _most_cited(index: Index) -> list[str]:
    """Symbols of the documents that are cited most, whether their texts are here or not."""
    documents = ((path, found) for path, found in index.by_path.items() if has_symbol(path))
    cited = {path: sum(o.relation == "cites" for o in found) for path, found in documents}
    return sorted(cited, key=lambda path: (-cited[path], path))[: _TRIES // 2]


def _fullest(index: Index) -> list[Card]:
    """Resolutions with most acts and those that others cite most, in turn."""
    cited = Counter({symbol: len(index.cited_by(symbol)) for symbol in index.cards})
    full = sorted(index.cards.values(), key=lambda card: (-card.acts, card.symbol))
    named = [index.cards[symbol] for symbol, _ in sorted(cited.items(), key=lambda item: (-item[1], item[0]))]
    voted = [card for card in full if card.votes]
    turns = (card for turn in zip(full, named, voted or full, strict=False) for card in turn)
    return list({card.symbol: card for card in turns}.values())[:_TRIES]


def _of_card(card: Card) -> Mapping[str, str]:
    told = {
        "SYMBOL": card.symbol,
        "SESSION": card.session or "",
        "ITEM": card.agenda_items[0] if card.agenda_items else "",
        "ACTOR": _most_asked(card),
        "HEADING": card.subjects[0].label if card.subjects else "",
        "PLACE": "op1",
        "LANGUAGE": card.languages[0],
        "YEAR": str(card.adopted.year) if card.adopted else "",
    }
    return {kind: value for kind, value in told.items() if value}


def _most_asked(card: Card) -> str:
    """The actor whom a resolution addresses most often."""
    asked = Counter(o.path for o in card.occurrences if o.relation == "addresses" and o.path.startswith("actor/"))
    return min(asked, key=lambda path: (-asked[path], path)) if asked else ""


def answer_queries(task: AnswersTask) -> tuple[StoredAnswer, ...]:
    """The answers to all stored queries; their rows are written to the task's folder."""
    task.folder.mkdir(parents=True, exist_ok=True)
    kept, whole = task.folder / "store", task.folder / "asked.nt"
    with whole.open("wb") as out:
        out.writelines(task.lines())
    store = ox.Store() if whole.stat().st_size < _IN_MEMORY else ox.Store(str(kept))
    with whole.open("rb") as lines:
        _load(store, lines)
    whole.unlink()
    made = _answers(store, task)
    del store
    shutil.rmtree(kept, ignore_errors=True)
    return made


def _load(store: ox.Store, lines: BinaryIO) -> None:
    """Load N-Triples of ours, which are sound and have no blank nodes, stretch by stretch."""
    while stretch := lines.read(_STRETCH):
        store.bulk_load(stretch + lines.readline(), format=ox.RdfFormat.N_TRIPLES, lenient=True)


def _answers(store: ox.Store, task: AnswersTask) -> tuple[StoredAnswer, ...]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return tuple(pool.map(lambda query: _answer(query, store, task), task.queries))


def _answer(query: StoredQuery, store: ox.Store, task: AnswersTask) -> StoredAnswer:
    """The first of the ways to ask a query that finds something, else its own."""
    values, content = {}, _rows(store, query.text, task.base)
    if content.is_empty:
        for tried in _tries(query, task.known):
            found = _asked(query, store, tried, task.base)
            if found and not found.is_empty:
                values, content = tried, found
                break
    return content.answer(query.name, values, task.folder)


def _tries(query: StoredQuery, known: Sequence[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Values for what a query names, of kinds that are known, each set once.

    What it leaves open stays open, and what its very question names stays as it is.
    """
    named = [one for one in parameters_of(query) if _is_free(query, values_of(query.text, one.name))]
    seen: list[dict[str, str]] = []
    for values in known:
        tried = {one.name: values[one.kind] for one in named if one.kind in values}
        if tried and tried not in seen:
            seen.append(tried)
            yield tried


def _is_free(query: StoredQuery, terms: Sequence[str]) -> bool:
    """Whether other values may stand for those of a variable.

    >>> asked = StoredQuery("44", "What is asked of civil society?", "")
    >>> _is_free(asked, ["<https://w3id.org/unres/actor/civil-society>"]), _is_free(asked, ['"A/RES/68/230"'])
    (False, True)
    """
    words = (term.strip('<>"').rpartition("/")[2].replace("-", " ") for term in terms)
    return tuple(terms) not in ((), ("UNDEF",)) and not any(word in query.title for word in words)


def _asked(query: StoredQuery, store: ox.Store, values: Mapping[str, str], base: str) -> "_Rows | None":
    try:
        return _rows(store, set_values(query, [f"{name}={value}" for name, value in values.items()], base), base)
    except QueryError:
        return None


def _rows(store: ox.Store, text: str, base: str) -> "_Rows":
    results = run(store, text, base)
    assert isinstance(results, ox.QuerySolutions)  # stored queries give rows, a test says
    return _Rows(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")


class _Head(Struct):
    vars: list[str] = []


class _Term(Struct):
    type: str
    value: str
    language: str = msgspec.field(default="", name="xml:lang")
    datatype: str = ""


class _Bindings(Struct):
    bindings: list[dict[str, _Term]]


class _Results(Struct):
    head: _Head
    results: _Bindings


class _Rows(Struct):
    """Rows as SPARQL 1.1 Query Results JSON."""

    json: bytes

    @property
    def is_empty(self) -> bool:
        return b'"bindings":[]' in self.json[-40:]

    def answer(self, name: str, values: Mapping[str, str], folder: Path) -> StoredAnswer:
        """The answer, its rows written to files."""
        read = msgspec.json.decode(self.json, type=_Results)
        head, rows = read.head.vars, read.results.bindings
        (folder / f"{name}.json").write_bytes(self.json)
        (folder / f"{name}.csv").write_bytes(_csv(head, rows))
        shown = tuple(tuple(_cell(row.get(column)) for column in head) for row in rows[:SHOWN])
        return StoredAnswer(name, dict(values), tuple(head), shown, len(rows))


def _csv(head: Sequence[str], rows: Sequence[Mapping[str, _Term]]) -> bytes:
    """SPARQL 1.1 Query Results CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_plain(row.get(column)) for column in head] for row in rows)
    return out.getvalue().encode()


def _plain(term: _Term | None) -> str:
    return "" if term is None else f"_:{term.value}" if term.type == "bnode" else term.value


def _cell(term: _Term | None) -> RowTerm:
    return RowTerm(term.type, term.value, term.language, term.datatype) if term else RowTerm()
