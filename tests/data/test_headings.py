"""Name headings of the library: the table's examples and near-misses hold, list by list."""

import tomllib

import pytest

from lod.data.files import data
from lod.data.headings import HeadingKind, kind_of_heading

TABLE = {
    kind: row
    for kind, row in tomllib.loads(data("headings.toml").read_text(encoding="utf-8")).items()
    if kind != "tails"
}


@pytest.mark.parametrize("kind", TABLE)
def test_examples_are_of_their_kind_and_near_misses_are_not(kind: str) -> None:
    """Each list proves itself: at least two examples and a near-miss."""
    row = TABLE[kind]
    assert len(row["examples"]) >= 2
    assert row["near_misses"]
    assert [name for name in row["examples"] if kind_of_heading(name) != kind] == []
    assert [name for name in row["near_misses"] if kind_of_heading(name) == kind] == []


def test_no_noun_stands_in_two_lists() -> None:
    nouns = [noun for row in TABLE.values() for noun in row["nouns"]]
    assert len(nouns) == len(set(nouns))


@pytest.mark.parametrize(
    "name",
    ["UN. Human Rights Council. Special Rapporteur on the Right to Development", "UNDP", "League of Arab States", ""],
)
def test_what_nothing_tells_apart_is_a_body(name: str) -> None:
    assert kind_of_heading(name) is HeadingKind.BODY
