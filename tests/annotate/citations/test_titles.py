"""A title is one name: groups that stand inside it are not mentioned."""

import pytest

from lod.annotate.annotate import annotate
from tests.samples import operative


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Recalls the Doha Programme of Action for the Least Developed Countries;", []),
        (
            "Recalls the Convention on the Elimination of All Forms of Discrimination against Women, and women;",
            ["actor/women"],
        ),
        ("Recalls the Charter of the United Nations;", ["actor/united-nations"]),
        (
            "Recalls the Samoa Pathway and the least developed countries;",
            ["country/wsm", "actor/least-developed-countries"],
        ),
    ],
)
def test_groups_inside_a_title_are_words_of_the_title(words: str, expected: list[str]) -> None:
    """Those outside stay, and so do the bodies and States that a title names."""
    assert [mention.entity for mention in annotate(operative(words)).mentions] == expected


def test_whom_an_act_addresses_is_never_dropped() -> None:
    """Every place that an act leads to is the place of a mention."""
    found = annotate(operative("Calls upon States parties to the Convention on the Rights of the Child to act;"))
    places = {mention.place for mention in found.mentions}
    assert found.acts[0].addressing
    assert set(found.acts[0].addressing) <= places
