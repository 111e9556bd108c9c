"""Cited documents of which nothing but a symbol is known: they have no page, since it would say nothing.

Lists name each with the resolutions that cite it; links to it lead to the official text. What the graph says of them
stands in one file, beside the dumps, to which their IRIs lead who asks for data.
"""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from lod.graph.related import known_symbol, official_page
from lod.graph.serialize import graph_prefixes, read_sorted
from lod.model.iris import has_symbol
from lod.model.vocab import ELI, RDF, RDFS, UNR
from lod.publish.index import Index
from lod.publish.published import UNPUBLISHED

#: By how many resolutions a document is cited that a row of a list holds; what is cited by more has a page.
ROW_HOLDS = 2
#: What follows from a symbol and the citations.
_OF_SYMBOL = tuple(
    f"> <{term.value}> ".encode()
    for term in (
        *(RDF.type, RDFS.label, RDFS.seeAlso, ELI.passed_by, ELI.date_document),
        *(UNR.symbol, UNR.instrumentType, UNR.session),
    )
)


def find_unpublished(index: Index, things: Mapping[str, bytes]) -> dict[str, str]:
    """Where the official text is, by path, of each document without a page; `things` are N-Triples by path."""
    found = ((path, _official(path)) for path, lines in things.items() if _is_bare(path, lines, index))
    return {path: official for path, official in found if official}


def _is_bare(path: str, lines: bytes, index: Index) -> bool:
    if not has_symbol(path) or path in index.cards:
        return False
    citing = {occurrence.symbol for occurrence in index.of_thing(path)}
    return len(citing) <= ROW_HOLDS and all(any(p in line for p in _OF_SYMBOL) for line in lines.splitlines())


def _official(path: str) -> str:
    """The address of the official text of a symbol; "" for what the symbol grammar does not know."""
    page = official_page(path) if known_symbol(path) else None
    return page.value if page else ""


def unpublished_files(base: str, things: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of what is said of them, the N-Triples of each by its path; none where there is none."""
    if lines := b"".join(things[path] for path in sorted(things)):
        graph, prefixes = read_sorted(lines), graph_prefixes(base)
        yield f"{UNPUBLISHED}.ttl", graph.write(ox.RdfFormat.TURTLE, prefixes)
        yield f"{UNPUBLISHED}.jsonld", graph.write(ox.RdfFormat.JSON_LD, prefixes)
