"""Checksums of everything that is published: writing `data/SHA256SUMS`, and checking a folder against it.

Governing text: the manual of sha256sum (GNU coreutils). Names are relative to the list's own folder, so that
`sha256sum -c SHA256SUMS` works there, for the whole folder and, with `--ignore-missing`, for dumps alone.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from lod.model.errors import PathError, SourceError
from lod.publish.paths import find_file, relative_path

SUMS = "data/SHA256SUMS"
_FOLDER = "data"
_LINE = re.compile(r"(\\?)([0-9a-f]{64})  (.+)")


class Damage(StrEnum):
    """What may have become of a published file."""

    MISSING = "missing"
    CHANGED = "changed"
    UNLISTED = "unlisted"  # a build says that it made it, and the checksums do not know it
    STRANGE = "strange"  # a line of the checksums that names no file of the folder


class Difference(Struct, frozen=True):
    """A file that is not as it was published; the path is relative to the folder."""

    path: str
    damage: Damage


class Sums(Struct, frozen=True):
    """A list of checksums: SHA-256 in hexadecimal by path, and the lines that are none."""

    by_path: Mapping[str, str]
    strange: tuple[str, ...] = ()


def checksum(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def format_checksums(by_path: Mapping[str, str]) -> bytes:
    """The list that `sha256sum -c` reads, sorted by path.

    >>> format_checksums({"data/x.gz": "ab", "index.html": "cd"})
    b'ab  x.gz\\ncd  ../index.html\\n'
    """
    return "".join(f"{digest}  {relative_path(path, _FOLDER)}\n" for path, digest in sorted(by_path.items())).encode()


def parse_checksums(content: bytes) -> Sums:
    """The inverse; others may have written in the list, so that what is no line of it is kept apart."""
    by_path, strange = {}, []
    for line in content.decode("utf-8", "surrogateescape").splitlines():
        found = _LINE.fullmatch(line)
        if found and not found[1]:  # a backslash at its start escapes what no name of ours holds
            by_path[os.path.normpath(os.path.join(_FOLDER, found[3]))] = found[2]
        else:
            strange.append(line)
    return Sums(by_path, tuple(strange))


def load_checksums(folder: Path) -> Sums:
    """What the list in a published folder says; nothing without one."""
    found = find_file(folder, SUMS)
    return parse_checksums(found.read_bytes()) if found else Sums({})


def find_differences(folder: Path, made: frozenset[str]) -> Iterator[Difference]:
    """Where a published folder is not as it was built; `made` are the files that its build says it made.

    Files that neither list names are nobody's business. Raises SourceError where there is no list of checksums.
    """
    sums = load_checksums(folder)
    if not sums.by_path and not sums.strange:
        raise SourceError("no checksums", str(folder / SUMS), "build it first: lod build --out FOLDER")
    yield from (Difference(line, Damage.STRANGE) for line in sums.strange)
    for path in sorted(sums.by_path.keys() | made - {SUMS}):
        if damage := _damage(folder, path, sums.by_path.get(path)):
            yield Difference(path, damage)


def _damage(folder: Path, path: str, digest: str | None) -> Damage | None:
    try:
        found = find_file(folder, path)
    except PathError:
        return Damage.STRANGE
    if found is None:
        return Damage.MISSING
    if digest is None:
        return Damage.UNLISTED
    return None if file_checksum(found) == digest else Damage.CHANGED
