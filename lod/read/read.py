"""Reading any source to a tree: the format is told from the first bytes, not from the name."""

import sys
from pathlib import Path

from msgspec.structs import replace

from lod.model.errors import SourceError, legible
from lod.model.resolution import Resolution
from lod.read.formats import find_kind
from lod.read.identifiers import identified
from lod.read.source import decode_source, load_bytes, load_sidecar
from lod.read.text.read import read_text

#: What errors, findings and provenance call a source that has no file.
STANDARD_INPUT = "standard input"


def read(path: Path) -> Resolution:
    """The resolution that a text, PDF, Word or Akoma Ntoso file gives; raises SourceError with the file and the fix."""
    return read_loaded(path, load_bytes(path))


def read_loaded(path: Path, content: bytes) -> Resolution:
    """The resolution in a file whose bytes were loaded; raises SourceError naming the file and the fix."""
    try:
        return _with_origin(read_bytes(content, legible(path.name)), path)
    except SourceError as fault:  # a reader knows the name only; a person needs the path
        where = str(path.parent / fault.where) if fault.where else str(path)
        raise SourceError(fault.what, where, fault.mend) from fault


def _with_origin(read: Resolution, path: Path) -> Resolution:
    """A reading whose source says where it was fetched from, where a sidecar beside the file does."""
    said = load_sidecar(path, read.source.sha256)
    if said is None:
        return read
    return replace(read, source=replace(read.source, address=said.address, fetched=said.day))


def read_given(source: Path) -> Resolution:
    """The resolution that a file gives, or standard input where the path is "-"; raises SourceError."""
    return read_bytes(sys.stdin.buffer.read(), STANDARD_INPUT) if str(source) == "-" else read(source)


def read_bytes(content: bytes, name: str) -> Resolution:
    """The resolution in a file's bytes; `name` is what errors, findings and provenance show.

    The readers of PDF, Word files and XML, and the libraries under them, are loaded by the first such file.
    """
    kind = find_kind(content, name)
    if kind == "pdf":
        from lod.read.pdf import read_pdf

        return identified(read_pdf(content, name))
    if kind == "docx":
        from lod.read.docx import read_docx

        return identified(read_docx(content, name))
    if kind == "xml":
        from lod.read.akn.read import read_akn

        return identified(read_akn(content, name))
    return identified(read_text(decode_source(content, name)))
