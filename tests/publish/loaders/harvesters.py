"""Harvesters of OAI-PMH at `lod serve`, which is ended and begun anew behind every answer that others follow."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from msgspec import Struct
from oaipmh_scythe import Scythe
from sickle import Sickle

from lod.publish.harvest.formats import METADATA_FORMATS
from tests.publish.loaders.told import Loaded, Loader, Publication, differs
from tests.serve.serving import served_by_command

PREFIX = "oai_dc"


class Interrupted:
    """A server of a publication that is ended and begun anew, and how often it was."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack, self.times = folder, stack.enter_context(ExitStack()), -1
        self.begin_anew()

    def begin_anew(self) -> None:
        self.stack.close()
        self.address = self.stack.enter_context(contextmanager(served_by_command)(self.folder)) + "/oai"
        self.times += 1


class Header(Struct, frozen=True):
    """A record of a harvest: its symbol and the sets that it says it is in."""

    symbol: str
    sets: tuple[str, ...]


def harvested(server: Interrupted, prefix: str, name: str | None = None) -> Iterator[Header]:
    """The records of a set by sickle; behind each answer it goes on with its token at another server."""
    arguments = {"metadataPrefix": prefix, **({"set": name} if name else {})}
    while arguments:
        records = Sickle(server.address).ListRecords(**arguments)
        token = records.resumption_token and records.resumption_token.token
        for record in islice(records, METADATA_FORMATS[prefix].page if token else None):
            assert record.deleted or record.xml is not None
            yield Header(record.header.identifier.split(":", 2)[2], tuple(record.header.setSpecs))
        arguments = {"resumptionToken": token} if token else {}
        if token:
            server.begin_anew()


def by_sickle(publication: Publication) -> Iterator[Loaded]:
    """Every set to the end, each record once, and in those sets that its header names; then each format."""
    with ExitStack() as stack:
        server = Interrupted(publication.folder, stack)
        names = [one.setSpec for one in Sickle(server.address).ListSets()]
        found = {name: list(harvested(server, PREFIX, name)) for name in names}
        yield Loaded(
            "sickle",
            f"{len(names)} sets, {server.times} interruptions",
            sum(map(len, found.values())),
            tuple(wrong_sets(publication, found)),
        )
        for prefix in METADATA_FORMATS:
            before = server.times
            symbols = sorted(record.symbol for record in harvested(server, prefix))
            told = differs("records", symbols, publication.symbols)
            yield Loaded("sickle", f"{prefix}, {server.times - before} interruptions", len(symbols), told)


def wrong_sets(publication: Publication, found: dict[str, list[Header]]) -> Iterator[str]:
    """What contradicts itself: a record twice in a set, or in a set that its header does not name."""
    named: dict[str, set[str]] = defaultdict(set)
    for records in found.values():
        for record in records:
            for name in record.sets:
                named[name].add(record.symbol)
                named[name.partition(":")[0]].add(record.symbol)
    for name, records in found.items():
        symbols = [record.symbol for record in records]
        yield from differs(f"twice in {name}", [one for one, count in Counter(symbols).items() if count > 1], [])
        yield from differs(name, sorted(set(symbols)), sorted(named[name]))
    yield from differs("all sessions", sorted(named["session"]), publication.symbols)


def by_scythe(publication: Publication) -> Iterator[Loaded]:
    """Every set, each record once."""
    with ExitStack() as stack, Scythe(Interrupted(publication.folder, stack).address) as client:
        names = [str(getattr(one, "setSpec", "")) for one in client.list_sets()]
        every = {
            name: [
                str(getattr(one, "identifier", ""))
                for one in client.list_identifiers(metadata_prefix=PREFIX, set_=name)
            ]
            for name in names
        }
        twice = [name for name, found in every.items() if len(set(found)) < len(found)]
        faults = (
            *differs("sets with a record twice", twice, []),
            *differs("records of all sessions", len(every.get("session", ())), len(publication.symbols)),
        )
        yield Loaded("oaipmh-scythe", f"{len(names)} sets", sum(map(len, every.values())), faults)


LOADERS: tuple[Loader, ...] = ()
SLOW: tuple[Loader, ...] = (by_sickle, by_scythe)
