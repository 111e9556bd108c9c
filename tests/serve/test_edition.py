"""A publication that is replaced while it is served."""

import gzip
import os
import signal
import time
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.testclient import TestClient

from lod.serve.application import application
from lod.serve.bounds import Bounds

ALL = "SELECT ?s ?o { ?s <urn:p> ?o }"


def publish(folder: Path, word: str) -> None:
    """Put another dump in the place of the one that is there."""
    (folder / "data").mkdir(exist_ok=True)
    fresh = folder / "data" / "fresh"
    fresh.write_bytes(gzip.compress(f'<https://w3id.org/unres/A/RES/1/1> <urn:p> "{word}" <urn:{word}> .\n'.encode()))
    fresh.replace(folder / "data" / "unres.nq.gz")


def wait_for(client: TestClient, word: str) -> dict[str, str]:
    """The headers of the first answer that says a word."""
    until = time.monotonic() + 30
    while True:
        answer = client.get("/sparql", params={"query": ALL, "format": "csv"})
        if answer.status_code == 200 and word in answer.text:
            return dict(answer.headers)
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_newer_publication_is_served_without_a_restart(tmp_path: Path) -> None:
    """Its data, its graphs, its tags; and then no answer is from the one before."""
    publish(tmp_path, "old")
    with TestClient(application(tmp_path, Bounds(seconds=5))) as client:
        tag = wait_for(client, "old")["etag"]
        publish(tmp_path, "new")
        assert wait_for(client, "new")["etag"] != tag
        again = client.get("/sparql", params={"query": ALL, "format": "csv"}, headers={"if-none-match": tag})
        assert (again.status_code, "new" in again.text) == (200, True)
        for _ in range(20):
            assert "old" not in client.get("/sparql", params={"query": ALL}).text
        described = client.get("/sparql", headers={"accept": "text/turtle"}).text
        assert ("urn:new" in described, "urn:old" in described) == (True, False)


def test_what_is_open_is_served_while_nothing_can_be_opened(tmp_path: Path) -> None:
    """A dump that is damaged, or gone, ends nothing; the next that is whole is served."""
    publish(tmp_path, "old")
    with TestClient(application(tmp_path, Bounds(seconds=5))) as client:
        (tmp_path / "data" / "unres.nq.gz").unlink()
        time.sleep(1.5)
        wait_for(client, "old")
        publish(tmp_path, "new")
        wait_for(client, "new")


def test_workers_come_again_when_what_forks_them_is_ended(tmp_path: Path) -> None:
    """The kernel ends it, as it does where memory is short: another begins, and queries are answered."""
    publish(tmp_path, "old")
    with TestClient(application(tmp_path, Bounds(seconds=5))) as client:
        wait_for(client, "old")
        worker = cast(Starlette, client.app).state.pool.processes[0]
        parent = int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])
        assert parent != os.getpid()
        os.kill(parent, signal.SIGKILL)
        time.sleep(0.2)
        wait_for(client, "old")
        assert client.get("/health").json()["status"] == "ok"
