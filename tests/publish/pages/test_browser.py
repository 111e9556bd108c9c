"""Pages in a real browser: headless Chromium, without a network."""

from itertools import pairwise
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser

PAGES = (
    *("index", "A/RES/68/230", "actor/unossc", "fund/perez-guerrero-trust-fund", "def", "resolutions", "validation"),
    *(
        "votes",
        "coverage",
        "queries",
        "actors",
        "instruments",
        "sessions",
        "committees",
        "subjects",
        "A/RES/86/901/ar",
        "search",
        "query",
        "queries/13-citations",
    ),
    *(
        "topics",
        "goals/14",
        "subjects/9999001",
        "agenda",
        "agenda/light-at-sea-coastal-lights",
        "country/tto",
        "compare",
    ),
    *("series", "series/a-res-84-601", "A/RES/85/602.changes", "duties", "duties/session-86", "mandates"),
    *("mandates/of/secretary-general", "A/RES/68/230.mandates", "session/86/item/19b", "funds", "countries"),
)


def test_a_resolution_reads_without_javascript(plain: webdriver.Chrome, site: Path) -> None:
    """All 24 paragraphs are seen, op17's words among them."""
    plain.get((site / "A/RES/68/230.html").as_uri())
    shown = [part for part in plain.find_elements(By.CSS_SELECTOR, ".part .words") if part.is_displayed()]
    assert len(shown) == 24
    assert "Pérez-Guerrero Trust Fund" in plain.find_element(By.ID, "op17").text


def test_what_a_paragraph_does_stands_beside_it_on_a_wide_screen(chrome: webdriver.Chrome, site: Path) -> None:
    """The margin is to the right of the words and starts at the same height."""
    chrome.set_window_size(1280, 900)
    chrome.get((site / "A/RES/68/230.html").as_uri())
    words = chrome.find_element(By.CSS_SELECTOR, "#op17 .words").rect
    margin = chrome.find_element(By.CSS_SELECTOR, "#op17 aside").rect
    assert margin["x"] >= words["x"] + words["width"]
    assert abs(margin["y"] - words["y"]) < 10


@pytest.mark.parametrize("page", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(chrome: webdriver.Chrome, site: Path, page: str) -> None:
    """At 320 pixels, the narrowest that WCAG asks for (1.4.10), the page fits; wide tables scroll inside it."""
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    chrome.get((site / f"{page}.html").as_uri())
    width = chrome.execute_script("return document.documentElement.scrollWidth")
    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 320


def test_a_wide_table_scrolls_in_its_own_box_and_dates_do_not_break(chrome: webdriver.Chrome, site: Path) -> None:
    """On a phone all columns are reached by moving the table; the keyboard reaches the box; a date is one line."""
    phone = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    chrome.get((site / "duties/session-86.html").as_uri())
    box = chrome.find_element(By.CSS_SELECTOR, ".scroll")
    wide, seen, style = chrome.execute_script(
        "return [arguments[0].scrollWidth, arguments[0].clientWidth, getComputedStyle(arguments[0]).overflowX]", box
    )
    tabindex = box.get_attribute("tabindex")
    chrome.get((site / "resolutions.html").as_uri())
    heights = chrome.execute_script(
        "return [...document.querySelectorAll('td time')].map(e => e.getClientRects().length)"
    )
    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide > seen
    assert (style, tabindex) == ("auto", "0")
    assert set(heights) == {1}


def test_a_phone_shows_the_counts_of_a_vote_without_scrolling(chrome: webdriver.Chrome, site: Path) -> None:
    """All three counts are inside the screen, each with its word before it."""
    phone = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    chrome.get((site / "votes.html").as_uri())
    script = (
        "return [...document.querySelectorAll('tbody tr:first-child td[data-of]')].map(e =>"
        " [e.getBoundingClientRect().right <= 390, getComputedStyle(e, '::before').content])"
    )
    seen = chrome.execute_script(script)
    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert [inside for inside, _ in seen] == [True, True, True]
    assert all(label not in ("none", "normal") for _, label in seen)


def test_what_an_iri_leads_to_is_marked_and_in_sight(chrome: webdriver.Chrome, site: Path) -> None:
    """An act in the margin, a citation in the text, a ballot in a folded list: each is shown with a frame."""
    for page, place in (("68/230", "op17.act2"), ("68/230", "pp1.cit1"), ("86/901", "ballot-freedonia")):
        chrome.get("about:blank")
        chrome.get((site / f"A/RES/{page}.html").as_uri() + f"#{place}")
        target = chrome.find_element(By.ID, place)
        assert target.value_of_css_property("outline-style") == "solid", place
        top, height = chrome.execute_script(
            "const box = arguments[0].getBoundingClientRect(); return [box.top, box.height]", target
        )
        assert 0 <= top < 900, place
        assert height > 0, place


def test_a_footnote_mark_leads_to_its_note(chrome: webdriver.Chrome, site: Path) -> None:
    """A click changes the fragment, and the note is in sight."""
    chrome.get((site / "A/RES/68/230.html").as_uri())
    mark = chrome.find_element(By.CSS_SELECTOR, "#op1 sup a")
    chrome.execute_script("arguments[0].click()", mark)
    assert chrome.current_url.endswith("#fn2")
    top = chrome.execute_script("return document.getElementById('fn2').getBoundingClientRect().top")
    assert 0 <= top < 900


def test_pages_ask_for_nothing_from_elsewhere(chrome: webdriver.Chrome, site: Path) -> None:
    """Every file that a page loads stands in the site."""
    chrome.get((site / "A/RES/68/230.html").as_uri())
    loaded = chrome.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert [name for name in loaded if not name.startswith(site.as_uri())] == []


def test_no_page_does_what_its_policy_forbids(chrome: webdriver.Chrome, site: Path) -> None:
    """Every kind of page loads with no violation; a handler that words would bring in is not run, and is reported."""
    listen = "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.blockedURI))"
    chrome.execute_cdp_cmd("Page.enable", {})
    added = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": listen})
    try:
        for page in PAGES:
            chrome.get((site / f"{page}.html").as_uri())
            assert chrome.execute_script("return violations") == [], page
        chrome.execute_script("document.body.insertAdjacentHTML('beforeend', '<img src=\"x\" onerror=\"run = 1\">')")
        chrome.set_script_timeout(10)
        chrome.execute_async_script("setTimeout(arguments[0], 300)")
        assert chrome.execute_script("return [typeof run, violations.includes('inline')]") == ["undefined", True]
    finally:
        chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_the_picture_of_the_vocabulary_is_drawn_as_it_is_measured(chrome: webdriver.Chrome, site: Path) -> None:
    """No rule for another picture stretches its boxes, and no row runs out of its box."""
    chrome.get((site / "def.html").as_uri())
    odd = chrome.execute_script(
        "const frames = [...document.querySelectorAll('.diagram .frame')].map(e => e.getBBox());"
        "const within = r => frames.some(f => r.x >= f.x && r.x + r.width <= f.x + f.width && r.y > f.y"
        " && r.y < f.y + f.height);"
        "const stretched = e => ['width', 'height'].some(side => e.getBBox()[side] != e.getAttribute(side));"
        "return [[...document.querySelectorAll('.diagram rect')].filter(stretched).length,"
        " [...document.querySelectorAll('.diagram .row')].filter(e => !within(e.getBBox())).map(e => e.textContent)]"
    )
    assert odd == [0, []]


def test_boxes_of_a_form_stand_apart(chrome: webdriver.Chrome, site: Path) -> None:
    """Two fields and a button in a row, none over another."""
    chrome.set_window_size(1280, 900)
    chrome.get((site / "compare.html").as_uri())
    boxes = [one.rect for one in chrome.find_elements(By.CSS_SELECTOR, "#compare :is(input, button)")]
    assert all(a["x"] + a["width"] < b["x"] for a, b in pairwise(boxes))
