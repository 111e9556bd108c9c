"""The site and the stored queries in front of another engine: here a second server, and ones that fail."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.model.errors import UnresError
from lod.query.stored import stored_queries
from lod.serve.application import application
from lod.serve.bounds import Bounds
from lod.serve.remote import parse_address, with_prefixes
from tests.runner import lod
from tests.samples import BUNDLED, TESTS
from tests.serve.serving import served_by_command

CSV = {"accept": "text/csv"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("remote") / "public"
    assert lod("build", BUNDLED, TESTS / "files" / "akn" / "lighthouses.en.xml", "--out", out).exit_code == 0
    return out


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[str]:
    yield from served_by_command(folder)


@pytest.fixture(scope="module")
def front(folder: Path, engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site without its dump: nothing here could answer but the engine."""
    bare = tmp_path_factory.mktemp("bare") / "public"
    shutil.copytree(folder, bare, ignore=shutil.ignore_patterns("*.gz"))
    with TestClient(application(bare, engine=f"{engine}/sparql"), follow_redirects=False) as client:
        yield client


def test_every_stored_query_gives_the_same_rows(front: TestClient, folder: Path) -> None:
    """At its address, as CSV, as `lod query` prints them."""
    for query in stored_queries():
        here = front.get(f"/query/{query.name}", params={"format": "csv"})
        assert here.status_code == 200, query.name
        assert (
            here.text.replace("\r\n", "\n") == lod("query", folder, "--name", query.name, "--format", "csv").stdout
        ), query.name


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        ("text/html,*/*;q=0.8", "text/html"),
    ],
)
def test_an_answer_has_the_form_that_is_liked(front: TestClient, accept: str, media: str) -> None:
    """Prefixes need no declaration here, whatever the engine; a browser gets a page."""
    answer = front.get("/sparql", params={"query": "SELECT ?s { ?r a unr:Resolution ; unr:symbol ?s } ORDER BY ?s"},
                       headers={"accept": accept})  # fmt: skip
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media)
    assert "A/RES/68/230" in answer.text


def test_graphs_and_datasets_are_passed_on(front: TestClient) -> None:
    """A graph as Turtle; the graphs that a request names; an answer that is packed for who reads that."""
    made = front.get("/sparql", params={"query": "DESCRIBE res:actor\\/undp"}, headers={"accept": "text/turtle"})
    assert made.headers["content-type"].startswith("text/turtle")
    asked = {"query": "ASK { ?a a unr:Act }", "default-graph-uri": "https://w3id.org/unres/A/RES/68/230"}
    assert front.get("/sparql", params=asked).json()["boolean"] is False
    asked["default-graph-uri"] += "/annotations"
    assert front.get("/sparql", params=asked).json()["boolean"] is True
    packed = front.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2000"}, headers=CSV)
    assert packed.headers["content-encoding"] in ("gzip", "zstd", "br")
    assert packed.text.count("\n") >= 2000


@pytest.mark.parametrize(
    ("query", "status"),
    [("SELEC", 400), ("ASK { SERVICE <http://127.0.0.1:9/> {} }", 400), ("ASK " + "{" * 3000 + "}" * 3000, 400)],
)
def test_what_is_refused_here_or_there_is_said(front: TestClient, query: str, status: int) -> None:
    answer = front.get("/sparql", params={"query": query})
    assert answer.status_code == status
    assert answer.text.strip()


def test_the_site_is_served_beside(front: TestClient) -> None:
    assert front.get("/def", headers={"accept": "text/html"}).status_code == 303
    assert front.get("/health").json()["status"] == "ok"
    assert front.get("/endpoint.json").json()["sparql"] == "sparql"


def test_an_engine_that_is_not_there_is_told(folder: Path) -> None:
    """502, at once; the site goes on."""
    with TestClient(application(folder, engine="http://127.0.0.1:9/sparql")) as client:
        answer = client.get("/sparql", params={"query": "ASK {}"})
        assert answer.status_code == 502
        assert "does not answer" in answer.text
        assert client.get("/index.html").status_code == 200


@contextmanager
def answering(content: bytes, wait: float = 0) -> Iterator[str]:
    """The address of something that sends bytes to whoever connects, and then holds the line."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def run() -> None:
            opened, _ = listening.accept()
            with opened:
                opened.recv(65536)
                opened.sendall(content)
                done.wait(wait)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        done.set()
        thread.join(5)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"no HTTP at all\r\n\r\n", 502),
        (b"HTTP/1.1 500 no\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", 502),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", 502),
        (b"HTTP/1.1 302 go\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", 502),
    ],
)
def test_an_engine_that_is_none_is_told(folder: Path, content: bytes, status: int) -> None:
    """Whatever it sends; it cannot lead elsewhere."""
    with answering(content) as address, TestClient(application(folder, engine=address)) as client:
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == status


def test_an_engine_that_never_ends_is_left(folder: Path) -> None:
    """At the limit of time, with 503."""
    with (
        answering(b"", wait=20) as address,
        TestClient(application(folder, Bounds(seconds=0.5), engine=address)) as client,
    ):
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 503


@pytest.mark.parametrize("address", ["", "ftp://x/", "http://", "http://x y/", "http://x/\r\nHost: y", "http://x:y/"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UnresError, match="no address"):
        parse_address(address)


@pytest.mark.parametrize(
    ("query", "made"),
    [
        ("PREFIX unr: <urn:x> ASK { ?s unr:a 1 }", "PREFIX unr: <urn:x> ASK { ?s unr:a 1 }"),
        ("ASK { ?s ?p 'unr:a' } # dct:title", "ASK { ?s ?p 'unr:a' } # dct:title"),
        ("ASK { ?s dct:title ?t }", "PREFIX dct: <http://purl.org/dc/terms/> ASK { ?s dct:title ?t }"),
    ],
)
def test_only_prefixes_that_are_used_and_not_declared_are_added(query: str, made: str) -> None:
    assert with_prefixes(query, "https://w3id.org/unres/") == made
