"""The endpoint's bounds, its page for a browser, and what it says of itself."""

import contextlib
import gzip
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
import rdflib
from lxml import etree, html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lod.serve.application import application
from lod.serve.bounds import Bounds
from lod.serve.endpoint import CutOffError
from lod.serve.request import is_packable

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RESOLUTION = "https://w3id.org/unres/A/RES/1"
TITLES = "SELECT ?r ?t { ?r dct:title ?t } ORDER BY ?r"
#: All with all: nobody has the time, or the memory, for its answer.
EVERYTHING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
#: Each, unchecked, would take an engine's stack.
DEEP = [
    "SELECT * " + "{" * 5000 + "}" * 5000,
    "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "ASK { FILTER(" + "!" * 50000 + "true) }",
    "ASK { ?s " + "/".join(["<urn:p>"] * 5000) + " ?o }",
    "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 5000) + " }",
    "ASK { FILTER(" + "+".join(["1"] * 5000) + " > 0) }",
]
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A thousand titles."""
    lines = "".join(f'<{RESOLUTION}/{n}> <http://purl.org/dc/terms/title> "Peace {n}"@en .\n' for n in range(1000))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "unres.nq.gz").write_bytes(gzip.compress(lines.encode()))
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(application(folder), follow_redirects=False) as opened:
        yield opened


def found(page: str, path: str) -> list[Any]:
    """What stands on a page."""
    return cast(list[Any], html.fromstring(page).xpath(path))


def bounded(folder: Path, bounds: Bounds) -> TestClient:
    """A client of an endpoint with bounds of its own, to be opened."""
    return TestClient(application(folder, bounds), follow_redirects=False)


def ask(client: TestClient, query: str, **headers: str) -> httpx2.Response:
    """The response to a query."""
    return client.get("/sparql", params={"query": query}, headers={k.replace("_", "-"): v for k, v in headers.items()})


def test_a_query_that_takes_too_long_is_ended(folder: Path) -> None:
    """503 with a sentence and when to come back; the endpoint goes on."""
    with bounded(folder, Bounds(seconds=1)) as client:
        response = ask(client, EVERYTHING)
        assert (response.status_code, response.headers["content-type"]) == (503, "text/plain; charset=utf-8")
        assert response.text == "query: it took more than 1 seconds (ask for less, or name things)\n"
        assert response.headers["retry-after"] == "2"
        assert ask(client, "ASK { ?s ?p ?o }").json()["boolean"]


def test_a_query_that_takes_too_much_memory_is_ended(folder: Path) -> None:
    """503: what all with all gives is never gathered."""
    with bounded(folder, Bounds(seconds=120, memory=50)) as client:
        response = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d")
        assert response.status_code == 503
        assert "it took more than 50 MB of memory" in response.text
        assert ask(client, "ASK { ?s ?p ?o }").json()["boolean"]


def test_an_answer_has_a_greatest_size(folder: Path) -> None:
    """It goes out as it comes, and is cut off where the bound is reached, so that no client takes it for whole."""
    with bounded(folder, Bounds(answer=1)) as client, pytest.raises(CutOffError):
        ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")


def test_a_long_answer_comes_whole_and_in_pieces(client: TestClient) -> None:
    """All with all, 20,000 rows; XML without the control characters that none may hold."""
    rows = ask(client, "SELECT ?c ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", accept="text/csv").text.splitlines()
    assert (len(rows), rows[0]) == (20_001, "c,f")
    found = ask(client, 'SELECT ("\\u0001é" AS ?x) { ?a ?b ?c . ?d ?e ?f } LIMIT 20000', accept="application/xml")
    assert {cell.text for cell in etree.fromstring(found.content).iter("{*}literal")} == {"\ufffdé"}


@pytest.mark.parametrize("query", DEEP, ids=["groups", "brackets", "negations", "paths", "unions", "sums"])
def test_a_query_that_is_nested_too_deep_is_refused(client: TestClient, query: str) -> None:
    """400, and no process is lost for it."""
    response = client.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})
    assert (response.status_code, response.text) == (
        400,
        "query: it is nested too deep (write it with fewer brackets within brackets)\n",
    )


def test_a_worker_that_is_killed_is_replaced(folder: Path) -> None:
    """503 says that it was killed; the next query is answered."""
    with bounded(folder, Bounds(seconds=60)) as client:
        ask(client, "ASK {}")
        killer = threading.Timer(1, kill_workers, [client])
        killer.start()
        response = ask(client, EVERYTHING)
        assert (response.status_code, response.text) == (
            503,
            "query: its process was killed from outside (ask again)\n",
        )
        assert ask(client, "ASK {}").json()["boolean"]


def test_a_query_is_not_answered_by_a_worker_that_was_killed_before(folder: Path) -> None:
    """All that wait are killed, and the query comes before anybody noticed: others take their place."""
    with bounded(folder, Bounds(seconds=60)) as client:
        for _ in range(10):
            kill_workers(client)
            assert ask(client, "ASK {}").json()["boolean"]


def wait_until(holds: Callable[[], bool]) -> None:
    """However long a busy machine takes, within reason."""
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def kill_workers(client: TestClient) -> None:
    """End the processes that a server has for queries."""
    for process in cast(Starlette, client.app).state.pool.processes:
        with contextlib.suppress(ProcessLookupError):  # it has ended since the list was made
            os.kill(process, signal.SIGKILL)


def test_endless_queries_shut_nobody_out(folder: Path) -> None:
    """Twenty at once; a lookup meanwhile is answered, few are computed at a time, each ends in its time."""
    with bounded(folder, Bounds(seconds=6)) as client, ThreadPoolExecutor(20) as threads:
        endless = [threads.submit(ask, client, EVERYTHING) for _ in range(20)]
        pool = cast(Starlette, client.app).state.pool
        wait_until(lambda: len(pool.processes) > pool.bounds.ready)
        assert ask(client, "ASK {}").json()["boolean"]
        assert not all(done.done() for done in endless)
        wait_until(lambda: len(pool.processes) <= pool.bounds.long + pool.bounds.ready)  # others have no place
        assert {done.result().status_code for done in endless} == {503}
        assert pool.counts["busy"] == 0


def test_more_than_may_wait_is_turned_away(folder: Path) -> None:
    """503 with Retry-After."""
    with bounded(folder, Bounds(seconds=3, at_once=1, waiting=1, share=1)) as client, ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask, client, EVERYTHING) for _ in range(4)]
        answers = [done.result() for done in asked]
    assert {answer.status_code for answer in answers} == {503}
    turned = [answer for answer in answers if "too many queries are running" in answer.text]
    assert turned
    assert all(answer.headers["retry-after"] == "2" for answer in turned)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_an_answer_is_packed_as_the_client_reads_it(client: TestClient, encoding: str) -> None:
    """The same rows; a small answer stays as it is."""
    if not is_packable(encoding):
        pytest.skip(f"no library for {encoding}")
    with client.stream("GET", "/sparql", params={"query": TITLES}, headers={"accept-encoding": encoding}) as response:
        content = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == encoding
    assert json.loads(unpack(encoding, content))["results"]["bindings"][999]["t"]["value"] == "Peace 999"
    assert "content-encoding" not in ask(client, "ASK {}", accept_encoding=encoding).headers


def unpack(encoding: str, content: bytes) -> bytes:
    if encoding == "gzip":
        return gzip.decompress(content)
    if encoding == "br":
        import brotli

        return bytes(brotli.decompress(content))
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj().decompress(content)


def test_who_has_an_answer_is_told_that_it_is_the_same(client: TestClient) -> None:
    """304 by the tag of data and query; what the clock or chance gives has no tag."""
    first = ask(client, TITLES)
    assert ask(client, TITLES, if_none_match=first.headers["etag"]).status_code == 304
    assert ask(client, TITLES, if_none_match='"other"').status_code == 200
    assert ask(client, TITLES, if_none_match=first.headers["etag"], accept="text/csv").status_code == 200
    assert "etag" not in ask(client, "SELECT (NOW() AS ?now) {}").headers


@pytest.mark.parametrize("told", [True, False], ids=["length told", "length not told"])
def test_a_posted_query_has_a_greatest_length(folder: Path, told: bool) -> None:
    """413, whether or not the client says how much it sends."""
    with bounded(folder, Bounds(body=100)) as client:
        query = f"{TITLES} #{'x' * 100}".encode()
        content = query if told else iter([query[:60], query[60:]])
        response = client.post("/sparql", content=content, headers={"content-type": "application/sparql-query"})
    assert (response.status_code, response.text) == (413, "a posted query has at most 100 bytes\n")


@pytest.mark.parametrize(("form", "media"), [("csv", "text/csv"), ("xml", "application/sparql-results+xml")])
def test_the_address_may_name_the_form(client: TestClient, form: str, media: str) -> None:
    """As a spreadsheet needs it, which sends no Accept of its own."""
    response = client.get("/sparql", params={"query": TITLES, "format": form}, headers={"accept": "text/html"})
    assert response.headers["content-type"].startswith(media)
    assert client.get("/sparql", params={"query": TITLES, "format": "xls"}).status_code == 400


def test_a_stored_query_has_an_address(client: TestClient) -> None:
    """With its values as parameters; one that it does not take, or that does not fit, is said."""
    response = client.get("/query/13-citations", params={"symbol": "A/RES/78/1", "format": "csv"})
    assert (response.status_code, response.text) == (200, "place,printed,pinpoint,function,cited\r\n")
    assert client.get("/query/13-citations", params={"symbol": "nothing"}).status_code == 400
    assert client.get("/query/13-citations", params={"other": "x"}).status_code == 400
    assert client.get("/query/none").status_code == 404


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
    (union,) = graph.objects(rdflib.URIRef("https://w3id.org/unres/data/dataset"), SD.defaultGraph)
    assert "where neither the query nor its request names a dataset" in str(graph.value(union, rdflib.RDFS.comment))


def test_a_client_that_wants_results_is_told_to_ask(client: TestClient) -> None:
    """No query, and results wanted: one line. A client that names no type gets the description."""
    response = client.get("/sparql", headers={"accept": "text/csv"})
    assert (response.status_code, response.text) == (400, "give one parameter named query, a SPARQL 1.1 query\n")
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
