"""Cited documents of which nothing but a symbol is known: one file and rows of a list, no pages."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.publish.cards import Occurrence
from lod.publish.index import Index
from lod.publish.staging import MANIFEST
from lod.publish.unpublished import ROW_HOLDS, find_unpublished
from lod.serve.application import application
from tests.publish.pages.test_lists import seed
from tests.runner import lod
from tests.samples import BUNDLED

BARE = "A/67/39"
TURTLE = {"accept": "text/turtle"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publication of the bundled resolution."""
    made = tmp_path_factory.mktemp("unpublished") / "public"
    run = lod("build", BUNDLED, "--out", made)
    assert run.exit_code == 0, run.output
    return made


def lines(path: str, more: str = "") -> bytes:
    return f'<https://w3id.org/unres/{path}> <https://w3id.org/unres/def#symbol> "{path}" .\n{more}'.encode()


def cited(path: str, times: int) -> Index:
    """Resolutions that cite a document, each once."""
    return Index.of(
        seed(symbol=f"A/RES/90/{n}", occurrences=(Occurrence(path, "cites", f"A/RES/90/{n}", "op1"),))
        for n in range(times)
    )


def test_a_symbol_alone_makes_no_page() -> None:
    """Its official text stands in for it; a title, a citation more, or a symbol of no form that is known, makes one."""
    title = f'<https://w3id.org/unres/{BARE}> <http://purl.org/dc/terms/alternative> "Rivers"@en .\n'
    assert find_unpublished(cited(BARE, ROW_HOLDS), {BARE: lines(BARE)}) == {BARE: f"https://docs.un.org/{BARE}"}
    assert not find_unpublished(cited(BARE, ROW_HOLDS), {BARE: lines(BARE, title)})
    assert not find_unpublished(cited(BARE, ROW_HOLDS + 1), {BARE: lines(BARE)})
    assert not find_unpublished(cited("fund/rivers", 1), {"fund/rivers": lines("fund/rivers")})
    assert not find_unpublished(cited("A/RES/90/0", 1), {"A/RES/90/0": lines("A/RES/90/0")})


def test_a_list_names_it_with_who_cites_it_and_links_lead_to_its_text(folder: Path) -> None:
    """No page and no files of its own stand in the folder, nor of texts and annotations."""
    assert not [*folder.glob(f"{BARE}.*"), *folder.glob("A/RES/68/230/*")]
    row = next(line for line in (folder / "instruments.html").read_text().splitlines() if f">{BARE}<" in line)
    assert f'<a href="https://docs.un.org/{BARE}">{BARE}</a>' in row
    assert "A/RES/68/230, note 2" in row
    assert f'href="https://docs.un.org/{BARE}"' in (folder / "A/RES/68/230.html").read_text()
    assert f"<https://w3id.org/unres/{BARE}>" in (folder / "data/unpublished.ttl").read_text()


def test_the_server_leads_to_the_text_and_gives_the_data_of_its_iri(folder: Path) -> None:
    """303 by what the client likes; the addresses of the files that it once had lead on too."""
    with TestClient(application(folder), follow_redirects=False) as client:
        page, data = client.get(f"/{BARE}", headers={"accept": "text/html"}), client.get(f"/{BARE}", headers=TURTLE)
        assert (page.status_code, page.headers["location"]) == (303, f"https://docs.un.org/{BARE}")
        assert (data.status_code, data.headers["location"]) == (303, f"/{BARE}.ttl")
        given = client.get(f"/{BARE}.ttl")
        assert (given.status_code, given.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
        assert f'unr:symbol "{BARE}"' in given.text
        assert "A/RES/68/230" not in given.text
        assert client.get(f"/{BARE}.rdf").status_code == client.get(f"/{BARE}.jsonld").status_code == 200
        once = client.get(f"/{BARE}.html")
        assert (once.status_code, once.headers["location"]) == (301, f"https://docs.un.org/{BARE}")
        assert client.get("/A/67/9999").status_code == 404


@pytest.mark.parametrize("part", ["en", "annotations"])
def test_a_text_and_annotations_are_told_of_by_their_resolution(folder: Path, part: str) -> None:
    """Their IRIs lead to its page and data, and so do the addresses of the files that they once had."""
    with TestClient(application(folder), follow_redirects=False) as client:
        for path, headers, suffix in ((part, TURTLE, "ttl"), (part, {}, "html"), (f"{part}.jsonld", {}, "jsonld")):
            found = client.get(f"/A/RES/68/230/{path}", headers=headers)
            assert (found.status_code // 100, found.headers["location"]) == (3, f"/A/RES/68/230.{suffix}")


def test_what_once_had_files_of_its_own_is_not_withdrawn(folder: Path, tmp_path: Path) -> None:
    """Their IRIs lead on, and are no tombstones, where an earlier build gave them pages and data."""
    once = tmp_path / "public"
    shutil.copytree(folder, once)
    listed = once / MANIFEST
    for path in (f"{BARE}.html", f"{BARE}.ttl", "A/RES/68/230/en.html", "A/RES/68/230/en.ttl"):
        (once / path).parent.mkdir(parents=True, exist_ok=True)
        (once / path).write_bytes(b"")
        listed.write_text(f"{listed.read_text()}{path}\n")
    run = lod("build", BUNDLED, "--out", once)
    assert run.exit_code == 0, run.output
    assert not [*once.glob(f"{BARE}.*"), *once.glob("data/withdrawn.json"), *once.glob("A/RES/68/230/*.*")]
