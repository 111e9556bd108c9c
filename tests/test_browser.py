"""Pages in a real browser: headless Chromium, without a network."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from lod.cli import main

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
PAGES = ("index", "A/RES/68/230", "actor/unossc", "fund/perez-guerrero-trust-fund", "def", "resolutions", "validation")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "public"
    assert CliRunner().invoke(main, ["build", "--out", str(folder)]).exit_code == 0
    return folder


def browser(scripts: bool) -> Iterator[webdriver.Chrome]:
    """Chromium with or without JavaScript; skips where there is none."""
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium") or shutil.which("google-chrome")
    if not driver or not binary:
        pytest.skip("no chromedriver and chromium on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tempfile.mkdtemp()}"):
        options.add_argument(flag)
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    made = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield made
    finally:
        made.quit()


@pytest.fixture(scope="module")
def chrome() -> Iterator[webdriver.Chrome]:
    yield from browser(scripts=True)


@pytest.fixture(scope="module")
def plain() -> Iterator[webdriver.Chrome]:
    yield from browser(scripts=False)


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
    """At 390 pixels the page is as wide as the screen; wide tables scroll inside it."""
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    chrome.get((site / f"{page}.html").as_uri())
    width = chrome.execute_script("return document.documentElement.scrollWidth")
    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 390


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
