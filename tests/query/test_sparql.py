"""Queries over a published folder, on the command line and over HTTP."""

import gzip
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from starlette.testclient import TestClient

from lod.graph.files import load_store
from lod.model.errors import QueryError, SourceError
from lod.query.sparql import PREFIXES, run, write_results
from lod.query.stored import StoredQuery, stored_queries, stored_query
from lod.serve.application import application
from lod.serve.worker import calls_elsewhere
from tests.runner import lod

RESOLUTION = "https://w3id.org/unres/A/RES/1"
DATA = f"""<{RESOLUTION}/1> <http://purl.org/dc/terms/title> "Peace"@en <{RESOLUTION}/1> .
<{RESOLUTION}/2> <http://purl.org/dc/terms/title> "Law"@en <{RESOLUTION}/2> .
"""
TITLES = "SELECT ?r ?t { ?r dct:title ?t } ORDER BY ?r"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "unres.nq.gz").write_bytes(gzip.compress(DATA.encode()))
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "A" / "RES" / "1").mkdir(parents=True)
    (tmp_path / "A" / "RES" / "1" / "1.html").write_text("page")
    (tmp_path / "A" / "RES" / "1" / "1.ttl").write_text("# data")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(application(folder), follow_redirects=False) as opened:
        yield opened


def test_a_query_sees_all_graphs_and_needs_no_prefixes(folder: Path) -> None:
    """The union of the graphs is queried; results are a table with our IRIs shortened."""
    table = write_results(run(load_store(folder), TITLES), "table").decode()
    assert [line.split() for line in table.splitlines()] == [
        ["r", "t"],
        ["-------------", "-----"],
        ["res:A/RES/1/1", "Peace"],
        ["res:A/RES/1/2", "Law"],
    ]


def test_a_broken_query_says_where(folder: Path) -> None:
    """A syntax error is one line with the place in the query."""
    with pytest.raises(QueryError, match="query: error at 1:"):
        run(load_store(folder), "SELECT ?x WHRE { }")


def test_a_folder_without_data_says_how_to_make_them(tmp_path: Path) -> None:
    """No dump: the error names the file and the command."""
    with pytest.raises(SourceError, match="lod build"):
        load_store(tmp_path)


def test_a_damaged_dump_is_named(folder: Path) -> None:
    """A truncated dump is an error that names the file, never an empty answer."""
    dump = folder / "data" / "unres.nq.gz"
    dump.write_bytes(dump.read_bytes()[:-12])
    with pytest.raises(SourceError, match=r"unres\.nq\.gz"):
        load_store(folder)


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_a_stored_query_is_sparql_to_another_engine_too(query: StoredQuery) -> None:
    """Each stored query opens with its question and parses in rdflib, with the prefixes that it may use."""
    prepareQuery(query.text, initNs={name: rdflib.Namespace(start) for name, start in PREFIXES.items()})
    assert query.title.endswith(("?", ".", ")"))


def test_an_unknown_stored_query_names_the_known_ones() -> None:
    """The error lists the names to choose from."""
    with pytest.raises(QueryError, match="13-citations"):
        stored_query("citatons")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, application/json;q=0.1", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_results_come_in_the_form_that_the_client_likes(client: TestClient, accept: str, media: str) -> None:
    """SPARQL Protocol: content negotiation of results."""
    response = client.get("/sparql", params={"query": TITLES}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media)
    assert "Peace" in response.text


def test_a_query_may_be_posted_in_both_ways(client: TestClient) -> None:
    """SPARQL Protocol: as a form, and directly."""
    form = client.post("/sparql", data={"query": TITLES})
    direct = client.post("/sparql", content=TITLES, headers={"content-type": "application/sparql-query"})
    assert form.json() == direct.json()
    assert len(form.json()["results"]["bindings"]) == 2


def test_a_graph_comes_as_turtle(client: TestClient) -> None:
    """CONSTRUCT answers with RDF."""
    query = "CONSTRUCT WHERE { ?s dct:title ?o }"
    response = client.get("/sparql", params={"query": query}, headers={"accept": "text/turtle"})
    assert len(rdflib.Graph().parse(data=response.text, format="turtle")) == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { service <http://x/> { ?s ?p ?o } }",
        "SELECT * { SERVICE?x{?s ?p ?o} FILTER(2>1) }",
        "SELECT * { FILTER(1<2)SERVICE?x{?s?p?o}FILTER(2>1) }",
        "PREFIX : <http://x/> SELECT * { SERVICE:x{?s ?p ?o} }",
        "SELECT * { ?s ?p 1SERVICE <http://x/> {?s ?p ?o} }",
        r"SELECT * { \u0053ERVICE <http://x/> {?s ?p ?o} }",
        r'SELECT * { ?s ?p "\u0022 . SERVICE <http://x/> {?s ?p ?o} #" }',
        "SELECT * { ?s ?p 'a' . SERVICE <http://x/#> {?s ?p ?o} }",
        "SELECT * { # ends with a carriage return\r SERVICE <http://x/> {?s ?p ?o} }",
    ],
)
def test_a_query_that_asks_another_endpoint_is_known_however_it_is_written(query: str) -> None:
    """Also without white space, behind escapes, and beside signs that look like an IRI's."""
    assert calls_elsewhere(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        'SELECT * { ?s ?p \'a SERVICE\', """SERVICE""", <http://x/SERVICE>, ex:service } # SERVICE',
    ],
)
def test_words_that_are_no_keyword_ask_nobody(query: str) -> None:
    assert not calls_elsewhere(query)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "params": {"query": ""}}, 400),
        ({"method": "GET", "params": {"query": "SELEC"}}, 400),
        ({"method": "POST", "content": "x", "headers": {"content-type": "text/plain"}}, 415),
        ({"method": "GET", "params": {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}, 400),
        ({"method": "POST", "content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 415),
        ({"method": "GET", "params": {"query": TITLES}, "headers": {"accept": "image/png"}}, 406),
        ({"method": "PUT"}, 405),
    ],
    ids=["no query", "syntax", "media type", "another endpoint", "update", "not acceptable", "method"],
)
def test_a_wrong_request_is_told_so(client: TestClient, request_: dict[str, object], status: int) -> None:
    """Each fault has its status, and the endpoint never changes data."""
    assert client.request(url="/sparql", **request_).status_code == status  # type: ignore[arg-type]


def test_an_iri_leads_to_the_document_that_the_client_prefers(client: TestClient) -> None:
    """303 to the page for a browser and to Turtle for a data client."""
    browser = client.get("/A/RES/1/1", headers={"accept": "text/html,*/*;q=0.1"})
    program = client.get("/A/RES/1/1", headers={"accept": "text/turtle"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/A/RES/1/1.html")
    assert (program.status_code, program.headers["location"]) == (303, "/A/RES/1/1.ttl")
    assert client.get("/A/RES/1/1.html").text == "page"
    assert client.get("/").text == "home"


@pytest.mark.parametrize(
    ("path", "accept", "status", "leads_to"),
    [
        ("/A/RES/1/1", "", 303, "/A/RES/1/1.html"),
        ("/A/RES/1/1", "image/png", 406, None),
        ("/A/RES/1/1", "application/ld+json", 303, "/A/RES/1/1.jsonld"),  # made of the Turtle
        ("/A/RES/1/1", "text/csv, text/turtle;q=0.2", 303, "/A/RES/1/1.ttl"),
        ("/data/dataset", "text/html, */*;q=0.8", 303, "/data/dataset.ttl"),
        ("/data/dataset", "application/ld+json", 303, "/data/dataset.jsonld"),
        ("/A/RES/1/2", "text/html", 404, None),
        ("/" + "a" * 300, "", 404, None),
        ("/" + "a" * 5000, "", 414, None),
        ("/a%00b", "", 404, None),
    ],
    ids=str,
)
def test_only_what_there_is_is_offered(
    client: TestClient, folder: Path, path: str, accept: str, status: int, leads_to: str | None
) -> None:
    """Documents that exist or are made of one; a type that none has is not acceptable; others are not found."""
    for name in ("dataset.ttl", "dataset.jsonld"):
        (folder / "data" / name).write_text("{}")
    response = client.get(path, headers={"accept": accept})
    assert (response.status_code, response.headers.get("location")) == (status, leads_to)
    assert status != 406 or "text/html, application/xhtml+xml, text/turtle, application/ld+json, " in response.text


def test_nothing_outside_the_folder_is_served(client: TestClient, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A path that climbs out of the folder, or begins at the machine's root, is not found."""
    outside = tmp_path_factory.mktemp("outside") / "page"
    outside.with_suffix(".html").write_text("page")
    assert client.get("/%2e%2e/%2e%2e/etc/passwd").status_code == 404
    assert client.get(f"/%2F{str(outside).lstrip('/')}").status_code == 404


def test_a_real_sparql_client_reads_the_endpoint(client: TestClient) -> None:
    """rdflib's client understands the answers."""
    from rdflib.plugins.sparql.results.jsonresults import JSONResult

    response = client.get("/sparql", params={"query": TITLES})
    bindings = JSONResult(response.json()).bindings
    assert [str(row[rdflib.Variable("t")]) for row in bindings] == ["Peace", "Law"]


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        (TITLES, "ttl", "SELECT and ASK give rows: json, xml, csv, tsv"),
        ("ASK {}", "nt", "SELECT and ASK give rows: json, xml, csv, tsv"),
        (
            "CONSTRUCT WHERE { ?s dct:title ?o }",
            "csv",
            "CONSTRUCT and DESCRIBE give a graph: table, ttl, nt, jsonld, rdf",
        ),
    ],
)
def test_results_never_come_in_another_form_than_was_asked_for(folder: Path, query: str, form: str, said: str) -> None:
    """A graph has no rows and rows are no graph: the error names the forms that there are."""
    with pytest.raises(QueryError, match=f"no '{form}' of these results") as fault:
        write_results(run(load_store(folder), query), form)
    assert fault.value.mend == said


def test_what_goes_wrong_while_results_are_computed_is_one_line_too(folder: Path) -> None:
    """Such as an endpoint that does not answer."""
    results = run(load_store(folder), "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="query: stopped: "):
        write_results(results, "table")


def test_a_stored_query_given_as_a_file_is_told_where_it_goes(folder: Path) -> None:
    """Bad usage, with the option that takes its name."""
    result = lod("query", folder, "13-citations")
    assert result.exit_code == 2
    assert "a stored query goes with --name" in result.stderr


def test_a_port_that_is_taken_is_one_line_with_the_mend(folder: Path) -> None:
    """Exit status 1, with the address and the option."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = lod("serve", folder, "--port", port)
    assert result.exit_code == 1
    assert "is the port free? give another with --port" in result.stderr
    assert f"lod: 127.0.0.1:{port}: the server did not start (" in result.stderr
