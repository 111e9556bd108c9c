"""Checksums of everything that is published, and the command that checks a folder against them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from lod.publish.checksums import Sums, find_differences, format_checksums, parse_checksums
from lod.publish.staging import MANIFEST, load_manifest, open_staging
from tests.runner import lod

PAGES = {"index.html": b"home", "A/RES/1/1.ttl": b"data", "data/dump.gz": b"dump"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with open_staging(tmp_path / "public") as staging:
        for path, content in PAGES.items():
            staging.put(path, content)
        staging.commit()
    return tmp_path / "public"


def differences(out: Path) -> list[tuple[str, str]]:
    return [(found.path, found.damage) for found in find_differences(out, load_manifest(out).paths)]


def test_every_published_file_is_listed_and_sha256sum_agrees(out: Path) -> None:
    """The standard tool checks the whole folder from the list's own folder, and dumps that were fetched alone."""
    sums = parse_checksums((out / "data/SHA256SUMS").read_bytes())
    assert sums.by_path.keys() == PAGES.keys()
    subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=out / "data", check=True)
    alone = shutil.copytree(out / "data", out.parent / "fetched" / "data")
    subprocess.run(["sha256sum", "-c", "--quiet", "--ignore-missing", "SHA256SUMS"], cwd=alone, check=True)
    (out / "index.html").write_bytes(b"evil")
    assert subprocess.run(["sha256sum", "-c", "--status", "SHA256SUMS"], cwd=out / "data", check=False).returncode == 1


def test_format_and_parse_are_inverse() -> None:
    """What is no line of the list is kept apart."""
    by_path = {"A/RES/217(III).html": "a" * 64, "data/x y.gz": "b" * 64}
    assert parse_checksums(format_checksums(by_path)) == Sums(by_path)
    beside = {"0" * 65 + "  a": "a digit too many", "0" * 64 + "  ": "no name", "0" * 64 + " \udcff": "not UTF-8"}
    assert parse_checksums("\n".join(beside).encode("utf-8", "surrogateescape")) == Sums({}, tuple(beside))
    assert parse_checksums(b"broken\n\\" + b"c" * 64 + b"  a\\nb\n").strange == ("broken", "\\" + "c" * 64 + "  a\\nb")


def test_a_folder_as_it_was_built_has_no_differences(out: Path) -> None:
    """Files that no build made are nobody's business."""
    (out / "CNAME").write_bytes(b"example.org")
    assert differences(out) == []


def test_every_difference_is_named(out: Path) -> None:
    """Missing, changed by one bit, a link in a file's place, claimed by the manifest alone, a line that leads away."""
    (out / "A/RES/1/1.ttl").unlink()
    (out / "index.html").write_bytes(b"hole")
    (out / "data/dump.gz").rename(out / "data/moved")
    (out / "data/dump.gz").symlink_to("moved")
    (out / "claimed.html").write_bytes(b"?")
    with (out / MANIFEST).open("a") as manifest:
        manifest.write("claimed.html\n")
    with (out / "data/SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  ../../outside\nnonsense\n")
    assert differences(out) == [
        ("nonsense", "strange"),
        ("../outside", "strange"),
        ("A/RES/1/1.ttl", "missing"),
        ("claimed.html", "unlisted"),
        ("data/dump.gz", "missing"),
        ("index.html", "changed"),
    ]


def test_files_that_a_lost_input_keeps_stay_listed_as_they_were_published(out: Path) -> None:
    """A change of such a file is found, since its checksum is the one of its own build."""
    (out / "A/RES/1/1.ttl").write_bytes(b"evil")
    with open_staging(out) as staging:
        staging.put("index.html", b"new")
        staging.commit(keep_stale=True)
    assert differences(out) == [("A/RES/1/1.ttl", "changed")]


def test_the_command_says_what_is_not_as_it_was_built(out: Path) -> None:
    """One line a difference and the counts; for programs JSON; exit status 1 where there is any."""
    result = lod("check", out)
    assert (result.exit_code, result.output) == (0, "3 files checked, 0 differences\n")
    (out / "index.html").unlink()
    result = lod("check", out)
    assert (result.exit_code, result.output) == (1, "missing  index.html\n3 files checked, 1 difference\n")
    result = lod("check", out, "--format", "json")
    told = {"files": 3, "differences": [{"path": "index.html", "damage": "missing"}]}
    assert (result.exit_code, json.loads(result.output)) == (1, told)


def test_a_folder_without_checksums_is_named(tmp_path: Path) -> None:
    result = lod("check", tmp_path)
    assert result.exit_code == 1
    assert result.stderr == f"lod: {tmp_path}/data/SHA256SUMS: no checksums (build it first: lod build --out FOLDER)\n"


def test_a_real_publication_is_as_it_was_built(tmp_path: Path) -> None:
    """Every file of it, but for the list itself and the hidden manifest, is listed."""
    assert lod("build", "--out", tmp_path / "public").exit_code == 0
    assert lod("check", tmp_path / "public").exit_code == 0
    listed = parse_checksums((tmp_path / "public/data/SHA256SUMS").read_bytes()).by_path
    found = {
        path.relative_to(tmp_path / "public").as_posix() for path in (tmp_path / "public").rglob("*") if path.is_file()
    }
    assert found - listed.keys() == {MANIFEST, "data/SHA256SUMS"}
