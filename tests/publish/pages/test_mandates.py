"""Mandates in headless Chromium: from the first page to what one office is asked without a review clause, as CSV."""

import csv
import shutil
import subprocess
from pathlib import Path
from time import monotonic, sleep

import pytest
from lxml import html as parser
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from tests.publish.pages.browsing import screen
from tests.runner import lod
from tests.samples import resolution

UNEP = "1. Requests the United Nations Environment Programme to {what}{more}."
REVIEW = ";\n\n2. Decides to review the mandate of the Board every three years"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two resolutions that ask one office for something, one of them with a review clause, published."""
    folder = tmp_path_factory.mktemp("mandates")
    for number, what, more in (("90/1", "count otters", ""), ("90/2", "count fish", REVIEW)):
        text = resolution(UNEP.format(what=what, more=more), f"On how to {what}", number).source.text
        (folder / f"{number.replace('/', '_')}.txt").write_text(text, encoding="utf-8")
    result = lod("build", *sorted(folder.glob("*.txt")), "--out", folder / "public")
    assert result.exit_code == 0, result.output
    return folder / "public"


def saved(folder: Path) -> list[list[str]]:
    """The rows of the one CSV file that is saved into a folder, when it is there."""
    end = monotonic() + 60
    while not (found := list(folder.glob("*.csv"))) and monotonic() < end:
        sleep(0.05)
    return list(csv.reader(found[0].read_text(encoding="utf-8").splitlines()))


@pytest.mark.browser
def test_what_is_asked_of_an_office_without_review_is_three_clicks_away(
    chrome: webdriver.Chrome, folder: Path, tmp_path: Path
) -> None:
    """Mandates, the office, "none found"; what is then shown can be saved."""
    chrome.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    chrome.get((folder / "index.html").as_uri())
    chrome.find_element(By.LINK_TEXT, "Mandates").click()
    chrome.find_element(By.LINK_TEXT, "United Nations Environment Programme").click()
    Select(chrome.find_element(By.NAME, "Review clause")).select_by_visible_text("none found")
    shown = [row.text for row in chrome.find_elements(By.CSS_SELECTOR, "tbody tr") if row.is_displayed()]
    assert len(shown) == 1
    assert "count otters" in shown[0]
    chrome.find_element(By.XPATH, "//button[starts-with(., 'Save')]").click()
    heading, *rows = saved(tmp_path)
    assert "Review clause" in heading
    assert [row[1] for row in rows] == ["A/RES/90/1, para. 1"]


@pytest.mark.browser
@pytest.mark.parametrize("page", ["mandates", "mandates/of/unep", "mandates/no-review", "A/RES/90/1.mandates"])
def test_no_page_of_mandates_scrolls_sideways_on_a_phone(chrome: webdriver.Chrome, folder: Path, page: str) -> None:
    screen(chrome, phone=True)
    chrome.get((folder / f"{page}.html").as_uri())
    width = chrome.execute_script("return document.documentElement.scrollWidth")
    screen(chrome, phone=False)
    assert width <= 390


def test_every_link_of_the_pages_of_mandates_leads_somewhere(folder: Path) -> None:
    """To a file of the build, and to a place in it."""
    pages = [*folder.glob("mandates*.html"), *folder.glob("mandates/**/*.html"), *folder.rglob("*.mandates.html")]
    assert len(pages) >= 5
    for page in pages:
        for href in parser.parse(page).xpath("//main//a/@href"):
            target, _, place = href.partition("#")
            file = (page.parent / target).resolve() if target else page
            assert file.exists(), (page, href)
            if place and file.suffix == ".html":
                assert parser.parse(file).xpath(f"//*[@id='{place}']"), (page, href)


def test_a_table_without_rows_says_that_none_were_found(folder: Path) -> None:
    """Its page and data keep their addresses, whatever the data hold."""
    page = parser.parse(folder / "mandates/ended.html")
    assert "None found in these data." in page.getroot().text_content()
    assert page.xpath("//table") == []
    assert (folder / "mandates/ended.csv").read_text(encoding="utf-8") == "resolution,paragraph,end,title\n"
    listed = parser.parse(folder / "mandates.html").xpath("//a[.='an end that has passed']/..")
    assert [one.text for one in listed] == ["Nothing in these data: "]


def test_a_row_for_each_resolution_gives_words_or_says_that_none_were_found(folder: Path) -> None:
    rows = list(csv.DictReader((folder / "data/mandate-sheets.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["resolution"], row["mandates"]) for row in rows] == [("A/RES/90/1", "1"), ("A/RES/90/2", "1")]
    assert [row["review clause"] for row in rows] == [
        "none found", "to review the mandate of the Board every three years | every three years"
    ]  # fmt: skip


def test_an_inventory_is_data_with_what_was_not_found(folder: Path) -> None:
    rows = list(csv.DictReader((folder / "mandates/of/unep.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["resolution"], row["review"], row["active"]) for row in rows] == [
        ("A/RES/90/1", "none found", "yes"),
        ("A/RES/90/2", "elsewhere in the text", "yes"),
    ]


@pytest.mark.slow
def test_an_inventory_opens_in_a_word_processor_as_a_table(folder: Path, tmp_path: Path) -> None:
    """LibreOffice reads the page, and what it writes as a Word file has the rows and columns of the inventory."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (libreoffice-writer-nogui)")
    docx = pytest.importorskip("docx")
    ways = ("--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    page = folder / "mandates/of/unep.html"
    subprocess.run([office, profile, "--headless", *ways, str(page)], check=True, capture_output=True, timeout=120)
    (table,) = docx.Document(str(tmp_path / "unep.docx")).tables
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    assert rows[0][:4] == ["Series", "Where", "What", "Due"]
    assert sorted(row[1] for row in rows[1:]) == ["A/RES/90/1, para. 1", "A/RES/90/2, para. 1"]
