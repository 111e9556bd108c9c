"""The validation page: SHACL results and the readers' findings."""

from collections.abc import Sequence

from lod.publish.pages.environment import render
from lod.review.findings import FindingLine


def validation_page(lines: Sequence[FindingLine], resolutions: int, engine: str) -> str:
    """The report as a page, the worst first."""
    order = {"Violation": 0, "Warning": 1, "Info": 2}
    ordered = sorted(lines, key=lambda line: (order.get(line.severity, 3), line.symbol, line.place, line.what))
    return render("validation.html", "validation", lines=ordered, resolutions=resolutions, engine=engine)
