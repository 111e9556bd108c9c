"""Duties to take away: tables, data, calendars; and lists that filter and sort, in headless Chromium."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from lxml import html as parser
from selenium import webdriver
from selenium.webdriver.common.by import By

from lod.annotate.annotate import annotate
from lod.publish.cards import card
from lod.publish.index import Index
from lod.publish.pages.due import due_files
from tests.publish.pages.browsing import screen
from tests.runner import lod
from tests.samples import bundled, bundled_annotations, operative

REQUESTS = (
    "Requests the Secretary-General to submit to the General Assembly at its ninety-first session a report on lakes;",
    "Requests the United Nations Environment Programme to submit to the General Assembly at its ninety-first session"
    " a study of rivers;",
    "Decides to include in the provisional agenda of its ninety-first session the item entitled “Lamps”;",
)


def files(index: Index) -> dict[str, bytes]:
    return dict(due_files(index))


@pytest.fixture(scope="module")
def seed() -> dict[str, bytes]:
    return files(Index.of([card(bundled(), bundled_annotations())]))


def test_each_session_has_its_duties_as_a_table(seed: dict[str, bytes]) -> None:
    """Of which kind, who, what, and the paragraph that says so, in words and as a link."""
    page: parser.HtmlElement = parser.fromstring(seed["duties/session-69.html"].decode())
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]
    report = [row for row in rows if row[0] == "report"]
    assert [row[1] for row in report] == ["Secretary-General"]
    assert report[0][3] == "A/RES/68/230, para. 21"
    assert "../A/RES/68/230.html#op21" in page.xpath("//tbody//a/@href")


def test_a_table_is_data_too(seed: dict[str, bytes]) -> None:
    """CSV and JSON hold the rows of the page, with the paragraph's code and its words."""
    rows = list(csv.DictReader(io.StringIO(seed["duties/session-69.csv"].decode())))
    assert rows == json.loads(seed["duties/session-69.json"])
    assert {(row["kind"], row["paragraph"], row["cited"]) for row in rows} >= {("report", "op21", "para. 21")}


def test_calls_for_contributions_name_the_fund(seed: dict[str, bytes]) -> None:
    rows = json.loads(seed["duties/contributions.json"])
    assert {row["due"] for row in rows} >= {"Pérez-Guerrero Trust Fund for South-South Cooperation"}


def test_a_calendar_for_each_office_holds_its_duties_alone() -> None:
    """One for all, one for each who is asked; the session's main part stands for the session, and is said to."""
    read = operative(*REQUESTS)
    made = files(Index.of([card(read, annotate(read))]))
    whole, own = (made[f"duties/session-91{office}.ics"].decode() for office in ("", ".secretary-general"))
    assert whole.count("BEGIN:VEVENT") == 3
    assert own.count("BEGIN:VEVENT") == 1
    (event,) = icalendar.Calendar.from_ical(own).walk("VEVENT")
    assert "report on lakes" in str(event["SUMMARY"])
    assert "no day is set" in str(event["DESCRIPTION"])
    assert event.decoded("DTSTART") == date(2036, 9, 1)


def test_what_is_empty_is_not_offered() -> None:
    """Without duties no table, and the page says so."""
    read = operative("Welcomes the rain;")
    made = files(Index.of([card(read, annotate(read))]))
    assert list(made) == ["duties.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten invented resolutions, so that lists are worth filtering."""
    folder = tmp_path_factory.mktemp("due")
    for number in range(1, 11):
        matter = "deserts" if number == 4 else f"lakes of kind {number}"
        text = (
            f"United Nations\nA/RES/90/{number}\n\nGeneral Assembly\nDistr.: General\n\nResolution adopted by the"
            f" General Assembly on {number} December 2035\n\n90/{number}. Care of {matter}\n\nThe General Assembly,\n\n"
            "Recalling its resolution 89/1,\n\n1. Requests the Secretary-General to submit to the General Assembly at"
            f" its ninety-first session a report on {matter};\n\n2. Decides to remain seized of the matter.\n"
        )
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    sources = sorted(folder.glob("*.txt"))
    assert lod("build", *sources, "--out", folder / "public").exit_code == 0
    return folder / "public"


def seen(chrome: webdriver.Chrome, selector: str) -> list[str]:
    """The texts of the elements that are shown."""
    return [one.text for one in chrome.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_who_reports_on_a_matter_is_found_in_two_clicks(chrome: webdriver.Chrome, site: Path, phone: bool) -> None:
    """Duties, the session, and a word: one row is left; whoever opens the address sees it too."""
    screen(chrome, phone)
    chrome.get((site / "index.html").as_uri())
    chrome.find_element(By.LINK_TEXT, "Duties").click()
    chrome.find_element(By.LINK_TEXT, "91st session").click()
    chrome.find_element(By.CSS_SELECTOR, ".filter input").send_keys("déserts report")
    (row,) = seen(chrome, "tbody tr")
    assert "Secretary-General" in row
    assert "A/RES/90/4, para. 1" in row
    address = chrome.current_url
    chrome.get("about:blank")
    chrome.get(address)
    assert seen(chrome, "tbody tr") == [row]
    assert seen(chrome, ".filter [role=status]") == ["1 of 10"]
    screen(chrome, phone=False)


@pytest.mark.browser
def test_a_column_sorts_both_ways_as_people_count(chrome: webdriver.Chrome, site: Path) -> None:
    chrome.get((site / "resolutions.html").as_uri())
    (button,) = [one for one in chrome.find_elements(By.CSS_SELECTOR, "th button") if one.text.startswith("Symbol")]
    button.click()
    assert seen(chrome, "tbody td:first-child")[:2] == ["A/RES/90/1", "A/RES/90/2"]
    button.click()
    assert seen(chrome, "tbody td:first-child")[:2] == ["A/RES/90/10", "A/RES/90/9"]
    assert chrome.find_element(By.CSS_SELECTOR, "th[aria-sort]").get_attribute("aria-sort") == "descending"
