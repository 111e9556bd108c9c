"""Tombstones: a source that is taken away leaves a page that says so, a list, rules for servers, and 410."""

import json
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.publish.staging import MANIFEST
from lod.publish.withdrawn import LIST, Withdrawn, find_tombstones, load_withdrawn, load_withdrawn_resolutions
from lod.serve.application import application
from tests.publish.test_build import OTHER
from tests.runner import lod
from tests.samples import BUNDLED

SYMBOL = "A/RES/90/2"
#: What it alone names.
MEETING = "session/90"


def _build(folder: Path, *more: object, with_other: bool) -> Path:
    """A publication of the bundled resolution and, or no longer, of another one."""
    text = folder / "other.txt"
    text.write_text(OTHER, encoding="utf-8")
    sources = (BUNDLED, text) if with_other else (BUNDLED,)
    run = lod("build", *sources, "--out", folder / "public", *more)
    assert run.exit_code == 0, run.output
    return folder / "public"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication from which a resolution was taken away, to be read alone."""
    folder = tmp_path_factory.mktemp("withdrawn")
    _build(folder, with_other=True)
    return _build(folder, with_other=False)


@pytest.fixture
def withdrawn(made: Path, tmp_path: Path) -> Path:
    """A copy of it, with its sources, that a test may change."""
    shutil.copytree(made.parent, tmp_path, dirs_exist_ok=True, copy_function=shutil.copy2)
    return tmp_path / "public"


def test_a_source_that_is_taken_away_leaves_a_page_that_says_so(withdrawn: Path) -> None:
    """The page names the resolution and leads to the official text; its data are gone, the dumps know it no more."""
    page = (withdrawn / f"{SYMBOL}.html").read_text(encoding="utf-8")
    assert "no longer holds it" in page
    assert f"https://docs.un.org/{SYMBOL}" in page
    assert not (withdrawn / f"{SYMBOL}.ttl").exists()
    assert not (withdrawn / f"{SYMBOL}.marc.xml").exists()


def test_the_list_names_what_was_withdrawn_with_its_last_title(withdrawn: Path) -> None:
    listed = json.loads((withdrawn / LIST).read_text(encoding="utf-8"))
    (entry,) = (entry for entry in listed if not entry["is_thing"])
    assert entry["symbol"] == SYMBOL
    assert entry["title"] == "Care of lakes"
    assert f"{SYMBOL}.marc.xml" in entry["files"]


@pytest.mark.parametrize("suffix", ["", ".html", ".ttl", ".jsonld", ".marc.xml", "/annotations"])
def test_the_server_answers_gone_for_every_representation(withdrawn: Path, suffix: str) -> None:
    """410 is another thing than 404: it was here."""
    answer = TestClient(application(withdrawn)).get(f"/{SYMBOL}{suffix}")
    assert answer.status_code == 410
    assert "no longer holds it" in answer.text


def test_static_hosts_get_rules(withdrawn: Path) -> None:
    """What they do with them is tried in tests/publish/hosts/."""
    assert f'location = "/unres/{SYMBOL}.ttl" {{ return 410; }}' in (withdrawn / "hosts" / "nginx.conf").read_text()
    assert rf'RewriteRule "^{SYMBOL}\.ttl$" - [G]' in (withdrawn / ".htaccess").read_text()


@pytest.mark.parametrize("suffix", ["", ".html", ".ttl", ".jsonld", ".nt"])
def test_a_thing_that_nothing_names_any_longer_is_gone(withdrawn: Path, suffix: str) -> None:
    """A meeting of the other resolution's session: 410 for each of its forms, on static hosts too."""
    answer = TestClient(application(withdrawn)).get(f"/{MEETING}{suffix}")
    assert answer.status_code == 410
    assert "no longer does" in answer.text
    assert f'location = "/unres/{MEETING}{suffix}" {{ return 410; }}' in (withdrawn / "hosts/nginx.conf").read_text()


def test_what_is_still_named_is_not_gone(withdrawn: Path) -> None:
    """The organ of both resolutions, and every file that the build made but for tombstones."""
    assert TestClient(application(withdrawn)).get("/actor/general-assembly.ttl").status_code == 200
    gone = find_tombstones(withdrawn)
    assert {path for path in gone if (withdrawn / path).is_file()} == set(gone.values())


def test_a_concept_that_a_new_vocabulary_lacks_is_gone(withdrawn: Path) -> None:
    """What an earlier version of the tables published, as the folder's list of files says."""
    for path in (concept := ["verb/hope.html", "verb/hope.ttl"]):
        shutil.copy(withdrawn / path.replace("/hope", ""), withdrawn / path)
    with (withdrawn / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.writelines(f"{path}\n" for path in concept)
    _build(withdrawn.parent, "--no-cache", with_other=False)
    assert TestClient(application(withdrawn)).get("/verb/hope").status_code == 410


def test_harvesters_are_told_of_resolutions_alone(withdrawn: Path) -> None:
    """OAI-PMH has records of resolutions; the change list of ResourceSync names every document that went."""
    answer = TestClient(application(withdrawn)).get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc")
    assert answer.text.count('status="deleted"') == 1
    changes = "".join(path.read_text(encoding="utf-8") for path in (withdrawn / "resourcesync").glob("change*"))
    assert f"{MEETING}.ttl" in changes


def test_a_tombstone_stays_until_its_source_comes_back(withdrawn: Path) -> None:
    """A build that changes nothing keeps it; one with the source publishes the resolution and forgets the tombstone."""
    folder = withdrawn.parent
    _build(folder, with_other=False)
    assert set(load_withdrawn_resolutions(withdrawn)) == {SYMBOL}
    assert set(load_withdrawn(withdrawn)) >= {SYMBOL, MEETING}
    _build(folder, with_other=True)
    assert "no longer holds it" not in (withdrawn / f"{SYMBOL}.html").read_text(encoding="utf-8")
    assert not (withdrawn / LIST).exists()


def test_who_says_prune_leaves_no_trace(tmp_path: Path) -> None:
    _build(tmp_path, with_other=True)
    out = _build(tmp_path, "--prune", with_other=False)
    assert not (out / f"{SYMBOL}.html").exists()
    assert not (out / LIST).exists()


def test_a_checked_publication_with_tombstones_is_whole(withdrawn: Path) -> None:
    """Tombstones, list and rules are files of the build as all others."""
    run = lod("check", withdrawn)
    assert run.exit_code == 0, run.output


def test_a_source_that_failed_withdraws_nothing(tmp_path: Path) -> None:
    """What was published of it before stays, as long as nobody knows whether it was taken away or is broken."""
    out = _build(tmp_path, with_other=True)
    (tmp_path / "other.txt").write_bytes(b"")
    run = lod("build", BUNDLED, tmp_path / "other.txt", "--out", out)
    assert run.exit_code == 1
    assert (out / f"{SYMBOL}.ttl").exists()
    assert not (out / LIST).exists()


@pytest.mark.parametrize(
    "content", ["no JSON", "{}", '[{"symbol": "../x", "title": "", "files": []}]',
                '[{"symbol": "A/RES/1/1", "title": "", "files": ["../../etc/passwd"]}]',
                '[{"symbol": "../x", "title": "", "files": [], "is_thing": true}]'],
)  # fmt: skip
def test_a_list_that_somebody_changed_is_not_trusted(tmp_path: Path, content: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / LIST).write_text(content, encoding="utf-8")
    assert load_withdrawn(tmp_path) == {}
    assert find_tombstones(tmp_path) == {}


def test_a_resolution_that_others_cite_keeps_its_page_as_a_cited_document() -> None:
    """Its own files alone are gone: the IRI leads to the page of a document that is not held."""
    entry = Withdrawn(SYMBOL, "Care of lakes", (f"{SYMBOL}.html", f"{SYMBOL}.marc.xml"), is_cited=True)
    assert entry.gone() == {f"{SYMBOL}.marc.xml", f"{SYMBOL}/annotations"}
