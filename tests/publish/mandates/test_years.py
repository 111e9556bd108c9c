"""What an office was asked in two sessions, side by side; documents on money that a text cites."""

from lod.annotate.annotate import annotate
from lod.publish.index import Index
from lod.publish.mandates.pages import mandate_files
from lod.publish.mandates.sheet import sheet_of
from tests.publish.mandates.samples import indexed, text

BEFORE = "Recalling its resolution 90/1 of 20 February 2036,\n\n"
PORTS = "Requests the United Nations Environment Programme to count the otters of every port"
FISH = "Requests the United Nations Environment Programme to feed the fish of the lakes in the spring of each year"
REPORT = (
    "Requests the United Nations Environment Programme to submit to the General Assembly at its {} session a report on "
    "the care of rivers"
)
SNOW = "Requests the United Nations Environment Programme to measure snow on the mountains of all continents"


def rows(index: Index) -> list[list[str]]:
    """The rows of the comparison of one office; none where it has none."""
    files = dict(mandate_files(index))
    lines = files.get("mandates/of/unep.years.csv", b"").decode().splitlines()
    return [line.split(",")[:4] for line in lines[1:]]


def numbered(*paragraphs: str) -> str:
    return ";\n\n".join(f"{number}. {words}" for number, words in enumerate(paragraphs, 1)) + "."


def test_each_mandate_of_two_sessions_is_told_what_became_of_it() -> None:
    """New, changed, gone and unchanged, by the paragraphs of the series; dates and sessions are no change."""
    old = text("90/1", numbered(PORTS, FISH, REPORT.format("ninety-first")), 2036)
    new = text("91/1", BEFORE + numbered(f"{PORTS} and bay", REPORT.format("ninety-second"), SNOW), 2037)
    assert rows(indexed([old, new])) == [
        ["new", "A/RES/91/1", "op3", ""],
        ["changed", "A/RES/91/1", "op1", "A/RES/90/1"],
        ["gone", "", "", "A/RES/90/1"],
        ["unchanged", "A/RES/91/1", "op2", "A/RES/90/1"],
    ]


def test_nothing_is_said_of_a_series_without_a_later_text() -> None:
    """It may have been asked again in a text that the data do not hold."""
    old = text("90/2", numbered(FISH), 2036, "Care of lakes")
    new = text("91/1", numbered(SNOW), 2037, "Care of mountains")
    assert [row[0] for row in rows(indexed([old, new]))] == ["no text before in the data", "no later text in the data"]


def test_one_session_is_held_against_none() -> None:
    files = dict(mandate_files(indexed([text("90/1", numbered(PORTS), 2036)])))
    assert "mandates/of/unep.csv" in files
    assert "mandates/of/unep.years.html" not in files


def test_a_sheet_leads_to_the_budget_documents_that_its_text_cites() -> None:
    """Programme budgets, reports of the Advisory Committee and papers of the Fifth Committee; no other reports."""
    body = (
        "Having considered the report of the Secretary-General on rivers (A/90/60),\n\n"
        "1. Takes note of the proposed programme budget (A/90/6 (Sect. 5)) and of the report of the Advisory Committee "
        "on Administrative and Budgetary Questions (A/90/7/Add.2);\n\n2. Takes note also of document A/C.5/90/18."
    )
    made = text("90/1", body, 2036)
    assert [symbol for symbol, _ in sheet_of(made, annotate(made)).budget] == [
        "A/90/6(Sect.5)",
        "A/90/7/Add.2",
        "A/C.5/90/18",
    ]
