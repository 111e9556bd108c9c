"""The server gives the published files, and nothing that stands beside or behind them."""

import gzip
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.serve.application import application


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """A folder with pages, hidden files and links, and a file beside it."""
    folder = tmp_path / "public"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(b'<http://x/a> <http://x/b> "c" .\n'))
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "x.html").write_text("secret")
    for path in (".unres-manifest", ".git/config", "A/.htpasswd", "A/.hidden.html", ".well-known/.secret"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("secret")
    (folder / "A" / "page.html").write_text("public")
    (folder / ".well-known" / "void").write_text("public")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "linked").symlink_to(tmp_path / "secrets")
    return TestClient(application(folder), follow_redirects=False, raise_server_exceptions=True)


@pytest.mark.parametrize("path", ["A/page.html", ".well-known/void"])
def test_pages_and_well_known_files_are_given(client: TestClient, path: str) -> None:
    """What was published, and what RFC 8615 names."""
    assert client.get(f"/{path}").text == "public"


@pytest.mark.parametrize(
    "path",
    [
        *(
            ".unres-manifest",
            ".git/config",
            ".git",
            "A/.htpasswd",
            "A/.hidden",
            "A/.hidden.html",
            ".well-known/.secret",
        ),
        *(
            "%2eunres-manifest",
            "A/%2e%2e/.unres-manifest",
            "%2e%2e/secret",
            "..%2fsecret.html",
            "A/%2e%2e/%2e%2e/secret.html",
        ),
        *("link.html", "linked/x.html", "linked/x", "A%5c..%5csecret.html", "A%00", "A/%0a", "A//page.html", "x" * 300),
    ],
)
def test_nothing_hidden_and_nothing_outside_is_given(client: TestClient, path: str) -> None:
    """Hidden files, what links lead to, and what lies above the folder: not found, or a redirect to what is not."""
    answer = client.get(f"/{path}")
    if answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_pages_learn_where_the_endpoint_is(client: TestClient) -> None:
    """From a file that no static host has; the way is relative, so that it holds below a proxy's path too."""
    assert client.get("/endpoint.json").json() == {"sparql": "sparql", "seconds": 30}
