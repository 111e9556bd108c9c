"""A release: what changed between two publications, what became of IRIs that went, the files beside the data."""

import csv
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from lod.publish.releases.identifiers import IriChange, find_iri_changes, sorted_lines
from lod.publish.releases.tombstones import Decisions, Tombstone, load_tombstones
from tests.publish.test_build import OTHER
from tests.runner import lod
from tests.samples import BUNDLED

BASE = "https://w3id.org/unres/"
REWORDED = OTHER.replace("Requests the Secretary-General to submit", "Invites Uganda to submit")


@pytest.fixture(scope="module")
def publications(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Four publications: two resolutions; one of them reworded; one withdrawn; one withdrawn without a trace."""
    root = tmp_path_factory.mktemp("releases")
    text, other, out = root / "bundled.txt", root / "other.txt", root / "public"
    shutil.copy(BUNDLED, text)
    made = {}
    for name, content, more in (("both", OTHER, ()), ("reworded", REWORDED, ()), ("withdrawn", "", ())):
        other.write_text(content, encoding="utf-8")
        sources = (text, other) if content else (text,)
        assert lod("build", *sources, "--out", out, *more).exit_code == 0
        made[name] = Path(shutil.copytree(out, root / name))
    out = Path(shutil.copytree(made["both"], root / "pruned"))
    assert lod("build", text, "--out", out, "--prune").exit_code == 0
    return {**made, "pruned": out}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def content_of(folder: Path) -> dict[str, str]:
    """The checksums of all files of a release but for its delta."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items() if "delta/" not in name}


def test_the_version_before_and_the_delta_are_the_new_version(publications: dict[str, Path], tmp_path: Path) -> None:
    """All files of the release come out, from the published folder and from its release, a chain of them too."""
    out = tmp_path / "releases"
    assert lod("release", publications["both"], "--out", out, "--version", "1.0.0").exit_code == 0
    for number, name in ((1, "reworded"), (2, "withdrawn")):
        before = out / f"1.{number - 1}.0"
        run = lod("release", before, publications[name], "--out", out, "--version", f"1.{number}.0")
        assert run.exit_code == 0, run.output
        delta, made = out / f"1.{number}.0" / "delta", tmp_path / f"made-{number}"
        assert lod("apply", before, delta, "--out", made).exit_code == 0
        assert content_of(made) == content_of(out / f"1.{number}.0")
    assert lod("check", tmp_path / "made-2").exit_code == 0


def test_what_changed_is_told_by_kind_and_by_iri(publications: dict[str, Path], tmp_path: Path) -> None:
    """An act whose words changed is changed; the paragraph too; a State that is named now is added."""
    run = lod("release", publications["both"], publications["reworded"], "--out", tmp_path, "--version", "1.0.1")
    assert run.exit_code == 0, run.output
    told = {(row["iri"].removeprefix(BASE), row["kind"], row["change"]) for row in rows(tmp_path / "1.0.1/changes.csv")}
    assert ("A/RES/90/2#op1", "OperativeParagraph", "changed") in told
    assert ("country/uga", "MemberState", "added") in told
    assert ("A/RES/90/2#op1.act1", "changed") in {(iri, change) for iri, _, change in told}
    assert "| MemberState | 1 | 0 | 0 |" in (tmp_path / "1.0.1/CHANGES.md").read_text(encoding="utf-8")


def test_a_withdrawn_resolution_leaves_tombstones(publications: dict[str, Path], tmp_path: Path) -> None:
    """Each IRI below it is gone with it, and what it alone named is named by nothing."""
    run = lod("release", publications["both"], publications["withdrawn"], "--out", tmp_path, "--version", "2.0.0")
    assert run.exit_code == 0, run.output
    stones = {row["iri"].removeprefix(BASE): row["reason"] for row in rows(tmp_path / "2.0.0/tombstones.csv")}
    assert stones["A/RES/90/2#op1"] == stones["A/RES/90/2"] == "the resolution was withdrawn"
    assert stones["session/90"] == "no resolution of the data names it any longer"
    assert "- A/RES/90/2" in (tmp_path / "2.0.0/CHANGES.md").read_text(encoding="utf-8")


def test_an_iri_that_went_without_a_tombstone_stops_the_release(publications: dict[str, Path], tmp_path: Path) -> None:
    """A resolution that left no trace: nothing is written, and the lines for a decision are printed."""
    run = lod("release", publications["both"], publications["pruned"], "--out", tmp_path / "out", "--version", "2.0.0")
    assert run.exit_code == 1
    assert f"{BASE}A/RES/90/2,Resolution,,\n" in run.output
    assert "nothing says what became of them (say with --tombstones FILE" in run.output
    assert list((tmp_path / "out").iterdir()) == []


def test_a_decision_lets_the_release_pass(publications: dict[str, Path], tmp_path: Path) -> None:
    """The lines that were printed, with reasons; they are part of the release."""
    arguments = ("release", publications["both"], publications["pruned"], "--out", tmp_path / "out", "--version", "2.0")
    printed = [line for line in lod(*arguments).output.splitlines() if line.startswith((BASE, "iri,"))]
    decided = tmp_path / "decided.csv"
    lines = [printed[0], *(f"{line.removesuffix(',,')},{BASE}A/RES/68/230,double" for line in printed[1:])]
    decided.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = lod(*arguments, "--tombstones", decided)
    assert run.exit_code == 0, run.output
    stones = {row["iri"]: row for row in rows(tmp_path / "out/2.0/tombstones.csv")}
    assert stones[f"{BASE}A/RES/90/2"]["leads_to"] == f"{BASE}A/RES/68/230"


def test_tombstones_stay_in_later_versions_until_the_iri_is_back(publications: dict[str, Path], tmp_path: Path) -> None:
    for version, (old, new) in {
        "2.0": (publications["both"], publications["withdrawn"]),
        "3.0": (tmp_path / "2.0", publications["withdrawn"]),
        "4.0": (tmp_path / "3.0", publications["both"]),
    }.items():
        assert lod("release", old, new, "--out", tmp_path, "--version", version).exit_code == 0
    kept = [len(rows(tmp_path / version / "tombstones.csv")) for version in ("2.0", "3.0", "4.0")]
    assert kept[0] == kept[1] > 0 == kept[2]


def test_an_index_of_releases_is_there_to_poll(publications: dict[str, Path], tmp_path: Path) -> None:
    """The latest last, with lengths and checksums; versions are sorted as people count."""
    for version in ("1.10.0", "1.9.0"):
        assert lod("release", publications["both"], "--out", tmp_path, "--version", version).exit_code == 0
    told = json.loads((tmp_path / "index.json").read_bytes())
    assert (told["latest"], [release["version"] for release in told["releases"]]) == ("1.10.0", ["1.9.0", "1.10.0"])
    for file in told["releases"][0]["files"]:
        content = (tmp_path / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["size"], file["sha256"])


def test_a_release_is_made_once(publications: dict[str, Path], tmp_path: Path) -> None:
    """The same version again, or one with the name of the version before, is refused; another would not be the same."""
    assert lod("release", publications["both"], "--out", tmp_path).exit_code == 0
    again = lod("release", publications["both"], "--out", tmp_path)
    assert again.exit_code == 1
    assert "1.0.0: is there already" in again.output
    same = lod("release", publications["both"], publications["reworded"], "--out", tmp_path)
    assert "both are called version 1.0.0 (give `version`" in same.output
    assert lod("release", tmp_path / "nothing", "--out", tmp_path).exit_code == 1
    assert lod("release", publications["both"], "--out", tmp_path, "--version", "../1").exit_code == 1


def test_a_release_says_how_to_cite_it(publications: dict[str, Path], tmp_path: Path) -> None:
    """CITATION.cff is YAML of the Citation File Format; Zenodo's file names licence, day and version."""
    assert lod("release", publications["both"], "--out", tmp_path, "--version", "1.2.3").exit_code == 0
    zenodo = json.loads((tmp_path / "1.2.3/.zenodo.json").read_bytes())
    assert (zenodo["version"], zenodo["license"], zenodo["publication_date"]) == ("1.2.3", "cc-by-4.0", "2036-03-03")
    lines = (tmp_path / "1.2.3/CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert {'cff-version: "1.2.0"', 'version: "1.2.3"', 'date-released: "2036-03-03"'} <= set(lines)


def test_sha256sum_finds_all_files_of_a_release(publications: dict[str, Path], tmp_path: Path) -> None:
    """The tool of every system checks them."""
    assert lod("release", publications["both"], "--out", tmp_path).exit_code == 0
    run = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "1.0.0/data", capture_output=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, b"")


def test_dumps_are_compared_however_they_are_sorted(tmp_path: Path) -> None:
    """Members of a dump come in any order; subjects elsewhere do not count."""
    old = [f"<{BASE}a> <p> <o> <g> .\n", f"<{BASE}b> <p> <o> <g> .\n", "<https://x.org/> <p> <o> <g> .\n"]
    new = [f"<{BASE}c> <p> <o> <g> .\n", f"<{BASE}b> <p> <q> <g> .\n"]
    for name, lines in (("old.nq", old), ("new.nq", new)):
        (tmp_path / name).write_text("".join(lines))
    (tmp_path / "spool").mkdir()
    before, after = (sorted_lines(tmp_path / name, tmp_path / "spool") for name in ("old.nq", "new.nq"))
    assert list(find_iri_changes(before, after, BASE)) == [
        IriChange(f"{BASE}a", "other", "removed"),
        IriChange(f"{BASE}b", "other", "changed"),
        IriChange(f"{BASE}c", "other", "added"),
    ]


def test_a_part_that_went_leads_to_the_nearest_that_is_left() -> None:
    """Of a resolution that was read anew; a group that a rule renamed wants a decision."""
    held = frozenset({"A/RES/1/1"})
    decisions = Decisions(BASE, held, held, frozenset(), {}, frozenset({f"{BASE}A/RES/1/1#op5"}))
    part = decisions.tombstone(IriChange(f"{BASE}A/RES/1/1#op5.b.act2", "Act", "removed"))
    assert part == Tombstone(
        f"{BASE}A/RES/1/1#op5.b.act2", "Act", f"{BASE}A/RES/1/1#op5", "the resolution was read anew"
    )
    assert decisions.tombstone(IriChange(f"{BASE}actor/group/friends", "ActorGroup", "removed")) is None


def test_a_list_of_decisions_needs_reasons(tmp_path: Path) -> None:
    """An empty one, or another file, is refused with what to do."""
    path = tmp_path / "list.csv"
    path.write_text("iri,kind,leads_to,reason\nhttps://x.org/a,Act,,\n")
    with pytest.raises(ValueError, match=r"https://x\.org/a has no reason"):
        load_tombstones(path)
    path.write_text("a,b\n")
    with pytest.raises(ValueError, match="its first line must be iri,kind,leads_to,reason"):
        load_tombstones(path)
