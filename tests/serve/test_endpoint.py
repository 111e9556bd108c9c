"""The endpoint's bounds, its page for a browser, and what it says of itself."""

import gzip
import os
import time
from pathlib import Path
from typing import Any, cast

import pytest
import rdflib
from lxml import html
from starlette.testclient import TestClient

from lod.serve.application import application
from lod.serve.bounds import BoundError, Bounds, run_bounded

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RESOLUTION = "https://w3id.org/unres/A/RES/1"
TITLES = "SELECT ?r ?t { ?r dct:title ?t } ORDER BY ?r"
#: All with all: nobody has the time, or the memory, for its answer.
EVERYTHING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A thousand titles."""
    lines = "".join(f'<{RESOLUTION}/{n}> <http://purl.org/dc/terms/title> "Peace {n}"@en .\n' for n in range(1000))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "unres.nq.gz").write_bytes(gzip.compress(lines.encode()))
    return tmp_path


@pytest.fixture
def client(folder: Path) -> TestClient:
    return TestClient(application(folder), follow_redirects=False)


def found(page: str, path: str) -> list[Any]:
    """What stands on a page."""
    return cast(list[Any], html.fromstring(page).xpath(path))


def bounded(folder: Path, bounds: Bounds) -> TestClient:
    return TestClient(application(folder, bounds), follow_redirects=False)


def test_a_query_that_takes_too_long_is_ended(folder: Path) -> None:
    """503 with a sentence, long before it would be done; the endpoint goes on."""
    client = bounded(folder, Bounds(seconds=1))
    before = time.monotonic()
    response = client.get("/sparql", params={"query": EVERYTHING})
    assert time.monotonic() - before < 30
    assert (response.status_code, response.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert response.text == "query: it took more than 1 seconds (ask for less, or name things)\n"
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"]


def test_a_query_that_takes_too_much_memory_is_ended(folder: Path) -> None:
    """503: what all with all gives is never gathered."""
    client = bounded(folder, Bounds(seconds=120, memory=50))
    response = client.get("/sparql", params={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d"})
    assert response.status_code == 503
    assert "it took more than 50 MB of memory" in response.text


def test_an_answer_has_a_greatest_size(folder: Path) -> None:
    """503, and how to ask for less."""
    client = bounded(folder, Bounds(answer=1))
    response = client.get("/sparql", params={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"})
    assert response.status_code == 503
    assert "its answer has more than 1 MB (give it a LIMIT, or ask for less)" in response.text


@pytest.mark.parametrize("told", [True, False], ids=["length told", "length not told"])
def test_a_posted_query_has_a_greatest_length(folder: Path, told: bool) -> None:
    """413, whether or not the client says how much it sends."""
    client = bounded(folder, Bounds(body=100))
    query = f"{TITLES} #{'x' * 100}".encode()
    content = query if told else iter([query[:60], query[60:]])
    response = client.post("/sparql", content=content, headers={"content-type": "application/sparql-query"})
    assert (response.status_code, response.text) == (413, "a posted query has at most 100 bytes\n")


def test_what_is_made_in_bounds_comes_back() -> None:
    """The value as it was; a process that ends without one took too much."""
    assert run_bounded(lambda: ("made", b"x" * 3_000_000), Bounds()) == ("made", b"x" * 3_000_000)
    with pytest.raises(BoundError, match="MB of memory"):
        run_bounded(lambda: os._exit(1), Bounds())


def test_what_fails_in_bounds_says_where() -> None:
    """A fault of the program is none of the query's: it is told with its traceback, not as a bound."""
    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*ZeroDivisionError") as raised:
        run_bounded(lambda: 1 / 0, Bounds())
    assert not isinstance(raised.value, BoundError)


def test_a_browser_finds_a_form_at_the_endpoint(client: TestClient) -> None:
    """A page with a query to start from, and the way to the stored ones."""
    response = client.get("/sparql", headers={"accept": BROWSER})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert found(response.text, "//main//form/@action | //main//form/@method") == ["sparql", "get"]
    (query,) = found(response.text, "//main//form//textarea[@name='query']/text()")
    assert client.get("/sparql", params={"query": query}).status_code == 200
    assert found(response.text, "//main//a[@href='queries.html']")


def test_a_browser_sees_results_as_a_table(client: TestClient) -> None:
    """With the query above it, our IRIs leading into the folder; a fault stands on the page."""
    response = client.get("/sparql", params={"query": f"{TITLES} LIMIT 2"}, headers={"accept": BROWSER})
    assert found(response.text, "//tbody/tr/td[1]/a/@href") == ["A/RES/1/0", "A/RES/1/1"]
    assert found(response.text, "//tbody/tr/td[2]/text()") == ["Peace 0", "Peace 1"]
    assert found(response.text, "//textarea/text()") == [f"{TITLES} LIMIT 2"]
    asked = client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": BROWSER})
    assert found(asked.text, "//tbody//td/text()") == ["true"]
    broken = client.get("/sparql", params={"query": "SELEC <b>"}, headers={"accept": BROWSER})
    assert broken.status_code == 400
    assert "error at 1:" in found(broken.text, "//p[@role='alert']/text()")[0]


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_a_data_client_gets_the_service_description(client: TestClient, media: str) -> None:
    """SPARQL 1.1 Service Description: what stands here, and in which forms it answers."""
    response = client.get("/sparql", headers={"accept": media})
    assert response.headers["content-type"].startswith(media)
    form = {"application/ld+json": "json-ld", "application/rdf+xml": "xml"}.get(media, "turtle")
    graph = rdflib.Graph().parse(data=response.text, format=form)
    (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert str(service) == "http://testserver/sparql"
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (service, SD.endpoint, service) in graph
    assert len(list(graph.objects(service, SD.resultFormat))) == 8


def test_a_client_that_names_no_type_is_told_what_to_give(client: TestClient) -> None:
    """No query and no preference: one line."""
    response = client.get("/sparql")
    assert (response.status_code, response.text) == (400, "give one parameter named query, a SPARQL 1.1 query\n")
