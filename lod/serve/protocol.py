"""HTTP below the application, with a limit of time on the head of a request.

Who opens a connection, or begins a request on one, and does not send the end of its headers in time gets 408 and is cut
off (uvicorn has limits for what comes before and after, not for this). Bodies have theirs in `lod.serve.request`.
"""

import asyncio
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from lod.serve.bounds import Bounds

_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

if TYPE_CHECKING:
    _Protocol: Any = asyncio.Protocol
else:
    _Protocol = AutoHTTPProtocol


def server_config(app: ASGIApp, bounds: Bounds, root_path: str = "", proxy: str = "") -> uvicorn.Config:
    """How uvicorn serves the application; `proxy` is the address whose forwarded headers are true."""

    class Protocol(HeadBoundProtocol):
        head_seconds = bounds.head_seconds

    return uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        log_level="warning",
        access_log=False,
        root_path=root_path,
        proxy_headers=bool(proxy),
        forwarded_allow_ips=proxy or None,
        server_header=False,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=10,
    )


class HeadBoundProtocol(_Protocol):  # type: ignore[misc]
    """A connection, watched while no request of it is being answered."""

    head_seconds: float = 10
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """A client is there: it has its time for the first head."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Something came: the end of a head stops the watch, the beginning of another starts it."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._unwatch()
        elif self._timer is None:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self.head_seconds, self._cut)

    def _unwatch(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _cut(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.write(_LATE)
            self.transport.close()
