"""Every kind of page is right by the Nu checker, small, still, and asks for few files."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html as parser
from selenium import webdriver

from tests.publish.pages.browsing import pages_of_each_kind, screen
from tests.publish.pages.test_browser import PAGES
from tests.publish.pages.test_scripts import SITE

CHECKER = SITE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
MOST_BYTES = 60 * 1024  # of a resolution's page besides its text and what is said of it
MOST_FILES = 5
#: Data of a page's own: its text, what stands beside it, what search engines read.
_OWN = ("//*[@class='text']", "//*[@class='notes']", "//*[@class='asks']", "//script[not(@src)]", "//*[@class='about']")


@pytest.mark.slow
def test_the_nu_checker_finds_no_error_and_warns_of_nothing(site: Path, tmp_path: Path) -> None:
    """Every kind of page; without policies, which it misreads in files, and which a browser tests."""
    java = shutil.which("java")
    if not java or not CHECKER.is_file():
        pytest.skip("no Java, or no vnu-jar (make scripts)")
    for number, page in enumerate({*PAGES, *pages_of_each_kind(site)}):
        text = (site / f"{page}.html").read_text(encoding="utf-8")
        (tmp_path / f"{number}-{page.replace('/', '-')}.html").write_text(_POLICY.sub("", text), encoding="utf-8")
    command = [java, "-jar", str(CHECKER), "--format", "gnu", "--stdout", "--exit-zero-always", str(tmp_path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line for line in told if ": info" not in line] == []


@pytest.mark.browser
def test_pages_ask_for_few_files_and_stand_still(chrome: webdriver.Chrome, served: str) -> None:
    """At most five files each, the page itself among them; nothing moves while it loads, on a phone either."""
    found = {}
    screen(chrome, phone=True)
    for page in ("index", "A/RES/68/230", "A/RES/86/901", "actor/unossc", "duties", "topics", "series/a-res-84-601"):
        chrome.get(f"{served}/{page}.html")
        chrome.set_script_timeout(10)
        moved, files = chrome.execute_async_script(
            "const done = arguments[0]; let moved = 0;"
            "new PerformanceObserver(list => list.getEntries().forEach(e => moved += e.value))"
            ".observe({type: 'layout-shift', buffered: true});"
            "setTimeout(() => done([moved, performance.getEntriesByType('resource').length + 1]), 400)"
        )
        if moved or files > MOST_FILES:
            found[page] = (moved, files)
    screen(chrome, phone=False)
    assert found == {}


@pytest.mark.parametrize("page", ["A/RES/68/230", "A/RES/86/901", "A/RES/86/901/ar"])
def test_what_stands_round_a_text_is_small(site: Path, page: str) -> None:
    """At most 60 KB besides the text, its notes, what it asks, and where it comes from."""
    tree = parser.parse(site / f"{page}.html").getroot()
    for path in _OWN:
        for part in tree.xpath(path):
            part.drop_tree()
    assert len(parser.tostring(tree)) <= MOST_BYTES
