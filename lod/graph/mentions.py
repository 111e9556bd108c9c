"""Triples of mentions of actors, States, groups and funds."""

from collections.abc import Iterator, Sequence

from pyoxigraph import Triple

from lod.graph.concepts import concept_triples
from lod.graph.described import described_triples
from lod.graph.entities import entity_triples
from lod.graph.provenance import rule_node, rule_triples
from lod.graph.terms import Fact, Scope, facts, number, type_triples
from lod.graph.types import types_of
from lod.model.annotations import Mention, Span
from lod.model.vocab import UNR


def mention_triples(scope: Scope, mentions: Sequence[Mention]) -> Iterator[Triple]:
    """Every mention; one with several candidates keeps its words and leads nowhere."""
    for mention in mentions:
        subject = scope.here(mention.place)
        yield from type_triples(subject, types_of(UNR.Mention))
        yield from facts(subject, span_facts(scope, mention.span, mention.rule))
        yield from facts(
            subject,
            (
                (UNR.mentionedIn, scope.here(mention.span.place)),
                (UNR.mentions, scope.thing(mention.entity) if mention.entity else None),
                (UNR.role, scope.concept("mention-role", mention.role)),
            ),
        )
    for role in sorted({mention.role for mention in mentions}):
        yield from concept_triples(scope.base, f"mention-role/{role}")
    for rule in sorted({mention.rule for mention in mentions}):
        yield from rule_triples(scope.base, rule)
    for path in sorted({mention.entity for mention in mentions if mention.entity}):
        yield from entity_triples(scope.base, path)
    yield from described_triples(((m.entity, m.span.printed) for m in mentions if m.entity), scope.base, scope.language)


def span_facts(scope: Scope, span: Span, rule: str) -> tuple[Fact, ...]:
    """Statements about a span's words; which property leads to their passage differs by class."""
    return (
        (UNR.inResolution, scope.document),
        (UNR.asPrinted, scope.words(span.printed)),
        (UNR.startOffset, number(span.start)),
        (UNR.endOffset, number(span.end)),
        (UNR.rule, rule_node(scope.base, rule)),
    )
