"""The pages of resolutions, things and lists, and the search: what stands as it would be made again is not made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lod.graph.named_graphs import owning_resolution
from lod.publish.corpus import Corpus
from lod.publish.kept_pages import KeptPages, PageMade
from lod.publish.page_tasks import (
    PageTask,
    ThingTask,
    data_made_from,
    data_of,
    made_from_of_data,
    mandates_of,
    page_made_from,
    render_one,
    sheet_made_from,
    spool_kept_texts,
    spooled_text,
    thing_made_from,
)
from lod.publish.pages.lists import list_makers
from lod.publish.pages.look import assets, current_look
from lod.publish.pages.search import search_things
from lod.publish.published import UNPUBLISHED
from lod.publish.result import Failure
from lod.publish.search.index import SpooledText, search_files
from lod.publish.steps import Steps, split_failures
from lod.publish.stored_index import store_index
from lod.publish.tasks import Published, text_of
from lod.publish.unpublished import unpublished_files
from lod.publish.whole_files import WholeFiles

#: Makes something of the whole; returns what could not be made.
Maker = Callable[[], list[Failure]]


class Rendering(Struct, frozen=True):
    """The pages of a build on their way."""

    steps: Steps
    corpus: Corpus
    whole: WholeFiles

    @property
    def pages(self) -> KeptPages:
        """What need not be made again."""
        return self.whole.pages

    def run(self, meanwhile: Iterable[Maker]) -> list[Failure]:
        """Make all pages; returns what has none, by the name of its task.

        This process makes the lists, and what is to be made `meanwhile`, while others make the pages.
        """
        steps, tasks = self.steps, self._tasks()
        coming = self._begun(tasks)
        lost = []
        for make in chain(self._lists(), meanwhile):
            lost += make()
            steps.mapper.advance()
        lost += self._render(tasks, coming)
        lost += self._search()
        steps.put_files((f"assets/{name}", content) for name, content in assets(steps.settings.theme_folder))
        return lost

    def _lists(self) -> Iterator[Maker]:
        """What makes the lists of things, with pages and without."""
        index, things = self.corpus.index, self.corpus.things
        bare = {path: things[path] for path in sorted(index.unpublished)}
        yield lambda: self.whole.put(UNPUBLISHED, lambda index: unpublished_files(index.base, bare), *bare.values())
        for name, make in list_makers(index).items():
            yield partial(self.whole.put_pages, name, make)

    def _tasks(self) -> list[PageTask]:
        """What is to be made: of each resolution, and of other things in batches."""
        steps, index, of_data = self.steps, self.corpus.index, made_from_of_data(self.steps.settings)
        empty = PageTask(
            store_index(index, steps.staging.spool),
            index.base,
            steps.staging.fork(),  # what was made so far need not go to each worker
            steps.cache,
            current_look(),
            publication=steps.settings.publication,
        )
        made = [task for task in self._of_resolutions(empty, of_data) if task.is_needed]
        things = [thing for thing in self._things(of_data) if thing.pages or thing.data]
        batches = (things[at : at + 64] for at in range(0, len(things), 64))
        return [*made, *(replace(empty, things=tuple(batch)) for batch in batches)]

    def _things(self, of_data: str) -> Iterator[ThingTask]:
        """Whatever else has pages, and what of it is to be made."""
        corpus = self.corpus
        others = (set(corpus.index.by_path) | set(corpus.things)) - corpus.symbols
        shown = others - corpus.index.unpublished.keys()
        for path in sorted(path for path in shown if not owning_resolution(path, corpus.symbols)):
            lines = corpus.things.get(path, b"")
            pages = self._stands(path, thing_made_from(path, lines, self.whole.of_all))
            data = self._stands(data_of(path), thing_made_from(path, lines, of_data))
            yield ThingTask(path, lines, not pages, not data)

    def _of_resolutions(self, empty: PageTask, of_data: str) -> Iterator[PageTask]:
        """The tasks of resolutions, each with what its series says of it, and what is to be made."""
        corpus = self.corpus
        kin, chunks = corpus.kin(), {said.symbol: said.chunk for said in corpus.compared}
        parts = {symbol: one.path for one in corpus.series for symbol in one.symbols}
        for item in corpus.published:
            task = replace(
                empty,
                symbol=item.symbol,
                entry=item.entry,
                chunks=tuple(told[item.symbol] for told in (chunks, corpus.answered) if item.symbol in told),
                kin=tuple(kin.get(item.symbol, ())),
                series=parts.get(item.symbol, ""),
                searched=_searched(item),
            )
            pages = self._stands(item.symbol, page_made_from(task, self.whole.of_all))
            pages = pages and spool_kept_texts(task, item.card.languages)
            sheet = self._stands(mandates_of(item.symbol), sheet_made_from(task, self.whole.of_all))
            data = self._stands(data_of(item.symbol), data_made_from(task, of_data))
            yield replace(task, pages=not pages, sheet=not sheet, data=not data)

    def _stands(self, name: str, made_from: str) -> bool:
        """Whether what is made under a name stands as it would be made again."""
        page = self.pages.find(name, made_from)
        if page is not None:
            self.steps.staging.made |= page.made
            self.steps.staging.held |= page.held
        return page is not None

    def _render(self, tasks: Sequence[PageTask], coming: Iterator[list[PageMade] | Failure]) -> list[Failure]:
        """Take the pages that come of tasks; what is lost of a batch of things is made again one by one."""
        lost = self._rendered(coming)
        if together := [task for task in tasks if task.name in {failure.name for failure in lost} and not task.symbol]:
            singly = [replace(task, things=(thing,)) for task in together for thing in task.things]
            of_resolutions = [failure for failure in lost if failure.name in self.corpus.index.cards]
            return of_resolutions + self._rendered(self._begun(singly))
        return lost

    def _begun(self, tasks: Sequence[PageTask]) -> Iterator[list[PageMade] | Failure]:
        """The pages that come of tasks, which begin now."""
        return self.steps.told(render_one, tasks, "pages", self.steps.limit)

    def _rendered(self, coming: Iterable[list[PageMade] | Failure]) -> list[Failure]:
        made, lost = split_failures(coming)
        for page in (page for pages in made for page in pages):
            self.steps.staging.made |= page.made
            self.steps.staging.held |= page.held
            self.pages.add(page)
        return lost

    def _search(self) -> list[Failure]:
        """The files that the search reads."""
        readings = [(item, language) for item in self.corpus.published for language in item.card.languages]
        texts = [
            SpooledText(item.symbol, language, str(item.card.adopted or ""), spooled_text(_searched(item), language))
            for item, language in readings
        ]
        of_texts = (text_of(item.entry, language) for item, language in readings)
        return self.whole.put("search files", lambda index: search_files(texts, search_things(index)), *of_texts)


def _searched(item: Published) -> Path:
    """Where the pages of a resolution leave what a search finds of it."""
    return item.spooled.with_name(f"{item.spooled.name}-search")
