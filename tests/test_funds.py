"""Funds that no table lists, told by their capitals or by what they are for."""

import pytest

from lod.layers.funds import DESCRIBED, find_funds
from lod.layers.names import load_names

CASES = [
    ("Invites contributions to the Rivers Recovery Fund;", ["Rivers Recovery Fund"]),
    ("thanks donors of the Otter Memorial Scholarship Fund, which", ["Otter Memorial Scholarship Fund"]),
    (
        "contribute to the Fund for the Care of Rivers of Asia and the Pacific, and",
        ["Fund for the Care of Rivers of Asia and the Pacific"],
    ),
    (
        "voluntary contributions to the United Nations trust fund for the River Law Seminar so as to hold it;",
        ["United Nations trust fund for the River Law Seminar"],
    ),
    (
        "to the voluntary trust fund on the repertory and to the trust fund for its index;",
        ["voluntary trust fund on the repertory", "trust fund for its index"],
    ),
    ("a trust fund in support of activities undertaken by the Office;", ["trust fund in support of activities"]),
    ("the Board of Governors of the Fund, the Fund and the trust funds of others", []),
    ("the Pension Fund and a trust fund that has resources", []),
    ("the International Monetary Fund and the United Nations Children’s Fund", []),
    ("the River Fund Committee met", []),
    ("the trust fund for the purpose of travel", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_a_fund_is_found_by_its_name_or_its_purpose(text: str, expected: list[str]) -> None:
    """Whole names, without what is said of them; bodies called funds and bare funds are none."""
    names = load_names()
    found = [text[fund.start : fund.end] for fund in find_funds(text, names.find(text), names)]
    assert found == expected


def test_a_fund_of_the_tables_keeps_its_identity_whatever_its_capitals() -> None:
    """ "United Nations trust fund for human security" is the fund that the table writes in capitals."""
    text, names = "the United Nations trust fund for human security, within", load_names()
    paths = [fund.path for fund in find_funds(text, (), names)]
    assert len(paths) == 1
    assert paths[0] is not None
    assert not paths[0].startswith(DESCRIBED)
