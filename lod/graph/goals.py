"""Triples of Sustainable Development Goals: those of machine tags, and those that the words print."""

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from lod.data.subjects import GOALS, load_goals
from lod.graph.concepts import concept_triples
from lod.graph.mentions import span_facts
from lod.graph.provenance import rule_triples
from lod.graph.terms import Scope, facts, plain_literal, type_triples
from lod.graph.types import types_of
from lod.model.annotations import GoalMention
from lod.model.vocab import SKOS, UNR

#: The scheme in which the goals stand.
SCHEME = GOALS.rstrip("/")


def tagged_goal_triples(scope: Scope, goals: Sequence[int]) -> Iterator[Triple]:
    """Goals with which a machine tagged the official file."""
    for goal in goals:
        subject = scope.here(f"goal{goal}")
        yield from type_triples(subject, types_of(UNR.GoalTag))
        yield from facts(subject, ((UNR.inResolution, scope.document),))
        yield from _goal(scope, subject, goal, "machine")


def printed_goal_triples(scope: Scope, mentions: Sequence[GoalMention]) -> Iterator[Triple]:
    """Goals that the words of a paragraph print by number, each with those words."""
    for mention in mentions:
        subject = scope.here(mention.place)
        yield from type_triples(subject, types_of(UNR.GoalTag))
        yield from facts(subject, span_facts(scope, mention.span, mention.rule))
        yield from facts(subject, ((UNR.mentionedIn, scope.here(mention.span.place)),))
        yield from rule_triples(scope.base, mention.rule)
        yield from _goal(scope, subject, mention.number, "printed")


def _goal(scope: Scope, subject: NamedNode, number: int, basis: str) -> Iterator[Triple]:
    """The goal of a tag, how it is known, and the short way from the resolution."""
    goal = load_goals()[number]
    node = NamedNode(goal.iri)
    yield from facts(subject, ((UNR.goal, node), (UNR.goalBasis, scope.concept("goal-basis", basis))))
    yield Triple(scope.document, UNR.goal, node)
    yield from concept_triples(scope.base, f"goal-basis/{basis}")
    yield from type_triples(node, types_of(SKOS.Concept))
    yield from facts(node, ((SKOS.notation, plain_literal(str(number))), (SKOS.inScheme, NamedNode(SCHEME))))
    yield from (Triple(node, SKOS.prefLabel, Literal(words, language=language)) for language, words in goal.wordings)
