"""The pages of resolutions, things and lists, and the search: what stands as it would be made again is not made."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lod.graph.named_graphs import owning_resolution
from lod.publish.cache import packed
from lod.publish.corpus import Corpus
from lod.publish.dumps import names_in
from lod.publish.kept_pages import KeptPages
from lod.publish.pages.lists import list_makers
from lod.publish.pages.look import assets, current_look
from lod.publish.pages.search import search_things
from lod.publish.published import UNPUBLISHED
from lod.publish.result import Failure
from lod.publish.search.index import SpooledText, search_files
from lod.publish.steps import Steps, alone, split_failures
from lod.publish.tasks import (
    PageTask,
    Published,
    made_from_of_all,
    page_made_from,
    render_one,
    spool_kept_texts,
    spooled_text,
    thing_made_from,
)
from lod.publish.unpublished import unpublished_files


class Rendering(Struct, frozen=True):
    """The pages of a build on their way."""

    steps: Steps
    corpus: Corpus
    pages: KeptPages

    def run(self) -> list[Failure]:
        """Make all pages; returns what has none, by the name of its task."""
        steps, index, things = self.steps, self.corpus.index, self.corpus.things
        of_all = made_from_of_all(steps.settings, current_look())
        lost = self._render(self._tasks(of_all))
        lost += alone(UNPUBLISHED, lambda: steps.put_files(unpublished_files(index, things)))
        names = names_in(things)
        for name, make in list_makers(index, names).items():
            lost += steps.put_pages(name, make)
        lost += alone("search", lambda: self._search(names))
        steps.put_files((f"assets/{name}", content) for name, content in assets(steps.settings.theme_folder))
        return lost

    def _tasks(self, of_all: str) -> list[PageTask]:
        """What is to be made: of each resolution, and of other things in batches."""
        steps, index = self.steps, self.corpus.index
        empty = PageTask(
            steps.staging.spool / f"index-{len(self.corpus.published)}",  # a worker keeps the one that it has read
            steps.staging,
            steps.cache,
            current_look(),
            publication=steps.settings.publication,
        )
        empty.index.write_bytes(packed(index))
        things = [thing for thing in self._things() if not self._stands(thing[0], thing_made_from(*thing, of_all))]
        batches = (things[at : at + 64] for at in range(0, len(things), 64))
        made = self._unlike(self._of_resolutions(empty), of_all)
        return [*made, *(replace(empty, entities=tuple(batch)) for batch in batches)]

    def _things(self) -> list[tuple[str, bytes]]:
        """Whatever else has pages, and what the data say of it."""
        corpus = self.corpus
        others = (set(corpus.index.by_path) | set(corpus.things)) - corpus.symbols
        shown = others - corpus.index.unpublished.keys()
        paths = sorted(path for path in shown if not owning_resolution(path, corpus.symbols))
        return [(path, corpus.things.get(path, b"")) for path in paths]

    def _of_resolutions(self, empty: PageTask) -> list[PageTask]:
        """The pages of resolutions, each with what its series says of it."""
        corpus = self.corpus
        kin, chunks = corpus.kin(), {said.symbol: said.chunk for said in corpus.compared}
        parts = {symbol: one.path for one in corpus.series for symbol in one.symbols}
        return [
            replace(
                empty,
                symbol=item.symbol,
                entry=item.entry,
                chunks=tuple(told[item.symbol] for told in (chunks, corpus.answered) if item.symbol in told),
                kin=tuple(kin.get(item.symbol, ())),
                series=parts.get(item.symbol, ""),
                searched=_searched(item),
            )
            for item in corpus.published
        ]

    def _unlike(self, tasks: Iterable[PageTask], of_all: str) -> list[PageTask]:
        """The tasks of resolutions whose pages do not stand as they would be made again."""
        cards = self.corpus.index.cards
        return [
            task
            for task in tasks
            if not (
                self._stands(task.symbol, page_made_from(task, of_all))
                and spool_kept_texts(task, cards[task.symbol].languages)
            )
        ]

    def _stands(self, name: str, made_from: str) -> bool:
        """Whether the pages of a resolution or a thing stand as they would be made again."""
        page = self.pages.find(name, made_from)
        if page is not None:
            self.steps.staging.made |= page.made
            self.steps.staging.held |= page.held
        return page is not None

    def _render(self, tasks: Sequence[PageTask]) -> list[Failure]:
        """Make pages; what is lost of a batch of things is made again one by one."""
        lost = self._rendered(tasks)
        if together := [task for task in tasks if task.name in {failure.name for failure in lost} and not task.symbol]:
            singly = [replace(task, entities=(entity,)) for task in together for entity in task.entities]
            of_resolutions = [failure for failure in lost if failure.name in self.corpus.index.cards]
            return of_resolutions + self._rendered(singly)
        return lost

    def _rendered(self, tasks: Sequence[PageTask]) -> list[Failure]:
        made, lost = split_failures(self.steps.told(render_one, tasks, "pages", self.steps.limit))
        for page in (page for pages in made for page in pages):
            self.steps.staging.made |= page.made
            self.steps.staging.held |= page.held
            self.pages.add(page)
        return lost

    def _search(self, names: Mapping[str, str]) -> None:
        """The page of the search and the files that it reads."""
        texts = [
            SpooledText(item.symbol, language, str(item.card.adopted or ""), spooled_text(_searched(item), language))
            for item in self.corpus.published
            for language in item.card.languages
        ]
        self.steps.put_files(search_files(texts, search_things(self.corpus.index, names)))


def _searched(item: Published) -> Path:
    """Where the pages of a resolution leave what a search finds of it."""
    return item.spooled.with_name(f"{item.spooled.name}-search")
