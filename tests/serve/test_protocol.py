"""Who sends the head of a request too slowly holds nobody up, and is cut off."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.request import urlopen

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from lod.serve.bounds import Bounds
from lod.serve.protocol import HeadBoundProtocol, server_config

#: How long a head may take: little where one is cut off, and time enough where one must come through on a busy machine.
SOON, LATER, NEVER = 0.4, 1.2, 60.0
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"


async def answer(request: Request) -> PlainTextResponse:
    """An answer that takes longer than a head may, where it is asked for."""
    await asyncio.sleep(2 * LATER if request.url.path == "/slow" else 0)
    return PlainTextResponse("here")


@contextmanager
def serving(seconds: float) -> Iterator[int]:
    """The port of a server that gives a head so many seconds."""
    app = Starlette(routes=[Route("/{path:path}", answer)])
    server = uvicorn.Server(server_config(app, Bounds(head_seconds=seconds)))
    opened = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    thread.start()
    yield opened.getsockname()[1]
    server.should_exit = True
    thread.join(20)


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def read_all(opened: socket.socket) -> bytes:
    """What comes until the other side closes."""
    return b"".join(iter(lambda: opened.recv(4096), b""))


def trickle(opened: socket.socket, seconds: float) -> None:
    """Send a head line by line, without an end."""
    opened.sendall(HEAD)
    before = time.monotonic()
    while time.monotonic() - before < seconds:
        opened.sendall(b"X-A: b\r\n")
        time.sleep(SOON / 4)


def test_the_limit_is_that_of_the_protocol_in_use() -> None:
    assert issubclass(HeadBoundProtocol, AutoHTTPProtocol)


@pytest.mark.parametrize("sent", [b"", b"G", HEAD], ids=["nothing", "a sign", "no end"])
def test_a_head_that_does_not_come_to_its_end_is_cut_off(sent: bytes) -> None:
    with serving(SOON) as port, connect(port) as opened:
        opened.sendall(sent)
        assert read_all(opened).startswith(b"HTTP/1.1 408 ")


def test_a_line_now_and_then_does_not_prolong_it() -> None:
    """The time is that of the whole head."""
    with serving(SOON) as port, connect(port) as opened, pytest.raises(OSError, match=r"reset|[Bb]roken pipe"):
        trickle(opened, 20)


def test_a_second_head_has_its_limit_too() -> None:
    """On a connection that is kept open; the answer that came before is whole."""
    with serving(LATER) as port, connect(port) as opened:
        opened.sendall(HEAD + b"\r\n")
        assert b"200 OK" in opened.recv(4096)
        opened.sendall(HEAD)
        assert b"HTTP/1.1 408 " in read_all(opened)


def test_an_answer_may_take_longer_than_a_head() -> None:
    """Nor does a waiting answer count as a head that does not come."""
    with serving(LATER) as port, urlopen(f"http://127.0.0.1:{port}/slow", timeout=60) as response:
        assert response.read() == b"here"


def test_many_slow_heads_keep_nobody_out() -> None:
    """While all of them are still to come."""
    with serving(NEVER) as port, ExitStack() as held:
        for _ in range(200):
            held.enter_context(connect(port)).sendall(HEAD)
        with urlopen(f"http://127.0.0.1:{port}/", timeout=60) as response:
            assert response.read() == b"here"
