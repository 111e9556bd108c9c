"""Tables of named instruments and organs: facts with sources, names that mean one thing, faults that stop the build."""

import re
from pathlib import Path

import pytest

from lod.annotate.citations import functions
from lod.annotate.citations.instruments import COLUMNS, load_instruments, load_labels, read_instruments
from lod.data import organs
from lod.data.files import share
from lod.model.errors import DataError
from tests.citation_sample import cited_in, targets

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


@pytest.mark.parametrize("row", load_instruments(), ids=lambda row: row.path)
def test_an_instrument_is_found_by_each_of_its_names(row: object) -> None:
    """Every name cites its own instrument in a sentence, and nothing else."""
    assert isinstance(row, type(load_instruments()[0]))
    for words in (*row.labels, *row.short):
        assert targets(cited_in(f"Recalling also the {words}, which entered into force,")) == [row.path], words


def test_the_table_has_facts_in_their_forms() -> None:
    """Documents are paths, treaty series entries volume/number, kinds concepts of the scheme."""
    kinds = set(re.findall(r'skos:notation "([a-z-]+)"', share("ontology", "instrument-types.ttl").read_text("utf-8")))
    for row in load_instruments():
        assert row.kind in kinds, row.path
        assert re.fullmatch(r"|\d+/\d+(-\d+)?", row.treaty_series), row.path
        assert re.fullmatch(r"|[A-Z][A-Za-z0-9/.()-]+|publication/[A-Z0-9.]+", row.contained_in), row.path


def test_a_name_inside_a_longer_name_is_not_cited() -> None:
    """Leftmost, longest: the Convention's own name, not the shorter one that it contains."""
    text = "Recalling the Optional Protocol to the Convention on the Safety of United Nations and Associated Personnel,"
    assert targets(cited_in(text)) == ["instrument/optional-protocol-on-safety-of-un-personnel"]


def test_a_short_name_needs_a_free_place() -> None:
    """ "The Charter" is the United Nations' own; "the Arab Charter", "the Charter of Paris" are others."""
    assert targets(cited_in("Guided by the Charter,")) == ["instrument/charter-of-the-united-nations"]
    assert targets(cited_in("Guided by the Arab Charter,")) == []
    assert targets(cited_in("Guided by the Charter of Paris,")) == []


def test_every_label_is_trimmed() -> None:
    """A name with a stray blank would never be found."""
    for label in load_labels():
        assert label.words == label.words.strip() != ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[organ]]\nkey = "a"\nlabels = ["A"]\n[[organ]]\nkey = "a"\nlabels = ["B"]\n[parties]\n', "stands twice"),
        ('[[organ]]\nkey = "a"\n[parties]\n', "without key or labels"),
    ],
)
def test_a_broken_table_of_organs_stops(tmp_path: Path, text: str, message: str) -> None:
    """A doubled or nameless organ names itself."""
    path = tmp_path / "organs.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        organs.read_organs(path)


def test_a_cue_without_example_stops(tmp_path: Path) -> None:
    """A cue proves itself or is refused."""
    path = tmp_path / "cues.toml"
    path.write_text('[[cue]]\nfunction = "noting"\nreach = "clause"\nwords = ["x"]\nnear_misses = ["y"]\n', "utf-8")
    with pytest.raises(DataError, match="cue without examples"):
        functions.read_cue_rules(path)


def test_every_function_is_a_concept_of_the_scheme() -> None:
    """Whatever a cue, verb or family gives stands in the ontology."""
    scheme = share("ontology", "citation-functions.ttl").read_text("utf-8")
    notations = set(re.findall(r'skos:notation "([a-z-]+)"', scheme))
    given = {rule.function for rule in functions.load_cue_rules()} | {functions.PLAIN} | functions.functions_of_verbs()
    assert given <= notations
