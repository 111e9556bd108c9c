"""A query sees the graphs that it or its request names, and all of them where neither names any."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.model.errors import QueryError
from lod.query.dataset import Dataset, names_dataset
from lod.query.sparql import run
from tests.runner import lod

LINES = "".join(f"<urn:s{name}> <urn:p> <urn:o> <urn:{name}> .\n" for name in "abc")
DEFAULT = "SELECT ?s {} {{ ?s ?p ?o }} ORDER BY ?s"
NAMED = "SELECT ?s {} {{ GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?s"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Three graphs of one statement each."""
    made = ox.Store()
    made.load(LINES.encode(), format=ox.RdfFormat.N_QUADS)
    return made


def seen(store: ox.Store, query: str, dataset: Dataset) -> str:
    """The last letters of the subjects that a query finds."""
    return "".join(row["s"].value[-1] for row in run(store, query, dataset=dataset))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "clause", "default", "named", "found"),
    [
        (DEFAULT, "", [], [], "abc"),
        (NAMED, "", [], [], "abc"),
        (DEFAULT, "FROM <urn:a>", [], [], "a"),
        (DEFAULT, "from<urn:a>FROM<urn:b>", [], [], "ab"),
        (NAMED, "FROM <urn:a>", [], [], ""),
        (DEFAULT, "FROM NAMED <urn:a>", [], [], ""),
        (NAMED, "FROM NAMED <urn:a>", [], [], "a"),
        (NAMED, "FROM <urn:b> FROM NAMED <urn:a>", [], [], "a"),
        (DEFAULT, "", ["urn:a", "urn:nowhere"], [], "a"),
        (NAMED, "", ["urn:a"], [], ""),
        (DEFAULT, "", [], ["urn:a"], ""),
        (NAMED, "", [], ["urn:a"], "a"),
        (DEFAULT, "FROM <urn:a>", ["urn:b"], [], "b"),
        (NAMED, "FROM NAMED <urn:a>", ["urn:b"], ["urn:c"], "c"),
    ],
)
def test_a_query_sees_its_dataset(
    store: ox.Store, query: str, clause: str, default: list[str], named: list[str], found: str
) -> None:
    """What a request names goes before what its query names; what is named by neither way is not seen."""
    assert seen(store, query.format(clause), Dataset.of(default, named)) == found


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX : <urn:> SELECT * FROM:a { ?s ?p ?o }",
        "PREFIX from: <urn:> SELECT * FROM from:a { ?s ?p ?o }",
        "PREFIX from: <urn:> SELECT * FROM :a { ?s ?p ?o }",
        "SELECT * # PREFIX from:\nFROM <urn:a> { ?s ?p ?o }",
        "SELECT ('PREFIX from:' AS ?x) FROM <urn:a> { ?s ?p ?o }",
        "PREFIX : <urn:> SELECT * FROMNAMED:a { GRAPH ?g { ?s ?p ?o } }",
        "ASK FROM\n\n<urn:a> {}",
        r"PREFIX x: <urn:> CONSTRUCT { x:a\'b a 1 } FROM <urn:a> WHERE { ?s ?p 'c' }",
    ],
)
def test_a_dataset_is_found_however_it_is_written(query: str) -> None:
    """Without white space, beside a prefix that is called from, and behind what only looks like a declaration."""
    assert names_dataset(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?from $from { ?from <urn:from> 'x'@from }",
        "PREFIX from: <urn:> SELECT * { from:a ?p from:b }",
        "PREFIX x: <urn:> SELECT * { x:from x:a.from ?o . _:from ?p ?o } # FROM <urn:a>",
        "SELECT * { ?s ?p '''FROM <urn:a>''', \"FROM <urn:b>\" }",
    ],
)
def test_words_that_only_look_like_it_name_no_dataset(query: str) -> None:
    assert not names_dataset(query)


def test_what_is_no_iri_names_no_graph() -> None:
    """A relative name would be one of nobody's."""
    with pytest.raises(QueryError, match="names no graph"):
        Dataset.of(["A/RES/1/1"], [])


def test_the_command_line_names_graphs_too(tmp_path: Path) -> None:
    """By the query and by options."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "unres.nq.gz").write_bytes(gzip.compress(LINES.encode()))
    by_query = lod("query", tmp_path, "-", "--format", "csv", given=DEFAULT.format("FROM <urn:b>"))
    by_option = lod("query", tmp_path, "-", "--format", "csv", "--default-graph", "urn:b", given=DEFAULT.format(""))
    assert by_query.output.split() == by_option.output.split() == ["s", "urn:sb"]
