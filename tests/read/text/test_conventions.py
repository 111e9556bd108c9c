"""Printed conventions of other organs, times and carriers: invented texts, and the outline that each must have.

A case is a text, a line "=====", and what `lod parse --format tree` prints of it, findings and all: a tree is right, or
a finding says that it may be wrong. "refused: " stands before the error of what is not read.
"""

import pytest

from lod.cli.outline import outline
from lod.model.errors import SourceError
from lod.model.resolution import Outcome, PartKind, Resolution
from lod.model.tables import cell_text
from lod.read.read import read_bytes
from tests.laws import broken_laws
from tests.samples import TESTS

CASES = TESTS / "cases" / "conventions"


def case(name: str) -> tuple[Resolution, str]:
    """The resolution of a case, and its outline as it must be."""
    text, _, wanted = (CASES / name).read_text(encoding="utf-8").rpartition("=====\n")
    return read_bytes(text.encode(), name), wanted


REFUSED = sorted(path.name for path in CASES.iterdir() if "\n=====\nrefused: " in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted({path.name for path in CASES.iterdir()}.difference(REFUSED)))
def test_a_convention_gives_its_tree(name: str) -> None:
    """Whatever carries a resolution gives its tree, and no word is lost."""
    found, wanted = case(name)
    assert outline(found) == wanted
    assert list(broken_laws(found)) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_resolution_is_refused_with_the_reason(name: str) -> None:
    """The error says what it is, where, and what to give instead."""
    with pytest.raises(SourceError) as fault:
        case(name)
    assert (CASES / name).read_text(encoding="utf-8").endswith(f"=====\nrefused: {fault.value}\n")


def test_a_roll_call_in_brackets_is_no_part_and_gives_a_ballot_of_each_state() -> None:
    """It belongs to the closing line, wherever its lines break."""
    found, _ = case("roll_call_over_lines.txt")
    assert found.record.outcome is Outcome.RECORDED_VOTE
    assert [(ballot.state, ballot.vote) for ballot in found.record.ballots] == [
        ("Algeria", "inFavour"),
        ("Bolivia (Plurinational State of)", "inFavour"),
        ("Viet Nam", "inFavour"),
        ("Chile", "inFavour"),
        ("Malawi", "against"),
        ("Cameroon", "abstaining"),
        ("United Kingdom of Great Britain and Northern Ireland", "abstaining"),
    ]


def test_a_note_on_the_closing_line_is_no_fault() -> None:
    """It says who did not vote; its mark is cut from the closing."""
    found, _ = case("volume_counting_notes.txt")
    assert [note.mark for note in found.footnotes] == ["54", "55", "56"]
    assert [finding.rule for finding in found.findings] == ["reader.several"]
    assert [ballot.state for ballot in found.record.ballots] == [
        "Czechoslovakia",
        "Union of Soviet Socialist Republics",
    ]


def test_sponsors_and_items_of_a_draft_are_told_without_blank_lines() -> None:
    """The lines of names end where the words "draft resolution" stand, and the item's title above them."""
    found, _ = case("draft_without_blanks.txt")
    (step,) = found.record.steps
    assert step.sponsors[2:4] == ("Austria", "Bosnia and Herzegovina")
    assert (step.sponsors[-2:], found.masthead.agenda_title) == (
        ("Finland", "Netherlands (Kingdom of the)"),
        "Sustainable development",
    )


def test_tables_between_pipes_have_their_cells() -> None:
    """A pipe behind a bar is a cell's own, a tag's raised letter is a mark, and an empty cell is none."""
    found, _ = case("tables_between_pipes.md")
    grids = [
        [(cell.label, cell_text(part.passage, cell), cell.is_head, cell.marks) for cell in part.cells]
        for part in found.walk()
        if part.kind is PartKind.TABLE
    ]
    assert grids[0][:4] == [
        ("r1c1", "Member State", True, ()),
        ("r1c2", "Scale of assessments (percentage)", True, ()),
        ("r1c3", "Net contributions", True, ()),
        ("r2c1", "Afghanistan", False, ()),
    ]
    assert ("r2c1", "Field | desk", False, ()) in grids[1]
    assert grids[2][-5:] == [
        ("r2c3", "4", False, ("b",)),
        ("r2c4", "14", False, ()),
        ("r3c1", "Security", False, ()),
        ("r3c2", "3", False, ()),
        ("r3c4", "3", False, ()),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "78/955. Rivers\n\nAt its 50th plenary meeting, on 19 December 2023, the General Assembly took note.\n",
            "is a decision, and no resolution",
        ),
        (
            "3981 (XXIX). Care of rivers      Aware of the need for care,\n"
            "The General Assembly,            1. Adopts the new charter;\n"
            "Recalling what was asked         2. Thanks all who wrote it;\n"
            "of it in earlier years,          3. Decides to meet again.\n",
            "is no resolution as it is: its lines stand in two columns side by side",
        ),
    ],
)
def test_what_is_no_resolution_as_it_is_says_why(text: str, what: str) -> None:
    """A decision, and two columns that were not read one below the other, are refused, each with its mend."""
    with pytest.raises(SourceError) as refused:
        read_bytes(text.encode(), "volume.txt")
    assert (refused.value.what, bool(refused.value.mend)) == (what, True)


def test_words_in_columns_have_their_cells_without_figures() -> None:
    """Each begins below the one above; no head is guessed."""
    found, _ = case("table_of_words.txt")
    (table,) = (part for part in found.walk() if part.kind is PartKind.TABLE)
    cells = [(cell.label, cell_text(table.passage, cell)) for cell in table.cells]
    assert cells[3:6] == [("r2c1", "Main office"), ("r2c2", "Arcadia"), ("r2c3", "Ms. Brown")]
    assert not any(cell.is_head for cell in table.cells)
