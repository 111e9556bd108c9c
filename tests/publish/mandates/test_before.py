"""The text before against which mandates are held: of the series, else the one of the title in the session before."""

import pytest

from lod.publish.index import Index
from lod.publish.mandates.before import texts_before
from tests.publish.mandates.samples import indexed, text

ASKS = "1. Requests the Secretary-General to count the otters of every port."
CITING = f"Recalling its resolution 90/1 of 20 February 2036,\n\n{ASKS}"


def before(*texts: tuple[str, str, str]) -> dict[str, str]:
    """The texts before, of texts by number, title and body."""
    made = [text(number, body, 1946 + int(number.partition("/")[0]), title) for number, title, body in texts]
    return texts_before(indexed(made))


def test_a_text_that_cites_none_before_is_held_against_the_one_of_its_title() -> None:
    """Numbers, ordinals and kinds of hyphens aside; of several sessions the nearest."""
    assert before(
        ("89/1", "Report of the Board on rivers on its third session", ASKS),
        ("90/1", "Report of the Board on rivers on its fourth session", ASKS),
        ("92/1", "Report of the Board on rivers on its fifth session", ASKS),
    ) == {"A/RES/90/1": "A/RES/89/1", "A/RES/92/1": "A/RES/90/1"}
    titles = "Clean-up of rivers", "Clean\u2011up of rivers"
    assert before(("90/1", titles[0], ASKS), ("91/1", titles[1], ASKS)) == {"A/RES/91/1": "A/RES/90/1"}


def test_the_series_goes_before_the_title() -> None:
    found = before(
        ("90/1", "Care of rivers", ASKS), ("91/1", "Care of rivers", ASKS), ("92/1", "Care of rivers", CITING)
    )
    assert found == {"A/RES/91/1": "A/RES/90/1", "A/RES/92/1": "A/RES/90/1"}


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ((("90/1", "Care of rivers", ASKS), ("91/1", "Care of lakes", ASKS)), "another title"),
        ((("90/1", "Care of rivers", ASKS), ("90/2", "Care of rivers", ASKS), ("91/1", "Care of rivers", ASKS)),
         "two that may be meant"),
        ((("90/1", "Care of rivers", ASKS), ("91/1", "Care of rivers", ASKS), ("91/2", "Care of rivers", ASKS)),
         "two that may follow"),
        ((("90/1", "Rivers", ASKS), ("91/1", "Rivers", ASKS)), "a title that tells too little"),
    ],
)  # fmt: skip
def test_what_may_be_another_text_is_not_taken(texts: tuple[tuple[str, str, str], ...], why: str) -> None:
    assert before(*texts) == {}, why


def test_a_mandate_is_held_against_the_text_of_its_title() -> None:
    """It is told to stand unchanged, though no citation joins the two to a series."""
    index: Index = indexed([text("90/1", ASKS, 2036), text("91/1", ASKS, 2037)])
    (row,) = index.sheets["A/RES/91/1"].rows
    assert (row.before, row.unchanged) == (("A/RES/90/1", "op1"), 2)
    assert index.predecessor("A/RES/91/1") is None
