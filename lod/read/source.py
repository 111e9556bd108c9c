"""Loading sources: bytes of a file to a `Source`, or an error that says how to fix the file."""

import datetime as dt
import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.model.errors import SourceError, legible
from lod.model.resolution import Source
from lod.read.encoding import encoding_of

#: Names of files that a folder is searched for.
SUFFIXES = (".txt", ".md", ".xml", ".pdf", ".docx")

#: What the sidecar of a fetched file is called behind the file's name, and the list of what no site has.
SIDECAR = ".fetched.json"
NOT_THERE = "not-there.csv"


class FetchedFrom(Struct, frozen=True):
    """Where a file was fetched from, on which day, its checksum, and by what its site tells whether it changed."""

    address: str
    day: dt.date
    sha256: str
    media: str = ""
    etag: str = ""
    modified: str = ""


def load_sidecar(path: Path, sha256: str) -> FetchedFrom | None:
    """What the sidecar of a file says; None where there is none, or it speaks of other bytes."""
    try:
        said = msgspec.json.decode(sidecar_bytes(path), type=FetchedFrom)
    except msgspec.DecodeError:
        return None
    return said if said.sha256 == sha256 else None


def sidecar_bytes(path: Path) -> bytes:
    """The bytes of a file's sidecar; none where there is none that can be read."""
    try:
        return Path(f"{path}{SIDECAR}").read_bytes()
    except OSError:
        return b""


def load_source(path: Path) -> Source:
    """The source in a text file; raises SourceError."""
    return decode_source(load_bytes(path), legible(path.name))


def load_bytes(path: Path) -> bytes:
    """A file's bytes; raises SourceError where there is no such file, it may not be read, or it is a folder."""
    if path.is_dir():
        if any(file.suffix.lower() in SUFFIXES for file in path.rglob("*")):
            raise SourceError("is a folder", str(path), "give one file of it")
        raise SourceError(f"no {', '.join(SUFFIXES)} in it", str(path), "give files, or a folder that holds some")
    try:
        return path.read_bytes()
    except OSError as fault:
        raise SourceError(f"cannot be read: {fault.strerror}", str(path), "give the path of a readable file") from fault


def decode_source(content: bytes, name: str) -> Source:
    """The source in bytes, in one of the encodings that are known here; its mark and its line ends are kept.

    Raises SourceError for nothing, for what is binary and for another encoding.

    >>> decode_source(b"\\xef\\xbb\\xbfThe General Assembly,\\r\\n", "a.txt").text
    '\\ufeffThe General Assembly,\\r\\n'
    """
    encoding = encoding_of(content, name)
    text = content.decode(encoding)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise SourceError("is empty", name, "give the text, PDF or XML of a resolution")
    return Source(name, text, hashlib.sha256(content).hexdigest(), encoding=encoding)
