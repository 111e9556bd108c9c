"""Advice where a stored query finds nothing: which of its values the data lack, and what to ask instead."""

from collections.abc import Callable, Mapping

import pyoxigraph as ox

from lod.query.parameters import KINDS, Parameter, parameters_of, values_of
from lod.query.sparql import run
from lod.query.stored import StoredQuery

_HOLDS_NOTHING: Mapping[str, Callable[[bytes], bool]] = {
    "table": lambda content: content.count(b"\n") == 2,  # the head and the line below it
    "csv": lambda content: content.count(b"\n") <= 1,
    "tsv": lambda content: content.count(b"\n") <= 1,
    "json": lambda content: b'"bindings":[]' in content,
    "xml": lambda content: b"<result>" not in content,
}


def is_empty(content: bytes, form: str) -> bool:
    """Whether rows as `write_results` writes them are none; a graph's and an ASK's forms have no rows to miss."""
    return form in _HOLDS_NOTHING and _HOLDS_NOTHING[form](content)


def format_no_rows(query: StoredQuery, text: str, store: ox.Store) -> str:
    """One line: the values of `text`, the query as it ran, that the data lack, and a symbol that they have."""
    known = parameters_of(query)
    given = [(parameter, term) for parameter in known for term in values_of(text, parameter.name) if term != "UNDEF"]
    missing = [(parameter, term) for parameter, term in given if _is_missing(parameter, term, store)]
    if missing:
        words = " or ".join(term for _, term in missing)
        return f"no rows: nothing in these data is called {words} ({_mend(missing[0][0], store)})"
    asked = ", ".join(f"{parameter.name} {term}" for parameter, term in given)
    return f"no rows: nothing in these data answers it{f' with {asked}' if asked else ''}"


def _is_missing(parameter: Parameter, term: str, store: ox.Store) -> bool:
    return KINDS[parameter.kind].named and not run(store, f"ASK {{ ?thing ?says {term} }}")


def _mend(parameter: Parameter, store: ox.Store) -> str:
    """What to set: for a symbol one that is there, the first; for anything else, where names are listed."""
    if parameter.kind == "SYMBOL":
        rows = run(store, "SELECT (MIN(?symbol) AS ?first) { ?r a unr:Resolution ; unr:symbol ?symbol }")
        for row in rows:  # type: ignore[union-attr]
            if row["first"]:
                return f"ask about another: --set {parameter.name}={row['first'].value}"
    return f"ask about another: --set {parameter}; the site lists what there is"
