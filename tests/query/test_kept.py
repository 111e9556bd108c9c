"""A store is built once for a dump, never half, and opened by many processes."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.model.errors import SourceError
from lod.query import kept
from lod.query.kept import beside_store, keep_store, open_store
from tests.runner import lod

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, and no dump that is too small for it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "SMALL", 0)
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "public" / "data").mkdir(parents=True)
    fill(tmp_path / "public", 3)
    return tmp_path / "public"


def fill(folder: Path, statements: int) -> None:
    lines = "".join(f"<urn:s{n}> <urn:p> <urn:o> <urn:g> .\n" for n in range(statements))
    (folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))


def stores(cache: Path) -> list[Path]:
    return sorted(path.parent for path in cache.glob("unres/stores/*/*/held"))


def size(folder: Path) -> int:
    with open_store(folder) as store:
        return len(store)


def test_a_store_is_built_once(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it is opened, and the dump is not read as RDF."""
    assert size(folder) == 3
    monkeypatch.setattr(kept, "_build", lambda source, target: pytest.fail("built again"))
    assert size(folder) == 3
    assert len(stores(cache)) == 1


def test_a_stale_store_is_replaced(folder: Path, cache: Path) -> None:
    """Another dump in its place is another store; the old one goes, unless somebody reads it."""
    with open_store(folder) as old:
        fill(folder, 5)
        assert size(folder) == 5
        assert (len(old), len(stores(cache))) == (3, 2)
    fill(folder, 7)
    assert size(folder) == 7
    assert len(stores(cache)) == 1


def test_half_a_store_is_never_opened(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that fails leaves nothing; what a killed one left is removed by the next."""
    (folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(b"<urn:s> <urn:p> <urn:o> .\nbroken"))
    with pytest.raises(SourceError, match="line 2"):
        size(folder)
    assert [path.name for path in cache.rglob("*") if path.is_file()] == ["building"]
    (home,) = cache.glob("unres/stores/*")
    (home / "new-killed").mkdir()
    (home / "new-killed" / "CURRENT").write_text("half")
    fill(folder, 3)
    assert size(folder) == 3
    assert not (home / "new-killed").exists()


def test_many_processes_build_one_store(folder: Path, cache: Path) -> None:
    """Started together, all see the same rows."""
    code = (
        "import sys; from pathlib import Path; from lod.query import kept; kept.SMALL = 0\n"
        "with kept.open_store(Path(sys.argv[1])) as store: print(len(store))"
    )
    command = [sys.executable, "-c", code, str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[0] for process in running] == ["3\n"] * 4
    assert len(stores(cache)) == 1


def test_a_store_beside_the_folder_is_taken_first(folder: Path, cache: Path) -> None:
    """As lod build --store leaves it; nothing is put into the cache."""
    keep_store(folder, beside_store(folder))
    assert size(folder) == 3
    assert not cache.exists()


def test_without_a_place_to_keep_it_the_data_are_loaded(folder: Path, cache: Path) -> None:
    """Such as a disk that nobody may write to."""
    cache.write_text("no folder")
    assert size(folder) == 3


def test_a_small_dump_is_loaded_at_once(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It needs no store."""
    monkeypatch.setattr(kept, "SMALL", 10_000)
    assert size(folder) == 3
    assert not cache.exists()


def test_a_build_keeps_a_store_when_it_is_asked(tmp_path: Path) -> None:
    """Beside the folder, hidden, whole; the next build passes it over among its sources."""
    out = tmp_path / "out" / "public"
    assert lod("build", "--out", out, "--store").exit_code == 0
    (held,) = beside_store(out).glob("*/held")
    assert len(ox.Store.read_only(os.fspath(held.parent))) > 1000
