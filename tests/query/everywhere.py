"""All stored queries in every engine at hand: python -m tests.query.everywhere FOLDER [--limit SECONDS] [QUERY ...]

FOLDER is a published one; its store is kept first. Each query runs as it stands over the kept store, by the command,
through the endpoint of `lod serve`, in rdflib (N-Triples in memory) and, where they are installed, in Virtuoso and in
Jena, where each query is a process of Java that takes seconds to begin. Prints the rows of each query and the seconds
of each engine, then the slowest of each engine and what gives other rows than the store; exits with 1 where there is
such. What takes longer than the limit (60 seconds) is told and proves nothing.
"""

import gzip
import multiprocessing
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import click
import rdflib
from msgspec import Struct

from lod.data.files import share
from lod.query.kept import keep_store, open_store
from lod.query.sparql import run, write_results
from lod.query.stored import StoredQuery, stored_queries
from tests.query.jena import is_installed as jena_is_installed
from tests.query.jena import jena
from tests.query.rows import Rows, asked, rows_of
from tests.query.virtuoso import is_installed as virtuoso_is_installed
from tests.query.virtuoso import virtuoso
from tests.runner import lod
from tests.samples import TESTS
from tests.serve.serving import served_by_command

#: What other engines give otherwise; the file has the reasons.
KNOWN = tomllib.loads((TESTS / "cases" / "engines.toml").read_text(encoding="utf-8"))
Engine = Callable[[StoredQuery], Rows | None]
#: Seconds that Jena may take at least, most of which go by before it reads the query.
_STARTS_IN = 60


class Answer(Struct, frozen=True):
    """What an engine gave to a query, None where it refused it or took longer than the limit, and how soon."""

    engine: str
    rows: Rows | None
    seconds: float


class Compared(Struct, frozen=True):
    """A query and its answers, that of the kept store first."""

    query: StoredQuery
    answers: tuple[Answer, ...]

    def others(self) -> Iterator[str]:
        """The engines whose rows are not those of the store: in its order where they are sorted by the same engine."""
        first, *rest = self.answers
        for answer in rest:
            free = answer.engine in ("rdflib", "Virtuoso", "Jena")  # equal rows may change places
            told = Counter(answer.rows or ()) == Counter(first.rows or ()) if free else answer.rows == first.rows
            if answer.rows is not None and not told and not self._is_known(answer.engine):
                yield answer.engine

    def _is_known(self, engine: str) -> bool:
        """Whether the cases name what an engine gives otherwise here."""
        if engine == "Virtuoso":
            return self.query.name in KNOWN["virtuoso"] | KNOWN["virtuoso_over_many"]
        return engine == "rdflib" and not self.answers[0].rows and self.query.name in KNOWN["rdflib_over_nothing"]

    def silent(self) -> Iterator[str]:
        """The engines that gave no rows."""
        return (answer.engine for answer in self.answers if answer.rows is None)

    def line(self) -> str:
        told = [f"{answer.seconds:7.2f}{'?' if answer.rows is None else ' '}" for answer in self.answers]
        return f"{self.query.name:34}{len(self.answers[0].rows or ()):7}  {' '.join(told)}  {self.verdict()}".rstrip()

    def verdict(self) -> str:
        others = [f"{name} gives other rows" for name in self.others()]
        return "; ".join([*others, *(f"{name} gives none" for name in self.silent())])


@contextmanager
def engines(folder: Path, limit: float) -> Iterator[Mapping[str, Engine]]:
    """What answers queries over a publication, by name."""
    keep_store(folder)
    with ExitStack() as stack:
        store = stack.enter_context(open_store(folder))
        address = stack.enter_context(contextmanager(served_by_command)(folder))
        found: dict[str, Engine] = {
            "store": lambda query: rows_of(write_results(run(store, query.text), "json")),
            "command": lambda query: by_command(folder, query),
            "endpoint": lambda query: asked(f"{address}/sparql", query.text, limit),
            "rdflib": in_rdflib(folder / "data" / "unres.nt.gz", limit),
        }
        if virtuoso_is_installed():
            other, _ = stack.enter_context(virtuoso(folder / "data" / "unres.nq.gz"))
            found["Virtuoso"] = lambda query: asked(other, query.text, limit)
        if jena_is_installed():
            ask = stack.enter_context(jena(folder / "data" / "unres.nq.gz"))
            found["Jena"] = lambda query: ask(query.text, max(limit, _STARTS_IN))
        yield found


def by_command(folder: Path, query: StoredQuery) -> Rows | None:
    """The query's file, asked by `lod query`."""
    told = lod("query", folder, share("site", "queries") / f"{query.name}.rq", "--format", "json")
    return rows_of(told.stdout) if told.exit_code == 0 else None


def in_rdflib(dump: Path, limit: float) -> Engine:
    """The triples in memory; each query in a process of its own, since none can be stopped within one."""
    graph = rdflib.Graph()
    with gzip.open(dump) as stream:
        graph.parse(stream, format="nt")  # type: ignore[arg-type]

    def answered(query: StoredQuery, end: Connection) -> None:
        rows = rows_of(graph.query(query.text).serialize(format="json") or b"")
        end.send([row for row in rows if any(row)])  # of GROUP BY over nothing it makes a row of nothing

    def ask(query: StoredQuery) -> Rows | None:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=answered, args=(query, theirs))
        process.start()
        theirs.close()
        try:
            return ours.recv() if ours.poll(limit) else None
        except EOFError:  # it failed, and has said why
            return None
        finally:
            process.kill()
            process.join()

    return ask


def compare(queries: Sequence[StoredQuery], asking: Mapping[str, Engine]) -> Iterator[Compared]:
    """Each query in each engine."""
    for query in queries:
        answers = []
        for name, ask in asking.items():
            start = time.monotonic()
            rows = ask(query)
            answers.append(Answer(name, rows, time.monotonic() - start))
        yield Compared(query, tuple(answers))


def slowest(compared: Sequence[Compared]) -> Iterator[str]:
    """Of each engine, its slowest query; first those that it did not answer."""
    every = [(answer, one.query.name) for one in compared for answer in one.answers]
    for engine in dict.fromkeys(answer.engine for answer, _ in every):
        answer, name = max(
            (pair for pair in every if pair[0].engine == engine),
            key=lambda pair: (pair[0].rows is None, pair[0].seconds),
        )
        yield f"slowest in {engine}: {name}, {answer.seconds:.2f} s{' without an answer' * (answer.rows is None)}"


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.argument("names", nargs=-1)
@click.option("--limit", type=float, default=60, show_default=True, help="Seconds that an answer may take.")
def main(folder: Path, names: tuple[str, ...], limit: float) -> None:
    """Compare the answers to stored queries, or to those whose names begin so."""
    queries = [query for query in stored_queries() if query.name.startswith(names or "")]
    compared = []
    with engines(folder, limit) as asking:
        click.echo(f"{'query':34}{'rows':>7}  {' '.join(f'{name:8}' for name in asking)}")
        for one in compare(queries, asking):
            click.echo(one.line())
            compared.append(one)
    click.echo("\n".join(slowest(compared)))
    wrong = [f"{one.query.name} ({name})" for one in compared for name in one.others()]
    click.echo(f"{len(compared)} queries, {len(wrong)} with other rows{': ' * bool(wrong)}{', '.join(wrong)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
