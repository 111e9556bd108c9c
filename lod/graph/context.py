"""The JSON-LD context of our data: a name for each term of the vocabularies, and how its values are written.

Governing text: JSON-LD 1.1, W3C Recommendation, sections 4.1 (context), 4.2.3 (type coercion), 4.2.4 (languages), 4.8
(reverse properties). Our own terms and their kinds are read from the ontology, the others from `lod/data/json_ld.toml`.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from lod.data.files import data, read_toml, share
from lod.model.errors import DataError
from lod.model.vocab import OWL, PREFIXES, RDF, RDFS, SCHEMA, UNR, XSD

#: Keywords of JSON-LD and the names that they have in our data.
KEYWORDS = {"id": "@id", "type": "@type", "included": "@included"}
_TABLE = "json_ld.toml"
_KINDS = {f"{RDF.base}langString": "words", f"{XSD.base}string": "string", XSD.integer.value: "integer"}


#: What may stand behind a prefix: a name, a slug.
_LOCAL = re.compile(r"\w[\w.-]*")


class NamedProperty(Struct, frozen=True):
    """A name for a property. `kind` is id, words, string, integer, any, or a datatype as "xsd:date"."""

    name: str
    iri: str
    kind: str

    def definition(self, compact: str) -> Any:
        """The entry of the context for the property, whose IRI is written as `compact`."""
        if self.kind == "id":
            return {"@id": compact, "@type": "@id"}
        if self.kind == "words":
            return {"@id": compact, "@container": "@language"}
        return {"@id": compact, "@type": self.kind} if self.kind.startswith("xsd:") else compact


class JsonContext(Struct, frozen=True):
    """All names, by IRI: of properties, of classes, and of what stands inside a thing by what leads out of it.

    `order` has the properties that put one thing inside another, in the order in which a node has them.
    """

    properties: Mapping[str, NamedProperty]
    classes: Mapping[str, str]
    inside: Mapping[str, str]
    order: tuple[str, ...]
    prefixes: Mapping[str, str]


@cache
def load_context(prefixes: tuple[tuple[str, str], ...]) -> JsonContext:
    """The context, read once a process, with IRIs written by `prefixes`, which give way to names of terms.

    Raises DataError for a name that stands twice and for a prefix that is unknown.
    """
    stated = _ontology()
    own = [term for iri, said in stated.items() if (term := _own(iri, said))]
    table = read_toml(data(_TABLE))
    others = [NamedProperty(row["name"], expanded(row["iri"]), _kind(row["kind"])) for row in table["term"]]
    inside = {expanded(row["iri"]): row["name"] for row in table["inside"] if "name" in row}
    order = tuple(expanded(row["iri"]) for row in table["inside"])
    classes = {
        iri: iri.removeprefix(UNR.base)
        for iri, said in stated.items()
        if OWL.Class.value in said[RDF.type.value] and iri.startswith(UNR.base)
    }
    names = [term.name for term in (*own, *others)] + [*inside.values(), *classes.values(), *KEYWORDS]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise DataError(f"names that stand twice: {', '.join(twice)}", _TABLE, "give each term a name of its own")
    apart = {f"{prefix}s" if prefix in names else prefix: start for prefix, start in prefixes}
    return JsonContext({term.iri: term for term in (*own, *others)}, classes, inside, order, apart)


def context_document(prefixes: Mapping[str, str]) -> bytes:
    """The whole context as a document of its own."""
    context = load_context(tuple(prefixes.items()))
    all_terms = {*context.properties, *context.classes, *context.inside}
    return _dumped({**KEYWORDS, **context.prefixes, **entries(context, all_terms)})


def entries(context: JsonContext, used: set[str]) -> dict[str, Any]:
    """The entries of the context for the terms whose IRIs are used, by name."""
    made: dict[str, Any] = {}
    for iri in used:
        compact = compacted(iri, context.prefixes)
        if iri in context.classes:
            made[context.classes[iri]] = compact
        if iri in context.properties:
            term = context.properties[iri]
            made[term.name] = term.definition(compact)
        if iri in context.inside:
            made[context.inside[iri]] = {"@reverse": compact}
    return dict(sorted(made.items()))


def compacted(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with its prefix, where one is known that leaves a plain name.

    >>> compacted("https://w3id.org/unres/verb/calls-upon", {"verbs": "https://w3id.org/unres/verb/"})
    'verbs:calls-upon'
    """
    for prefix, start in prefixes.items():
        local = iri.removeprefix(start)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return iri


def _dumped(entries: Mapping[str, Any]) -> bytes:
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())
    return f'{{"@context": {{\n{lines}\n}}}}\n'.encode()


def _ontology() -> dict[str, dict[str, list[str]]]:
    """What the ontology says of each term, by predicate."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=share("ontology", "unres.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return found


def _own(iri: str, said: Mapping[str, list[str]]) -> NamedProperty | None:
    """The name of a property of ours: the end of its IRI."""
    types = said.get(RDF.type.value, ())
    name = iri.removeprefix(UNR.base)
    if not iri.startswith(UNR.base) or RDFS.isDefinedBy.value not in said or OWL.Class.value in types:
        return None
    if OWL.ObjectProperty.value in types:
        return NamedProperty(name, iri, "id")
    kinds = {_kind_of(r) for r in (*said.get(RDFS.range.value, ()), *said.get(SCHEMA.rangeIncludes.value, ()))}
    return NamedProperty(name, iri, "words" if "words" in kinds else kinds.pop() if len(kinds) == 1 else "any")


def _kind_of(datatype: str) -> str:
    return _KINDS.get(datatype) or (
        f"xsd:{datatype.removeprefix(XSD.base)}" if datatype.startswith(XSD.base) else "any"
    )


def _kind(kind: str) -> str:
    return "xsd:date" if kind == "date" else kind


def expanded(compact: str) -> str:
    """The IRI of a name with the prefix of a known vocabulary; raises DataError for another prefix.

    >>> expanded("skos:broader")
    'http://www.w3.org/2004/02/skos/core#broader'
    """
    prefix, _, local = compact.partition(":")
    if prefix not in PREFIXES:
        raise DataError(f"unknown prefix {prefix!r} of {compact}", _TABLE, f"one of {', '.join(sorted(PREFIXES))}")
    return PREFIXES[prefix] + local
