"""Files that are made from the index of all resolutions: lists, tables of what is due, the search.

What they ask of the index is noted while they are made; where it answers as it did, they stand as they are.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from lod.publish.cache import entry_name
from lod.publish.index import Index
from lod.publish.kept_pages import KeptPages, noting
from lod.publish.result import Failure
from lod.publish.steps import Steps, alone

#: Makes (path, content) of some files from an index.
FilesMaker = Callable[[Index], Iterable[tuple[str, bytes]]]
#: Makes (path, page) of some pages.
PagesMaker = Callable[[Index], Iterable[tuple[str, str]]]


class WholeFiles(Struct, frozen=True):
    """Files of the whole on their way; `of_all` names what every page is made from, but for templates."""

    steps: Steps
    pages: KeptPages
    index: Index
    of_all: str

    def put(self, name: str, make: FilesMaker, *told: str | bytes) -> list[Failure]:
        """Stage what is made from the index and from what is `told`, unless it stands; returns why there is nothing."""
        return alone(name, lambda: self._put(f"all {name}", make, told))  # no path has a space

    def put_pages(self, name: str, make: PagesMaker, *told: str | bytes) -> list[Failure]:
        """The same of pages."""
        return self.put(name, lambda index: ((f"{path}.html", page.encode()) for path, page in make(index)), *told)

    def _put(self, name: str, make: FilesMaker, told: Iterable[str | bytes]) -> None:
        staging = self.steps.staging
        page = self.pages.find(name, entry_name(name, self.of_all, *told))
        if page is None:
            own = staging.fork()
            with noting(self.index) as noted:
                for path, content in make(noted.index):
                    own.put(path, content)
            page = noted.made(name, own)
            self.pages.add(page)
        staging.made |= page.made
