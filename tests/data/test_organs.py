"""The table of organs proves itself: each organ's numbers are its own, and what it cannot have given is refused."""

import datetime as dt
from pathlib import Path

import pytest

from lod.annotate.citations.organs import document_letters, may_be, resolution_of
from lod.data.organs import Organ, load_organs, meeting_record, read_organs
from lod.graph.entities import find_actor
from lod.model.errors import DataError
from lod.model.symbols import ORGANS

WITH_CASES = [organ for organ in load_organs().by_key.values() if organ.examples or organ.near_misses]


def test_organs_whose_numbers_differ_have_cases() -> None:
    """What is said of an organ's numbers is proved by two examples and a near-miss."""
    rules = ("sessions", "special_sessions", "roman")
    told = [o for o in load_organs().by_key.values() if any(getattr(o, r) != getattr(Organ("x", ()), r) for r in rules)]
    assert told
    assert all(len(organ.examples) >= 2 and organ.near_misses for organ in told)


@pytest.mark.parametrize("organ", WITH_CASES, ids=lambda organ: organ.key)
def test_an_organ_can_have_given_its_examples(organ: Organ) -> None:
    """Whatever the form: with letters, in roman figures, of a special session."""
    assert [number for number in organ.examples if not may_be(organ.key, number)] == []


@pytest.mark.parametrize("organ", WITH_CASES, ids=lambda organ: organ.key)
def test_an_organ_cannot_have_given_its_near_misses(organ: Organ) -> None:
    """Another organ's number, a session that never was, a number turned round."""
    assert [number for number in organ.near_misses if may_be(organ.key, number)] == []


@pytest.mark.parametrize(
    ("organ", "number", "date", "possible"),
    [
        ("general-assembly", "68/230", dt.date(2013, 12, 20), True),
        ("general-assembly", "68/230", dt.date(2014, 6, 30), True),  # in the resumed session
        ("general-assembly", "68/230", dt.date(2015, 1, 5), False),
        ("general-assembly", "217 A (III)", dt.date(1948, 12, 10), True),
        ("general-assembly", "217 A (III)", dt.date(1958, 12, 10), False),
        ("human-rights-council", "36/10", dt.date(2017, 9, 28), True),
        ("human-rights-council", "36/10", dt.date(2012, 9, 28), False),
        ("cnd", "53/4", dt.date(1990, 3, 12), True),  # nothing is known of its calendar
    ],
)
def test_the_calendar_rules_an_organ_out(organ: str, number: str, date: dt.date, possible: bool) -> None:
    """A session has its year and may be resumed in the next; an unknown calendar rules out nothing."""
    assert may_be(organ, number, date) is possible


@pytest.mark.parametrize(
    ("number", "document"),
    [
        ("6/8 A and B", "6/8A-B"),
        ("5/8 A and B", "5/8A-B"),
        ("4/8 A and B", "4/8"),
        ("ES-10/8 A and B", "ES-10/8"),
        ("S-30/8 A and B", "S-30/8"),
    ],
)
def test_documents_of_several_parts_carry_letters_from_a_session_on(number: str, document: str) -> None:
    """Special and emergency sessions are counted by themselves, and theirs carry none."""
    assert document_letters(number, Organ("x", ("X",), lettered=True, ranges_from=5)) == document


def test_a_range_of_early_resolutions_is_one_document() -> None:
    """Its session stands behind its letters, which the document does not bear."""
    assembly = load_organs().by_key["general-assembly"]
    for number in ("2200 A to C (XXI)", "2200 A  to  C (XXI)", "2200 A and C (XXI)"):
        found = resolution_of(assembly, number)
        assert found is not None
        assert found.symbol == "A/RES/2200(XXI)"


def test_resolutions_of_special_sessions_have_symbols_from_the_first_on() -> None:
    """They are counted by themselves."""
    found = resolution_of(load_organs().by_key["human-rights-council"], "S-5/1")
    assert found is not None
    assert found.symbol == "A/HRC/RES/S-5/1"


def test_a_number_begins_with_a_year_from_the_first_on() -> None:
    """1945; an organ that counts sessions has none so high."""
    assert [may_be(organ, "1945/1") for organ in ("economic-and-social-council", "commission-on-lakes")] == [
        True,
        False,
    ]
    assert [may_be(organ, "1944/1") for organ in ("economic-and-social-council", "commission-on-lakes")] == [
        False,
        True,
    ]


def test_the_series_of_symbols_are_those_of_the_table() -> None:
    """The organs that a symbol alone tells are the same in both places."""
    series = {organ.series: organ.key for organ in load_organs().by_key.values() if organ.series}
    assert {start: series[start] for start in ORGANS} == ORGANS


def test_a_record_has_a_symbol_where_the_table_knows_its_form() -> None:
    """The Assembly's needs its session; the Council counts its meetings through; of others nothing is made up."""
    assert meeting_record("71", "68", "general-assembly") == "A/68/PV.71"
    assert meeting_record("71", None, "general-assembly") is None
    assert meeting_record("9650", None, "security-council") == "S/PV.9650"
    assert meeting_record("3", "54", "trusteeship-council") is None


def test_an_unknown_column_names_its_organ(tmp_path: Path) -> None:
    """A misspelt column stops the build."""
    path = tmp_path / "organs.toml"
    path.write_text('[[organ]]\nkey = "a"\nlabels = ["A"]\nopend = 1946\n[parties]\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"organ a.*opend"):
        read_organs(path)


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ('[[organ]]\nkey = "a"\nlabels = ["A"]\n' * 2, "an organ key stands twice"),
        ('[[organ]]\nlabels = ["A"]\n', "organ without key or labels"),
        ('[[organ]]\nkey = "a"\n', "organ without key or labels"),
    ],
)
def test_an_organ_has_a_key_of_its_own_and_labels(tmp_path: Path, rows: str, what: str) -> None:
    (tmp_path / "organs.toml").write_text(f"{rows}[parties]\n", encoding="utf-8")
    with pytest.raises(DataError, match=what):
        read_organs(tmp_path / "organs.toml")


def test_a_number_that_is_none_of_the_series_has_no_symbol() -> None:
    """Another organ's form, or more figures than any has."""
    council = load_organs().by_key["security-council"]
    assert council.symbol_of("2417 (2018)") == "S/RES/2417(2018)"
    assert council.symbol_of("36/10") == council.symbol_of("123456789 (2018)") == ""


def test_an_organ_that_the_table_of_actors_knows_has_its_key() -> None:
    """One body, one identifier: what adopts a resolution, holds a session and is addressed is the same actor."""
    named = {organ.key: set(map(find_actor, organ.labels)) - {None} for organ in load_organs().by_key.values()}
    assert sum(bool(paths) for paths in named.values()) >= 20
    assert {key: paths for key, paths in named.items() if paths - {f"actor/{key}"}} == {}
