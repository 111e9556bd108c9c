"""What readers take away of a paragraph, and that every kind of page is open to assistive tools."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import html as parser
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.publish.pages.browsing import pages_of_each_kind, screen
from tests.publish.pages.test_browser import PAGES
from tests.publish.pages.test_scripts import SITE

pytestmark = pytest.mark.browser
AXE = SITE / "node_modules" / "axe-core" / "axe.min.js"
RUN = """
const done = arguments[0];
axe.run(document, {resultTypes: ['violations'], rules: {'label-content-name-mismatch': {enabled: true}}})
  .then(found => done(found.violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`)));
"""


def copied(chrome: webdriver.Chrome, label: str) -> str:
    """What stands on the clipboard after a button of the open menu was pressed."""
    grant = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    chrome.execute_cdp_cmd("Browser.grantPermissions", grant)
    buttons = {button.text: button for button in chrome.find_elements(By.CSS_SELECTOR, ".copy button")}
    buttons[label].click()
    script = (
        "const done = arguments[0]; setTimeout(() => navigator.clipboard.readText().then(done, e => done(`${e}`)), 200)"
    )
    return str(chrome.execute_async_script(script))


def test_the_menu_speaks_the_page_s_language(chrome: webdriver.Chrome, served: str) -> None:
    """What it offers, what it did, and the citation."""
    chrome.get(f"{served}/A/RES/86/901/ar.html")
    chrome.find_element(By.CSS_SELECTOR, "#op1 .number").click()
    told = chrome.find_element(By.CSS_SELECTOR, ".copy span")
    assert told.text == "قرار الجمعية العامة 86/901، الفقرة 1"
    assert copied(chrome, "نسخ الرابط") == f"{served}/A/RES/86/901/ar.html#op1"
    assert told.text == "تم النسخ."


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_a_paragraph_s_number_offers_link_citation_and_text(chrome: webdriver.Chrome, served: str, phone: bool) -> None:
    """Two clicks: the number, and what to copy; the address is the paragraph's too."""
    screen(chrome, phone)
    chrome.get(f"{served}/A/RES/68/230.html")
    chrome.find_element(By.CSS_SELECTOR, "#op17 .number").click()
    assert chrome.current_url.endswith("#op17")
    assert copied(chrome, "Copy citation") == "General Assembly resolution 68/230, para. 17"
    assert copied(chrome, "Copy link") == f"{served}/A/RES/68/230.html#op17"
    assert copied(chrome, "Copy text").startswith("Recognizes the need to mobilize adequate resources")
    assert chrome.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    screen(chrome, phone=False)


def test_entries_for_libraries_name_the_resolution_and_the_paragraph(chrome: webdriver.Chrome, served: str) -> None:
    chrome.get(f"{served}/A/RES/68/230.html")
    chrome.find_element(By.CSS_SELECTOR, "#pp3 .number").click()
    (entry,) = json.loads(copied(chrome, "CSL-JSON"))
    assert entry["note"] == "General Assembly resolution 68/230, preambular para. 3"
    assert entry["issued"] == {"date-parts": [[2013, 12, 20]]}
    assert copied(chrome, "BibTeX").startswith(
        "@report{A-RES-68-230,\n  author = {{United Nations, General Assembly}},"
    )
    ris = copied(chrome, "RIS")
    assert ris.startswith("TY  - RPRT\n")
    assert "UR  - https://w3id.org/unres/A/RES/68/230#pp3\n" in ris
    assert ris.endswith("ER  - \n")


def test_the_menu_closes_by_key_and_gives_the_focus_back(chrome: webdriver.Chrome, served: str) -> None:
    chrome.get(f"{served}/A/RES/68/230.html")
    number = chrome.find_element(By.CSS_SELECTOR, "#op2 .number")
    number.send_keys(Keys.ENTER)
    assert chrome.switch_to.active_element.text == "Copy link"
    chrome.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert chrome.find_elements(By.CSS_SELECTOR, ".copy") == []
    assert chrome.switch_to.active_element == number


def test_readers_see_no_codes(site: Path) -> None:
    """No page prints "op17", "pp3" or "fn1": codes are addresses; the vocabulary and queries speak of them."""
    code = re.compile(r"\b(?:op|pp|fn|annex)\d+\b(?!\.\w+\.\w+>)")
    for page in (
        "A/RES/68/230",
        "A/RES/86/901",
        "actor/unossc",
        "fund/perez-guerrero-trust-fund",
        "session/69",
    ):
        tree = parser.parse(site / f"{page}.html").getroot()
        for data in tree.xpath("//script | //code | //head"):
            data.drop_tree()
        assert code.findall(tree.text_content()) == [], page


def test_a_vote_stands_beside_the_adoption_with_its_bar(site: Path) -> None:
    """Counts in words, a bar that says the same to those who do not see it, and a way to the ballots."""
    tree = parser.parse(site / "A/RES/86/901.html").getroot()
    (adoption,) = tree.xpath('//dt[.="Adoption"]/following-sibling::dd')
    assert "2 in favour, 0 against, 1 abstaining" in " ".join(adoption.text_content().split())
    (bar,) = adoption.xpath(".//*[@role='img']")
    assert bar.get("aria-label").startswith("In favour 2, Against 0, Abstaining 1")
    assert adoption.xpath(".//a/@href") == ["#votes"]


def test_a_meeting_leads_to_its_record_and_its_transcript(site: Path) -> None:
    tree = parser.parse(site / "A/RES/68/230.html").getroot()
    (meeting,) = tree.xpath('//dt[.="Plenary meeting"]/following-sibling::dd')
    assert meeting.xpath("./a/@href")[1:] == [
        "https://docs.un.org/A/68/PV.71",
        "https://transcripts.un.org/en/ga/68/71",
    ]


def test_library_programs_read_the_page(site: Path) -> None:
    """The tags from which Zotero and search engines take a report's title, number, date and address."""
    tree = parser.parse(site / "A/RES/68/230.html").getroot()
    tags = {tag.get("name"): tag.get("content") for tag in tree.xpath("//meta[@name]")}
    assert tags["citation_title"] == "South-South cooperation"
    assert tags["citation_technical_report_number"] == "A/RES/68/230"
    assert tags["citation_publication_date"] == "2013/12/20"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_shuts_anyone_out(chrome: webdriver.Chrome, site: Path, width: int, scheme: str) -> None:
    """axe-core finds nothing, in both schemes and both widths."""
    pages = (*PAGES, "session/69", "verb/requests", "series", "goals")
    assert violations(chrome, site, pages, width, scheme) == {}


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_page_of_any_kind_shuts_anyone_out(chrome: webdriver.Chrome, site: Path, width: int, scheme: str) -> None:
    """The largest of each kind, whatever kinds there are; pages for what is not there want the path of the site."""
    pages = [page for page in pages_of_each_kind(site) if page != "404"]
    assert len(pages) > 60
    assert violations(chrome, site, pages, width, scheme) == {}


def violations(
    chrome: webdriver.Chrome, site: Path, pages: Iterable[str], width: int, scheme: str
) -> dict[str, list[str]]:
    """What axe-core finds on pages of a site, at a width and in a scheme of colours."""
    if not AXE.is_file():
        pytest.skip("no axe-core (make scripts)")
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    device = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)
    chrome.set_script_timeout(60)
    found = {}
    for page in pages:
        if page.startswith("def"):  # a diagram of thousands of elements: half a minute
            continue
        chrome.get((site / f"{page}.html").as_uri())
        chrome.execute_script(AXE.read_text(encoding="utf-8"))
        if told := chrome.execute_async_script(RUN):
            found[page] = told
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    screen(chrome, phone=False)
    return found
