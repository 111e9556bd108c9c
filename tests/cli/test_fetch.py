"""`lod fetch`: official files into a folder that `lod build` reads."""

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import Result

from lod.model.vocab import DCT, UNR
from lod.read.fetch.fetch import _write_whole
from tests.read.fetch.site import Reply, Site, served
from tests.read.test_pdf import FIRST, HEAD, SECOND, make_pdf
from tests.runner import lod

PDF = make_pdf([*HEAD, *FIRST], SECOND)
XML = Path(__file__).parents[1].joinpath("files/akn/lighthouses.en.xml").read_bytes()
TABLE = """
[[address]]
id = "akn"
media = "application/akn+xml"
suffix = ".xml"
template = "{site}/raw/{{path}}"
listing = "{site}/tree"
path = "(?P<session>\\\\d+)session/(?P<language>\\\\w+)/(?P<number>\\\\d+)(?P<letters>[A-Z])?[.]xml"
source = "played"

[[address]]
id = "pdf"
media = "application/pdf"
suffix = ".pdf"
template = "{site}/{{language}}/{{symbol}}"
source = "played"
"""
TREE = json.dumps({"tree": [{"path": path} for path in ("86session/English/901.xml", "86session/French/902A.xml")]})


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    paths = {
        "/tree": Reply(content=TREE.encode()),
        "/raw/86session/English/901.xml": Reply(content=XML, headers={"ETag": '"x"'}),
        "/en/A/RES/86/903": Reply(content=PDF),
        "/en/A/RES/86/904": Reply(content=b"<!doctype html><html>Please wait</html>"),
    }
    with served(Site(dict(paths))) as made:
        (tmp_path / "addresses.toml").write_text(TABLE.format(site=made.address), encoding="utf-8")
        yield made


def fetch(folder: Path, *arguments: str) -> Result:
    return lod("fetch", *arguments, "--out", folder / "got", "--addresses", folder / "addresses.toml", "--pace", "0")


def test_xml_comes_before_pdf_and_each_file_has_its_sidecar(site: Site, tmp_path: Path) -> None:
    result = fetch(tmp_path, "A/RES/86/901", "A/RES/86/903")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "got").iterdir()) == [
        "A_RES_86_901.en.xml", "A_RES_86_901.en.xml.fetched.json",
        "A_RES_86_903.en.pdf", "A_RES_86_903.en.pdf.fetched.json",
    ]  # fmt: skip
    said = json.loads((tmp_path / "got/A_RES_86_903.en.pdf.fetched.json").read_text())
    assert said["address"] == f"{site.address}/en/A/RES/86/903"
    assert said["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert said["day"] == dt.date.today().isoformat()


def test_what_no_site_has_is_listed_and_found_later(site: Site, tmp_path: Path) -> None:
    """A page in place of a file is no file; a later run fetches what is there by then."""
    result = fetch(tmp_path, "A/RES/86/904", "A/RES/86/905")
    assert result.exit_code == 1
    rows = list(csv.reader((tmp_path / "got/not-there.csv").open(encoding="utf-8")))
    assert [(row[0], row[1], row[3]) for row in rows[1:]] == [
        ("A/RES/86/904", "en", "is no application/pdf, but a page"), ("A/RES/86/905", "en", "answers 404"),
    ]  # fmt: skip
    site.paths["/en/A/RES/86/905"] = Reply(content=PDF)
    assert fetch(tmp_path, "A/RES/86/905").exit_code == 0
    assert len(list(csv.reader((tmp_path / "got/not-there.csv").open(encoding="utf-8")))) == 2


def test_a_second_run_asks_for_nothing_that_is_held(site: Site, tmp_path: Path) -> None:
    fetch(tmp_path, "A/RES/86/901", "A/RES/86/903")
    site.asked.clear()
    result = fetch(tmp_path, "A/RES/86/901")
    assert result.stderr.strip() == "lod: 1 kept"
    assert site.asked == []


def test_an_update_fetches_what_changed_and_leaves_the_rest(site: Site, tmp_path: Path) -> None:
    def unchanged(_: int, handler: BaseHTTPRequestHandler) -> Reply:
        return Reply(304) if handler.headers.get("If-None-Match") == '"x"' else Reply(500)

    fetch(tmp_path, "A/RES/86/901", "A/RES/86/903")
    site.paths["/raw/86session/English/901.xml"] = unchanged
    site.paths["/en/A/RES/86/903"] = Reply(content=PDF + b"\n")
    assert fetch(tmp_path, "A/RES/86/901", "A/RES/86/903", "--update").stderr.strip() == "lod: 1 fetched, 1 unchanged"
    assert (tmp_path / "got/A_RES_86_903.en.pdf").read_bytes() == PDF + b"\n"


def test_a_session_is_what_listings_name_in_each_language(site: Site, tmp_path: Path) -> None:
    """Codes of languages may follow one another."""
    result = fetch(tmp_path, "--session", "86", "--languages", "en", "fr", "--format", "xml")
    assert result.exit_code == 1
    asked = [path for path in site.asked if path.startswith("/raw")]
    assert asked == ["/raw/86session/English/901.xml", "/raw/86session/French/902A.xml"]
    assert "missing  A/RES/86/901 fr" in result.stdout


def test_a_run_that_breaks_off_keeps_what_it_has_and_goes_on(site: Site, tmp_path: Path) -> None:
    site.paths["/en/A/RES/86/906"] = Reply(503, headers={"Retry-After": "9999"})
    result = fetch(tmp_path, "A/RES/86/903", "A/RES/86/906", "--format", "pdf")
    assert result.exit_code == 1
    assert "gives no answer" in result.stderr
    assert (tmp_path / "got/A_RES_86_903.en.pdf").exists()
    site.paths["/en/A/RES/86/906"] = Reply(content=PDF)
    assert fetch(tmp_path, "A/RES/86/903", "A/RES/86/906", "--format", "pdf").stderr.strip() == "lod: 1 fetched, 1 kept"


def test_a_file_that_a_person_put_there_is_not_overwritten(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "got/A_RES_86_903.en.pdf"
    own.parent.mkdir()
    own.write_bytes(b"mine")
    fetch(tmp_path, "A/RES/86/903", "--format", "pdf", "--update")
    assert own.read_bytes() == b"mine"


def test_a_file_that_was_cut_short_is_fetched_again(site: Site, tmp_path: Path) -> None:
    fetch(tmp_path, "A/RES/86/903")
    path = tmp_path / "got/A_RES_86_903.en.pdf"
    _write_whole(path, PDF[:1000])
    fetch(tmp_path, "A/RES/86/903")
    assert path.read_bytes() == PDF


def test_offline_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with served(Site()) as gone:
        (tmp_path / "addresses.toml").write_text(TABLE.format(site=gone.address), encoding="utf-8")
    result = fetch(tmp_path, "A/RES/86/901")
    assert result.exit_code == 1
    assert "is there a connection?" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [((), "name symbols"), (("spoon",), "no document symbol"), (("A/RES/86/1", "--languages", "xx"), "no language")],
)
def test_bad_usage_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    result = lod("fetch", *arguments, "--out", tmp_path)
    assert result.exit_code == 2
    assert told in result.stderr


def test_provenance_says_where_a_file_was_fetched_from_and_when(site: Site, tmp_path: Path) -> None:
    """The build counts no sidecar among the files that it skips."""
    fetch(tmp_path, "A/RES/86/903", "A/RES/86/905")
    result = lod("build", tmp_path / "got", "--out", tmp_path / "public")
    assert result.exit_code == 0
    assert "skipped" not in result.stderr
    said = {(quad.predicate, quad.object) for quad in ox.parse(path=tmp_path / "public/A/RES/86/903.ttl")}
    assert (DCT.source, ox.NamedNode(f"{site.address}/en/A/RES/86/903")) in said
    assert {value.value for predicate, value in said if predicate == UNR.fetchedOn} == {dt.date.today().isoformat()}
