"""Rows of answers, so that those of several engines can be compared: numbers by value, the rest by its letters."""

import json
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

Rows = list[tuple[str, ...]]


def cell_of(text: str) -> str:
    """A number by its value, whatever digits an engine writes; names that an engine joined, by the alphabet.

    SPARQL leaves open in which order GROUP_CONCAT joins.

    >>> cell_of("1971864"), cell_of("12.0"), cell_of("0.33333334"), cell_of("States; Members")
    ('1971864', '12', '0.333333', 'Members; States')
    """
    try:
        value = float(text)
    except ValueError:
        return "; ".join(sorted(text.split("; ")))
    return str(int(value)) if value.is_integer() else f"{value:.6g}"


def rows_of(content: bytes | str) -> Rows:
    """The rows of results in JSON."""
    read: Any = json.loads(content)
    head, found = read["head"]["vars"], read["results"]["bindings"]
    return [tuple(cell_of(row[name]["value"]) if name in row else "" for name in head) for row in found]


def asked(address: str, query: str, seconds: float = 60) -> Rows | None:
    """What an endpoint gives; None where it refuses the query."""
    content = urlencode({"query": query, "format": "application/sparql-results+json"}).encode()
    request = Request(address, content, {"accept": "application/sparql-results+json"})
    try:
        with urlopen(request, timeout=seconds) as answer:
            return rows_of(answer.read())
    except OSError:  # HTTPError is one
        return None
