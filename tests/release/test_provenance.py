"""Provenance and checksums of a release: they name every file, and a changed one is found."""

import json
import subprocess
from pathlib import Path

import pytest

from lod.model.errors import UnresError
from tests.releasing.provenance import check_release, provenance, sha256, write_provenance, write_sums

LOCK = f"hatchling==1.27.0 \\\n    --hash=sha256:{'b' * 64} \\\n    --hash=sha256:{'a' * 64}\nother==1\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one commit."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "test.lock").write_text(LOCK)
    git = ("git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "One")):
        subprocess.run([*git, *command], check=True)
    return folder


@pytest.fixture
def released(tmp_path: Path, checkout: Path) -> Path:
    """A folder with two files, their statement and their checksums."""
    folder = tmp_path / "dist"
    folder.mkdir()
    made = [folder / "a.whl", folder / "a.tar.gz"]
    for path in made:
        path.write_text(path.name)
    write_provenance(made, folder / "a.provenance.json", checkout, checkout / "test.lock", "1700000000")
    write_sums(folder)
    return folder


def test_the_statement_says_what_was_made_of_what(released: Path, checkout: Path) -> None:
    """Each file with its hash; the commit, the lock and what built it, by hash; the commit's time, no clock's."""
    statement = json.loads((released / "a.provenance.json").read_bytes())
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["predicateType"] == "https://slsa.dev/provenance/v1"
    assert {row["name"]: row["digest"]["sha256"] for row in statement["subject"]} == {
        name: sha256(released / name) for name in ("a.whl", "a.tar.gz")
    }
    commit, lock, backend = statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    head = subprocess.run(["git", "-C", checkout, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    assert commit["digest"]["gitCommit"] == head.stdout.strip()
    assert lock["digest"]["sha256"] == sha256(checkout / "test.lock")
    assert backend == {"uri": "pkg:pypi/hatchling@1.27.0", "annotations": {"sha256": ["a" * 64, "b" * 64]}}
    assert statement["predicate"]["runDetails"]["metadata"]["startedOn"] == "2023-11-14T22:13:20Z"


def test_the_same_commit_gives_the_same_statement(released: Path, checkout: Path) -> None:
    """Whatever the order of the files."""
    made = [released / "a.whl", released / "a.tar.gz"]
    lock = checkout / "test.lock"
    assert provenance(made, checkout, lock, "1") == provenance(made[::-1], checkout, lock, "1")


def test_sha256sum_reads_the_checksums(released: Path) -> None:
    """The list is that of coreutils."""
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, check=True)
    check_release(released)


@pytest.mark.parametrize(
    ("name", "content"), [("a.whl", "other"), ("a.whl", None), ("b.whl", "more"), ("a.provenance.json", "")]
)
def test_a_release_that_was_changed_is_found(released: Path, name: str, content: str | None) -> None:
    """A file that is changed, missing or added, and a changed statement."""
    statement = (released / "a.provenance.json").read_text()
    (released / name).unlink(missing_ok=True)
    if content is not None:
        (released / name).write_text(content or statement.replace("make release", "make other"))
    with pytest.raises(UnresError, match=name):
        check_release(released)


def test_checksums_made_anew_do_not_hide_a_changed_file(released: Path) -> None:
    """The statement knows its hash too."""
    (released / "a.whl").write_text("other")
    write_sums(released)
    with pytest.raises(UnresError, match=r"a\.whl"):
        check_release(released)
