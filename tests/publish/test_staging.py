"""Publishing never harms what was published, and writes only what changed."""

import os
import socket
from pathlib import Path

import pytest

from lod.model.errors import PathError, UnresError
from lod.publish.cache import Cache
from lod.publish.checksums import load_checksums
from lod.publish.layout import Layout
from lod.publish.paths import file_stats
from lod.publish.staging import MANIFEST, find_resolutions, listed_paths, load_manifest, open_staging


def publish(out: Path, files: dict[str, bytes]) -> tuple[int, int]:
    with open_staging(out) as staging:
        for path, content in files.items():
            staging.put(path, content)
        return staging.commit()


def content(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name not in (MANIFEST, "SHA256SUMS")
    }


def test_a_build_publishes_its_files(tmp_path: Path) -> None:
    """All staged files stand below the folder after the commit, and the staging folder is gone."""
    out = tmp_path / "public"
    publish(out, {"index.html": b"home", "A/RES/1/1.ttl": b"data"})
    assert content(out) == {"index.html": b"home", "A/RES/1/1.ttl": b"data"}
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_second_build_of_the_same_touches_no_file(tmp_path: Path) -> None:
    """Files with the same bytes keep their modification time; nothing is counted as written."""
    out = tmp_path / "public"
    publish(out, {"a": b"1", "b": b"2"})
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert publish(out, {"a": b"1", "b": b"2"}) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_stale_files_go_and_foreign_files_stay(tmp_path: Path) -> None:
    """What the last build made and this one does not is removed with its empty folders; other files are left alone."""
    out = tmp_path / "public"
    publish(out, {"old/page.html": b"x", "kept.html": b"y"})
    (out / "CNAME").write_bytes(b"example.org")
    publish(out, {"kept.html": b"y"})
    assert content(out) == {"kept.html": b"y", "CNAME": b"example.org"}
    assert not (out / "old").exists()


def test_a_build_that_lost_an_input_keeps_what_was_published(tmp_path: Path) -> None:
    """With keep_stale nothing is removed now, and a later whole build still knows what is stale."""
    out = tmp_path / "public"
    publish(out, {"a": b"1", "b": b"2"})
    with open_staging(out) as staging:
        staging.put("a", b"1")
        staging.commit(keep_stale=True)
    assert content(out) == {"a": b"1", "b": b"2"}
    publish(out, {"a": b"1"})
    assert content(out) == {"a": b"1"}


def test_a_discarded_build_changes_nothing(tmp_path: Path) -> None:
    """Until the commit the published folder is as it was, and a discarded build leaves no trace."""
    out = tmp_path / "public"
    publish(out, {"a": b"1"})
    with open_staging(out) as staging:
        staging.put("a", b"broken")
    assert content(out) == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_files_are_read_back_as_they_will_be_published(tmp_path: Path) -> None:
    """What is staged before what is published; a file that is in neither is named. Another process sees the same."""
    out = tmp_path / "public"
    publish(out, {"a": b"1", "b": b"22"})
    with open_staging(out) as staging:
        staging.put("b", b"333")
        other = staging.fork()
        assert [other.read(path) for path in ("a", "b")] == [b"1", b"333"]
        assert [other.size(path) for path in ("a", "b", "c")] == [1, 3, None]
        with pytest.raises(PathError, match=r"public/c: is not there"):
            other.read("c")
        other.put("c", b"4")
        assert "c" not in staging.made
        assert staging.read("c") == b"4"


@pytest.mark.parametrize("is_cached", [False, True])
def test_what_is_gathered_and_not_published_is_read_in_its_build(tmp_path: Path, is_cached: bool) -> None:
    """By those to whom it is given to read; what nobody gathers is dropped, and neither is published."""
    out = tmp_path / "public"
    with open_staging(out) as staging:
        staging.layout, staging.cache = Layout.COMPACT, Cache(tmp_path / "kept") if is_cached else None
        staging.put("A/RES/1/1.marc.xml", b"record", is_gathered=True)
        staging.put("A/RES/1/2.marc.xml", b"another", is_gathered=True)
        staging.put("A/RES/1/3.marc.xml", b"dropped")
        staging.put("A/RES/1/1.ttl", b"data", is_gathered=True)
        assert staging.read("A/RES/1/2.marc.xml") == b"another"
        reader = staging.fork(["A/RES/1/1.marc.xml", "A/RES/1/1.ttl"])
        assert [reader.read(path) for path in ("A/RES/1/1.marc.xml", "A/RES/1/1.ttl")] == [b"record", b"data"]
        there = [reader.has(f"A/RES/1/{name}") for name in ("1.marc.xml", "1.ttl", "2.marc.xml", "3.marc.xml")]
        assert there == [True, True, False, False]
        assert not staging.has("A/RES/1/3.marc.xml")
        staging.commit()
    assert content(out) == {"A/RES/1/1.ttl": b"data"}


def test_what_one_build_gathered_the_next_does_not_write_again(tmp_path: Path) -> None:
    """A cache holds it, which outlives the build; without one the spool does, and nothing is left of it."""
    kept = tmp_path / "kept"

    def gather(cache: Cache | None) -> None:
        with open_staging(tmp_path / "public") as staging:
            staging.layout, staging.cache = Layout.COMPACT, cache
            staging.put("A/RES/1/1.marc.xml", b"record", is_gathered=True)
            assert staging.read("A/RES/1/1.marc.xml") == b"record"

    gather(None)
    assert [*tmp_path.iterdir()] == []
    gather(Cache(kept))
    before = file_stats(kept)
    assert len(before) == 1
    gather(Cache(kept))
    assert file_stats(kept) == before


def test_sizes_are_those_that_files_will_have(tmp_path: Path) -> None:
    """What is staged before what is published, and files that no build made; the first build has no folder yet."""
    out = tmp_path / "public"
    with open_staging(out) as staging:
        staging.put("a", b"1")
        assert staging.sizes() == {"a": 1}
        assert staging.has("a")
        assert not staging.has("b")
    publish(out, {"a": b"1", "b": b"22"})
    (out / MANIFEST).unlink()
    (out / "data" / "SHA256SUMS").unlink()
    (out / "CNAME").write_bytes(b"example.org")
    with open_staging(out) as staging:
        staging.put("b", b"333")
        staging.put("A/c", b"4444")
        assert staging.sizes() == {"a": 1, "b": 3, "A/c": 4, "CNAME": 11}


def test_a_file_that_was_lost_is_not_kept_for_a_lost_input(tmp_path: Path) -> None:
    """The list of a build that keeps what is stale names files that are there."""
    out = tmp_path / "public"
    publish(out, {"a": b"1", "b": b"2", "c": b"3"})
    (out / "b").unlink()
    with open_staging(out) as staging:
        staging.put("a", b"1")
        staging.commit(keep_stale=True)
    assert (out / ".unres-manifest").read_text() == "a\nc\ndata/SHA256SUMS\n"
    assert load_manifest(out).paths == listed_paths(out) == {"a", "c", "data/SHA256SUMS"}
    assert "b" not in load_checksums(out).by_path


def test_resolutions_that_an_earlier_build_published_are_told(tmp_path: Path) -> None:
    """Those whose record and statements are there, in order, but for those made now."""
    out = tmp_path / "public"
    symbols = ("A/RES/1/2", "A/RES/1/1", "A/RES/1/3", "A/RES/1/4", "no symbol")
    publish(out, {f"{symbol}{end}": b"1" for symbol in symbols for end in (".ttl", ".marc.xml")} | {"A/RES/1/1": b"1"})
    (out / "A/RES/1/4.ttl").unlink()
    with open_staging(out) as staging:
        assert staging.resolutions_left(["A/RES/1/3"]) == ("A/RES/1/1", "A/RES/1/2")


def test_resolutions_of_a_folder_have_a_record_or_are_there_for_harvesters(tmp_path: Path) -> None:
    """What harvesters are offered must have its statements; statements alone, or a bare name, are no resolution."""
    paths = ["A/RES/1/1.marc.xml", "A/RES/1/2.ttl", "A/RES/1/3.ttl", "A/RES/1/5", "no symbol.marc.xml"]
    assert find_resolutions(tmp_path, paths) == {"A/RES/1/1"}
    (tmp_path / "data").mkdir()
    offered = ",".join(f'{{"symbol": "A/RES/1/{number}"}}' for number in (3, 4))
    (tmp_path / "data/harvest.json").write_text(f'{{"records": [{offered}]}}')
    assert find_resolutions(tmp_path, paths) == {"A/RES/1/1", "A/RES/1/3"}


def test_a_large_file_is_moved_or_left(tmp_path: Path) -> None:
    """put_file publishes a file written elsewhere, and leaves an equal published one untouched."""
    out = tmp_path / "public"
    for expected in (3, 0):  # the file, the checksums and the manifest; then nothing
        with open_staging(out) as staging:
            large = staging.spool / "large"
            large.write_bytes(b"z" * 3_000_000)
            staging.put_file("data/large", large)
            assert staging.commit() == (expected, 0)


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    """A file where the folder should be is an error that names it."""
    (tmp_path / "public").write_text("a file")
    with pytest.raises(UnresError, match=r"public.*is a file"):
        publish(tmp_path / "public", {"a": b"1"})


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    """It names the process and the host that hold the folder, and changes nothing; afterwards the folder is free."""
    out = tmp_path / "public"
    publish(out, {"a": b"1"})
    with open_staging(out), pytest.raises(UnresError) as told:
        publish(out, {"a": b"2"})
    holder = f"process {os.getpid()} on {socket.gethostname()}"
    assert str(told.value) == f"{out}: another build is at work on it, {holder} (wait until it has ended, or end it)"
    assert content(out) == {"a": b"1"}
    assert publish(out, {"a": b"2"}) == (2, 0)  # and the checksums
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_lock_whose_holder_is_gone_hinders_nobody(tmp_path: Path) -> None:
    """The file that a killed build left is taken over."""
    (tmp_path / ".public.lock").write_text("1 elsewhere\n")
    publish(tmp_path / "public", {"a": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_link_to_the_folder_is_the_folder(tmp_path: Path) -> None:
    """What stands beside it is found by either name."""
    out = tmp_path / "deep" / "public"
    publish(out, {"a": b"1"})
    (tmp_path / "link").symlink_to(out)
    with open_staging(tmp_path / "link"), pytest.raises(UnresError, match="another build"):
        publish(out, {"a": b"2"})
    assert publish(tmp_path / "link", {"a": b"2"}) == (2, 0)  # and the checksums
    assert content(out) == {"a": b"2"}


@pytest.mark.parametrize("foreign", ["page.html/mine.txt", "folder"])
def test_what_stands_in_the_way_is_named_before_anything_changes(tmp_path: Path, foreign: str) -> None:
    """A foreign folder where a page goes, a foreign file where a folder goes."""
    out = tmp_path / "public"
    publish(out, {"a": b"1"})
    (out / foreign).parent.mkdir(exist_ok=True)
    (out / foreign).write_bytes(b"mine")
    with pytest.raises(PathError, match=r"is a (file|folder) where a (file|folder) must be \(move it away\)"):
        publish(out, {"a": b"2", "page.html": b"p", "folder/page.html": b"q"})
    assert content(out) == {"a": b"1", foreign: b"mine"}


def test_what_a_killed_process_half_wrote_is_never_published(tmp_path: Path) -> None:
    """Only what is made is; and what is made again with the bytes that stand there already is left alone."""
    out = tmp_path / "public"
    publish(out, {"a": b"whole"})
    with open_staging(out) as staging:
        for path in ("a", "b"):
            (staging.folder / path).write_bytes(b"ha")
        staging.put("a", b"whole")
        assert staging.commit() == (0, 0)
    assert content(out) == {"a": b"whole"}
