"""What a build says of its data: the description of the data set, what harvesters choose from, the index of files."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.named_graphs import ACROSS
from lod.graph.serialize import sort_graph
from lod.model.vocab import DCAT, DCATAP, DCT, FOAF, SKOS, SPDX, VCARD, VOID, XSD
from lod.publish.calendar import due_events, ics
from lod.publish.corpus import Corpus
from lod.publish.data_files import DataMade
from lod.publish.dataset import (
    DataFile,
    across_triples,
    catalogue_triples,
    description,
    last_change,
    things_triples,
    void_triples,
)
from lod.publish.dumps import THINGS
from lod.publish.harvest.catalogue import HarvestRecord, format_repository, load_repository, repository_of
from lod.publish.harvest.static import STATIC, write_static
from lod.publish.pages.lists import sessions_of_all
from lod.publish.parts import parts_of
from lod.publish.published import HARVEST, INDEX
from lod.publish.release import LICENCE_FILE, README, index_json, licence_text, readme
from lod.publish.steps import Steps
from lod.publish.tables.croissant import CROISSANT, croissant_json

PREFIXES = {
    "adms": "http://purl.org/adms/",
    "dcat": DCAT.base,
    "dcatap": DCATAP.base,
    "dct": DCT.base,
    "foaf": FOAF.base,
    "skos": SKOS.base,
    "spdx": SPDX.base,
    "vcard": VCARD.base,
    "void": VOID.base,
    "xsd": XSD.base,
}


class DescribedData(Struct, frozen=True):
    """The descriptions of a build's data on their way."""

    steps: Steps
    corpus: Corpus
    data: DataMade

    def put_calendar(self) -> None:
        """What is due, for calendars."""
        self.steps.staging.put("data/duties.ics", ics(due_events(self.corpus.index), self.steps.publication.title))

    def put_catalogue(self) -> None:
        """The description of the data set, in the terms of DCAT-AP and VoID."""
        index, told, base = self.corpus.index, self.steps.publication, self.steps.base
        found = Counter(result.severity for item in self.corpus.published for result in item.results)
        sessions = parts_of(sessions_of_all(index), ())
        whole = [
            *catalogue_triples(index, told, self._files(), description(index, sorted(found.items())), base, sessions),
            *void_triples(index, self.data.triples, self.data.partitions, base),
        ]
        graphs = {"data/dataset": whole, THINGS: things_triples(told, base), ACROSS: across_triples(told, base)}
        for path, made in graphs.items():
            graph = sort_graph(made)
            turtle = graph.write(ox.RdfFormat.TURTLE, PREFIXES)
            self.steps.staging.put(f"{path}.ttl", turtle)
            self.steps.staging.put(f"{path}.jsonld", graph.write(ox.RdfFormat.JSON_LD, PREFIXES))
            if path == "data/dataset":
                self.steps.staging.put(".well-known/void", turtle)

    def put_harvest(self) -> None:
        """What harvesters may choose from, and all records in one file."""
        staging, kept = self.steps.staging, _harvested(self.steps, self.corpus.kept)
        repository = repository_of(self.corpus.index, self.steps.publication, self.corpus.series, kept)
        staging.put(HARVEST, format_repository(repository))
        staging.put_file(STATIC, write_static(repository, staging, staging.spool / "static.xml"))

    def put_release(self) -> None:
        """The index of the files, and what a reader of the folder must know."""
        staging, index, told = self.steps.staging, self.corpus.index, self.steps.publication
        changed = last_change(index)
        day = changed.isoformat() if changed else ""
        staging.put(CROISSANT, croissant_json(told, self.steps.base, day, staging.made))
        files = list(self._files())
        staging.put(LICENCE_FILE, licence_text(told))
        staging.put(README, readme(index, told, files))
        staging.put(INDEX, index_json(index, told, list(self._files()), staging.layout))

    def _files(self) -> Iterator[DataFile]:
        """The files below data/ that are made by now."""
        for path, sha256 in sorted(self.steps.staging.made.items()):
            if path.startswith("data/") and (size := self.steps.staging.size(path)) is not None:
                yield DataFile(path, size, sha256)


def _harvested(steps: Steps, kept: Collection[str]) -> Iterable[HarvestRecord]:
    """The records of resolutions that stay from an earlier build, as it offered them."""
    earlier = load_repository(steps.staging.out) if kept else None
    return [record for record in (earlier.records if earlier else ()) if record.symbol in kept]
