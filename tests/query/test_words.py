"""Words of texts go into queries by an index, and find what reading every text finds."""

import re
from pathlib import Path

import pytest

from lod.graph.files import load_store
from lod.model.errors import QueryError
from lod.query.kept import keep_store
from lod.query.sparql import run
from lod.query.words import INDEX_FILE, find_hits, index_query, with_hits
from tests.runner import lod
from tests.samples import BUNDLED

CONTAINED = """
SELECT ?about { { ?about unr:text ?text } UNION { ?about a unr:Resolution ; dct:title ?text } FILTER(%s) }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("words") / "public"
    assert lod("build", BUNDLED, "--out", out).exit_code == 0
    return out


def contained(folder: Path, pattern: str) -> set[str]:
    """What SPARQL finds by reading every text."""
    rows = run(load_store(folder), CONTAINED % f'REGEX(?text, "{pattern}", "i")')
    return {row["about"].value for row in rows}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        ("South-South", "south.south"),
        ("secretary", r"\\bsecretary\\b"),
        ("develop*", r"\\bdevelop"),
        ('"developing countries"', r"\\bdeveloping\\s+countries\\b"),
        ("PÉREZ", "p[eé]rez"),
        ('"no such words"', "no such words"),
    ],
)
def test_the_index_finds_what_reading_finds(folder: Path, words: str, pattern: str) -> None:
    """Whole words in any case, beginnings, words beside each other; accents make no difference."""
    assert set(find_hits(load_store(folder), words)) == contained(folder, pattern)


def test_all_words_are_held(folder: Path) -> None:
    both = set(find_hits(load_store(folder), "report session"))
    assert both == contained(folder, r"\\breport\\b") & contained(folder, r"\\bsession\\b")


def test_the_kept_index_finds_the_same(folder: Path, tmp_path: Path) -> None:
    """Made with the store, in its folder, whatever that is called; the same hits in the same order."""
    kept = keep_store(folder, tmp_path / "100 %23 #stores?")
    assert (kept / INDEX_FILE).is_file()
    store = load_store(folder)
    assert find_hits(store, "cooperation", folder=kept) == find_hits(store, "cooperation")


def test_a_query_takes_hits_as_values(folder: Path, tmp_path: Path) -> None:
    """What it does not find it does not ask about; acts of the paragraphs with the words."""
    query = tmp_path / "acts.rq"
    query.write_text("SELECT DISTINCT ?hit { VALUES ?hit {} ?act unr:performedIn ?hit } ORDER BY ?hit")
    run_ = lod("query", folder, query, "--words", '"triangular cooperation"', "--format", "csv")
    found = run_.stdout.split()[1:]
    assert found
    assert set(found) <= contained(folder, r"\\btriangular\\s+cooperation\\b")


def test_words_alone_are_listed(folder: Path) -> None:
    """Best first, with the words; as many as are asked for."""
    run_ = lod("query", folder, "--words", "South-South cooperation", "--hits", 2, "--format", "csv")
    lines = run_.stdout.splitlines()
    assert lines[0] == "hit,symbol,text"
    assert len(lines) == 3
    assert all(re.search(r"A/RES/68/230.*South-South", line) for line in lines[1:])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--words", "..."), "holds no words"),
        (("--words", "peace", "--name", "13-citations"), "query of your own"),
        (("--words", "peace", "--hits", "0"), "range"),
    ],
)
def test_what_cannot_be_asked_is_said(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    run_ = lod("query", folder, *arguments)
    assert run_.exit_code in (1, 2)
    assert said in run_.output


def test_a_query_without_a_place_for_hits_is_refused() -> None:
    with pytest.raises(QueryError, match="no place"):
        with_hits("SELECT * { ?hit ?p ?o }", ["urn:a"])


@pytest.mark.parametrize("words", ['"', "*", "' OR 1", "NEAR(a b)", 'a" OR "b', "text:a", "^a", "-a"])
def test_no_words_are_a_command_to_the_index(folder: Path, words: str) -> None:
    """Signs of its language are signs."""
    if re.search(r"\w", words):
        assert re.fullmatch(r'"[\w ]+"(?: \*)?(?: AND "[\w ]+"(?: \*)?)*', index_query(words))
        find_hits(load_store(folder), words)
