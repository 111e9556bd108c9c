"""The vocabulary explains itself, keeps to OWL 2 DL, and contradicts neither itself nor a graph of ours."""

import re
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from lod.data.files import share
from lod.graph.authorities import authority_triples
from lod.graph.concepts import vocabulary_triples
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Outcome
from lod.model.vocab import UNR
from tests.graph_sample import ANNOTATIONS, RESOLUTION

KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
#: What OWL 2 itself provides; everything else that the file uses is declared in it.
BUILTIN = (str(OWL), str(RDF), str(RDFS))
#: Datatypes of OWL 2's datatype map that the file may use in axioms.
DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.date, XSD.anyURI, RDFS.Literal}
SCHEMA = rdflib.Namespace("https://schema.org/")
SCHEMES = sorted(path.name for path in share("ontology").glob("*.ttl") if path.name != "unres.ttl")
OWN_SCHEMES = [
    "adoption-modes.ttl",
    "ballot-options.ttl",
    "clause-kinds.ttl",
    "goal-bases.ttl",
    "identifier-schemes.ttl",
    "masthead-fields.ttl",
    "mention-roles.ttl",
]


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(share("ontology", "unres.ttl"))


def terms() -> list[rdflib.URIRef]:
    return [rdflib.URIRef(term.value) for term in UNR]


def name(term: object) -> str:
    return str(term).rpartition("#")[2]


# ------------------------------------------------------------------ it explains itself


@pytest.mark.parametrize("term", terms(), ids=name)
def test_a_term_is_documented(term: rdflib.URIRef) -> None:
    """Label, definition that begins as its kind asks, example from 68/230, and who defines it: one each, in English."""
    graph = ontology()
    is_class = (term, RDF.type, OWL.Class) in graph
    (label,) = graph.objects(term, RDFS.label)
    (definition,) = graph.objects(term, SKOS.definition)
    assert isinstance(label, rdflib.Literal)
    assert isinstance(definition, rdflib.Literal)
    assert label.language == definition.language == "en"
    assert definition.startswith("A " if is_class else "Relates ")
    assert definition.endswith(".")
    assert list(graph.objects(term, SKOS.example))
    assert list(graph.objects(term, RDFS.isDefinedBy)) == [rdflib.URIRef(UNR.base.rstrip("#"))]
    assert term.split("#")[1][0].isupper() == is_class


#: Names of things of 68/230 that an example may use without its symbol.
KNOWN = ("68/230", "A/RES/64/222", "The General Assembly", "57/270", "session/68", "A/68/", "24b", "op21")


@pytest.mark.parametrize("term", terms(), ids=name)
def test_examples_speak_of_68_230(term: rdflib.URIRef) -> None:
    """Each example shows the term in A/RES/68/230, or says that the resolution has none."""
    examples = " ".join(str(example) for example in ontology().objects(term, SKOS.example))
    assert any(known in examples for known in KNOWN), examples


def aligned(term: rdflib.URIRef) -> list[str]:
    """What a term of ours is near to in other vocabularies."""
    above = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
    found = [str(other) for predicate in above for other in ontology().objects(term, predicate)]
    return [other for other in found if not other.startswith(UNR.base)]


@pytest.mark.parametrize("term", terms(), ids=name)
def test_a_term_is_aligned_with_its_reason(term: rdflib.URIRef) -> None:
    """A term near to one elsewhere says how it differs; every term has been held against the reused vocabularies."""
    assert aligned(term)
    assert list(ontology().objects(term, SKOS.editorialNote))


def test_equivalence_is_claimed_nowhere() -> None:
    """Matches of SKOS are between concepts, so that classes and properties have none."""
    claims = {OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch}
    assert claims & set(ontology().predicates()) == set()


def test_the_header_says_version_licence_and_how_terms_retire() -> None:
    graph, header = ontology(), rdflib.URIRef(UNR.base.rstrip("#"))
    version = graph.value(header, OWL.versionIRI)
    assert str(version).endswith(str(graph.value(header, OWL.versionInfo)))
    assert graph.value(header, rdflib.DCTERMS.license)
    assert graph.value(header, rdflib.DCTERMS.title)
    assert list(graph.objects(header, SKOS.changeNote))
    assert any(str(note).startswith("Deprecation") for note in graph.objects(header, SKOS.editorialNote))


def ill_retired(graph: rdflib.Graph) -> set[str]:
    """Deprecated terms that break the rule: no successor in the file, no change note, or still written."""
    known = set(graph.subjects(RDFS.isDefinedBy))
    return {
        str(term)
        for term in graph.subjects(OWL.deprecated, rdflib.Literal(True))
        if graph.value(term, rdflib.DCTERMS.isReplacedBy) not in known
        or not graph.value(term, SKOS.changeNote)
        or ox.NamedNode(str(term)) in UNR
    }


def test_a_deprecated_term_names_its_successor_and_is_not_written() -> None:
    assert ill_retired(ontology()) == set()


RETIRED = "unr:old a owl:Class ; owl:deprecated true ; skos:changeNote 'Retired in 9.0.0.'@en"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"{RETIRED} ; dct:isReplacedBy unr:Act .", True),
        (f"{RETIRED} ; dct:isReplacedBy unr:Nothing .", False),
        (f"{RETIRED} .", False),
        ("unr:old a owl:Class ; owl:deprecated true ; dct:isReplacedBy unr:Act .", False),
        ("unr:Act owl:deprecated true ; dct:isReplacedBy unr:Mention ; skos:changeNote 'x'@en .", False),
    ],
    ids=["well retired", "unknown successor", "no successor", "no note", "still written"],
)
def test_the_rule_of_deprecation_tells_good_from_bad(said: str, kept: bool) -> None:
    head = f"@prefix owl: <{OWL}> . @prefix dct: <{rdflib.DCTERMS}> . @prefix skos: <{SKOS}> .\n"
    assert (ill_retired(ontology() + read(head + said)) == set()) == kept


# ------------------------------------------------------------------ it keeps to OWL 2 DL


def test_no_term_has_two_kinds() -> None:
    """No punning: class, object, datatype or annotation property."""
    graph = ontology()
    kinds = {s: {k for k in graph.objects(s, RDF.type) if k in KINDS} for s in set(graph.subjects(RDF.type, None))}
    assert {str(term) for term, found in kinds.items() if len(found) > 1} == set()


def test_everything_used_is_declared() -> None:
    graph = ontology()
    declared = set(graph.subjects(RDF.type, None))
    used = set(graph.predicates()) | set(graph.objects(None, RDFS.domain)) | set(graph.objects(None, RDFS.subClassOf))
    used |= set(graph.objects(None, RDFS.subPropertyOf)) | set(graph.objects(None, OWL.disjointWith))
    assert {str(t) for t in used - declared if not str(t).startswith(BUILTIN)} == set()


def test_ranges_agree_with_the_kind_of_property() -> None:
    graph = ontology()
    for term, target in graph.subject_objects(RDFS.range):
        kind = OWL.DatatypeProperty if target in DATATYPES else OWL.ObjectProperty
        assert (term, RDF.type, kind) in graph, (term, target)
        assert target in DATATYPES or (target, RDF.type, OWL.Class) in graph, (term, target)


def test_a_property_says_what_it_is_of_and_where_it_leads() -> None:
    """One class by rdfs:domain and rdfs:range, several by schema:domainIncludes and schema:rangeIncludes."""
    graph = ontology()
    for term in terms():
        if (term, RDF.type, OWL.Class) not in graph:
            assert stated(term, RDFS.domain, SCHEMA.domainIncludes), term
            assert stated(term, RDFS.range, SCHEMA.rangeIncludes), term


def stated(term: rdflib.URIRef, *by: rdflib.URIRef) -> set[rdflib.term.Node]:
    """What the ontology states of a term by some predicates."""
    return {value for predicate in by for value in ontology().objects(term, predicate)}


def test_graphs_use_properties_as_the_ontology_says() -> None:
    """Each subject has one of the property's classes, and what is typed and led to one of those that it leads to."""
    graph = graph_of([*resolution_triples(RESOLUTION, ANNOTATIONS), *authority_triples()])
    own = {term for term in terms() if (term, RDF.type, OWL.Class) not in ontology()}
    for subject, predicate, value in graph:
        if predicate in own and isinstance(predicate, rdflib.URIRef):
            types = set(graph.objects(subject, RDF.type))
            assert types & stated(predicate, RDFS.domain, SCHEMA.domainIncludes), (subject, predicate)
            led_to = set(graph.objects(value, RDF.type))
            assert not led_to or led_to & stated(predicate, RDFS.range, SCHEMA.rangeIncludes), (predicate, value)


def graph_of(triples: list[ox.Triple]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=serialize(triples, ox.RdfFormat.N_TRIPLES), format="nt")


def test_a_superproperty_is_of_the_same_kind() -> None:
    graph = ontology()
    for term, above in graph.subject_objects(RDFS.subPropertyOf):
        kinds = {k for k in graph.objects(term, RDF.type) if k in KINDS}
        assert kinds <= set(graph.objects(above, RDF.type)), (term, above)


def reasoned(*graphs: rdflib.Graph) -> list[str]:
    """The contradictions that OWL 2 RL's rules find in the ontology with some graphs."""
    whole = rdflib.Graph()
    for graph in (ontology(), *graphs):
        whole += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    return [
        str(found) for found in whole.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))
    ]


def read(turtle: str) -> rdflib.Graph:
    prefix = f"@prefix unr: <{UNR.base}> . @prefix : <{DEFAULT_BASE}A/RES/99/7#> .\n"
    return rdflib.Graph().parse(data=prefix + turtle, format="turtle")


def test_the_ontology_and_a_graph_of_ours_are_consistent() -> None:
    """By the rules of OWL 2 RL, which are complete for what the file states."""
    sample = serialize(resolution_triples(RESOLUTION, ANNOTATIONS), ox.RdfFormat.N_TRIPLES)
    assert reasoned(rdflib.Graph().parse(data=sample, format="nt")) == []


@pytest.mark.parametrize(
    "damage",
    [
        ":x a unr:Act, unr:Mention .",
        ":x a unr:PreambularParagraph, unr:OperativeParagraph .",
        ":x unr:performedIn :y . :y a unr:Footnote .",
        ":x unr:beneficiaryFund :y . :y a unr:Actor .",
    ],
)
def test_a_contradiction_is_found(damage: str) -> None:
    assert reasoned(read(damage)) != []


# ------------------------------------------------------------------ the concept schemes


@pytest.mark.parametrize("file", OWN_SCHEMES)
def test_a_concept_is_documented(file: str) -> None:
    graph = rdflib.Graph().parse(share("ontology", file))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == concepts
    for concept in concepts:
        assert (concept, SKOS.inScheme, scheme) in graph
        for needed in (SKOS.prefLabel, SKOS.notation, SKOS.definition, SKOS.example):
            assert len(list(graph.objects(concept, needed))) == 1, (concept, needed)


@pytest.mark.parametrize("file", SCHEMES)
def test_a_scheme_and_each_concept_is_defined(file: str) -> None:
    """Title and description of the scheme; label and definition, one each, of every concept."""
    graph = rdflib.Graph().parse(share("ontology", file))
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert graph.value(scheme, rdflib.DCTERMS.title)
    assert graph.value(scheme, rdflib.DCTERMS.description)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        for needed in (SKOS.prefLabel, SKOS.definition):
            assert len(list(graph.objects(concept, needed))) == 1, (concept, needed)


@pytest.mark.parametrize("file", [file for file in SCHEMES if file != "verbs.ttl"])
def test_a_scheme_says_when_its_concepts_are_used(file: str) -> None:
    graph = rdflib.Graph().parse(share("ontology", file))
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert len(list(graph.objects(scheme, SKOS.scopeNote))) == 1


def test_the_modes_of_adoption_are_those_of_the_model() -> None:
    graph = rdflib.Graph().parse(share("ontology", "adoption-modes.ttl"))
    assert {str(v) for v in graph.objects(None, SKOS.notation)} == {outcome.value for outcome in Outcome}


@pytest.mark.parametrize("file", SCHEMES)
def test_a_scheme_uses_notations_once_and_no_blank_nodes(file: str) -> None:
    graph = rdflib.Graph().parse(share("ontology", file))
    notations = [str(v) for v in graph.objects(None, SKOS.notation)]
    assert len(notations) == len(set(notations))
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


@pytest.mark.parametrize("file", SCHEMES)
def test_a_scheme_keeps_to_skos(file: str) -> None:
    """Every concept is in the scheme and below a top concept, no path leads round, labels are one a language.

    Governing text: SKOS Reference, integrity conditions S9, S13, S14, S27.
    """
    graph = rdflib.Graph().parse(share("ontology", file))
    schemes, concepts = set(graph.subjects(RDF.type, SKOS.ConceptScheme)), set(graph.subjects(RDF.type, SKOS.Concept))
    assert not schemes & concepts
    assert set(graph.subject_objects(SKOS.topConceptOf)) == {
        (c, s) for s, c in graph.subject_objects(SKOS.hasTopConcept)
    }
    for concept in concepts:
        assert set(graph.objects(concept, SKOS.inScheme)) & schemes, concept
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert above <= concepts, concept
        assert not any(concept in set(graph.transitive_objects(b, SKOS.broader)) for b in above), concept
        tops = {c for c in (concept, *above) if (c, SKOS.topConceptOf, None) in graph}
        assert tops, f"{concept} is below no top concept"
        assert (concept in tops) == ((concept, SKOS.broader, None) not in graph), concept
        labels = list(graph.objects(concept, SKOS.prefLabel))
        assert len({label.language for label in labels if isinstance(label, rdflib.Literal)}) == len(labels) > 0
        assert not set(labels) & set(graph.objects(concept, SKOS.altLabel)), concept


def test_a_scheme_file_that_is_no_turtle_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.ttl").write_text("this is no Turtle")
    monkeypatch.setattr("lod.graph.concepts.share", lambda *parts: tmp_path)
    with pytest.raises(ValueError, match=re.escape("broken.ttl")):
        vocabulary_triples()
