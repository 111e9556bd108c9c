"""What Jinja compiles of the package's templates, kept where Python keeps what it compiles of the package's modules.

Compiling all templates takes a process longer than rendering a resolution's pages. What is kept is asked for by the
template's source and by the code that renders it, and replaced whole. Templates of a theme are compiled anew in each
process: nothing is written into a theme's folder.
"""

import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from lod.data.files import PACKAGE, share
from lod.publish.cache import version_of
from lod.publish.checksums import checksum


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps the compiled templates of the package in a folder, unless Python is told to keep nothing."""

    def __init__(self, folder: Path, templates: Path) -> None:
        super().__init__(str(folder), "%s")
        self.templates = templates

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file that holds a template of the package; empty for any other template."""
        is_own = filename is not None and Path(filename).is_relative_to(self.templates)
        return f"{name.replace('/', '.')}.{sys.implementation.cache_tag}" if is_own else ""

    def get_source_checksum(self, source: str) -> str:
        """What the code of a template is made from: constants go through filters, whose code is the package's."""
        return checksum(f"{_version()} {source}".encode())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code, if it was made from the same; one that is damaged is compiled anew."""
        if bucket.key:
            with suppress(OSError, EOFError, pickle.UnpicklingError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code; where it cannot be written (a full disk, others' folder) each process compiles."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                os.makedirs(self.directory, exist_ok=True)
                super().dump_bytecode(bucket)


def compiled_templates() -> CompiledTemplates:
    """What is kept of the package's templates: beside the compiled modules of this package."""
    return CompiledTemplates(Path(cache_from_source(__file__)).parent, share("site", "templates"))


@cache
def _version() -> str:
    return version_of([PACKAGE / "publish"])
