"""The SPARQL endpoint: queries by any way of the protocol, results in the form that the client prefers.

Governing texts: SPARQL 1.1 Protocol (query operation), SPARQL 1.1 Service Description. A browser gets a page with a
form and a table. Read-only: updates are refused.
"""

from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qs

import pyoxigraph as ox
from anyio import CapacityLimiter, to_thread
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lod.graph.files import GRAPHS
from lod.model.errors import QueryError
from lod.publish.pages.environment import render
from lod.query.dataset import texts_of, without_literals
from lod.query.sparql import RESULTS, run, shorten, write_results
from lod.query.stored import stored_queries
from lod.serve.bounds import BoundError, Bounds, run_bounded
from lod.serve.description import describe_service
from lod.serve.negotiation import named, prefer

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
PAGE_TYPES: Mapping[str, str] = {"text/html": "html", "application/xhtml+xml": "html"}

#: Media types of SPARQL results and of graphs, most preferred first.
RESULT_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_TYPES: Mapping[str, str] = {syntax.media_type: name for name, syntax in GRAPHS.items()}
#: What stands in the form before anything is asked.
FIRST = "SELECT ?resolution ?title WHERE {\n  ?resolution a unr:Resolution ; dct:title ?title .\n}\nLIMIT 20"


class Answer(Struct, frozen=True):
    """What a query gives: the status, the media type, the content."""

    status: int
    media: str
    content: bytes


class Endpoint:
    """The query operation over a store, within bounds."""

    def __init__(self, store: ox.Store, base: str, bounds: Bounds) -> None:
        self.store, self.base, self.bounds = store, base, bounds
        self._limiter: CapacityLimiter | None = None  # made where there is an event loop

    async def __call__(self, request: Request) -> Response:
        """The response to a request at the endpoint."""
        accept = request.headers.get("accept", "")
        if request.method in ("GET", "HEAD") and not request.url.query and (said := self._said(request, accept)):
            return said
        query = await _query_of(request, self.bounds.body)
        if isinstance(query, Response):
            return query
        self._limiter = self._limiter or CapacityLimiter(self.bounds.at_once)
        answer = await to_thread.run_sync(partial(self._bounded, query, accept), limiter=self._limiter)
        return Response(answer.content, answer.status, {"Vary": "Accept"}, answer.media)

    def _said(self, request: Request, accept: str) -> Response | None:
        """Of the endpoint itself, where no query is given: a form for a browser, a description for a data client."""
        offered = named(accept, {**PAGE_TYPES, **GRAPH_TYPES})
        form = prefer(accept, offered) if offered else None
        if form == "html":
            return Response(self._page(FIRST), media_type="text/html", headers={"Vary": "Accept"})
        if form:
            content = describe_service(str(request.url), self.base, form)
            return Response(content, media_type=GRAPHS[form].media_type, headers={"Vary": "Accept"})
        return None

    def _bounded(self, query: str, accept: str) -> Answer:
        try:
            return run_bounded(partial(self._answer, query, accept), self.bounds)
        except BoundError as fault:
            return self._fault(query, accept, 503, fault)

    def _answer(self, query: str, accept: str) -> Answer:
        if calls_elsewhere(query):
            return self._fault(query, accept, 400, "SERVICE is not allowed here: this endpoint asks no others")
        try:
            results = run(self.store, query, self.base)
            graph = isinstance(results, ox.QueryTriples)
            offered = GRAPH_TYPES if graph else {**RESULT_TYPES, **PAGE_TYPES}
            form = prefer(accept, offered)
            if form is None:
                return Answer(406, "text/plain", f"results come as {', '.join(offered)}\n".encode())
            if form == "html":
                return Answer(200, "text/html", self._table(query, results).encode())
            media = GRAPHS[form].media_type if graph else RESULTS[form].media_type
            return Answer(200, media, write_results(results, form, self.base))
        except QueryError as fault:
            return self._fault(query, accept, 400, fault)

    def _fault(self, query: str, accept: str, status: int, fault: object) -> Answer:
        if prefer(accept, {"text/plain": "text", **PAGE_TYPES}) == "html":
            return Answer(status, "text/html", self._page(query, fault=str(fault)).encode())
        return Answer(status, "text/plain", f"{fault}\n".encode())

    def _table(self, query: str, results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> str:
        if not isinstance(results, ox.QuerySolutions):
            return self._page(query, ["answer"], [[(str(bool(results)).lower(), "")]])
        head = [variable.value for variable in results.variables]
        rows = [[(shorten(row[name], self.base), self._href(row[name])) for name in head] for row in results]
        return self._page(query, head, rows)

    def _href(self, term: object) -> str:
        """Where an IRI leads: one of ours to its page in this folder."""
        if not isinstance(term, ox.NamedNode) or not term.value.startswith(("http://", "https://")):
            return ""
        return term.value.removeprefix(self.base) or term.value

    def _page(
        self,
        query: str,
        head: list[str] | None = None,
        rows: list[list[tuple[str, str]]] | None = None,
        fault: str = "",
    ) -> str:
        return render(
            "sparql.html",
            "sparql",
            base=self.base,
            query=query,
            head=head or [],
            rows=rows or [],
            fault=fault,
            queries=stored_queries(self.base),
            seconds=f"{self.bounds.seconds:g}",
        )


async def _query_of(request: Request, longest: int) -> str | Response:
    """The query of a request by any of the protocol's three ways, or the response that says what is wrong."""
    if request.method in ("GET", "HEAD"):
        given = request.query_params.getlist("query")
    else:
        media = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if media not in (FORM_TYPE, QUERY_TYPE):
            return PlainTextResponse(f"send the query as {FORM_TYPE} or {QUERY_TYPE}\n", 415)
        content = await _body(request, longest)
        if content is None:
            return PlainTextResponse(f"a posted query has at most {longest:,} bytes\n", 413)
        body = content.decode("utf-8", "replace")
        given = [body] if media == QUERY_TYPE else parse_qs(body, keep_blank_values=True).get("query", [])
    if len(given) != 1:
        return PlainTextResponse("give one parameter named query, a SPARQL 1.1 query\n", 400)
    return given[0]


async def _body(request: Request, longest: int) -> bytes | None:
    """The body of a request; None for one that is longer than it may be, of which no more is read."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > longest:
        return None
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > longest:
            return None
    return bytes(content)


def calls_elsewhere(query: str) -> bool:
    """Whether a query may ask another endpoint: a public one must not be a door to what its machine can reach.

    In doubt it may: "service" in a prefix's name counts, and so does it behind escapes, which engines resolve first.

    >>> calls_elsewhere("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    True
    >>> calls_elsewhere('SELECT ?service { ?service ex:service "a SERVICE" } # SERVICE')
    False
    """
    return any("service" in without_literals(text).lower() for text in texts_of(query))
