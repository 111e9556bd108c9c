"""SPARQL 1.1 over a published folder: load its dump into memory, run a query, write the results.

Reads: `data/unres.nq.gz` of a folder that `lod build` published, or any RDF file. Queries see the union of all graphs
unless they name graphs; they never change the data.
"""

from collections.abc import Mapping
from typing import TypeVar

import pyoxigraph as ox

from lod.graph.files import GRAPHS
from lod.model.errors import QueryError
from lod.model.iris import DEFAULT_BASE, VOCABULARY, document, format_iri
from lod.model.typography import printable
from lod.model.vocab import CITO, DCAT, DCT, ELI, FOAF, ORG, PROV, RDF, RDFS, SKOS, VOID, XSD
from lod.query.dataset import Dataset, dataset_options

#: Prefixes that a query need not declare.
PREFIXES: Mapping[str, str] = {
    "unr": VOCABULARY,
    "res": DEFAULT_BASE,
    "eli": ELI.base,
    "cito": CITO.base,
    "dct": DCT.base,
    "skos": SKOS.base,
    "org": ORG.base,
    "foaf": FOAF.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "xsd": XSD.base,
    "dcat": DCAT.base,
    "void": VOID.base,
}

RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


_Format = TypeVar("_Format", ox.QueryResultsFormat, ox.RdfFormat)
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
#: No graph is named.
WHOLE = Dataset()


def base_of(store: ox.Store) -> str:
    """What the IRIs of the data begin with: a resolution's without its symbol; the default where there is none."""
    for row in run(store, "SELECT ?r ?s { ?r a unr:Resolution ; unr:symbol ?s }"):  # type: ignore[union-attr]
        iri, path = row["r"].value, format_iri(document(row["s"].value.replace(" ", "")), "")
        if iri.endswith(f"/{path}"):
            return str(iri.removesuffix(path))
    return DEFAULT_BASE


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes that a query of data below `base` need not declare."""
    return {**PREFIXES, "res": base}


def run(store: ox.Store, query: str, base: str = DEFAULT_BASE, dataset: Dataset = WHOLE) -> Results:
    """The results of a query over the graphs that it or `dataset` names, over the union of all where neither does.

    Raises QueryError with line and column.
    """
    try:
        return store.query(query, prefixes=prefixes(base), **dataset_options(query, dataset))
    except (SyntaxError, ValueError) as fault:
        raise QueryError(str(fault).strip(), "query", "fix the query; it is SPARQL 1.1") from fault


def write_results(results: Results, form: str, base: str = DEFAULT_BASE) -> bytes:
    """Results as "table", or as a W3C results format (json, xml, csv, tsv), a graph as ttl, nt, jsonld, rdf.

    A graph as "table" is Turtle, what a person reads of it; raises QueryError for a form that the results have not, and
    for what goes wrong while they are computed, such as a SERVICE that does not answer.
    """
    try:
        return _written(results, form, base)
    except (OSError, RuntimeError) as fault:
        raise QueryError(f"stopped: {fault}", "query", "fix the query, or ask without SERVICE") from fault


def _written(results: Results, form: str, base: str) -> bytes:
    if isinstance(results, ox.QueryTriples):
        syntax = _form(form, {"table": ox.RdfFormat.TURTLE, **GRAPHS}, "CONSTRUCT and DESCRIBE give a graph")
        return _well_formed(ox.serialize(results, format=syntax, prefixes=prefixes(base)) or b"", form)
    if form == "table":
        return printable(_table(results, base)).encode()
    kind = _form(form, RESULTS, "SELECT and ASK give rows")
    if isinstance(results, ox.QueryBoolean) and form in ("csv", "tsv"):
        return f"{str(bool(results)).lower()}\n".encode()
    return _well_formed(results.serialize(format=kind) or b"", form)


def _well_formed(content: bytes, form: str) -> bytes:
    """What is written, XML without the control characters that none may hold and some printed words do."""
    return printable(content.decode()).encode() if form in ("xml", "rdf") else content


def _form(form: str, known: Mapping[str, _Format], why: str) -> _Format:
    if form not in known:
        raise QueryError(f"no {form!r} of these results", "--format", f"{why}: {', '.join(known)}")
    return known[form]


def _table(results: ox.QuerySolutions | ox.QueryBoolean, base: str) -> str:
    if isinstance(results, ox.QueryBoolean):
        return f"{str(bool(results)).lower()}\n"
    head = [variable.value for variable in results.variables]
    rows = [head, *([shorten(row[name], base) for name in head] for row in results)]
    widths = [min(60, max(len(row[i]) for row in rows)) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines) + "\n"


def shorten(term: object, base: str) -> str:
    """A term as a person reads it: our own and well-known IRIs by prefix, line breaks folded."""
    if term is None:
        return ""
    value = str(getattr(term, "value", term))
    if isinstance(term, ox.NamedNode):
        for prefix, start in sorted(prefixes(base).items(), key=lambda item: -len(item[1])):
            if value.startswith(start):
                return f"{prefix}:{value.removeprefix(start)}"
    return " ".join(value.split())
