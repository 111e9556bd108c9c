"""Another engine behind the site: queries are asked of its endpoint, and its answers passed on as they come.

Governing text: SPARQL 1.1 Protocol, 2.1.2 (a query by POST, URL-encoded). What is bounded here is bounded there too:
queries at once, those of a client, time, size of the answer. The other side must give the union of its graphs where a
query names none (docs/engines.md). It gets the client's query, its dataset and the prefixes that the query does not
declare; nothing else of the request.
"""

import asyncio
import contextlib
import http.client
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec
import pyoxigraph as ox

from lod.model.errors import QueryError, UnresError
from lod.query.dataset import without_literals
from lod.query.sparql import prefixes
from lod.serve.bounds import MEGABYTE, BoundError, Bounds, busy, too_big, too_long
from lod.serve.negotiation import prefer
from lod.serve.worker import (
    GRAPH_TYPES,
    PAGE_TYPES,
    RESULT_TYPES,
    AnswerHead,
    QueryJob,
    check_query,
    packer,
    page_rows,
)

_JSON = "application/sparql-results+json"
_PIECE = 1 << 16
_WORDS = 2000  # of what the other side says of a query that it refuses
_Made = TypeVar("_Made")


class RemotePool:
    """The place of `lod.serve.pool.Pool` where the engine is elsewhere."""

    def __init__(self, address: str, base: str, bounds: Bounds) -> None:
        self.bounds, self._base = bounds, base
        self._address = parse_address(address)
        self._free = asyncio.Semaphore(bounds.at_once)
        self._clients: Counter[str] = Counter()
        self._waiting = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many queries may still be asked, run and wait."""
        running = self._clients.total()
        return {"idle": self.bounds.at_once - running, "busy": running, "long": 0, "waiting": self._waiting}

    @asynccontextmanager
    async def lease(self, client: str) -> AsyncIterator["RemoteWorker"]:
        """A way to ask one query; raises BoundError where too many are asked."""
        if self._waiting >= self.bounds.waiting or self._clients[client] >= self.bounds.share:
            raise busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self.bounds.patience):
                await self._free.acquire()
        except TimeoutError:
            raise busy() from None
        finally:
            self._waiting -= 1
        self._clients[client] += 1
        worker = RemoteWorker(self._address, self._base, self.bounds)
        try:
            yield worker
        finally:
            worker.close()
            self._clients -= Counter([client])
            self._free.release()

    @asynccontextmanager
    async def ask(self, client: str, job: QueryJob) -> AsyncIterator[tuple["RemoteWorker", AnswerHead]]:
        """A client's query that is asked, and how its answer begins; raises BoundError."""
        async with self.lease(client) as worker:
            yield worker, await worker.ask(job)


class RemoteWorker:
    """One query that is asked elsewhere."""

    def __init__(self, address: str, base: str, bounds: Bounds) -> None:
        self._base, self._bounds = base, bounds
        parts = urlsplit(address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(parts.netloc, timeout=bounds.seconds)
        self._path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        self._until = time.monotonic() + bounds.seconds
        self._ready: bytes | None = None  # an answer that is not streamed
        self._packer: Callable[[bytes, bool], bytes] | None = None
        self._response: http.client.HTTPResponse

    async def ask(self, job: QueryJob) -> AnswerHead:
        """Ask the query; returns how the answer begins. Raises BoundError."""
        try:
            check_query(job.query)
            accept = asked_forms(job.accept)
        except BoundError:
            raise
        except QueryError as fault:
            self._ready = f"{fault}\n".encode()
            return AnswerHead(406 if fault.where == "Accept" else 400, "text/plain", reason="query")
        return await self._in_time(lambda: self._begin(job, accept))

    async def pieces(self) -> AsyncIterator[bytes]:
        """The content of the answer; raises BoundError where it cannot come to its end."""
        if self._ready is not None:
            yield self._ready
            return
        size = 0
        while piece := await self._in_time(lambda: self._response.read1(_PIECE)):
            size += len(piece)
            if size > self._bounds.answer * MEGABYTE:
                raise too_big(self._bounds.answer)
            before = time.monotonic()
            yield self._packer(piece, False) if self._packer else piece
            self._until += time.monotonic() - before  # the client's time is not the query's
        if self._packer:
            yield self._packer(b"", True)

    def close(self) -> None:
        """Let go of the connection; a thread that waits at it is woken."""
        if self._connection.sock:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(2)
        self._connection.close()

    async def _in_time(self, make: Callable[[], _Made]) -> _Made:
        """What a blocking call gives; raises BoundError where it takes too long, or the other side fails."""
        left = self._until - time.monotonic()
        if self._connection.sock:
            self._connection.sock.settimeout(max(left, 0.01))
        try:
            async with asyncio.timeout(left):
                return await asyncio.to_thread(make)
        except TimeoutError:
            self.close()
            raise too_long(self._bounds) from None
        except (OSError, http.client.HTTPException) as fault:
            raise _silent(str(fault) or type(fault).__name__) from fault

    def _begin(self, job: QueryJob, accept: str) -> AnswerHead:
        pairs = [("query", with_prefixes(job.query, self._base))]
        pairs += [("default-graph-uri", iri) for iri in job.dataset.default]
        pairs += [("named-graph-uri", iri) for iri in job.dataset.named]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "lod serve"}
        self._connection.request("POST", self._path, urlencode(pairs), headers)
        self._response = self._connection.getresponse()
        media = self._response.headers.get_content_type()
        if self._response.status != 200:
            return self._refused(media)
        if media == _JSON and _likes_pages(job.accept):
            self._ready = self._shown()
            return AnswerHead(200, "application/x-rows")
        if media not in RESULT_TYPES and media not in GRAPH_TYPES:
            raise _silent(f"it answers with {media[:100]}")
        encoding = next(iter(job.encodings), "")
        self._packer = packer(encoding)
        return AnswerHead(200, media, encoding)

    def _refused(self, media: str) -> AnswerHead:
        """What the other side says of a query that it does not answer."""
        said = self._response.read(_WORDS).decode("utf-8", "replace").strip()
        told = said if media == "text/plain" and said else f"HTTP {self._response.status}"
        status = {400: 400, 406: 406, 413: 413}.get(self._response.status, 502)
        self._ready = f"{QueryError(told, 'query', 'fix the query' if status == 400 else 'ask again')}\n".encode()
        return AnswerHead(status, "text/plain", reason="query" if status < 500 else "elsewhere")

    def _shown(self) -> bytes:
        content = self._response.read(self._bounds.answer * MEGABYTE + 1)
        if len(content) > self._bounds.answer * MEGABYTE:
            raise too_big(self._bounds.answer)
        try:
            results = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
            return msgspec.msgpack.encode(page_rows(results, self._base))
        except (SyntaxError, ValueError) as fault:
            raise _silent(f"its results are damaged: {fault}") from fault


def parse_address(address: str) -> str:
    """An endpoint's address; raises UnresError for what is none.

    >>> parse_address("http://127.0.0.1:8890/sparql")
    'http://127.0.0.1:8890/sparql'
    """
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits or re.search(r"[^!-~]|[<>\"{}|\\^`#]", address):
        raise UnresError("is no address of an endpoint", address, "give one such as http://127.0.0.1:8890/sparql")
    return address


def with_prefixes(query: str, base: str) -> str:
    """A query with the prefixes that it uses and need not declare, before it and on its first line.

    >>> with_prefixes("ASK { ?r a unr:Resolution }", "https://w3id.org/unres/")
    'PREFIX unr: <https://w3id.org/unres/def#> ASK { ?r a unr:Resolution }'
    """
    declared = {name.lower() for name in re.findall(r"(?i)\bprefix\s++([\w.-]*+)\s*+:", query)}
    used = set(re.findall(r"(?<![\w-])([A-Za-z][\w-]*+)(?=:)", without_literals(query)))
    missing = {name: iri for name, iri in prefixes(base).items() if name in used and name not in declared}
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in missing.items()) + query


def asked_forms(accept: str) -> str:
    """What is asked of the other side for what a client likes: a form of results, and one of graphs.

    Raises QueryError where neither is liked.

    >>> asked_forms("text/csv"), asked_forms("")
    ('text/csv', 'application/sparql-results+json, text/turtle;q=0.9')
    """
    if _likes_pages(accept):
        return f"{_JSON}, text/turtle;q=0.9"
    kinds = (RESULT_TYPES, GRAPH_TYPES)
    liked = [form for kind in kinds if (form := prefer(accept, {media: media for media in kind}))]
    if not liked:
        forms = ", ".join([*RESULT_TYPES, *GRAPH_TYPES])
        raise QueryError("no such form", "Accept", f"results come as {forms}")
    return ", ".join([liked[0], *(f"{media};q=0.9" for media in liked[1:])])


def _likes_pages(accept: str) -> bool:
    return prefer(accept, {**RESULT_TYPES, **PAGE_TYPES}) == "html"


def _silent(why: str) -> BoundError:
    """The other side does not answer as an endpoint does."""
    return BoundError("elsewhere", f"the endpoint behind this site does not answer: {why[:200]}", "ask again later")
