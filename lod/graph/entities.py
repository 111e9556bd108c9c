"""Triples that describe a named actor, State or fund in a resolution's graph, so that it can be read alone."""

from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from lod.annotate.names.find import load_names
from lod.data.authorities import Authority, load_authorities
from lod.graph.terms import thing, type_triples
from lod.graph.types import types_of
from lod.model.vocab import ORG, SKOS, UNR


@lru_cache(maxsize=8192)
def entity_triples(base: str, path: str) -> tuple[Triple, ...]:
    """What a graph that names an entity says of it: types and English name; () for what the tables do not know."""
    authority = load_authorities().get(path)
    if authority is None:
        return ()
    subject = thing(base, path)
    name = Literal(authority.name, language="en")
    return (*type_triples(subject, authority_types(authority)), Triple(subject, SKOS.prefLabel, name))


def authority_types(authority: Authority) -> tuple[NamedNode, ...]:
    """The classes of an authority, with those of W3C ORG for bodies and offices."""
    stated = dict.fromkeys(term for name in authority.types for term in types_of(getattr(UNR, name)))
    if authority.types == ("Actor",) and authority.path.startswith("actor/"):
        stated[ORG.Post if authority.actor_type == "official" else ORG.Organization] = None
    return tuple(stated)


@lru_cache(maxsize=4096)
def find_actor(words: str | None) -> str | None:
    """The path of the actor or State that words name; None for no words and for several candidates."""
    return load_names().resolve(words) if words else None
