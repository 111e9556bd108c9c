"""RDF files are told by their names, opened packed or not, and damaged ones are refused with the fix."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.graph.files import GRAPHS, SYNTAXES, is_rdf, load_store, open_rdf, syntax_of
from lod.model.errors import SourceError, SymbolError

LINE = b"<urn:a> <urn:b> <urn:c> .\n"


@pytest.mark.parametrize("name", SYNTAXES)
def test_each_syntax_is_told_by_its_ending_and_knows_its_media_type(name: str) -> None:
    """Also where the file is packed, and whatever the case of its name."""
    syntax = SYNTAXES[name]
    assert syntax.file_extension == name
    assert "/" in syntax.media_type
    for path in (Path(f"a.b.{name}"), Path(f"a.{name}.gz"), Path(f"A.{name.upper()}")):
        assert syntax_of(path) == syntax
        assert is_rdf(path)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.xml", "ttl", "a"])
def test_what_is_read_as_a_resolution_is_no_rdf_file(name: str) -> None:
    """Texts, PDFs and XML are sources; a folder is RDF where it was published."""
    assert not is_rdf(Path(name))


def test_a_published_folder_is_rdf(tmp_path: Path) -> None:
    """Its dump is what is opened."""
    assert not is_rdf(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "unres.nq.gz").write_bytes(gzip.compress(LINE))
    assert is_rdf(tmp_path)
    assert len(load_store(tmp_path)) == 1


def test_graphs_are_the_syntaxes_without_names_of_graphs() -> None:
    """What a query's graph may be written as."""
    assert {name for name, syntax in SYNTAXES.items() if not syntax.supports_datasets} <= set(GRAPHS)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.nt", LINE + b"<urn:a> nothing\n", r"a\.nt: line 2: .*fix the N-Triples"),
        ("a.nt.gz", gzip.compress(LINE * 2000)[:-20], r"a\.nt\.gz: is no whole file: .*get it again"),
        ("a.nt.gz", b"no gzip", r"a\.nt\.gz: is no whole file"),
        ("a.txt", LINE, r"a\.txt: no RDF data .*\.ttl"),
    ],
)
def test_a_damaged_file_is_named_with_the_line_and_the_mend(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    """One message for every command that opens RDF."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message), open_rdf(path) as (stream, syntax):
        list(ox.parse(stream, syntax))


def test_an_error_of_the_reader_is_not_laid_on_the_file(tmp_path: Path) -> None:
    """What is raised while a file is read, and says what it is, stays as it is."""
    path = tmp_path / "a.nt"
    path.write_bytes(LINE)
    with pytest.raises(SymbolError, match="other"), open_rdf(path):
        raise SymbolError("other")
