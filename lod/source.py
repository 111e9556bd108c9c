"""Bytes to a source: what can be read as text is, and what cannot is named with the mend."""

import hashlib
from pathlib import Path

from lod.errors import SourceError
from lod.model import Source

#: Control characters that no text has; a share of them means a binary file.
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))


def load_source(path: Path) -> Source:
    """The source in a text file; raises SourceError."""
    return decode_source(load_bytes(path), path.name)


def load_bytes(path: Path) -> bytes:
    """A file's bytes; raises SourceError where there is no such file or it may not be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise SourceError(f"cannot be read: {fault.strerror}", str(path), "give the path of a readable file") from fault


def decode_source(content: bytes, name: str) -> Source:
    """The source in bytes: UTF-8 (with or without mark), UTF-16 with its mark; line ends become "\\n".

    Raises SourceError for nothing, for what is binary and for another encoding.

    >>> decode_source(b"\\xef\\xbb\\xbfThe General Assembly,\\r\\n", "a.txt").text
    'The General Assembly,\\n'
    """
    if not content.strip():
        raise SourceError("is empty", name, "give the text, PDF or XML of a resolution")
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and len(content.translate(None, _CONTROL)) < len(content) * 0.99:
        raise SourceError("is a binary file", name, "give the text, PDF or XML of a resolution")
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SourceError(f"is not UTF-8 text: byte {fault.start}", name, "save the file as UTF-8") from fault
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(name, text, hashlib.sha256(content).hexdigest())
