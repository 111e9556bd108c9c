"""How words end, however long they are and however many marks of notes stand behind."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.read.tree.endings import ends_in_comma, is_finished, is_stopped

LONG = 20 * "lamps and rivers "
#: What ends in these ways, said once more, whole words looked at.
MARKS = r"[\s\d*/¹²³⁴-⁹⁰]*$"
FINISHED = re.compile(rf"(?:[,;:.?!—–，、；：。？،؛؟]|[.;。；]?[”\"»’)\]]|\b(?:and|or)){MARKS}")
STOPPED = re.compile(rf"[;:.?!；：。？؛؟][”\"»’)\]]?{MARKS}")
PIECES = st.one_of(
    st.sampled_from(["and", "or", " and", "_or", "(", ".”", ";)"]),
    st.sampled_from(' \n\t12*/¹⁴⁹٣,;:.?!—–，；。؟؛،、：？”"»’)]}adronx_Aé国'),
    st.characters(),
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_a_quick_look_at_the_end_tells_what_the_whole_would(words: str) -> None:
    """Any signs, in any order, as many as a line has and more."""
    assert is_finished(words) == (FINISHED.search(words) is not None)
    assert is_stopped(words) == (STOPPED.search(words) is not None)


@pytest.mark.parametrize("before", ["", LONG])
@pytest.mark.parametrize("mark", [" ", "1", "*", "¹"])
def test_marks_of_notes_are_no_words(before: str, mark: str) -> None:
    """A stop, a bracket, a conjunction: what stands before the marks tells, be they none or more than a line."""
    for marks in (count * mark for count in range(60)):
        assert is_finished(f"{before}the lamps;{marks}")
        assert is_stopped(f"{before}the lamps;{marks}")
        assert is_finished(f"{before}(the lamps){marks}")
        assert not is_stopped(f"{before}(the lamps){marks}")
        assert not is_finished(f"{before}the lamps{marks}")
        assert not is_stopped(f"{before}the lamps{marks}")


@pytest.mark.parametrize("before", ["", LONG])
def test_a_conjunction_is_a_word_of_its_own(before: str) -> None:
    for blanks in (count * " " for count in range(60)):
        assert is_finished(f"{before}the lamps and{blanks}")
        assert is_finished(f"{before}or{blanks}")
        assert not is_finished(f"{before}the thousand{blanks}")
        assert not is_finished(f"{before}the author{blanks}")


def test_a_numeral_behind_a_comma_is_a_word() -> None:
    """Figures are marks, letters are not."""
    assert ends_in_comma("the lamps, 10")
    assert not ends_in_comma("the lamps, X")
