"""The web application of a published folder: files, content negotiation for IRIs, a SPARQL 1.1 endpoint, its state."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import Receive, Scope, Send

from lod.graph.files import GRAPHS
from lod.model.errors import UnresError
from lod.publish.journal import finish_switch
from lod.publish.pages.look import look_of
from lod.publish.published import published_base
from lod.query.stored import StoredQuery
from lod.serve.bounds import USUAL, Bounds
from lod.serve.documents import Documents
from lod.serve.drafts import Drafts
from lod.serve.edition import Edition, open_edition, open_next
from lod.serve.endpoint import Endpoint
from lod.serve.examples import EXAMPLES, describe_examples, offered_queries
from lod.serve.monitor import METRICS_TYPE, Metrics, Monitor
from lod.serve.negotiation import prefer
from lod.serve.oai.routes import harvest_routes
from lod.serve.pool import Pool
from lod.serve.remote import RemotePool
from lod.serve.worker import GRAPH_TYPES

#: Seconds between two looks at whether the folder holds another publication.
_LOOK = 1.0


def application(
    folder: Path, bounds: Bounds = USUAL, log: str = "", engine: str = "", pool: Pool | None = None
) -> Starlette:
    """The ASGI application for a published folder; raises SourceError where there is no dump in it.

    `log` is "", "text" or "json": whether, and how, each request is told to standard error. `engine` is the address of
    another endpoint that has the data and answers in the place of the workers; then no dump is opened. `pool` is one
    that has begun already.
    """
    finish_switch(folder)
    served = _remote(folder, bounds, engine) if engine else Editions(folder, pool or Pool(bounds))
    metrics = Metrics(served.pool)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with served.running():
            yield

    anyone = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "HEAD"], allow_headers=["*"])
    made = Starlette(
        routes=[*_state_routes(served.pool, metrics), Mount("", app=served)],
        middleware=[Middleware(Monitor, metrics=metrics, log=log), anyone],
        lifespan=lifespan,
    )
    made.state.pool = served.pool
    return made


class Editions:
    """What is served of a folder: of one edition at a time, of the next when a build has put it there."""

    def __init__(self, folder: Path, pool: Pool) -> None:
        self._folder, self.pool = folder, pool
        self._edition = open_edition(folder)
        self._router = self._made(self._edition)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._router(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer queries, and look for another edition again and again, until the block ends."""
        await self.pool.start(self._edition.data)
        watch = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watch.cancel()
            await asyncio.wait({watch})  # it ends whoever makes a store
            await self.pool.stop()
            self._edition.close()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            if self._edition.is_stale():
                try:
                    await self._renew()
                except (UnresError, OSError, EOFError) as fault:  # it is tried again; what is open is served on
                    print(f"lod: the new publication is not served yet: {fault}", file=sys.stderr)
                    await asyncio.sleep(_LOOK * 10)

    async def _renew(self) -> None:
        await asyncio.to_thread(finish_switch, self._folder)
        edition = await open_next(self._folder, self._edition)
        try:
            router = await asyncio.to_thread(self._made, edition)
            await self.pool.renew(edition.data)
        except BaseException:
            edition.close()
            raise
        old, self._edition, self._router = self._edition, edition, router
        old.close()  # a worker that still answers has the store's files open

    def _made(self, edition: Edition) -> Router:
        endpoint = Endpoint(
            self.pool, edition.data.base, look_of(self._folder), edition.data.store.digest, edition.graphs
        )
        return _router(self._folder, edition.data.base, endpoint, drafts=True)


class _Remote(Struct, frozen=True):
    """A folder whose queries are answered elsewhere."""

    pool: RemotePool
    router: Router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.router(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """There is nothing to start, or to end."""
        yield


def _remote(folder: Path, bounds: Bounds, engine: str) -> _Remote:
    base = published_base(folder)
    pool = RemotePool(engine, base, bounds)
    return _Remote(pool, _router(folder, base, Endpoint(pool, base, look_of(folder)), drafts=False))


def _router(folder: Path, base: str, endpoint: Endpoint, drafts: bool) -> Router:
    """What is where."""
    documents = Documents(folder, base)
    checks = Drafts(folder, base, endpoint.bounds)

    async def sparql(request: Request) -> Response:
        return await endpoint(request)

    async def stored(request: Request) -> Response:
        return await endpoint.stored(request)

    async def checked(request: Request) -> Response:
        return await checks(request)

    async def document(request: Request) -> Response:
        return await documents(request)

    return Router(
        [
            Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
            Route("/query/{name}", stored, methods=["GET"]),
            *([Route("/draft-check", checked, methods=["GET", "POST"])] if drafts else []),
            *_discovery_routes(offered_queries(folder, base), base, endpoint.bounds),
            *harvest_routes(folder, endpoint.bounds),
            Mount("/", routes=[Route("/{path:path}", document, methods=["GET", "HEAD"])]),
        ]
    )


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
