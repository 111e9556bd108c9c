"""What pages cost a reader: `python -m tests.publish.pages.budgets FOLDER` prints it, a page of each kind a line.

Chromium as Lighthouse emulates a phone: 390 px, a processor four times slower, 1.6 Mbit/s with 150 ms to the server;
by `PerformanceObserver`. Requests and shifts are counted, sizes are of files as they stand, unpacked; times are of one
run, and of the search the median of its words, on a processor as it is. "Besides" is the size without text and
annotations.
"""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from lxml import html as parser
from msgspec import Struct
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.publish.pages.browsing import PHONE, browser, served_folder

#: The kinds of pages, each by the pattern of its paths.
KINDS = {
    "first page": r"index",
    "resolution": r"[A-Z]+/RES/\d+/\d+",
    "text in another language": r"[A-Z]+/RES/\d+/\d+/[a-z]{2}",
    "changes": r".*\.changes",
    "sheet of mandates": r"[A-Z]+/RES/.*\.mandates",
    "cited document": r"A/\d+/\d+",
    "actor": r"actor/(?!group/)[^/]+",
    "State": r"country/[a-z]{3}",
    "fund": r"fund/[^/]+",
    "verb": r"verb/[^/]+",
    "session": r"session/\d+",
    "agenda item of a session": r"session/\d+/item/[^/]+",
    "agenda item": r"agenda/[^/]+",
    "subject": r"subjects/[^/]+",
    "goal": r"goals/\d+",
    "series": r"series/[^/]+",
    "duties of a session": r"duties/[^/]+",
    "mandates of an office": r"mandates/of/[^/.]+",
    "stored query": r"queries/[^/]+",
    "list": r"resolutions|actors|instruments",
    "search": r"search",
    "comparison": r"compare",
}
_TOLD = {"text", "notes", "asks"}  # classes of what is text and annotations
_TEXTS = ("resolution", "text in another language")
_WORDS = ("artificial intelligence", "desertification", "Pérez-Guerrero", "nuclear disarmament", "small island States")
_READ = """
const read = performance.getEntriesByType("resource").filter((file) => file.name.includes("/search/"));
return [read.reduce((sum, file) => sum + file.decodedBodySize, 0) / 1024, read.length];
"""
_OBSERVED = """
const [done] = arguments, seen = {shift: 0, largest: 0, first: 0};
const look = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true});
look("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
look("largest-contentful-paint", (entry) => { seen.largest = Math.max(seen.largest, entry.startTime); });
look("paint", (entry) => { if (entry.name === "first-contentful-paint") seen.first = entry.startTime; });
const asked = () => performance.getEntriesByType("resource").length + 1;
setTimeout(() => done([seen.shift, seen.largest, seen.first, asked()]), 400);
"""


class PageCost(Struct, frozen=True):
    """A page's cost: kilobytes of the page and of it besides text and annotations, with style and script; requests;
    the sum of layout shifts; seconds to the first and the largest paint."""

    kind: str
    path: str
    kilobytes: float
    besides: float
    requests: int
    shift: float
    first: float
    largest: float

    def row(self) -> str:
        """A line of the table."""
        sizes = f"{self.kilobytes:7.1f} {self.besides:8.1f} {self.requests:8d}"
        return f"{self.kind:25} {sizes} {self.shift:6.3f} {self.first:6.2f} {self.largest:6.2f}  {self.path}"


HEADING = f"{'kind':25} {'KB':>7} {'besides':>8} {'requests':>8} {'CLS':>6} {'first':>6} {'LCP':>6}  page"


def page_of_each_kind(folder: Path) -> dict[str, str]:
    """The path of the page of median size of each kind that the folder has."""
    pages = [(p.stat().st_size, p.relative_to(folder).as_posix().removesuffix(".html")) for p in folder.rglob("*.html")]
    read = {path for _, path in pages if (folder / f"{path}.txt").is_file()}  # texts have a plain text beside them
    found = {}
    for kind, pattern in KINDS.items():
        named = (page for page in pages if re.fullmatch(pattern, page[1]))
        fit = sorted(page for page in named if kind not in _TEXTS or page[1] in read)
        if fit:
            found[kind] = fit[len(fit) // 2][1]
    return found


def costs(folder: Path) -> Iterator[PageCost]:
    """The cost of a page of each kind."""
    with _opened(folder) as (chrome, site):
        for kind, path in page_of_each_kind(folder).items():
            chrome.execute_cdp_cmd("Network.clearBrowserCache", {})
            chrome.get(f"{site}/{path}.html")
            shift, largest, first, requests = chrome.execute_async_script(_OBSERVED)
            size, besides = _sizes(folder, path)
            yield PageCost(kind, path, size, besides, requests, shift, first / 1000, largest / 1000)


def _sizes(folder: Path, path: str) -> tuple[float, float]:
    """(kilobytes of the page, of it without text and annotations but with style and script)."""
    content = (folder / f"{path}.html").read_bytes()
    page = parser.document_fromstring(content)
    held = [element for element in page.iter() if _TOLD & {*(element.get("class") or "").split()}]
    told = sum(len(parser.tostring(element, encoding="utf-8")) for element in held)
    used = [*page.iterfind(".//link[@rel='stylesheet']"), *page.iterfind(".//script[@src]")]
    shared = [element.get("href") or element.get("src") or "" for element in used]
    loaded = sum((folder / path).parent.joinpath(name).resolve().stat().st_size for name in shared)
    return len(content) / 1024, (len(content) - told + loaded) / 1024


def search_costs(folder: Path) -> list[tuple[float, float, int]]:
    """What the search of some words costs while the index is not yet loaded.

    Seconds from the last letter to the hits; kilobytes of index and texts that it reads, and in how many files.
    """
    found = []
    with _opened(folder, slowed=False) as (chrome, site):
        for words in _WORDS:
            chrome.execute_cdp_cmd("Network.clearBrowserCache", {})
            chrome.get(f"{site}/search.html")
            box = chrome.find_element(By.CSS_SELECTOR, "main input[type=search]")
            chrome.execute_script("arguments[0].value = arguments[1]", box, words)
            began = time.perf_counter()
            chrome.execute_script("arguments[0].form.requestSubmit()", box)
            while not chrome.find_elements(By.CSS_SELECTOR, "ol.hits li") and time.perf_counter() - began < 30:
                time.sleep(0.002)
            took = time.perf_counter() - began
            found.append((took, *chrome.execute_script(_READ)))
    return found


def _search_size(folder: Path) -> float:
    """Kilobytes of all that the search may read."""
    return sum(file.stat().st_size for file in (folder / "search").rglob("*") if file.is_file()) / 1024


@contextmanager
def _opened(folder: Path, slowed: bool = True) -> Iterator[tuple[webdriver.Chrome, str]]:
    """A phone with a page's server."""
    browsers, servers = browser(scripts=True), served_folder(folder)
    chrome, site = next(browsers), next(servers)
    chrome.execute_cdp_cmd("Network.enable", {})
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    if slowed:
        chrome.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4})
        line = {"offline": False, "latency": 150, "downloadThroughput": 204800, "uploadThroughput": 96000}
        chrome.execute_cdp_cmd("Network.emulateNetworkConditions", line)
    try:
        yield chrome, site
    finally:
        browsers.close()  # type: ignore[attr-defined]
        servers.close()  # type: ignore[attr-defined]


def main(folder: Path) -> None:
    """Print what a page of each kind costs, and how long the search takes."""
    print(HEADING)
    for cost in costs(folder):
        print(cost.row(), flush=True)
    seconds, kilobytes, files = zip(*search_costs(folder), strict=True)
    print(f"search: {1000 * median(seconds):.0f} ms and {median(kilobytes):.0f} KB in {median(files)} files, median of "
          f"{len(_WORDS)} questions; at most {max(kilobytes):.0f} KB of {_search_size(folder):.0f}")  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
