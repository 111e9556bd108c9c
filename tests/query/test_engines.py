"""The dump in another engine, as `docs/engines.md` says: the stored queries as they stand, the same rows.

Virtuoso and Jena are started where they are installed (Debian: virtuoso-opensource-7-bin, libapache-jena-java).
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.graph.files import load_store
from lod.query.sparql import run, write_results
from lod.query.stored import stored_queries
from lod.serve.application import application
from tests.query.jena import is_installed as jena_is_installed
from tests.query.jena import jena
from tests.query.rows import asked, rows_of
from tests.query.virtuoso import is_installed, virtuoso
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

pytestmark = pytest.mark.slow
AKN = TESTS / "files" / "akn"
OTHERWISE = tomllib.loads((TESTS / "cases" / "engines.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two resolutions, one with votes, subjects and a table."""
    folder = tmp_path_factory.mktemp("engines") / "public"
    assert lod("build", BUNDLED, AKN / "lighthouses.en.xml", "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address of Virtuoso's endpoint, with the dump loaded by the recipe."""
    if not is_installed():
        pytest.skip("no Virtuoso (apt-get install virtuoso-opensource-7-bin)")
    with virtuoso(folder / "data" / "unres.nq.gz") as (found, _):
        yield found


def test_virtuoso_gives_the_same_rows(address: str, folder: Path) -> None:
    """In the same order; what it gives otherwise is named with the reason, and is given otherwise."""
    store = load_store(folder)
    other = set()
    for query in stored_queries():
        if asked(address, query.text) != rows_of(write_results(run(store, query.text), "json")):
            other.add(query.name)
    assert other == set(OTHERWISE["virtuoso"])


def test_the_site_stands_in_front_of_virtuoso(address: str, folder: Path) -> None:
    """The stored queries at their addresses, and queries without prefixes, in the forms that are asked for."""
    with TestClient(application(folder, engine=address)) as client:
        for query in stored_queries():
            if query.name not in OTHERWISE["virtuoso"]:
                rows = rows_of(client.get(f"/query/{query.name}", params={"format": "json"}).text)
                assert rows == asked(address, query.text), query.name
        page = client.get(
            "/sparql", params={"query": "SELECT ?s { ?r unr:symbol ?s }"}, headers={"accept": "text/html"}
        )
        assert "A/RES/68/230" in page.text
        assert client.get("/sparql", params={"query": "SELEC"}).status_code == 400


def test_virtuoso_keeps_the_named_graphs(address: str) -> None:
    """What is printed and what rules made stay apart."""
    pattern = "?act a <https://w3id.org/unres/def#Act>"
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <https://w3id.org/unres/A/RES/68/230%s> {{ {pattern} }} }}"
    assert asked(address, query % "") == [("0",)]
    assert asked(address, query % "/annotations") == [("32",)]


def test_jena_gives_the_same_rows(folder: Path) -> None:
    """Equal ones may change places; each query is a process of Java."""
    if not jena_is_installed():
        pytest.skip("no Jena (apt-get install libapache-jena-java libcaffeine-java)")
    store = load_store(folder)
    with jena(folder / "data" / "unres.nq.gz") as ask:
        for query in stored_queries():
            rows = ask(query.text, 60)
            assert rows is not None, query.name
            assert Counter(rows) == Counter(rows_of(write_results(run(store, query.text), "json"))), query.name
