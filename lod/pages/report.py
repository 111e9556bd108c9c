"""The page of the SHACL report and of what the readers found."""

from collections.abc import Sequence

from msgspec import Struct

from lod.pages.environment import render


class Line(Struct, frozen=True):
    """One result or finding: how bad, of which resolution, where, what and how to mend it."""

    severity: str
    symbol: str
    place: str
    what: str
    mend: str
    kind: str = ""  # the rule or shape that found it
    source: str = ""  # the file that it concerns, where it is one reading's


def validation_page(lines: Sequence[Line], resolutions: int, engine: str) -> str:
    """The report as a page, the worst first."""
    order = {"Violation": 0, "Warning": 1, "Info": 2}
    ordered = sorted(lines, key=lambda line: (order.get(line.severity, 3), line.symbol, line.place, line.what))
    return render("validation.html", "validation", lines=ordered, resolutions=resolutions, engine=engine)
