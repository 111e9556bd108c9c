"""Triples of the documents that answer what a resolution asks to be reported."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from lod.graph.related import instrument_triples, with_symbol
from lod.graph.terms import Scope
from lod.model.iris import DEFAULT_BASE, document
from lod.model.vocab import UNR
from lod.read.tree.languages import ENGLISH


def answer_triples(
    symbol: str, answers: Iterable[tuple[str, str, str, str]], base: str = DEFAULT_BASE
) -> Iterator[Triple]:
    """What answers the requests of a resolution.

    `answers` are an act's place, the symbol of the document, and the later resolution with the place of the citation
    that shows it. The document is described enough for the graph of the asking resolution to be read alone.
    """
    scope = Scope(base, document(symbol).path, ENGLISH)
    for act, answer, later, place in answers:
        citing = Scope(base, document(later).path, ENGLISH)
        yield Triple(scope.here(act), UNR.answeredBy, scope.thing(document(answer).path))
        yield Triple(scope.here(act), UNR.answeredIn, citing.here(place))
        yield from instrument_triples(scope, with_symbol(answer))
