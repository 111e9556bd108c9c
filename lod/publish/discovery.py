"""Files by which programs find the site's pages: sitemaps, robots.txt, OpenSearch, llms.txt.

Governing texts: sitemaps.org's protocol 0.9 (at most 50,000 addresses a file), RFC 9309, OpenSearch 1.1. No file names
a day: the same input gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from lod.model.iris import SAFE
from lod.publish.layout import Layout

MOST = 50_000  # addresses of a sitemap
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ABOUT = (
    "Resolutions of the United Nations, paragraph by paragraph, as linked open data: what each paragraph does,\n"
    "whom it asks, by when, with what money, and what it cites. Every statement leads to the printed words."
)
_LISTS = (
    *("resolutions", "series", "topics", "duties", "mandates", "agenda", "actors", "funds", "countries", "votes"),
    *("queries", "query", "def"),
)


def discovery_files(made: Iterable[str], base: str, layout: Layout = Layout.FULL) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every such file; `made` are the paths of what is published."""
    pages = sorted(path for path in made if path.endswith(".html") and path != "validation.html")
    parts = [pages[at : at + MOST] for at in range(0, len(pages), MOST)]
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _urls("urlset", "url", part, base)
    yield "sitemap.xml", _urls("sitemapindex", "sitemap", [f"sitemap-{n}.xml" for n, _ in enumerate(parts, 1)], base)
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()
    yield "opensearch.xml", _opensearch(base)
    yield "llms.txt", _llms(pages, base, layout)


def _urls(root: str, element: str, paths: Sequence[str], base: str) -> bytes:
    rows = "".join(f"<{element}><loc>{escape(_address(path, base))}</loc></{element}>\n" for path in paths)
    return f'{_HEAD}<{root} xmlns="{_SITEMAP}">\n{rows}</{root}>\n'.encode()


def _address(path: str, base: str) -> str:
    return base + quote(path, safe=SAFE)


def _opensearch(base: str) -> bytes:
    address = escape(f"{base}search.html?q={{searchTerms}}", {'"': "&quot;"})
    return (
        f'{_HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>UN resolutions</ShortName>\n"
        "<Description>Paragraphs of United Nations resolutions</Description>\n"
        f'<Url type="text/html" template="{address}"/>\n'
        "<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n"
    ).encode()


def _llms(pages: Sequence[str], base: str, layout: Layout) -> bytes:
    """What the site is and where its data are, for language models and those who write for them."""
    lists = "".join(f"- [{name}]({base}{name}.html)\n" for name in _LISTS if f"{name}.html" in pages)
    forms = " and ".join(form for form in (".ttl", ".jsonld") if layout.publishes(f"A/RES/68/230{form}"))
    return (
        f"# UN resolutions as linked open data\n\n> {_ABOUT}\n\n"
        f"The page of A/RES/68/230 is {base}A/RES/68/230.html, its data A/RES/68/230{forms};\n"
        "paragraph 17 is #op17.\n\n"
        f"## Lists\n\n{lists}\n"
        f"## Data\n\n- [N-Quads]({base}data/unres.nq.gz)\n- [description]({base}data/dataset.ttl)\n"
    ).encode()
