"""Documents of a served folder: the right spelling, the right type, and the way to the others."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from starlette.testclient import TestClient

from lod.serve.application import application

LINE = '<https://w3id.org/unres/A/RES/57/270B> <http://purl.org/dc/terms/title> "Peace"@en .\n'
QUAD = LINE.replace(" .\n", " <https://w3id.org/unres/A/RES/57/270B> .\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two parts of one resolution, another, and dumps."""
    made = tmp_path_factory.mktemp("public")
    for name in ("A/RES/57/270A", "A/RES/57/270B", "A/RES/68/230"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        for suffix, content in (("html", "page"), ("ttl", LINE)):
            (made / f"{name}.{suffix}").write_text(content)
    (made / "data").mkdir()
    (made / "data" / "unres.nq.gz").write_bytes(gzip.compress(QUAD.encode()))
    (made / "data" / "unres.ttl.gz").write_bytes(gzip.compress(LINE.encode()))
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(application(folder), follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize(
    "path", ["A/RES/57/270 B", "a/res/57/270b", "A/RES/57/270B/", "en/A/RES/57/270B", "A/RES/57/270%20B"]
)
def test_another_spelling_leads_to_the_one_of_the_iri(client: TestClient, path: str) -> None:
    """301: with spaces, in lower case, with a slash behind, as docs.un.org writes it."""
    response = client.get(f"/{path}")
    assert (response.status_code, response.headers["location"]) == (301, "/A/RES/57/270B")


def test_a_number_without_its_letter_leads_to_all_that_it_may_be(client: TestClient) -> None:
    """300, with the parts; nothing is guessed."""
    response = client.get("/A/RES/57/270")
    assert response.status_code == 300
    assert response.headers["link"] == '</A/RES/57/270A>; rel="alternate", </A/RES/57/270B>; rel="alternate"'


@pytest.mark.parametrize("path", ["A/RES/57/271", "a/res/57/2", "//evil.example/", "A/RES/57", "en/", "%0d%0aX: y"])
def test_what_is_no_spelling_of_anything_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


def test_a_dump_has_its_type_and_its_encoding(client: TestClient, folder: Path) -> None:
    """Turtle that is packed, byte by byte the file; without the ending of the packing it comes unpacked."""
    with client.stream("GET", "/data/unres.ttl.gz") as response:
        assert b"".join(response.iter_raw()) == (folder / "data" / "unres.ttl.gz").read_bytes()
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert response.headers["content-encoding"] == "gzip"
    plain = client.get("/data/unres.ttl")
    assert (plain.text, plain.headers["content-type"]) == (LINE, "text/turtle; charset=utf-8")
    assert "content-encoding" not in plain.headers


def test_any_packed_file_says_so(client: TestClient, folder: Path) -> None:
    """Records as well as dumps: a client unpacks what it gets, and finds what the type says."""
    (folder / "data" / "unres.marc.xml.gz").write_bytes(gzip.compress(b"<collection/>"))
    response = client.get("/data/unres.marc.xml.gz")
    assert response.headers["content-type"] == "application/marcxml+xml"
    assert response.headers["content-encoding"] == "gzip"
    assert response.text == "<collection/>"


def test_a_reader_of_pages_finds_a_page_where_nothing_is(folder: Path) -> None:
    """Its links lead somewhere from any address, below a proxy's path too; programs get a line."""
    with TestClient(application(folder), root_path="/un") as client:
        page = client.get("/un/A/RES/1/999", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert 'href="/un/search.html"' in page.text
        assert client.get("/un/A/RES/1/999").text == "Not Found"


def test_a_document_comes_as_rdf_xml(client: TestClient) -> None:
    """Made of its Turtle when it is asked for; so are N-Triples."""
    seen = client.get("/A/RES/68/230", headers={"accept": "application/rdf+xml;Q=0.9, text/html;q=0.1"})
    assert (seen.status_code, seen.headers["location"]) == (303, "/A/RES/68/230.rdf")
    graph = rdflib.Graph().parse(data=client.get("/A/RES/68/230.rdf").content, format="xml")
    assert len(graph) == 1
    assert client.get("/A/RES/68/230.nt").text.encode() == LINE.encode()


def test_a_document_names_the_others(client: TestClient) -> None:
    """Links to the thing that it is about, and to its other forms, below the path that a proxy puts before it."""
    link = client.get("/A/RES/68/230.html").headers["link"]
    assert link.startswith('</A/RES/68/230>; rel="about", </A/RES/68/230.html>; rel="alternate"; type="text/html"')
    assert '</A/RES/68/230.ttl>; rel="alternate"; type="text/turtle"' in link


def test_a_proxy_may_put_a_path_before_all(folder: Path) -> None:
    """Redirects stay below it."""
    with TestClient(application(folder), root_path="/un", follow_redirects=False) as client:
        assert client.get("/un/A/RES/68/230").headers["location"] == "/un/A/RES/68/230.html"
        assert client.get("/un/a/res/68/230").headers["location"] == "/un/A/RES/68/230"


def test_a_server_tells_how_it_does(client: TestClient) -> None:
    """Its health, and its counts as Prometheus reads them."""
    assert client.get("/health").json()["status"] == "ok"
    client.get("/sparql", params={"query": "SELEC"})
    told = client.get("/metrics").text
    assert 'unres_requests_total{kind="sparql",status="400"} 1.0' in told
    assert 'unres_refused_total{reason="query"} 1.0' in told


def test_each_request_is_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON where it is asked for; what a client sends breaks no line."""
    with TestClient(application(folder, log="json")) as client:
        client.get("/A/RES/68/230.html")
        client.get("/a%0ab")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert [(line["path"], line["status"]) for line in lines] == [("/A/RES/68/230.html", 200), ("/a\nb", 404)]
    assert lines[0]["bytes"] == len("page")
