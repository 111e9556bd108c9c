"""What Jinja compiles of the package's templates, kept where Python keeps what it compiles of the package's modules.

Compiling all templates takes a process longer than rendering a resolution's pages. What is kept is asked for by the
template's source and by the code that renders it, and replaced whole. Templates of a theme are compiled anew in each
process: nothing is written into a theme's folder.
"""

import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from lod.data.files import PACKAGE, share
from lod.publish.cache import version_of
from lod.publish.checksums import checksum


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates in a folder, under `PYTHONDONTWRITEBYTECODE` and where it cannot be written none."""

    def __init__(self, folder: Path, templates: Path) -> None:
        self.folder, self.templates = folder, templates

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file that holds a template of the package; empty for any other template."""
        is_own = filename is not None and Path(filename).is_relative_to(self.templates)
        return f"{name.replace('/', '.')}.{sys.implementation.cache_tag}" if is_own else ""

    def get_source_checksum(self, source: str) -> str:
        """What the code of a template is made from: constants go through filters, whose code is the package's."""
        return checksum(f"{_version()} {source}".encode())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code, if it was made from the same."""
        if not bucket.key:
            return
        try:
            made_from, _, code = (self.folder / bucket.key).read_bytes().partition(b"\n")
        except OSError:
            return
        if made_from == bucket.checksum.encode():
            with suppress(EOFError, ValueError, TypeError):  # damaged: it is compiled anew
                bucket.code = marshal.loads(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code; several processes may do so at a time, and each file is replaced whole."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        path = self.folder / bucket.key
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(f"{bucket.checksum}\n".encode() + marshal.dumps(bucket.code))
            os.replace(unfinished, path)
        except OSError:  # an installation that only others may write, a full disk
            with suppress(OSError):
                unfinished.unlink()


def compiled_templates() -> CompiledTemplates:
    """What is kept of the package's templates: beside the compiled modules of this package."""
    return CompiledTemplates(Path(cache_from_source(__file__)).parent, share("site", "templates"))


@cache
def _version() -> str:
    return version_of([PACKAGE / "publish"])
