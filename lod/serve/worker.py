"""The process that answers queries: it holds the store open, takes one query after the other, and streams the answer.

Reads from a socket: jobs, each with its length before it. Writes: frames of a kind, a length and a content: the head of
an answer, its pieces, its end. An answer begins when it is whole, has some thousand bytes, or has been on its way for a
moment, so that what goes wrong at once still has a status of its own. The engine cannot be stopped from within:
whoever asked ends the process where the time is over; the process itself keeps to its memory.
"""

import codecs
import os
import re
import resource
import signal
import socket
import struct
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, cast

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from lod.graph.files import GRAPHS
from lod.model.errors import QueryError
from lod.model.typography import printable
from lod.query.dataset import Dataset, texts_of, without_literals
from lod.query.kept import HeldStore
from lod.query.sparql import RESULTS, Results, prefixes, run
from lod.serve.bounds import MEGABYTE, BoundError, Bounds, too_big, too_deep, too_large
from lod.serve.negotiation import prefer

#: Media types of SPARQL results and of graphs, most preferred first.
RESULT_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_TYPES: Mapping[str, str] = {syntax.media_type: name for name, syntax in GRAPHS.items()}
PAGE_TYPES: Mapping[str, str] = {"text/html": "html", "application/xhtml+xml": "html"}

HEAD, PIECE, END = b"H", b"P", b"E"
FRAME = struct.Struct("!cI")
LENGTH = struct.Struct("!I")
#: Bytes, and seconds, after which an answer begins though it is not whole.
_ENOUGH, _MOMENT = 1 << 16, 0.2
_LITTLE = 1000  # bytes that are not worth packing
#: Brackets within brackets, and signs of negation in a row, that engines follow on any stack.
_DEEPEST = 100
_LINKED = 2000
#: PageRows that a page for a browser shows.
SHOWN = 1000


class QueryJob(Struct, frozen=True):
    """A query, its dataset, and what its client likes; the encodings that it reads, best first."""

    query: str
    dataset: Dataset
    accept: str
    encodings: tuple[str, ...] = ()


class AnswerHead(Struct, frozen=True):
    """How an answer begins; `reason` is empty, or says in a word what went wrong."""

    status: int
    media: str
    encoding: str = ""
    reason: str = ""
    length: int = -1  # of the content, where all of it is there


class PageRows(Struct, frozen=True):
    """What a page shows: the names of columns, and cells of words and the IRI that they stand for."""

    head: list[str]
    rows: list[list[tuple[str, str]]]
    more: bool = False


class _FormError(QueryError):
    """Results in a form that these have not."""


class WorkData(Struct, frozen=True):
    """What workers answer from, and what its IRIs begin with; the server holds the store."""

    store: HeldStore
    base: str


def work(channel: socket.socket, data: WorkData, bounds: Bounds) -> None:
    """Answer jobs until the other side closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what an engine out of memory says is no news of ours
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store = data.store.open()
    with channel.makefile("rwb") as stream:
        _limit(bounds)
        stream.write(FRAME.pack(END, 0))
        stream.flush()
        while head := stream.read(LENGTH.size):
            job = msgspec.msgpack.decode(stream.read(LENGTH.unpack(head)[0]), type=QueryJob)
            answer(job, store, data.base, bounds, cast(IO[bytes], stream))


def answer(job: QueryJob, store: ox.Store, base: str, bounds: Bounds, stream: IO[bytes]) -> None:
    """Write the frames of one answer."""
    sink = _Sink(stream, bounds.answer * MEGABYTE)
    try:
        check_query(job.query)
        _write(job, run(store, job.query, base, job.dataset), base, sink)
        sink.close()
    except BoundError as fault:
        sink.fail(400 if fault.reason == "depth" else 503, fault, fault.reason)
    except MemoryError:
        sink.fail(503, too_large(bounds), "memory")
    except _FormError as fault:
        sink.fail(406, fault, "accept")
    except QueryError as fault:
        sink.fail(400, fault, "query")
    except (OSError, RuntimeError) as fault:
        if sink.fault:
            sink.fail(503, sink.fault, "size")
        else:
            sink.fail(400, QueryError(f"stopped: {fault}", "query", "fix the query"), "query")
    stream.flush()


def calls_elsewhere(query: str) -> bool:
    """Whether a query may ask another endpoint: a public one must not be a door to what its machine can reach.

    In doubt it may: "service" in a prefix's name counts, and so does it behind escapes, which engines resolve first.

    >>> calls_elsewhere("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    True
    >>> calls_elsewhere('SELECT ?service { ?service ex:service "a SERVICE" } # SERVICE')
    False
    """
    return any("service" in without_literals(text).lower() for text in texts_of(query))


def depth(query: str) -> int:
    """How deep brackets stand within brackets, or signs that bind what follows in a row, whichever is more.

    >>> depth("SELECT * { FILTER(!!(1 = 1)) }"), depth('"(((("')
    (3, 0)
    """
    plain = without_literals(query)
    deepest = now = 0
    for sign in re.findall(r"[{}()\[\]]", plain):
        now += 1 if sign in "{([" else -1
        deepest = max(deepest, now)
    rows = re.findall(r"(?:[!^+-]\s*+)++", plain)
    return max([deepest, *(len("".join(row.split())) for row in rows)])


def check_query(query: str) -> None:
    """Refuse what asks others, and what is nested too deep; raises QueryError, BoundError."""
    if calls_elsewhere(query):
        raise QueryError(
            "SERVICE is not allowed here", "query", "ask the other endpoint itself; this one asks no others"
        )
    if depth(query) > _DEEPEST or links(query) > _LINKED:
        raise too_deep()


def links(query: str) -> int:
    """How often a query links one thing to another in a way that an engine follows by its stack.

    >>> links("ASK { ?s <urn:p>/<urn:p> 'a/b' } UNION {}")
    2
    """
    found = re.findall(r"&&|\|\||[/|+*=-]|[A-Za-z]++", without_literals(query))
    return sum(not word[0].isalpha() or word.upper() in _LINKING for word in found)


_LINKING = frozenset({"UNION", "OPTIONAL", "MINUS"})


def _write(job: QueryJob, results: Results, base: str, sink: "_Sink") -> None:
    """The results in the form that the client likes best."""
    graph = isinstance(results, ox.QueryTriples)
    offered = {**GRAPH_TYPES, "text/html": "ttl"} if graph else {**RESULT_TYPES, **PAGE_TYPES}
    form = prefer(job.accept, offered)
    if form is None:
        raise _FormError("no such form", "Accept", f"results come as {', '.join(offered)}")
    if form == "html":
        sink.begin("application/x-rows", ())
        sink.write(msgspec.msgpack.encode(page_rows(results, base)))
        return
    text = form in ("xml", "rdf")
    sink.begin((GRAPHS[form] if graph else RESULTS[form]).media_type, job.encodings, _clean() if text else bytes)
    target = cast(IO[bytes], sink)
    if isinstance(results, ox.QueryTriples):
        ox.serialize(results, target, GRAPHS[form], prefixes=prefixes(base))
    elif isinstance(results, ox.QueryBoolean) and form in ("csv", "tsv"):
        sink.write(f"{str(bool(results)).lower()}\n".encode())
    else:
        results.serialize(target, RESULTS[form])


def page_rows(results: Results, base: str) -> PageRows:
    """The first rows of results as a page shows them."""
    from lod.query.sparql import shorten

    if not isinstance(results, ox.QuerySolutions):
        return PageRows(["answer"], [[(str(bool(results)).lower(), "")]])
    head = [variable.value for variable in results.variables]
    rows: list[list[tuple[str, str]]] = []
    for row in results:
        if len(rows) == SHOWN:
            return PageRows(head, rows, more=True)
        rows.append([(shorten(row[name], base), _iri(row[name])) for name in head])
    return PageRows(head, rows)


def _iri(term: object) -> str:
    fits = isinstance(term, ox.NamedNode) and term.value.startswith(("http://", "https://"))
    return cast(ox.NamedNode, term).value if fits else ""


def _clean() -> Callable[[bytes], bytes]:
    """XML without the control characters that none may hold and some printed words do, piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    return lambda piece: printable(decoder.decode(piece)).encode()


class _Sink:
    """Where an answer is written: gathers, packs, frames, and keeps to the bound of its size."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._most = stream, most
        self._gathered = bytearray()
        self._started, self._until = False, time.monotonic() + _MOMENT
        self._size = 0
        self._head = AnswerHead(200, "text/plain")
        self._encodings: tuple[str, ...] = ()
        self._clean: Callable[[bytes], bytes] = bytes
        self._packer: Callable[[bytes, bool], bytes] | None = None
        self.fault: BoundError | None = None

    def begin(self, media: str, encodings: tuple[str, ...], clean: Callable[[bytes], bytes] = bytes) -> None:
        """What comes: its media type, and how it may be packed."""
        self._head, self._encodings, self._clean = AnswerHead(200, media), encodings, clean

    def write(self, piece: bytes) -> int:
        """Take a piece; raises BoundError where the whole is too much."""
        self._size += len(piece)
        if self._size > self._most:
            self.fault = too_big(self._most // MEGABYTE)
            raise self.fault
        self._gathered += piece
        if len(self._gathered) >= _ENOUGH or (self._gathered and time.monotonic() > self._until):
            self._send()
        return len(piece)

    def flush(self) -> None:
        """Files have one."""

    def close(self) -> None:
        """The answer is whole."""
        self._send(last=True)
        self._frame(END, b"")

    def fail(self, status: int, fault: object, reason: str) -> None:
        """Say what went wrong: as the answer, or, where that has begun, as its end."""
        if self._started:
            self._frame(END, reason.encode())
            return
        self._gathered = bytearray(f"{fault}\n".encode())
        self._head, self._encodings, self._clean = AnswerHead(status, "text/plain", reason=reason), (), bytes
        self._send(last=True)
        self._frame(END, b"")

    def _send(self, last: bool = False) -> None:
        content = self._clean(bytes(self._gathered))
        self._gathered.clear()
        self._until = time.monotonic() + _MOMENT
        if self._started:
            self._piece(self._packed(content, last))
        else:
            self._start(content, last)
        if not last:
            self._stream.flush()

    def _start(self, content: bytes, last: bool) -> None:
        self._started = True
        encoding = next(iter(self._encodings), "") if len(content) > _LITTLE or not last else ""
        self._packer = packer(encoding)
        content = self._packed(content, last)
        head = msgspec.structs.replace(self._head, encoding=encoding, length=len(content) if last else -1)
        self._frame(HEAD, msgspec.msgpack.encode(head))
        self._piece(content)

    def _packed(self, content: bytes, last: bool) -> bytes:
        return self._packer(content, last) if self._packer else content

    def _piece(self, content: bytes) -> None:
        if content:
            self._frame(PIECE, content)

    def _frame(self, kind: bytes, content: bytes) -> None:
        self._stream.write(FRAME.pack(kind, len(content)) + content)


def packer(encoding: str) -> Callable[[bytes, bool], bytes] | None:
    """What compresses a stream piece by piece, so that each can be read when it comes; None for none."""
    if encoding == "zstd":
        import zstandard as zstd

        frame = zstd.ZstdCompressor(level=3).compressobj()
        ends = (zstd.COMPRESSOBJ_FLUSH_BLOCK, zstd.COMPRESSOBJ_FLUSH_FINISH)
        return lambda piece, last: frame.compress(piece) + frame.flush(ends[last])
    if encoding == "br":
        import brotli

        stream = brotli.Compressor(quality=4)
        return lambda piece, last: bytes(stream.process(piece) + (stream.finish() if last else stream.flush()))
    if encoding == "gzip":
        member = zlib.compressobj(5, zlib.DEFLATED, 31)
        return lambda piece, last: member.compress(piece) + member.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
    return None


def _limit(bounds: Bounds) -> None:
    """Let the process take so much memory beyond what it has already, where the system tells and keeps it."""
    told = Path("/proc/self/statm")
    if told.exists():
        now = int(told.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + bounds.memory * MEGABYTE, resource.RLIM_INFINITY))
