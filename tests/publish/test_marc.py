"""MARC 21 records: what a catalogue that loads them relies on."""

import datetime as dt
import re

import pytest
from msgspec.structs import replace
from pymarc import Record

from lod.model.resolution import Masthead, Resolution
from lod.publish.marc import marc_record
from tests.graph_sample import MASTHEAD, RESOLUTION
from tests.samples import bundled

#: The indicators that MARC 21 and the library's local fields allow for the tags that are written.
INDICATORS = {
    "024": "7 ", "040": "  ", "041": "  ", "191": "  ", "245": "0[0-9]", "260": "  ", "269": "  ", "500": "  ",
    "600": "14", "610": "24", "611": "24", "630": "04", "650": "17", "710": "2 ", "856": "40", "991": "  ", "992": "  ",
}  # fmt: skip
LEADER = re.compile(r"[\d ]{5}nam a22[\d ]{5}3u 4500")


def headed(head: Masthead, language: str = "en") -> Resolution:
    return replace(RESOLUTION, masthead=head, language=language)


def fixed(made: Record, tag: str) -> str:
    """The data of a control field."""
    return str(made[tag].data)


def values(made: Record, tag: str, code: str) -> list[str]:
    return [value for field in made.get_fields(tag) for value in field.get_subfields(code)]


@pytest.mark.parametrize(
    "resolution",
    [bundled(), RESOLUTION, headed(Masthead(symbol="A/RES/1/1", agenda_items=("3",)))],
    ids=["bundled", "sample", "bare"],
)
def test_a_record_keeps_to_the_format(resolution: Resolution) -> None:
    """Leader, fixed fields and indicators; no subfield is empty; tags stand in order."""
    made = marc_record(resolution)
    assert LEADER.fullmatch(str(made.leader))
    assert (len(fixed(made, "008")), len(fixed(made, "007"))) == (40, 14)
    assert fixed(made, "008")[28] == "i", "a publication of an international body"
    assert [field.tag for field in made] == sorted(field.tag for field in made)
    for field in made:
        if not field.is_control_field():
            assert re.fullmatch(INDICATORS[field.tag], f"{field.indicator1}{field.indicator2}"), field
            assert all(subfield.value.strip() for subfield in field.subfields), field
            assert "None" not in str(field), field


def test_the_title_is_punctuated_as_isbd_has_it() -> None:
    """Title : other title information / statement of responsibility."""
    assert [str(subfield.value) for subfield in marc_record(bundled())["245"].subfields] == [
        "South-South cooperation :",
        "resolution /",
        "adopted by the General Assembly",
    ]


@pytest.mark.parametrize(
    ("title", "language", "skipped"),
    [
        ("The situation at sea", "en", "4"),
        ("A world of lights", "en", "2"),
        ("Andes lights", "en", "0"),
        ("L’état des phares", "fr", "2"),
        ("Les phares", "fr", "4"),
        ("La situación de los faros", "es", "3"),
        ("Die Leuchttürme", "de", "0"),
    ],
)
def test_an_article_at_the_front_is_not_filed(title: str, language: str, skipped: str) -> None:
    """The second indicator counts its characters, the space included."""
    assert marc_record(headed(replace(MASTHEAD, title=title), language))["245"].indicator2 == skipped


def test_the_librarys_fields_hold_symbol_dates_and_agenda() -> None:
    """191 the symbol with its series and session, 269 and 992 the dates, 991 each item with its own title."""
    head = replace(MASTHEAD, agenda_items=("13", "75a"), item_titles=("Summits", "Oceans"))
    made = marc_record(headed(head))
    assert [subfield.value for subfield in made["191"].subfields] == ["A/RES/99/7", "A/", "99"]
    assert (values(made, "269", "a"), values(made, "992", "a")) == (["2045-02-07"], ["2044-12-20"])
    assert values(made, "260", "c") == ["7 Feb. 2045"]
    agenda = [tuple(field.get_subfields("a", "b", "c")) for field in made.get_fields("991")]
    assert agenda == [("A/99", "13", "Summits"), ("A/99", "75a", "Oceans")]


def test_notes_say_where_and_on_which_paper_it_was_adopted() -> None:
    """And that it was reissued."""
    assert values(marc_record(RESOLUTION), "500", "a") == [
        "Adopted at the 71st plenary meeting, 20 Dec. 2044.",
        "On the report of the Second Committee: A/99/443/Add.2, para. 15.",
        "Reissued for technical reasons on 9 March 2045.",
    ]


def test_no_library_is_named_as_the_maker_of_the_record() -> None:
    """Field 040 gives the language of cataloguing only."""
    assert [subfield.code for subfield in marc_record(bundled())["040"].subfields] == ["b"]


def test_a_record_without_dates_says_so_in_its_fixed_field() -> None:
    """Type of date n, and no year."""
    undated = marc_record(headed(replace(MASTHEAD, adopted=None, issued=None)))
    assert fixed(undated, "008")[6:15] == "nuuuuuuuu"
    assert fixed(marc_record(headed(replace(MASTHEAD, issued=dt.date(2045, 2, 7)))), "008")[6:15] == "s2045    "
