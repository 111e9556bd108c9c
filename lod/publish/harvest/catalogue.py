"""What a repository holds: records with datestamps and sets, as `data/harvest.json` keeps them for the server.

A record's datestamp is the last day in it: of distribution, or else of adoption. One that was withdrawn bears the last
day in the data, since no clock is read: who asks from the day of the last harvest on asks for the whole list now and
then.
Sets are a session, a committee, a series and a subject of the library; each kind is a set above its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.data.publication import Publication
from lod.publish.cards import Card
from lod.publish.dataset import last_change
from lod.publish.index import Index
from lod.publish.pages.names import session_name
from lod.publish.pages.one_series import Series
from lod.publish.paths import find_file
from lod.publish.published import HARVEST
from lod.publish.withdrawn import load_withdrawn_resolutions

_FOUNDED = "1945-10-24"  # the United Nations: no record is older
#: Kinds of sets, and what they are called.
SET_KINDS = {
    "session": "Resolutions by session",
    "committee": "Resolutions by committee",
    "series": "Resolutions by series",
    "topic": "Resolutions by subject of the library",
}
_UNFIT = re.compile(r"[^A-Za-z0-9_.!~*'()-]")


class HarvestRecord(Struct, frozen=True):
    """A record: the symbol, its datestamp (ISO 8601, a day), its sets; whether it was withdrawn."""

    symbol: str
    datestamp: str
    sets: tuple[str, ...] = ()
    is_deleted: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """By what records are sorted: a list that is gone on with later has no record twice."""
        return self.datestamp, self.symbol

    def is_in(self, name: str) -> bool:
        """Whether it is in a set, or in one below it; each is in the set ""."""
        return not name or any(found == name or found.startswith(f"{name}:") for found in self.sets)


class Repository(Struct, frozen=True):
    """What harvesters may choose from."""

    name: str
    email: str
    base: str
    modified: str
    sets: Mapping[str, str]  # names by setSpec
    records: tuple[HarvestRecord, ...]  # by datestamp, then symbol

    @property
    def earliest(self) -> str:
        """The first datestamp; without records, that of the founding of the United Nations."""
        return self.records[0].datestamp if self.records else _FOUNDED


def repository_of(
    index: Index, publication: Publication, series: Iterable[Series], earlier: Iterable[HarvestRecord] = ()
) -> Repository:
    """The repository of a build; `earlier` are records of resolutions that stay from the build before."""
    changed = last_change(index)
    by_symbol = {symbol: one for one in series for symbol in one.symbols}
    sets: dict[str, str] = dict(SET_KINDS)
    records = list(earlier)
    for card in index.cards.values():
        own = dict(_sets(card, by_symbol.get(card.symbol), index))
        sets |= own
        records.append(HarvestRecord(card.symbol, _datestamp(card), tuple(sorted(own))))
    mail = publication.contact_page.removeprefix("mailto:")
    email = mail if mail != publication.contact_page else f"nobody@{spec(publication.organization)}.invalid"
    told = changed.isoformat() if changed else _FOUNDED
    ordered = tuple(sorted(records, key=lambda record: record.key))
    return Repository(publication.title, email, index.base, told, dict(sorted(sets.items())), ordered)


def _datestamp(card: Card) -> str:
    return max((day.isoformat() for day in (card.issued, card.adopted) if day), default=_FOUNDED)


def _sets(card: Card, series: Series | None, index: Index) -> Iterator[tuple[str, str]]:
    """The sets of a resolution with their names."""
    for found in card.occurrences:
        if found.relation == "adopted-in":
            yield f"session:{spec(found.path.removeprefix('session/'))}", session_name(found.path) or found.path
        elif found.relation == "of-committee":
            yield f"committee:{spec(found.path.removeprefix('actor/'))}", card.committee or found.path
    if series:
        yield f"series:{spec(series.path.removeprefix('series/'))}", index.cards[series.symbols[-1]].title
    for topic in card.subjects:
        yield f"topic:{spec(topic.path.removeprefix('subjects/'))}", topic.label


def spec(words: str) -> str:
    """A step of a setSpec, with a point for what it may not hold.

    >>> spec("HRC/63"), spec("second-committee")
    ('HRC.63', 'second-committee')
    """
    return _UNFIT.sub(".", words)


def format_repository(repository: Repository) -> bytes:
    """The file that the server reads."""
    return msgspec.json.format(msgspec.json.encode(repository), indent=1) + b"\n"


def load_repository(folder: Path) -> Repository | None:
    """What a published folder offers to harvesters, what was withdrawn with it; None where its build left nothing."""
    found = find_file(folder, HARVEST)
    if found is None:
        return None
    kept = msgspec.json.decode(found.read_bytes(), type=Repository)
    there = {record.symbol for record in kept.records}
    gone = (symbol for symbol in load_withdrawn_resolutions(folder) if symbol not in there)
    deleted = [HarvestRecord(symbol, kept.modified, is_deleted=True) for symbol in gone]
    ordered = sorted([*kept.records, *deleted], key=lambda record: record.key)
    return msgspec.structs.replace(kept, records=tuple(ordered))
