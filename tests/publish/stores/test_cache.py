"""The cache in a store: what is fetched and sent, and that nothing in it is trusted."""

from pathlib import Path
from typing import Any

import pytest

from lod.publish.cache import Cache
from lod.publish.stores.cache import fetch_cache, send_cache
from lod.publish.stores.publication import Sent
from lod.publish.stores.store import Store, reach_store

pytestmark = pytest.mark.usefixtures("memory")


@pytest.fixture
def store() -> Store:
    return reach_store("memory://bucket/cache")


def test_what_one_machine_kept_another_finds(store: Store, tmp_path: Path) -> None:
    """An entry under the same name with another value too; what was removed here goes there."""
    one, two = Cache(tmp_path / "one"), Cache(tmp_path / "two")
    before = fetch_cache(store, one.root)
    for name in ("tree", "page", "gone"):
        one.keep(name, name)
    assert send_cache(store, one.root, before) == Sent(uploaded=3)
    fetched = fetch_cache(store, two.root)
    assert [two.load(name, str) for name in ("tree", "page", "gone")] == ["tree", "page", "gone"]
    two.keep("page", "another")
    two.forget("gone")
    assert send_cache(store, two.root, fetched) == Sent(uploaded=1, removed=1)
    again = fetch_cache(store, one.root)
    assert one.load("page", str) == "another"
    one.forget("gone")
    assert send_cache(store, one.root, again) == Sent()


def test_nothing_in_the_store_is_trusted(store: Store, tmp_path: Path, memory: Any) -> None:
    """A damaged entry is none, a name that leads elsewhere is passed over, a list that is none is as no list."""
    one = Cache(tmp_path / "one" / "cache")
    before = fetch_cache(store, one.root)
    one.keep("tree", "tree")
    send_cache(store, one.root, before)
    listing = memory.cat_file("/bucket/cache/listing.json")
    (entry,) = (path for path in memory.find("/bucket/cache") if not path.endswith("listing.json"))
    memory.pipe_file(entry, memory.cat_file(entry)[:-1])
    memory.pipe_file("/bucket/cache/listing.json", listing[:-1] + b',"../../out":"ab"}')
    two = Cache(tmp_path / "two" / "cache")
    fetched = fetch_cache(store, two.root)
    assert two.load("tree", str) is None
    two.keep("tree", "tree")
    assert send_cache(store, two.root, fetched) == Sent()
    memory.pipe_file("/bucket/cache/listing.json", b"[")
    assert send_cache(store, two.root, fetch_cache(store, two.root)) == Sent(uploaded=1)
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}
