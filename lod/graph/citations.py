"""Triples of citations and of the instruments they lead to, with the shortcut from the resolution to what it cites."""

from collections.abc import Iterator, Sequence

from pyoxigraph import Triple

from lod.graph.concepts import concept_triples
from lod.graph.mentions import span_facts
from lod.graph.provenance import rule_triples
from lod.graph.related import instrument_triples
from lod.graph.terms import Scope, date, facts, type_triples
from lod.graph.types import types_of
from lod.model.annotations import Citation
from lod.model.vocab import CITO, DCT, ELI, UNR


def citation_triples(scope: Scope, citations: Sequence[Citation]) -> Iterator[Triple]:
    """Every citation; one without a target keeps its words and leads nowhere."""
    for citation in citations:
        yield from _citation(scope, citation)
    for function in sorted({f for citation in citations for f in (citation.function, *citation.functions_of_mark)}):
        yield from concept_triples(scope.base, f"citation-function/{function}")
    for rule in sorted({citation.rule for citation in citations}):
        yield from rule_triples(scope.base, rule)
    for target in dict.fromkeys(citation.target for citation in citations if citation.target):
        yield Triple(scope.document, ELI.cites, scope.thing(target.path))
        yield from instrument_triples(scope, target)
    for citation in citations:
        if citation.target and citation.title:  # its own title is its own to say
            yield from facts(scope.thing(citation.target.path), ((DCT.alternative, scope.words(citation.title)),))


def _citation(scope: Scope, citation: Citation) -> Iterator[Triple]:
    subject, target = scope.here(citation.place), citation.target
    yield from type_triples(subject, types_of(UNR.Citation))
    yield from facts(subject, span_facts(scope, citation.span, citation.rule))
    yield from facts(
        subject,
        (
            (UNR.citedIn, scope.here(citation.span.place)),
            (UNR.citationFunction, scope.concept("citation-function", citation.function)),
            (CITO.hasCitedEntity, scope.thing(target.path) if target else None),
            *(
                (UNR.citationFunctionOfMark, scope.concept("citation-function", function))
                for function in citation.functions_of_mark
            ),
            (UNR.citedDate, date(citation.date)),
            (UNR.pinpoint, scope.words(citation.pinpoint)),
            (UNR.takesUp, scope.here(citation.ibid) if citation.ibid else None),
        ),
    )
