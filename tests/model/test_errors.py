"""What is said of faults."""

import pytest

from lod.model.errors import unforeseen


def test_a_fault_of_ours_is_told_with_its_place() -> None:
    """In one line, and what to do with it."""
    try:
        raise KeyError("lamp")
    except KeyError as fault:
        told = unforeseen(fault)
    assert told.startswith("the program failed on it, KeyError at test_errors.py:")
    assert told.endswith(": 'lamp' (report this line together with the file)")
    assert "\n" not in told


@pytest.mark.parametrize(("fault", "told"), [(ValueError("a\nb"), "ValueError: a"), (MemoryError(), "MemoryError")])
def test_a_fault_without_a_place_or_words_is_told(fault: Exception, told: str) -> None:
    assert unforeseen(fault).startswith(f"the program failed on it, {told}")
