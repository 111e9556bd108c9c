"""A client of HTTP that burdens no site: one request at a time, paced, by the site's rules for robots, patient.

Governing documents: RFC 9110 (HTTP: conditional requests, Retry-After), RFC 9309 (robots.txt). It asks over HTTP and
HTTPS only, follows redirections to these, and takes no more than a file of a resolution may be long.
"""

import datetime as dt
import email.utils
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException, HTTPMessage
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)  # fmt: skip
from urllib.robotparser import RobotFileParser

from msgspec import Struct

from lod.model.errors import SourceError
from lod.model.version import VERSION

USER_AGENT = f"unres/{VERSION} (+https://w3id.org/unres/)"
PACE = 1.0  # seconds between two requests of one site, at least
LARGEST = 64_000_000  # bytes of a file, at most
_TRIES = 4
_TIMEOUT = 60.0  # seconds without an answer
_LONGEST_WAIT = 300.0  # seconds that a site may ask to wait; one that asks for more is asked another day
_BUSY = frozenset((429, 500, 502, 503, 504))
_CHUNK = 1 << 16


class WebAnswer(Struct, frozen=True):
    """What a site answered: `status` 200 with content, 304 for what did not change, 4xx for what is not there."""

    status: int
    content: bytes = b""
    address: str = ""  # where redirections led
    etag: str = ""
    modified: str = ""


class PoliteClient:
    """Asks for files; `sleep` and `now` are the machine's clock, and a test's own."""

    def __init__(
        self,
        pace: float = PACE,
        sleep: Callable[[float], object] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.pace, self.sleep, self.now = pace, sleep, now
        self._last: dict[str, float] = {}  # sites: when they were asked last
        self._robots: dict[str, RobotFileParser] = {}
        self._opener = _opener()

    def get(self, address: str, etag: str = "", modified: str = "") -> WebAnswer:
        """The answer to a request, made anew where the site is busy; raises SourceError where nobody answers.

        `etag` and `modified` are those of the file that is held: a site sends it again only where it changed. An
        address that the site's robots.txt closes is answered with 403, and not asked for.
        """
        if not self._robots_of(address).can_fetch(USER_AGENT, address):
            return WebAnswer(403, address=address)
        held = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        return self._patiently(address, held)

    def _patiently(self, address: str, headers: Mapping[str, str]) -> WebAnswer:
        fault: Exception | None = None
        for count in range(_TRIES):
            wait = 2.0**count
            try:
                return self._ask(address, headers)
            except HTTPError as error:
                if error.code not in _BUSY:
                    return WebAnswer(error.code, address=address)
                fault, wait = error, _asked_wait(error.headers.get("Retry-After", ""), wait)
            except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
                fault = error
            if wait > _LONGEST_WAIT:
                break
            if count + 1 < _TRIES:
                self.sleep(wait)
        raise _no_answer(address, fault)

    def _ask(self, address: str, headers: Mapping[str, str]) -> WebAnswer:
        self._pace(address)
        request = Request(address, headers={"User-Agent": USER_AGENT, "Accept": "*/*", **headers})
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as response:
                content = _read(response, address)
                found = response.headers
                return WebAnswer(200, content, response.url, found.get("ETag", ""), found.get("Last-Modified", ""))
        except HTTPError as error:
            error.close()
            if error.code == 304:
                return WebAnswer(304, address=address)
            raise

    def _pace(self, address: str) -> None:
        """Wait until the site may be asked again."""
        site = urlsplit(address).netloc
        robots = self._robots.get(_site(address))
        delay = float(robots.crawl_delay(USER_AGENT) or 0) if robots is not None else 0.0
        due = self._last.get(site, -self.pace) + max(self.pace, min(delay, _LONGEST_WAIT))
        if (left := due - self.now()) > 0 and site in self._last:
            self.sleep(left)
        self._last[site] = self.now()

    def _robots_of(self, address: str) -> RobotFileParser:
        """The rules of a site: none where it has no such file, all closed where it cannot say."""
        site = _site(address)
        if site not in self._robots:
            rules = RobotFileParser()
            answer = self._patiently(f"{site}/robots.txt", {})
            rules.parse(answer.content.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
            self._robots[site] = rules
        return self._robots[site]


class _WebOnly(HTTPRedirectHandler):
    """Redirections to the web alone, never to a file of the machine."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str) -> Any:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise HTTPError(req.full_url, 403, f"leads to {newurl!r}", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> OpenerDirector:
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(), UnknownHandler(), HTTPHandler(), HTTPSHandler(), _WebOnly(), _AllErrors(), HTTPErrorProcessor()
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


class _AllErrors(HTTPErrorProcessor):
    """Every answer that is no success is an error with its number."""

    def http_error_default(self, req: Request, fp: Any, code: int, msg: str, headers: HTTPMessage) -> None:
        raise HTTPError(req.full_url, code, msg, headers, fp)


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _read(response: Any, address: str) -> bytes:
    """The whole of an answer; raises HTTPException where it breaks off, SourceError where it does not end."""
    pieces, length = list[bytes](), 0
    while piece := response.read(_CHUNK):
        pieces.append(piece)
        length += len(piece)
        if length > LARGEST:
            raise SourceError(f"is longer than {LARGEST // 1_000_000} MB", address, "it is no file of one resolution")
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) != length:
        raise HTTPException(f"broke off after {length} of {told} bytes")
    return b"".join(pieces)


def _asked_wait(asked: str, otherwise: float) -> float:
    """How long a site asks to wait: seconds, or until a day and time.

    >>> _asked_wait("7", 1.0), _asked_wait("", 1.0), _asked_wait("Fri, 31 Dec 1999 23:59:59 GMT", 1.0)
    (7.0, 1.0, 0.0)
    """
    asked = asked.strip()
    if asked.isdecimal():
        return float(asked)
    try:
        until = email.utils.parsedate_to_datetime(asked)
    except (TypeError, ValueError):
        return otherwise
    aware = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - dt.datetime.now(dt.UTC)).total_seconds())


def _no_answer(address: str, fault: Exception | None) -> SourceError:
    reason = getattr(fault, "reason", None) or fault
    return SourceError(
        f"gives no answer: {reason}", address, "is there a connection? run it again later: what was fetched is kept"
    )
