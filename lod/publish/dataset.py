"""Description of the data set for catalogues: DCAT-AP 3 and VoID, without a clock.

Governing texts: DCAT-AP 3.0 (SEMIC), W3C DCAT 3, VoID, SPDX. Who publishes comes from the publication's file
(`lod.data.publication`); dates come from the data: the last day of distribution or adoption. The concepts of the EU's
tables that the description uses are stated with their scheme, so that it can be checked without fetching them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct

from lod.data.languages import EU_LANGUAGES, load_languages
from lod.data.publication import Publication
from lod.graph.named_graphs import ACROSS
from lod.graph.terms import Fact, facts, type_triples
from lod.model.iris import VOCABULARY, document, format_iri
from lod.model.version import VERSION
from lod.model.vocab import CITO, DCAT, DCATAP, DCT, ELI, FOAF, ORG, PROV, RDF, SKOS, SPDX, VCARD, VOID, VOID_CLASS, XSD
from lod.publish.dumps import FACTS, FORMATS, THINGS
from lod.publish.index import Index
from lod.publish.kinds import KINDS, FileKind
from lod.publish.parts import PARTS_FOLDER, DataPart

#: Tables of the EU Publications Office, by what they hold.
EU = "http://publications.europa.eu/resource/authority/"
#: The United Nations has no place of its own in tables of places: its resolutions concern the world.
WORLD = "http://publications.europa.eu/resource/authority/continent/WORLD"
#: The vocabularies whose terms the data use.
VOCABULARIES = (VOCABULARY, *(used.base for used in (DCT, FOAF, CITO, ELI, ORG, PROV, SKOS)))
ADMS = "http://purl.org/adms/"
PUBLISHER_TYPE = ox.NamedNode(f"{ADMS}publishertype/NonProfitOrganisation")
LICENCE_TYPE = ox.NamedNode(f"{ADMS}licencetype/Attribution")
#: SPDX writes its terms with http; DCAT-AP asks for this.
SHA256 = ox.NamedNode("https://spdx.org/rdf/terms#checksumAlgorithm_sha256")
_WKT = ox.NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_THE_EARTH = ox.Literal("POLYGON((-180 -90, 180 -90, 180 90, -180 90, -180 -90))", datatype=_WKT)
_ITS_MIDDLE = ox.Literal("POINT(0 0)", datatype=_WKT)
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_PACKED = {".gz": "application/gzip", ".zst": "application/zstd"}


class DataFile(Struct, frozen=True):
    """A file of the publication: its path below the folder, its length in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def kind(self) -> FileKind | None:
        """What kind of file it is; None for one that the description leaves out."""
        return next((kind for ending, kind in KINDS.items() if self.path.endswith(ending)), None)


class Partitions(Struct, frozen=True):
    """How many things each class has, and how many statements each property, by IRI."""

    classes: Mapping[str, int] = {}
    properties: Mapping[str, int] = {}


def catalogue_triples(
    index: Index,
    publication: Publication,
    files: Iterable[DataFile],
    words: str,
    base: str,
    sessions: Sequence[DataPart] = (),
) -> Iterator[ox.Triple]:
    """The catalogue, the data set and its distributions, in the terms of DCAT-AP; sessions that have files of their own
    are data sets of a series."""
    told = Told(index, publication, base)
    described = sorted((file for file in files if file.kind), key=lambda file: file.path)
    own = {file.path: part for part in sessions for file in described if part.holds(file.path)}
    yield from told.catalogue()
    yield from told.dataset(words)
    yield from told.people()
    yield from told.series([part for part in sessions if part in own.values()])
    for file in described:
        part = own.get(file.path)
        if part or not file.path.startswith(f"{PARTS_FOLDER}/"):
            yield from told.distribution(file, told.session(part) if part else told.this)
    yield from told.concepts()


def last_change(index: Index) -> dt.date | None:
    """The last day of distribution or of adoption in the data."""
    days = (day for card in index.cards.values() for day in (card.issued, card.adopted))
    return max(filter(None, days), default=None)


class Told(Struct, frozen=True):
    """What the parts of a description share."""

    index: Index
    publication: Publication
    base: str

    @property
    def this(self) -> ox.NamedNode:
        return self.part("")

    def part(self, fragment: str) -> ox.NamedNode:
        """The data set, or a node of its description."""
        return ox.NamedNode(f"{self.base}data/dataset{fragment}")

    def _modified(self) -> ox.Literal | None:
        last = last_change(self.index)
        return ox.Literal(last.isoformat(), datatype=XSD.date) if last else None

    def _issued(self) -> ox.Literal | None:
        last = max((card.issued for card in self.index.cards.values() if card.issued), default=None)
        return ox.Literal(last.isoformat(), datatype=XSD.date) if last else None

    def _languages(self) -> list[ox.NamedNode]:
        tags = {language for card in self.index.cards.values() for language in card.languages}
        known = load_languages()
        return [ox.NamedNode(known[tag].iri) for tag in sorted(tags) if tag in known]

    def _shared(self) -> Iterator[Fact]:
        """What is said of the catalogue and of the data set alike."""
        yield DCT.title, _english(self.publication.title)
        yield DCT.publisher, ox.NamedNode(self.publication.publisher_iri)
        yield DCT.license, ox.NamedNode(self.publication.licence)
        yield DCT.issued, self._issued()
        yield DCT.modified, self._modified()
        yield DCT.spatial, ox.NamedNode(WORLD)
        yield FOAF.homepage, ox.NamedNode(f"{self.base}index.html")
        yield from ((DCT.language, language) for language in self._languages())

    def catalogue(self) -> Iterator[ox.Triple]:
        """The catalogue: one data set."""
        node = self.part("#catalogue")
        yield ox.Triple(node, RDF.type, DCAT.Catalog)
        words = _english("The data sets of resolutions that this site publishes.")
        taxonomy = ox.NamedNode(f"{EU}data-theme")
        yield from facts(node, (*self._shared(), (DCT.description, words), (DCAT.themeTaxonomy, taxonomy)))
        yield from facts(node, ((DCAT.dataset, self.this),))

    def dataset(self, words: str) -> Iterator[ox.Triple]:
        """The data set itself."""
        told = self.publication
        yield from type_triples(self.this, (DCAT.Dataset,))
        yield from facts(self.this, self._shared())
        yield from facts(
            self.this,
            (
                (DCT.description, _english(words)),
                (DCT.identifier, ox.Literal(self.this.value)),
                (DCT.accessRights, ox.NamedNode(f"{EU}access-right/PUBLIC")),
                (DCT.accrualPeriodicity, ox.NamedNode(f"{EU}frequency/IRREG")),
                (DCT.temporal, self.part("#time")),
                (DCAT.landingPage, ox.NamedNode(f"{self.base}index.html")),
                (DCAT.contactPoint, self.part("#contact")),
                (DCAT.version, ox.Literal(told.version)),
                *((DCAT.keyword, _english(word)) for word in told.keywords),
                *((DCAT.theme, ox.NamedNode(f"{EU}data-theme/{theme}")) for theme in told.themes),
            ),
        )
        yield from self._time("", self.index.cards)

    def _time(self, name: str, symbols: Iterable[str]) -> Iterator[ox.Triple]:
        """The days from the first adoption of some resolutions to the last."""
        days = sorted(day for symbol in symbols if (day := self.index.cards[symbol].adopted))
        yield ox.Triple(self.part(f"#time{name}"), RDF.type, DCT.PeriodOfTime)
        for term, ends in ((DCAT.startDate, days[:1]), (DCAT.endDate, days[-1:])):
            yield from facts(
                self.part(f"#time{name}"), ((term, ox.Literal(d.isoformat(), datatype=XSD.date)) for d in ends)
            )

    def people(self) -> Iterator[ox.Triple]:
        """Who publishes, and whom to ask."""
        told, contact = self.publication, self.part("#contact")
        publisher = ox.NamedNode(told.publisher_iri)
        yield from type_triples(publisher, (FOAF.Agent,))
        yield from facts(publisher, ((FOAF.name, _english(told.publisher)), (DCT.type, PUBLISHER_TYPE)))
        yield from type_triples(contact, (VCARD.Kind, VCARD.Organization))
        term = VCARD.hasEmail if told.contact_page.startswith("mailto:") else VCARD.hasURL
        yield from facts(contact, ((VCARD.fn, _english(told.contact)), (term, ox.NamedNode(told.contact_page))))
        licence = ox.NamedNode(told.licence)
        yield from type_triples(licence, (DCT.LicenseDocument,))
        yield from facts(licence, ((DCT.type, LICENCE_TYPE),
                                   (SKOS.exactMatch, ox.NamedNode(told.licence_eu))))  # fmt: skip
        yield from type_triples(self.part("#rights"), (DCT.RightsStatement,))
        yield from facts(self.part("#rights"), ((DCT.description, _english(told.rights)),))

    def session(self, part: DataPart) -> ox.NamedNode:
        """The data set of a session."""
        return self.part(f"#session-{part.name}")

    def series(self, parts: Sequence[DataPart]) -> Iterator[ox.Triple]:
        """The sessions as a series of data sets, each a part of the whole; none where there are no files of them."""
        series = self.part("#sessions")
        for part in parts:
            this = self.session(part)
            yield from type_triples(this, (DCAT.Dataset,))
            words = f"What the {part.title}'s resolutions say, and what rules of the project found in their words."
            yield from facts(this, ((DCT.title, _english(f"{self.publication.title}: {part.title}")), *self._of_all()))
            yield from facts(this, ((DCT.description, _english(words)), (DCAT.inSeries, series),
                                    (DCT.temporal, self.part(f"#time-{part.name}"))))  # fmt: skip
            yield from self._time(f"-{part.name}", part.paths)
            yield from facts(self.this, ((DCT.hasPart, this),))
            yield from facts(self.part("#catalogue"), ((DCAT.dataset, this),))
        if parts:
            yield from type_triples(series, (DCAT.DatasetSeries,))
            words = "The resolutions of each session, as data sets of their own."
            yield from facts(series, ((DCT.title, _english(f"{self.publication.title} by session")), *self._of_all()))
            yield from facts(series, ((DCT.description, _english(words)), (DCT.temporal, self.part("#time"))))

    def _of_all(self) -> Iterator[Fact]:
        """What is said of the data set, of its parts and of their series alike."""
        told = self.publication
        yield from (fact for fact in self._shared() if fact[0] not in (DCT.title, DCT.license, FOAF.homepage))
        yield DCAT.contactPoint, self.part("#contact")
        yield DCT.accrualPeriodicity, ox.NamedNode(f"{EU}frequency/IRREG")
        yield from ((DCAT.theme, ox.NamedNode(f"{EU}data-theme/{theme}")) for theme in told.themes)
        yield from ((DCAT.keyword, _english(word)) for word in told.keywords)

    def distribution(self, file: DataFile, of: ox.NamedNode) -> Iterator[ox.Triple]:
        """A file of a data set to download, with its length and checksum."""
        kind = file.kind
        if kind is None:
            return
        name = file.path.removeprefix("data/")
        node, url = self.part(f"#{name.replace('/', '-')}"), ox.NamedNode(f"{self.base}{file.path}")
        packed = next((f"{MEDIA_TYPES}{media}" for ending, media in _PACKED.items() if name.endswith(ending)), None)
        checksum = self.part(f"#{name.replace('/', '-')}-sha256")
        yield ox.Triple(of, DCAT.distribution, node)
        yield from type_triples(node, (DCAT.Distribution,))
        yield from facts(
            node,
            (
                (DCT.title, _english(name)),
                (DCT.description, _english(kind.says)),
                (DCT.license, ox.NamedNode(self.publication.licence)),
                (DCT.rights, self.part("#rights")),
                (DCT.format, ox.NamedNode(f"{EU}file-type/{kind.eu}")),
                (DCT.modified, self._modified()),
                (DCAT.accessURL, url),
                (DCAT.downloadURL, url),
                (DCAT.mediaType, ox.NamedNode(f"{MEDIA_TYPES}{kind.media}")),
                (DCAT.compressFormat, ox.NamedNode(packed) if packed else None),
                (DCAT.byteSize, ox.Literal(str(file.size), datatype=XSD.nonNegativeInteger)),
                (DCATAP.availability, ox.NamedNode(f"{EU}planned-availability/STABLE")),
                (SPDX.checksum, checksum),
            ),
        )
        yield from type_triples(checksum, (SPDX.Checksum,))
        value = ox.Literal(file.sha256, datatype=XSD.hexBinary)
        yield from facts(checksum, ((SPDX.algorithm, SHA256), (SPDX.checksumValue, value)))

    def concepts(self) -> Iterator[ox.Triple]:
        """The concepts of the EU's tables with their schemes and codes."""
        used = {f"data-theme/{theme}" for theme in self.publication.themes}
        used |= {"access-right/PUBLIC", "frequency/IRREG", "planned-availability/STABLE", "continent/WORLD"}
        used |= {f"file-type/{kind.eu}" for kind in KINDS.values()}
        used |= {f"language/{language.value.removeprefix(EU_LANGUAGES)}" for language in self._languages()}
        for path in sorted(used):
            table, _, code = path.partition("/")
            node, scheme = ox.NamedNode(f"{EU}{path}"), ox.NamedNode(f"{EU}{table}")
            yield from type_triples(node, (SKOS.Concept, *_TYPES.get(table, ())))
            yield from facts(node, ((SKOS.inScheme, scheme), (SKOS.prefLabel, _english(code))))
            yield from facts(scheme, ((RDF.type, SKOS.ConceptScheme), (DCT.title, _english(table))))
        yield from _in_scheme(PUBLISHER_TYPE, ox.NamedNode(f"{ADMS}publishertype/1.0"))
        yield from _in_scheme(LICENCE_TYPE, ox.NamedNode(f"{ADMS}licencetype/1.0"))
        yield from type_triples(SHA256, (SPDX.ChecksumAlgorithm,))
        media = {f"{MEDIA_TYPES}{kind}" for kind in (*_PACKED.values(), *(known.media for known in KINDS.values()))}
        yield from (ox.Triple(ox.NamedNode(kind), RDF.type, DCT.MediaType) for kind in sorted(media))
        yield from facts(ox.NamedNode(WORLD), ((DCAT.bbox, _THE_EARTH), (DCAT.centroid, _ITS_MIDDLE)))
        yield ox.Triple(ox.NamedNode(f"{self.base}index.html"), RDF.type, FOAF.Document)


def _in_scheme(node: ox.NamedNode, scheme: ox.NamedNode) -> Iterator[ox.Triple]:
    name = _english(node.value.rpartition("/")[2])
    yield from facts(node, ((RDF.type, SKOS.Concept), (SKOS.inScheme, scheme), (SKOS.prefLabel, name)))
    yield from facts(scheme, ((RDF.type, SKOS.ConceptScheme), (DCT.title, name)))


#: What else a concept of a table is, by the ranges that DCAT-AP asks for.
_TYPES = {
    "language": (DCT.LinguisticSystem,),
    "file-type": (DCT.MediaTypeOrExtent,),
    "access-right": (DCT.RightsStatement,),
    "frequency": (DCT.Frequency,),
    "continent": (DCT.Location,),
}


def void_triples(index: Index, triples: int, parts: Partitions, base: str) -> Iterator[ox.Triple]:
    """The same data set as VoID: counts, vocabularies, example resources, partitions by class and by property."""
    this = ox.NamedNode(f"{base}data/dataset")
    yield ox.Triple(this, RDF.type, VOID.Dataset)
    counted = ((VOID.triples, triples), (VOID.documents, len(index.cards)))
    more = ((VOID.classes, len(parts.classes)), (VOID.properties, len(parts.properties)))
    yield from facts(this, ((term, _number(value)) for term, value in (*counted, *more)))
    yield from facts(this, ((VOID.vocabulary, ox.NamedNode(vocabulary)) for vocabulary in VOCABULARIES))
    roots = [ox.NamedNode(format_iri(document(symbol), base)) for symbol in index.cards]
    yield from facts(this, ((VOID.rootResource, root) for root in roots))
    yield from facts(this, ((VOID.exampleResource, root) for root in roots[:1]))
    yield from facts(this, ((VOID.uriSpace, ox.Literal(base)),))
    yield from facts(this, ((VOID.subset, ox.NamedNode(f"{base}{graph}")) for graph in (THINGS, ACROSS)))
    dumps = (kind for kind in FORMATS if kind != FACTS)
    yield from facts(this, ((VOID.dataDump, ox.NamedNode(f"{base}data/unres.{kind}.gz")) for kind in dumps))
    kinds = ((VOID.classPartition, VOID_CLASS, VOID.entities, parts.classes),
             (VOID.propertyPartition, VOID.property, VOID.triples, parts.properties))  # fmt: skip
    for link, term, count, counts in kinds:
        for number, (iri, value) in enumerate(sorted(counts.items()), 1):
            node = ox.NamedNode(f"{this.value}#{link.value.rpartition('#')[2]}-{number}")
            yield ox.Triple(this, link, node)
            yield from facts(node, ((RDF.type, VOID.Dataset), (term, ox.NamedNode(iri)), (count, _number(value))))


def things_triples(publication: Publication, base: str) -> list[ox.Triple]:
    """The description of the graph that holds what no resolution's graph and not the vocabulary's holds."""
    words = "What resolutions lead to: actors, funds, cited documents, sessions, meetings, agenda items, subjects."
    return _graph_triples(THINGS, "Things that resolutions lead to", words, publication, base)


def across_triples(publication: Publication, base: str) -> list[ox.Triple]:
    """The description of the graph that holds what follows from several resolutions together."""
    words = "What rules derived from several resolutions together: which document answers a report request."
    more = f"{words} It changes with the texts that the data hold. Made by version {VERSION}."
    return _graph_triples(ACROSS, "What follows from several resolutions", more, publication, base)


def _graph_triples(path: str, title: str, words: str, publication: Publication, base: str) -> list[ox.Triple]:
    """The description of a named graph that belongs to no resolution."""
    this, whole = ox.NamedNode(f"{base}{path}"), ox.NamedNode(f"{base}data/dataset")
    told = (
        (RDF.type, VOID.Dataset),
        (DCT.title, _english(title)),
        (DCT.description, _english(f"{words} A named graph of the N-Quads.")),
        (DCT.license, ox.NamedNode(publication.licence)),
        (DCT.isPartOf, whole),
        (VOID.dataDump, ox.NamedNode(f"{base}data/unres.nq.gz")),
    )
    return [*facts(this, told), ox.Triple(whole, VOID.subset, this)]


def description(index: Index, results: Iterable[tuple[str, int]]) -> str:
    """What the data set holds, in words; `results` are the counts of validation results by severity."""
    cards = index.cards.values()
    checked = ", ".join(f"{count} results of severity {severity}" for severity, count in results) or "no results"
    return (
        f"{len(index.cards)} resolution{'s' if len(index.cards) != 1 else ''} with "
        f"{sum(card.operative for card in cards)} operative paragraphs, "
        f"{sum(card.acts for card in cards)} acts and {sum(card.citations for card in cards)} citations. "
        f"Validation against the SHACL shapes: {checked}."
    )


def _english(words: str) -> ox.Literal:
    return ox.Literal(words, language="en")


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=XSD.integer)
