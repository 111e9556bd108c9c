"""The server gives the published files, and nothing that stands beside or behind them."""

import gzip
import json
from pathlib import Path

import pytest
import rdflib
from starlette.testclient import TestClient

from lod.query.stored import stored_queries, stored_query
from lod.serve.application import application
from lod.serve.examples import offered_queries


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """A folder with pages, hidden files and links, and a file beside it."""
    folder = tmp_path / "public"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(b'<http://x/a> <http://x/b> "c" .\n'))
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "x.html").write_text("secret")
    for path in (".unres-manifest", ".git/config", "A/.htpasswd", "A/.hidden.html", ".well-known/.secret"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("secret")
    (folder / "A" / "page.html").write_text("public")
    (folder / ".well-known" / "void").write_text("public")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "linked").symlink_to(tmp_path / "secrets")
    return TestClient(application(folder), follow_redirects=False, raise_server_exceptions=True)


@pytest.mark.parametrize("path", ["A/page.html", ".well-known/void"])
def test_pages_and_well_known_files_are_given(client: TestClient, path: str) -> None:
    """What was published, and what RFC 8615 names."""
    assert client.get(f"/{path}").text == "public"


@pytest.mark.parametrize(
    "path",
    [
        *(
            ".unres-manifest",
            ".git/config",
            ".git",
            "A/.htpasswd",
            "A/.hidden",
            "A/.hidden.html",
            ".well-known/.secret",
        ),
        *(
            "%2eunres-manifest",
            "A/%2e%2e/.unres-manifest",
            "%2e%2e/secret",
            "..%2fsecret.html",
            "A/%2e%2e/%2e%2e/secret.html",
        ),
        *("link.html", "linked/x.html", "linked/x", "A%5c..%5csecret.html", "A%00", "A/%0a", "A//page.html", "x" * 300),
    ],
)
def test_nothing_hidden_and_nothing_outside_is_given(client: TestClient, path: str) -> None:
    """Hidden files, what links lead to, and what lies above the folder: not found, or a redirect to what is not."""
    answer = client.get(f"/{path}")
    if answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_pages_learn_where_the_endpoint_is(client: TestClient) -> None:
    """From a file that no static host has; the way is relative, so that it holds below a proxy's path too."""
    assert client.get("/endpoint.json").json() == {"sparql": "sparql", "seconds": 30}


def test_stored_queries_are_examples_for_query_editors(client: TestClient) -> None:
    """One and all, in the syntax that is asked for; each has its question, its text and the endpoint it is for."""
    path = "/.well-known/sparql-examples/"
    graph = rdflib.Graph().parse(data=client.get(path).text, format="turtle")
    shacl, schema = rdflib.Namespace("http://www.w3.org/ns/shacl#"), rdflib.Namespace("https://schema.org/")
    assert len(set(graph.subjects(rdflib.RDF.type, shacl.SPARQLSelectExecutable))) == len(stored_queries())
    one = client.get(f"{path}13-citations", headers={"accept": "application/n-triples"})
    assert one.headers["content-type"].startswith("application/n-triples")
    told = rdflib.Graph().parse(data=one.text, format="nt")
    this = rdflib.URIRef(f"http://testserver{path}13-citations")
    assert str(told.value(this, shacl.select)) == stored_query("13-citations").text
    assert told.value(this, schema.target) == rdflib.URIRef("http://testserver/sparql")
    assert client.get(f"{path}99-none").status_code == 404


def test_examples_are_what_the_data_answer(tmp_path: Path) -> None:
    """As the build found."""
    (tmp_path / "data").mkdir()
    listed = [{"name": "13-citations", "rows": 2}, {"name": "10-subjects", "rows": 0}]
    (tmp_path / "data" / "queries.json").write_text(json.dumps({"queries": listed}))
    assert [query.name for query in offered_queries(tmp_path, "https://example.org/")] == ["13-citations"]
