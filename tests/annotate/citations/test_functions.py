"""What governs a reference: the nearest cue or verb before it that reaches it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lod.annotate.citations.functions import PLAIN, Government, Governor, is_list

_PIECES = ("noting ", "A/78/1 ", "No. 7 ", "; ", ", ", ". Also ", ". also ", "; and ibid., ", "x" * 9)
_CLAUSE_STOP = re.compile(r";\s(?!(?:and\s)?ibid)|(?<!No)\.\s[A-Z“]")
_PHRASE_STOP = re.compile(r"[,;]|(?<!No)\.\s[A-Z“]")


def _looked_for_each_time(text: str, governors: list[Governor], start: int, before: int) -> str:
    """The rule as it reads, at the price of a search between every governor and every reference."""
    found, nearest = PLAIN, -1
    for number, governor in enumerate(governors):
        if any(one.end == governor.end and one.is_phrase == governor.is_phrase for one in governors[:number]):
            continue
        stop = _PHRASE_STOP if governor.is_phrase else _CLAUSE_STOP
        is_free = stop.search(text[:start], governor.end) is None
        is_free = is_free or (governor.is_phrase and is_list(text[governor.end : start]))
        reaches = is_free and not (governor.is_phrase and before > governor.end)
        if (nearest < governor.end or governor.is_phrase) and nearest <= governor.end <= start and reaches:
            found, nearest = governor.function, governor.end
    return found


@given(st.data())
def test_the_nearest_governor_that_reaches_gives_the_function(data: st.DataObject) -> None:
    """A phrase reaches to the next comma or reference, a verb to the end of its clause; the nearest of them counts."""
    pieces = data.draw(st.lists(st.sampled_from(_PIECES), max_size=12))
    text = "".join(pieces)
    places = [len("".join(pieces[:count])) for count in range(len(pieces) + 1)]
    drawn = data.draw(st.lists(st.tuples(st.sampled_from(places), st.booleans()), max_size=5))
    kinds = sorted(drawn, key=lambda one: one[1])  # verbs come before cues
    governors = [Governor(end, f"function {number}", is_phrase) for number, (end, is_phrase) in enumerate(kinds)]
    start, before = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
    government = Government.over(text, governors)
    assert government.function_at(start, before) == _looked_for_each_time(text, governors, start, before)


def test_a_sentence_that_a_reference_ends_is_not_over() -> None:
    """The stop before the very words of a reference ends no sentence for them, as "No." does not."""
    text = "noting the report. A/78/1; A/78/2"
    government = Government.over(text, [Governor(6, "noting", False)])
    assert government.function_at(text.index("A/78/1")) == "noting"
    assert government.function_at(text.index("A/78/2")) == PLAIN
