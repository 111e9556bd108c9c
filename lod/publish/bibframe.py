"""BIBFRAME 2 of resolutions: a work, and an instance for each language.

Governing text: the BIBFRAME 2.0 vocabulary (Library of Congress). Every node has an IRI below the resolution's own.
"""

from collections.abc import Iterator

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from lod.graph.serialize import sort_graph
from lod.graph.terms import Scope, facts, type_triples
from lod.model.iris import document, expression, is_iri
from lod.model.vocab import BF, RDF, RDFS
from lod.publish.marc.described import LANGUAGES, Described, official_link, one_line

_LANGUAGES = "http://id.loc.gov/vocabulary/languages/"
_PLACE = NamedNode("http://id.loc.gov/vocabulary/countries/nyu")
_ONLINE = NamedNode("http://id.loc.gov/vocabulary/carriers/cr")
_ISSUING = NamedNode("http://id.loc.gov/vocabulary/relators/isb")


def bibframe(of: Described, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> bytes:
    """A resolution in BIBFRAME, in a syntax of RDF."""
    prefixes = {"bf": BF.base, "rdf": RDF.base, "rdfs": RDFS.base}
    return sort_graph(bibframe_triples(of)).write(form, prefixes)


def bibframe_triples(of: Described) -> Iterator[Triple]:
    """The work with its title, agent, subjects and identifier, and its instances."""
    head, scope = of.head, Scope(of.base, document(of.head.symbol).path, of.resolution.language)
    work, title, number = scope.document, scope.here("bf-title"), scope.here("bf-number")
    yield from type_triples(work, (BF.Work, BF.Text))
    yield from _titled(scope, work, title, head.name)
    yield from type_triples(number, (BF.ReportNumber,))
    yield from facts(number, ((RDF.value, Literal(head.symbol)),))
    subjects = (subject for subject in of.record.subjects if is_iri(subject.iri))
    yield from facts(
        work,
        (
            (BF.identifiedBy, number),
            (BF.originDate, Literal(head.adopted.isoformat()) if head.adopted else None),
            *((BF.subject, NamedNode(subject.iri)) for subject in subjects),
        ),
    )
    yield from _contribution(scope, of)
    for language in of.languages:
        yield from _instance(scope, of, language)


def _titled(scope: Scope, of: NamedNode, title: NamedNode, words: str) -> Iterator[Triple]:
    yield from type_triples(title, (BF.Title,))
    yield from facts(title, ((BF.mainTitle, Literal(one_line(words), language=scope.language)),))
    yield Triple(of, BF.title, title)


def _contribution(scope: Scope, of: Described) -> Iterator[Triple]:
    if not of.organ:
        return
    node, agent = scope.here("bf-contribution"), scope.thing(f"actor/{of.head.organ}")
    yield Triple(scope.document, BF.contribution, node)
    yield from type_triples(node, (BF.Contribution,))
    yield from facts(node, ((BF.agent, agent), (BF.role, _ISSUING)))
    yield from type_triples(agent, (BF.Organization,))
    yield from facts(agent, ((RDFS.label, Literal(of.organ, language="en")),))


def _instance(scope: Scope, of: Described, language: str) -> Iterator[Triple]:
    """The text in one language, as the United Nations puts it online."""
    node, told = scope.thing(expression(scope.path, language)), dict(of.titles)
    local = Scope(scope.base, scope.path, language)
    publication = scope.here(f"bf-publication-{language}")
    code = LANGUAGES.get(language)
    yield from type_triples(node, (BF.Instance,))
    yield from _titled(local, node, scope.here(f"bf-title-{language}"), told.get(language, of.head.name))
    yield Triple(scope.document, BF.hasInstance, node)
    yield from facts(
        node,
        (
            (BF.instanceOf, scope.document),
            (BF.language, NamedNode(f"{_LANGUAGES}{code}") if code else None),
            (BF.carrier, _ONLINE),
            (BF.electronicLocator, NamedNode(official_link(of.head.symbol, language if code else ""))),
            (BF.provisionActivity, publication),
        ),
    )
    issued = Literal(of.head.issued.isoformat()) if of.head.issued else None
    yield from type_triples(publication, (BF.Publication,))
    yield from facts(publication, ((BF.place, _PLACE), (BF.date, issued)))
