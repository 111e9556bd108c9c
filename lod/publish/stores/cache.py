"""The cache of a build in a store: brought here before a build, and sent back after it.

Each entry carries its own checksum, and one that is damaged counts as none: so entries may come and go one by one, and
others may send theirs meanwhile. A list in the store tells the checksums, so that an entry is fetched or sent where its
content is another.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from lod.model.iris import is_path
from lod.publish.paths import find_file, locate
from lod.publish.stores.publication import Sent
from lod.publish.stores.store import Store

_LISTING = "listing.json"
_SUM = 32  # bytes of an entry's checksum, with which it begins


def fetch_cache(store: Store, folder: Path) -> dict[str, str]:
    """Bring the entries here that this machine lacks or has otherwise; gives what the store has, by path."""
    there = store.find().keys()
    listed = {path: sum_ for path, sum_ in _listed(store).items() if path in there}
    folder.mkdir(parents=True, exist_ok=True)
    lacking = sorted(path for path, sum_ in listed.items() if _sum(folder, path) != sum_)
    store.download((path, locate(folder, path)) for path in lacking)
    return {path: listed.get(path, "") for path in there - {_LISTING}}


def send_cache(store: Store, folder: Path, before: dict[str, str]) -> Sent:
    """Send the entries that a store lacks or has otherwise, and remove those that this machine has no longer."""
    files = (path.relative_to(folder).as_posix() for path in folder.glob("*/*"))
    now = {path: sum_ for path in files if (sum_ := _sum(folder, path))}
    changed = sorted(path for path, sum_ in now.items() if before.get(path) != sum_)
    stale = sorted(path for path in before.keys() - now.keys() if is_path(path))
    store.upload(changed, folder)
    if changed or stale:
        store.write(_LISTING, msgspec.json.encode(now, order="sorted"))
    store.remove(stale)
    return Sent(len(changed), len(stale))


def _listed(store: Store) -> dict[str, str]:
    with suppress(msgspec.DecodeError):
        listed = msgspec.json.decode(store.read(_LISTING) or b"{}", type=dict[str, str])
        return {path: sum_ for path, sum_ in listed.items() if is_path(path)}
    return {}


def _sum(folder: Path, path: str) -> str:
    """The checksum that an entry carries; "" where there is none."""
    found = find_file(folder, path)
    if found is None:
        return ""
    with found.open("rb") as stream:
        return stream.read(_SUM).hex()
