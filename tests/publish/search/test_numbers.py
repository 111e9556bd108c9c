"""Numbers as the search's files write them."""

from hypothesis import given
from hypothesis import strategies as st

from lod.publish.search.numbers import SIGNS, format_numbers, format_rising


def parse(signs: str) -> list[int]:
    """The inverse, as scripts do it."""
    made, value, weight = [], 0, 1
    for sign in signs:
        digit = SIGNS.index(sign)
        value += (digit & 31) * weight
        weight *= 32
        if digit < 32:
            made.append(value)
            value, weight = 0, 1
    return made


@given(st.lists(st.integers(0, 1 << 40)))
def test_numbers_are_read_back(numbers: list[int]) -> None:
    assert parse(format_numbers(numbers)) == numbers


@given(st.lists(st.integers(0, 1 << 30), unique=True))
def test_rising_numbers_are_read_back_from_their_distances(numbers: list[int]) -> None:
    rising = sorted(numbers)
    last = 0
    back = [last := last + gap for gap in parse(format_rising(rising))]
    assert back == rising
