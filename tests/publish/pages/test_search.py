"""The search, as people use it: in headless Chromium, from a folder on disk and from a server."""

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.ui import WebDriverWait

from tests.publish.pages.browsing import PATIENCE, screen

pytestmark = pytest.mark.browser


def ask(chrome: webdriver.Chrome, page: str, words: str) -> None:
    """Type into the box of any page, and send."""
    chrome.get(page)
    chrome.find_element(By.TAG_NAME, "body").send_keys("/")
    chrome.switch_to.active_element.send_keys(words, Keys.ENTER)


def shown(chrome: webdriver.Chrome, selector: str) -> list[WebElement]:
    """The elements, as soon as there are some."""
    return WebDriverWait(chrome, PATIENCE).until(lambda page: page.find_elements(By.CSS_SELECTOR, selector))


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_a_fund_is_found_with_all_that_names_it(chrome: webdriver.Chrome, site: Path, phone: bool) -> None:
    """From disk, without accents: its page, and the paragraphs with its words marked; one typing, one click."""
    screen(chrome, phone)
    ask(chrome, (site / "def.html").as_uri(), "perez guerrero")
    (page, *_) = shown(chrome, ".things a")
    assert page.text == "Pérez-Guerrero Trust Fund for South-South Cooperation"
    hits = shown(chrome, ".hits li")
    assert any("A/RES/68/230, para. 17" in hit.text for hit in hits)
    assert {mark.text for hit in hits for mark in hit.find_elements(By.TAG_NAME, "mark")} == {"Pérez", "Guerrero"}
    assert chrome.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    hits[0].find_element(By.TAG_NAME, "a").click()
    assert "/A/RES/68/230.html#" in chrome.current_url
    screen(chrome, phone=False)


@pytest.mark.parametrize("typed", ["68/230", "a/res/68/230", "resolution 68/230", "A/RES/68/230 ", "UNGA Res. 68/230"])
def test_a_typed_symbol_goes_straight_there(chrome: webdriver.Chrome, site: Path, typed: str) -> None:
    ask(chrome, (site / "index.html").as_uri(), typed)
    WebDriverWait(chrome, PATIENCE).until(lambda page: page.current_url.endswith("/A/RES/68/230.html"))


def test_a_typed_paragraph_goes_straight_there(chrome: webdriver.Chrome, site: Path) -> None:
    ask(chrome, (site / "index.html").as_uri(), "68/230, para. 17")
    WebDriverWait(chrome, PATIENCE).until(lambda page: page.current_url.endswith("/A/RES/68/230.html#op17"))


def test_hits_are_narrowed_down_and_their_address_says_so(chrome: webdriver.Chrome, served: str) -> None:
    """What is asked of the Secretary-General; whoever opens the address sees the same; back leads back."""
    ask(chrome, f"{served}/index.html", "cooperation")
    before = len(shown(chrome, ".hits li"))
    chooser = Select(shown(chrome, "select[name=duty]")[0])
    chooser.select_by_value("report")
    WebDriverWait(chrome, PATIENCE).until(lambda page: "duty=report" in page.current_url)
    WebDriverWait(chrome, PATIENCE).until(lambda page: len(page.find_elements(By.CSS_SELECTOR, ".hits li")) < before)
    found = [hit.text for hit in shown(chrome, ".hits li")]
    assert any("para. 21" in hit for hit in found)
    address = chrome.current_url
    chrome.get("about:blank")
    chrome.get(address)
    assert [hit.text for hit in shown(chrome, ".hits li")] == found
    assert Select(shown(chrome, "select[name=duty]")[0]).first_selected_option.get_attribute("value") == "report"


def test_what_narrows_down_leaves_a_phone_s_screen_to_the_hits(chrome: webdriver.Chrome, served: str) -> None:
    """Two choices stand side by side."""
    screen(chrome, phone=True)
    ask(chrome, f"{served}/index.html", "lighthouses")
    one, other, *_ = (choice.rect for choice in shown(chrome, ".narrow select"))
    screen(chrome, phone=False)
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] < other["x"]


def test_titles_come_before_paragraphs(chrome: webdriver.Chrome, served: str) -> None:
    """Of all texts: whoever knows what a resolution is called finds it first."""
    ask(chrome, f"{served}/index.html", "lighthouses")
    shown(chrome, ".hits li")
    places = [link.text for link in chrome.find_elements(By.CSS_SELECTOR, ".hits .where a")]
    are_paragraphs = ["," in place for place in places]
    assert are_paragraphs == sorted(are_paragraphs)
    assert are_paragraphs.count(False) == 2
    assert any(are_paragraphs)


def test_words_in_quotes_are_found_in_their_order(chrome: webdriver.Chrome, site: Path) -> None:
    ask(chrome, (site / "index.html").as_uri(), '"cooperation on development"')
    told = WebDriverWait(chrome, PATIENCE).until(lambda page: page.find_element(By.ID, "told").text)
    assert told == "0 places so far that print the words in this order"


@pytest.mark.parametrize(("typed", "language"), [("seafarer", "en"), ("الأنوار", "ar")])
def test_each_language_is_found_in_its_own_words(
    chrome: webdriver.Chrome, site: Path, typed: str, language: str
) -> None:
    ask(chrome, (site / "index.html").as_uri(), typed)
    assert language in {words.get_attribute("lang") for words in shown(chrome, ".hits .words")}


def test_an_unknown_symbol_leads_to_the_official_text(chrome: webdriver.Chrome, site: Path) -> None:
    ask(chrome, (site / "index.html").as_uri(), "A/RES/12/3456")
    (link,) = shown(chrome, "#results a")
    assert link.get_attribute("href") == "https://docs.un.org/A/RES/12/3456"


def test_without_script_the_box_leads_to_the_lists(plain: webdriver.Chrome, site: Path) -> None:
    plain.get((site / "index.html").as_uri())
    box = plain.find_element(By.CSS_SELECTOR, "header.site input")
    box.send_keys("rivers", Keys.ENTER)
    WebDriverWait(plain, PATIENCE).until(lambda page: "search.html?q=rivers" in page.current_url)
    lists = [link.text for link in plain.find_elements(By.CSS_SELECTOR, ".doors a")]
    assert {"Resolutions", "Funds", "Actors"} <= set(lists)
    assert "JavaScript" in plain.find_element(By.CSS_SELECTOR, "noscript, .lead").text


def test_typing_a_slash_into_a_box_types_it(chrome: webdriver.Chrome, site: Path) -> None:
    """The key reaches the search from the page, and is a sign in a field."""
    chrome.get((site / "index.html").as_uri())
    chrome.find_element(By.TAG_NAME, "body").send_keys("/")
    chrome.switch_to.active_element.send_keys("68/230")
    assert chrome.switch_to.active_element.get_attribute("value") == "68/230"
