"""Programs that people use read the endpoint and the documents over HTTP, from a server as the command starts it."""

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pandas
import pytest
import rdflib
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper

from tests.serve.serving import served_by_command

ITEM = "https://w3id.org/unres/A/RES/1/1"
LINE = f'<{ITEM}> <http://purl.org/dc/terms/title> "Pérez"@en .\n'
TITLES = "SELECT ?r ?t { ?r dct:title ?t }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server of one resolution listens; it ends when it is asked to, with all its workers."""
    folder = tmp_path_factory.mktemp("public")
    (folder / "data").mkdir()
    (folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(LINE.replace(" .\n", f" <{ITEM}> .\n").encode()))
    (folder / "data" / "unres.ttl.gz").write_bytes(gzip.compress(LINE.encode()))
    (folder / "A" / "RES" / "1").mkdir(parents=True)
    for suffix in ("ttl", "nt"):
        (folder / "A" / "RES" / "1" / f"1.{suffix}").write_text(LINE, encoding="utf-8")
    yield from served_by_command(folder)


def answer(client: SPARQLWrapper, query: str, form: str) -> Any:
    """What a query gives, as the client converts it."""
    client.setQuery(query)
    client.setReturnFormat(form)
    return client.queryAndConvert()


def test_sparqlwrapper_asks_by_every_way(address: str) -> None:
    """GET and POST, rows as JSON and CSV, a graph as Turtle."""
    client = SPARQLWrapper(f"{address}/sparql")
    assert answer(client, TITLES, JSON)["results"]["bindings"][0]["t"]["value"] == "Pérez"
    client.setMethod(POST)
    assert answer(client, TITLES, CSV).decode().splitlines() == ["r,t", f"{ITEM},Pérez"]
    assert "Pérez" in answer(client, "CONSTRUCT WHERE { ?r dct:title ?t }", TURTLE).decode()


def test_sparqlwrapper_names_graphs(address: str) -> None:
    """The dataset of a request."""
    client = SPARQLWrapper(f"{address}/sparql")
    client.addDefaultGraph("urn:nowhere")
    rows = answer(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", JSON)
    assert rows["results"]["bindings"][0]["n"]["value"] == "0"


@pytest.mark.parametrize("path", ["A/RES/1/1", "A/RES/1/1.rdf", "a/res/1/1/", "data/unres.ttl"])
def test_rdflib_parses_what_an_iri_leads_to(address: str, path: str) -> None:
    """By content negotiation, from another spelling, and from a dump."""
    graph = rdflib.Graph().parse(f"{address}/{path}")
    assert len(graph) == 1
    assert graph.value(rdflib.URIRef(ITEM), rdflib.DCTERMS.title) == rdflib.Literal("Pérez", lang="en")


def test_pandas_loads_a_query_by_its_address(address: str) -> None:
    """As a spreadsheet would."""
    table = pandas.read_csv(f"{address}/sparql?format=csv&query=SELECT%20%3Ft%20%7B%20%3Fr%20dct%3Atitle%20%3Ft%20%7D")
    assert list(table["t"]) == ["Pérez"]
    assert pandas.read_csv(f"{address}/query/18-reports-due?session=79&format=csv").empty


def test_the_server_tells_nothing_of_itself_by_headers(address: str) -> None:
    """Neither its name nor its version; types are not to be guessed."""
    with urlopen(Request(f"{address}/A/RES/1/1.ttl", method="HEAD")) as response:
        assert "server" not in response.headers
        assert response.headers["x-content-type-options"] == "nosniff"
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}/.unres-manifest")
