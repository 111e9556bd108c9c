"""After a kill at any moment a published folder is wholly old or wholly new, or the next command makes it so."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from lod.model.errors import UnresError
from lod.publish.journal import Journal, JournalError, carry_out, decide, finish_switch
from lod.publish.lock import beside, locked
from lod.publish.staging import MANIFEST, open_staging
from tests.publish.killing import killed_at

OLD = {"index.html": b"old", "same.css": b"s", "gone/with/folder.html": b"x", "gone.html": b"y", "a/1.ttl": b"1"}
NEW = {"index.html": b"new", "same.css": b"s", "fresh/folder/page.html": b"z", "a/1.ttl": b"2", "a/2.ttl": b"3"}


def publish(out: Path, files: dict[str, bytes]) -> None:
    with open_staging(out) as staging:
        for path, content in files.items():
            staging.put(path, content)
        staging.commit()


def content(out: Path) -> dict[str, bytes]:
    """Every published file; the manifest is told apart by its own test."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name not in (MANIFEST, "SHA256SUMS")
    }


def build_again(out: Path) -> None:
    """The next build, of what the one that was killed was to publish."""
    publish(out, NEW)


@pytest.mark.parametrize("following", [finish_switch, build_again])
def test_a_build_that_is_killed_at_any_file_operation_leaves_old_or_new(
    tmp_path: Path, following: Callable[[Path], None]
) -> None:
    """The sweep ends the build before each of its file operations, from the staging folder's making to its end."""
    seen, operation, ended = [], 0, False
    while not ended:
        out = tmp_path / str(operation) / "public"
        publish(out, OLD)
        with killed_at(operation):
            publish(out, NEW)
            ended = True
        following(out)
        seen.append(content(out))
        assert seen[-1] in (OLD, NEW), operation
        operation += 1
    assert operation > 25
    assert (OLD in seen) == (following is finish_switch)
    assert seen[-1] == NEW


def test_a_repair_that_is_killed_is_repaired_by_the_next(tmp_path: Path) -> None:
    """The journal may be carried out any number of times, from any point; no empty folder is left."""
    operation, ended, runs = 0, False, 0
    while not ended:
        out = decided(tmp_path / str(operation) / "public")
        with killed_at(operation):
            finish_switch(out)
            ended = True
        runs += content(out) not in (OLD, NEW)
        finish_switch(out)
        assert content(out) == NEW, operation
        assert not [path for path in out.rglob("*") if path.is_dir() and not any(path.iterdir())], operation
        operation += 1
    assert runs >= 5  # folders that were neither, and are whole


def decided(out: Path) -> Path:
    """A folder whose switch is decided, and not begun."""
    publish(out, OLD)
    root = beside(out, "staging")
    changed = {path: content for path, content in NEW.items() if OLD.get(path) != content}
    for path, made in changed.items():
        (root / "files" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "files" / path).write_bytes(made)
    decide(Journal(tuple(sorted(OLD.keys() - NEW.keys())), tuple(sorted(changed))), root)
    return out


def test_a_switch_that_is_under_way_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader never carries out what a living build is about to; it says who holds the folder."""
    out = decided(tmp_path / "public")
    monkeypatch.setattr("lod.publish.journal._WAIT", 0.1)
    with locked(out), pytest.raises(UnresError, match=r"public: another build is at work on it, process \d+ on "):
        finish_switch(out)
    assert content(out) == OLD
    finish_switch(out)
    assert content(out) == NEW


DAMAGED = (
    b"",
    b"{",
    b'{"removed": []}',
    b'{"removed": [], "placed": [1]}',
    b'{"removed": ["../x"], "placed": []}',
    b'{"removed": [], "placed": [], "later": []}',
)


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_journal_is_named_and_a_build_mends_the_folder(tmp_path: Path, damaged: bytes) -> None:
    """Readers refuse the folder; the next build compares every file, and needs no journal."""
    out = decided(tmp_path / "public")
    (beside(out, "staging") / "journal").write_bytes(damaged)
    with pytest.raises(JournalError, match=r"damaged journal: .* \(build the folder again\)"):
        finish_switch(out)
    publish(out, NEW)
    assert content(out) == NEW


def test_a_file_that_is_lost_from_the_staging_folder_is_named(tmp_path: Path) -> None:
    """All else is published, and the folder is refused until it is built again."""
    out = decided(tmp_path / "public")
    (beside(out, "staging") / "files" / "a" / "2.ttl").unlink()
    for _ in range(2):
        with pytest.raises(JournalError, match=r"2\.ttl: lost before it was published"):
            finish_switch(out)
    publish(out, NEW)
    assert content(out) == NEW


def test_a_journal_names_what_it_removes_and_places(tmp_path: Path) -> None:
    """It is JSON, with paths relative to the published folder."""
    out = decided(tmp_path / "public")
    journal = msgspec.json.decode((beside(out, "staging") / "journal").read_bytes())
    assert journal["removed"] == ["gone.html", "gone/with/folder.html"]
    assert journal["placed"] == ["a/1.ttl", "a/2.ttl", "fresh/folder/page.html", "index.html"]
    carry_out(beside(out, "staging"), out)
    assert content(out) == NEW
