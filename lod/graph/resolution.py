"""The graph of one resolution: all its triples, each once."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Triple

from lod.annotate.annotate import annotate
from lod.graph.acts import act_triples, element_triples
from lod.graph.citations import citation_triples
from lod.graph.document import document_triples
from lod.graph.expressions import expression_triples
from lod.graph.files import SYNTAXES
from lod.graph.goals import printed_goal_triples
from lod.graph.languages import reading_triples
from lod.graph.mentions import mention_triples
from lod.graph.named_graphs import annotation_graph_triples
from lod.graph.parts import note_triples, part_triples, unread_triples
from lod.graph.provenance import finding_triples
from lod.graph.record import record_triples
from lod.graph.serialize import graph_prefixes, serialize
from lod.graph.terms import Scope
from lod.model.annotations import Annotations
from lod.model.iris import DEFAULT_BASE, document
from lod.model.resolution import Finding, Resolution
from lod.model.vocab import UNR


def resolution_triples(
    resolution: Resolution,
    annotations: Annotations,
    base: str = DEFAULT_BASE,
    others: Sequence[Resolution] = (),
    findings: Sequence[Finding] = (),
) -> list[Triple]:
    """Everything that is said about a resolution, in no order that means anything, each triple once.

    `others` are further readings of the same resolution: what they add are the words of other languages and where
    they came from; `findings` are where the readings differ. What a graph uses of actors, concepts and cited
    documents is described in it, so that it can be read and checked alone.
    """
    scope = Scope(base, document(resolution.masthead.symbol).path, resolution.language)
    stated = dict.fromkeys(_triples(scope, resolution, annotations))
    stated |= dict.fromkeys(reading_triples(scope, resolution, others))
    stated |= dict.fromkeys(finding_triples(scope, findings, None, "-merged"))
    stated |= dict.fromkeys(expression_triples(scope, resolution, others))
    stated |= dict.fromkeys(annotation_graph_triples(scope, resolution, others))
    is_sound = not findings and not any(reading.findings for reading in (resolution, *others))
    return list(stated) if is_sound else _grounded(scope, stated)


def _grounded(scope: Scope, stated: Iterable[Triple]) -> list[Triple]:
    """Findings about a place that only another reading has concern the resolution; their words name the place."""
    given = list(stated)
    known = {triple.subject for triple in given}
    return [
        Triple(triple.subject, triple.predicate, scope.document)
        if triple.predicate == UNR.concerns and triple.object not in known
        else triple
        for triple in given
    ]


def _triples(scope: Scope, resolution: Resolution, annotations: Annotations) -> Iterator[Triple]:
    yield from document_triples(scope, resolution)
    yield from part_triples(scope, resolution.parts)
    yield from note_triples(scope, resolution)
    yield from unread_triples(scope, resolution)
    yield from record_triples(scope, resolution.record)
    yield from citation_triples(scope, annotations.citations)
    yield from mention_triples(scope, annotations.mentions)
    yield from act_triples(scope, annotations, resolution.masthead.organ)
    yield from element_triples(scope, annotations)
    yield from printed_goal_triples(scope, annotations.goals)


def graph_of(resolution: Resolution, base: str, form: str) -> bytes:
    """The graph of one resolution as ttl, nt or jsonld."""
    triples = resolution_triples(resolution, annotate(resolution), base)
    return serialize(triples, SYNTAXES[form], graph_prefixes(base), base + document(resolution.masthead.symbol).path)
