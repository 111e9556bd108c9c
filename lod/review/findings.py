"""One finding of a build as a report shows it: severity, where, in which words, how to fix it."""

from msgspec import Struct


class FindingLine(Struct, frozen=True):
    """One result or finding: how bad, of which resolution, where, what and how to fix it."""

    severity: str
    symbol: str
    place: str
    what: str
    mend: str
    kind: str = ""  # the rule or shape that found it
    source: str = ""  # the file that it concerns, where it is one reading's
