"""Nothing is written, moved or removed outside the folder that a person named."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.model.errors import PathError
from lod.publish.paths import (
    file_stats,
    find_file,
    locate,
    move_file,
    prune,
    relative_path,
    removable,
    remove_file,
    write_file,
)
from lod.publish.staging import MANIFEST, load_manifest, open_staging

#: Why no file can stand there, and the path.
LEADS_AWAY = {
    "a folder above": "../x",
    "a folder above, later": "A/../../x",
    "the folder itself": "A/./x",
    "an absolute path": "/tmp/x",
    "nothing": "",
    "an empty element": "A//x",
    "a folder": "A/",
    "a name that another system shortens": "A/x.",
    "a name that another system shortens for its blank": "A/x ",
    "another system's separator": "A\\..\\x",
    "a NUL": "A/\0x",
    "a line end": "A/x\ny",
    "half a character": "A/\ud800",
    "a name longer than file systems hold": "A/" + 256 * "x",
    "a name whose bytes are more than file systems hold": "A/" + 128 * "é",
    "a path longer than systems take": "/".join(1001 * "x"),
}


@pytest.mark.parametrize("path", LEADS_AWAY.values(), ids=LEADS_AWAY)
def test_a_path_that_leads_away_is_refused(path: str, tmp_path: Path) -> None:
    """Writing, moving, reading and removing all refuse it, and nothing is made or lost."""
    root = tmp_path / "public"
    source = tmp_path / "source"
    source.write_bytes(b"kept")
    (tmp_path / "x").write_bytes(b"kept")
    for act in (
        lambda: write_file(root, path, b"evil"),
        lambda: move_file(source, root, path),
        lambda: find_file(root, path),
        lambda: remove_file(root, path),
        lambda: prune(root, path),
    ):
        with pytest.raises(PathError):
            act()
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"source": b"kept", "x": b"kept"}


def test_what_was_moved_or_removed_is_told(tmp_path: Path) -> None:
    """Where a file stands now; whether there was one."""
    (tmp_path / "source").write_bytes(b"1")
    assert move_file(tmp_path / "source", tmp_path / "public", "A/x") == tmp_path / "public" / "A" / "x"
    assert remove_file(tmp_path / "public", "A/x") is True
    assert remove_file(tmp_path / "public", "A/x") is False
    assert remove_file(tmp_path / "public", "B/x") is False


def test_empty_folders_above_a_path_go_as_far_as_the_root(tmp_path: Path) -> None:
    """Also those above one that is gone already; what holds something stays, and the root itself."""
    root = tmp_path / "public"
    (root / "a/b/c").mkdir(parents=True)
    prune(root, "a/b/c/lost/x")
    assert [path.name for path in tmp_path.rglob("*")] == ["public"]
    write_file(root, "a/kept", b"1")
    (root / "a/b").mkdir()
    prune(root, "a/b/x")
    assert sorted(path.name for path in root.rglob("*")) == ["a", "kept"]


def test_only_files_below_the_folder_may_be_removed(tmp_path: Path) -> None:
    """Those that are gone too; nothing behind a link or a file, however deep, and no folder."""
    (tmp_path / "outside/deep").mkdir(parents=True)
    root = tmp_path / "public"
    write_file(root, "a/b/x", b"1")
    (root / "link").symlink_to(tmp_path / "outside")
    fit = {"a/b/x", "a/b/gone", "gone/deep/x", "link"}
    assert removable(root, [*fit, "link/x", "link/deep/x", "a/b/x/y", "a/b/x/y/z", "a", "a/b", "../x"]) == fit


def test_each_file_of_a_folder_has_its_state_by_its_path(tmp_path: Path) -> None:
    """However deep, its size and time of change; no folder has one, and nothing that a link leads to."""
    outside, root = tmp_path / "outside", tmp_path / "public"
    write_file(outside, "deep/x", b"12345")
    for path, content in {"a": b"1", "A/RES/x": b"22", "A/y": b""}.items():
        write_file(root, path, content)
        os.utime(root / path, ns=(7, 1_000 + len(content)))
    (root / "empty").mkdir()
    (root / "folder").symlink_to(outside)
    (root / "file").symlink_to(outside / "deep/x")
    assert file_stats(root) == {"a": (1, 1_001), "A/RES/x": (2, 1_002), "A/y": (0, 1_000)}
    with pytest.raises(FileNotFoundError):
        file_stats(tmp_path / "gone")


def test_the_longest_name_is_written(tmp_path: Path) -> None:
    """255 bytes are a file's name; dots before and amid a name are no harm."""
    for path in ("A/" + 255 * "x", ".hidden/..x/a..b"):
        assert write_file(tmp_path, path, b"1").read_bytes() == b"1"


def test_a_link_to_a_folder_is_never_followed(tmp_path: Path) -> None:
    """A link below the folder is an error that names it, whatever it leads to; what it leads to stays as it is."""
    outside, root = tmp_path / "outside", tmp_path / "public"
    outside.mkdir()
    root.mkdir()
    (outside / "x").write_bytes(b"kept")
    (root / "A").symlink_to(outside)
    for act in (write_file, lambda root, path, _: remove_file(root, path), lambda root, path, _: find_file(root, path)):
        with pytest.raises(PathError, match=r"public/A: is a symbolic link"):
            act(root, "A/x", b"evil")
    assert (outside / "x").read_bytes() == b"kept"


def test_a_link_in_the_place_of_a_file_is_replaced(tmp_path: Path) -> None:
    """Writing and removing act on the link, not on the file behind it; reading finds no file."""
    outside, root = tmp_path / "outside", tmp_path / "public"
    root.mkdir()
    outside.write_bytes(b"kept")
    for act in (lambda: write_file(root, "x", b"page"), lambda: remove_file(root, "x")):
        (root / "x").unlink(missing_ok=True)
        (root / "x").symlink_to(outside)
        assert find_file(root, "x") is None
        act()
        assert not (root / "x").is_symlink()
        assert outside.read_bytes() == b"kept"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """A person who gives a link means the folder behind it."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "disk")
    write_file(tmp_path / "public", "A/x", b"1")
    assert (tmp_path / "disk" / "A" / "x").read_bytes() == b"1"


def test_a_file_where_a_folder_must_be_is_named(tmp_path: Path) -> None:
    """And a folder where a file must be: an error says what to move away."""
    write_file(tmp_path, "A", b"1")
    with pytest.raises(PathError, match="is a file where a folder must be"):
        locate(tmp_path, "A/x")
    write_file(tmp_path, "B/x", b"1")
    with pytest.raises(PathError, match="is a folder where a file must be"):
        write_file(tmp_path, "B", b"1")


def test_lines_of_a_manifest_that_lead_away_are_refused(tmp_path: Path) -> None:
    """A list that somebody changed removes nothing outside the folder, no folder, and nothing behind a link."""
    outside, out = tmp_path / "outside", tmp_path / "public"
    outside.mkdir()
    (outside / "x").write_bytes(b"kept")
    with open_staging(out) as first:
        first.put("stale", b"1")
        first.put("folder/kept", b"1")
        first.commit()
    (out / "link").symlink_to(outside)
    lines = ["../outside/x", str(outside / "x"), "link/x", "folder", "stale", "", "\udcff"]
    (out / MANIFEST).write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    assert load_manifest(out).refused == ("../outside/x", str(outside / "x"), "link/x", "folder", "\udcff")
    with open_staging(out) as second:
        second.put("page", b"2")
        second.commit()
    assert sorted(path.name for path in out.iterdir()) == [MANIFEST, "data", "folder", "link", "page"]
    assert (outside / "x").read_bytes() == b"kept"


NAMES = st.lists(st.sampled_from(["a", "b", "ab", "230", "A"]), min_size=1, max_size=5).map("/".join)


@given(NAMES, st.just("") | NAMES)
def test_the_way_to_a_path_is_the_library_s(path: str, folder: str) -> None:
    """Told of a file, whose name no folder above it has."""
    assert relative_path(f"{path}.html", folder) == os.path.relpath(f"{path}.html", folder or ".")


def test_the_way_to_a_file_ends_with_its_name() -> None:
    """Also from a folder named alike, and from one below it."""
    assert [relative_path("a/b", folder) for folder in ("a/b", "a/b/c", "a", "")] == ["../b", "../../b", "b", "a/b"]
