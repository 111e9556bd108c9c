"""A published folder over HTTP: its files, content negotiation for its IRIs, and a SPARQL 1.1 endpoint.

Governing texts: SPARQL 1.1 Protocol (query operation), Cool URIs for the Semantic Web (303 to the document that the
client prefers). Read-only: updates are refused.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, quote

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lod.iris import SAFE
from lod.query.sparql import GRAPHS, RESULTS, QueryError, base_of, calls_elsewhere, load_store, run, write_results

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"

#: Media types of SPARQL results and of graphs, most preferred first.
RESULT_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_TYPES: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
#: What an IRI of ours leads to, by media type.
DOCUMENT_TYPES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/turtle": ".ttl",
    "application/ld+json": ".jsonld",
    "application/n-triples": ".nt",
}


#: Names of files end at 255 characters in most file systems, and no thing of ours lies deep.
LONGEST_PATH = 2000


def application(folder: Path) -> Starlette:
    """The ASGI application for a published folder; raises SourceError where there is no dump in it."""
    store = load_store(folder)
    base = base_of(store)

    async def sparql(request: Request) -> Response:
        query = await _query_of(request)
        if isinstance(query, Response):
            return query
        return await run_in_threadpool(_answer, store, base, query, request.headers.get("accept", ""))

    files = StaticFiles(directory=folder, html=True)

    async def document(request: Request) -> Response:
        path = request.path_params["path"] or "index.html"
        if len(path) > LONGEST_PATH:
            return PlainTextResponse(f"no path here has more than {LONGEST_PATH} characters\n", 414)
        if offered := _documents(folder, path):
            suffix = prefer(request.headers.get("accept", ""), offered)
            if suffix is None:
                return PlainTextResponse(f"/{path} comes as {', '.join(offered)}\n", 406, {"Vary": "Accept"})
            return RedirectResponse(f"/{quote(path, safe=SAFE)}{suffix}", 303, {"Vary": "Accept"})
        return await files.get_response(path, request.scope)

    routes = [
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Mount("/", routes=[Route("/{path:path}", document, methods=["GET", "HEAD"])]),
    ]
    anyone = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "HEAD"])
    return Starlette(routes=routes, middleware=[anyone])


def _documents(folder: Path, path: str) -> Mapping[str, str]:
    """What there is about the thing at a path, by media type; nothing for a file and for what is not in the folder."""
    if "\0" in path or ".." in path.split("/") or path.startswith("/") or path.endswith("/"):
        return {}
    try:
        if (folder / path).is_file():
            return {}
        return {media: suffix for media, suffix in DOCUMENT_TYPES.items() if (folder / f"{path}{suffix}").is_file()}
    except OSError:  # a name that no file system holds
        return {}


def prefer(accept: str, offered: Mapping[str, str]) -> str | None:
    """What of `offered` an Accept header likes best (RFC 9110, 12.5.1); None where it likes none of it.

    >>> prefer("text/turtle;q=0.9, text/html;q=0.2", DOCUMENT_TYPES)
    '.ttl'
    >>> prefer("", DOCUMENT_TYPES), prefer("image/png", DOCUMENT_TYPES)
    ('.html', None)
    """
    wanted = [_weighted(part) for part in (accept or "*/*").split(",")]
    best = max(offered, key=lambda media: _quality(media, wanted))
    return offered[best] if _quality(best, wanted) > 0 else None


def _weighted(part: str) -> tuple[str, float]:
    media, _, parameters = part.strip().partition(";")
    weight = next((p.strip()[2:] for p in parameters.split(";") if p.strip().startswith("q=")), "1")
    try:
        return media.strip().lower(), float(weight)
    except ValueError:
        return media.strip().lower(), 0.0


def _quality(media: str, wanted: list[tuple[str, float]]) -> float:
    """The weight of the most specific range that covers the media type."""
    for pattern in (media, media.split("/")[0] + "/*", "*/*"):
        for name, weight in wanted:
            if name == pattern:
                return weight
    return 0.0


async def _query_of(request: Request) -> str | Response:
    """The query of a request by any of the protocol's three ways, or the response that says what is wrong."""
    if request.method in ("GET", "HEAD"):
        given = request.query_params.getlist("query")
    else:
        media = request.headers.get("content-type", "").split(";")[0].strip().lower()
        body = (await request.body()).decode("utf-8", "replace")
        if media not in (FORM_TYPE, QUERY_TYPE):
            return PlainTextResponse(f"send the query as {FORM_TYPE} or {QUERY_TYPE}\n", 415)
        given = [body] if media == QUERY_TYPE else parse_qs(body, keep_blank_values=True).get("query", [])
    if len(given) != 1:
        return PlainTextResponse("give one parameter named query, a SPARQL 1.1 query\n", 400)
    return given[0]


def _answer(store: ox.Store, base: str, query: str, accept: str) -> Response:
    if calls_elsewhere(query):
        return PlainTextResponse("SERVICE is not allowed here: this endpoint asks no others\n", 400)
    try:
        results = run(store, query, base)
        graph = isinstance(results, ox.QueryTriples)
        form = prefer(accept, GRAPH_TYPES if graph else RESULT_TYPES)
        if form is None:
            return PlainTextResponse(f"results come as {', '.join(GRAPH_TYPES if graph else RESULT_TYPES)}\n", 406)
        media = GRAPHS[form].media_type if graph else RESULTS[form].media_type
        return Response(write_results(results, form, base), media_type=media, headers={"Vary": "Accept"})
    except QueryError as fault:
        return PlainTextResponse(f"{fault}\n", 400)
