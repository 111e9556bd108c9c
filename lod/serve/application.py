"""The web application of a published folder: files, content negotiation for IRIs, a SPARQL 1.1 endpoint.

Governing text: Cool URIs for the Semantic Web (303 to the document that the client prefers).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lod.graph.files import DUMP, SYNTAXES
from lod.model.iris import SAFE, is_path
from lod.publish.journal import finish_switch
from lod.publish.paths import find_file
from lod.publish.withdrawn import find_tombstones
from lod.query.kept import digest_of, open_store
from lod.query.sparql import base_of
from lod.serve.bounds import USUAL, Bounds
from lod.serve.endpoint import Endpoint
from lod.serve.negotiation import prefer
from lod.serve.pool import Pool

#: What an IRI of ours leads to, by media type.
DOCUMENT_TYPES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    **{SYNTAXES[name].media_type: f".{name}" for name in ("ttl", "jsonld", "nt")},
}
#: Names of files end at 255 characters in most file systems, and no thing of ours lies deep.
LONGEST_PATH = 2000


def application(folder: Path, bounds: Bounds = USUAL) -> Starlette:
    """The ASGI application for a published folder; raises SourceError where there is no dump in it."""
    finish_switch(folder)
    with open_store(folder) as store:
        base = base_of(store)
        graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    pool = Pool(folder, base, bounds)
    endpoint = Endpoint(pool, base, digest_of(folder / DUMP), graphs)
    gone = find_tombstones(folder)

    async def sparql(request: Request) -> Response:
        return await endpoint(request)

    async def stored(request: Request) -> Response:
        return await endpoint.stored(request)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    files = StaticFiles(directory=folder, html=True)

    async def document(request: Request) -> Response:
        path = request.path_params["path"] or "index.html"
        if len(path) > LONGEST_PATH:
            return PlainTextResponse(f"no path here has more than {LONGEST_PATH} characters\n", 414)
        if not _is_public(path):
            return PlainTextResponse("Not Found", 404)
        if path in gone:
            return _gone(folder, gone[path])
        if offered := _documents(folder, path):
            suffix = prefer(request.headers.get("accept", ""), offered)
            if suffix is None:
                return PlainTextResponse(f"/{path} comes as {', '.join(offered)}\n", 406, {"Vary": "Accept"})
            return RedirectResponse(f"/{quote(path, safe=SAFE)}{suffix}", 303, {"Vary": "Accept"})
        return await files.get_response(path, request.scope)

    routes = [
        Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/query/{name}", stored, methods=["GET"]),
        Mount("/", routes=[Route("/{path:path}", document, methods=["GET", "HEAD"])]),
    ]
    anyone = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "HEAD"], allow_headers=["*"])
    made = Starlette(routes=routes, middleware=[anyone], lifespan=lifespan)
    made.state.pool = pool
    return made


def _gone(folder: Path, tombstone: str) -> Response:
    """The answer for what was withdrawn: 410, with the page that says what stood there."""
    page = find_file(folder, tombstone) if tombstone else None
    return HTMLResponse(page.read_bytes(), 410) if page else PlainTextResponse("Gone: this was withdrawn\n", 410)


def _is_public(path: str) -> bool:
    """Whether a file there is for everybody: hidden ones are the builder's, but for those of RFC 8615.

    >>> [_is_public(path) for path in ("A/RES/68", ".unres-manifest", "A/.git/config", ".well-known/void", "A/../B")]
    [True, False, False, True, False]
    """
    first, *others = path.rstrip("/").split("/")
    hidden = any(element.startswith(".") for element in others) or (first.startswith(".") and first != ".well-known")
    return not hidden and is_path(path.rstrip("/"))


def _documents(folder: Path, path: str) -> Mapping[str, str]:
    """What there is about the thing at a path, by media type; nothing for a file and for what is not in the folder."""
    if path.endswith("/"):
        return {}
    try:
        if (folder / path).is_file():
            return {}
        return {media: suffix for media, suffix in DOCUMENT_TYPES.items() if (folder / f"{path}{suffix}").is_file()}
    except OSError:  # a name that no file system holds
        return {}
