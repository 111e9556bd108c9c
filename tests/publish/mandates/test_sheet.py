"""The sheet of a resolution: each element with its words or none found, and each mandate with what became of it."""

import pytest

from lod.annotate.annotate import annotate
from lod.publish.index import Index
from lod.publish.mandates.pages import sheet_page
from lod.publish.mandates.sheet import ELEMENTS, MandateSheet, SheetChange, sheet_of
from tests.publish.mandates.samples import indexed, text
from tests.samples import bundled, bundled_annotations

ASKS = (
    "1. Requests the Secretary-General to submit to the General Assembly at its {due} session a report on rivers, "
    "within existing resources;\n\n2. Invites the United Nations Environment Programme to count otters annually;\n\n"
    "3. Decides to review the mandate of the Board every three years."
)
OLD = text("90/1", ASKS.format(due="ninety-first"), 2036)
NEW = text(
    "91/1",
    "Recalling its resolution 90/1 of 20 February 2036,\n\nTaking note of the report of the Secretary-General on "
    f"rivers (A/91/55),\n\n{ASKS.format(due='ninety-third').replace(', within existing resources', '')}",
    2037,
)


@pytest.fixture(scope="module")
def index() -> Index:
    return indexed([OLD, NEW])


def seed() -> MandateSheet:
    return sheet_of(bundled(), bundled_annotations())


def test_the_sheet_of_68_230_gives_what_is_printed_and_says_what_was_not_found() -> None:
    """No review clause, no end; money from voluntary contributions, also those invited to the two funds."""
    sheet = seed()
    found = {name: [element.words for element in sheet.given(name)] for name in ELEMENTS}
    assert found["review clause"] == found["retirement clause"] == found["scope"] == []
    assert found["road map and timeline"] == ["at its eighteenth session", "at its sixty-ninth session"]
    assert found["funding"][0] == "voluntary contributions"
    assert found["funding"][1].endswith("to the Pérez-Guerrero Trust Fund for South-South Cooperation")
    assert [element.place for element in sheet.given("funding")] == ["op11", "op17"]
    page = sheet_page(sheet, indexed([bundled()]))
    assert "none found" in page


def test_the_mandates_of_68_230_name_office_deliverable_recipient_and_session() -> None:
    rows = {row.place: row for row in seed().rows}
    assert rows["op21"].offices == (("Secretary-General", "actor/secretary-general"),)
    assert (rows["op21"].recipient, rows["op21"].due) == ("General Assembly", "69")
    assert (rows["op11"].recipient, rows["op11"].due) == ("High-level Committee on South-South Cooperation", "18")
    offices = {name for row in seed().rows for name, _ in row.offices}
    assert {"United Nations Office for South-South Cooperation", "United Nations development system"} <= offices
    assert "regional commissions" in offices


@pytest.mark.parametrize(
    ("words", "activity"),
    [
        ("Requests the Secretary-General to count otters;", "to count otters"),
        ("Requests the Secretary-General, and invites States, to count otters;", "to count otters"),
        (
            "Requests the Secretary-General, within existing resources, and invites States, to count otters;",
            "within existing resources, to count otters",
        ),
        (
            "Requests the Secretary-General:\n\n(a) To count otters;\n\n(b) To feed them;",
            "To count otters; To feed them;",
        ),
        ("Requests the Secretary-General:", "the Secretary-General"),
    ],
)
def test_what_is_asked_stands_in_the_act_in_the_next_that_shares_it_or_in_its_points(words: str, activity: str) -> None:
    made = text("90/1", f"1. {words}\n\n2. Decides to act.", 2036)
    assert [row.activity for row in sheet_of(made, annotate(made)).rows] == [activity]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("that the open-ended working group shall submit its report to the Assembly", "open-ended working group"),
        ("that the Secretary-General shall submit a report to the Assembly", "Secretary-General"),
        ("that, in the year, on rivers, a report shall be submitted to the Assembly", ""),
    ],
)
def test_who_is_to_report_by_a_decision_is_told_by_its_words(words: str, asked: str) -> None:
    """Where no table lists the body; without an identity."""
    made = text("90/1", f"1. Decides {words} at its ninety-second session.", 2036)
    assert [row.asked_names for row in sheet_of(made, annotate(made)).rows] == [asked]


def test_the_report_that_68_230_asks_for_is_answered_where_a_later_text_takes_it_up() -> None:
    """op21 asks for it for session 69; the proposal of op11 goes to a committee, and has no answer in the series."""
    noting = "Takes note of the report of the Secretary-General on the state of South-South cooperation (A/69/990);"
    later = text("69/990", f"Recalling its resolution 68/230,\n\n1. {noting}", 2014, "South-South cooperation")
    index = indexed([bundled(), later])
    assert [(act, one.symbol, one.by) for act, one in index.answers.items()] == [
        ("A/RES/68/230#op21.act2", "A/69/990", "A/RES/69/990")
    ]


def test_a_mandate_says_what_changed_since_the_text_before(index: Index) -> None:
    """Where it stood, what of its fields is other now; numbers and sessions alone make no other words."""
    report, otters = index.sheets["A/RES/91/1"].rows
    assert report.before == ("A/RES/90/1", "op1")
    assert report.changes == (
        SheetChange("due", "session 91", "session 93"),
        SheetChange("money", "within existing resources", ""),
    )
    assert (report.unchanged, otters.unchanged) == (1, 2)


def test_the_cycle_of_a_review_is_told_with_it(index: Index) -> None:
    words = [element.words for element in index.sheets["A/RES/90/1"].given("review clause")]
    assert words == ["to review the mandate of the Board every three years", "every three years"]


def test_the_page_of_a_sheet_leads_to_places_before_and_answers(index: Index) -> None:
    page = sheet_page(index.sheets["A/RES/90/1"], index)
    assert 'href="1.html#op1.act1"' in page
    assert "A/91/55" in page
    assert 'href="../90/1.html#op1"' in sheet_page(index.sheets["A/RES/91/1"], index)
