"""The terms that this package may write: closed namespaces, in which a misspelt term raises.

`UNR` holds exactly the terms of `ontology/unres.ttl`; the other namespaces hold those reused terms that the package
uses. A term is a pyoxigraph node: `UNR.Act`, `SKOS.prefLabel`.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from pyoxigraph import NamedNode

from lod.model.iris import VOCABULARY


class Namespace:
    """A frozen set of terms below one IRI; any other name raises AttributeError with the nearest known term.

    >>> Namespace("http://example.org/", "Act verb").verb.value
    'http://example.org/verb'
    """

    base: str
    _terms: dict[str, NamedNode]

    def __init__(self, base: str, names: str) -> None:
        terms = {name: NamedNode(base + name) for name in names.split()}
        self.__dict__.update(terms, base=base, _terms=terms)

    def __getattr__(self, name: str) -> NamedNode:
        """Called for names that are no terms only."""
        if name.startswith("_"):  # asked by whoever looks through modules, and told at once
            raise AttributeError(name)
        near = get_close_matches(name, self.__dict__.get("_terms", ()), 1)
        advice = f"; did you mean {near[0]}?" if near else ""
        raise AttributeError(f"no term {name!r} in {self.__dict__.get('base')}{advice}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self.base} is closed: add {name!r} where it is made")

    def __iter__(self) -> Iterator[NamedNode]:
        """Every term, in the order of their names."""
        return iter(self._terms[name] for name in sorted(self._terms))

    def __contains__(self, term: object) -> bool:
        return term in self._terms.values()


UNR = Namespace(
    VOCABULARY,
    """
    Instrument Resolution Decision CommitteeReport Draft PresidentialStatement
    Passage Part PreambularParagraph OperativeParagraph SubParagraph Section Annex Heading Table TextBlock Footnote
    TableNote NoteMark TableCell HeaderCell
    UnreadText AnnotationGraph
    Citation Act ReportRequest AgendaInclusion ContributionCall Mandate MandateElement Clause FurtherReport Mention
    GoalTag
    Actor ActorGroup MemberState Fund TrustFund AuthorityIdentifier DatedName AuthorityFact
    Session Meeting AgendaItem Ballot WorkflowStep
    MastheadStatement Source Rule Finding

    symbol instrumentType containedIn session agendaItem onReport onDraft reportPinpoint committee adoptedAt
    adoptionMode predecessor openingWords reissueNote nameHeading titleHeading agendaHeading goal goalBasis
    aknIri
    inResolution number position text earlierWording mark anchoredIn markOf markedIn
    cellOf row column rowSpan columnSpan figure tableNoteMark
    asPrinted startOffset endOffset sourceOffset rule
    citedIn citationFunction citationFunctionOfMark citedDate pinpoint takesUp
    performedIn order verb verbAsPrinted verbStartOffset verbEndOffset manner addressing addressee
    dueSession dueDate dueDateAsPrinted reportTo reportToAsPrinted deliverable frequency itemTitle subItemTitle
    answeredBy answeredIn
    beneficiaryFund clauseOf clauseIn clauseKind furtherReportOf furtherReportIn
    asksOffice elementOf elementIn elementKind
    mentionedIn mentions role
    actorType establishedBy renamedBy administeredBy inGroup membersAsOf authorityFact factProperty factObject readIn
    identifier identifierScheme identifierValue datedName validFrom validUntil
    sessionOf meetingOf record itemNumber parentItem earlierItem castBy
    ballotOption stepOutcome stepDocument stepDate sponsor sponsorAsPrinted
    field textFrom fileName mediaType sha256 fetchedOn languageTag severity concerns mend madeByVersion
    """,
)

CITO = Namespace("http://purl.org/spar/cito/", "Citation hasCitedEntity hasCitingEntity")
DC = Namespace("http://purl.org/dc/elements/1.1/", "subject")
DCT = Namespace(
    "http://purl.org/dc/terms/",
    """
    Frequency LicenseDocument LinguisticSystem Location MediaType MediaTypeOrExtent PeriodOfTime RightsStatement
    accessRights accrualPeriodicity alternative bibliographicCitation conformsTo created creator date description format
    hasPart identifier isPartOf isReplacedBy issued language license modified publisher requires rights source spatial
    subject temporal title type
    """,
)
ELI = Namespace(
    "http://data.europa.eu/eli/ontology#",
    """
    LegalExpression LegalResource LegalResourceSubdivision Work cites date_document has_part is_embodied_by is_part_of
    is_realized_by language passed_by realizes
    """,
)
FOAF = Namespace("http://xmlns.com/foaf/0.1/", "Agent Document Group homepage name")
ORG = Namespace("http://www.w3.org/ns/org#", "Organization Post postIn subOrganizationOf")
OWL = Namespace(
    "http://www.w3.org/2002/07/owl#", "Class DatatypeProperty ObjectProperty Ontology deprecated versionIRI versionInfo"
)
PROV = Namespace("http://www.w3.org/ns/prov#", "Entity Plan wasDerivedFrom")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type value")
RDFS = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#", "comment domain isDefinedBy label range seeAlso subClassOf subPropertyOf"
)
SH = Namespace(
    "http://www.w3.org/ns/shacl#",
    """
    IRI Info NodeShape PropertyShape SPARQLExecutable SPARQLSelectExecutable Severity ValidationReport ValidationResult
    Violation Warning closed conforms description focusNode ignoredProperties message minCount name nodeKind path result
    resultMessage resultPath resultSeverity select severity sourceConstraintComponent sourceShape targetClass value
    """,
)
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    """
    Concept ConceptScheme altLabel broader changeNote definition editorialNote example exactMatch inScheme
    notation prefLabel scopeNote
    """,
)
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#", "anyURI date decimal gYear gYearMonth hexBinary integer nonNegativeInteger"
)
BF = Namespace(
    "http://id.loc.gov/ontologies/bibframe/",
    """
    Contribution Instance Organization Publication ReportNumber Text Title Work agent carrier contribution date
    electronicLocator hasInstance identifiedBy instanceOf language mainTitle originDate place provisionActivity role
    subject title
    """,
)
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#",
    """
    Catalog Dataset DatasetSeries Distribution accessURL bbox byteSize centroid compressFormat contactPoint dataset
    distribution downloadURL endDate inSeries keyword landingPage mediaType startDate theme themeTaxonomy version
    """,
)
SCHEMA = Namespace("https://schema.org/", "domainIncludes rangeIncludes target")
SD = Namespace(
    "http://www.w3.org/ns/sparql-service-description#",
    "Dataset Graph NamedGraph SPARQL11Query Service UnionDefaultGraph defaultDataset defaultGraph endpoint feature name"
    " namedGraph resultFormat supportedLanguage",
)
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    """
    Dataset classPartition classes dataDump documents entities exampleResource properties property propertyPartition
    rootResource subset triples uriSpace vocabulary
    """,
)
#: The one term that Python has a word for.
VOID_CLASS = NamedNode(f"{VOID.base}class")
DCATAP = Namespace("http://data.europa.eu/r5r/", "availability")
SPDX = Namespace("http://spdx.org/rdf/terms#", "Checksum ChecksumAlgorithm algorithm checksum checksumValue")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#", "Kind Organization fn hasEmail hasURL")

#: Prefixes that a file of ours declares.
PREFIXES: dict[str, str] = {
    "cito": CITO.base,
    "dc": DC.base,
    "dct": DCT.base,
    "eli": ELI.base,
    "foaf": FOAF.base,
    "org": ORG.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "sh": SH.base,
    "skos": SKOS.base,
    "unr": UNR.base,
    "xsd": XSD.base,
}
