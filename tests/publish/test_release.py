"""What a release carries besides its data: the index that programs poll, README, licence, JSON-LD by lines."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
import rdflib

from lod.publish.published import INDEX
from lod.publish.release import LICENCE_FILE, README
from tests.runner import lod


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of the bundled text."""
    folder = tmp_path_factory.mktemp("release") / "public"
    assert lod("build", "--out", folder).exit_code == 0
    return folder


def test_the_index_names_every_file_of_the_data(published: Path) -> None:
    """With its length and checksum, and the last day in the data; itself and the list of checksums left out."""
    told = json.loads((published / INDEX).read_bytes())
    assert (told["modified"], told["resolutions"], told["sessions"]) == ("2014-02-07", 1, ["68"])
    for file in told["files"]:
        content = (published / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["size"], file["sha256"])
    there = {path.relative_to(published).as_posix() for path in (published / "data").rglob("*") if path.is_file()}
    assert there - {file["path"] for file in told["files"]} == {INDEX, "data/SHA256SUMS"}


def test_the_readme_says_whose_rights_and_how_to_cite(published: Path) -> None:
    """And what each file holds."""
    text = (published / README).read_text(encoding="utf-8")
    assert "the United Nations' own" in text
    assert "## How to cite" in text
    assert "| `unres.nq.gz` | Every statement in the graph" in text
    assert "creativecommons.org/licenses/by/4.0" in (published / LICENCE_FILE).read_text(encoding="utf-8")


def test_each_line_of_json_ld_is_a_document(published: Path) -> None:
    """With its context: the graph of the resolution's page."""
    (line,) = gzip.decompress((published / "data/unres.jsonl.gz").read_bytes()).splitlines()
    graph = rdflib.Graph().parse(data=line, format="json-ld")
    assert len(graph) == len(rdflib.Graph().parse(published / "A/RES/68/230.ttl"))
