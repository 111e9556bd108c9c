"""A base of one's own: what is a thing of the data stands below it everywhere; the vocabulary stays where it is."""

import gzip
import re
from pathlib import Path

import pytest

from lod.graph.files import load_store
from lod.model.errors import SymbolError
from lod.model.iris import DEFAULT_BASE, parse_base
from lod.query.sparql import base_of, run
from lod.query.stored import stored_queries
from tests.runner import lod
from tests.samples import BUNDLED

BASE = "https://example.org/x/"
#: The vocabulary and its version, whatever the base.
#: The vocabulary and the shapes have their IRIs whatever the base.
FIXED = "(?:def|shapes)"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled resolution below a base of its own."""
    folder = tmp_path_factory.mktemp("base") / "public"
    assert lod("build", BUNDLED, "--base", BASE, "--out", folder, "--jobs", 2).exit_code == 0
    return folder


def test_no_file_of_a_build_names_a_thing_below_another_base(published: Path) -> None:
    """Pages, data, prefixes, dumps, catalogue, report, queries: only the vocabulary keeps its name."""
    strange = re.compile(rf"{re.escape(DEFAULT_BASE)}(?!{FIXED}\b)[^\s\"<>]*")
    found = {}
    for path in sorted(path for path in published.rglob("*") if path.is_file()):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if named := strange.findall(content.decode("utf-8", "replace")):
            found[str(path.relative_to(published))] = named[:3]
    assert found == {}


def test_a_page_prints_the_iri_of_its_thing(published: Path) -> None:
    """As canonical link, in the citation, and for search engines."""
    page = (published / "A/RES/68/230.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{BASE}A/RES/68/230">' in page
    assert f'"@id": "{BASE}A/RES/68/230"' in page
    assert f"<code>{BASE}fund/perez-guerrero-trust-fund</code>" in (
        published / "fund/perez-guerrero-trust-fund.html"
    ).read_text(encoding="utf-8")


def test_stored_queries_ask_about_things_below_the_base(published: Path) -> None:
    """They find as much as below the default base, and the table shortens IRIs."""
    store = load_store(published)
    assert base_of(store) == BASE
    found = {query.name: len(list(run(store, query.text, BASE))) for query in stored_queries(BASE)}  # type: ignore[arg-type]
    assert min(found[name] for name in ("17-verbs-towards", "25-decisions-about", "42-where-a-fund-is-named")) > 0
    table = lod("query", published, "--name", "17-verbs-towards").output
    assert "calls upon" in table
    assert "res:A/RES/68/230#op17" in lod("query", published, "--name", "42-where-a-fund-is-named").output


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ("nonsense", "give an absolute IRI such as"),
        ("urn:x:", "give an absolute IRI such as"),
        ("https://", "give an absolute IRI such as"),
        ("https://example.org/x y/", "give an absolute IRI such as"),
        ("https://example.org/x#", "give an absolute IRI such as"),
        ("https://example.org/x", "give https://example.org/x/"),
    ],
)
def test_what_is_no_base_is_bad_usage(given: str, mend: str, tmp_path: Path) -> None:
    """Exit status 2 with the option, the value and the mend, and nothing is written."""
    for command in (["build", BUNDLED, "--out", tmp_path / "public"], ["parse", BUNDLED], ["export", BUNDLED]):
        result = lod(*command, "--base", given)
        assert result.exit_code == 2
        assert "--base" in result.stderr
        assert repr(given) in result.stderr
        assert mend in result.stderr
    assert not (tmp_path / "public").exists()
    with pytest.raises(SymbolError):
        parse_base(given)
