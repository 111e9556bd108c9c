"""`python -m tests.branches`: of all branches of `lod/` those that tests took, from what `make coverage` measured.

The report of coverage counts statements and branches together. The exit status is 1 below 96 of 100 branches.
"""

import json
import sys
import tempfile
from pathlib import Path

import coverage

WANTED = 96.0


def main() -> int:
    """The exit status."""
    measured = coverage.Coverage()
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        measured.json_report(outfile=str(report))
        totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    taken, of = totals["covered_branches"], totals["num_branches"]
    lines, statements = totals["covered_lines"], totals["num_statements"]
    print(
        f"branches: {taken} of {of} ({taken / of:.1%}); statements: {lines} of {statements} ({lines / statements:.1%})"
    )
    return int(100 * taken / of < WANTED)


if __name__ == "__main__":
    sys.exit(main())
