"""The web application of a published folder: files, content negotiation for IRIs, a SPARQL 1.1 endpoint, its state."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from lod.graph.files import DUMP, GRAPHS
from lod.publish.journal import finish_switch
from lod.publish.pages.look import look_of
from lod.publish.published import published_base
from lod.query.kept import digest_of, open_store
from lod.query.sparql import base_of
from lod.query.stored import StoredQuery
from lod.serve.bounds import USUAL, Bounds
from lod.serve.documents import Documents
from lod.serve.drafts import Drafts
from lod.serve.endpoint import Endpoint
from lod.serve.examples import EXAMPLES, describe_examples, offered_queries
from lod.serve.monitor import METRICS_TYPE, Metrics, Monitor
from lod.serve.negotiation import prefer
from lod.serve.oai.routes import harvest_routes
from lod.serve.pool import Pool
from lod.serve.remote import RemotePool
from lod.serve.worker import GRAPH_TYPES


def application(folder: Path, bounds: Bounds = USUAL, log: str = "", engine: str = "") -> Starlette:
    """The ASGI application for a published folder; raises SourceError where there is no dump in it.

    `log` is "", "text" or "json": whether, and how, each request is told to standard error. `engine` is the address of
    another endpoint that has the data and answers in the place of the workers; then no dump is opened.
    """
    finish_switch(folder)
    pool: Pool | RemotePool
    if engine:
        base = published_base(folder)
        pool = RemotePool(engine, base, bounds)
        endpoint = Endpoint(pool, base, look_of(folder))
    else:
        with open_store(folder) as store:
            base = base_of(store)
            graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
        pool = Pool(folder, base, bounds)
        endpoint = Endpoint(pool, base, look_of(folder), digest_of(folder / DUMP), graphs)
    metrics = Metrics(pool)
    documents = Documents(folder, base)
    drafts = Drafts(folder, base, bounds)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    async def sparql(request: Request) -> Response:
        return await endpoint(request)

    async def stored(request: Request) -> Response:
        return await endpoint.stored(request)

    async def checked(request: Request) -> Response:
        return await drafts(request)

    async def document(request: Request) -> Response:
        return await documents(request)

    routes = [
        Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/query/{name}", stored, methods=["GET"]),
        *([] if engine else [Route("/draft-check", checked, methods=["GET", "POST"])]),
        *_discovery_routes(offered_queries(folder, base), base, bounds),
        *harvest_routes(folder, bounds),
        *_state_routes(pool, metrics),
        Mount("/", routes=[Route("/{path:path}", document, methods=["GET", "HEAD"])]),
    ]
    anyone = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "HEAD"], allow_headers=["*"])
    made = Starlette(
        routes=routes, middleware=[Middleware(Monitor, metrics=metrics, log=log), anyone], lifespan=lifespan
    )
    made.state.pool = pool
    return made


def _discovery_routes(offered: Sequence[StoredQuery], base: str, bounds: Bounds) -> list[Route]:
    """What tells pages and programs of the endpoint and of what to ask it."""

    async def told(request: Request) -> Response:
        """Where the endpoint is, from the site's first folder on: how a page of the site knows that there is one."""
        return JSONResponse({"sparql": "sparql", "seconds": bounds.seconds})

    async def examples(request: Request) -> Response:
        """The stored queries that the data answer, or one of them, for query editors."""
        name = request.path_params.get("name", "")
        chosen = [query for query in offered if not name or query.name == name]
        form = prefer(request.headers.get("accept", ""), GRAPH_TYPES) or "ttl"
        if not chosen:
            return PlainTextResponse("Not Found", 404)
        content = describe_examples(chosen, str(request.base_url), base, form)
        return Response(content, media_type=GRAPHS[form].media_type, headers={"Vary": "Accept"})

    return [
        Route("/endpoint.json", told, methods=["GET"]),
        Route(f"/{EXAMPLES}", examples, methods=["GET"]),
        Route(f"/{EXAMPLES}{{name}}", examples, methods=["GET"]),
    ]


def _state_routes(pool: Pool | RemotePool, metrics: Metrics) -> list[Route]:
    """Whether the server does well, for who restarts it, and its counts, as Prometheus reads them."""

    async def health(request: Request) -> Response:
        counts = pool.counts
        well = counts["idle"] + counts["busy"] > 0
        return JSONResponse({"status": "ok" if well else "down", **counts}, 200 if well else 503)

    async def state(request: Request) -> Response:
        return Response(metrics.format(), headers={"content-type": METRICS_TYPE})

    return [Route("/health", health, methods=["GET"]), Route("/metrics", state, methods=["GET"])]
