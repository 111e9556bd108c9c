"""What a build leaves for harvesters: sets and datestamps, a static repository, lists of ResourceSync."""

import hashlib
import shutil
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from lod.publish.harvest.catalogue import load_repository
from lod.publish.harvest.resourcesync import CAPABILITIES, CHANGES, DESCRIPTION, RESOURCES, Resource, sync_files
from lod.publish.harvest.static import STATIC
from lod.serve.application import application
from tests.publish.test_build import OTHER
from tests.runner import lod
from tests.samples import BUNDLED

BASE = "https://w3id.org/unres/"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "rs": "http://www.openarchives.org/rs/terms/",
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "static": "http://www.openarchives.org/OAI/2.0/static-repository",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of two resolutions."""
    root = tmp_path_factory.mktemp("harvest")
    (root / "other.txt").write_text(OTHER, encoding="utf-8")
    assert lod("build", BUNDLED, root / "other.txt", "--out", root / "public").exit_code == 0
    return root / "public"


@pytest.fixture(scope="module")
def withdrawn(published: Path) -> Path:
    """The same, of which one was withdrawn."""
    out = Path(shutil.copytree(published, published.with_name("withdrawn")))
    assert lod("build", BUNDLED, "--out", out).exit_code == 0
    return out


def test_records_have_the_last_day_in_them_and_sets(published: Path) -> None:
    """Session and committee; subjects and series where the data say them."""
    repository = load_repository(published)
    assert repository
    told = {record.symbol: (record.datestamp, record.sets) for record in repository.records}
    assert told["A/RES/90/2"] == ("2036-03-03", ("session:90",))
    assert told["A/RES/68/230"] == ("2014-02-07", ("committee:second-committee", "session:68"))
    assert repository.sets["session:90"] == "90th session"
    assert repository.sets["committee"] == "Resolutions by committee"


def test_what_was_withdrawn_is_a_deleted_record(withdrawn: Path) -> None:
    """With the last day in the data."""
    repository = load_repository(withdrawn)
    assert repository
    assert [(r.symbol, r.is_deleted) for r in repository.records] == [("A/RES/68/230", False), ("A/RES/90/2", True)]
    answer = TestClient(application(withdrawn)).get(
        "/oai?verb=GetRecord&metadataPrefix=marc21&identifier=oai:w3id.org:A/RES/90/2"
    )
    assert b'<header status="deleted">' in answer.content
    assert b"<metadata>" not in answer.content


@pytest.mark.parametrize("prefix", ["oai_dc", "marc21", "marc21-un", "mods", "rdf"])
def test_every_format_is_served_as_it_was_published(published: Path, prefix: str) -> None:
    """With the schema named at its root."""
    answer = TestClient(application(published)).get(f"/oai?verb=ListRecords&metadataPrefix={prefix}")
    found = etree.fromstring(answer.content).findall(".//oai:metadata", NAMES)
    assert len(found) == 2
    for metadata in found:
        (one,) = metadata
        assert any(str(name).endswith("schemaLocation") for name in one.attrib)
        assert b"68/230" in etree.tostring(one) or b"90/2" in etree.tostring(one)


def test_a_folder_that_an_older_build_made_has_no_repository(published: Path, tmp_path: Path) -> None:
    old = Path(shutil.copytree(published, tmp_path / "old"))
    (old / "data/harvest.json").unlink()
    assert TestClient(application(old)).get("/oai?verb=Identify").status_code == 404


def test_a_static_repository_holds_all_records(published: Path) -> None:
    """In both its formats, for a gateway that somebody runs."""
    root = etree.parse(published / STATIC).getroot()
    assert root.findtext("static:Identify/oai:baseURL", "", NAMES) == f"{BASE}data/oai-static.xml"
    lists = root.findall("static:ListRecords", NAMES)
    assert [found.get("metadataPrefix") for found in lists] == ["oai_dc", "marc21"]
    for found in lists:
        told = [element.text for element in found.iterfind(".//oai:identifier", NAMES)]
        assert told == ["oai:w3id.org:A/RES/68/230", "oai:w3id.org:A/RES/90/2"]


def links(folder: Path, path: str) -> list[str]:
    found = etree.parse(folder / path).iterfind("s:url/s:loc", NAMES)
    return [(element.text or "").removeprefix(BASE) for element in found]


def test_lists_lead_from_one_to_the_next(published: Path) -> None:
    """From the well-known address to every file."""
    assert links(published, DESCRIPTION) == [CAPABILITIES]
    assert links(published, CAPABILITIES) == [RESOURCES, CHANGES]


def test_the_resource_list_names_every_file_of_data(published: Path) -> None:
    """With its length and checksum, as a program that copies checks them."""
    root = etree.parse(published / RESOURCES)
    assert [md.get("at") for md in root.iterfind("rs:md", NAMES)] == ["2036-03-03T00:00:00Z"]
    for url in root.iterfind("s:url", NAMES):
        path = (url.findtext("s:loc", "", NAMES)).removeprefix(BASE)
        content = (published / path).read_bytes()
        (md,) = url.iterfind("rs:md", NAMES)
        assert (int(md.get("length", "")), md.get("hash")) == (
            len(content),
            f"sha-256:{hashlib.sha256(content).hexdigest()}",
        )
    listed = set(links(published, RESOURCES))
    assert {
        "A/RES/68/230.ttl",
        "A/RES/90/2.marc.xml",
        "data/unres.nq.gz",
        "fund/perez-guerrero-trust-fund.ttl",
    } <= listed
    assert not any(path.endswith(".html") for path in listed)


def test_the_change_list_tells_what_came_and_went(withdrawn: Path) -> None:
    """By day; with a resolution went the things that it alone named."""
    found = etree.parse(withdrawn / CHANGES).iterfind("s:url/rs:md", NAMES)
    told = [
        (md.get("change"), md.get("datetime"), path) for md, path in zip(found, links(withdrawn, CHANGES), strict=True)
    ]
    day = "2014-02-07T00:00:00Z"
    assert told[0] == ("created", day, "A/RES/68/230.ttl")
    assert set(told[1:]) >= {("deleted", day, "A/RES/90/2.ttl"), ("deleted", day, "session/90.ttl")}
    assert all(change == "deleted" and not (withdrawn / path).exists() for change, _, path in told[1:])


def test_more_files_than_a_list_may_name_are_parted(published: Path) -> None:
    """50,000 addresses a file, and an index over them."""
    repository = load_repository(published)
    assert repository
    made = dict(sync_files([Resource(f"x/{n}.ttl", 1, "ab") for n in range(50_001)], repository, ()))
    parts = [path for path in made if path.startswith("resourcesync/resourcelist-")]
    assert [made[path].count(b"<url>") for path in parts] == [50_000, 1]
    assert made[RESOURCES].count(b"<sitemap>") == 2
