"""What builds keep of their steps: results by the hash of all that they were made from.

A folder beside what is published, never inside it. An entry's name is the hash of what the result was made from: the
bytes of sources, the settings, and the code, rules, tables and shapes of this version; its content is packed by
msgspec, compressed, with its own checksum in front. An entry that is damaged, or of another version, is none.
"""

import hashlib
import os
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from lod.data.files import PACKAGE, share
from lod.model.errors import UnresError
from lod.publish.paths import find_file, remove_file, write_file

Value = TypeVar("Value")

_SUM = hashlib.sha256().digest_size
#: Libraries whose versions may change what is made.
_LIBRARIES = (
    "ahocorasick-rs",
    "jinja2",
    "lxml",
    "msgspec",
    "pymarc",
    "pyoxigraph",
    "pypdfium2",
    "pyshacl",
    "python-docx",
    "rdflib",
    "shacl",
)
#: The rooms whose code makes readings, annotations, graphs and cards; templates stand elsewhere.
_ROOMS = ("model", "data", "read", "annotate", "graph", "review", "query", "publish")


class Cache(Struct, frozen=True):
    """A folder of results; processes may share it."""

    root: Path

    def load(self, name: str, kind: type[Value]) -> Value | None:
        """The value of an entry; None where there is none that is whole."""
        content = self.load_bytes(name)
        if content is not None:
            with suppress(msgspec.MsgspecError):
                return unpacked(content, kind)
        return None

    def load_bytes(self, name: str) -> bytes | None:
        """The bytes of an entry; None where there is none that is whole."""
        content = self._content(name)
        if content is not None:
            with suppress(zlib.error):
                return zlib.decompress(content)
        return None

    def held(self, name: str, kind: type[Value]) -> Value:
        """The value of an entry that an earlier step of a build kept, or found kept; raises UnresError."""
        value = self.load(name, kind)
        if value is None:
            raise self._gone()
        return value

    def held_bytes(self, name: str) -> bytes:
        """The bytes of such an entry; raises UnresError."""
        content = self.load_bytes(name)
        if content is None:
            raise self._gone()
        return content

    def holds(self, name: str) -> bool:
        """Whether there is an entry that is whole."""
        return self._content(name) is not None

    def forget(self, name: str) -> None:
        """Remove an entry."""
        remove_file(self.root, _path(name))

    def _content(self, name: str) -> memoryview | None:
        """What an entry holds, compressed; None where it is not there or its checksum is another."""
        with suppress(OSError):
            found = find_file(self.root, _path(name))
            content = memoryview(found.read_bytes()) if found else None
            if content and hashlib.sha256(content[_SUM:]).digest() == content[:_SUM]:
                return content[_SUM:]
        return None

    def _gone(self) -> UnresError:
        return UnresError("an entry is gone or damaged", str(self.root), "build again, if need be without it")

    def keep(self, name: str, value: Any, level: int = 1) -> None:
        """Keep a value under a name; level 0 is for what is compressed."""
        self.keep_bytes(name, packed(value), level)

    def keep_bytes(self, name: str, content: bytes, level: int = 1) -> None:
        """Keep bytes under a name: written apart and put in place in one step, so that nobody meets half of them."""
        compressed = zlib.compress(content, level)
        apart = f"{_path(name)}.{os.getpid()}"
        written = write_file(self.root, apart, hashlib.sha256(compressed).digest() + compressed)
        os.replace(written, self.root / _path(name))

    def prune(self, used: Iterable[str]) -> None:
        """Remove the entries that neither this build used nor the one before."""
        now = {_path(name) for name in (*used, "used")}
        before = set(self.load("used", list[str]) or ())
        for folder in self.root.iterdir() if self.root.is_dir() else ():
            for file in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
                path = f"{folder.name}/{file.name}"
                if path not in now and path not in before:
                    with suppress(OSError):
                        remove_file(self.root, path)
        self.keep("used", sorted(now))


def packed(value: Any) -> bytes:
    """A value as bytes."""
    return msgspec.msgpack.encode(value)


def unpacked(content: bytes, kind: type[Value]) -> Value:
    """The value of a kind that bytes hold; raises msgspec.DecodeError."""
    value: Value = _decoder(kind).decode(content)
    return value


def _decoder(kind: Any) -> Any:
    """The decoder of a kind, made once a process."""
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    return _DECODERS[kind]


_DECODERS: dict[Any, Any] = {}


def entry_name(step: str, *made_from: str | bytes) -> str:
    """The name of a step's result: its hash, over what it is made from and the version of the code."""
    digest = hashlib.sha256(code_version().encode())
    for part in (step, *made_from):
        content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


@cache
def code_version() -> str:
    """The hash of all code and data that make readings, annotations, graphs and cards, and of the libraries used."""
    return version_of([*(PACKAGE / room for room in _ROOMS), share("ontology"), share("shapes")])


@cache
def whole_version() -> str:
    """The hash of everything that a build's result depends on beside its sources and settings."""
    return version_of([PACKAGE, share("ontology"), share("shapes"), share("site")])


def version_of(roots: Iterable[Path]) -> str:
    """The hash of the files below some folders, of Python's version and of the libraries'."""
    digest = hashlib.sha256(sys.version.encode() + _libraries())
    for root in roots:
        for path in sorted(_files(root)):
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
            digest.update(_content_hash(path))
    return digest.hexdigest()


@cache
def _libraries() -> bytes:
    """The names and versions of the libraries, read once a process."""
    found = []
    for library in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            found.append(f"{library} {metadata.version(library)}\n")
    return "".join(found).encode()


@cache
def _content_hash(path: Path) -> bytes:
    """The hash of a file of the package, read once a process."""
    return hashlib.sha256(path.read_bytes()).digest()


def _files(root: Path) -> list[Path]:
    """The files that matter: what Python compiles beside them and what Node installs are made from others."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in ("__pycache__", "node_modules")]
        found += [Path(folder, name) for name in names]
    return found


def _path(name: str) -> str:
    """Where an entry stands: 256 folders hold them all."""
    digest = name if len(name) == _SUM * 2 else hashlib.sha256(name.encode()).hexdigest()
    return f"{digest[:2]}/{digest[2:]}"
