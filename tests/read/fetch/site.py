"""A local server that plays the sites which publish official files, their faults included."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

from msgspec import Struct, field


class Reply(Struct):
    """What a path answers: `told` is what the length says, where that is more than is sent."""

    status: int = 200
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    told: int | None = None


#: What a path answers when it is asked for the nth time, and what was asked.
Play = Callable[[int, BaseHTTPRequestHandler], Reply]


class Site(Struct):
    """The paths of a site; those that are not named are not there."""

    paths: dict[str, Reply | Play] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    address: str = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        path = unquote(handler.path)
        self.asked.append(path)
        self.agents.add(handler.headers.get("User-Agent", ""))
        self.counts[path] += 1
        found = self.paths.get(path, Reply(404))
        return found if isinstance(found, Reply) else found(self.counts[path], handler)


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site while it is served on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = site.answer(self)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(reply.told if reply.told is not None else len(reply.content)))
            self.end_headers()
            self.wfile.write(reply.content)

        def log_message(self, format: str, *args: object) -> None:
            """The test's output stays its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
