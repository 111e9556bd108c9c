"""What a server tells of itself: a line for each request, metrics in the form of Prometheus, health."""

import json
import logging
import sys
import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lod.publish.hosts.headers import CROSS_ORIGIN, HEADERS
from lod.serve.endpoint import CutOffError
from lod.serve.pool import Pool
from lod.serve.remote import RemotePool

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_KINDS = ("sparql", "query", "health", "metrics")
#: What the middleware for other sites' scripts does not give already.
_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items() if name != CROSS_ORIGIN]


class Metrics:
    """Counts of requests and of what ended queries, times, and the workers of now."""

    def __init__(self, pool: Pool | RemotePool) -> None:
        self._pool = pool

    @cached_property
    def _counted(self) -> "_Counted":
        return _Counted()  # when the first answer is out, which need not wait for its library

    def count(self, kind: str, status: int, seconds: float, reason: str) -> None:
        """One request more."""
        self._counted.requests.labels(kind, status).inc()
        self._counted.seconds.labels(kind).observe(seconds)
        if reason:
            self._counted.ends.labels(reason).inc()

    def format(self) -> bytes:
        """All of it as Prometheus reads it."""
        from prometheus_client import generate_latest

        for state, number in self._pool.counts.items():
            self._counted.workers.labels(state).set(number)
        return generate_latest(self._counted.registry)


class _Counted:
    """What is counted."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry = CollectorRegistry()
        self.requests = Counter("unres_requests", "Requests.", ("kind", "status"), registry=self.registry)
        self.ends = Counter("unres_refused", "Queries that were refused or ended.", ("reason",), registry=self.registry)
        self.seconds = Histogram("unres_seconds", "Seconds to the end of an answer.", ("kind",), registry=self.registry)
        self.workers = Gauge("unres_pool", "Workers and waiting queries.", ("state",), registry=self.registry)


class Monitor:
    """Middleware that counts and logs each request, and gives each answer the headers that all have."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: str = "", stream: TextIO | None = None) -> None:
        self._app, self._metrics, self._log = app, metrics, log
        self._stream = stream or sys.stderr

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = {"status": 0, "bytes": 0, "whole": False}
        scope["state"] = dict(scope.get("state", {}))

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            else:
                seen["bytes"] += len(message.get("body", b""))
                seen["whole"] = not message.get("more_body", False)
            await send(message)

        start = time.perf_counter()
        try:
            await self._app(scope, receive, told)
        finally:
            self._tell(scope, seen, time.perf_counter() - start)

    def _tell(self, scope: Scope, seen: Mapping[str, Any], seconds: float) -> None:
        reason = scope["state"].get("reason", "") or ("" if seen["whole"] else "gone")
        first = scope["path"].strip("/").split("/")[0]
        self._metrics.count(first if first in _KINDS else "document", seen["status"], seconds, reason)
        if self._log:
            client = (scope.get("client") or ("-",))[0]
            line = {"client": client, "method": scope["method"], "path": scope["path"], "status": seen["status"]}
            line |= {"bytes": seen["bytes"], "ms": round(seconds * 1000, 1), "reason": reason}
            self._stream.write(format_line(line, self._log))
            self._stream.flush()


def format_line(line: Mapping[str, Any], form: str) -> str:
    """A request as a line, "text" or "json"; what a client sent breaks no line.

    >>> format_line({"method": "GET", "path": "/a\\nb", "status": 200, "reason": ""}, "text")
    'method=GET path="/a\\\\nb" status=200\\n'
    """
    if form == "json":
        return json.dumps(line) + "\n"
    words = (f"{name}={_word(value)}" for name, value in line.items() if value != "")
    return " ".join(words) + "\n"


def _word(value: object) -> str:
    text = str(value)
    return text if text.replace(".", "").replace("-", "").replace(":", "").isalnum() else json.dumps(text)


class CutOffFilter(logging.Filter):
    """Leaves out of a server's log what is no fault of the program: answers that were cut off on purpose."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is kept."""
        cut = bool(record.exc_info and isinstance(record.exc_info[1], CutOffError))
        return not cut and "without completing response" not in record.getMessage()
