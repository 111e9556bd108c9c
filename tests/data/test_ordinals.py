"""Ordinals in words: sessions and meetings are counted so."""

import re

import pytest

from lod.data.ordinals import format_ordinal, ordinal_pattern, parse_ordinal


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("First", 1),
        ("twelfth", 12),
        ("Twentieth", 20),
        ("Sixty-eighth", 68),
        ("sixty‑eighth", 68),
        ("Seventy \n ninth", 79),
        ("one hundredth", 100),
        ("Hundred and eighty-third", 183),
        ("112th", 112),
    ],
)
def test_an_ordinal_has_its_number(words: str, value: int) -> None:
    """In words of any case, with any hyphen, or in figures."""
    assert parse_ordinal(words) == value


@pytest.mark.parametrize("words", ["next", "sixty", "eightieth-first", "68", ""])
def test_what_is_no_ordinal_has_none(words: str) -> None:
    """Cardinals and other words are no ordinals."""
    assert parse_ordinal(words) is None


def test_the_pattern_finds_whole_ordinals() -> None:
    """A longer ordinal is not cut to the shorter one that it begins with or ends in."""
    found = re.findall(ordinal_pattern(), "sixteenth, eighty-first and seventieth")
    assert found == ["sixteenth", "eighty-first", "seventieth"]


def test_figures_carry_the_ending_that_is_spoken() -> None:
    """All numbers up to 120 are read back from what is written."""
    assert all(parse_ordinal(format_ordinal(number)) == number for number in range(1, 121))
