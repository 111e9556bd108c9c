"""Triples of actors, States and funds from the authority tables, each statement with its source."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from lod.data.authorities import Authority, Fact, Label, load_authorities
from lod.graph.concepts import concept_triples
from lod.graph.entities import authority_types, entity_triples
from lod.graph.related import instrument_triples, with_symbol
from lod.graph.terms import Scope, facts, plain_literal, type_triples, when
from lod.graph.types import types_of
from lod.model.iris import DEFAULT_BASE
from lod.model.vocab import ORG, RDFS, SKOS, UNR


def authority_triples(authorities: Iterable[Authority] | None = None, base: str = DEFAULT_BASE) -> list[Triple]:
    """All that the tables say of some authorities, or of all."""
    chosen = load_authorities() if authorities is None else authorities
    return list(dict.fromkeys(triple for authority in chosen for triple in _authority(authority, base)))


def _authority(authority: Authority, base: str) -> Iterator[Triple]:
    scope = Scope(base, authority.path, "en")
    is_office = authority.actor_type == "official"
    above = authority.parent if authority.parent not in authority.groups else None
    yield from type_triples(scope.document, authority_types(authority))
    yield from facts(
        scope.document,
        (
            (UNR.actorType, scope.concept("actor-type", authority.actor_type) if authority.actor_type else None),
            (UNR.readIn, plain_literal(authority.source)),
            (
                ORG.postIn if is_office else ORG.subOrganizationOf,
                scope.thing(above) if above else None,
            ),
            *((UNR.inGroup, scope.thing(group)) for group in authority.groups),
            (UNR.membersAsOf, when(authority.as_of)),
        ),
    )
    if authority.actor_type:
        yield from concept_triples(base, f"actor-type/{authority.actor_type}")
    yield from _names(scope, authority)
    yield from _identifiers(scope, authority)
    yield from _facts(scope, authority)


def _names(scope: Scope, authority: Authority) -> Iterator[Triple]:
    """Preferred labels, one a language, other labels, and names with the time in which they were borne."""
    preferred = {label.language: label.text for label in reversed(authority.labels) if label.kind == "pref"}
    for label in authority.labels:
        text = Literal(label.text, language=label.language)
        is_preferred = preferred.get(label.language) == label.text
        yield Triple(scope.document, SKOS.prefLabel if is_preferred else SKOS.altLabel, text)
    for count, label in enumerate(dated_names(authority), 1):
        yield from _dated(scope, scope.here(f"name{count}"), label, authority.source)


def dated_names(authority: Authority) -> list[Label]:
    """The names that were borne for a time, in the order in which they are numbered."""
    return [label for label in authority.labels if label.kind == "former" or label.since or label.until]


def _dated(scope: Scope, subject: NamedNode, label: Label, source: str) -> Iterator[Triple]:
    yield Triple(scope.document, UNR.datedName, subject)
    yield from type_triples(subject, types_of(UNR.DatedName))
    yield from facts(
        subject,
        (
            (RDFS.label, Literal(label.text, language=label.language)),
            (UNR.validFrom, when(label.since)),
            (UNR.validUntil, when(label.until)),
            (UNR.readIn, plain_literal(source)),
        ),
    )


def _identifiers(scope: Scope, authority: Authority) -> Iterator[Triple]:
    for identifier in authority.identifiers:
        subject = scope.here(f"id-{identifier.scheme}")
        yield Triple(scope.document, UNR.identifier, subject)
        yield from type_triples(subject, types_of(UNR.AuthorityIdentifier))
        yield from concept_triples(scope.base, f"identifier-scheme/{identifier.scheme}")
        yield from facts(
            subject,
            (
                (UNR.identifierScheme, scope.concept("identifier-scheme", identifier.scheme)),
                (UNR.identifierValue, plain_literal(identifier.value)),
                (UNR.readIn, plain_literal(identifier.source)),
            ),
        )
        if identifier.iri:
            yield Triple(scope.document, RDFS.seeAlso, NamedNode(identifier.iri))


def _facts(scope: Scope, authority: Authority) -> Iterator[Triple]:
    """Who set it up, renamed it and runs it: each as a short statement and as a fact with its source."""
    for place, field, fact in fact_places(authority):
        value, subject = scope.thing(fact.value), scope.here(place)
        yield from facts(scope.document, ((_PREDICATES[field], value), (UNR.authorityFact, subject)))
        yield from type_triples(subject, types_of(UNR.AuthorityFact))
        yield from facts(
            subject,
            (
                (UNR.factProperty, _PREDICATES[field]),
                (UNR.factObject, value),
                (UNR.validFrom, when(fact.date)),
                (UNR.readIn, plain_literal(fact.source)),
            ),
        )
        yield from _object(scope, fact.value)


_PREDICATES = {
    "establishedBy": UNR.establishedBy,
    "renamedBy": UNR.renamedBy,
    "administeredBy": UNR.administeredBy,
}


def fact_places(authority: Authority) -> Iterator[tuple[str, str, Fact]]:
    """(place, field, fact) of all that the tables say of who set it up, renamed it and runs it."""
    stated = (authority.established_by, authority.renamed_by, authority.administered_by)
    for field, given in zip(_PREDICATES, stated, strict=True):
        for count, fact in enumerate(given, 1):
            yield f"fact-{field}{count}", field, fact


def _object(scope: Scope, value: str) -> Iterable[Triple]:
    """What a fact leads to: an entity of the tables, else a document by its symbol."""
    if load_authorities().get(value):
        return entity_triples(scope.base, value)
    return instrument_triples(scope, with_symbol(value))
