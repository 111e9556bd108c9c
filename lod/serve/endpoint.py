"""The SPARQL endpoint: queries by any way of the protocol, results in the form that the client prefers, as they come.

Governing texts: SPARQL 1.1 Protocol (query operation), SPARQL 1.1 Service Description; RFC 9110 for conditions and
encodings. A browser gets a page with a form and a table. Read-only: updates are refused.
"""

import asyncio
import contextlib
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from lod.graph.files import GRAPHS
from lod.model.errors import QueryError
from lod.publish.pages.look import Look, set_look
from lod.query.parameters import set_values
from lod.query.sparql import WHOLE
from lod.query.stored import stored_queries, stored_query
from lod.serve.bounds import BoundError
from lod.serve.description import describe_service
from lod.serve.negotiation import named, prefer
from lod.serve.pool import Pool
from lod.serve.remote import RemotePool
from lod.serve.request import Asked, RefusalError, encodings, form_accept, read_request
from lod.serve.worker import GRAPH_TYPES, PAGE_TYPES, SHOWN, AnswerHead, PageRows, QueryJob

#: What stands in the form before anything is asked.
FIRST = "SELECT ?resolution ?title WHERE {\n  ?resolution a unr:Resolution ; dct:title ?title .\n}\nLIMIT 20"
_VARY = "Accept, Accept-Encoding"
_RETRY = "2"  # seconds
#: Of what ends a query before it answers, by its reason.
_STATUSES = {"depth": 400, "elsewhere": 502}
_METHODS = "GET, HEAD, POST, OPTIONS"
#: Functions that give something else each time: what they are in has no tag.
_FLEETING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})


class Endpoint:
    """The query operation over a folder's data, within bounds."""

    def __init__(
        self,
        pool: Pool | RemotePool,
        base: str,
        look: Look,
        digest: str = "",
        graphs: Callable[[], Sequence[str]] = tuple[str, ...],
    ) -> None:
        """Of an engine elsewhere neither the data's digest nor its graphs are known: answers have no tag."""
        self._look = look
        self.pool, self.base, self.bounds = pool, base, pool.bounds
        self._digest, self._graphs = digest, graphs

    async def __call__(self, request: Request) -> Response:
        """The response to a request at the endpoint."""
        accept = request.headers.get("accept", "")
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _METHODS})
        try:
            if request.method in ("GET", "HEAD") and not request.url.query:
                return await self._said(request, accept)
            asked = await read_request(request, self.bounds)
            accept = form_accept(_given(request.query_params, "format"), accept)
            return self._reply(request, asked, accept)
        except RefusalError as refusal:
            return self._refused(refusal, accept)

    async def stored(self, request: Request) -> Response:
        """The response to a stored query's address: `/query/18-reports-due?session=79&format=csv`."""
        accept = request.headers.get("accept", "")
        try:
            accept = form_accept(_given(request.query_params, "format"), accept)
            query = stored_query(request.path_params["name"], self.base)
            settings = [f"{name}={value}" for name, value in request.query_params.multi_items() if name != "format"]
            asked = Asked(set_values(query, settings, self.base), WHOLE)
            return self._reply(request, asked, accept)
        except QueryError as fault:
            known = any(query.name == request.path_params["name"] for query in stored_queries(self.base))
            return self._refused(RefusalError(400 if known else 404, str(fault).replace("--set ", "")), accept)
        except RefusalError as refusal:
            return self._refused(refusal, accept)

    def _reply(self, request: Request, asked: Asked, accept: str) -> Response:
        packed = encodings(request.headers.get("accept-encoding", ""))
        job = QueryJob(asked.query, asked.dataset, accept, tuple(packed))
        headers = {"Vary": _VARY, "Cache-Control": "no-cache"}
        if self._digest and _FLEETING.isdisjoint(re.findall(r"\w+", asked.query.upper())):
            headers["ETag"] = self._tag(job)
            if headers["ETag"] in _tags(request.headers.get("if-none-match", "")):
                return Response(status_code=304, headers=headers)
        return Reply(self, job, headers, _client(request))

    async def _said(self, request: Request, accept: str) -> Response:
        """Of the endpoint itself, where no query is given: a form for a browser, a description for a data client."""
        headers = {"Vary": "Accept"}
        if named(accept, PAGE_TYPES) and prefer(accept, {**PAGE_TYPES, **GRAPH_TYPES}) == "html":
            return Response(self.page(FIRST), media_type="text/html", headers=headers)
        form = prefer(accept, GRAPH_TYPES)
        if form is None:
            raise RefusalError(400, "give one parameter named query, a SPARQL 1.1 query")
        graphs = await run_in_threadpool(self._graphs)
        content = describe_service(str(request.url), self.base, form, graphs)
        return Response(content, media_type=GRAPHS[form].media_type, headers=headers)

    def _refused(self, refusal: RefusalError, accept: str) -> Response:
        headers = {"Vary": "Accept"}
        if prefer(accept, {"text/plain": "text", **PAGE_TYPES}) == "html":
            page = self.page("", fault=refusal.said)
            return Response(page, refusal.status, headers, "text/html")
        return PlainTextResponse(f"{refusal.said}\n", refusal.status, headers)

    def _tag(self, job: QueryJob) -> str:
        """The tag of what a job gives: of the data, and of all that was asked."""
        return f'"{hashlib.sha256(self._digest.encode() + msgspec.msgpack.encode(job)).hexdigest()[:32]}"'

    def page(self, query: str, rows: PageRows | None = None, fault: str = "") -> str:
        """The page with a form, and what came of a query."""
        from lod.publish.pages.environment import render  # templates, which a start need not wait for

        shown = rows or PageRows([], [])
        set_look(self._look)
        return render(
            "sparql.html",
            "sparql",
            base=self.base,
            query=query,
            head=shown.head,
            rows=[[(words, iri.removeprefix(self.base) or iri) for words, iri in row] for row in shown.rows],
            more=SHOWN if shown.more else 0,
            fault=fault,
            queries=stored_queries(self.base),
            seconds=f"{self.bounds.seconds:g}",
        )


class Reply(Response):
    """The answer to one query, sent as it comes; a client that goes away ends the query."""

    def __init__(self, endpoint: Endpoint, job: QueryJob, headers: Mapping[str, str], client: str) -> None:
        self._endpoint, self._job, self._client = endpoint, job, client
        self._given = dict(headers)
        self._begun = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer, unless the client goes away first."""
        sending = asyncio.ensure_future(self._send(scope, send))
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, leaving):
                if not task.done():
                    task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sending

    async def _send(self, scope: Scope, send: Send) -> None:
        try:
            async with self._endpoint.pool.ask(self._client, self._job) as (worker, head):
                if head.media == "application/x-rows" or (head.status >= 400 and self._likes_pages()):
                    await self._send_page(head, b"".join([piece async for piece in worker.pieces()]), scope, send)
                else:
                    await self._stream(head, worker.pieces(), scope, send)
        except BoundError as fault:
            _tell(scope, fault.reason)
            if self._begun:
                raise CutOffError(str(fault)) from fault
            await self._send_fault(fault, scope, send)

    async def _stream(self, head: AnswerHead, pieces: AsyncIterator[bytes], scope: Scope, send: Send) -> None:
        headers = dict(self._given) if head.status == 200 else {"Vary": _VARY}
        if head.status == 503:
            headers["Retry-After"] = _RETRY
        if head.encoding:
            headers["Content-Encoding"] = head.encoding
            if "ETag" in headers:
                headers["ETag"] = f'{headers["ETag"][:-1]}-{head.encoding}"'
        self.status_code, self.media_type = head.status, head.media
        self.init_headers(headers)
        _tell(scope, head.reason)
        if head.length >= 0:
            self.raw_headers.append((b"content-length", str(head.length).encode()))
        async for piece in pieces:
            await self._put(piece, True, scope, send)
        await self._put(b"", False, scope, send)

    async def _put(self, piece: bytes, more: bool, scope: Scope, send: Send) -> None:
        if not self._begun:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            self._begun = True
        body = b"" if scope["method"] == "HEAD" else piece
        try:
            async with asyncio.timeout(self._endpoint.bounds.stall):
                await send({"type": "http.response.body", "body": body, "more_body": more})
        except TimeoutError:
            raise BoundError("stall", "the client takes nothing", "ask again") from None

    async def _send_page(self, head: AnswerHead, content: bytes, scope: Scope, send: Send) -> None:
        query = self._job.query
        if head.media == "application/x-rows":
            page = self._endpoint.page(query, msgspec.msgpack.decode(content, type=PageRows))
        else:
            page = self._endpoint.page(query, fault=content.decode().strip())
        headers = dict(self._given) if head.status == 200 else {"Vary": _VARY}
        await Response(page, head.status, headers, "text/html")(scope, _nothing, send)

    async def _send_fault(self, fault: BoundError, scope: Scope, send: Send) -> None:
        status = _STATUSES.get(fault.reason, 503)
        headers = {"Vary": _VARY} | ({"Retry-After": _RETRY} if status == 503 else {})
        if self._likes_pages():
            page = self._endpoint.page(self._job.query, fault=str(fault))
            await Response(page, status, headers, "text/html")(scope, _nothing, send)
        else:
            await PlainTextResponse(f"{fault}\n", status, headers)(scope, _nothing, send)

    def _likes_pages(self) -> bool:
        return prefer(self._job.accept, {"text/plain": "text", **PAGE_TYPES}) == "html"


class CutOffError(Exception):
    """An answer that had begun and does not come to its end: the connection is closed before the end of the content."""


def _tell(scope: Scope, reason: str) -> None:
    """Leave a word for whoever counts and logs."""
    scope.setdefault("state", {})["reason"] = reason


def _given(parameters: QueryParams, name: str) -> str:
    return parameters.get(name, "")


def _tags(header: str) -> frozenset[str]:
    """The tags of an If-None-Match header, weak or not, whatever the encoding of what they tag."""
    return frozenset(
        re.sub(r'(?:-(?:zstd|br|gzip))?"$', '"', tag.strip().removeprefix("W/")) for tag in header.split(",")
    )


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


async def _gone(receive: Receive) -> None:
    """Return when the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nothing() -> dict[str, str]:
    return {"type": "http.disconnect"}
