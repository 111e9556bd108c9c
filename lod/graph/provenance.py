"""Triples of provenance: sources, the printed words of the masthead, rules, and the reader's findings."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import NamedNode, Triple

from lod.graph.concepts import concept_triples
from lod.graph.terms import Fact, Scope, date, english, facts, number, plain_literal, thing, type_triples
from lod.graph.types import types_of
from lod.model.iris import is_iri
from lod.model.resolution import Finding, Printed, Resolution, Severity, Source
from lod.model.vocab import DCT, ELI, PROV, RDF, SH, UNR

#: What is said of a source rather than of the resolution: these nodes, and these properties of any node.
ORIGIN_CLASSES = frozenset((UNR.Source, UNR.MastheadStatement, UNR.Finding, UNR.UnreadText))
ORIGIN_PROPERTIES = frozenset((UNR.sourceOffset, UNR.textFrom, PROV.wasDerivedFrom, ELI.is_embodied_by))

_SEVERITIES = {Severity.VIOLATION: SH.Violation, Severity.WARNING: SH.Warning, Severity.INFO: SH.Info}


def without_origin(triples: Iterable[Triple]) -> list[Triple]:
    """What is left where two sources of a resolution should agree: all but statements about the sources."""
    given = list(triples)
    dropped = {t.subject for t in given if t.predicate == RDF.type and t.object in ORIGIN_CLASSES}
    rules = {t.object for t in given if t.predicate == UNR.rule and t.subject not in dropped}
    unused = {t.subject for t in given if t.object == UNR.Rule and t.subject not in rules}
    gone = dropped | unused
    return [t for t in given if t.subject not in gone and t.predicate not in ORIGIN_PROPERTIES]


def source_place(source: Source) -> str:
    """The place of a source, named by the first twelve figures of its SHA-256 sum."""
    return f"source-{source.sha256[:12]}"


def source_ending(source: Source) -> str:
    """What ends the places of fields and findings of a reading that is not the main one."""
    return f"-{source.sha256[:12]}"


def source_node(scope: Scope, source: Source) -> NamedNode:
    """A source's node."""
    return scope.here(source_place(source))


def source_triples(scope: Scope, reading: Resolution, gives_text: bool) -> Iterator[Triple]:
    """The source of a reading, and that the resolution comes from it; `gives_text`: its words are published."""
    source, subject = reading.source, source_node(scope, reading.source)
    yield from type_triples(subject, types_of(UNR.Source))
    yield from facts(
        subject,
        (
            (UNR.inResolution, scope.document),
            (UNR.fileName, plain_literal(source.name)),
            (UNR.mediaType, plain_literal(source.media_type)),
            (UNR.sha256, plain_literal(source.sha256)),
            (UNR.languageTag, plain_literal(reading.language)),
            (DCT.source, NamedNode(source.address) if is_iri(source.address) else None),
            (UNR.fetchedOn, date(source.fetched)),
        ),
    )
    yield Triple(scope.document, PROV.wasDerivedFrom, subject)
    if gives_text:
        yield Triple(scope.document, UNR.textFrom, subject)


def statement_triples(scope: Scope, reading: Resolution, ending: str = "") -> Iterator[Triple]:
    """The printed words of a reading's masthead and closing line."""
    for place, printed in field_places(reading, ending):
        subject = scope.here(place)
        yield from type_triples(subject, types_of(UNR.MastheadStatement))
        yield from concept_triples(scope.base, f"masthead-field/{_slug(printed.field)}")
        yield from facts(
            subject,
            (
                (UNR.inResolution, scope.document),
                (UNR.field, scope.concept("masthead-field", _slug(printed.field))),
                (UNR.asPrinted, scope.words(printed.text)),
                (UNR.sourceOffset, number(printed.source)),
                (PROV.wasDerivedFrom, source_node(scope, reading.source)),
            ),
        )


def field_places(reading: Resolution, ending: str = "") -> Iterator[tuple[str, Printed]]:
    """Each printed field of a reading with its place; a field printed again is counted on."""
    seen: dict[str, int] = {}
    for printed in reading.masthead.printed:
        seen[printed.field] = seen.get(printed.field, 0) + 1
        count = str(seen[printed.field]) if seen[printed.field] > 1 else ""
        yield f"field-{_slug(printed.field)}{count}{ending}", printed


def _slug(field: str) -> str:
    """A field's name in IRIs."""
    return field.replace("_", "-")


def finding_places(findings: Sequence[Finding], ending: str = "") -> Iterator[tuple[str, Finding]]:
    """Each finding with its place."""
    return ((f"finding{count}{ending}", finding) for count, finding in enumerate(findings, 1))


def finding_triples(
    scope: Scope, findings: Sequence[Finding], source: Source | None, ending: str = ""
) -> Iterator[Triple]:
    """What a person should look at in a source; without a source, where sources differ."""
    for place, finding in finding_places(findings, ending):
        subject = scope.here(place)
        yield from type_triples(subject, types_of(UNR.Finding))
        yield from facts(subject, _finding(scope, finding))
        yield from facts(subject, ((PROV.wasDerivedFrom, source_node(scope, source) if source else None),))
        yield from rule_triples(scope.base, finding.rule)


def _finding(scope: Scope, finding: Finding) -> tuple[Fact, ...]:
    return (
        (UNR.inResolution, scope.document),
        (UNR.rule, rule_node(scope.base, finding.rule)),
        (UNR.severity, _SEVERITIES[finding.severity]),
        (UNR.concerns, scope.here(finding.place)),
        (DCT.description, english(finding.what)),
        (UNR.mend, english(finding.mend)),
        (UNR.sourceOffset, number(finding.source)),
    )


@lru_cache(maxsize=4096)
def rule_node(base: str, rule: str) -> NamedNode | None:
    """A rule's node; None where a value names no rule."""
    return thing(base, f"rule/{rule}") if rule else None


@lru_cache(maxsize=4096)
def rule_triples(base: str, rule: str) -> tuple[Triple, ...]:
    """A rule by its id, which `lod/data/` and the tests use too."""
    subject = rule_node(base, rule)
    if subject is None:
        return ()
    return (*type_triples(subject, types_of(UNR.Rule)), *facts(subject, ((DCT.identifier, plain_literal(rule)),)))
