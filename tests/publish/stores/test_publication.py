"""What a store holds while an upload is on its way, when it is stopped, and when others write there."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lod.model.errors import UnresError
from lod.publish.checksums import SUMS, checksum, format_checksums
from lod.publish.staging import MANIFEST
from lod.publish.stores import store as stores
from lod.publish.stores.publication import SWITCH, Sent, fetch_published, look, send_published
from lod.publish.stores.store import Store, reach_store

ADDRESS = "memory://bucket/site"
EARLIER = {
    "index.html": "<a href='old.html'> <a href='both.html'>",
    "old.html": "<a href='old.ttl'>",
    "old.ttl": "old",
    "both.html": "<a href='both.ttl'> <a href='old.html'>",
    "both.ttl": "both",
}
LATER = {
    "index.html": "<a href='new.html'> <a href='both.html'>",
    "new.html": "<a href='new.ttl'> <a href='other.html'>",
    "new.ttl": "new",
    "other.html": "<a href='new.html'> <a href='other.ttl'>",
    "other.ttl": "other",
    "both.html": "<a href='both.ttl'> <a href='new.html'>",
    "both.ttl": "both, changed",
}


pytestmark = pytest.mark.usefixtures("memory")


def publish(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder as a build leaves it."""
    for earlier in folder.rglob("*.*"):
        if earlier.is_file():
            earlier.unlink()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    sums = format_checksums({path: checksum(content.encode()) for path, content in files.items()})
    (folder / SUMS).parent.mkdir(exist_ok=True)
    (folder / SUMS).write_bytes(sums)
    (folder / MANIFEST).write_text("".join(f"{path}\n" for path in sorted((*files, SUMS))), encoding="utf-8")
    return folder


def send(folder: Path) -> Sent:
    opened = reach_store(ADDRESS)
    return send_published(opened, folder, look(opened))


def held() -> dict[str, str]:
    """What the store holds for readers."""
    opened = reach_store(ADDRESS)
    own = (SUMS, MANIFEST, SWITCH)
    return {path: (opened.read(path) or b"").decode() for path in opened.find() if path not in own}


def dead_links() -> list[str]:
    """What the first page leads to, by any way, and is not there; and what a page has of data that are not there."""
    there = held()
    links = {page: re.findall("href='([^']+)'", text) for page, text in there.items() if page.endswith(".html")}
    reached, waiting = set[str](), ["index.html"] if there else []
    while waiting:
        page = waiting.pop()
        reached.add(page)
        waiting += {*links.get(page, ())} - reached
    data = {link for found in links.values() for link in found if not link.endswith(".html")}
    return sorted((reached | data) - there.keys())


class Watched:
    """Files of a store that look for dead links before each change, and fail at one of them."""

    def __init__(self, files: Any, fails_at: int = -1) -> None:
        self._files, self.changes, self._fails_at = files, 0, fails_at

    def __getattr__(self, name: str) -> Any:
        if name in ("put_file", "pipe_file", "rm_file"):
            assert dead_links() == []
            self.changes += 1
            if self.changes == self._fails_at:
                raise OSError("no network")
        return getattr(self._files, name)


def watched(monkeypatch: pytest.MonkeyPatch, fails_at: int = -1) -> tuple[Store, Watched]:
    """The store, one request at a time."""
    monkeypatch.setattr(stores, "_AT_ONCE", 1)
    opened = reach_store(ADDRESS)
    files = Watched(opened.files, fails_at)
    return Store(opened.address, files, opened.root, False), files


def test_no_reader_is_led_to_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At any moment of an upload each page has what it leads to; at the end the store is the folder."""
    send(publish(tmp_path, EARLIER))
    opened, files = watched(monkeypatch)
    sent = send_published(opened, publish(tmp_path, LATER), look(opened))
    assert sent == Sent(uploaded=7, removed=2)
    assert files.changes > 9
    assert held() == LATER
    assert dead_links() == []


@pytest.mark.parametrize("fails_at", range(1, 14))
def test_an_upload_that_is_stopped_harms_nothing_and_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Wherever it was stopped: every page has what it leads to, and the next upload leaves what a clean one does, also
    one of another build, from another machine."""
    send(publish(tmp_path / "one", EARLIER))
    opened, _ = watched(monkeypatch, fails_at)
    with pytest.raises(UnresError, match=r"memory://bucket/site: .* cannot be .*: no network"):
        send_published(opened, publish(tmp_path / "one", LATER), look(opened))
    assert dead_links() == []
    another, final = tmp_path / "two", {**EARLIER, "last.ttl": "last"}
    before = fetch_published(reach_store(ADDRESS), another)
    assert {path.name: path.read_text(encoding="utf-8") for path in another.glob("*.[ht]*")} == held()
    send_published(reach_store(ADDRESS), publish(another, final), before)
    assert held() == final
    assert look(reach_store(ADDRESS)).switch is None


def test_what_is_there_is_not_uploaded_again(tmp_path: Path) -> None:
    """Nothing is written where nothing changed; else what changed alone."""
    assert send(publish(tmp_path, EARLIER)) == Sent(uploaded=5)
    assert send(tmp_path) == Sent()
    assert send(publish(tmp_path, {**EARLIER, "both.ttl": "changed"})) == Sent(uploaded=1)


def test_files_of_others_stay(tmp_path: Path, memory: Any) -> None:
    """What no build made is nobody's to remove, whatever a list in the store says."""
    send(publish(tmp_path, EARLIER))
    memory.pipe_file("/bucket/site/theirs.txt", b"theirs")
    memory.pipe_file("/bucket/other.txt", b"other")
    told = memory.cat_file(f"/bucket/site/{MANIFEST}")
    memory.pipe_file(f"/bucket/site/{MANIFEST}", told + b"../other.txt\n/bucket/other.txt\n")
    send(publish(tmp_path, LATER))
    assert memory.cat_file("/bucket/site/theirs.txt") == b"theirs"
    assert memory.cat_file("/bucket/other.txt") == b"other"


def test_a_machine_that_has_nothing_fetches_what_is_published(tmp_path: Path) -> None:
    """So that a build there goes on from it; what is here and no longer there goes; what is here is not fetched."""
    send(publish(tmp_path / "one", LATER))
    another = publish(tmp_path / "two", EARLIER)
    (another / "theirs.txt").write_text("theirs", encoding="utf-8")
    fetch_published(reach_store(ADDRESS), another)
    assert {path.name for path in another.glob("*.*")} == {*LATER, MANIFEST, "theirs.txt"}
    assert (another / SUMS).read_bytes() == (tmp_path / "one" / SUMS).read_bytes()


def test_what_somebody_changed_in_the_store_is_sent_again(tmp_path: Path, memory: Any) -> None:
    """By a machine that fetched it: the bytes are not those of the checksums, or gone."""
    send(publish(tmp_path / "one", EARLIER))
    memory.pipe_file("/bucket/site/both.ttl", b"changed by hand")
    memory.rm_file("/bucket/site/old.ttl")
    before = fetch_published(reach_store(ADDRESS), tmp_path / "two")
    assert send_published(reach_store(ADDRESS), publish(tmp_path / "two", EARLIER), before) == Sent(uploaded=2)
    assert held() == EARLIER


def test_two_who_publish_at_once_are_told(tmp_path: Path) -> None:
    """The second, before it changes anything."""
    opened = reach_store(ADDRESS)
    before = look(opened)
    send(publish(tmp_path / "one", EARLIER))
    with pytest.raises(UnresError, match="another build has published there meanwhile"):
        send_published(opened, publish(tmp_path / "two", LATER), before)
    assert held() == EARLIER
