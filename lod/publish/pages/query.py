"""The query page: an editor, an engine in the browser, and what they must know of the data and the stored queries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from lod.model.vocab import SKOS
from lod.publish.dataset import Partitions
from lod.publish.pages.environment import json_script, render
from lod.publish.pages.vocabulary import vocabulary_statements
from lod.query.parameters import KINDS, Parameter, parameters_of
from lod.query.sparql import prefixes
from lod.query.stored import StoredQuery

QUERY_PAGE = "query"


def query_page(queries: Sequence[StoredQuery], parts: Partitions, base: str) -> str:
    """The page; `parts` are the classes and properties of the data, which the editor completes."""
    known = {
        "base": base,
        "prefixes": prefixes(base),
        "terms": list(_terms(parts, prefixes(base))),
        "stored": [_stored(query, base) for query in queries],
    }
    text = json_script(msgspec.json.encode(known).decode())
    return render("query.html", QUERY_PAGE, base=base, known=text, queries=queries)


def _stored(query: StoredQuery, base: str) -> dict[str, Any]:
    takes = [
        {"name": one.name, "says": KINDS[one.kind].says, "term": sample_term(one, base)} for one in parameters_of(query)
    ]
    return {"name": query.name, "title": query.title, "text": query.text.partition("\n")[2], "takes": takes}


def sample_term(parameter: Parameter, base: str) -> str:
    """A term of the kind of a parameter: how its values are written in a query."""
    kind = KINDS[parameter.kind]
    return kind.term(kind.example, base)


def _terms(parts: Partitions, known: Mapping[str, str]) -> Iterator[tuple[str, str, str, int]]:
    """The classes and properties of the data by prefixed name: kind, definition, how often."""
    said = vocabulary_statements()
    for kind, counts in (("class", parts.classes), ("property", parts.properties)):
        for iri, count in sorted(counts.items()):
            if name := _prefixed(iri, known):
                yield name, kind, "; ".join(said.get(iri, {}).get(SKOS.definition.value, ())), count


def _prefixed(iri: str, known: Mapping[str, str]) -> str:
    fit = max((item for item in known.items() if iri.startswith(item[1])), key=lambda item: len(item[1]), default=None)
    local = iri.removeprefix(fit[1]) if fit else ""
    return f"{fit[0]}:{local}" if fit and local.replace("_", "").replace("-", "").isalnum() else ""
