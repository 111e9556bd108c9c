"""The table of addresses: templates, and what listings name."""

import re
from pathlib import Path

import msgspec
import pytest

from lod.data.files import data, read_toml
from lod.model.errors import DataError, SourceError
from lod.read.fetch.addresses import FileAddress, load_addresses

ROWS = read_toml(data("addresses.toml"))["address"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_path_of_a_listing_matches_its_examples_and_no_near_miss(row: dict[str, object]) -> None:
    address = next(address for address in load_addresses() if address.id == row["id"])
    examples = row.get("examples", [])
    assert isinstance(examples, list)
    assert bool(examples) == bool(address.listing)
    tree = {"tree": [{"path": path} for path in (*(e["path"] for e in examples), *row.get("near_misses", []))]}  # type: ignore[misc]
    found = [(one.path, one.symbol, one.language) for one in address.listed(msgspec.json.encode(tree))]
    assert found == [(e["path"], e["symbol"], e["language"]) for e in examples]
    assert address.source


def test_a_symbol_stands_in_an_address_as_the_resolver_writes_it() -> None:
    _, resolver, ods = load_addresses()
    assert resolver.of("A/RES/217(III)", "es") == "https://docs.un.org/es/A/RES/217(III)"
    assert ods.of("A/RES/78/1", "ar") == "https://documents.un.org/api/symbol/access?s=A/RES/78/1&l=ar&t=pdf"


def test_a_path_is_quoted() -> None:
    address = FileAddress("a", "x", ".xml", "https://example.org/{path}", "s")
    assert address.of("A/RES/1/1", "en", "a b/ü.xml") == "https://example.org/a%20b/%C3%BC.xml"


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"tree": 1}', b'{"tree": [{}]}'])
def test_what_is_no_listing_is_told(content: bytes) -> None:
    with pytest.raises(SourceError, match=re.escape("is no list of files")):
        list(load_addresses()[0].listed(content))


@pytest.mark.parametrize("table", ["", "[[address]]\nid = 'x'\n"])
def test_a_table_without_what_an_address_needs_is_told(tmp_path: Path, table: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(DataError):
        load_addresses(path)
