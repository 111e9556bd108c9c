"""A server while its folder changes and its workers are ended: each answer is that of the files as they stand."""

import contextlib
import gzip
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lod.serve.application import application
from lod.serve.bounds import Bounds

NAMES = ("index", "A/RES/1/1", "A/RES/1/2", "coverage")
STATEMENTS = 50
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r . ?s ?t ?u }"
WRONG = ("SELECT", "ASK { ?s ?p }", "INSERT DATA { <urn:a> <urn:b> 1 }", "ASK { SERVICE ?x {} }")
names = st.sampled_from(NAMES)


class Serving(RuleBasedStateMachine):
    """A folder, a server over it, and the pages that it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "data").mkdir()
        lines = "".join(f'<https://w3id.org/unres/A/RES/1/{n}> <urn:p> "{n}" <urn:g> .\n' for n in range(STATEMENTS))
        (self.folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(lines.encode()))
        self.pages: dict[str, str] = {}
        self.client = TestClient(application(self.folder, Bounds(seconds=1)), follow_redirects=False).__enter__()

    def teardown(self) -> None:
        self.client.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    @rule(name=names, number=st.integers(0, 9))
    def publish(self, name: str, number: int) -> None:
        """A build puts a page, or another in its place."""
        path = self.folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{name} {number}</p>", encoding="utf-8")
        self.pages[name] = f"<p>{name} {number}</p>"

    @precondition(lambda self: self.pages)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """A page goes."""
        name = data.draw(st.sampled_from(sorted(self.pages)))
        (self.folder / f"{name}.html").unlink()
        del self.pages[name]

    @rule(name=names)
    def read(self, name: str) -> None:
        """A page that is there is given as it is; one that is not is not found."""
        answer = self.client.get(f"/{name}.html")
        if name in self.pages:
            assert (answer.status_code, answer.text) == (200, self.pages[name])
        else:
            assert answer.status_code == 404

    @rule(name=names)
    def revalidate(self, name: str) -> None:
        """Who holds a page is told that it is the same, until it is another."""
        first = self.client.get(f"/{name}.html")
        if first.status_code == 200:
            again = self.client.get(f"/{name}.html", headers={"if-none-match": first.headers["etag"]})
            assert again.status_code == 304

    @rule(form=st.sampled_from(("json", "csv", "xml")))
    def ask(self, form: str) -> None:
        """The endpoint counts every statement."""
        asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": form}
        answer = self.client.get("/sparql", params=asked)
        assert answer.status_code == 200
        assert str(STATEMENTS) in answer.text

    @rule(
        query=st.sampled_from(("SELECT", "ASK { ?s ?p }", "INSERT DATA { <urn:a> <urn:b> 1 }", "ASK { SERVICE ?x {} }"))
    )
    def ask_wrongly(self, query: str) -> None:
        """What is no query, or none for here, is refused."""
        assert self.client.get("/sparql", params={"query": query}).status_code in (400, 403)

    @rule()
    def ask_for_ever(self) -> None:
        """A query that nobody has the time for ends at its limit."""
        assert self.client.get("/sparql", params={"query": ENDLESS}).status_code == 503

    @rule()
    def leave(self) -> None:
        """Somebody goes away in the middle of an answer."""
        with self.client.stream("GET", "/sparql", params={"query": "SELECT * { ?s ?p ?o . ?a ?b ?c }"}) as answer:
            assert answer.status_code == 200

    @rule()
    def end_workers(self) -> None:
        """The kernel ends every worker."""
        for process in cast(Starlette, self.client.app).state.pool.processes:
            with contextlib.suppress(ProcessLookupError):  # it has ended since the list was made
                os.kill(process, signal.SIGKILL)
        until = time.monotonic() + 20
        while self.client.get("/sparql", params={"query": "ASK {}"}).status_code != 200:
            assert time.monotonic() < until


def test_answers_are_right_whatever_happened_before() -> None:
    """Pages, queries and refusals, while files change, readers leave and workers end."""
    run_state_machine_as_test(
        Serving,
        settings=settings(
            max_examples=3,
            stateful_step_count=15,
            derandomize=True,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
