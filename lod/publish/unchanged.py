"""Whether a build would make again what stands there: the same sources, settings and code, every file as it was left.

What a build is made from is hashed; how it left the files of the folder (sizes and times of change) is kept in the
cache, with what the build said. Where both are as they were, nothing is built.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from lod.publish.cache import Cache, entry_name, whole_version
from lod.publish.lock import locked
from lod.publish.paths import FileStat, file_stats
from lod.publish.result import BuildResult
from lod.publish.settings import Settings
from lod.publish.staging import MANIFEST, listed_paths, load_manifest
from lod.read.source import sidecar_bytes


class LeftFolder(Struct, frozen=True):
    """How a build left a folder: what it was made from, each file's state, and what it said."""

    made_from: str
    files: dict[str, FileStat]
    result: BuildResult


def hash_inputs(sources: Sequence[Path], settings: Settings) -> str:
    """The hash of all that a build is made from; "" where something cannot be read, so that it is told of again."""
    digest = hashlib.sha256(whole_version().encode())
    try:
        for setting in settings.made_from():
            digest.update(f"{len(setting)}:{setting}".encode("utf-8", "surrogateescape"))
        for path in sources:
            if not path.is_file():  # a pipe would be waited for
                return ""
            content = path.read_bytes() + b"\0" + sidecar_bytes(path)
            digest.update(os.fsencode(path) + b"\0" + hashlib.sha256(content).digest())
    except (OSError, UnicodeDecodeError):
        return ""
    return digest.hexdigest()


def find_unchanged(sources: Sequence[Path], out: Path, settings: Settings) -> BuildResult | None:
    """What the last build of a folder said, where it would say and make the same again; else None."""
    made_from = hash_inputs(sources, settings) if settings.cache and out.is_dir() else ""
    if not settings.cache or not made_from:
        return None
    with locked(out):
        left = Cache(settings.cache).load(_entry(out), LeftFolder)
        if left is None or left.made_from != made_from or listed_paths(out) != left.files.keys() - {MANIFEST}:
            return None
        return left.result if left.files.items() <= file_stats(out).items() else None


def files_as_left(out: Path, cache: Cache) -> frozenset[str]:
    """The paths of the files that stand as the last whole build of a folder left them."""
    left = cache.load(_entry(out), LeftFolder) if out.is_dir() else None
    return frozenset(path for path, _ in left.files.items() & file_stats(out).items()) if left else frozenset()


def keep_unchanged(out: Path, cache: Cache, made_from: str, result: BuildResult) -> str:
    """Note how a build left its folder; gives the name of the note in the cache."""
    stats, made = file_stats(out), {*load_manifest(out).paths, MANIFEST}
    cache.keep(_entry(out), LeftFolder(made_from, {path: stat for path, stat in stats.items() if path in made}, result))
    return _entry(out)


def _entry(out: Path) -> str:
    return entry_name("left", os.fsencode(out.resolve()))
