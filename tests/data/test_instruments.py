"""The table of named instruments: facts with sources, names that mean one thing, faults that stop the build."""

import re
from pathlib import Path

import pytest

from lod.data.files import share
from lod.data.instruments import COLUMNS, find_instrument_names, load_instruments, read_instruments
from lod.model.errors import DataError

HEADER = ",".join(COLUMNS) + "\n"
ROW = "example-treaty,Example Treaty|Treaty of Example,Example,treaty,1999-05-01,,610/8843,text of the treaty\n"


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "instruments.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_is_read(tmp_path: Path) -> None:
    """The first label is the preferred one; the path stands below instrument/."""
    (row,) = read_instruments(table(tmp_path, HEADER + ROW))
    assert (row.path, row.labels, row.short) == (
        "instrument/example-treaty",
        ("Example Treaty", "Treaty of Example"),
        ("Example",),
    )
    assert (row.instrument.symbol, row.instrument.kind, row.instrument.title) == (None, "treaty", "Example Treaty")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + ROW + ROW, "path 'instrument/example-treaty' stands twice"),
        (HEADER + ROW + ROW.replace("example-treaty", "other"), "label 'Example Treaty' stands twice"),
        (HEADER + ROW.replace("text of the treaty", ""), "no source"),
        (HEADER + ROW.replace("1999-05-01", "1 May 1999"), "date '1 May 1999'"),
        (HEADER + ROW.replace("example-treaty", "Example Treaty"), "path 'Example Treaty'"),
        (HEADER.replace("kind", "sort") + ROW, "columns are"),
    ],
)
def test_a_broken_table_stops_with_the_row_and_the_mend(tmp_path: Path, text: str, message: str) -> None:
    """Each fault names itself and where it stands."""
    with pytest.raises(DataError) as fault:
        read_instruments(table(tmp_path, text))
    assert message in fault.value.what
    assert "instruments.csv" in fault.value.where
    assert fault.value.mend


def test_the_table_has_facts_in_their_forms() -> None:
    """Documents are paths, treaty series entries volume/number, kinds concepts of the scheme."""
    kinds = set(re.findall(r'skos:notation "([a-z-]+)"', share("ontology", "instrument-types.ttl").read_text("utf-8")))
    for row in load_instruments():
        assert row.kind in kinds, row.path
        assert re.fullmatch(r"|\d+/\d+(-\d+)?", row.treaty_series), row.path
        assert re.fullmatch(r"|[A-Z][A-Za-z0-9/.()-]+|publication/[A-Z0-9.]+", row.contained_in), row.path


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("States parties to the Paris Agreement and its annex", ["Paris Agreement"]),
        ("the Charter of the United Nations", ["Charter of the United Nations"]),
        ("the Paris Agreements", []),
        ("rivers", []),
    ],
)
def test_names_are_found_whole_and_the_longest_of_them(text: str, names: list[str]) -> None:
    """A name inside a longer one or inside a word is none."""
    assert [text[start:end] for start, end in find_instrument_names(text)] == names
