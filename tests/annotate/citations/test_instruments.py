"""Names of instruments in citations; tables of organs and cues whose faults stop the build."""

import re
from pathlib import Path

import pytest

from lod.annotate.citations import functions
from lod.annotate.citations.instruments import load_labels
from lod.data import organs
from lod.data.files import share
from lod.data.instruments import load_instruments
from lod.model.errors import DataError
from tests.citation_sample import cited_in, targets


@pytest.mark.parametrize("row", load_instruments(), ids=lambda row: row.path)
def test_an_instrument_is_found_by_each_of_its_names(row: object) -> None:
    """Every name cites its own instrument in a sentence, and nothing else."""
    assert isinstance(row, type(load_instruments()[0]))
    for words in (*row.labels, *row.short):
        assert targets(cited_in(f"Recalling also the {words}, which entered into force,")) == [row.path], words


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
