"""Sources from a store: copied to a folder of this machine, of which later builds fetch what has changed."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.model.errors import SourceError
from lod.model.iris import is_path
from lod.publish.paths import find_file, locate, remove_file
from lod.publish.stores.store import Store
from lod.read.source import NOT_THERE, SIDECAR, SUFFIXES

#: What of the store stands in the folder, beside it.
_LISTING = "listing.json"


class FetchedSources(Struct, frozen=True):
    """Where the copies are, a folder or one file, and the files of the store that are no sources."""

    local: Path
    skipped: tuple[Path, ...]


def fetch_sources(store: Store, room: Path) -> FetchedSources:
    """Bring the sources of a store to a folder of `room`; raises SourceError where there are none."""
    there = store.find()
    if set(there) == {""}:
        return _fetch_file(store, room)
    wanted = {path: state for path, state in there.items() if _is_wanted(path)}
    if not any(path.lower().endswith(SUFFIXES) for path in wanted):
        mend = f"give an address below which there are {', '.join(SUFFIXES)}"
        raise SourceError("no sources there", store.address, mend)
    folder = room / "sources"
    _renew(store, folder, wanted, room / _LISTING)
    others = map(Path, sorted(there.keys() - wanted.keys()))
    return FetchedSources(folder, tuple(path for path in others if not path.name.startswith(".")))


def _fetch_file(store: Store, room: Path) -> FetchedSources:
    target = room / "sources" / store.root.rpartition("/")[2]
    store.download([("", target)])
    return FetchedSources(target, ())


def _is_wanted(path: str) -> bool:
    """Whether a build reads what is at a path: sources, and what was noted of their fetching."""
    name = path.rpartition("/")[2]
    is_read = name.lower().endswith(SUFFIXES) or name.endswith(SIDECAR) or name == NOT_THERE
    return is_read and is_path(path)


def _renew(store: Store, folder: Path, wanted: Mapping[str, str], listing: Path) -> None:
    """Fetch what has another state than when it was fetched last, and remove what is gone."""
    held = _load(listing)
    for path in held.keys() - wanted.keys():
        remove_file(folder, path)
    stands = {path for path, state in wanted.items() if held.get(path) == state and find_file(folder, path)}
    _note(listing, {path: wanted[path] for path in stands})  # should it be stopped, no half of a file counts
    store.download((path, locate(folder, path)) for path in sorted(wanted.keys() - stands))
    _note(listing, wanted)


def _note(listing: Path, states: Mapping[str, str]) -> None:
    listing.parent.mkdir(parents=True, exist_ok=True)
    listing.write_bytes(msgspec.json.encode(states, order="sorted"))


def _load(listing: Path) -> dict[str, str]:
    with suppress(FileNotFoundError, msgspec.DecodeError):
        states = msgspec.json.decode(listing.read_bytes(), type=dict[str, str])
        return {path: state for path, state in states.items() if is_path(path)}
    return {}


def nested(addresses: Iterable[str], out: str) -> str | None:
    """The first address of sources among which the output would stand, or the other way round; None for none.

    >>> nested(["s3://a/texts", "s3://b"], "s3://b/site"), nested(["s3://a/texts"], "s3://a/site")
    ('s3://b', None)
    """
    own = f"{out.rstrip('/')}/"
    given = (address.rstrip("/") for address in addresses)
    return next((one for one in given if own.startswith(f"{one}/") or f"{one}/".startswith(own)), None)
