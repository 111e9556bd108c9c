"""Mixed requests to `lod serve` with what each may be answered: pages, negotiation, queries, harvesting.

What is expected is computed from the files and the store, not taken from the server, but for OAI-PMH, whose answers are
asked for before anything is broken.
"""

import asyncio
import hashlib
import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from lod.query.kept import open_store
from lod.query.sparql import base_of, run, write_results
from lod.query.stored import stored_queries
from tests.serve.benchmark import ENDLESS, LOOKUP

#: Symbols that no session has, for what the folder may lack: a letter left out, a resolution that was withdrawn.
LETTERED, WITHDRAWN = "A/RES/998/2", "A/RES/998/1"
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LONG = "SELECT ?s ?o { ?s unr:text ?o } LIMIT 2000"
WRONG = ("SELEC", "SELECT ?x { ?x <p", "ASK { SERVICE <http://127.0.0.1:9/> {} }")
_CSV = (("Accept", "text/csv"),)


class Answer(Struct, frozen=True):
    """What came: status, headers by their names in small letters, bytes of content, and their digest and lines."""

    status: int
    headers: Mapping[str, str]
    size: int = 0
    digest: str = ""
    lines: int = 0
    start: bytes = b""


class Ask(Struct, frozen=True):
    """A request, and whether an answer to it is right; `refusable` where the endpoint may say that it is busy."""

    kind: str
    path: str
    judge: Callable[[Answer], bool]
    headers: tuple[tuple[str, str], ...] = ()
    refusable: bool = False

    @property
    def bytes(self) -> bytes:
        """What is sent."""
        told = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        return f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n{told}\r\n".encode()


class Gathered:
    """Content as it comes: its digest and lines, and its beginning; never the whole of it."""

    def __init__(self) -> None:
        self._hash, self.size, self.lines, self.start = hashlib.sha256(), 0, 0, bytearray()

    def take(self, piece: bytes) -> None:
        """One piece more."""
        self._hash.update(piece)
        self.size += len(piece)
        self.lines += piece.count(b"\n")
        self.start += piece[: max(0, 1 << 20) - len(self.start)]

    def answer(self, status: int, headers: Mapping[str, str]) -> Answer:
        """All of it."""
        return Answer(status, headers, self.size, self._hash.hexdigest(), self.lines, bytes(self.start))


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Ask) -> Answer:
    """One request on an open connection; raises IncompleteReadError where the answer is cut off."""
    writer.write(asked.bytes)
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status, gathered = int(first.split(" ", 2)[1]), Gathered()
    if "content-length" in headers and status != 304:
        await _take(reader, int(headers["content-length"]), gathered)
    elif headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline() or b"0", 16):
            await _take(reader, size, gathered)
            await reader.readexactly(2)
        await reader.readexactly(2)
    return gathered.answer(status, headers)


async def _take(reader: asyncio.StreamReader, size: int, gathered: Gathered) -> None:
    while size:
        piece = await reader.read(min(size, 1 << 16))
        if not piece:
            raise asyncio.IncompleteReadError(b"", size)
        gathered.take(piece)
        size -= len(piece)


def prepare(folder: Path) -> None:
    """Put into a copy of a publication what it may lack: two lettered resolutions, and one that was withdrawn."""
    for letter in "AB":
        for suffix in (".html", ".ttl"):
            page = folder / f"{LETTERED}{letter}{suffix}"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    gone = [{"symbol": WITHDRAWN, "title": "Withdrawn", "files": [f"{WITHDRAWN}.ttl"]}]
    listed = folder / "data" / "withdrawn.json"
    listed.unlink(missing_ok=True)
    listed.write_bytes(msgspec.json.encode(gone))


class Traffic:
    """What is asked over a folder. `counts` are the numbers of statements that an answer may show now."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        chance = random.Random(seed)
        self.tags: dict[str, str] = {}  # content by tag of the same query
        self.missing: set[str] = set()  # paths of files that are away, or were a moment ago
        things = (path for path in folder.glob("A/RES/*/*.html") if path.with_suffix(".ttl").is_file())
        pages = sorted(path.relative_to(folder).as_posix() for path in things)
        self.pages = [path for path in chance.sample(pages, min(200, len(pages))) if "/998/" not in path]
        with open_store(folder) as store:
            self.counts = {len(store)}
            base = base_of(store)
            self._store_asks(store, base, [page.removesuffix(".html") for page in self.pages[:100]])
            self._stored_asks(store, base)
        self._page_asks(folder)
        self._negotiated_asks()
        self.rare = [
            Ask("stream of all", sparql_path(ALL), self._is_whole, _CSV, refusable=True),
            Ask("endless query", sparql_path(ENDLESS), lambda answer: answer.status == 503),
        ]
        self.bad = [
            Ask("bad query", sparql_path(q), lambda answer: answer.status == 400, refusable=True) for q in WRONG
        ]
        self.harvest: list[Ask] = []

    def _store_asks(self, store: ox.Store, base: str, symbols: Sequence[str]) -> None:
        queries = [LOOKUP % f"{base}{symbol}" for symbol in symbols] + [LONG]
        self.lookups = [
            Ask(
                "lookup",
                sparql_path(query),
                _equal(write_results(run(store, query, base), "csv")),
                _CSV,
                refusable=True,
            )
            for query in queries
        ]
        self.counting = [Ask("count", sparql_path(COUNT), self._is_count, _CSV, refusable=True)]

    def _stored_asks(self, store: ox.Store, base: str) -> None:
        self.stored = [
            Ask("stored query", f"/query/{query.name}?format=csv", _equal(content), refusable=True)
            for query in stored_queries(base)[:12]
            if len(content := write_results(run(store, query.text, base), "csv")) < 1 << 20
        ]

    def _page_asks(self, folder: Path) -> None:
        self.files = []
        for path in self.pages:
            right = _equal((folder / path).read_bytes())
            self.files.append(Ask("page", f"/{path}", self._or_missing(path, right)))

    def _or_missing(self, path: str, right: Callable[[Answer], bool]) -> Callable[[Answer], bool]:
        """Right, or, where the page is away: not there, or as what else there is of it."""
        return lambda answer: right(answer) or (answer.status in (303, 404, 406) and path in self.missing)

    def _negotiated_asks(self) -> None:
        self.negotiated = [
            Ask(
                "300", f"/{LETTERED}", lambda answer: answer.status == 300 and f"{LETTERED}A" in answer.headers["link"]
            ),
            Ask("410", f"/{WITHDRAWN}", lambda answer: answer.status == 410),
            Ask("404", "/A/RES/997/1", lambda answer: answer.status == 404),
        ]
        for page in self.pages[:60]:
            thing = page.removesuffix(".html")
            for media, suffix in (
                ("text/turtle", "ttl"),
                ("text/html,*/*;q=0.1", "html"),
                ("application/ld+json", "jsonld"),
            ):
                leads = self._or_missing(page, _leads(303, f"/{quote(thing)}.{suffix}"))
                self.negotiated.append(Ask("303", f"/{quote(thing)}", leads, (("Accept", media),)))
            self.negotiated.append(
                Ask("301", f"/{quote(thing.lower())}", self._or_missing(page, _leads(301, f"/{quote(thing)}")))
            )

    async def learn(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Ask what is expected of the repository, and the tags of pages, before anything is broken."""
        for arguments in ("verb=Identify", "verb=ListRecords&metadataPrefix=oai_dc", "verb=ListSets", "verb=Nothing"):
            first = Ask("OAI-PMH", f"/oai?{arguments}", lambda answer: answer.status == 200)
            answer = await exchange(reader, writer, first)
            self.harvest.append(msgspec.structs.replace(first, judge=_undated(answer)))
        for asked in self.files[:40]:
            answer = await exchange(reader, writer, asked)
            held = (("If-None-Match", answer.headers["etag"]),)
            right = self._or_missing(asked.path[1:], lambda answer: answer.status in (200, 304))
            self.negotiated.append(Ask("304", asked.path, right, held))

    def draw(self, chance: random.Random) -> Ask:
        """The next request."""
        kinds = (
            self.files,
            self.negotiated,
            self.lookups,
            self.stored,
            self.harvest,
            self.counting,
            self.bad,
            self.rare,
        )
        return chance.choice(chance.choices(kinds, (250, 200, 350, 60, 40, 20, 20, 4))[0])

    def _is_count(self, answer: Answer) -> bool:
        found = re.search(rb"\d+", answer.start)
        return answer.status == 200 and found is not None and int(found[0]) in self.counts and self._fits_tag(answer)

    def _is_whole(self, answer: Answer) -> bool:
        return answer.status == 200 and answer.lines - 1 >= min(self.counts) * 0.9

    def _fits_tag(self, answer: Answer) -> bool:
        """Whether the same tag came with the same content ever before."""
        tag = answer.headers.get("etag", answer.digest)
        return self.tags.setdefault(tag, answer.digest) == answer.digest


def sparql_path(query: str) -> str:
    """The address of a query."""
    return f"/sparql?{urlencode({'query': query})}"


def _equal(content: bytes) -> Callable[[Answer], bool]:
    digest = hashlib.sha256(content).hexdigest()
    return lambda answer: answer.status == 200 and answer.digest == digest


def _refused(answer: Answer) -> bool:
    return answer.status == 400


def _leads(status: int, path: str) -> Callable[[Answer], bool]:
    return lambda answer: answer.status == status and answer.headers.get("location") == path


def _undated(before: Answer) -> Callable[[Answer], bool]:
    """Whether an answer is the same but for its day and hour, and what says until when it may be continued."""

    def plain(answer: Answer) -> bytes:
        return re.sub(rb"<responseDate>[^<]*|<resumptionToken[^>]*>[^<]*", b"", answer.start)

    return lambda answer: answer.status == 200 and plain(answer) == plain(before)
