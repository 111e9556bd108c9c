"""A release: a folder named for its version, with the data, what changed, how to cite it, a delta from the last one.

Reads: published folders, or earlier releases. Writes: `VERSION/` with `data/`, `CHANGES.md`, `changes.csv`,
`tombstones.csv`, `CITATION.cff`, `.zenodo.json`, `release.json` and `delta/`, and beside it `index.json`, which
programs poll. No clock is read: a release bears the last day in its data.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lod.graph.files import DUMP, open_rdf
from lod.model.errors import SourceError, UnresError
from lod.model.iris import is_path
from lod.model.numerals import many
from lod.publish.checksums import SUMS, file_checksum, format_checksums
from lod.publish.paths import find_file, locate, write_file
from lod.publish.published import INDEX
from lod.publish.release import PublishedIndex
from lod.publish.releases.citation import citation_cff, zenodo_json
from lod.publish.releases.delta import write_delta
from lod.publish.releases.identifiers import (
    IriChange,
    find_iri_changes,
    find_there,
    format_csv,
    held_resolutions,
    sorted_lines,
)
from lod.publish.releases.tombstones import Decisions, Tombstone, find_namers, format_tombstones, load_tombstones
from lod.publish.withdrawn import load_withdrawn_resolutions

TOLD, CHANGES, CHANGED_IRIS, TOMBSTONES = "release.json", "CHANGES.md", "changes.csv", "tombstones.csv"
CITATION, ZENODO, DELTA_FOLDER, RELEASES = "CITATION.cff", ".zenodo.json", "delta", "index.json"
_SHOWN = 50  # resolutions that the page of changes names


class UndecidedError(UnresError):
    """IRIs went of which nothing says what became: `undecided`."""

    def __init__(self, undecided: Sequence[IriChange], old: Path) -> None:
        self.undecided = tuple(undecided)
        went = "IRI" if len(undecided) == 1 else "IRIs"
        mend = "say with --tombstones FILE where each leads, or why it went; the lines to fill in are printed"
        super().__init__(f"{len(undecided)} {went} went, and nothing says what became of them", str(old), mend)


class ComparedIris(Struct, frozen=True):
    """What two versions have of IRIs: changes, and what is said of those that went, earlier ones too."""

    changes: tuple[IriChange, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()


class Released(Struct, frozen=True):
    """A release that was written: its folder, version, the one before it, what changed."""

    folder: Path
    version: str
    previous: str
    compared: ComparedIris

    def summary(self) -> str:
        """What a person is told of it."""
        counts = Counter(change.change for change in self.compared.changes)
        since = f" since {self.previous}" if self.previous else ""
        told = ", ".join(f"{counts[kind]} {kind}" for kind in ("added", "removed", "changed"))
        return f"{self.folder}: version {self.version}; IRIs{since}: {told or 'none'}"


def write_release(
    new: Path, out: Path, old: Path | None = None, version: str = "", decided: Path | None = None
) -> Released:
    """Write the release of the folder `new` below `out`, with what changed since `old`.

    Raises SourceError for a folder that is no publication, UnresError for a version that is there already, and
    UndecidedError where an IRI went without a tombstone; then nothing is written.
    """
    index = load_index(new)
    before = load_index(old) if old else None
    named = version or index.version
    previous = _version_of(old, before) if old and before else ""
    target = _free(out, named, previous)
    out.mkdir(parents=True, exist_ok=True)
    staging = out / f".{named}.staging"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    try:
        if old and before:
            _same_base(before, index, old)
        compared = _compare(old, new, index.base, staging, decided) if old else ComparedIris()
        _fill(staging, new, index, (previous, named), compared)
        if old:
            write_delta(old, staging, _files(staging), staging / DELTA_FOLDER, (previous, named))
        os.replace(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    (out / RELEASES).write_bytes(releases_json(out))
    return Released(target, named, previous, compared)


def load_index(folder: Path) -> PublishedIndex:
    """What the index of a published folder or a release says; raises SourceError where there is none."""
    found = find_file(folder, INDEX)
    try:
        if found and find_file(folder, DUMP.as_posix()):
            return msgspec.json.decode(found.read_bytes(), type=PublishedIndex)
    except msgspec.DecodeError as fault:
        raise SourceError(f"is no index of a publication: {fault}", str(found), "build it again") from fault
    raise SourceError("is no published folder", str(folder), "build it first: lod build --out FOLDER")


def _version_of(folder: Path, index: PublishedIndex) -> str:
    """The version of a folder: as a release it may be called otherwise than its data say."""
    found = find_file(folder, TOLD)
    told = msgspec.json.decode(found.read_bytes()) if found else {}
    return str(told.get("version") or index.version)


def _free(out: Path, version: str, previous: str) -> Path:
    """The folder of a version that is not there yet."""
    if not is_path(version) or "/" in version or version.startswith("."):
        raise UnresError(f"{version!r} cannot name a folder", "", "give another with --version")
    mend = "give `version` in the publication's file (lod build --publication), or --version"
    if version == previous:
        raise UnresError(f"both are called version {version}", "", mend)
    if (out / version).exists():
        raise UnresError("is there already, and a release does not change", str(out / version), mend)
    return out / version


def _same_base(before: PublishedIndex, index: PublishedIndex, old: Path) -> None:
    if before.base != index.base:
        what = f"its IRIs begin with {before.base}, those of the new version with {index.base}"
        raise UnresError(what, str(old), "compare versions of one data set")


def _compare(old: Path, new: Path, base: str, spool: Path, decided: Path | None) -> ComparedIris:
    """What changed between two folders; raises UndecidedError."""
    one, other = old / DUMP, new / DUMP
    room = spool / "spool"
    for folder in (room / "old", room / "new"):
        folder.mkdir(parents=True)
    changes = tuple(find_iri_changes(sorted_lines(one, room / "old"), sorted_lines(other, room / "new"), base))
    shutil.rmtree(room)
    gone = [change for change in changes if change.change == "removed"]
    said = load_tombstones(decided) if decided else {}
    first = Decisions(base, _held(one, base), _held(other, base), frozenset(load_withdrawn_resolutions(new)), said)
    decisions = _decisions(one, other, gone, first)
    told = [decisions.tombstone(change) or change for change in gone]
    if undecided := [change for change in told if isinstance(change, IriChange)]:
        raise UndecidedError(undecided, old)
    made = {tombstone.iri: tombstone for tombstone in told if isinstance(tombstone, Tombstone)}
    return ComparedIris(changes, _with_earlier(old, made, changes))


def _held(dump: Path, base: str) -> frozenset[str]:
    with open_rdf(dump) as (lines, _):
        return held_resolutions(lines, base)


def _decisions(old: Path, new: Path, gone: Sequence[IriChange], first: Decisions) -> Decisions:
    """With what the dumps say of the places to which IRIs that went may lead, and of who named them."""
    with open_rdf(new) as (lines, _):
        there = find_there(lines, first.ways(gone))
    with open_rdf(old) as (lines, _):
        return replace(first, there=there, named_by=find_namers(lines, first.things(gone), first.base))


def _with_earlier(old: Path, made: Mapping[str, Tombstone], changes: Iterable[IriChange]) -> tuple[Tombstone, ...]:
    """The tombstones of the release before, but for what is back, and those of this one."""
    found = find_file(old, TOMBSTONES)
    earlier = load_tombstones(found) if found else {}
    back = {change.iri for change in changes if change.change == "added"}
    return tuple(sorted(({iri: stone for iri, stone in earlier.items() if iri not in back} | {**made}).values()))


def _fill(folder: Path, new: Path, index: PublishedIndex, versions: tuple[str, str], compared: ComparedIris) -> None:
    """Put the data and what is said of them into a release's folder, with the checksums of all."""
    previous, version = versions
    for path in _data_of(new):
        there = locate(folder, path)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(locate(new, path), there)
    told = {"version": version, "previous": previous or None, "modified": index.modified}
    made = {
        TOLD: msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n",
        CHANGES: version_page(index, versions, compared).encode(),
        CHANGED_IRIS: format_csv(("iri", "kind", "change"), compared.changes),
        TOMBSTONES: format_tombstones(compared.tombstones),
        CITATION: citation_cff(index, version),
        ZENODO: zenodo_json(index, version),
    }
    for path, content in made.items():
        write_file(folder, path, content)
    sums = {path: file_checksum(locate(folder, path)) for path in _files(folder)}
    write_file(folder, SUMS, format_checksums(sums))


def _data_of(folder: Path) -> list[str]:
    """The files below data/ of a published folder or release, but for the checksums, which a release has of its own."""
    found = (path for path in (folder / "data").rglob("*") if path.is_file() and not path.is_symlink())
    return sorted({path.relative_to(folder).as_posix() for path in found} - {SUMS})


def _files(folder: Path) -> list[str]:
    """All files of a release, but for its delta."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.startswith(f"{DELTA_FOLDER}/"))


def version_page(index: PublishedIndex, versions: tuple[str, str], compared: ComparedIris) -> str:
    """What changed, for people: counts by kind, the resolutions by name, what became of what went."""
    previous, version = versions
    lines = [f"# Version {version}", "", f"{index.title}, data up to {index.modified or 'an unknown day'}: "
             f"{many(index.resolutions, 'resolution')}.", ""]  # fmt: skip
    if not previous:
        return "\n".join([*lines, "The first version: every IRI is new.", ""])
    lines += [f"Since version {previous}; `{CHANGED_IRIS}` names every IRI.", "", *_counts(compared.changes)]
    for change in ("added", "removed"):
        lines += _named(f"Resolutions {change}", compared.changes, change, index.base)
    redirects = sum(bool(stone.leads_to) for stone in compared.tombstones)
    lines += ["## What went", "", f"`{TOMBSTONES}` says of every IRI that went what became of it, now and before: "
              f"{redirects} lead elsewhere, {len(compared.tombstones) - redirects} are gone.", ""]  # fmt: skip
    return "\n".join(lines)


def _counts(changes: Iterable[IriChange]) -> Iterator[str]:
    counted = Counter((change.kind, change.change) for change in changes)
    yield "| kind | added | removed | changed |"
    yield "|---|---|---|---|"
    for kind in sorted({kind for kind, _ in counted}):
        yield f"| {kind} | " + " | ".join(str(counted[kind, what]) for what in ("added", "removed", "changed")) + " |"
    yield ""


def _named(heading: str, changes: Iterable[IriChange], change: str, base: str) -> list[str]:
    found = [c.iri.removeprefix(base) for c in changes if c.change == change and c.kind == "Resolution"]
    more = [f"- and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return [f"## {heading}", "", *(f"- {symbol}" for symbol in found[:_SHOWN]), *more, ""] if found else []


def releases_json(out: Path) -> bytes:
    """The index of all releases below a folder, the latest last: what is before each, files with their checksums."""
    found = sorted(out.glob(f"*/{TOLD}"), key=lambda path: _natural(path.parent.name))
    told = [_release_entry(path.parent) for path in found if not path.parent.name.startswith(".")]
    latest = told[-1]["version"] if told else None
    return msgspec.json.format(msgspec.json.encode({"latest": latest, "releases": told}), indent=2) + b"\n"


def _release_entry(folder: Path) -> dict[str, Any]:
    told = msgspec.json.decode((folder / TOLD).read_bytes())
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    files = [{"path": f"{folder.name}/{path}", "size": (folder / path).stat().st_size,
              "sha256": file_checksum(folder / path)} for path in paths]  # fmt: skip
    delta = f"{folder.name}/{DELTA_FOLDER}" if (folder / DELTA_FOLDER).is_dir() else None
    return {**told, "folder": folder.name, "delta": delta, "files": files}


def _natural(version: str) -> list[tuple[int, str]]:
    """Versions as people count: 1.9.0 before 1.10.0."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"[.\-+]", version)]
