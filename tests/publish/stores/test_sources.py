"""Sources in a store: what is fetched, and what is not."""

from pathlib import Path
from typing import Any

import pytest

from lod.model.errors import SourceError, UnresError
from lod.publish.stores.sources import fetch_sources
from lod.publish.stores.store import reach_store

ADDRESS = "memory://bucket/texts"


pytestmark = pytest.mark.usefixtures("memory")


def fetched(folder: Path) -> dict[str, bytes]:
    local = fetch_sources(reach_store(ADDRESS), folder).local
    return {path.relative_to(local).as_posix(): path.read_bytes() for path in local.rglob("*") if path.is_file()}


def test_what_changed_is_fetched(tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of which the store tells another state; what is gone there goes here."""
    memory.pipe(
        {"/bucket/texts/78/a.txt": b"a", "/bucket/texts/b.xml": b"b", "/bucket/texts/b.xml.fetched.json": b"{}"}
    )
    assert fetched(tmp_path) == {"78/a.txt": b"a", "b.xml": b"b", "b.xml.fetched.json": b"{}"}
    asked: list[str] = []
    get = type(memory).get_file

    def noted_get(files: Any, path: str, *more: Any, **options: Any) -> None:
        asked.append(path)
        get(files, path, *more, **options)

    monkeypatch.setattr(type(memory), "get_file", noted_get)
    memory.pipe({"/bucket/texts/78/a.txt": b"changed", "/bucket/texts/c.txt": b"c"})
    memory.rm_file("/bucket/texts/b.xml")
    assert fetched(tmp_path) == {"78/a.txt": b"changed", "c.txt": b"c", "b.xml.fetched.json": b"{}"}
    assert sorted(asked) == ["/bucket/texts/78/a.txt", "/bucket/texts/c.txt"]


def test_a_file_is_named_by_itself(tmp_path: Path, memory: Any) -> None:
    """An address of a file gives that file, under its name."""
    memory.pipe({"/bucket/texts/a.txt": b"a", "/bucket/texts/b.txt": b"b"})
    found = fetch_sources(reach_store(f"{ADDRESS}/a.txt"), tmp_path)
    assert (found.local.name, found.local.read_bytes()) == ("a.txt", b"a")


def test_names_that_lead_elsewhere_are_passed_over(tmp_path: Path, memory: Any) -> None:
    """A key may be called anything; other kinds of files are named as skipped, hidden ones are not."""
    keys = ("../../out.txt", "/etc/x.txt", "a./x.txt", "x\n.txt", "picture.png", ".hidden")
    memory.store.clear()
    for key in ("a.txt", *keys):
        memory.pipe_file("/bucket/texts/x", b"x")
        memory.store[f"/bucket/texts/{key}"] = memory.store.pop("/bucket/texts/x")
    found = fetch_sources(reach_store(ADDRESS), tmp_path / "room")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["listing.json", "a.txt"]
    assert Path("picture.png") in found.skipped
    assert Path(".hidden") not in found.skipped


def test_a_place_without_sources_is_told(tmp_path: Path, memory: Any) -> None:
    """As a folder without any is."""
    memory.pipe_file("/bucket/texts/picture.png", b"x")
    with pytest.raises(SourceError, match=r"memory://bucket/texts: no sources there \(give an address below which"):
        fetched(tmp_path)


@pytest.mark.parametrize("address", ["nothing-that-is://bucket/texts", "gs://bucket/texts"])
def test_a_store_that_nothing_opens_is_told(address: str) -> None:
    """With what to install."""
    with pytest.raises(UnresError, match=r"pip install 'unres\[stores\]'|s3://bucket/folder"):
        reach_store(address)
