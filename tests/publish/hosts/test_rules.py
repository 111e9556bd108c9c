"""What hosts of pages and w3id.org answer by the rules that a build writes, as their documentation reads them."""

from pathlib import Path

import pytest

from lod.model.iris import DEFAULT_BASE
from tests.publish.hosts.interpreter import Answer, pages_answer, pages_headers, rewritten
from tests.publish.hosts.site import GONE, build_site
from tests.runner import lod

SITE = "https://resolutions.example/"
CLOUDFLARE = frozenset({200, 301, 302, 303, 307, 308})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("hosts"), SITE)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/A/RES/68/230", Answer(200, "A/RES/68/230.html")),
        ("/A/RES/68/230.ttl", Answer(200, "A/RES/68/230.ttl")),
        ("/", Answer(200, "index.html")),
        ("/en/A/RES/68/230", Answer(301, "/A/RES/68/230")),
        (f"/{GONE}.ttl", Answer(410, "/410.html")),
        (f"/{GONE}", Answer(410, "/410.html")),
        ("/A/RES/68/999", Answer(404, "404.html")),
    ],
)
def test_a_host_of_pages_answers(folder: Path, path: str, answer: Answer) -> None:
    """An IRI leads to its page, what was withdrawn to 410, other spellings with a language to the IRI."""
    assert pages_answer(folder, path) == answer


def test_a_host_that_knows_no_410_shows_the_page_that_says_so(folder: Path) -> None:
    assert pages_answer(folder, f"/{GONE}", CLOUDFLARE) == Answer(200, f"{GONE}.html")
    assert pages_answer(folder, f"/{GONE}.ttl", CLOUDFLARE).status == 404


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/A/RES/68/230.ttl", "text/turtle; charset=utf-8"),
        ("/A/RES/68/230.jsonld", "application/ld+json; charset=utf-8"),
        ("/.well-known/void", "text/turtle; charset=utf-8"),
        ("/A/RES/68/230.html", None),
        ("/data/unres.nq.gz", None),
    ],
)
def test_headers_of_hosts_of_pages(folder: Path, path: str, media: str | None) -> None:
    """Data have their types and may be loaded by scripts of other sites; packed files stay what the host calls them."""
    headers = pages_headers(folder, path)
    assert headers.get("content-type") == media
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"


def test_rules_keep_to_the_bounds_of_hosts(folder: Path) -> None:
    """Cloudflare Pages takes 100 blocks of headers and 100 rules with an asterisk."""
    lines = (folder / "_headers").read_text().splitlines()
    assert sum(line.startswith("/") for line in lines) <= 100
    assert (folder / "_redirects").read_text().count("*") <= 100


@pytest.mark.parametrize(
    ("path", "accept", "answer"),
    [
        ("", "", Answer(302, SITE)),
        ("A/RES/68/230", "text/html,*/*;q=0.8", Answer(303, f"{SITE}A/RES/68/230.html")),
        ("A/RES/68/230", "text/turtle", Answer(303, f"{SITE}A/RES/68/230.ttl")),
        ("A/RES/68/230", "application/ld+json, text/turtle;q=0.5", Answer(303, f"{SITE}A/RES/68/230.jsonld")),
        ("S/RES/2098(2013)", "text/turtle", Answer(303, f"{SITE}S/RES/2098(2013).ttl")),
        ("meeting/A/68/PV.71", "text/turtle", Answer(303, f"{SITE}meeting/A/68/PV.71.ttl")),
        ("def", "text/turtle;q=0.9, text/html;q=0.3", Answer(303, f"{SITE}def.ttl")),
        ("A/RES/68/230.html", "text/turtle", Answer(302, f"{SITE}A/RES/68/230.html")),
        ("data/unres.nq.gz", "", Answer(302, f"{SITE}data/unres.nq.gz")),
        ("A/RES/68/230", "image/png", Answer(406, "-")),
    ],
)
def test_w3id_leads_iris_to_the_site(folder: Path, path: str, accept: str, answer: Answer) -> None:
    """It negotiates in the site's place, so that a host of files alone gives data too."""
    assert rewritten(folder / "hosts" / "w3id.htaccess", path, accept) == answer


@pytest.mark.parametrize(
    "site", ["https://x.example", "x.example/", 'https://x.example/";}/', "https://x.example/a b/"]
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, site: str) -> None:
    """What is no address, or would break a rule, never gets into one."""
    told = tmp_path / "publication.toml"
    told.write_text(f"site = '{site}'\n", encoding="utf-8")
    run = lod("build", "--out", tmp_path / "public", "--publication", told)
    assert run.exit_code == 2
    assert "publication.toml: site: " in run.output
    assert not (tmp_path / "public").exists()


def test_a_site_at_its_own_iris_needs_no_rules_at_w3id(tmp_path: Path) -> None:
    assert not (build_site(tmp_path, DEFAULT_BASE) / "hosts" / "w3id.htaccess").exists()
