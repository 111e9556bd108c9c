"""The address of the OAI-PMH repository: arguments in the address, or posted as a form."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lod.publish.published import published_layout
from lod.serve.bounds import Bounds
from lod.serve.request import FORM_TYPE, RefusalError, read_body

if TYPE_CHECKING:
    from lod.serve.oai.provider import Provider

_PATH = "/oai"
_NOTHING = "Not Found: this publication has no records to harvest one by one; its dumps may hold them, below /data/\n"


def harvest_routes(folder: Path, bounds: Bounds) -> list[Route]:
    """The route of the repository of a folder, opened when it is first asked; 404 where there is nothing to harvest."""

    @cache
    def provider() -> "Provider | None":
        from lod.publish.gather import DC_RECORD
        from lod.publish.harvest.catalogue import load_repository  # catalogue records, which a start need not load
        from lod.serve.oai.provider import Provider

        repository = load_repository(folder) if published_layout(folder).has_form(DC_RECORD) else None
        return Provider(repository, folder) if repository else None

    async def harvest(request: Request) -> Response:
        """An answer of the protocol; errors of HTTP only where the request is none."""
        opened = await run_in_threadpool(provider)
        if opened is None:
            return PlainTextResponse(_NOTHING, 404)
        query = request.scope["query_string"]
        if request.method == "POST":
            if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
                return PlainTextResponse(f"send arguments as {FORM_TYPE}\n", 415)
            try:
                query = await read_body(request, bounds)
            except RefusalError as fault:
                return PlainTextResponse(f"{fault.said}\n", fault.status)
        pairs = parse_qsl(query.decode("ascii", "replace"), keep_blank_values=True, errors="replace")
        address = str(request.url.replace(query="", fragment=""))
        content = await run_in_threadpool(opened.answer, address, pairs, dt.datetime.now(dt.UTC))
        return Response(content, media_type="text/xml; charset=utf-8")

    return [Route(_PATH, harvest, methods=["GET", "POST"])]
