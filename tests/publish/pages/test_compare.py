"""Any two resolutions compared in the page, by the rules of the program."""

import json
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.publish.pages.browsing import PATIENCE

pytestmark = pytest.mark.browser


def told(chrome: webdriver.Chrome) -> str:
    return WebDriverWait(chrome, PATIENCE).until(lambda page: page.find_element(By.ID, "told").text)


def test_the_page_says_what_the_program_says(chrome: webdriver.Chrome, served: str, site: Path) -> None:
    """Of a pair of a series: what became of each paragraph, and of each word, is that of the published changes."""
    chrome.get(f"{served}/compare.html?a=84/601&b=a/res/85/602")
    assert told(chrome) == "A/RES/85/602 against A/RES/84/601: 1 the same, 3 reworded, 2 new, 1 dropped"
    script = (
        "return [...document.querySelectorAll('.change')].map(e => [e.classList[1], e.dataset.place,"
        " [...e.querySelectorAll('.said-words ins')].map(w => w.textContent),"
        " [...e.querySelectorAll('.said-words del')].map(w => w.textContent)])"
    )
    shown = {(what, place): (added, dropped) for what, place, added, dropped in chrome.execute_script(script)}
    published = json.loads((site / "A/RES/85/602.changes.json").read_text(encoding="utf-8"))["changes"]
    for change in published:
        added, dropped = shown[change["change"], change.get("paragraph", "")]
        if change["change"] == "reworded":
            words = change["words"]
            assert added == [said for what, said in words if what == "added"], change
            assert dropped == [said for what, said in words if what == "dropped"], change
    assert len(shown) == len(published)


def test_two_that_no_series_joins_are_compared(chrome: webdriver.Chrome, served: str) -> None:
    chrome.get(f"{served}/compare.html?a=A/RES/68/230&b=A/RES/85/602")
    assert told(chrome).startswith("A/RES/85/602 against A/RES/68/230: 0 the same")


def test_what_is_not_here_is_said(chrome: webdriver.Chrome, served: str, site: Path) -> None:
    chrome.get(f"{served}/compare.html?a=1/1&b=85/602")
    assert told(chrome) == "A/RES/1/1 is not published here"
    chrome.get((site / "compare.html").as_uri() + "?a=84/601&b=85/602")
    assert "opened from disk" in told(chrome)
