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

    def convert(
        self, value: "str | Path", parameter: click.Parameter | None, context: click.Context | None
    ) -> "Path | Address":
        from lod.publish.stores.store import is_address

        return Address(value) if isinstance(value, str) and is_address(value) else Path(value)


class Address(msgspec.Struct, frozen=True):
    """The address of a place in a store, such as "s3://bucket/texts"."""

    text: str

    def room(self, folder: Path) -> Path:
        """Where on this machine what belongs to it is kept; a hash tells addresses apart that look alike."""
        digest = hashlib.sha256(self.text.rstrip("/").encode()).hexdigest()[:8]
        return folder / f"{slug(self.text.replace('/', '-').replace(':', ''))}-{digest}"


class AtHand(msgspec.Struct, frozen=True):
    """Sources and folder to fill on this machine, and where the folder is sent, if anywhere."""

    sources: tuple[Path, ...]
    out: Path
    names: Mapping[str, str]  # addresses by the paths that stand for them
    target: "Target | None" = None

    def named(self, words: str) -> str:
        """What a person is told: with addresses in the place of the copies."""
        for path, address in self.names.items():
            words = words.replace(path, address)
        return words


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
def at_hand(sources: Sequence[Path | Address], out: Path | Address, folder: Path) -> Iterator[AtHand]:
    """Copies of what stands in stores, below a folder; held until the block ends, so that nobody else changes them."""
    from lod.publish.lock import locked

    _check(sources, out)
    with ExitStack() as held:
        for place in dict.fromkeys((*sources, out)):
            if isinstance(place, Address):
                room = place.room(folder)
                room.mkdir(parents=True, exist_ok=True)
                held.enter_context(locked(room))
        names: dict[str, str] = {}
        local = tuple(_fetched(source, folder, names) for source in sources)
        if isinstance(out, Path):
            yield AtHand(local, out, names)
            return
        here = out.room(folder) / "site"
        names[str(here)] = out.text
        yield AtHand(local, here, names, _target(out, here))


def _check(sources: Sequence[Path | Address], out: Path | Address) -> None:
    from lod.publish.stores.sources import nested

    addresses = [source.text for source in sources if isinstance(source, Address)]
    if isinstance(out, Address) and (one := nested(addresses, out.text)):
        raise click.UsageError(f"{out.text} and {one} stand one in the other; give places beside each other")


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


def _target(out: Address, here: Path) -> Target:
    from lod.publish.stores.publication import fetch_published
    from lod.publish.stores.store import reach_store

    here.mkdir(parents=True, exist_ok=True)
    store = reach_store(out.text)
    return Target(store, fetch_published(store, here))
