"""The client of HTTP: paced, patient, by the site's rules, and never to a file of the machine."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from lod.model.errors import SourceError
from lod.read.fetch.client import USER_AGENT, PoliteClient
from tests.read.fetch.site import Reply, Site, served


class Clock:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def now(self) -> float:
        return self.at


@pytest.fixture
def site() -> Iterator[Site]:
    with served(Site()) as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


def client(clock: Clock, pace: float = 1.0) -> PoliteClient:
    return PoliteClient(pace, clock.sleep, clock.now)


def test_it_says_who_asks_and_waits_between_two_requests(site: Site, clock: Clock) -> None:
    site.paths = {"/a": Reply(content=b"A"), "/b": Reply(content=b"B")}
    asking = client(clock, 2.5)
    assert [asking.get(site.address + path).content for path in ("/a", "/b")] == [b"A", b"B"]
    assert site.agents == {USER_AGENT}
    assert clock.slept == [2.5, 2.5]  # robots.txt comes first


def test_what_robots_txt_closes_is_not_asked_for(site: Site, clock: Clock) -> None:
    rules = b"User-agent: *\nDisallow: /closed\nCrawl-delay: 7\n"
    site.paths = {"/robots.txt": Reply(content=rules), "/closed/a": Reply(content=b"A"), "/b": Reply(content=b"B")}
    asking = client(clock)
    assert asking.get(f"{site.address}/closed/a").status == 403
    assert asking.get(f"{site.address}/b").content == b"B"
    assert site.asked == ["/robots.txt", "/b"]
    assert clock.slept == [7.0]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_site_is_asked_again_when_it_says(site: Site, clock: Clock, status: int) -> None:
    def busy(count: int, _: BaseHTTPRequestHandler) -> Reply:
        return Reply(status, headers={"Retry-After": "11"}) if count < 3 else Reply(content=b"A")

    site.paths = {"/a": busy}
    assert client(clock, 0).get(f"{site.address}/a").content == b"A"
    assert [wait for wait in clock.slept if wait] == [11.0, 11.0]


def test_a_site_that_asks_for_too_long_a_wait_is_left_for_another_day(site: Site, clock: Clock) -> None:
    site.paths = {"/a": Reply(503, headers={"Retry-After": "86400"})}
    with pytest.raises(SourceError, match="no answer"):
        client(clock, 0).get(f"{site.address}/a")
    assert site.counts["/a"] == 1


def test_a_broken_answer_is_asked_for_again(site: Site, clock: Clock) -> None:
    """It says how long it is, and ends before."""

    def broken(count: int, _: BaseHTTPRequestHandler) -> Reply:
        return Reply(content=b"%PDF", told=999) if count < 2 else Reply(content=b"%PDF-1.7")

    site.paths = {"/a": broken}
    asking = client(clock, 0)
    assert asking.get(f"{site.address}/a").content == b"%PDF-1.7"


def test_what_is_held_is_sent_again_only_where_it_changed(site: Site, clock: Clock) -> None:
    def held(_: int, handler: BaseHTTPRequestHandler) -> Reply:
        return (
            Reply(304)
            if handler.headers.get("If-None-Match") == '"1"'
            else Reply(content=b"A", headers={"ETag": '"1"'})
        )

    site.paths = {"/a": held}
    asking = client(clock, 0)
    first = asking.get(f"{site.address}/a")
    assert (first.status, first.etag) == (200, '"1"')
    assert asking.get(f"{site.address}/a", etag='"1"').status == 304
    assert asking.get(f"{site.address}/a", etag='"2"').content == b"A"


def test_redirections_lead_to_the_web_alone(site: Site, clock: Clock) -> None:
    site.paths = {
        "/a": Reply(302, headers={"Location": "/b"}),
        "/b": Reply(content=b"B"),
        "/c": Reply(302, headers={"Location": "file:///etc/passwd"}),
    }
    asking = client(clock, 0)
    found = asking.get(f"{site.address}/a")
    assert (found.content, found.address) == (b"B", f"{site.address}/b")
    assert asking.get(f"{site.address}/c").content == b""


def test_without_a_connection_it_says_so(clock: Clock) -> None:
    """After several tries, ever slower."""
    with served(Site()) as gone:
        pass
    with pytest.raises(SourceError) as fault:
        client(clock, 0).get(f"{gone.address}/a")
    assert "no answer" in fault.value.what
    assert "is there a connection?" in fault.value.mend
    assert [wait for wait in clock.slept if wait] == [1.0, 2.0, 4.0]
