"""What a worker answers: frames of a head, pieces and an end, in the form that a client likes, within bounds."""

import gzip
import io

import msgspec
import pyoxigraph as ox
import pytest

from lod.query.dataset import Dataset
from lod.serve.bounds import Bounds
from lod.serve.worker import END, FRAME, HEAD, PIECE, AnswerHead, PageRows, QueryJob, answer

BASE = "https://w3id.org/unres/"
ALL = "SELECT ?s ?t { ?s dct:title ?t } ORDER BY ?s"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Eleven hundred titles, the first with a control character."""
    made = ox.Store()
    title, words = (
        ox.NamedNode("http://purl.org/dc/terms/title"),
        ["Pe\x01ace", *(f"Peace {n}" for n in range(1, 1100))],
    )
    made.extend(
        ox.Quad(ox.NamedNode(f"{BASE}A/RES/1/{n}"), title, ox.Literal(word, language="en"))
        for n, word in enumerate(words)
    )
    return made


def asked(
    store: ox.Store, query: str, accept: str = "", packed: tuple[str, ...] = (), most: int = 100
) -> tuple[AnswerHead, bytes, str]:
    """The head of an answer, its content as packed, and why it was cut off."""
    stream = io.BytesIO()
    answer(QueryJob(query, Dataset(), accept, packed), store, BASE, Bounds(answer=most), stream)
    stream.seek(0)
    frames = []
    while head := stream.read(FRAME.size):
        kind, size = FRAME.unpack(head)
        frames.append((kind, stream.read(size)))
    kinds = [kind for kind, _ in frames]
    assert kinds[0] == HEAD
    assert kinds[-1] == END
    assert set(kinds[1:-1]) <= {PIECE}
    content = b"".join(piece for _, piece in frames[1:-1])
    return msgspec.msgpack.decode(frames[0][1], type=AnswerHead), content, frames[-1][1].decode()


@pytest.mark.parametrize(
    ("query", "accept", "media", "begins"),
    [
        (f"{ALL} LIMIT 2", "", "application/sparql-results+json", b'{"head":{"vars":["s","t"]}'),
        (f"{ALL} LIMIT 2", "text/csv", "text/csv", b"s,t\r\nhttps://w3id.org/unres/A/RES/1/0,Pe\x01ace"),
        (f"{ALL} LIMIT 2", "application/xml", "application/sparql-results+xml", b"<?xml"),
        ("ASK {}", "text/csv", "text/csv", b"true\n"),
        ("ASK {}", "", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { ?s dct:title ?t } LIMIT 1", "text/turtle", "text/turtle", b"@prefix"),
        ("CONSTRUCT WHERE { ?s dct:title ?t } LIMIT 1", "text/html", "text/turtle", b"@prefix"),
    ],
)
def test_results_come_in_the_form_that_is_liked_best(
    store: ox.Store, query: str, accept: str, media: str, begins: bytes
) -> None:
    """What is short comes in one piece, its length told."""
    head, content, cut = asked(store, query, accept)
    assert head == AnswerHead(200, head.media, length=len(content))
    assert (head.media.partition(";")[0], cut) == (media, "")
    assert content.startswith(begins)


def test_xml_holds_no_control_characters(store: ox.Store) -> None:
    assert b"Pe\x01ace" not in asked(store, ALL, "application/xml")[1]
    assert b"Pe" in asked(store, ALL, "application/xml")[1]


def test_a_page_has_the_first_thousand_rows(store: ox.Store) -> None:
    """With the addresses that its cells stand for; a yes is a row."""
    rows = msgspec.msgpack.decode(asked(store, ALL, "text/html")[1], type=PageRows)
    assert (rows.head, len(rows.rows), rows.more) == (["s", "t"], 1000, True)
    assert rows.rows[0][0][1] == f"{BASE}A/RES/1/0"
    assert rows.rows[0][1][1] == ""
    assert msgspec.msgpack.decode(asked(store, "ASK {}", "text/html")[1], type=PageRows).rows == [[("true", "")]]


def unpacked(content: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.decompress(content)
    if encoding == "br":
        return bytes(pytest.importorskip("brotli").decompress(content))
    return bytes(pytest.importorskip("zstandard").ZstdDecompressor().decompressobj().decompress(content))


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_long_answer_is_packed_and_a_short_one_is_not(store: ox.Store, encoding: str) -> None:
    """Piece by piece; unpacked it is the same."""
    if encoding != "gzip":
        pytest.importorskip({"br": "brotli", "zstd": "zstandard"}[encoding])
    head, content, _ = asked(store, ALL, packed=(encoding, "identity"))
    assert (head.encoding, head.length) == (encoding, -1)
    assert unpacked(content, encoding) == asked(store, ALL)[1]
    assert asked(store, "ASK {}", packed=(encoding,))[0].encoding == ""


@pytest.mark.parametrize(
    ("query", "accept", "status", "reason", "told"),
    [
        ("SELECT", "", 400, "query", b"query"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "", 400, "query", b"SERVICE is not allowed here"),
        (f"ASK {{ FILTER({'(' * 200}1{')' * 200}) }}", "", 400, "depth", b"nested too deep"),
        (f"ASK {{ ?s {'/'.join(['<urn:p>'] * 3000)} ?o }}", "", 400, "depth", b"nested too deep"),
        ("ASK {}", "image/png", 406, "accept", b"no such form"),
    ],
)
def test_what_cannot_be_answered_is_told(
    store: ox.Store, query: str, accept: str, status: int, reason: str, told: bytes
) -> None:
    head, content, cut = asked(store, query, accept)
    assert (head.status, head.reason, head.media, cut) == (status, reason, "text/plain", "")
    assert told in content


def test_an_answer_that_grows_too_large_ends_with_the_reason(store: ox.Store) -> None:
    """It has begun: what follows its last piece says that it is not whole."""
    head, content, cut = asked(store, "SELECT * { ?a ?b ?c . ?d ?e ?f }", "text/csv", most=1)
    assert (head.status, cut) == (200, "size")
    assert 900_000 < len(content) <= 1_000_000
