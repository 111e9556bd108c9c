"""Description of the data set for catalogues: DCAT 3 and VoID, without a clock.

Governing texts: W3C DCAT 3, VoID. The date of issue is the latest distribution date in the data.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from lod.graph.files import SYNTAXES
from lod.model.iris import VOCABULARY, document, format_iri
from lod.model.vocab import CITO, DCAT, DCT, ELI, FOAF, ORG, PROV, RDF, SKOS, VOID, XSD
from lod.publish.dumps import FACTS, FORMATS, THINGS
from lod.publish.index import Index

LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"  # the languages that DCAT recommends to name by IRI
#: The vocabularies whose terms the data use.
VOCABULARIES = (VOCABULARY, *(used.base for used in (DCT, FOAF, CITO, ELI, ORG, PROV, SKOS)))
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MEDIA = {
    **{kind: SYNTAXES[kind.rpartition(".")[2]].media_type for kind in FORMATS},
    "marc.xml": "application/marcxml+xml",
    "marc-un.xml": "application/marcxml+xml",
    "marc.mrc": "application/marc",
    "marc-un.mrc": "application/marc",
}


def dataset_triples(index: Index, triples: int, results: Iterable[tuple[str, int]], base: str) -> list[ox.Triple]:
    """The description of the data set; `results` are the counts of validation results by severity."""
    this = ox.NamedNode(f"{base}data/dataset")
    issued = max((card.issued for card in index.cards.values() if card.issued), default=None)
    made = [
        ox.Triple(this, RDF.type, DCAT.Dataset),
        ox.Triple(this, RDF.type, VOID.Dataset),
        ox.Triple(this, DCT.title, ox.Literal("United Nations resolutions as linked open data", language="en")),
        ox.Triple(this, DCT.description, ox.Literal(_description(index, results), language="en")),
        ox.Triple(this, DCT.license, ox.NamedNode(LICENCE)),
        ox.Triple(this, DCAT.landingPage, ox.NamedNode(f"{base}index.html")),
        ox.Triple(this, FOAF.homepage, ox.NamedNode(f"{base}index.html")),
        ox.Triple(this, VOID.triples, _number(triples)),
        ox.Triple(this, VOID.documents, _number(len(index.cards))),
        ox.Triple(this, VOID.uriSpace, ox.Literal(base)),
        *(ox.Triple(this, VOID.vocabulary, ox.NamedNode(vocabulary)) for vocabulary in VOCABULARIES),
    ]
    if issued:
        made.append(ox.Triple(this, DCT.issued, ox.Literal(issued.isoformat(), datatype=XSD.date)))
    for language in sorted({language for card in index.cards.values() for language in card.languages}):
        made.append(ox.Triple(this, DCT.language, ox.NamedNode(LANGUAGE + language)))
    for card in index.cards.values():
        made.append(ox.Triple(this, VOID.rootResource, ox.NamedNode(format_iri(document(card.symbol), base))))
    made.append(ox.Triple(this, VOID.subset, ox.NamedNode(f"{base}{THINGS}")))
    for kind, media in MEDIA.items():
        made += _distribution(this, kind, media, base)
    return made


def things_triples(base: str) -> list[ox.Triple]:
    """The description of the graph that holds what no resolution's graph and not the vocabulary's holds."""
    this, whole = ox.NamedNode(f"{base}{THINGS}"), ox.NamedNode(f"{base}data/dataset")
    words = "What resolutions lead to: actors, funds, cited documents, sessions, meetings, agenda items, subjects."
    return [
        ox.Triple(this, RDF.type, VOID.Dataset),
        ox.Triple(this, DCT.title, ox.Literal("Things that resolutions lead to", language="en")),
        ox.Triple(this, DCT.description, ox.Literal(f"{words} A named graph of the N-Quads.", language="en")),
        ox.Triple(this, DCT.license, ox.NamedNode(LICENCE)),
        ox.Triple(this, DCT.isPartOf, whole),
        ox.Triple(whole, VOID.subset, this),
        ox.Triple(this, VOID.dataDump, ox.NamedNode(f"{base}data/unres.nq.gz")),
    ]


def _distribution(dataset: ox.NamedNode, kind: str, media: str, base: str) -> list[ox.Triple]:
    this, file = ox.NamedNode(f"{base}data/dataset#{kind.replace('.', '-')}"), f"{base}data/unres.{kind}.gz"
    dump = (
        [ox.Triple(dataset, VOID.dataDump, ox.NamedNode(file))] if kind in FORMATS and kind != FACTS else []
    )  # RDF only
    return [
        *dump,
        ox.Triple(dataset, DCAT.distribution, this),
        ox.Triple(this, RDF.type, DCAT.Distribution),
        ox.Triple(this, DCT.title, ox.Literal(f"unres.{kind}.gz", language="en")),
        ox.Triple(this, DCT.license, ox.NamedNode(LICENCE)),
        ox.Triple(this, DCAT.downloadURL, ox.NamedNode(file)),
        ox.Triple(this, DCAT.mediaType, ox.NamedNode(f"https://www.iana.org/assignments/media-types/{media}")),
        ox.Triple(
            this, DCAT.compressFormat, ox.NamedNode("https://www.iana.org/assignments/media-types/application/gzip")
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
    return ox.Literal(str(value), datatype=XSD.integer)
