"""What an installation lacks is named with the way to mend it."""

from pathlib import Path

import pytest

from lod.data.files import data, read_toml, share
from lod.data.interface import load_interface
from lod.data.publication import load_publication
from lod.model.errors import DataError


def test_a_file_that_an_installation_lacks_is_named() -> None:
    with pytest.raises(DataError, match=r"no shapes/none\.ttl in this installation \(install the package again\)"):
        share("shapes", "none.ttl")
    with pytest.raises(DataError, match=r"no data/none\.toml in this installation \(install the package again\)"):
        data("none.toml")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    """Not there, no UTF-8, another language."""
    for name, content in (("bytes", b"\xff"), ("words", b"a b c")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match=rf"/{name}: .*\(fix the file\)"):
            read_toml(tmp_path / name)
    with pytest.raises(DataError, match=r"/none: .*No such file"):
        read_toml(tmp_path / "none")


@pytest.mark.parametrize("row", ["adopted,a,b,c,d,e,f", "new,a,b,,d,e,f"])
def test_a_word_of_the_interface_stands_once_in_six_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    table = tmp_path / "interface.csv"
    table.write_text(data("interface.csv").read_text(encoding="utf-8") + f"{row}\n", encoding="utf-8")
    monkeypatch.setattr("lod.data.interface.data", lambda name: table)
    with pytest.raises(DataError, match=r"interface\.csv: the key '(?:adopted|new)' stands twice or lacks a language"):
        load_interface.__wrapped__()


@pytest.mark.parametrize(
    ("given", "what"),
    [("titel = 'x'", "titel"), ("site = 'ftp://e.org/'", "site: "), ("site = 3", "`str`")],
    ids=["unknown key", "no address", "no words"],
)
def test_a_publication_that_is_described_wrongly_is_named(tmp_path: Path, given: str, what: str) -> None:
    (tmp_path / "mine.toml").write_text(given, encoding="utf-8")
    with pytest.raises(DataError, match=rf"mine\.toml: .*{what}|{what}"):
        load_publication(tmp_path / "mine.toml")
