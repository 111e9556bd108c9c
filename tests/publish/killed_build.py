"""A build that ends itself by SIGKILL before one of its file operations: a process of its own for the test of kills.

    python -m tests.publish.killed_build (switch | anywhere) OPERATION ARGUMENTS...

OPERATION counts from 0, from the decision of the switch or from the start; ARGUMENTS are those of `lod`. A build that
outlives it prints how many operations it had.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from lod.cli.main import main
from lod.publish import staging
from lod.publish.journal import Journal
from tests.publish.killing import kill_at, operations_left


def kill_in_switch(operation: int) -> None:
    """Count from the moment in which the journal is about to be written."""
    decide: Callable[[Journal, Path], None] = vars(staging)["decide"]

    def deciding(journal: Journal, root: Path) -> None:
        kill_at(operation, really=True)
        decide(journal, root)

    vars(staging)["decide"] = deciding


def run(where: str, operation: int, arguments: list[str]) -> None:
    """Build with that end, and say how many operations there were where it was not reached."""
    if where == "switch":
        kill_in_switch(operation)
    else:
        kill_at(operation, really=True)
    main(arguments, standalone_mode=False)
    print("operations", operation - operations_left())


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
