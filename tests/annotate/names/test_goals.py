"""Sustainable Development Goals printed by number: single ones, lists and ranges, and what is no goal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.annotate.names.goals import find_goal_mentions, find_goals

CASES = [
    ("Sustainable Development Goal 14 of the 2030 Agenda", [(14,)]),
    ("Sustainable Development Goals 1, 2 and 5,", [(1, 2, 5)]),
    ("Goals 4 to 6", [(4, 5, 6)]),
    ("Goals 4–6 and 17", [(4, 5, 6, 17)]),
    ("Goals 3, 8 to 10, and 16", [(3, 8, 9, 10, 16)]),
    ("Goal 6 and, later, Goal 13", [(6,), (13,)]),
    ("the Millennium Development Goals 4 and 5", []),
    ("Goal 18", []),
    ("target 14.6 and goal 2 of the plan", []),
    ("Goal 14.6", []),
    ("Goals", []),
    ("Sustainable Development Goals 2030", []),
]


@pytest.mark.parametrize(("text", "numbers"), CASES)
def test_goals_are_found_by_their_printed_numbers(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [found.numbers for found in find_goals(text)] == numbers


def test_the_goals_of_a_range_share_its_words() -> None:
    """Each goal is a mention of its own, so that a query by goal finds it."""
    text = "to achieve Goals 4 to 6,"
    mentions = list(find_goal_mentions("op2", text))
    assert [(m.place, m.number, m.span.printed) for m in mentions] == [
        ("op2.goal1", 4, "Goals 4 to 6"),
        ("op2.goal2", 5, "Goals 4 to 6"),
        ("op2.goal3", 6, "Goals 4 to 6"),
    ]


@given(st.text(alphabet="Goals 1234567890.,–to and", max_size=200))
def test_words_and_numbers_are_those_of_the_text(text: str) -> None:
    """Whatever the text, offsets hold and numbers are goals."""
    for mention in find_goal_mentions("op1", text):
        assert text[mention.span.start : mention.span.end] == mention.span.printed
        assert 1 <= mention.number <= 17
