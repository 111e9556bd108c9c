"""The stored queries as examples for other programs: a SHACL description of each, as query editors read them.

Governing texts: SHACL Advanced Features, 8 (SPARQL-based executables); RFC 8615 for the path.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pyoxigraph as ox

from lod.graph.files import GRAPHS
from lod.model.vocab import RDF, RDFS, SCHEMA, SH
from lod.publish.published import QUERIES_JSON
from lod.query.sparql import prefixes
from lod.query.stored import StoredQuery, stored_queries

EXAMPLES = ".well-known/sparql-examples/"


def offered_queries(folder: Path, base: str) -> tuple[StoredQuery, ...]:
    """The stored queries that the published data answer, as the build found; all where it did not say."""
    told = folder / QUERIES_JSON
    queries = stored_queries(base)
    if not told.is_file():
        return queries
    found = {one["name"] for one in msgspec.json.decode(told.read_bytes())["queries"] if one.get("rows")}
    return tuple(query for query in queries if query.name in found)


def describe_examples(queries: Sequence[StoredQuery], root: str, base: str, form: str) -> bytes:
    """The description of queries, as ttl, nt, jsonld or rdf; `root` is the folder's address, with its last slash."""
    triples = [triple for query in queries for triple in _described(query, root)]
    names = {**prefixes(base), "sh": SH.base, "schema": SCHEMA.base}
    return ox.serialize(triples, format=GRAPHS[form], prefixes=names) or b""


def _described(query: StoredQuery, root: str) -> Iterator[ox.Triple]:
    this = ox.NamedNode(f"{root}{EXAMPLES}{query.name}")
    yield from (ox.Triple(this, RDF.type, kind) for kind in (SH.SPARQLExecutable, SH.SPARQLSelectExecutable))
    yield ox.Triple(this, RDFS.label, ox.Literal(query.name))
    yield ox.Triple(this, RDFS.comment, ox.Literal(query.title, language="en"))
    yield ox.Triple(this, SCHEMA.target, ox.NamedNode(f"{root}sparql"))
    yield ox.Triple(this, SH.select, ox.Literal(query.text))
