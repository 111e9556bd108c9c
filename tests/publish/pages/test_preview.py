"""What a link leads to shows beside it: on hover, on focus from the keyboard, on the first tap, until Escape."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.publish.pages.browsing import PATIENCE, PHONE

pytestmark = pytest.mark.browser

NOTE = "#op1 sup a"  # of A/RES/68/230
WORDS = "Official Records of the General Assembly, Sixty-seventh Session, Supplement No. 39 (A/67/39)."
SERIES = "A/RES/85/602.html"


@pytest.fixture
def phone(chrome: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    chrome.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield chrome
    chrome.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def shown(chrome: webdriver.Chrome) -> str:
    """The words of the box, when it is there."""
    return WebDriverWait(chrome, PATIENCE).until(lambda page: page.find_element(By.CSS_SELECTOR, ".preview")).text


def is_gone(chrome: webdriver.Chrome) -> bool:
    return WebDriverWait(chrome, PATIENCE).until(lambda page: not page.find_elements(By.CSS_SELECTOR, ".preview"))


def point(chrome: webdriver.Chrome, selector: str) -> None:
    link = chrome.find_element(By.CSS_SELECTOR, selector)
    chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    ActionChains(chrome).move_to_element(link).move_by_offset(1, 1).perform()  # who stood there already moves too


def test_a_note_shows_where_its_mark_stands(chrome: webdriver.Chrome, site: Path) -> None:
    """Its words alone, without its mark and the way back; from disk too. It goes when the pointer does."""
    chrome.get((site / "A/RES/68/230.html").as_uri())
    point(chrome, NOTE)
    assert shown(chrome) == WORDS
    mark = chrome.find_element(By.CSS_SELECTOR, NOTE)
    assert mark.get_attribute("aria-describedby") == "preview"
    point(chrome, "#op16 p")
    assert is_gone(chrome)
    assert mark.get_attribute("aria-describedby") is None


def test_the_pointer_may_go_to_the_box(chrome: webdriver.Chrome, site: Path) -> None:
    """WCAG 1.4.13: what shows on hover stays while the pointer is on it, and Escape takes it away."""
    chrome.get((site / "A/RES/68/230.html").as_uri())
    point(chrome, NOTE)
    shown(chrome)
    ActionChains(chrome).move_to_element(chrome.find_element(By.CSS_SELECTOR, ".preview")).pause(0.6).perform()
    assert shown(chrome)
    ActionChains(chrome).send_keys(Keys.ESCAPE).perform()
    assert is_gone(chrome)


def test_a_link_shows_its_words_to_the_keyboard(chrome: webdriver.Chrome, site: Path) -> None:
    chrome.get((site / "A/RES/68/230.html").as_uri())
    before = chrome.find_element(By.CSS_SELECTOR, "#op1 .number")
    chrome.execute_script("arguments[0].focus()", before)
    for _ in range(12):
        ActionChains(chrome).send_keys(Keys.TAB).perform()
        if chrome.execute_script("return document.activeElement.matches(arguments[0])", NOTE):
            break
    assert shown(chrome) == WORDS


def test_the_paragraph_before_shows_in_its_words(chrome: webdriver.Chrome, served: str, site: Path) -> None:
    """That of another page is fetched from the site; from disk, where no page may do so, the link stays a link."""
    link = "aside .series a[href*='84/601']"
    chrome.get(f"{served}/{SERIES}")
    target = chrome.find_element(By.CSS_SELECTOR, link).get_attribute("href") or ""
    point(chrome, link)
    words = shown(chrome)
    chrome.get(target)
    place = target.rpartition("#")[2]
    assert words == chrome.find_element(By.CSS_SELECTOR, f"[id='{place}'] .words p").text
    chrome.get((site / SERIES).as_uri())
    point(chrome, link)
    ActionChains(chrome).pause(0.6).perform()
    assert is_gone(chrome)


def test_a_verb_and_a_term_show_what_they_mean(chrome: webdriver.Chrome, served: str) -> None:
    chrome.get(f"{served}/A/RES/68/230.html")
    verb = chrome.find_element(By.CSS_SELECTOR, "#op17 a.family").get_attribute("href") or ""
    point(chrome, "#op17 a.family")
    words = shown(chrome)
    chrome.get(verb)
    assert words == chrome.find_element(By.CSS_SELECTOR, ".definition").text
    chrome.get(f"{served}/def.html")
    point(chrome, ".term dl a[href^='#']")
    assert shown(chrome)


def test_a_tap_shows_a_note_and_another_goes_there(phone: webdriver.Chrome, site: Path) -> None:
    """Within the screen; any other link is followed at the first tap."""
    phone.get((site / "A/RES/68/230.html").as_uri())
    mark = phone.find_element(By.CSS_SELECTOR, NOTE)
    phone.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    at = phone.execute_script(
        "const r = arguments[0].getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]", mark
    )
    tap(phone, *at)
    assert shown(phone) == WORDS
    box = phone.find_element(By.CSS_SELECTOR, ".preview").rect
    assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]
    assert "#fn" not in phone.current_url
    tap(phone, *at)
    WebDriverWait(phone, PATIENCE).until(lambda page: page.current_url == mark.get_attribute("href"))
    assert is_gone(phone)


def tap(chrome: webdriver.Chrome, x: float, y: float) -> None:
    chrome.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    chrome.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
