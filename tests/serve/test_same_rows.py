"""One query, one answer: the command and the endpoint give the same rows for every stored query.

The browser's engine is held to them in `tests/publish/pages/test_query.py`, rdflib in `tests/query/test_stored.py`.
"""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.query.stored import stored_queries
from lod.serve.application import application
from tests.runner import lod


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same") / "public"
    assert lod("build", "--out", folder).exit_code == 0
    return folder


def test_command_and_endpoint_give_the_same_rows(folder: Path) -> None:
    """Terms, datatypes and order; where there are none, both say so."""
    with TestClient(application(folder)) as client:
        for query in stored_queries():
            told = lod("query", folder, "--name", query.name, "--format", "json")
            answer = client.get(f"/query/{query.name}?format=json")
            assert answer.status_code == 200, query.name
            assert json.loads(told.stdout) == answer.json(), query.name


def test_the_pages_show_what_the_command_gives(folder: Path) -> None:
    """The files beside the pages of queries, made at the build."""
    listed = json.loads((folder / "data/queries.json").read_bytes())["queries"]
    assert [one["name"] for one in listed] == [query.name for query in stored_queries()]
    for one in listed:
        settings = [word for name, value in one["values"].items() for word in ("--set", f"{name}={value}")]
        found = json.loads(lod("query", folder, "--name", one["name"], *settings, "--format", "json").stdout)
        assert len(found["results"]["bindings"]) == one["rows"], one["name"]
        if one["rows"]:
            assert json.loads((folder / f"queries/{one['name']}.json").read_bytes()) == found
