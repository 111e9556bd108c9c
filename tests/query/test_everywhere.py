"""All stored queries in every engine at hand: the comparison finds what differs."""

from pathlib import Path

import pytest

from lod.query.stored import stored_queries, stored_query
from tests.query.everywhere import Answer, Compared, compare, engines, slowest
from tests.query.rows import Rows
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

ASKED = stored_query("10-subjects")
ROWS: Rows = [("a", "1"), ("b", "2")]


def told(*answers: Answer) -> Compared:
    return Compared(ASKED, (Answer("store", ROWS, 0.5), *answers))


def test_other_rows_are_found_and_another_order_only_where_it_counts() -> None:
    """The command and the endpoint sort as the store does; another engine may exchange equal rows."""
    turned = ROWS[::-1]
    one = told(Answer("command", turned, 1), Answer("endpoint", ROWS, 1), Answer("rdflib", turned, 1))
    assert list(one.others()) == ["command"]
    assert list(told(Answer("rdflib", ROWS[:1], 1)).others()) == ["rdflib"]
    assert "rdflib gives other rows" in told(Answer("rdflib", ROWS * 2, 1)).line()


def test_no_answer_is_told_and_is_no_other_answer() -> None:
    one = told(Answer("rdflib", None, 60))
    assert (list(one.others()), list(one.silent())) == ([], ["rdflib"])
    assert one.line().endswith("rdflib gives none")


def test_the_slowest_of_each_engine_is_named() -> None:
    """One without an answer before any that came."""
    other = Compared(stored_query("12-reissued"), (Answer("store", ROWS, 0.1), Answer("rdflib", None, 0.2)))
    assert list(slowest([told(Answer("rdflib", ROWS, 9)), other])) == [
        "slowest in store: 10-subjects, 0.50 s",
        "slowest in rdflib: 12-reissued, 0.20 s without an answer",
    ]


@pytest.mark.slow
def test_every_engine_gives_the_same_rows(tmp_path: Path) -> None:
    """Over two resolutions, one with votes, subjects and a table; none takes longer than a minute."""
    folder = tmp_path / "public"
    assert lod("build", BUNDLED, TESTS / "files/akn/lighthouses.en.xml", "--out", folder).exit_code == 0
    with engines(folder, 60) as asking:
        found = list(compare(stored_queries(), asking))
    assert [one.line() for one in found if list(one.others()) or "rdflib" in one.silent()] == []


@pytest.mark.slow
def test_an_engine_that_has_no_time_gives_none(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    assert lod("build", BUNDLED, "--out", folder).exit_code == 0
    with engines(folder, 0) as asking:
        (one,) = compare([ASKED], {name: asking[name] for name in ("store", "rdflib")})
    assert list(one.silent()) == ["rdflib"]
