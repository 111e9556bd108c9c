"""The data set described for catalogues: DCAT 3 and VoID, without a clock.

Governing texts: W3C DCAT 3, VoID. The date of issue is the latest distribution date in the data.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from lod.model.iris import VOCABULARY, document, format_iri
from lod.model.vocab import CITO, ELI, ORG, PROV, SKOS
from lod.publish.dumps import FORMATS, THINGS
from lod.publish.index import Index

DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"
LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"  # the languages that DCAT recommends to name by IRI
#: The vocabularies whose terms the data use.
VOCABULARIES = (VOCABULARY, DCT, FOAF, *(used.base for used in (CITO, ELI, ORG, PROV, SKOS)))
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MEDIA = {
    "nq": "application/n-quads",
    "nt": "application/n-triples",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "marc.xml": "application/marcxml+xml",
}


def dataset_triples(index: Index, triples: int, results: Iterable[tuple[str, int]], base: str) -> list[ox.Triple]:
    """The description of the data set; `results` are the counts of validation results by severity."""
    this = ox.NamedNode(f"{base}data/dataset")
    issued = max((card.issued for card in index.cards.values() if card.issued), default=None)
    made = [
        _triple(this, RDF + "type", ox.NamedNode(DCAT + "Dataset")),
        _triple(this, RDF + "type", ox.NamedNode(VOID + "Dataset")),
        _triple(this, DCT + "title", ox.Literal("United Nations resolutions as linked open data", language="en")),
        _triple(this, DCT + "description", ox.Literal(_description(index, results), language="en")),
        _triple(this, DCT + "license", ox.NamedNode(LICENCE)),
        _triple(this, DCAT + "landingPage", ox.NamedNode(f"{base}index.html")),
        _triple(this, FOAF + "homepage", ox.NamedNode(f"{base}index.html")),
        _triple(this, VOID + "triples", _number(triples)),
        _triple(this, VOID + "documents", _number(len(index.cards))),
        _triple(this, VOID + "uriSpace", ox.Literal(base)),
        *(_triple(this, VOID + "vocabulary", ox.NamedNode(vocabulary)) for vocabulary in VOCABULARIES),
    ]
    if issued:
        made.append(_triple(this, DCT + "issued", ox.Literal(issued.isoformat(), datatype=ox.NamedNode(XSD + "date"))))
    for language in sorted({language for card in index.cards.values() for language in card.languages}):
        made.append(_triple(this, DCT + "language", ox.NamedNode(LANGUAGE + language)))
    for card in index.cards.values():
        made.append(_triple(this, VOID + "rootResource", ox.NamedNode(format_iri(document(card.symbol), base))))
    made.append(_triple(this, VOID + "subset", ox.NamedNode(f"{base}{THINGS}")))
    for kind, media in MEDIA.items():
        made += _distribution(this, kind, media, base)
    return made


def things_triples(base: str) -> list[ox.Triple]:
    """The description of the graph that holds what no resolution's graph and not the vocabulary's holds."""
    this, whole = ox.NamedNode(f"{base}{THINGS}"), ox.NamedNode(f"{base}data/dataset")
    words = "What resolutions lead to: actors, funds, cited documents, sessions, meetings, agenda items, subjects."
    return [
        _triple(this, RDF + "type", ox.NamedNode(VOID + "Dataset")),
        _triple(this, DCT + "title", ox.Literal("Things that resolutions lead to", language="en")),
        _triple(this, DCT + "description", ox.Literal(f"{words} A named graph of the N-Quads.", language="en")),
        _triple(this, DCT + "license", ox.NamedNode(LICENCE)),
        _triple(this, DCT + "isPartOf", whole),
        _triple(whole, VOID + "subset", this),
        _triple(this, VOID + "dataDump", ox.NamedNode(f"{base}data/unres.nq.gz")),
    ]


def _distribution(dataset: ox.NamedNode, kind: str, media: str, base: str) -> list[ox.Triple]:
    this, file = ox.NamedNode(f"{base}data/dataset#{kind.replace('.', '-')}"), f"{base}data/unres.{kind}.gz"
    dump = [_triple(dataset, VOID + "dataDump", ox.NamedNode(file))] if kind in FORMATS else []  # RDF only
    return [
        *dump,
        _triple(dataset, DCAT + "distribution", this),
        _triple(this, RDF + "type", ox.NamedNode(DCAT + "Distribution")),
        _triple(this, DCT + "title", ox.Literal(f"unres.{kind}.gz", language="en")),
        _triple(this, DCT + "license", ox.NamedNode(LICENCE)),
        _triple(this, DCAT + "downloadURL", ox.NamedNode(file)),
        _triple(this, DCAT + "mediaType", ox.NamedNode(f"https://www.iana.org/assignments/media-types/{media}")),
        _triple(
            this, DCAT + "compressFormat", ox.NamedNode("https://www.iana.org/assignments/media-types/application/gzip")
        ),
    ]


def _description(index: Index, results: Iterable[tuple[str, int]]) -> str:
    cards = index.cards.values()
    checked = ", ".join(f"{count} results of severity {severity}" for severity, count in results) or "no results"
    return (
        f"{len(index.cards)} resolution{'s' if len(index.cards) != 1 else ''} with "
        f"{sum(card.operative for card in cards)} operative paragraphs, "
        f"{sum(card.acts for card in cards)} acts and {sum(card.citations for card in cards)} citations. "
        f"Validation against the SHACL shapes: {checked}."
    )


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def _triple(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
