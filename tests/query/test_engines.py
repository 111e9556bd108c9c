"""The dump in another engine, as `docs/engines.md` says: the stored queries as they stand, the same rows.

Virtuoso is started where it is installed (Debian: virtuoso-opensource-7-bin).
"""

import json
import shutil
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from starlette.testclient import TestClient

from lod.graph.files import load_store
from lod.query.sparql import run, write_results
from lod.query.stored import stored_queries
from lod.serve.application import application
from tests.query.test_stored import _cell
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

pytestmark = pytest.mark.slow
AKN = TESTS / "files" / "akn"
OTHERWISE = tomllib.loads((TESTS / "cases" / "engines.toml").read_text(encoding="utf-8"))
SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
"""
LOAD = "ld_dir('.', 'unres.nq.gz', 'urn:unres');\nrdf_loader_run();\ncheckpoint;\n"
Rows = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two resolutions, one with votes, subjects and a table."""
    folder = tmp_path_factory.mktemp("engines") / "public"
    assert lod("build", BUNDLED, AKN / "lighthouses.en.xml", "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def virtuoso(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of its endpoint, with the dump loaded by the recipe."""
    server, shell = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not server or not shell:
        pytest.skip("no Virtuoso (apt-get install virtuoso-opensource-7-bin)")
    place = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_port(), free_port()
    (place / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http), encoding="utf-8")
    (place / "load.sql").write_text(LOAD, encoding="utf-8")
    shutil.copy(folder / "data" / "unres.nq.gz", place)
    start = [server, "+configfile", "virtuoso.ini", "+foreground"]
    load = [shell, f"127.0.0.1:{sql}", "dba", "dba", "load.sql"]
    process = subprocess.Popen(start, cwd=place, stderr=subprocess.DEVNULL)
    try:
        wait_for(sql)
        subprocess.run(load, cwd=place, check=True, capture_output=True)
        yield f"http://127.0.0.1:{http}/sparql"
    finally:
        process.terminate()
        process.wait(60)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def wait_for(port: int, seconds: float = 90) -> None:
    """Until something listens."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise TimeoutError(f"nothing listens at {port}")


def rows_of(content: bytes | str) -> Rows:
    """Rows whose numbers are compared by value."""
    read = json.loads(content)
    head = read["head"]["vars"]
    found = read["results"]["bindings"]
    return [tuple(_cell(row[name]["value"]) if name in row else "" for name in head) for row in found]


def asked(address: str, query: str) -> Rows | None:
    """What an endpoint gives; None where it refuses the query."""
    content = urlencode({"query": query, "format": "application/sparql-results+json"}).encode()
    try:
        with urlopen(Request(address, content), timeout=60) as answer:
            return rows_of(answer.read())
    except OSError:  # HTTPError is one
        return None


def test_virtuoso_gives_the_same_rows(virtuoso: str, folder: Path) -> None:
    """In the same order; what it gives otherwise is named with the reason, and is given otherwise."""
    store = load_store(folder)
    other = set()
    for query in stored_queries():
        if asked(virtuoso, query.text) != rows_of(write_results(run(store, query.text), "json")):
            other.add(query.name)
    assert other == set(OTHERWISE["virtuoso"])


def test_the_site_stands_in_front_of_virtuoso(virtuoso: str, folder: Path) -> None:
    """The stored queries at their addresses, and queries without prefixes, in the forms that are asked for."""
    with TestClient(application(folder, engine=virtuoso)) as client:
        for query in stored_queries():
            if query.name not in OTHERWISE["virtuoso"]:
                rows = rows_of(client.get(f"/query/{query.name}", params={"format": "json"}).text)
                assert rows == asked(virtuoso, query.text), query.name
        page = client.get(
            "/sparql", params={"query": "SELECT ?s { ?r unr:symbol ?s }"}, headers={"accept": "text/html"}
        )
        assert "A/RES/68/230" in page.text
        assert client.get("/sparql", params={"query": "SELEC"}).status_code == 400


def test_virtuoso_keeps_the_named_graphs(virtuoso: str) -> None:
    """What is printed and what rules made stay apart."""
    pattern = "?act a <https://w3id.org/unres/def#Act>"
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <https://w3id.org/unres/A/RES/68/230%s> {{ {pattern} }} }}"
    assert asked(virtuoso, query % "") == [("0",)]
    assert asked(virtuoso, query % "/annotations") == [("32",)]
