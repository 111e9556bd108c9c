"""A whole site: every link leads somewhere, and every IRI that the data give a page's place."""

import gzip
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html as parser

from lod.model.iris import DEFAULT_BASE
from tests.publish.test_build import OTHER
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

AKN = TESTS / "files" / "akn"
#: A note and a document that the Arabic text alone has.
NOTE = '<authorialNote marker="7" placement="bottom" eId="n7"><p>انظر القرار A/RES/79/999.</p></authorialNote>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Votes, steps, subjects and two languages; a series of two; a note known in one language only."""
    folder = tmp_path_factory.mktemp("site")
    series = OTHER.replace("Care of lakes", "South-South cooperation")
    (folder / "series.txt").write_text(series, encoding="utf-8")
    arabic = (AKN / "lighthouses.ar.xml").read_text(encoding="utf-8")
    (folder / "ar.xml").write_text(arabic.replace("وإذ تلاحظ الأنوار،", f"وإذ تلاحظ{NOTE} الأنوار،"), encoding="utf-8")
    sources = [BUNDLED, folder / "series.txt", folder / "ar.xml", AKN / "lighthouses.en.xml"]
    command = ["build", *map(str, sources), "--out", str(folder / "public"), "--jobs", "2"]
    result = lod(*command)
    assert result.exit_code == 0, result.output
    return folder / "public"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, parser.HtmlElement]:
    return {page: parser.fromstring(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}


@pytest.fixture(scope="module")
def ids(pages: dict[Path, parser.HtmlElement]) -> dict[Path, set[str]]:
    return {page: set(tree.xpath("//@id")) for page, tree in pages.items()}


def test_every_link_leads_to_a_page_and_an_element(
    site: Path, pages: dict[Path, parser.HtmlElement], ids: dict[Path, set[str]]
) -> None:
    """On pages in every language; a document that only another language's note cites is no link. Pages for what is not
    there, which are shown at any address, lead by the path of the site."""
    assert broken_links(site, pages, ids) == []


def broken_links(site: Path, pages: dict[Path, parser.HtmlElement], ids: dict[Path, set[str]]) -> list[tuple[str, str]]:
    """(page, link) of each link, picture, script and other form of a page that leads nowhere."""
    broken = []
    for page, tree in pages.items():
        for href in tree.xpath("//@href | //@src | //@action"):
            parts = urlsplit(href)
            target = find_target(site, page, parts.path)
            known = target.is_file() and (not parts.fragment or parts.fragment in ids.get(target, {parts.fragment}))
            if not parts.scheme and not known:
                broken.append((str(page.relative_to(site)), href))
    return broken


def find_target(site: Path, page: Path, path: str) -> Path:
    """The file that a link leads to; one from the root is below the path of the site."""
    if path.startswith("/"):
        return site / unquote(path.removeprefix(urlsplit(DEFAULT_BASE).path))
    return (page.parent / unquote(path)).resolve() if path else page


def test_every_iri_of_the_data_has_its_element(site: Path, ids: dict[Path, set[str]]) -> None:
    """Paragraphs, acts, citations, names, notes, votes, steps, printed fields, findings."""
    with gzip.open(site / "data/unres.nt.gz", "rt", encoding="utf-8") as dump:
        named = {iri for line in dump for iri in re.findall(rf"<{DEFAULT_BASE}([^>]*#[^>]*)>", line)}
    named = {iri for iri in named if not iri.startswith("def#")}
    kinds = {re.sub(r"\d.*", "", iri.partition("#")[2].rpartition(".")[2]) for iri in named}
    assert kinds >= {
        "act",
        "cit",
        "mention",
        "fn",
        "op",
        "step",
        "clause",
        "ballot-freedonia",
        "field-title",
        "finding",
    }
    missing = [iri for iri in sorted(named) if unquote(iri.partition("#")[2]) not in ids[_page(site, iri)]]
    assert missing == []


def _page(site: Path, iri: str) -> Path:
    return site / f"{unquote(iri.partition('#')[0])}.html"


def test_no_id_stands_twice_on_a_page(pages: dict[Path, parser.HtmlElement]) -> None:
    """A fragment has one target."""
    twice = [
        (page.name, len(found)) for page, tree in pages.items() if len(found := tree.xpath("//@id")) > len({*found})
    ]
    assert twice == []


def test_a_note_of_one_language_is_found_from_the_main_page(site: Path, ids: dict[Path, set[str]]) -> None:
    """The IRI leads to the finding that names it, and that to the page which has the note."""
    main = (site / "A/RES/86/901.html").read_text(encoding="utf-8")
    assert "fn7" in ids[site / "A/RES/86/901/ar.html"]
    assert '<span class="where" id="fn7"><a href="901/ar.html#fn7">note 7</a></span> note 7 stands in ar.xml' in main


def test_the_site_speaks_the_language_of_the_page(pages: dict[Path, parser.HtmlElement], site: Path) -> None:
    """On a page from right to left its own words are Arabic; what it says in English alone is marked as English."""
    page = pages[site / "A/RES/86/901/ar.html"]
    assert page.get("dir") == "rtl"
    for words in ("القرارات", "اتُّخذ في", "الحواشي", "مصدر هذه الصفحة", "التحقق"):
        (element, *_) = page.xpath(f'//*[normalize-space(text())="{words}"]')
        assert element.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["ar"], words
    (licence,) = page.xpath('//footer//*[contains(text(), "is open data")]')
    (brand,) = page.xpath('//a[@class="brand"]')
    assert [(one.get("lang"), one.get("dir")) for one in (licence, brand)] == [("en", "ltr")] * 2
    (title,) = page.xpath("//h1")
    assert title.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["ar"]


#: What is the same in every language: names of forms and of a sum, symbols, and addresses.
_NAMES = re.compile(r"\b(?:Turtle|JSON-LD|MARCXML|SHA-256)\b|\b[A-Z0-9]+(?:/[\w.()]+)+|docs\.un\.org")
_TOLD = ("title", "aria-label", "placeholder", "alt", "data-offers", "data-cite")


def test_a_page_from_right_to_left_says_nothing_in_english_that_is_not_marked(
    pages: dict[Path, parser.HtmlElement], site: Path
) -> None:
    """In text, in tooltips and fields, in what scripts say, and in what search engines show."""
    page, arabic = pages[site / "A/RES/86/901/ar.html"], "[@lang][1][@lang='ar']"
    met = page.xpath(f"//body//text()[ancestor::*{arabic}][not(parent::code)]|//meta[@name='description']/@content")
    met += page.xpath("|".join(f"//body//*[ancestor-or-self::*{arabic}]/@{told}" for told in _TOLD))
    assert "الأمم المتحدة" in " ".join(met)
    assert [words for words in met if re.search(r"[A-Za-z]{3}", _NAMES.sub("", words))] == []


def test_headings_come_in_order_on_every_page(pages: dict[Path, parser.HtmlElement]) -> None:
    """One first heading, and no level left out."""
    for page, tree in pages.items():
        levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
        assert levels[0] == 1, page
        assert levels.count(1) == 1, page
        assert all(b - a <= 1 for a, b in pairwise(levels)), page


def test_pages_run_the_site_s_own_scripts_alone(pages: dict[Path, parser.HtmlElement], site: Path) -> None:
    """What stands in a page itself is data, for search engines or its scripts; no attribute holds code."""
    for page, tree in pages.items():
        for script in tree.xpath("//script"):
            if source := script.get("src"):
                assert find_target(site, page, source).parent == site / "assets", page
            else:
                assert script.get("type") in ("application/ld+json", "application/json"), page
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), page
        assert not tree.xpath("//@style"), page
