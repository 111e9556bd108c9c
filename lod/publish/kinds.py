"""Kinds of files below data/, by what their names end with: for the data set's description and for media types."""

from collections.abc import Mapping

from msgspec import Struct

from lod.graph.files import SYNTAXES
from lod.publish.dumps import FACTS, FORMATS


class FileKind(Struct, frozen=True):
    """A kind of file: its media type, its code in the EU's table of file types, and what it holds."""

    media: str
    eu: str
    says: str


_SAYS = {"nt": "Every statement, a line each.", "ttl": "Every statement.", "jsonld": "Every statement.",
         "nq": "Every statement in the graph of its resolution, its annotations, or what they lead to.",
         FACTS: "The same without what rules of the project found in the words."}  # fmt: skip
_EU = {"nt": "RDF_N_TRIPLES", "ttl": "RDF_TURTLE", "nq": "RDF_N_QUADS", FACTS: "RDF_N_QUADS", "jsonld": "JSON_LD"}
#: The files below data/ by what their names end with, the longest ending first; what is none is not described.
KINDS: Mapping[str, FileKind] = {
    **{f"unres.{kind}.gz": FileKind(SYNTAXES[kind.rpartition(".")[2]].media_type, _EU[kind], _SAYS[kind])
       for kind in FORMATS},
    "unres.nq.zst": FileKind(SYNTAXES["nq"].media_type, _EU["nq"], "Every statement, in members."),
    f"unres.{FACTS}.zst": FileKind(SYNTAXES["nq"].media_type, _EU[FACTS], "Facts alone, in members."),
    **{f".{kind}.nq{packed}": FileKind(SYNTAXES["nq"].media_type, _EU["nq"], says)
       for kind, says in (("facts", "What is printed or official in a session's resolutions."),
                          ("annotations", "What rules of the project found in their words."))
       for packed in (".gz", ".zst")},
    **{f".nq{packed}": FileKind(SYNTAXES["nq"].media_type, _EU["nq"], "Every statement of a session's resolutions.")
       for packed in (".gz", ".zst")},
    **{f"{part}.nq{packed}": FileKind(SYNTAXES["nq"].media_type, _EU["nq"], says)
       for part, says in (("shared", "What no resolution says of itself: actors, cited documents, the vocabulary."),
                          ("across", "What follows from several resolutions together."))
       for packed in (".gz", ".zst")},
    ".marc.xml.gz": FileKind("application/marcxml+xml", "XML", "MARC 21 records for any library."),
    ".marc-un.xml.gz": FileKind("application/marcxml+xml", "XML", "MARC 21 records as the UN library writes them."),
    ".marc.mrc.gz": FileKind("application/marc", "BIN", "MARC 21 records for any library, ISO 2709."),
    ".marc-un.mrc.gz": FileKind("application/marc", "BIN", "MARC 21 records as the UN library's, ISO 2709."),
    ".mods.xml.gz": FileKind("application/mods+xml", "XML", "MODS records."),
    ".bibframe.nt.gz": FileKind("application/n-triples", "RDF_N_TRIPLES", "BIBFRAME 2 descriptions."),
    "oai-static.xml": FileKind("application/xml", "XML", "Records for a gateway of OAI-PMH."),
    "croissant.json": FileKind("application/ld+json", "JSON_LD", "The tables described in Croissant."),
    ".csv": FileKind("text/csv", "CSV", "A table; csv-metadata.json beside it explains its columns."),
    ".parquet": FileKind("application/vnd.apache.parquet", "BIN", "A table."),
    ".sqlite": FileKind("application/vnd.sqlite3", "BIN", "All tables in one database."),
    ".csl.json": FileKind("application/vnd.citationstyles.csl+json", "JSON", "References to all resolutions."),
    ".jsonl.gz": FileKind("application/ld+json", "JSON_LD", "JSON-LD, a resolution a line."),
    ".bib": FileKind("application/x-bibtex", "TXT", "References to all resolutions."),
    ".ris": FileKind("application/x-research-info-systems", "TXT", "References to all resolutions."),
    ".graphml": FileKind("application/graphml+xml", "XML", "The network of citations."),
    ".ics": FileKind("text/calendar", "ICS", "What is due in which session."),
}  # fmt: skip
