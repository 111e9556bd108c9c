"""Sources and output of `lod build` in an object store: copies of them on this machine, and what is sent back."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from lod.cli.options import tell
from lod.model.iris import slug

if TYPE_CHECKING:
    from lod.publish.stores.publication import Stored
    from lod.publish.stores.store import Store


class Place(click.ParamType):  # type: ignore[type-arg]  # older releases have no argument
    """A path of this machine, or the address of a place in a store."""

    name = "path"

    def __init__(self, is_folder: bool = False) -> None:
        self._is_folder = is_folder  # what is there must be none but a folder

    def convert(
        self, value: "str | Path", parameter: click.Parameter | None, context: click.Context | None
    ) -> "Path | Address":
        from lod.publish.stores.store import is_address

        if isinstance(value, str) and is_address(value):
            return Address(value)
        if self._is_folder and Path(value).is_file():
            self.fail(f"{click.format_filename(value)} is a file.", parameter, context)
        return Path(value)


class Address(msgspec.Struct, frozen=True):
    """The address of a place in a store, such as "s3://bucket/texts"."""

    text: str

    def room(self, folder: Path) -> Path:
        """Where on this machine what belongs to it is kept; a hash tells addresses apart that look alike."""
        digest = hashlib.sha256(self.text.rstrip("/").encode()).hexdigest()[:8]
        return folder / f"{slug(self.text.replace('/', '-').replace(':', ''))[:60]}-{digest}"


class AtHand(msgspec.Struct, frozen=True):
    """Sources, folder to fill and cache on this machine, and where the latter are sent, if anywhere."""

    sources: tuple[Path, ...]
    out: Path
    names: Mapping[str, str]  # addresses by the paths that stand for them
    cache: Path | None = None  # that somebody gave
    target: "Target | None" = None
    kept: "KeptThere | None" = None

    def named(self, words: str) -> str:
        """What a person is told: with addresses in the place of the copies."""
        for path, address in self.names.items():
            words = words.replace(path, address)
        return words


class KeptThere(msgspec.Struct, frozen=True):
    """A cache's place in a store, its copy here, and the checksums of what was there before the build."""

    store: "Store"
    copy: Path
    before: dict[str, str]

    def send(self) -> None:
        """Bring the store up to date."""
        from lod.publish.stores.cache import send_cache

        sent = send_cache(self.store, self.copy, self.before)
        tell(f"{self.store.address}: {sent.uploaded} entries uploaded, {sent.removed} removed")


class Target(msgspec.Struct, frozen=True):
    """A folder's place in a store, and what was there before the build."""

    store: "Store"
    before: "Stored"

    def send(self, folder: Path) -> None:
        """Bring the store up to date, and say what was done."""
        from lod.publish.stores.publication import send_published

        sent = send_published(self.store, folder, self.before)
        tell(f"{self.store.address}: {sent.uploaded} files uploaded, {sent.removed} removed")


@contextmanager
def at_hand(
    sources: Sequence[Path | Address], out: Path | Address, cache: Path | Address | None, folder: Path
) -> Iterator[AtHand]:
    """Copies of what stands in stores, below a folder; held until the block ends, so that nobody else changes them."""
    from lod.publish.lock import locked

    _check(sources, out, cache)
    with ExitStack() as held:
        for place in dict.fromkeys((*sources, out, cache)):
            if isinstance(place, Address):
                room = place.room(folder)
                room.mkdir(parents=True, exist_ok=True)
                held.enter_context(locked(room))
        names: dict[str, str] = {}
        local = tuple(_fetched(source, folder, names) for source in sources)
        kept = _kept(cache, folder) if isinstance(cache, Address) else None
        own = kept.copy if kept else cache if isinstance(cache, Path) else None
        here, target = out, None
        if isinstance(out, Address):
            here = out.room(folder) / "site"
            names[str(here)] = out.text
            target = _target(out, here)
        assert isinstance(here, Path)
        yield AtHand(local, here, names, own, target, kept)


def _check(sources: Sequence[Path | Address], out: Path | Address, cache: Path | Address | None) -> None:
    """No place may stand in another, where its files would count as the other's."""
    from lod.publish.stores.sources import nested

    before = [source.text for source in sources if isinstance(source, Address)]  # which may stand in each other
    for place in (out, cache):
        if isinstance(place, Address):
            if one := nested(before, place.text):
                raise click.UsageError(f"{place.text} and {one} stand one in the other; give places beside each other")
            before.append(place.text)


def _fetched(source: Path | Address, folder: Path, names: dict[str, str]) -> Path:
    if isinstance(source, Path):
        return source
    from lod.publish.stores.sources import fetch_sources
    from lod.publish.stores.store import reach_store
    from lod.read.files import skipped_line

    found = fetch_sources(reach_store(source.text), source.room(folder))
    names[str(found.local)] = source.text
    if skipped := skipped_line(found.skipped):
        tell(f"{source.text}: {skipped}")
    return found.local


def _kept(cache: Address, folder: Path) -> KeptThere:
    from lod.publish.stores.cache import fetch_cache
    from lod.publish.stores.store import reach_store

    store, copy = reach_store(cache.text), cache.room(folder) / "cache"
    return KeptThere(store, copy, fetch_cache(store, copy))


def _target(out: Address, here: Path) -> Target:
    from lod.publish.stores.publication import fetch_published
    from lod.publish.stores.store import reach_store

    here.mkdir(parents=True, exist_ok=True)
    store = reach_store(out.text)
    return Target(store, fetch_published(store, here))
