"""Months and dates: one table for the readers of six languages and for the rules."""

import datetime as dt
import re

import pytest

from lod.data.calendar import date_pattern, load_months, parse_date
from lod.data.fragments import shared_fragments


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
def test_every_language_has_twelve_months_of_its_own(language: str) -> None:
    """Twelve patterns, none of which reads another's month."""
    months = load_months()[language]
    assert len(months) == 12
    printed = [month.replace(r"\s", " ") for month in months]
    assert [[bool(re.fullmatch(month, name)) for name in printed].index(True) for month in months] == list(range(12))


def test_a_date_is_read_across_a_line_end() -> None:
    """White space in a date may be the end of a line."""
    assert re.fullmatch(date_pattern(), "20\nDecember 2013")
    assert parse_date("of 20\nDecember 2013") == dt.date(2013, 12, 20)


def test_a_date_that_never_was_is_none() -> None:
    """Nothing is guessed from 30 February, nor from a month that is misspelt."""
    assert parse_date("30 February 2024") is None
    assert parse_date("3 Febuary 2024") is None


def test_rules_know_the_months_by_a_name() -> None:
    """{month} stands for any English month in every rules file."""
    assert re.fullmatch(shared_fragments()["month"], "October")
    assert not re.fullmatch(shared_fragments()["month"], "octobre")
