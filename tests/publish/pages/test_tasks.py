"""What people come for, done in headless Chromium as they do it: clicks counted, at most three, on a phone too.

A key that sends what was typed counts as a click. The site is built of official texts of two sessions.
"""

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.publish.pages.browsing import PATIENCE, screen, served_folder
from tests.runner import lod

pytestmark = pytest.mark.browser

#: Symbols of the texts: oceans in two sessions, votes on nuclear disarmament, technology, desertification, cooperation.
_TEXTS = {
    "en": ("78_69", "78_53", "78_33", "78_28", "78_265", "78_132", "78_155", "78_1", "78_40"),
    "en-77": ("77_248", "77_65"),
}


@pytest.fixture(scope="module")
def served(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tasks") / "public"
    assert lod("build", *_sources(corpus), "--out", folder).exit_code == 0
    yield from served_folder(folder)


def _sources(corpus: Path) -> list[Path]:
    return [
        path
        for folder, texts in _TEXTS.items()
        for text in texts
        for path in sorted((corpus / "akn" / folder).glob(f"A_RES_{text}[-_]*.xml"))
    ]


@pytest.fixture(scope="module")
def split(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same texts as if two votes were many."""
    folder = tmp_path_factory.mktemp("split") / "public"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lod.publish.pages.entities.SPLIT_VOTES", 1)
        assert lod("build", *_sources(corpus), "--out", folder).exit_code == 0
    yield from served_folder(folder)


class Visitor:
    """Somebody with a browser, whose clicks are counted."""

    def __init__(self, chrome: webdriver.Chrome, address: str) -> None:
        self._chrome = chrome
        self.clicks = 0
        chrome.get("about:blank")
        chrome.get(f"{address}/index.html")

    def click(self, words: str, within: str = "body") -> None:
        """Click the first link or button in sight that reads so."""
        self.reach(words, within).click()
        self.clicks += 1

    def reach(self, words: str, within: str = "body") -> WebElement:
        """What reads so and is in sight, as soon as it is there."""
        found = WebDriverWait(self._chrome, PATIENCE).until(lambda page: self._seen(page, words, within))
        assert found is not None
        return found

    @staticmethod
    def _seen(page: webdriver.Chrome, words: str, within: str) -> WebElement | None:
        found = page.find_elements(By.CSS_SELECTOR, f":is({within}) :is(a, button, summary)")
        return next((one for one in found if one.is_displayed() and words in one.text), None)

    def search(self, words: str) -> None:
        """Type into the box that every page has, and send."""
        self._chrome.find_element(By.CSS_SELECTOR, "input[name=q]").send_keys(words, Keys.ENTER)
        self.clicks += 1

    def narrow(self, words: str) -> None:
        """Type into the box above a list; a short one has none."""
        for box in self._chrome.find_elements(By.CSS_SELECTOR, ".filter input"):
            box.send_keys(words)

    def texts(self, selector: str) -> list[str]:
        """What is in sight, as soon as something is."""
        return WebDriverWait(self._chrome, PATIENCE).until(
            lambda page: [one.text for one in page.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]
        )


@pytest.fixture(params=[False, True], ids=["wide", "phone"])
def visitor(chrome: webdriver.Chrome, served: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    screen(chrome, request.param)
    visiting = Visitor(chrome, served)
    yield visiting
    assert visiting.clicks <= 3
    assert chrome.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    screen(chrome, phone=False)


def test_what_changed_in_oceans_and_the_law_of_the_sea(visitor: Visitor, chrome: webdriver.Chrome) -> None:
    """The series, its title: one text with words struck and added."""
    visitor.click("Series", "header nav")
    visitor.narrow("law of the sea")
    visitor.click("Oceans and the law of the sea", "td")
    assert visitor.texts("h1") == ["What changed in Oceans and the law of the sea"]
    assert visitor.texts("ins")
    assert visitor.texts("del")
    assert chrome.current_url.endswith("/A/RES/78/69.changes.html")


def test_paragraphs_on_artificial_intelligence(visitor: Visitor) -> None:
    visitor.search("artificial intelligence")
    assert all("rtificial" in hit and "ntelligence" in hit for hit in visitor.texts(".hits .words"))
    assert any("A/RES/78/265, para." in where for where in visitor.texts(".hits .where"))


def test_how_uganda_voted_on_nuclear_disarmament(visitor: Visitor) -> None:
    visitor.click("Countries", "header nav")
    visitor.narrow("uganda")
    visitor.click("Uganda", "main")
    visitor.narrow("nuclear disarmament")
    votes = visitor.texts("#voted ~ .scroll tbody tr")
    assert any("A/RES/78/53" in row and "In favour" in row for row in votes)
    assert [row for row in votes if not {"nuclear", "disarmament"} <= set(re.findall(r"[a-z]+", row.casefold()))] == []


def test_how_uganda_voted_on_nuclear_disarmament_in_a_session_of_many_votes(
    split: str, chrome: webdriver.Chrome
) -> None:
    """Where each session has a page of its own, the third click leads there; votes are narrowed and saved there."""
    visitor = Visitor(chrome, split)
    visitor.click("Countries", "header nav")
    visitor.narrow("uganda")
    visitor.click("Uganda", "main")
    visitor.click("77th session", "#voted ~ p")
    assert visitor.clicks == 3
    visitor.narrow("nuclear disarmament")
    (row,) = visitor.texts("#voted ~ .scroll tbody tr")
    assert "A/RES/77/65" in row
    assert "In favour" in row
    assert visitor.reach("Save what is shown as CSV", "main")
    (choice,) = visitor.texts("main .filter label")
    assert choice.split() == ["Vote", "all", "In", "favour"]


def test_reports_of_the_secretary_general_to_a_session_as_a_calendar(visitor: Visitor, served: str) -> None:
    """The file that the third click gives, read by another program, holds what the table asks of him."""
    visitor.click("Duties", "header nav")
    visitor.click("79th session", "main")
    link = visitor.reach("Secretary-General", ".calendars")
    with urllib.request.urlopen(str(link.get_attribute("href"))) as answer:
        calendar = icalendar.Calendar.from_ical(answer.read())
    visitor.click("Secretary-General", ".calendars")
    events = calendar.walk("VEVENT")
    with urllib.request.urlopen(f"{served}/duties/session-79.json") as answer:
        rows = [row for row in json.load(answer) if "Secretary-General" in row["asked"].split("; ")]
    assert events
    assert sorted(str(event["SUMMARY"]).partition(":")[0] for event in events) == sorted(
        row["resolution"] for row in rows
    )
    assert {event.categories[0] for event in calendar.events} == {"report"}
    assert {str(event.start) for event in calendar.events} == {"2024-09-01"}
