"""Errors that a person can act on: what is wrong, where, and how to fix it."""

import re
import traceback
from pathlib import Path

#: What a terminal obeys or cannot write: control characters, signs of direction, bytes that are no UTF-8.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_ENDS = re.compile(r"[\t\n]")


def legible(name: str) -> str:
    """A file's name as people may see it, on one line; a sign stands for each byte or character that shows nothing.

    >>> legible("caf\\udce9\\n\\x1b[2J.txt")
    'caf\ufffd\ufffd\ufffd[2J.txt'
    """
    return _LINE_ENDS.sub("\ufffd", _UNREADABLE.sub("\ufffd", name))


class UnresError(ValueError):
    """Every error that this package raises on purpose.

    `what` says the fault with the value, `where` the file (and line, row or rule), `mend` what to do about it;
    the message is made of the three.
    """

    def __init__(self, what: str, where: str = "", mend: str = "") -> None:
        self.what: str = _UNREADABLE.sub("\ufffd", what)
        self.where: str = legible(where)
        self.mend: str = legible(mend)
        super().__init__(self.what, self.where, self.mend)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.mend})" if self.mend else ""
        return f"{place}{self.what}{advice}"


class SourceError(UnresError):
    """A file that cannot be read as a source of a resolution: missing, empty, binary, no resolution."""


class SymbolError(UnresError):
    """A string that is no document symbol, or a name that is no IRI path of ours."""


class PathError(UnresError):
    """A path below a folder that leads out of it, or that no file can have."""


class FolderError(PathError):
    """What stands in a published folder in the way of all that a build would write there: a link, a foreign file."""


class DataError(UnresError):
    """A rule, table, ontology, shapes or template file of ours that breaks its own contract."""


class QueryError(UnresError):
    """A query that cannot be run: its syntax, or a function that it uses."""


def unforeseen(fault: Exception) -> str:
    """What is said, behind an input's name, of a fault of ours that it brought to light; others must not pay for it."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    what = f"{type(fault).__name__}{where}: {fault}".rstrip(": ")
    return legible(f"the program failed on it, {what} (report this line together with the file)")
