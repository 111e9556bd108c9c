"""The compact layout: of each thing a page and Turtle, and nothing that leads to what is not there."""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as parser
from starlette.testclient import TestClient

from lod.model.iris import DEFAULT_BASE
from lod.publish.layout import Layout
from lod.serve.application import application
from tests.publish.pages.test_site import AKN, broken_links
from tests.publish.test_build import OTHER
from tests.publish.test_cache import contents, write
from tests.runner import lod
from tests.samples import BUNDLED, resolution

COMPACT = ("--layout", "compact")
#: Folders and files of the whole, which are the same in both layouts.
OF_THE_WHOLE = re.compile(r"(?:data|assets|search|resourcesync|feeds|hosts|\.well-known)/|[^/]+$")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same texts in both layouts: two sessions, two languages, votes, a series."""
    room = tmp_path_factory.mktemp("layouts")
    series = OTHER.replace("Care of lakes", "South-South cooperation")
    (room / "series.txt").write_text(series, encoding="utf-8")
    lights = [AKN / f"lighthouses.{language}.xml" for language in ("en", "ar")]
    for layout in Layout:
        run = lod("build", BUNDLED, room / "series.txt", *lights, "--out", room / layout, "--layout", layout)
        assert run.exit_code == 0, run.output
    return {layout: room / layout for layout in Layout}


@pytest.fixture(scope="module")
def compact(folders: dict[str, Path]) -> Path:
    return folders["compact"]


def paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_thing_has_a_page_and_turtle(folders: dict[str, Path]) -> None:
    """All of those that the full layout has, and no other form of it."""
    full, compact = paths(folders["full"]), paths(folders["compact"])
    assert {path.rpartition(".")[2] for path in compact if not OF_THE_WHOLE.match(path)} == {"html", "ttl"}
    assert {path for path in full - compact if path.endswith((".html", ".ttl"))} == set()
    assert compact <= full
    assert len(compact) < len(full) * 0.7
    assert "verb.jsonld" in full - compact
    assert "def.nt" in full - compact
    assert {path for path in full - compact if path.startswith("data/parts/")} >= {"data/parts/68.nq.gz"}


def test_no_page_leads_to_what_is_not_there(compact: Path) -> None:
    """Neither in its text nor by the other forms that its head names."""
    pages: dict[Path, parser.HtmlElement] = {
        page: parser.fromstring(page.read_text(encoding="utf-8")) for page in compact.rglob("*.html")
    }
    ids = {
        page: {element.get("id", "") for element in tree.iter() if element.get("id")} for page, tree in pages.items()
    }
    assert broken_links(compact, pages, ids) == []
    forms = pages[compact / "A/RES/68/230.html"].iterfind('.//link[@rel="alternate"]')
    assert [form.get("href") for form in forms] == ["230.ttl"]


def test_descriptions_say_what_there_is(compact: Path) -> None:
    """DCAT, VoID, the lists for harvesters, sitemap, feeds, stored queries, and what assistants read."""
    there = paths(compact)
    graph = rdflib.Graph().parse(compact / "data/dataset.ttl")
    told = {str(node) for node in graph.objects(None, rdflib.DCAT.downloadURL)}
    told |= {str(node) for node in graph.objects(None, rdflib.VOID.dataDump)}
    told |= {
        str(node) for name in ("sitemap-1.xml", "resourcesync/resourcelist.xml") for node in locations(compact / name)
    }
    told |= set(re.findall(r'href="([^"]+)"', (compact / "feeds/resolutions.atom").read_text(encoding="utf-8")))
    queries = json.loads((compact / "data/queries.json").read_bytes())["queries"]
    assert len(told) > 100
    assert {path for iri in told if (path := unquote(iri.removeprefix(DEFAULT_BASE))) not in there} == set()
    assert [query["files"] for query in queries if query.get("files")] == []
    assert "230.ttl;" in (compact / "llms.txt").read_text(encoding="utf-8")
    assert json.loads((compact / "data/index.json").read_bytes())["layout"] == "compact"


def locations(path: Path) -> list[str]:
    """The addresses of a list of sitemaps.org's form."""
    return [element.text or "" for element in etree.parse(path).iter("{*}loc")]


def test_hosts_lead_to_no_other_form(folders: dict[str, Path]) -> None:
    """A client that likes JSON-LD best and takes Turtle is led to Turtle, not refused."""
    for name in ("hosts/nginx-accept.conf", ".htaccess"):
        full, compact = ((folders[layout] / name).read_text(encoding="utf-8") for layout in ("full", "compact"))
        assert re.search(r"ld\\\+json", full)
        assert not re.search(r"ld\\\+json", compact)


DUMPS = ("marc.xml.gz", "marc-un.mrc.gz", "mods.xml.gz", "bibframe.nt.gz", "jsonl.gz", "jsonld.gz", "nq.gz", "ttl.gz")


@pytest.mark.parametrize("dump", [*(f"unres.{name}" for name in DUMPS), "oai-static.xml", "tables/resolutions.csv"])
def test_dumps_hold_what_they_hold_in_the_full_layout(folders: dict[str, Path], dump: str) -> None:
    """Byte for byte, though the files of which they are gathered are not published."""
    full, compact = ((folders[layout] / "data" / dump).read_bytes() for layout in ("full", "compact"))
    assert compact == full


@pytest.fixture(scope="module")
def client(compact: Path) -> Iterator[TestClient]:
    with TestClient(application(compact), follow_redirects=False) as opened:
        yield opened


def test_the_server_makes_json_ld(folders: dict[str, Path], client: TestClient) -> None:
    """Of the Turtle, the same bytes that the full layout has."""
    for thing in ("A/RES/68/230", "verb/requests"):
        answer = client.get(f"/{thing}", headers={"accept": "application/ld+json"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/{thing}.jsonld")
        made = client.get(f"/{thing}.jsonld")
        assert made.headers["content-type"] == "application/ld+json"
        assert made.content == (folders["full"] / f"{thing}.jsonld").read_bytes()


@pytest.mark.parametrize("path", ["A/RES/68/230.txt", "A/RES/68/230.marc.xml", "queries/13-citations.csv"])
def test_other_forms_are_not_found(client: TestClient, path: str) -> None:
    """404 for a file, 406 for an IRI with such a media type."""
    assert client.get(f"/{path}").status_code == 404
    assert client.get("/A/RES/68/230", headers={"accept": "application/marcxml+xml"}).status_code == 406


def test_the_server_says_why_it_is_not_harvested(client: TestClient) -> None:
    """Records stand in the dumps alone."""
    answer = client.get("/oai?verb=Identify")
    assert answer.status_code == 404
    assert "no records to harvest one by one" in answer.text


def test_a_compact_folder_is_validated(compact: Path) -> None:
    """Each of its resolutions, of which none has a record beside it."""
    run = lod("validate", compact)
    assert run.exit_code == 0, run.output
    assert "0 violations" in run.output


STEPS = st.lists(
    st.tuples(st.integers(1, 2), st.sampled_from(["rivers", "lakes", None]), st.sampled_from(list(Layout))),
    min_size=1,
    max_size=3,
)


@given(steps=STEPS, last=st.sampled_from(list(Layout)))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_folder_that_changes_its_layout_equals_a_clean_one(
    steps: list[tuple[int, str | None, Layout]], last: Layout, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any edits, additions and removals of sources in either layout, byte for byte; nothing counts as withdrawn
    that only has fewer forms."""
    room = tmp_path_factory.mktemp("changes")
    folder = room / "texts"
    folder.mkdir()
    write(folder, 9, "oceans")
    for number, subject, layout in (*steps, (9, "seas", last)):
        if subject is None:
            (folder / f"A_RES_90_{number}.txt").unlink(missing_ok=True)
        else:
            write(folder, number, subject)
        assert lod("build", folder, "--out", room / "kept", "--prune", "--layout", layout).exit_code == 0
    assert lod("build", folder, "--out", room / "clean", "--no-cache", "--layout", last).exit_code == 0
    assert contents(room / "kept") == contents(room / "clean")


def test_what_is_withdrawn_is_gone_in_a_compact_folder(tmp_path: Path) -> None:
    """Changing the layout withdraws nothing; taking a source away leaves a tombstone, as in the full layout."""
    out, folder = tmp_path / "public", tmp_path / "texts"
    folder.mkdir()
    for number in (1, 2):
        write(folder, number, "rivers")
    for layout in ("full", "compact", "full", "compact"):
        assert lod("build", folder, "--out", out, "--layout", layout).exit_code == 0
        assert not (out / "data/withdrawn.json").exists()
    (folder / "A_RES_90_2.txt").unlink()
    assert lod("build", folder, "--out", out, *COMPACT).exit_code == 0
    entries = {entry["symbol"]: entry for entry in json.loads((out / "data/withdrawn.json").read_bytes())}
    assert not entries["A/RES/90/2"]["is_thing"]
    assert "no longer" in (out / "A/RES/90/2.html").read_text(encoding="utf-8")
    assert not (out / "A/RES/90/2.ttl").exists()


def two_published(room: Path) -> tuple[Path, Path]:
    """A compact folder of 90/1 and 90/2, and the folder of their texts."""
    out, folder = room / "public", room / "texts"
    folder.mkdir()
    for number in (1, 2):
        write(folder, number, "rivers")
    assert lod("build", folder, "--out", out, *COMPACT).exit_code == 0
    return out, folder


def test_a_source_that_fails_keeps_its_place_in_the_dumps(tmp_path: Path) -> None:
    """Of a compact folder, too: its page, statements and catalogue records stay as they were."""
    out, folder = two_published(tmp_path)
    before = {dump: (out / "data" / dump).read_bytes() for dump in ("unres.marc.xml.gz", "unres.mods.xml.gz")}
    page = (out / "A/RES/90/1.html").read_bytes()
    (folder / "A_RES_90_1.txt").write_bytes(b"\xff\xfe\x00")
    assert lod("build", folder, "--out", out, *COMPACT).exit_code == 1
    assert {dump: (out / "data" / dump).read_bytes() for dump in before} == before
    assert (out / "A/RES/90/1.html").read_bytes() == page
    quads = gzip.decompress((out / "data/unres.nq.gz").read_bytes()).decode()
    title = resolution("1. Requests.", number="90/1").masthead.title
    assert f'<{DEFAULT_BASE}A/RES/90/1> <http://purl.org/dc/terms/title> "{title}"' in quads


def test_records_that_nothing_holds_any_longer_are_named(tmp_path: Path) -> None:
    """Without the cache a compact folder has no record of a source that fails; its page and statements stay."""
    out, folder = two_published(tmp_path)
    (folder / "A_RES_90_1.txt").write_bytes(b"\xff\xfe\x00")
    shutil.rmtree(tmp_path / ".public.cache")
    told = lod("build", folder, "--out", out, *COMPACT)
    assert told.exit_code == 1
    assert "A/RES/90/1: its records are in no file of all records" in told.stderr
    records = gzip.decompress((out / "data" / "unres.marc.xml.gz").read_bytes()).decode()
    assert ("90/1" in records, "90/2" in records) == (False, True)
    assert f"<{DEFAULT_BASE}A/RES/90/1> " in gzip.decompress((out / "data/unres.nq.gz").read_bytes()).decode()
