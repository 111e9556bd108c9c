"""What became of a paragraph's words from one text to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.review.edits import Edit, What, find_edits, shortened

WORDS = st.lists(
    st.sampled_from(["the", "rivers", "and", "lakes,", "non-governmental", "children’s", "(2030)", "”", "؛"])
)
TEXTS = WORDS.map(" ".join)


def told(edits: tuple[Edit, ...]) -> str:
    """Edits as one line: -[dropped], +[added]."""
    signs = {What.KEPT: "{}", What.DROPPED: "-[{}]", What.ADDED: "+[{}]"}
    return "".join(signs[edit.what].format(edit.words) for edit in edits)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Calls upon all States to act", "Calls upon States to act", "Calls upon-[ all] States to act"),
        ("to keep rivers", "to keep rivers and lakes", "to keep rivers+[ and lakes]"),
        ("women and girls,", "women, youth and girls,", "women+[, youth] and girls,"),
        ("of 77/1", "of 78/1", "of-[ 77]+[ 78]/1"),
        ("States’ policies", "States’ own policies", "States’+[ own] policies"),
        ("the same words", "the same words", "the same words"),
        ("non-State and 'own'", "non\u2011State and ‘own’ too", "non\u2011State and ‘own’+[ too]"),
        ("", "new", "+[new]"),
    ],
)
def test_what_changed_is_told_word_by_word(old: str, new: str, shown: str) -> None:
    assert told(find_edits(old, new)) == shown


def test_one_word_that_stayed_amid_others_that_changed_is_told_with_them() -> None:
    """Else a sentence that was written anew falls to pieces."""
    assert told(find_edits("Notes red rivers and blue lakes here", "Notes dry wells and wide seas here")) == (
        "Notes-[ red rivers and blue lakes]+[ dry wells and wide seas] here"
    )


@given(TEXTS, TEXTS)
def test_nothing_is_lost(old: str, new: str) -> None:
    """What was kept and added is the new text, what was kept and dropped the old one."""
    edits = find_edits(old, new)
    for gone, text in ((What.DROPPED, new), (What.ADDED, old)):
        said = "".join(edit.words for edit in edits if edit.what is not gone)
        assert "".join(said.split()) == "".join(text.split())


@given(TEXTS)
def test_a_text_has_no_edits_against_itself(text: str) -> None:
    assert all(edit.what is What.KEPT for edit in find_edits(text, text))


def test_words_far_from_a_change_are_left_out() -> None:
    """Before the first change, between two of them, behind the last one."""
    far = " ".join(f"w{i}" for i in range(20))
    edits = shortened(find_edits(f"{far} old {far} old {far}", f"{far} new {far} new {far}"))
    near = "w14 w15 w16 w17 w18 w19"
    assert told(edits) == (f"… {near}-[ old]+[ new] w0 w1 w2 w3 w4 w5 … {near}-[ old]+[ new] w0 w1 w2 w3 w4 w5 …")


@given(TEXTS, TEXTS)
def test_what_changed_is_always_whole(old: str, new: str) -> None:
    edits = find_edits(old, new)
    changed = [[edit for edit in some if edit.what is not What.KEPT] for some in (edits, shortened(edits))]
    assert changed[0] == changed[1]
