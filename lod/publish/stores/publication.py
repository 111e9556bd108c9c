"""A published folder in a store: brought here before a build, and brought up to date there after it.

A build works on a folder of this machine, as always; nothing in the store is touched before it has ended. What is
uploaded is what has another checksum than `data/SHA256SUMS` in the store says, in an order in which no reader is led to
what is not there: new data, new pages, changed data, changed pages, the checksums; what is stale goes last, pages
first. Before the first of them a list of all of them is put there, and removed behind the last: where it is found, an
upload was stopped, and what it names counts as unknown until the next one is through.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from lod.model.errors import UnresError
from lod.model.iris import is_path
from lod.publish.checksums import SUMS, file_checksum, load_checksums, parse_checksums
from lod.publish.paths import find_file, locate, remove_file
from lod.publish.staging import MANIFEST, load_manifest
from lod.publish.stores.store import Store

#: What an upload on its way writes and removes.
SWITCH = ".unres-switch"
_LAST = (SUMS, MANIFEST)


class Stored(Struct, frozen=True):
    """What a store says that it holds: checksums by path, what an upload that was stopped may have left."""

    sums: bytes | None
    switch: bytes | None
    by_path: Mapping[str, str]
    listed: frozenset[str]  # what a build made
    unknown: frozenset[str]


class Sent(Struct, frozen=True):
    """How many files an upload wrote and removed."""

    uploaded: int = 0
    removed: int = 0


def look(store: Store) -> Stored:
    """What is published in a store; nothing where nothing is."""
    sums, switch, manifest = (store.read(path) for path in (SUMS, SWITCH, MANIFEST))
    unknown = frozenset(_lines(switch))
    told = {path: digest for path, digest in parse_checksums(sums or b"").by_path.items() if is_path(path)}
    known = {path: digest for path, digest in told.items() if path not in unknown}
    return Stored(sums, switch, known, frozenset(_lines(manifest)) | told.keys() | unknown, unknown)


def fetch_published(store: Store, folder: Path) -> Stored:
    """Make a folder hold what a store has published, which a build goes on from; gives what that was."""
    stored = look(store)
    own = find_file(folder, SUMS)
    if stored.switch is None and own and own.read_bytes() == stored.sums:
        return stored
    for path in load_manifest(folder).paths - stored.listed:
        remove_file(folder, path)
    there = (stored.by_path.keys() | stored.unknown) & store.find().keys()
    for path in stored.listed - there - {*_LAST}:
        remove_file(folder, path)
    lacking = sorted(path for path in there if _digest(folder, path) != stored.by_path.get(path, ""))
    store.download((path, locate(folder, path)) for path in lacking)
    known = {path: digest for path, digest in stored.by_path.items() if _digest(folder, path) == digest}
    for path in _LAST:
        remove_file(folder, path)
    store.download((path, locate(folder, path)) for path in _LAST if store.read(path) is not None)
    return Stored(stored.sums, stored.switch, known, stored.listed, stored.unknown)  # others may have changed files


def send_published(store: Store, folder: Path, before: Stored) -> Sent:
    """Bring a store up to date with a folder; `before` is what it held when the build began.

    Raises UnresError where somebody else has published there since, and where the store fails: then each page that is
    there still has what it leads to, and the next build sends what is left.
    """
    now = load_checksums(folder).by_path
    changed = [path for path, digest in now.items() if before.by_path.get(path) != digest]
    stale = before.listed - now.keys() - {*_LAST}
    if not changed and not stale and before.switch is None:
        return Sent()
    _check_unmoved(store, before)
    store.write(SWITCH, "".join(f"{path}\n" for path in sorted({*changed, *stale, *before.unknown})).encode())
    for paths in (*upload_order(changed, before.listed), _LAST):
        store.upload(paths, folder)
    for paths in removal_order(stale):
        store.remove(paths)
    store.remove([SWITCH])
    return Sent(len(changed), len(stale))


def upload_order(paths: Iterable[str], there: Collection[str]) -> Iterator[list[str]]:
    """New data, new pages, changed data, changed pages: what stands together is uploaded together."""
    given = sorted(paths)
    for is_new in (True, False):
        for is_page in (False, True):
            yield [path for path in given if (path not in there) is is_new and _is_page(path) is is_page]


def removal_order(paths: Iterable[str]) -> Iterator[list[str]]:
    """Pages, then what they led to."""
    given = sorted(paths)
    yield [path for path in given if _is_page(path)]
    yield [path for path in given if not _is_page(path)]


def _check_unmoved(store: Store, before: Stored) -> None:
    if (store.read(SUMS), store.read(SWITCH)) != (before.sums, before.switch):
        raise UnresError("another build has published there meanwhile", store.address, "build again")


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _lines(content: bytes | None) -> Iterator[str]:
    """The paths of a list; others may have written in it, so that none leads elsewhere."""
    return filter(is_path, (content or b"").decode("utf-8", "replace").splitlines())


def _digest(folder: Path, path: str) -> str | None:
    found = find_file(folder, path)
    return file_checksum(found) if found else None
