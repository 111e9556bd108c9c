"""Numbers of headings, with and without a point behind them."""

import pytest

from lod.model.resolution import PartKind, Source
from lod.read.text.read import read_text
from lod.read.tree.headings import find_section_number


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("IV. Finance", "IV"), ("IV Finance", "IV"), ("A. Coordination", "A"), ("A plan", None),
        ("A Plan", None), ("I“Lights”", None), ("In Vitro", None), ("IV", "IV"), ("Mixed finance", None),
    ],
)  # fmt: skip
def test_a_roman_number_needs_no_point_and_a_letter_does(heading: str, number: str | None) -> None:
    """ "A Plan" may be words alone."""
    found = find_section_number(heading, "en")
    assert (found.latin if found else None) == number


def test_roman_numbers_before_titles_are_sections_where_they_count_on() -> None:
    text = (
        "A/RES/86/903\n\n86/903. Coastal lights\n\nThe General Assembly,\n\nI Lamps of the coast\n\n"
        "1. Decides to buy oil;\n\nII Ports of the coast\n\n2. Decides to meet;\n\nV Lost heading\n\n"
        "3. Thanks them.\n\n61st plenary meeting\n5 December 2031\n"
    )
    parts = read_text(Source("lights.txt", text, "0" * 64)).parts
    assert [(part.number, part.passage.text) for part in parts if part.kind is PartKind.SECTION] == [
        ("I", "Lamps of the coast"), ("II", "Ports of the coast"),
    ]  # fmt: skip
