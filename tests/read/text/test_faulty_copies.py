"""Texts that other programs copied with faults: each is read as its words say, and what is unsure has a finding."""

from pathlib import Path

import pytest

from lod.model.resolution import Source
from lod.read.read import read
from lod.read.text.read import read_text
from tests.laws import broken_laws
from tests.read.faulty import FaultyCase, faulty_cases, lines_of


@pytest.mark.parametrize("case", faulty_cases(), ids=lambda case: case.title)
def test_a_faulty_copy_is_read_as_its_words_say(case: FaultyCase) -> None:
    """Numbers, notes, labels and titles that stand apart, amid or glued; each case in `faulty_copies.txt`."""
    found = read_text(Source(case.title, case.text, ""))
    assert lines_of(found) == case.lines
    assert list(broken_laws(found)) == []


@pytest.mark.parametrize("case", faulty_cases("shared_cases.txt"), ids=lambda case: case.title)
def test_the_shared_cases_are_read_as_their_readme_says(case: FaultyCase, shared: Path) -> None:
    """`shared_cases.txt` has the lines of each file of the folder of cases."""
    assert lines_of(read(shared / "cases" / case.title)) == case.lines
