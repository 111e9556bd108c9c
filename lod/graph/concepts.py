"""The vocabulary and the concept schemes as read from `ontology/`, and what every graph repeats of a concept."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple

from lod.data.files import share
from lod.graph.serialize import SortedGraph, sort_graph
from lod.graph.terms import thing
from lod.model.errors import DataError
from lod.model.iris import DEFAULT_BASE, VOCABULARY
from lod.model.vocab import RDF, SKOS

_ONTOLOGY = VOCABULARY.rstrip("#")

#: What a graph that uses a concept says about it: enough to be read alone.
_REPEATED = frozenset((RDF.type, SKOS.prefLabel, SKOS.notation, SKOS.broader))


def vocabulary_triples(base: str = DEFAULT_BASE) -> list[Triple]:
    """The ontology and all concept schemes, concepts below `base`; raises DataError for a file that is not Turtle."""
    return [_rebased(triple, base) for path in _files() for triple in _parsed(path)]


@lru_cache(maxsize=4)
def vocabulary_graph(base: str = DEFAULT_BASE) -> SortedGraph:
    """The same as a graph, sorted once a process."""
    return sort_graph(vocabulary_triples(base))


@lru_cache(maxsize=4096)
def concept_triples(base: str, path: str) -> tuple[Triple, ...]:
    """Type, label, notation and broader concepts of the concept at `path` ("verb/requests"); () for an unknown one."""
    subject = thing(DEFAULT_BASE, path)
    found = [triple for triple in _concepts().get(subject, ()) if triple.predicate in _REPEATED]
    above = [t.object.value for t in found if t.predicate == SKOS.broader and isinstance(t.object, NamedNode)]
    broader = [t for iri in above for t in concept_triples(base, iri.removeprefix(DEFAULT_BASE))]
    return (*(_rebased(triple, base) for triple in found), *broader)


@cache
def _concepts() -> Mapping[NamedNode, tuple[Triple, ...]]:
    """The triples of each subject of the concept schemes, at the default base."""
    found: dict[NamedNode, list[Triple]] = defaultdict(list)
    for path in _files():
        for triple in _parsed(path) if path.name != "unres.ttl" else ():
            if isinstance(triple.subject, NamedNode):
                found[triple.subject].append(triple)
    return {subject: tuple(triples) for subject, triples in found.items()}


def _files() -> list[Path]:
    return sorted(share("ontology").glob("*.ttl"))


@cache
def _parsed(path: Path) -> tuple[Triple, ...]:
    """The statements of a file, read once a process."""
    try:
        return tuple(quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    except SyntaxError as fault:
        raise DataError(f"no Turtle: {fault}", str(path), "fix the file") from fault


def _rebased(triple: Triple, base: str) -> Triple:
    if base == DEFAULT_BASE:
        return triple
    subject, value = _moved(triple.subject, base), _moved(triple.object, base)
    return Triple(subject, triple.predicate, value)  # type: ignore[arg-type]  # a moved term keeps its kind


def _moved(term: object, base: str) -> object:
    """A term of the default base below another; the vocabulary's own terms stay whatever the base."""
    if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE) and not term.value.startswith(_ONTOLOGY):
        return NamedNode(base + term.value.removeprefix(DEFAULT_BASE))
    return term
