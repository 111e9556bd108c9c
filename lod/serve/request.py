"""What a request asks of the endpoint: query, dataset, form; by any of the protocol's three ways.

Governing text: SPARQL 1.1 Protocol, section 2.1.
"""

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from msgspec import Struct
from starlette.requests import Request

from lod.model.errors import QueryError
from lod.query.dataset import Dataset
from lod.serve.bounds import Bounds
from lod.serve.negotiation import prefer
from lod.serve.worker import GRAPH_TYPES, RESULT_TYPES

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
_ONE = "give one parameter named query, a SPARQL 1.1 query"
#: Encodings of content, best first.
_ENCODINGS = ("zstd", "br", "gzip")


class RefusalError(Exception):
    """A request that is answered with a status and a sentence."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


class Asked(Struct, frozen=True):
    """A query and the graphs that the request names."""

    query: str
    dataset: Dataset


async def read_request(request: Request, bounds: Bounds) -> Asked:
    """What a request asks; raises RefusalError."""
    pairs = _decoded(request.scope["query_string"])
    if request.method == "POST":
        media, _, parameters = request.headers.get("content-type", "").partition(";")
        media = media.strip().lower()
        if media not in (FORM_TYPE, QUERY_TYPE) or not _is_utf8(parameters):
            raise RefusalError(415, f"send the query as {FORM_TYPE} or {QUERY_TYPE}, in UTF-8")
        content = await read_body(request, bounds)
        pairs = [*pairs, ("query", _text(content))] if media == QUERY_TYPE else [*pairs, *_decoded(content)]
    return _asked(pairs)


async def read_body(request: Request, bounds: Bounds) -> bytes:
    """The body of a request; of one that is longer than it may be, or does not come, no more is read."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > bounds.body:
        raise RefusalError(413, f"a posted query has at most {bounds.body:,} bytes")
    content = bytearray()
    try:
        async with asyncio.timeout(bounds.body_seconds):
            async for piece in request.stream():
                content += piece
                if len(content) > bounds.body:
                    raise RefusalError(413, f"a posted query has at most {bounds.body:,} bytes")
    except TimeoutError:
        raise RefusalError(408, f"a posted query must come within {bounds.body_seconds:g} seconds") from None
    return bytes(content)


def form_accept(form: str, accept: str) -> str:
    """What a client likes, where "format=csv" or a media type says it in the address; raises RefusalError."""
    if not form:
        return accept
    named = {**{name: media for media, name in reversed([*RESULT_TYPES.items(), *GRAPH_TYPES.items()])}}
    named |= {"html": "text/html", "table": "text/html"}
    media = named.get(form.lower(), form.lower() if form.lower() in (*named.values(), *RESULT_TYPES) else "")
    if not media:
        raise RefusalError(400, f"no format {form[:50]!r}; there are {', '.join(named)}")
    return media


def encodings(accepted: str) -> Sequence[str]:
    """The encodings that a client reads and that we write, by its own preference, then by ours.

    >>> encodings("gzip;q=1.0, br;q=0.5, zstd;q=0"), encodings("")
    (['gzip', 'br'], [])
    """
    left: Mapping[str, str] = {name: name for name in _ENCODINGS if name in accepted.lower() and is_packable(name)}
    found = []
    while left and (best := prefer(accepted, left)):
        found.append(best)
        left = {name: name for name in left if name != best}
    return found


def is_packable(encoding: str) -> bool:
    """Whether the library for an encoding is installed."""
    from importlib.util import find_spec

    needed = {"zstd": "zstandard", "br": "brotli"}.get(encoding)
    return needed is None or find_spec(needed) is not None


def _asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    given = [value for name, value in pairs if name == "query"]
    if len(given) != 1 or not given[0].strip():
        raise RefusalError(400, _ONE)
    graphs = {kind: [v for name, v in pairs if name == f"{kind}-graph-uri"] for kind in ("default", "named")}
    try:
        return Asked(given[0], Dataset.of(graphs["default"], graphs["named"]))
    except QueryError as fault:
        raise RefusalError(400, str(fault)) from fault


def _decoded(content: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(content.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as fault:  # UnicodeDecodeError is one
        raise RefusalError(400, f"send parameters in UTF-8, percent-encoded: {fault}"[:200]) from fault


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise RefusalError(400, f"the query is not UTF-8: {fault.reason} at byte {fault.start}") from fault


def _is_utf8(parameters: str) -> bool:
    name, _, value = parameters.strip().partition("=")
    return name.strip().lower() != "charset" or value.strip(" \"'").lower() in ("utf-8", "utf8", "us-ascii")
