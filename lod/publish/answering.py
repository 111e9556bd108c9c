"""The answers to stored queries, asked while a build makes everything else: an engine is one process for long.

What no build need ask again (`lod.publish.terms`) is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from lod.publish.corpus import Corpus
from lod.publish.dumps import names_in
from lod.publish.pages.stored_answers import Site, answer_pages, queries_json
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
from lod.query.stored import stored_queries

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

    def put(self) -> list[Failure]:
        """Stage the pages of stored queries and the files of what they find, when all have been answered."""
        made, lost = split_failures(self.coming)
        new = {answer.name: answer for group in made for answer in group}
        self.kept.keep(new.values(), self.steps.staging.spool / _FOLDER)
        return [*lost, *self._put({**self.found, **new})]

    def _put(self, answers: Mapping[str, StoredAnswer]) -> list[Failure]:
        staging = self.steps.staging
        site = Site(self.corpus.index, names_in(self.corpus.things), lambda path: f"{path}.html" in staging.made)
        queries = stored_queries(self.steps.base)
        for file in (file for answer in answers.values() if answer.count for file in answer.files):
            staging.put_file(file, staging.spool / _FOLDER / file)
        lost = self.steps.put_pages("queries", lambda: answer_pages(queries, answers, site))
        told = partial(queries_json, queries, answers, staging.layout)
        return lost + alone(QUERIES_JSON, lambda: staging.put(QUERIES_JSON, told()))


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
