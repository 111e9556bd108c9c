"""Funds that no table lists, told by their capitals or by what they are for."""

import pytest

from lod.annotate.annotate import annotate
from lod.annotate.names.find import load_names
from lod.annotate.names.funds import DESCRIBED, find_funds
from tests.samples import operative

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
    (
        "a trust fund in support of activities undertaken by the Office of the River Envoy to support travel;",
        ["trust fund in support of activities undertaken by the Office of the River Envoy"],
    ),
    (
        "the trust fund in support of activities undertaken by the Office of the High Representative for the Least "
        "Developed Countries, Landlocked Developing Countries and Small Island Developing States to support travel;",
        [
            "trust fund in support of activities undertaken by the Office of the High Representative for the Least "
            "Developed Countries, Landlocked Developing Countries and Small Island Developing States"
        ],
    ),
    ("a trust fund in support of activities undertaken in 2034;", ["trust fund in support of activities"]),
    ("the endowment fund for river research, set up", ["endowment fund for river research"]),
    (
        "the trust fund established for the benefit of victims of floods, and",
        ["trust fund established for the benefit of victims of floods"],
    ),
    ("a trust fund dedicated to the River Games and to other ends", ["trust fund dedicated to the River Games"]),
    ("the Eastern Sea oil spill restoration trust fund, based", ["Eastern Sea oil spill restoration trust fund"]),
    ("financing for the Saving Rivers Entity fund;", ["Saving Rivers Entity fund"]),
    (
        "the multi-partner river security trust fund for the Lake region to act",
        ["multi-partner river security trust fund for the Lake region"],
    ),
    (
        "to the trust fund on the backlog relating to the Yearbook of the River Commission;",
        ["trust fund on the backlog relating to the Yearbook of the River Commission"],
    ),
    ("the Board of Governors of the Fund, the Fund and the trust funds of others", []),
    (
        "thanks the Organization of the River Countries Fund for Lake Development for aid",
        ["Organization of the River Countries Fund for Lake Development"],
    ),
    (
        "contributions to the United Nations trust fund established to support the River Mission in Chad, and",
        ["United Nations trust fund established to support the River Mission in Chad"],
    ),
    ("the Pension Fund and a trust fund that has resources", []),
    ("the International Monetary Fund and the United Nations Children’s Fund", []),
    ("the River Fund Committee met", []),
    ("the trust fund for the purpose of travel", []),
    (
        "to the United Nations Commission on International Trade Law trust fund for meetings and, where",
        ["United Nations Commission on International Trade Law trust fund for meetings"],
    ),
    ("the Secretary-General of the United Nations trust fund for otters,", ["United Nations trust fund for otters"]),
    ("the Rivers Fund and the Lake Investment Funds;", ["Rivers Fund", "Lake Investment Funds"]),
    (
        "the announcement of the “Otter Leader Fund for a world without dams”,",
        ["Otter Leader Fund for a world without dams"],
    ),
    ("the Funds, the trust funds and the United Nations Funds and Programmes", []),
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


CALLS = [
    # the act's words, the funds that it asks contributions for
    ("Welcomes the Rivers Recovery Fund, and invites States to contribute to the Fund;", {"rivers-recovery-fund"}),
    (
        "Encourages Governments to support the United Nations trust fund for rivers;",
        {"united-nations-trust-fund-for-rivers"},
    ),
    (
        "Invites States to contribute to the Rivers Fund and to the Lakes Recovery Fund;",
        {"rivers-fund", "lakes-recovery-fund"},
    ),
    ("Notes the Rivers Fund and the Lakes Fund, and invites States to contribute to the Fund;", set()),
    (
        "Welcomes the agreement of the Lake Recovery Fund to host the Oil Spill Care trust fund;\n2. Invites States to "
        "contribute to the trust fund;",
        {"oil-spill-care-trust-fund"},
    ),
    (
        "Notes the trust fund for rivers;\n2. Notes the trust fund for lakes;\n3. Invites States to contribute to the "
        "trust fund;",
        {"trust-fund-for-lakes"},
    ),
    (
        "Notes the trust fund for rivers;\n2. Invites States to contribute to the trust fund established for lakes;",
        set(),
    ),
    ("Requests the Board to establish a Rivers Fund and to see to its contributions;", set()),
]


@pytest.mark.parametrize(("text", "expected"), CALLS, ids=[case[0][:50] for case in CALLS])
def test_the_fund_is_the_one_that_was_named(text: str, expected: set[str]) -> None:
    """One candidate or none; a fund that is to be established is asked nothing for yet."""
    (*_, act) = annotate(operative(text)).acts
    assert set(act.beneficiaries) == {f"{DESCRIBED}{slug}" for slug in expected}


def test_the_fund_may_be_named_in_another_paragraph() -> None:
    """Where the resolution names one fund only, "the Fund" is that one."""
    text = "Takes note of the Rivers Recovery Fund;\n2. Invites States to contribute to the Fund;"
    (_, invites) = annotate(operative(text)).acts
    assert invites.beneficiaries == (f"{DESCRIBED}rivers-recovery-fund",)


def test_a_body_is_not_its_fund() -> None:
    """The short form of a body's name does not lead to the fund that is called after it."""
    text = "Notes the trust fund of the Advisory Committee on Rivers;\n2. Invites the Advisory Committee to meet;"
    found = annotate(operative(text))
    whom = next(mention for mention in found.mentions if mention.place == found.acts[-1].addressing[0])
    assert not (whom.entity or "").startswith("fund/")


def test_a_short_name_is_of_the_fund_named_last() -> None:
    """ "The voluntary trust fund" is a mention of the fund that was named before; where none was, of nobody."""
    words = (
        "Welcomes the voluntary trust fund established pursuant to resolution 90/2 for rivers, and invites donors to \
contribute to the voluntary trust fund;"
    )
    funds = [m for m in annotate(operative(words)).mentions if (m.entity or "").startswith("fund/")]
    assert [m.span.printed for m in funds] == [
        "voluntary trust fund established pursuant to resolution 90/2",
        "voluntary trust fund",
    ]
    assert len({m.entity for m in funds}) == 1
    alone = annotate(operative("Invites donors to contribute to the voluntary trust fund;"))
    assert [m for m in alone.mentions if (m.entity or "").startswith("fund/")] == []


def test_a_fund_has_one_identity_whatever_words_call_it() -> None:
    """The end of a longer name in the same text, and other words for the same statute, mean the same fund."""
    words = (
        "Welcomes the Lake Rivers Cooperation Fund and the projects of the Cooperation Fund, and the trust fund "
        "created by the General Assembly in its resolution 90/2, named trust fund established pursuant to "
        "resolution 90/2;"
    )
    funds = [m.entity for m in annotate(operative(words)).mentions if (m.entity or "").startswith("fund/")]
    assert len(funds) == 4
    assert len(set(funds)) == 2
