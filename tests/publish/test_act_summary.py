"""What an act says in a few of its own words."""

import pytest

from lod.annotate.annotate import annotate
from lod.model.annotations import Annotations
from lod.publish.act_summary import LONGEST, gist
from tests.samples import operative


def gists(words: str) -> list[str]:
    """The gists of the acts of a paragraph."""
    found: Annotations = annotate(operative(words))
    mentions = {mention.place: mention for mention in found.mentions}
    return [gist(act, [mentions[place] for place in act.addressing]) for act in found.acts]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Requests the Secretary-General to count all lamps;", ["to count all lamps"]),
        ("Requests Member States and the Secretary-General to count lamps;", ["to count lamps"]),
        ("Notes that lamps burn, and decides to buy oil.", ["that lamps burn", "to buy oil"]),
        (
            "Requests that lamps be counted by the Secretary-General;",
            ["that lamps be counted by the Secretary-General"],
        ),
    ],
)
def test_it_begins_behind_the_verb_and_those_addressed(words: str, expected: list[str]) -> None:
    """What is asked for, not once more of whom; where the addressees stand last, all behind the verb."""
    assert gists(words) == expected


def test_it_is_short_and_ends_with_a_word_that_says_something() -> None:
    """A long act is cut, and the cut shown."""
    (made,) = gists(
        "Requests the Secretary-General to count the lamps of the coast " + "and of the islands " * 20 + ";"
    )
    assert len(made) <= LONGEST + 2
    assert made.endswith("islands …")
