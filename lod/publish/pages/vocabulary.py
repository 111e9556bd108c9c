"""The vocabulary page: every term with its definition, example and alignment, and every concept scheme."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.concepts import vocabulary_triples
from lod.graph.serialize import graph_prefixes
from lod.graph.shacl import load_shapes
from lod.model.iris import DEFAULT_BASE, VOCABULARY
from lod.model.vocab import DCT, OWL, RDF, RDFS, SCHEMA, SH, SKOS
from lod.publish.pages.diagram import Box, DiagramProperty, draw_diagram
from lod.publish.pages.environment import render
from lod.query.stored import stored_queries

#: The relations of a term that the page shows, and what they are called.
RELATIONS: Mapping[str, str] = {
    RDFS.subClassOf.value: "Kind of",
    RDFS.subPropertyOf.value: "Kind of",
    RDFS.domain.value: "Of",
    SCHEMA.domainIncludes.value: "Of",
    RDFS.range.value: "Leads to",
    SCHEMA.rangeIncludes.value: "Leads to",
    RDFS.seeAlso.value: "See also",
    DCT.isReplacedBy.value: "Replaced by",
}
#: What may hide a term's name in a query: IRIs and texts stay whole, comments go.
_TOKENS = re.compile(r"""<[^<>\s]*>|"(?:[^"\\\n]|\\.){0,300}+"|'(?:[^'\\\n]|\\.){0,300}+'|\#[^\n]*|unr:(\w+)""")

Statements = Mapping[str, tuple[str, ...]]


class Term(Struct, frozen=True):
    """A class or property: its name, what the ontology says of it, its shapes and the queries that use it."""

    name: str
    label: str
    definition: str
    example: str
    reason: str
    scope: str
    deprecated: bool
    relations: tuple[tuple[str, tuple[str, ...]], ...]
    shapes: tuple[str, ...]
    queries: tuple[str, ...]


class Scheme(Struct, frozen=True):
    """A concept scheme and its concepts: (path, label, definition)."""

    title: str
    description: str
    scope: str
    concepts: tuple[tuple[str, str, str], ...]


@cache
def vocabulary_statements() -> Mapping[str, Statements]:
    """What is said of each IRI of the vocabulary, which is the same below any base."""
    return statements_of(vocabulary_triples())


def version_path() -> str:
    """Where the vocabulary as it is now stands for good, whatever later versions say: the path of its version IRI."""
    header = vocabulary_statements()[VOCABULARY.rstrip("#")]
    return _one(header, OWL.versionIRI.value).removeprefix(DEFAULT_BASE)


def vocabulary_page(path: str = "def") -> str:
    """The page of the vocabulary, at def.html and at its version's path."""
    statements = vocabulary_statements()
    terms = _terms(statements)
    shapes, queries = _shapes(), _queries()
    classes: list[Term] = []
    properties: list[Term] = []
    for iri in sorted(terms):
        kinds = terms[iri].get(RDF.type.value, ())
        (classes if OWL.Class.value in kinds else properties).append(_term(iri, terms[iri], shapes, queries))
    picture = draw_diagram(boxes(statements))
    schemes = _schemes(statements)
    header = statements[VOCABULARY.rstrip("#")]
    about = {
        "version": _one(header, OWL.versionInfo.value),
        "version_path": version_path(),
        "changes": header.get(SKOS.changeNote.value, ()),
        "policy": _one(header, SKOS.editorialNote.value),
    }
    return render(
        "def.html", path, "def", classes=classes, properties=properties, schemes=schemes, picture=picture, about=about
    )


def terms_of(query: str) -> frozenset[str]:
    """The names of our terms that a query uses, wherever a path, list or dot puts them; not in comments and strings.

    >>> sorted(terms_of("?a unr:verb/skos:broader ?b ; ^unr:text; unr:Act. # unr:Clause"))
    ['Act', 'text', 'verb']
    """
    return frozenset(found[1] for found in _TOKENS.finditer(query) if found[1])


def boxes(statements: Mapping[str, Statements]) -> tuple[Box, ...]:
    """The classes as boxes, each with the properties whose domain it is, by name; properties of many classes last."""
    own = _terms(statements)
    rows: dict[str, list[DiagramProperty]] = defaultdict(list)
    for iri, said in sorted(own.items()):
        if OWL.Class.value not in said.get(RDF.type.value, ()):
            ranges = said.get(RDFS.range.value, ()) + said.get(SCHEMA.rangeIncludes.value, ())
            row = DiagramProperty(iri.removeprefix(VOCABULARY), tuple(re.split("[#/]", value)[-1] for value in ranges))
            for domain in said.get(RDFS.domain.value, ("",)):
                rows[domain].append(row)
    classes = [iri for iri, said in sorted(own.items()) if OWL.Class.value in said.get(RDF.type.value, ())]
    made = [Box(iri.removeprefix(VOCABULARY), _above(own[iri]), tuple(rows[iri])) for iri in classes]
    return (*made, Box("of several classes", "", tuple(rows[""])))


def _terms(statements: Mapping[str, Statements]) -> dict[str, Statements]:
    """What is said of the terms; the vocabulary's namespace also has its maker."""
    return {iri: said for iri, said in statements.items() if RDFS.isDefinedBy.value in said}


def _above(said: Statements) -> str:
    above = [value for value in said.get(RDFS.subClassOf.value, ()) if value.startswith(VOCABULARY)]
    return above[0].removeprefix(VOCABULARY) if above else ""


def statements_of(triples: Iterable[ox.Triple]) -> dict[str, Statements]:
    """What is said of each IRI: the values of each predicate, as plain text."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            found[triple.subject.value][triple.predicate.value].append(triple.object.value)
    return {iri: {key: tuple(sorted(values)) for key, values in said.items()} for iri, said in found.items()}


def _term(
    iri: str, said: Statements, shapes: Mapping[str, tuple[str, ...]], queries: Mapping[str, tuple[str, ...]]
) -> Term:
    name = iri.removeprefix(VOCABULARY)
    relations: dict[str, list[str]] = defaultdict(list)
    for predicate, label in RELATIONS.items():
        relations[label] += [_short(value) for value in said.get(predicate, ())]
    return Term(
        name,
        _one(said, RDFS.label.value),
        _one(said, SKOS.definition.value) or _one(said, RDFS.comment.value),
        _one(said, SKOS.example.value),
        _one(said, SKOS.editorialNote.value),
        _one(said, SKOS.scopeNote.value),
        _one(said, OWL.deprecated.value) == "true",
        tuple((label, tuple(values)) for label, values in relations.items() if values),
        shapes.get(iri, ()),
        queries.get(name, ()),
    )


@cache
def _queries() -> Mapping[str, tuple[str, ...]]:
    """The names of the stored queries that use a term, by its name; each query is read once."""
    found: dict[str, list[str]] = defaultdict(list)
    for query in stored_queries():
        for name in terms_of(query.text):
            found[name].append(query.name)
    return {name: tuple(names) for name, names in found.items()}


@cache
def _shapes() -> Mapping[str, tuple[str, ...]]:
    """The shapes that guard a class or property, by its IRI."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in ox.parse(load_shapes(), ox.RdfFormat.N_TRIPLES):
        if quad.predicate.value in (SH.targetClass.value, SH.path.value) and isinstance(quad.subject, ox.NamedNode):
            found[str(quad.object.value)].append(quad.subject.value.rpartition("#")[2])
    return {iri: tuple(sorted(names)) for iri, names in found.items()}


def _schemes(statements: Mapping[str, Statements]) -> list[Scheme]:
    schemes = [iri for iri, said in statements.items() if SKOS.ConceptScheme.value in said.get(RDF.type.value, ())]
    return [
        Scheme(
            _one(statements[iri], DCT.title.value),
            _one(statements[iri], DCT.description.value),
            _one(statements[iri], SKOS.scopeNote.value),
            _concepts(iri, statements),
        )
        for iri in sorted(schemes)
    ]


def _concepts(scheme: str, statements: Mapping[str, Statements]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (iri.removeprefix(DEFAULT_BASE), _one(said, SKOS.prefLabel.value), _one(said, SKOS.definition.value))
        for iri, said in sorted(statements.items())
        if scheme in said.get(SKOS.inScheme.value, ())
    )


def _one(said: Statements, predicate: str) -> str:
    return next(iter(said.get(predicate, ())), "")


def _short(iri: str) -> str:
    """An IRI by its prefix, where there is one."""
    for prefix, start in graph_prefixes().items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
