"""The RDF dataset of a query: the graphs that it, or the request that carries it, names.

Governing texts: SPARQL 1.1 Query Language, section 13.2; SPARQL 1.1 Protocol, section 2.1.4: what a request names goes
before what its query names. Where neither names a graph, the default graph is the union of all graphs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from lod.model.errors import QueryError

#: Where a word is no keyword: IRIs, strings, comments, variables, language tags, the local parts of names; and escaped
#: signs of names (`ex:O\'Neill`), which begin no string.
_NO_KEYWORD = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*+> | \"{3}.*?\"{3} | '{3}.*?'{3} | "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+'
    | \#[^\n\r]* | [?$]\w+ | @[\w-]+ | :[\w-]+ | \\.""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4}))")
_WORD = re.compile(r"(?<![\w.-])[A-Za-z]++(?![\w.-])")
_DECLARED = re.compile(r"(?<![A-Za-z])([A-Za-z]++)\s++([A-Za-z]++):")  # of a prefix
_CLAUSES = frozenset({"from", "fromnamed"})


class Dataset(Struct, frozen=True):
    """The IRIs of graphs that make the default graph, and of those that GRAPH may name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @classmethod
    def of(cls, default: Sequence[str], named: Sequence[str]) -> "Dataset":
        """The dataset that a request names; raises QueryError for what is no absolute IRI."""
        for iri in (*default, *named):
            _graph(iri)
        return cls(tuple(default), tuple(named))


def dataset_options(query: str, dataset: Dataset) -> Mapping[str, Any]:
    """What the engine must be told so that a query sees its dataset: options of `pyoxigraph.Store.query`."""
    if dataset.default or dataset.named:
        return {
            "default_graph": [_graph(iri) for iri in dataset.default],
            "named_graphs": [_graph(iri) for iri in dataset.named],
        }
    return {"use_default_graph_as_union": not names_dataset(query)}


def names_dataset(query: str) -> bool:
    """Whether a query has a FROM clause.

    >>> names_dataset("SELECT ?from { ?from <urn:from> 'FROM <urn:a>' } # FROM <urn:a>")
    False
    >>> names_dataset("SELECT * FROM <urn:a> {}"), names_dataset("PREFIX : <urn:> ASK from:a {}")
    (True, True)
    >>> names_dataset("PREFIX from: <urn:> ASK { from:a ?p ?o }")
    False
    """
    for text in texts_of(query):
        plain = without_literals(text)
        pairs = _DECLARED.findall(_without_comments(text))
        prefixes = {name.lower() for word, name in pairs if word.lower() == "prefix"}
        if any(_is_clause(plain, found, prefixes) for found in _WORD.finditer(plain)):
            return True
    return False


def texts_of(query: str) -> Iterator[str]:
    """A query as it stands, and as engines may read it, which resolve escapes first."""
    yield query
    if "\\" in query:
        yield _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), query)


def without_literals(query: str) -> str:
    """A query with a blank in place of all in which a word is no keyword."""
    return _NO_KEYWORD.sub(_blank, query)


def _blank(found: re.Match[str]) -> str:
    """A space; of a name's local part its colon stays, that its prefix is seen to be one."""
    return ": " if found[0].startswith(":") else " "


def _without_comments(query: str) -> str:
    """A query without comments and strings, so that a declaration in them declares nothing; IRIs stay."""
    return _NO_KEYWORD.sub(lambda found: found[0] if found[0][0] in "<?$:" else " ", query)


def _is_clause(plain: str, found: re.Match[str], prefixes: set[str]) -> bool:
    """A word FROM that begins a clause, and no prefix that the query declares."""
    name = found[0].lower()
    return name in _CLAUSES and (plain[found.end() : found.end() + 1] != ":" or name not in prefixes)


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as fault:
        raise QueryError(f"{iri[:200]!r} names no graph", "query", "give the graph's absolute IRI") from fault
