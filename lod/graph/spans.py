"""What everything found in words says of them: the resolution, the words, where they stand, the rule."""

from lod.graph.origin import rule_node
from lod.graph.scope import Fact, Scope, number
from lod.model.annotations import Span
from lod.model.vocab import UNR


def span_facts(scope: Scope, span: Span, rule: str) -> tuple[Fact, ...]:
    """Statements about a span's words; which property leads to their passage differs by class."""
    return (
        (UNR.inResolution, scope.document),
        (UNR.asPrinted, scope.words(span.printed)),
        (UNR.startOffset, number(span.start)),
        (UNR.endOffset, number(span.end)),
        (UNR.rule, rule_node(scope.base, rule)),
    )
