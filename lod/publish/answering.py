"""The answers to stored queries, asked while a build makes everything else: an engine is one process for long.

What no build need ask again (`lod.publish.terms`) is kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from lod.publish.cache import packed
from lod.publish.checksums import checksum
from lod.publish.corpus import Corpus
from lod.publish.index import Index
from lod.publish.pages.stored_answers import Site, answer_page, queries_json, query_list
from lod.publish.published import QUERIES_JSON
from lod.publish.result import Failure
from lod.publish.runs import ToldLines
from lod.publish.steps import Steps, alone, split_failures
from lod.publish.stored_answers import (
    AnswersTask,
    KeptAnswers,
    KeptLines,
    StoredAnswer,
    answer_queries,
    known_values,
)
from lod.publish.tasks import own_lines_of
from lod.publish.terms import hash_terms
from lod.publish.whole_files import WholeFiles
from lod.query.stored import StoredQuery, stored_queries

#: How long all stored queries may take together; 328 resolutions take four seconds.
_SECONDS = 1200.0
_FOLDER = "answers"


class Answering(Struct, frozen=True):
    """Stored queries that are being asked: the answers that are kept, and those that come."""

    steps: Steps
    corpus: Corpus
    kept: KeptAnswers
    found: Mapping[str, StoredAnswer]
    coming: Iterator[tuple[StoredAnswer, ...] | Failure]

    @classmethod
    def begin(cls, steps: Steps, corpus: Corpus, told: ToldLines) -> "Answering":
        """Ask what is not kept."""
        known = known_values(corpus.index)
        parts = [hash_terms(told.lines), *(item.terms for item in corpus.published)]
        kept = KeptAnswers.of(steps.cache, steps.base, known, parts)
        found = kept.load(steps.staging.spool / _FOLDER)
        names = frozenset(kept.entries.keys() - found.keys())
        tasks = [_task(steps, corpus, told, known, names)] if names else []
        coming = steps.told(answer_queries, tasks, "queries", lambda task: _SECONDS)
        return cls(steps, corpus, kept, found, coming)

    @property
    def used(self) -> tuple[str, ...]:
        """The names in the cache of the answers."""
        return tuple(self.kept.entries.values())

    def drop(self) -> None:
        """Wait for what was asked, and forget it: the build begins again with other resolutions."""
        for _ in self.coming:
            pass

    def put(self, whole: WholeFiles) -> list[Failure]:
        """Stage the pages of stored queries and the files of what they find, when all have been answered."""
        made, lost = split_failures(self.coming)
        new = {answer.name: answer for group in made for answer in group}
        self.kept.keep(new.values(), self.steps.staging.spool / _FOLDER)
        return [*lost, *self._put({**self.found, **new}, whole)]

    def _put(self, answers: Mapping[str, StoredAnswer], whole: WholeFiles) -> list[Failure]:
        staging = self.steps.staging
        queries = stored_queries(self.steps.base)
        for file in (file for answer in answers.values() if answer.count for file in answer.files):
            staging.put_file(file, staging.spool / _FOLDER / file)
        lost = self._put_pages(queries, answers, whole)
        told = partial(queries_json, queries, answers, staging.layout)
        return lost + alone(QUERIES_JSON, lambda: staging.put(QUERIES_JSON, told()))

    def _put_pages(
        self, queries: Sequence[StoredQuery], answers: Mapping[str, StoredAnswer], whole: WholeFiles
    ) -> list[Failure]:
        """The list of queries, and the page of each."""
        counts = {name: answer.count for name, answer in answers.items()}
        lost = whole.put_pages(
            "queries", lambda index: [("queries", query_list(queries, counts, index.base))], packed(counts)
        )
        there = frozenset(path.removesuffix(".html") for path in self.steps.staging.made if path.endswith(".html"))
        stamp = checksum("\n".join(sorted(there)).encode())
        for query in queries:
            path, answer = f"queries/{query.name}", answers.get(query.name)
            make = partial(_answer_page, path, query, answer, there.__contains__)
            lost += whole.put_pages(path, make, packed(answer), stamp)
        return lost


def _answer_page(
    path: str, query: StoredQuery, answer: StoredAnswer | None, has_page: Callable[[str], bool], index: Index
) -> list[tuple[str, str]]:
    return [(path, answer_page(query, answer, Site(index, has_page)))]


def own_names(corpus: Corpus) -> dict[str, str]:
    """The names of the lines that resolutions say of themselves; what is left of an earlier build has none."""
    made = {item.symbol: own_lines_of(item.entry) for item in corpus.published}
    return dict.fromkeys(corpus.kept, "") | made


def _task(
    steps: Steps, corpus: Corpus, told: ToldLines, known: Sequence[Mapping[str, str]], names: frozenset[str]
) -> AnswersTask:
    """The task that answers some stored queries."""
    lines = steps.staging.spool / "told.nt"
    lines.write_bytes(b"".join(told.lines))
    own = KeptLines(steps.cache, tuple(filter(None, own_names(corpus).values())))
    return AnswersTask(lines, steps.staging.spool / _FOLDER / "queries", steps.base, tuple(known), own, names)
