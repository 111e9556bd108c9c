"""JSON-LD 1.1 that a person can read: one subject a line, prefixed names for terms, plain numbers and strings.

Governing text: JSON-LD 1.1, W3C Recommendation, sections 4.1 (context), 4.2.1 (typed values), 4.2.4 (languages).
"""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from lod.model.vocab import RDF, XSD

_STRING = NamedNode(f"{XSD.base}string")
_INTEGER = XSD.integer


def json_ld(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Triples, grouped by subject already, as one JSON-LD document; the order of the triples is kept."""
    names = _Names(prefixes)
    groups = groupby(triples, lambda triple: triple.subject)
    nodes = ",\n".join(_dumped(_node(subject, stated, names)) for subject, stated in groups)
    context = _dumped({prefix: prefixes[prefix] for prefix in sorted(names.used)})
    return f'{{"@context": {context},\n"@graph": [\n{nodes}\n]}}\n'.encode()


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Names(dict[str, str]):
    """Prefixed names of terms, made once each; remembers which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._prefixes = prefixes

    def __missing__(self, iri: str) -> str:
        for prefix, start in self._prefixes.items():
            local = iri.removeprefix(start)
            if local != iri and local.isidentifier():
                self.used.add(prefix)
                self[iri] = f"{prefix}:{local}"
                return self[iri]
        self[iri] = iri
        return iri


def _node(subject: Any, stated: Iterable[Triple], names: _Names) -> dict[str, Any]:
    values: dict[str, Any] = {"@id": subject.value}
    for _, predicate, value in stated:
        key = "@type" if predicate == RDF.type else names[predicate.value]
        values.setdefault(key, []).append(names[value.value] if key == "@type" else _value(value, names))
    return {key: found[0] if key != "@id" and len(found) == 1 else found for key, found in values.items()}


def _value(value: Any, names: _Names) -> Any:
    if not isinstance(value, Literal):
        return {"@id": value.value}
    if value.language:
        return {"@language": value.language, "@value": value.value}
    if value.datatype == _STRING:
        return value.value
    if value.datatype == _INTEGER and str(int(value.value)) == value.value:
        return int(value.value)
    return {"@type": names[value.datatype.value], "@value": value.value}
