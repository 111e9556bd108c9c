"""The expressions of a resolution: its text in one language, with the files that embody it.

Governing text: the European Legislation Identifier's ontology, which parts a legal resource (the work) from its
expressions (one a language) and their formats (the files).
"""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from lod.data.languages import load_languages
from lod.graph.provenance import source_node
from lod.graph.terms import Scope, english, facts, type_triples
from lod.graph.types import types_of
from lod.model.iris import expression
from lod.model.resolution import Resolution
from lod.model.vocab import DCT, ELI, RDFS, UNR

#: Where the United Nations gives the official file of a document in a language.
OFFICIAL = "https://docs.un.org/{language}/{symbol}"


def expression_triples(scope: Scope, main: Resolution, others: Sequence[Resolution]) -> Iterator[Triple]:
    """One expression for each language in which there is a reading; its title and notes are the first reading's."""
    readings: dict[str, list[Resolution]] = {}
    for reading in (main, *others):
        readings.setdefault(reading.language, []).append(reading)
    for language, alike in readings.items():
        yield from _expression(scope, main.masthead.symbol, language, alike)


def _expression(scope: Scope, symbol: str, language: str, readings: Sequence[Resolution]) -> Iterator[Triple]:
    subject, head = scope.thing(expression(scope.path, language)), readings[0].masthead
    named = load_languages().get(language)
    local = Scope(scope.base, scope.path, language)
    yield Triple(scope.document, ELI.is_realized_by, subject)
    yield from type_triples(subject, types_of(ELI.LegalExpression))
    yield from facts(
        subject,
        (
            (RDFS.label, english(f"{symbol}, {named.name if named else language}")),
            (ELI.realizes, scope.document),
            (ELI.language, NamedNode(named.iri) if named else None),
            (DCT.title, local.words(head.title)),
            (UNR.reissueNote, local.words(head.corrigendum)),
            *((ELI.is_embodied_by, file) for file in _files(scope, symbol, language, readings)),
        ),
    )


def _files(scope: Scope, symbol: str, language: str, readings: Iterable[Resolution]) -> Iterator[NamedNode]:
    """The files that were read, and the official one."""
    yield from (source_node(scope, reading.source) for reading in readings)
    if language in load_languages():
        yield NamedNode(OFFICIAL.format(language=language, symbol=quote(symbol.replace(" ", ""), safe="/()")))
