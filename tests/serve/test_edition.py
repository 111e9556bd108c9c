"""A publication that is replaced while it is served."""

import asyncio
import gc
import gzip
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lod.model.errors import SourceError
from lod.query import kept
from lod.serve import application as serving
from lod.serve.application import application
from lod.serve.bounds import Bounds
from lod.serve.edition import open_edition, open_next
from lod.serve.forking import BEGUN, ENDED
from lod.serve.zygote import Zygote

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


HELD = ("Edition", "Endpoint", "Documents", "Router", "Worker", "HeldStore", "Task", "Future", "StreamReader")


def held() -> Counter[str]:
    """The objects of an edition and of its workers that something holds, and the descriptors of the process."""
    gc.collect()
    found = Counter(name for name in (type(one).__name__ for one in gc.get_objects()) if name in HELD)
    return found + Counter(descriptors=len(os.listdir("/proc/self/fd")))


@pytest.mark.parametrize("small", [0, kept.SMALL], ids=["kept", "in memory"])
def test_editions_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    """Of eight that were served after one another nothing is held but the last."""
    monkeypatch.setattr(kept, "SMALL", small)
    monkeypatch.setattr(serving, "_LOOK", 0.05)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "public"
    folder.mkdir()
    publish(folder, "edition0")
    with TestClient(application(folder, Bounds(seconds=5))) as client:
        seen = []
        for number in range(1, 9):
            publish(folder, f"edition{number}")
            wait_for(client, f"edition{number}")
            client.get("/sparql", headers={"accept": "text/turtle"})
            until = time.monotonic() + 30
            while client.get("/health").json()["busy"] and time.monotonic() < until:
                time.sleep(0.01)
            seen.append(held())
        until = time.monotonic() + 30
        while (last := held()) > seen[3] and time.monotonic() < until:
            time.sleep(0.05)  # processes of the edition before take a moment to end
        assert last - seen[3] == Counter()


def test_a_server_that_ends_ends_who_makes_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it would have taken."""
    monkeypatch.setattr(kept, "SMALL", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder, maker, told = tmp_path / "public", tmp_path / "maker", tmp_path / "told"
    folder.mkdir()
    maker.write_text(f'#!/bin/sh\necho $$ > "{told}.new"; mv "{told}.new" "{told}"; exec sleep 600\n', encoding="utf-8")
    maker.chmod(0o755)
    publish(folder, "old")
    with TestClient(application(folder, Bounds(seconds=5))) as client:
        wait_for(client, "old")
        monkeypatch.setattr(sys, "executable", str(maker))
        publish(folder, "new")
        until = time.monotonic() + 60
        while not told.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        wait_for(client, "old")
    assert not Path(f"/proc/{told.read_text().strip()}").exists()


def test_a_server_makes_no_store_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a newer dump comes while a store is made, it would have none; the next look has it made apart, too."""
    monkeypatch.setattr(kept, "SMALL", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder, keep_apart = tmp_path / "public", kept.keep_apart
    folder.mkdir()
    publish(folder, "old")
    served = open_edition(folder)

    async def overtaken(source: Path) -> None:
        await keep_apart(source)
        publish(folder, "newer")

    monkeypatch.setattr(kept, "_build", lambda source, target: pytest.fail("made by the server"))
    monkeypatch.setattr("lod.serve.edition.keep_apart", overtaken)
    publish(folder, "new")
    with pytest.raises(SourceError, match="another dump came"):
        asyncio.run(open_next(folder, served))
    monkeypatch.setattr("lod.serve.edition.keep_apart", keep_apart)
    fresh = asyncio.run(open_next(folder, served))
    assert "urn:newer" in fresh.graphs()
    fresh.close()
    served.close()


def test_a_worker_that_ends_as_soon_as_it_has_begun_is_told() -> None:
    """Both may be heard at once, before who began it goes on."""

    async def hear() -> list[int]:
        zygote, told = Zygote(Bounds()), list[int]()
        begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        zygote._coming.append((begun, told.append))
        zygote._note(BEGUN, 7, 0)
        zygote._note(ENDED, 7, -signal.SIGKILL)
        assert await begun == 7
        assert zygote.processes == []
        await zygote.close()
        return told

    assert asyncio.run(hear()) == [-signal.SIGKILL]
