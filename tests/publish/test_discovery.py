"""Files by which programs find the pages."""

from lxml import etree

from lod.publish.discovery import MOST, discovery_files

BASE = "https://example.org/un/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def made(*paths: str) -> dict[str, bytes]:
    return dict(discovery_files(paths, BASE))


def locations(content: bytes) -> list[str | None]:
    return [found.text for found in etree.fromstring(content).iter(f"{SPACE}loc")]


def test_the_index_leads_to_sitemaps_and_they_to_pages() -> None:
    """Data and the report on the build are no pages for readers; signs of addresses are escaped."""
    files = made("A/RES/68/230.html", "S/RES/2098(2013).html", "A/x&y.html", "A/RES/68/230.ttl", "validation.html")
    assert locations(files["sitemap.xml"]) == [f"{BASE}sitemap-1.xml"]
    pages = ("A/RES/68/230.html", "A/x&y.html", "S/RES/2098(2013).html")
    assert locations(files["sitemap-1.xml"]) == [f"{BASE}{page}" for page in pages]


def test_a_sitemap_holds_no_more_than_the_protocol_allows() -> None:
    files = made(*(f"a/{n}.html" for n in range(MOST + 1)))
    assert [len(locations(files[f"sitemap-{n}.xml"])) for n in (1, 2)] == [MOST, 1]


def test_robots_and_search_programs_are_told_the_addresses() -> None:
    files = made("index.html", "duties.html")
    assert files["robots.txt"].decode().endswith(f"Sitemap: {BASE}sitemap.xml\n")
    (url,) = etree.fromstring(files["opensearch.xml"]).iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{BASE}search.html?q={{searchTerms}}"
    assert f"- [duties]({BASE}duties.html)" in files["llms.txt"].decode()


def test_the_same_pages_give_the_same_bytes() -> None:
    assert made("b.html", "a.html") == made("a.html", "b.html")
