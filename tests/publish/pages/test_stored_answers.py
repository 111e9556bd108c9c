"""Pages of stored queries: the question, what the data answer, a form to ask it otherwise."""

import csv
import json
from pathlib import Path

import pytest
from lxml import html as parser
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from starlette.testclient import TestClient

from lod.query.stored import stored_queries
from lod.serve.application import application
from tests.publish.pages.browsing import PATIENCE
from tests.runner import lod

QUERIES = {query.name: query for query in stored_queries()}


def tree(site: Path, name: str) -> parser.HtmlElement:
    return parser.parse(site / f"{name}.html").getroot()


def cells(page: parser.HtmlElement) -> list[list[str]]:
    return [[cell.text_content() for cell in row.xpath("./td")] for row in page.xpath("//tbody/tr")]


def test_every_query_has_a_page_with_its_question_and_text(site: Path) -> None:
    """The text runs as it stands: prefixes are in it."""
    for name, query in QUERIES.items():
        page = tree(site, f"queries/{name}")
        assert page.xpath("string(//h1)") == query.title
        assert "SELECT" in page.xpath("string(//pre)")


def test_the_list_offers_what_the_data_answer(site: Path) -> None:
    """With the number of rows; what finds nothing is told apart, and its page says so."""
    page = tree(site, "queries")
    rows = {one["name"]: one["rows"] for one in json.loads((site / "data/queries.json").read_bytes())["queries"]}
    offered = {item.get("id"): item.xpath("string(span)") for item in page.xpath("//main//ul[@data-filter]/li")}
    assert offered == {name: f"{count:,}" for name, count in rows.items() if count}
    silent = page.xpath("//details//li/@id")
    assert set(silent) == set(QUERIES) - set(offered)
    for name in silent:
        assert tree(site, f"queries/{name}").xpath("//table") == [], name
        assert not (site / f"queries/{name}.csv").exists()


def test_a_page_shows_rows_with_links_and_names(site: Path) -> None:
    """A fund by its name, leading to its page; a paragraph in words, leading to its place."""
    page = tree(site, "queries/42-where-a-fund-is-named")
    (link, *_) = page.xpath("//tbody//a[contains(@href, '#')]")
    assert link.get("href").startswith("../A/RES/68/230.html#")
    assert link.text_content() == "A/RES/68/230, para. 17"
    named = tree(site, "queries/13-citations").xpath("//tbody//a")
    assert named
    assert all(link.text_content() and not link.text_content().startswith("http") for link in named)


def test_all_rows_stand_beside_the_page(site: Path) -> None:
    page = tree(site, "queries/13-citations")
    with (site / "queries" / "13-citations.csv").open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    assert head == [cell.text_content() for cell in page.xpath("//thead//th")]
    assert [row[:2] for row in rows[:50]] == [row[:2] for row in cells(page)]
    assert len(rows) == int(page.xpath("string(//article/h2)").split()[0])


def test_a_form_names_what_may_be_asked_and_holds_what_was(site: Path) -> None:
    """Symbols of the data to choose from: of all of them."""
    page = tree(site, "queries/13-citations")
    (field,) = page.xpath("//main//form//input[@name='symbol']")
    assert field.get("value") == "A/RES/68/230"
    options = page.xpath(f"//datalist[@id='{field.get('list')}']/option/@value")
    assert set(options) == {"A/RES/68/230", "A/RES/84/601", "A/RES/85/602", "A/RES/86/901"}


def test_page_command_and_endpoint_give_the_same_rows(site: Path) -> None:
    """Of every stored query: terms, datatypes and order; the files beside the pages, made at the build, the same.

    The browser's engine is held to them in `test_query.py`, rdflib in `tests/query/test_stored.py`.
    """
    listed = {one["name"]: one for one in json.loads((site / "data/queries.json").read_bytes())["queries"]}
    with TestClient(application(site)) as client:
        for name in QUERIES:
            values = listed[name]["values"]
            settings = [word for setting in values.items() for word in ("--set", "=".join(setting))]
            told = json.loads(lod("query", site, "--name", name, *settings, "--format", "json").stdout)
            assert client.get(f"/query/{name}", params={**values, "format": "json"}).json() == told, name
            assert len(told["results"]["bindings"]) == listed[name]["rows"], name
            if listed[name]["rows"]:
                assert json.loads((site / f"queries/{name}.json").read_bytes()) == told, name


@pytest.mark.browser
def test_a_form_leads_to_the_query_page_which_runs_it(chrome: webdriver.Chrome, served: str) -> None:
    """About another resolution than the page shows, with the values in the query's text."""
    chrome.get(f"{served}/queries/13-citations.html")
    field = chrome.find_element(By.NAME, "symbol")
    field.clear()
    field.send_keys("A/RES/86/901")
    field.submit()
    wait = WebDriverWait(chrome, PATIENCE)
    wait.until(lambda page: page.find_element(By.ID, "told").text.endswith(" s."))
    assert (
        'VALUES ?symbol { "A/RES/86/901" }'
        in chrome.find_element(By.ID, "editor").shadow_root.find_element(By.CSS_SELECTOR, ".cm-content").text
    )
    assert "query=" in chrome.current_url
