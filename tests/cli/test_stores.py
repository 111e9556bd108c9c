"""`lod build` with sources and output in a store."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from lod.publish.checksums import SUMS, checksum, parse_checksums
from tests.publish.test_cache import contents, write
from tests.runner import lod

TEXTS, SITE = "memory://bucket/texts", "memory://bucket/site"


pytestmark = pytest.mark.usefixtures("memory")


def put(memory: Any, room: Path, *numbers: int, subject: str = "rivers") -> Path:
    """Texts of a folder, which stand in the store too, and no others."""
    shutil.rmtree(room / "texts", ignore_errors=True)
    (room / "texts").mkdir()
    for key in [key for key in memory.store if key.startswith("/bucket/texts/")]:
        memory.rm_file(key)
    for number in numbers:
        write(room / "texts", number, subject)
        memory.put_file(str(room / f"texts/A_RES_90_{number}.txt"), f"/bucket/texts/A_RES_90_{number}.txt")
    return room / "texts"


def published(memory: Any) -> dict[str, str]:
    """The checksum of each file in the store."""
    files = memory.find("/bucket/site")
    return {path.removeprefix("/bucket/site/"): checksum(memory.cat_file(path)) for path in files}


def test_a_store_holds_what_a_folder_would(memory: Any, tmp_path: Path) -> None:
    """Byte for byte, after a first build, after changes, and from a machine that has no copies; then what changed alone
    is uploaded, and what was withdrawn has left its page."""
    command = ("build", TEXTS, "--out", SITE, "--copies", tmp_path / "copies")
    local = put(memory, tmp_path, 1, 2)
    first = lod(*command)
    assert first.exit_code == 0, first.output
    assert lod("build", local, "--out", tmp_path / "public").exit_code == 0
    assert published(memory) == contents(tmp_path / "public")
    assert f"in {SITE}: " in first.stdout
    again = lod(*command)
    assert f"{SITE}: 0 files uploaded, 0 removed" in again.stderr
    shutil.rmtree(tmp_path / "copies")
    local = put(memory, tmp_path, 1, 3)
    second = lod(*command)
    assert second.exit_code == 0, second.output
    assert lod("build", local, "--out", tmp_path / "public").exit_code == 0
    assert published(memory) == contents(tmp_path / "public")
    entries = json.loads(memory.cat_file("/bucket/site/data/withdrawn.json"))
    assert "A/RES/90/2" in [entry["symbol"] for entry in entries]
    told = second.stderr.rpartition(f"{SITE}: ")[2]
    assert 0 < int(told.split()[0]) < len(published(memory))


def test_a_build_that_fails_leaves_the_store(memory: Any, tmp_path: Path) -> None:
    """Where nothing can be published, nothing is written; where a source fails, its page stays. It is told by its
    address."""
    command = ("build", TEXTS, "--out", SITE, "--copies", tmp_path / "copies")
    put(memory, tmp_path, 1, 2)
    assert lod(*command).exit_code == 0
    before, page = published(memory), memory.cat_file("/bucket/site/A/RES/90/2.html")
    for number in (1, 2):
        memory.pipe_file(f"/bucket/texts/A_RES_90_{number}.txt", b"\xff\xfe\x00")
    run = lod(*command)
    assert run.exit_code == 1
    assert f"{TEXTS}/A_RES_90_1.txt" in run.stderr
    assert published(memory) == before
    put(memory, tmp_path, 1, 2, subject="lakes")
    memory.pipe_file("/bucket/texts/A_RES_90_2.txt", b"\xff\xfe\x00")
    assert lod(*command).exit_code == 1
    assert memory.cat_file("/bucket/site/A/RES/90/2.html") == page
    sums = parse_checksums(memory.cat_file(f"/bucket/site/{SUMS}")).by_path
    assert sums["A/RES/90/1.html"] == published(memory)["A/RES/90/1.html"] != before["A/RES/90/1.html"]


def test_a_store_that_fails_is_told(memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, with exit status 1; the next build sends what is left."""
    command = ("build", TEXTS, "--out", SITE, "--copies", tmp_path / "copies")
    local = put(memory, tmp_path, 1)
    with monkeypatch.context() as broken:
        broken.setattr(type(memory), "put_file", lambda *given, **more: (_ for _ in ()).throw(OSError("no network")))
        run = lod(*command)
        assert run.exit_code == 1
        assert f"lod: {SITE}: " in run.stderr
        assert "cannot be written: no network (what was published stands; build again" in run.stderr
    assert lod(*command).exit_code == 0
    assert lod("build", local, "--out", tmp_path / "public").exit_code == 0
    assert published(memory) == contents(tmp_path / "public")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("memory://bucket", "--out", SITE), "stand one in the other"),
        ((f"{SITE}/texts", "--out", SITE), "stand one in the other"),
        ((TEXTS, "--out", "public", "--cache", f"{TEXTS}/cache"), "stand one in the other"),
        ((TEXTS, "--watch"), "nothing tells of changes in a store"),
        (("--cache", __file__), "is a file"),
    ],
)
def test_places_that_cannot_be(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """Bad usage, before anything is fetched."""
    run = lod("build", *arguments, "--copies", tmp_path)
    assert run.exit_code == 2
    assert said in run.stderr


def test_a_cache_in_a_store_spares_another_machine_the_reading(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The texts are neither read nor annotated again, and the result is the same."""
    texts = put(memory, tmp_path, 1, 2)
    command = ("build", texts, "--cache", "memory://bucket/cache", "--copies")
    first = lod(*command, tmp_path / "copies", "--out", tmp_path / "public")
    assert first.exit_code == 0, first.output
    monkeypatch.setattr("lod.publish.tasks.read_loaded", None)
    monkeypatch.setattr("lod.publish.tasks.annotate", None)
    second = lod(*command, tmp_path / "others", "--out", tmp_path / "again")
    assert second.exit_code == 0, second.output
    assert contents(tmp_path / "again") == contents(tmp_path / "public")
    assert "memory://bucket/cache: " in second.stderr
