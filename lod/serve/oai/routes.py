"""The address of the OAI-PMH repository: arguments in the address, or posted as a form."""

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lod.publish.harvest.catalogue import load_repository
from lod.serve.bounds import Bounds
from lod.serve.oai.provider import Provider
from lod.serve.request import FORM_TYPE, RefusalError, read_body

_PATH = "/oai"


def harvest_routes(folder: Path, bounds: Bounds) -> list[Route]:
    """The route of the repository of a folder; none where its build left nothing to harvest."""
    repository = load_repository(folder)
    if repository is None:
        return []
    provider = Provider(repository, folder)

    async def harvest(request: Request) -> Response:
        """An answer of the protocol; errors of HTTP only where the request is none."""
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
        content = await run_in_threadpool(provider.answer, address, pairs, dt.datetime.now(dt.UTC))
        return Response(content, media_type="text/xml; charset=utf-8")

    return [Route(_PATH, harvest, methods=["GET", "POST"])]
