"""nginx and Apache with the rules that a build writes: each representation asked for, and right.

Started where they are installed (Debian: nginx-light, apache2); `pytest -m slow`.
"""

import gzip
import http.client
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import rdflib
from msgspec import Struct

from tests.publish.hosts.site import GONE, build_site
from tests.query.virtuoso import free_port, wait_for

pytestmark = pytest.mark.slow
SYMBOL = "A/RES/68/230"
NGINX = """
{user}
daemon off;
pid nginx.pid;
error_log error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
    include {folder}/hosts/nginx-accept.conf;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {folder}/hosts/nginx.conf;
    }}
}}
"""
APACHE = """
ServerRoot {place}
ServerName localhost
PidFile apache.pid
ErrorLog error.log
Listen 127.0.0.1:{port}
{modules}
{user}
TypesConfig /etc/mime.types
AddType application/x-gzip .gz .tgz
DocumentRoot {root}
<Directory {root}>
Require all granted
AllowOverride All
</Directory>
"""
MODULES = ("mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "deflate", "filter", "alias")


class Served(Struct, frozen=True):
    """A host that is up, and the path of the site on it."""

    port: int
    root: str
    folder: Path

    def get(self, path: str, accept: str = "", **headers: str) -> "Answer":
        """The answer to a path below the site, as it comes: no redirect followed, nothing unpacked."""
        return self.get_at(f"{self.root}{path}", accept, **headers)

    def get_at(self, address: str, accept: str = "", **headers: str) -> "Answer":
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {**({"Accept": accept} if accept else {}), **headers}
        connection.request("GET", address, headers=sent)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        given = {name.lower(): value for name, value in response.getheaders()}
        where = given.get("location", "").replace(f"http://127.0.0.1:{self.port}", "")
        return Answer(response.status, given, content, where.removeprefix(self.root))


class Answer(Struct, frozen=True):
    status: int
    headers: Mapping[str, str]
    content: bytes
    where: str  # below the site, where it leads there

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


def of_root(line: str) -> str:
    return line if os.getuid() == 0 else ""


def nginx(place: Path, folder: Path, root: Path, port: int) -> list[str]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip("no nginx (apt-get install nginx-light)")
    settings = NGINX.format(user=of_root("user root;"), folder=folder, root=root, port=port)
    (place / "nginx.conf").write_text(settings, encoding="utf-8")
    return [program, "-p", str(place), "-c", "nginx.conf"]


def apache(place: Path, folder: Path, root: Path, port: int) -> list[str]:
    program = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip("no Apache (apt-get install apache2)")
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES)
    user = of_root("User www-data\nGroup www-data")
    settings = APACHE.format(place=place, port=port, modules=modules, user=user, root=root)
    (place / "apache.conf").write_text(settings, encoding="utf-8")
    return [program, "-f", str(place / "apache.conf"), "-DFOREGROUND"]


HOSTS = {"nginx": nginx, "apache": apache}


@contextmanager
def running(name: str, prefix: str) -> Iterator[Served]:
    """A host with a site at a path of it, in a folder that its own user may read."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        root.chmod(0o755)
        site = root / "www" / (prefix.strip("/") or "site")
        site.parent.mkdir(parents=True)
        folder = build_site(site.parent, f"https://resolutions.example{prefix}", site.name)
        for line in (".git/config", ".unres-manifest", "A/.htpasswd"):
            (folder / line).parent.mkdir(exist_ok=True)
            (folder / line).write_text("secret")
        (root / "secret.html").write_text("secret")
        port, place = free_port(), root / "host"
        place.mkdir()
        command = HOSTS[name](place, folder, folder if prefix == "/" else site.parent, port)
        process = subprocess.Popen(command, cwd=place)
        try:
            wait_for(port, 20)
            yield Served(port, prefix, folder)
        finally:
            process.terminate()
            process.wait(20)
            assert "[emerg]" not in (place / "error.log").read_text()


@pytest.fixture(scope="module", params=[(name, prefix) for name in HOSTS for prefix in ("/", "/unres/")], ids=str)
def host(request: pytest.FixtureRequest) -> Iterator[Served]:
    with running(*request.param) as served:
        yield served


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json;q=0.9, text/turtle;q=0.4, text/html;q=0.1", "jsonld"),
        ("text/turtle;q=0.2, text/html;q=0.3", "html"),
    ],
)
@pytest.mark.parametrize("path", [SYMBOL, "meeting/A/68/PV.71", "def"])
def test_an_iri_leads_to_the_form_that_is_liked(host: Served, path: str, accept: str, suffix: str) -> None:
    """303, which says on what it depends; what it leads to is there, with its type."""
    if not (host.folder / f"{path}.{suffix}").exists():
        return
    answer = host.get(path, accept)
    assert (answer.status, answer.where) == (303, f"{path}.{suffix}")
    assert "accept" in answer.headers["vary"].lower()
    there = host.get(answer.where)
    assert (there.status, there.content) == (200, (host.folder / f"{path}.{suffix}").read_bytes())


@pytest.mark.parametrize(
    ("accept", "suffix"), [("", "html"), ("text/turtle", "ttl"), ("application/ld+json", "jsonld")]
)
@pytest.mark.parametrize("part", ["annotations", "en"])
def test_a_text_and_annotations_lead_to_the_files_of_their_resolution(
    host: Served, part: str, accept: str, suffix: str
) -> None:
    """303 from the IRI; from the addresses that their own files once had too."""
    for path, asked in ((f"{SYMBOL}/{part}", accept), (f"{SYMBOL}/{part}.{suffix}", "")):
        answer = host.get(path, asked)
        assert (answer.status, answer.where) == (303, f"{SYMBOL}.{suffix}")


@pytest.mark.parametrize(
    ("path", "accept", "where"),
    [
        ("A/RES/67/227", "text/html", "https://docs.un.org/A/RES/67/227"),
        ("A/RES/1/1(X)%20B", "text/html", "https://docs.un.org/A/RES/1/1(X)%20B"),
        ("A/RES/67/227.html", "", "https://docs.un.org/A/RES/67/227"),
        ("A/RES/67/227", "text/turtle", "data/unpublished.ttl"),
        ("A/RES/67/227.jsonld", "", "data/unpublished.jsonld"),
    ],
)
def test_a_document_without_a_page_leads_to_its_text(host: Served, path: str, accept: str, where: str) -> None:
    """303 to the official text, and for data to the file that speaks of all such documents."""
    answer = host.get(path, accept)
    assert (answer.status, answer.where) == (303, where)


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("", "text/html"),
        (f"{SYMBOL}.html", "text/html"),
        (f"{SYMBOL}.ttl", "text/turtle"),
        (f"{SYMBOL}.jsonld", "application/ld+json"),
        (f"{SYMBOL}.marc.xml", "application/marcxml+xml"),
        ("def.nt", "application/n-triples"),
        (".well-known/void", "text/turtle"),
        ("data/duties.ics", "text/calendar"),
        ("data/tables/duties.csv", "text/csv"),
        ("data/tables/unres.sqlite", "application/vnd.sqlite3"),
        ("data/index.json", "application/json"),
        ("assets/style.css", "text/css"),
        ("feeds/resolutions.atom", "application/atom+xml"),
        ("data/unres.nq.gz", "application/n-quads"),
        ("data/unres.ttl.gz", "text/turtle"),
        ("data/unres.marc.xml.gz", "application/marcxml+xml"),
        ("data/parts/shared.nq.gz", "application/n-quads"),
    ],
)
def test_a_file_has_its_type_and_its_packing(host: Served, path: str, media: str) -> None:
    """Byte by byte the file; what is packed says so; text says its charset; scripts of other sites may read it."""
    if path.startswith("feeds/"):
        path = next(host.folder.glob("feeds/**/*.atom")).relative_to(host.folder).as_posix()
    answer = host.get(path)
    assert (answer.status, answer.media) == (200, media)
    assert answer.content == (host.folder / (path or "index.html")).read_bytes()
    assert answer.headers.get("content-encoding") == ("gzip" if path.endswith(".gz") else None)
    if media.startswith("text/"):
        assert "charset=utf-8" in answer.headers["content-type"].lower()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("name", ["unres.ttl.gz", "unres.nt.gz"])
def test_a_dump_is_unpacked_once_by_who_reads_it(host: Served, name: str) -> None:
    """A client that asks for packed answers gets the file, not the file packed again."""
    answer = host.get(f"data/{name}", **{"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    graph = rdflib.Graph().parse(data=gzip.decompress(answer.content), format=answer.media)
    assert len(graph) > 1000


@pytest.mark.parametrize("path", [f"{SYMBOL}/", f"en/{SYMBOL}", f"fr/{SYMBOL}/", "A/RES/68%20/230", "A/RES/86/%20901"])
def test_another_spelling_leads_to_the_iri(host: Served, path: str) -> None:
    """301: a slash behind, a language before as docs.un.org writes it, a space."""
    answer = host.get(path)
    expected = path.replace("%20", "").strip("/")
    if expected[2] == "/" and expected[:2] in ("en", "fr"):
        expected = expected[3:]
    assert (answer.status, answer.where) == (301, expected)
    assert host.get(expected).status == 303


@pytest.mark.parametrize("path", [GONE, f"{GONE}.ttl", f"{GONE}.html", f"{GONE}.marc.xml", f"{GONE}/annotations"])
def test_what_was_withdrawn_is_gone(host: Served, path: str) -> None:
    """410, with a page that says so and links that lead somewhere from any address."""
    answer = host.get(path)
    assert (answer.status, answer.media) == (410, "text/html")
    assert b"no longer holds it" in answer.content
    assert f'href="{host.root}data/withdrawn.json"'.encode() in answer.content
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["A/RES/68/999.marc.xml", "a/b/c/d", "actor/nobody"])
def test_what_is_not_there_is_a_page_that_leads_on(host: Served, path: str) -> None:
    answer = host.get(path, "text/html")
    assert (answer.status, answer.media) == (404, "text/html")
    assert f'href="{host.root}search.html"'.encode() in answer.content
    assert host.get("assets/style.css").status == 200
    assert f'href="{host.root}assets/style.css"'.encode() in answer.content


def test_who_takes_no_form_gets_none(host: Served) -> None:
    """406; of a list, which is a page alone, a data client too."""
    assert host.get(SYMBOL, "image/png").status == 406
    assert host.get("duties", "text/turtle").status == 406
    assert host.get("duties", "text/turtle, */*;q=0.1").where == "duties.html"


@pytest.mark.parametrize(
    "path",
    [".git/config", ".unres-manifest", "A/.htpasswd", ".htaccess", "%2eunres-manifest", "..%2fsecret.html",
     "../secret", "%2e%2e/%2e%2e/secret", "A/%2e%2e/.git/config", "..;/secret.html"],
)  # fmt: skip
def test_nothing_hidden_and_nothing_outside_is_given(host: Served, path: str) -> None:
    answer = host.get(path)
    assert answer.status in (400, 403, 404)
    assert b"secret" not in answer.content.lower().replace(b"secretar", b"")


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "//A/RES/68/230", "/%0d%0aX-Evil:%201", f"/{SYMBOL}%0d%0aX-Evil:%201", "//%2fevil.example",
     f"/%20/evil.example/{SYMBOL}", f"/en//evil.example/{SYMBOL}", "/en///evil.example/", "/%5cevil.example/ "],
)  # fmt: skip
def test_no_address_leads_to_another_host_or_makes_a_header(host: Served, address: str) -> None:
    answer = host.get_at(address.replace(" ", "%20"))
    location = answer.headers.get("location", "")
    own = f"http://127.0.0.1:{host.port}/"
    assert not location or location.startswith(own) or (location.startswith("/") and not location.startswith("//"))
    assert "x-evil" not in answer.headers
