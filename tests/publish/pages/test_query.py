"""The query page in headless Chromium: from a server that only hands out files, from disk, from `lod serve`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.ui import WebDriverWait

from lod.graph.files import load_store
from lod.query.sparql import run, write_results
from lod.query.stored import stored_queries, stored_query
from tests.publish.pages.browsing import PATIENCE, screen
from tests.publish.pages.test_taking_away import AXE, RUN
from tests.serve.serving import served_by_command

pytestmark = pytest.mark.browser
#: Runs queries one after the other on the open page, by its own controls, and hands over their answers as they came.
ASK_ALL = """
const [texts, done] = arguments, at = (id) => document.getElementById(id), found = [];
const rest = () => new Promise((go) => setTimeout(go, 10));
(async () => {
  for (const [number, query] of texts.entries()) {
    await new Promise((go) => {
      addEventListener('hashchange', go, {once: true});
      location.hash = new URLSearchParams({query, view: 'raw', number});
    });
    at('go').click();
    while (at('go').disabled || (at('found').hidden && !at('fault').textContent)) await rest();
    found.push(at('fault').textContent || at('view').textContent);
  }
  done(found);
})();
"""


@pytest.fixture(scope="module")
def endpoint(site: Path) -> Iterator[str]:
    """The site's address under `lod serve`."""
    yield from served_by_command(site)


def resolutions_of(site: Path) -> int:
    """How many there are."""
    return int(json.loads((site / "data" / "index.json").read_text(encoding="utf-8"))["resolutions"])


def opened(chrome: webdriver.Chrome, address: str) -> None:
    """A page as it is when it is opened anew: another fragment alone would not load it."""
    chrome.get("about:blank")
    chrome.get(address)
    waiting(chrome).until(lambda page: page.find_element(By.ID, "asking").is_displayed())


def waiting(chrome: webdriver.Chrome) -> WebDriverWait[webdriver.Chrome]:
    return WebDriverWait(chrome, PATIENCE)


def answered(chrome: webdriver.Chrome) -> WebElement:
    """What the page shows of an answer, as soon as there is one."""
    waiting(chrome).until(lambda page: page.find_element(By.ID, "found").is_displayed())
    return chrome.find_element(By.ID, "found")


def write(chrome: webdriver.Chrome, text: str) -> None:
    """Put a text into the editor in place of what stands there, as a person does."""
    editor(chrome).send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE, text)


def editor(chrome: webdriver.Chrome) -> WebElement:
    shadow = chrome.find_element(By.ID, "editor").shadow_root
    return shadow.find_element(By.CSS_SELECTOR, ".cm-content")


def in_editor(chrome: webdriver.Chrome, selector: str) -> list[WebElement]:
    return chrome.find_element(By.ID, "editor").shadow_root.find_elements(By.CSS_SELECTOR, selector)


def press(chrome: webdriver.Chrome, button: str) -> None:
    chrome.find_element(By.ID, button).click()


def raw(chrome: webdriver.Chrome) -> Any:
    """The answer as it came."""
    answered(chrome)
    press(chrome, "as-raw")
    return json.loads(chrome.find_element(By.CSS_SELECTOR, "#view pre").text)


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_a_stored_query_runs_in_the_browser(chrome: webdriver.Chrome, served: str, site: Path, phone: bool) -> None:
    """From a host that has files alone: rows with links and names, and what is loaded said; nothing leaves the host."""
    screen(chrome, phone)
    opened(chrome, f"{served}/query.html?stored=41-funds")
    found = answered(chrome)
    assert "2 rows" in found.text
    told = chrome.find_element(By.ID, "told").text
    assert told.startswith(f"Loaded: All {resolutions_of(site)} resolutions, everything.")
    loaded = chrome.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert [name for name in loaded if not name.startswith(served)] == []
    assert chrome.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    screen(chrome, phone=False)


def test_the_browser_s_engine_gives_the_same_rows(chrome: webdriver.Chrome, served: str, site: Path) -> None:
    """Of every stored query, term by term and in the same order what the command gives."""
    opened(chrome, f"{served}/query.html")
    store = load_store(site)
    chrome.set_script_timeout(60)
    texts = [query.text for query in stored_queries()]
    for query, found in zip(stored_queries(), chrome.execute_async_script(ASK_ALL, texts), strict=True):
        assert json.loads(found) == json.loads(write_results(run(store, query.text), "json")), query.name


@pytest.mark.parametrize(
    "chain",
    [
        *("1 - 2 - 3", "8 / 4 / 2", "10 - 3 + 2", "2 * 6 / 3 * 2", "1 -2 -3", "1 - 2 * 3 * 4 - 5 / 2 / 2"),
        *("(9 - (1 - 2 - 3) - 4)", "ABS(1 - 2 - 3) - 4 - 5", "1 -2 * 3 -4", "IF(5 - 3 - 1 = 1, 7 - 2 - 1, 0)"),
    ],
)
def test_arithmetic_is_grouped_from_the_left(chrome: webdriver.Chrome, served: str, chain: str) -> None:
    """SPARQL 1.1, 19.8: a - b - c is (a - b) - c, and a path is what it was."""
    if "query.html" not in chrome.current_url or not chrome.current_url.startswith(served):
        opened(chrome, f"{served}/query.html")
    text = f"SELECT ({chain} AS ?x) {{ OPTIONAL {{ ?a rdf:type/rdfs:label/rdfs:label ?b }} }} LIMIT 1"
    (found,) = chrome.execute_async_script(ASK_ALL, [text])
    (row,) = run(ox.Store(), text)  # type: ignore[misc]
    assert json.loads(found)["results"]["bindings"][0]["x"]["value"] == row["x"].value


def test_links_lead_to_pages_and_have_names(chrome: webdriver.Chrome, served: str) -> None:
    pattern = "?m unr:mentions ?fund ; unr:mentionedIn ?where . ?fund a unr:Fund"
    text = f"SELECT ?fund ?where {{ {pattern} }} ORDER BY ?where LIMIT 1"
    opened(chrome, f"{served}/query.html#{urlencode({'query': text})}")
    press(chrome, "go")
    answered(chrome)
    waiting(chrome).until(lambda page: "Fund" in page.find_element(By.CSS_SELECTOR, "#view td a").text)
    fund, where = chrome.find_elements(By.CSS_SELECTOR, "#view td a")
    assert str(fund.get_attribute("href")).startswith(f"{served}/fund/")
    assert "/A/RES/68/230.html#" in str(where.get_attribute("href"))


def test_an_address_holds_query_and_choices(chrome: webdriver.Chrome, served: str) -> None:
    """Whoever opens it sees the query and the same data chosen; nothing runs before it is asked to."""
    opened(chrome, f"{served}/query.html")
    Select(chrome.find_element(By.ID, "data")).select_by_value("one")
    chrome.find_element(By.ID, "symbol").send_keys("68/230", Keys.TAB)
    write(chrome, "SELECT (COUNT(?r) AS ?n) { ?r a unr:Resolution }")
    editor(chrome).send_keys(Keys.CONTROL, Keys.ENTER)
    assert raw(chrome)["results"]["bindings"][0]["n"]["value"] == "1"
    assert "Not loaded: every other resolution." in chrome.find_element(By.ID, "told").text
    address = chrome.current_url
    opened(chrome, address)
    waiting(chrome).until(lambda page: page.find_element(By.ID, "symbol").is_displayed())
    assert "COUNT(?r)" in editor(chrome).text
    assert chrome.find_element(By.ID, "symbol").get_attribute("value") == "68/230"
    assert not chrome.find_element(By.ID, "found").is_displayed()


def test_a_session_is_loaded_alone(chrome: webdriver.Chrome, served: str, site: Path) -> None:
    """Its facts and annotations with what all share; what is not loaded is said."""
    pattern = "?r a unr:Resolution ; unr:symbol ?s . ?f a unr:Fund ; skos:prefLabel ?name"
    text = {"query": f"SELECT ?s ?name {{ {pattern} }}", "data": "86"}
    opened(chrome, f"{served}/query.html#{urlencode(text)}")
    press(chrome, "go")
    rows = raw(chrome)["results"]["bindings"]
    assert {row["s"]["value"] for row in rows} == {"A/RES/86/901"}
    told = chrome.find_element(By.ID, "told").text
    others = f"{resolutions_of(site) - 1} other resolutions"
    assert told.startswith(f"Loaded: 86th session (1 resolution), everything. Not loaded: {others}.")


def test_the_texts_of_a_series_are_loaded_together(chrome: webdriver.Chrome, served: str, site: Path) -> None:
    """By their symbols, which a series' page hands over; each statement once."""
    (page, *_) = sorted(path for path in (site / "series").glob("*.html"))
    chrome.get(f"{served}/series/{page.name}")
    chrome.find_element(By.LINK_TEXT, "Query these texts").click()
    waiting(chrome).until(lambda page: page.find_element(By.ID, "symbol").is_displayed())
    symbols = str(chrome.find_element(By.ID, "symbol").get_attribute("value")).split(",")
    assert len(symbols) > 1
    write(chrome, "SELECT ?symbol { ?r a unr:Resolution ; unr:symbol ?symbol } ORDER BY ?symbol ")
    press(chrome, "go")
    rows = raw(chrome)["results"]["bindings"]
    assert [row["symbol"]["value"] for row in rows] == sorted(symbols)


def test_a_resolution_s_page_leads_to_queries_of_it(chrome: webdriver.Chrome, served: str) -> None:
    chrome.get(f"{served}/A/RES/86/901.html")
    chrome.find_element(By.LINK_TEXT, "query it").click()
    waiting(chrome).until(lambda page: page.find_element(By.ID, "symbol").is_displayed())
    press(chrome, "go")
    rows = raw(chrome)["results"]["bindings"]
    assert {row["resolution"]["value"].partition("/A/")[2] for row in rows} == {"RES/86/901"}


def test_facts_alone_have_no_acts_and_the_page_says_so(chrome: webdriver.Chrome, served: str) -> None:
    opened(chrome, f"{served}/query.html#query=ASK+{{+?act+a+unr:Act+}}&with=facts")
    press(chrome, "go")
    assert raw(chrome)["boolean"] is False
    assert "Not loaded: what rules made" in chrome.find_element(By.ID, "told").text
    Select(chrome.find_element(By.ID, "depth")).select_by_value("everything")
    press(chrome, "go")
    waiting(chrome).until(lambda page: "true" in page.find_element(By.CSS_SELECTOR, "#view").text)


def test_what_is_not_there_is_told_each_time(chrome: webdriver.Chrome, served: str) -> None:
    """A file that did not come is no empty one when it is asked for again; other data are loaded after it."""
    opened(chrome, f"{served}/query.html#query=ASK+{{+?r+a+unr:Resolution+}}&data=one:A/RES/1/1")
    for _ in range(2):
        press(chrome, "go")
        waiting(chrome).until(lambda page: "/A/RES/1/1.ttl is not there" in page.find_element(By.ID, "fault").text)
    Select(chrome.find_element(By.ID, "data")).select_by_value("all")
    press(chrome, "go")
    assert raw(chrome)["boolean"] is True


def test_rows_are_taken_away_as_csv(chrome: webdriver.Chrome, served: str, site: Path) -> None:
    """All of them, as the command writes them: quotes, commas, line ends and what is unbound."""
    opened(chrome, f"{served}/query.html?stored=13-citations")
    answered(chrome)
    catch = (
        "const done = arguments[0]; HTMLAnchorElement.prototype.click = () => {};"
        "URL.createObjectURL = (blob) => { blob.text().then(done); return 'blob:'; };"
        "document.getElementById('csv').click()"
    )
    saved = chrome.execute_async_script(catch)
    expected = write_results(run(load_store(site), stored_query("13-citations").text), "csv").decode()
    assert saved.splitlines() == expected.splitlines()


def test_a_long_answer_is_shown_in_parts(chrome: webdriver.Chrome, served: str) -> None:
    """200 rows and more when asked; the count says how many there are."""
    opened(chrome, f"{served}/query.html#query=SELECT+*+{{+?s+?p+?o+}}+LIMIT+450")
    press(chrome, "go")
    assert "450 rows" in answered(chrome).text
    counts = []
    for _ in range(3):
        counts.append(len(chrome.find_elements(By.CSS_SELECTOR, "#view tbody tr")))
        for more in chrome.find_elements(By.CSS_SELECTOR, "#view > div > button:not([hidden])"):
            more.click()
    assert counts == [200, 400, 450]


def test_a_fault_is_told_and_marked_at_its_place(chrome: webdriver.Chrome, served: str) -> None:
    """When it runs, and while it is typed; a query that is well again has no mark."""
    opened(chrome, f"{served}/query.html#query=SELECT+?a+{{%0A++?a+?b+%0A}}")
    press(chrome, "go")
    waiting(chrome).until(lambda page: "error at 3:" in page.find_element(By.ID, "fault").text)
    assert len(in_editor(chrome, ".cm-lint-marker-error")) == 1
    write(chrome, "ASK { ?a ?b ")
    waiting(chrome).until(lambda page: in_editor(page, ".cm-lintRange-error, .cm-lintPoint-error"))
    write(chrome, "ASK { ?a ?b ?c ")
    waiting(chrome).until(lambda page: not in_editor(page, ".cm-lint-marker-error"))


def test_terms_of_the_data_are_completed_and_their_prefix_declared(chrome: webdriver.Chrome, served: str) -> None:
    opened(chrome, f"{served}/query.html")
    write(chrome, "ASK { ?act a ReportReq")
    (option, *_) = waiting(chrome).until(lambda page: in_editor(page, ".cm-tooltip-autocomplete li"))
    assert option.text.startswith("unr:ReportRequest")
    option.click()
    waiting(chrome).until(lambda page: "unr:ReportRequest" in editor(page).text)
    assert editor(chrome).text.startswith("PREFIX unr: <https://w3id.org/unres/def#>")


def test_a_query_can_be_cancelled_and_another_asked(chrome: webdriver.Chrome, served: str) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    opened(chrome, f"{served}/query.html#{urlencode({'query': endless})}")
    press(chrome, "go")
    waiting(chrome).until(lambda page: page.find_element(By.ID, "told").text == "Asked …")
    press(chrome, "stop")
    waiting(chrome).until(lambda page: page.find_element(By.ID, "told").text.startswith("Cancelled"))
    write(chrome, "ASK { ?r a unr:Resolution }")
    press(chrome, "go")
    assert raw(chrome)["boolean"] is True


def test_a_graph_is_shown_as_turtle(chrome: webdriver.Chrome, served: str) -> None:
    opened(chrome, f"{served}/query.html#query=CONSTRUCT+{{+?r+a+unr:Act+}}+{{+?r+a+unr:Act+}}+LIMIT+1")
    press(chrome, "go")
    assert "https://w3id.org/unres/def#Act" in answered(chrome).text
    assert chrome.find_element(By.ID, "turtle").is_displayed()


def test_from_disk_the_page_says_why_nothing_runs(chrome: webdriver.Chrome, site: Path) -> None:
    """The query of the address is there to be copied."""
    opened(chrome, f"{(site / 'query.html').as_uri()}#query=ASK+{{}}")
    assert "opened from disk" in chrome.find_element(By.ID, "disk").text
    assert not chrome.find_element(By.ID, "go").is_enabled()
    assert editor(chrome).text == "ASK {}"


def test_under_lod_serve_the_endpoint_answers(chrome: webdriver.Chrome, endpoint: str) -> None:
    """Nothing is configured and no data are loaded; the same page, the same rows."""
    opened(chrome, f"{endpoint}/query.html?stored=41-funds")
    assert "2 rows" in answered(chrome).text
    loaded = chrome.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert f"{endpoint}/sparql" in loaded
    assert not [name for name in loaded if name.endswith(".nq.gz")]
    assert "The server" in chrome.find_element(By.ID, "who").text


def test_under_lod_serve_the_browser_can_answer_too(chrome: webdriver.Chrome, endpoint: str, site: Path) -> None:
    """That server sends dumps unpacked by the browser; the engine takes them as they come."""
    opened(chrome, f"{endpoint}/query.html#query=ASK+{{+?r+a+unr:Act+}}&data=all")
    press(chrome, "go")
    assert raw(chrome)["boolean"] is True
    assert chrome.find_element(By.ID, "told").text.startswith(f"Loaded: All {resolutions_of(site)} ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answered_query_page_shuts_nobody_out(chrome: webdriver.Chrome, served: str, scheme: str) -> None:
    """axe-core finds nothing in the editor, its coloured text and the table of results."""
    if not AXE.is_file():
        pytest.skip("no axe-core (make scripts)")
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    opened(chrome, f"{served}/query.html?stored=18-reports-due")
    answered(chrome)
    chrome.execute_script(AXE.read_text(encoding="utf-8"))
    chrome.set_script_timeout(30)
    violations = chrome.execute_async_script(RUN)
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert violations == []


def test_figures_of_things_are_shown_as_bars(chrome: webdriver.Chrome, served: str) -> None:
    """A bar for each row, by its figure, as a table that says it in words; the address keeps the view."""
    found = "?part a unr:Part ; a ?kind FILTER(STRSTARTS(STR(?kind), STR(unr:)))"
    count = f"SELECT ?kind (COUNT(?part) AS ?parts) {{ {found} }} GROUP BY ?kind ORDER BY DESC(?parts) ?kind"
    opened(chrome, f"{served}/query.html#{urlencode({'query': count})}")
    press(chrome, "go")
    rows = raw(chrome)["results"]["bindings"]
    press(chrome, "as-chart")
    bars = chrome.find_elements(By.CSS_SELECTOR, "#view .chart rect")
    widths = [float(str(bar.get_attribute("width")).rstrip("%")) for bar in bars]
    figures = [int(row["parts"]["value"]) for row in rows]
    assert widths == pytest.approx([100 * figure / figures[0] for figure in figures], abs=0.01)
    assert chrome.find_element(By.CSS_SELECTOR, "#view .chart th").text == "unr:Part"
    assert "view=chart" in chrome.current_url


def test_what_is_no_figure_of_a_thing_has_no_chart(chrome: webdriver.Chrome, served: str) -> None:
    opened(chrome, f"{served}/query.html#{urlencode({'query': 'SELECT ?r ?s { ?r unr:symbol ?s }', 'view': 'chart'})}")
    press(chrome, "go")
    assert answered(chrome).find_elements(By.CSS_SELECTOR, "#view tbody td a")
    assert not chrome.find_element(By.ID, "as-chart").is_displayed()


def test_queries_stand_in_tabs(chrome: webdriver.Chrome, served: str) -> None:
    """Each keeps its text, its choices and its answer; by keys too; the last one cannot be closed."""
    opened(chrome, f"{served}/query.html#query=ASK+{{+?r+a+unr:Resolution+}}&data=86")
    assert not chrome.find_element(By.ID, "drop").is_displayed()
    press(chrome, "go")
    assert raw(chrome)["boolean"] is True
    press(chrome, "add")
    assert not chrome.find_element(By.ID, "found").is_displayed()
    write(chrome, "SELECT ?x { BIND(1 AS ?x) ")
    Select(chrome.find_element(By.ID, "data")).select_by_value("all")
    first, second = chrome.find_elements(By.CSS_SELECTOR, "[role=tab]")
    assert (first.get_attribute("aria-selected"), second.get_attribute("aria-selected")) == ("false", "true")
    second.send_keys(Keys.ARROW_LEFT)
    assert editor(chrome).text == "ASK { ?r a unr:Resolution }"
    assert chrome.find_element(By.ID, "found").is_displayed()
    assert chrome.find_element(By.ID, "data").get_attribute("value") == "86"
    chrome.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    assert editor(chrome).text.startswith("SELECT ?x")
    assert chrome.find_element(By.ID, "data").get_attribute("value") == "all"
    press(chrome, "drop")
    assert editor(chrome).text == "ASK { ?r a unr:Resolution }"
    assert not chrome.find_elements(By.CSS_SELECTOR, "#tabs:not([hidden])")
