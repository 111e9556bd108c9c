"""Load on an endpoint: many connections that ask one query after the other, and how long each answer took."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from msgspec import Struct

JSON = "application/sparql-results+json"


class Load(Struct, frozen=True):
    """What came of it: seconds in all, seconds of each answer, answers that were none."""

    seconds: float
    times: list[float]
    failures: list[str]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def share(self, part: float) -> float:
        """The milliseconds within which a part of the answers came."""
        times = sorted(self.times)
        return 1000 * times[min(len(times) - 1, int(len(times) * part))] if times else 0.0


async def ask_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bytes]:
    """One request on an open connection; the status and the content."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    headers = head.lower()
    status = int(head.split(b" ", 2)[1])
    if b"content-length:" in headers:
        size = int(headers.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        return status, await reader.readexactly(size)
    pieces = []
    while size := int(await reader.readline(), 16):
        pieces.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return status, b"".join(pieces)


def request_of(address: str, query: str) -> bytes:
    """A query by GET, as bytes."""
    parts = urlsplit(address)
    path = f"{parts.path}?{urlencode({'query': query})}"
    return f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {JSON}\r\nConnection: keep-alive\r\n\r\n".encode()


async def load(address: str, queries: Sequence[str], connections: int, seconds: float) -> Load:
    """Ask for some seconds."""
    parts = urlsplit(address)
    requests = [request_of(address, query) for query in queries]
    times: list[float] = []
    failures: list[str] = []
    start = time.perf_counter()

    async def one(number: int) -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        at = number * 7
        while (begun := time.perf_counter()) < start + seconds:
            try:
                status, content = await ask_on(reader, writer, requests[at % len(requests)])
            except (asyncio.IncompleteReadError, ConnectionError):  # some servers close after so many requests
                writer.close()
                reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
                status, content = await ask_on(reader, writer, requests[at % len(requests)])
            times.append(time.perf_counter() - begun)
            if status != 200 or b'"value"' not in content:
                failures.append(f"{status} {content[:80]!r}")
            at += 1
        writer.close()

    await asyncio.gather(*(one(number) for number in range(connections)))
    return Load(time.perf_counter() - start, times, failures)


if __name__ == "__main__":  # in a process of its own: [address, queries, connections, seconds]
    made = asyncio.run(load(*json.loads(sys.stdin.read())))
    print(json.dumps([made.seconds, made.times, made.failures]))
