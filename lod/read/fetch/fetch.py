"""Bringing official files into a folder that a build reads, each with a sidecar that says where it came from and when.

Reads: symbols, languages, the table of addresses. Writes: `A_RES_78_1.en.xml`, beside it a sidecar of that name and
`.fetched.json` (address, day, checksum), and `not-there.csv`, which lists what no site has. A run that is stopped goes
on where it was: a file stands under its name only when it is whole, and what is held is asked for again only to learn
whether it changed.
"""

import csv
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.model.errors import SourceError
from lod.read.fetch.addresses import FileAddress, ListedPath
from lod.read.fetch.client import PoliteClient, WebAnswer
from lod.read.source import NOT_THERE, SIDECAR, FetchedFrom, load_sidecar

HEADING = ("symbol", "language", "address", "why")


class WantedFile(Struct, frozen=True):
    """A resolution in a language."""

    symbol: str
    language: str

    @property
    def stem(self) -> str:
        """The beginning of its file's name.

        >>> WantedFile("S/RES/2098(2013)", "fr").stem
        'S_RES_2098(2013).fr'
        """
        return f"{self.symbol.replace('/', '_')}.{self.language}"


class FetchOutcome(Struct, frozen=True):
    """What became of a wanted file: "fetched", "unchanged", "kept" (held, and not asked for), or "missing" and why."""

    wanted: WantedFile
    what: str
    address: str = ""
    path: Path | None = None
    why: str = ""


class Fetching:
    """A run over wanted files; `today` is the day that sidecars say."""

    def __init__(
        self,
        folder: Path,
        addresses: Sequence[FileAddress],
        client: PoliteClient,
        today: dt.date,
        update: bool = False,
    ) -> None:
        self.folder, self.addresses, self.client, self.today, self.update = folder, addresses, client, today, update
        self._listed: dict[str, dict[tuple[str, str], ListedPath]] = {}

    def symbols_of(self, session: str) -> Iterator[str]:
        """The symbols of a session that listings name, each once."""
        seen = {symbol for address in self.addresses for symbol, _ in self._listing(address)}
        yield from sorted(symbol for symbol in seen if symbol.startswith(f"A/RES/{session}/"))

    def run(self, wanted: Iterable[WantedFile], each: Callable[[FetchOutcome], object]) -> list[FetchOutcome]:
        """Fetch files one after the other and list what is not there; `each` hears of each."""
        self.folder.mkdir(parents=True, exist_ok=True)
        made: list[FetchOutcome] = []
        try:
            for one in wanted:
                made.append(self._one(one))
                each(made[-1])
        finally:
            _write_missing(self.folder / NOT_THERE, made)
        return made

    def _one(self, wanted: WantedFile) -> FetchOutcome:
        missing = FetchOutcome(wanted, "missing", why="no address in the table")
        for address in self.addresses:
            path = self.folder / f"{wanted.stem}{address.suffix}"
            held = _held(path)
            own = path.is_file() and not Path(f"{path}{SIDECAR}").exists()  # a person put it there
            if own or (held is not None and not self.update):
                return FetchOutcome(wanted, "kept", held.address if held else "", path)
            outcome = self._from(address, wanted, path, held)
            if outcome.what != "missing":
                return outcome
            missing = outcome if outcome.address or not missing.address else missing
        return missing

    def _from(self, address: FileAddress, wanted: WantedFile, path: Path, held: FetchedFrom | None) -> FetchOutcome:
        """Ask one address for a file."""
        listed = self._listing(address).get((wanted.symbol, wanted.language))
        if address.listing and listed is None:
            return FetchOutcome(wanted, "missing", why="the listing does not name it")
        asked = address.of(wanted.symbol, wanted.language, listed.path if listed else "")
        answer = self.client.get(asked, held.etag if held else "", held.modified if held else "")
        if held is not None and answer.status == 304:
            return FetchOutcome(wanted, "unchanged", asked, path)
        why = _refused(answer, address.media)
        if why:
            return FetchOutcome(wanted, "missing", asked, why=why)
        return self._keep(FetchOutcome(wanted, "fetched", asked, path), answer, held, address.media)

    def _keep(self, outcome: FetchOutcome, answer: WebAnswer, held: FetchedFrom | None, media: str) -> FetchOutcome:
        assert outcome.path is not None, "what was fetched has a path"
        checksum = hashlib.sha256(answer.content).hexdigest()
        if held is not None and held.sha256 == checksum:
            return msgspec.structs.replace(outcome, what="unchanged")
        said = FetchedFrom(outcome.address, self.today, checksum, media, answer.etag, answer.modified)
        _write_whole(outcome.path, answer.content)
        _write_whole(Path(f"{outcome.path}{SIDECAR}"), msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n")
        return outcome

    def _listing(self, address: FileAddress) -> dict[tuple[str, str], ListedPath]:
        """What the listing of an address names; asked for once."""
        if address.listing and address.id not in self._listed:
            answer = self.client.get(address.listing)
            if answer.status != 200:
                raise SourceError(
                    f"answers {answer.status}", address.listing, "is the address in the table still right?"
                )
            found = list(address.listed(answer.content))
            self._listed[address.id] = {(one.symbol, one.language): one for one in reversed(found)}
        return self._listed.get(address.id, {})


def _held(path: Path) -> FetchedFrom | None:
    """What the sidecar of a whole file says; None where the file is missing, or another."""
    return load_sidecar(path, hashlib.sha256(path.read_bytes()).hexdigest()) if path.is_file() else None


#: How files of a kind begin, within so many bytes.
_BEGINS = {"application/pdf": (b"%PDF-", 1024), "application/akn+xml": (b"akomaNtoso", 4096)}


def _refused(answer: WebAnswer, media: str) -> str:
    """Why an answer is no file of its kind; "" where it is one."""
    if answer.status != 200:
        return f"answers {answer.status}"
    sign, within = _BEGINS.get(media, (b"", 0))
    if sign not in answer.content[:within]:
        return f"is no {media}{', but a page' if b'<html' in answer.content[:4096].lower() else ''}"
    return ""


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that stands under its name only when it is whole."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)


def _write_missing(path: Path, outcomes: Iterable[FetchOutcome]) -> None:
    """List what is not there, beside what earlier runs listed and this one did not ask for."""
    asked = {(o.wanted.symbol, o.wanted.language): o for o in outcomes}
    rows = {(r[0], r[1]): r for r in _rows(path) if (r[0], r[1]) not in asked}
    rows |= {key: (*key, o.address, o.why) for key, o in asked.items() if o.what == "missing"}
    if not rows and not path.exists():
        return
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(rows[key] for key in sorted(rows))
    os.replace(part, path)


def _rows(path: Path) -> list[tuple[str, str, str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [(r[0], r[1], r[2], r[3]) for r in csv.reader(stream) if len(r) == len(HEADING) and tuple(r) != HEADING]
