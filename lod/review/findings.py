"""What a build found, a line each: severity, where, in which words, how to mend it."""

from msgspec import Struct


class FindingLine(Struct, frozen=True):
    """One result or finding: how bad, of which resolution, where, what and how to mend it."""

    severity: str
    symbol: str
    place: str
    what: str
    mend: str
    kind: str = ""  # the rule or shape that found it
    source: str = ""  # the file that it concerns, where it is one reading's
