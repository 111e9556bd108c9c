"""Hostile requests from a grammar, by number: the same number gives the same request.

    python -m tests.serve.fuzz 17

prints request 17.
"""

import random
import sys
from collections.abc import Callable

from msgspec import Struct

_TERMS = ("?s", "?p", "?o", "<urn:a>", "unr:symbol", '"x"@en', "1", "_:b", "<>", "<\u0000>", "'\\'", "nope:x", "\ud800")
_METHODS = ("GET", "GET", "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")
_PATHS = (
    *("sparql", "query/18-reports-due", "query/none", "health", "metrics", "A/RES/1/1", "data/unres.nq.gz"),
    *("%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc/passwd", "A%00", "%ff%fe", ".git/config", "%2fetc%2fpasswd", "A//B"),
    *("%2e%2e/secret", "..%2fsecret", "A/%2e%2e/%2e%2e/secret", "link", "link/secret", ".hidden"),
)
_TYPES = ("application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-query;charset=utf-16")
_ACCEPTS = ("", "*/*", "text/csv;q=x", "text/html", "a" * 3000, "text/turtle;q=9, */*;q=-1", ",;,=", "application/xml")


class HostileRequest(Struct, frozen=True):
    """What is sent."""

    method: str
    path: str
    parameters: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


def make_request(number: int, port: int = 9) -> HostileRequest:
    """The request of a number; another server that it names is at a port of this machine."""
    chance = random.Random(number)
    method, path = chance.choice(_METHODS), chance.choice(_PATHS)
    query = _query(chance).replace("127.0.0.1:9/", f"127.0.0.1:{port}/")
    names = ("query", "query", "query", "default-graph-uri", "named-graph-uri", "format", "session", "update")
    parameters = [(name, _value(chance, name, query)) for name in chance.sample(names, chance.randint(0, 4))]
    headers = [("accept", chance.choice(_ACCEPTS)), ("accept-encoding", chance.choice(("gzip", "br;q=0, zstd", "?;")))]
    body = b""
    if method in ("POST", "PUT"):
        headers.append(("content-type", chance.choice(_TYPES)))
        body = chance.choice(
            (query.encode("utf-8", "replace"), b"query=%ff", chance.randbytes(50), b"", b"query=ASK{}")
        )
    return HostileRequest(method, path, tuple(parameters), tuple(headers), body)


def _value(chance: random.Random, name: str, query: str) -> str:
    if name == "query":
        return query.encode("utf-8", "replace").decode()
    return chance.choice(("urn:a", "", "no iri", "csv", "../x", "79", "x" * 500, "text/csv", "\r\nX-Evil: 1"))


def _query(chance: random.Random) -> str:
    """A query, mostly sound; some signs of it lost or doubled."""
    forms: tuple[Callable[[], str], ...] = (
        lambda: f"SELECT * {_clause(chance)} {{ {_pattern(chance, 4)} }} {_tail(chance)}",
        lambda: f"ASK {_clause(chance)} {{ {_pattern(chance, 3)} }}",
        lambda: f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_pattern(chance, 3)} }} {_tail(chance)}",
        lambda: f"DESCRIBE {chance.choice(_TERMS)}",
        lambda: "SELECT * " + "{" * chance.randint(1, 3000) + "}" * chance.randint(1, 3000),
        lambda: f"ASK {{ FILTER({'!' * chance.randint(1, 9000)}{_expression(chance, 5)}) }}",
        lambda: f"INSERT DATA {{ {chance.choice(_TERMS)} }}",
    )
    made = chance.choice(forms)()
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        at = chance.randrange(len(made))
        made = made[:at] + chance.choice(("", made[at] * 2, "\\", '"', "{", "\u0000", "'''")) + made[at + 1 :]
    return made


def _clause(chance: random.Random) -> str:
    return chance.choice(("", "", "", "FROM <urn:a>", "FROM NAMED <urn:b>", "FROM", "from:x"))


def _tail(chance: random.Random) -> str:
    return chance.choice(
        ("LIMIT 5", "", "ORDER BY ?s LIMIT 3", "GROUP BY ?s", "OFFSET -1", "LIMIT 99999999999999999999")
    )


def _pattern(chance: random.Random, depth: int) -> str:
    triple = " ".join(chance.choice(_TERMS) for _ in range(3))
    if not depth:
        return triple
    inner = _pattern(chance, depth - 1)
    return chance.choice(
        (
            f"{triple} . {inner}",
            f"OPTIONAL {{ {inner} }}",
            f"{{ {inner} }} UNION {{ {triple} }}",
            f"MINUS {{ {inner} }}",
            f"FILTER({_expression(chance, depth)}) {inner}",
            f"SERVICE <http://127.0.0.1:9/> {{ {inner} }}",
            f"\\u0053ERVICE SILENT <http://127.0.0.1:9/> {{ {inner} }}",
            f"?s {'/'.join([chance.choice(('unr:a*', '^unr:b', '(unr:c|!unr:d)+'))] * depth)} ?o . {inner}",
            f"GRAPH ?g {{ {inner} }}",
            f"BIND({_expression(chance, depth)} AS ?x{depth}) {inner}",
            f"VALUES ?s {{ {chance.choice(_TERMS)} UNDEF }} {inner}",
            f"{{ SELECT (COUNT(*) AS ?n) {{ {inner} }} }}",
        )
    )


def _expression(chance: random.Random, depth: int) -> str:
    if not depth:
        return chance.choice(_TERMS)
    inner = _expression(chance, depth - 1)
    return chance.choice(
        (
            f"({inner} = {chance.choice(_TERMS)})",
            f"REGEX(STR({inner}), '(a+)+$')",
            f"EXISTS {{ {_pattern(chance, 0)} }}",
            f"REPLACE({inner}, '(', 'x')",
            f"{inner} + 1e999 * -{inner}",
            f"SUBSTR({inner}, -1, 1e9)",
            f"IRI({inner})",
            f"CONCAT({inner}, {inner})",
            "RAND() / 0",
        )
    )


if __name__ == "__main__":
    print(make_request(int(sys.argv[1])))
