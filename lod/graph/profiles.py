"""The two profiles of the shapes: *house*, closed, for what a build writes, and *core*, open, for anybody's data.

Core is made from the house's shapes: nothing is closed, nothing need be there but what `shapes/profiles/core.ttl`
requires, and what is led to may be described elsewhere. Form, scheme and bounds of what is there stay as they are.
Governing texts: W3C SHACL; W3C Profiles Vocabulary.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

import pyoxigraph as ox

from lod.data.files import share
from lod.graph.serialize import short_name
from lod.graph.shacl import Result, load_shapes
from lod.model.errors import DataError
from lod.model.vocab import DCT, RDF, RDFS, SH, UNR

HOUSE, CORE = "house", "core"
PROFILES = (HOUSE, CORE)
_CLASS = ox.NamedNode(SH.base + "class")  # a keyword of Python
#: What only a closed world may ask.
_CLOSED = frozenset({SH.closed, SH.ignoredProperties, SH.minCount, _CLASS})


@cache
def load_profile(name: str) -> str:
    """The shapes of a profile as N-Triples; raises DataError for a name that is none."""
    if name not in PROFILES:
        raise DataError(f"unknown profile {name!r}", "validation", f"one of {', '.join(PROFILES)}")
    return load_shapes() if name == HOUSE else _written(_opened(ox.parse(load_shapes(), ox.RdfFormat.N_TRIPLES)))


@cache
def profile_triples(name: str) -> tuple[ox.Triple, ...]:
    """A profile to be published: its shapes, each named after its property and described by its message."""
    shapes = _numbered(quad.triple for quad in ox.parse(load_profile(name), ox.RdfFormat.N_TRIPLES))
    about = {triple.subject: triple.object for triple in shapes if triple.predicate == SH.message}
    paths = ((triple.subject, triple.object) for triple in shapes if triple.predicate == SH.path)
    named = ((shape, path) for shape, path in paths if isinstance(path, ox.NamedNode))
    told = (
        triple
        for shape, path in named
        for triple in (
            ox.Triple(shape, SH.name, ox.Literal(short_name(path.value))),
            *(ox.Triple(shape, SH.description, words) for words in [about.get(shape)] if words),
        )
    )
    return (*shapes, *told, *(triple for triple in _profiles() if triple.predicate != DCT.requires))


def _numbered(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """The triples with their blank nodes (SHACL's lists) named by order: a file has the same bytes each time."""
    names: dict[object, ox.BlankNode] = {}

    def name(term: Any) -> Any:
        return names.setdefault(term, ox.BlankNode(f"b{len(names) + 1}")) if isinstance(term, ox.BlankNode) else term

    return tuple(ox.Triple(name(triple.subject), triple.predicate, name(triple.object)) for triple in triples)


def _profiles() -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(path=share("shapes", "profiles", "core.ttl")))


def _written(triples: Iterable[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _opened(shapes: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """The statements that an open world keeps; a shape that loses all that it asks finds nothing, and may stay."""
    required = _required()
    for quad in shapes:
        triple = quad.triple
        if triple.predicate not in _CLOSED or (triple.predicate == SH.minCount and triple.subject in required):
            yield triple
        elif triple.predicate == _CLASS:
            yield ox.Triple(triple.subject, SH.nodeKind, SH.IRI)


def _required() -> frozenset[object]:
    """The property shapes whose property must be there, whoever made the data."""
    return frozenset(triple.object for triple in _profiles() if triple.predicate == DCT.requires)


def unknown_terms(triples: Iterable[ox.Triple]) -> tuple[Result, ...]:
    """Classes and properties that the vocabulary does not have, though their IRIs are below its own: misspelt ones.

    A closed shape finds a property only on what has a known class, and no shape finds a class that nothing declares.
    """
    known = frozenset(UNR)
    found = {
        _unknown(triple, term)
        for triple in triples
        for term in (triple.predicate, *([triple.object] if triple.predicate == RDF.type else []))
        if isinstance(term, ox.NamedNode) and term.value.startswith(UNR.base) and term not in known
    }
    return tuple(sorted(found))


def _unknown(triple: ox.Triple, term: ox.NamedNode) -> Result:
    kind = "property" if term == triple.predicate else "class"
    name = term.value.removeprefix(UNR.base)
    near = get_close_matches(name, [other.value.removeprefix(UNR.base) for other in UNR], 1)
    mend = f"did you mean unr:{near[0]}?" if near else "see the vocabulary's list of terms"
    subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else str(triple.subject)
    value = "" if kind == "property" else term.value
    return Result(
        "Violation",
        subject,
        triple.predicate.value,
        value,
        RDFS.isDefinedBy.value,
        "UnknownTerm",
        f"The vocabulary has no {kind} unr:{name}.",
        mend,
    )
