"""`python -m tests.code_mutants [MODULE ...]` (`make mutants`): how many mutants of each module its tests notice.

Modules, their tests and how many mutants are drawn of each stand in `tests/cases/code_mutants.toml`, with what no test
can notice, and why. The exit status is 1 where fewer than 90 % are noticed.
"""

import random
import re
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from tests.code_mutants.mutate import CodeMutant, mutants_of
from tests.code_mutants.run import load_libraries, survivors

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "code_mutants.toml"
WANTED = 0.9


def chosen(source: str, count: int, excused: list[dict[str, str]]) -> list[CodeMutant]:
    """So many of a module's mutants, the same each time, without those that nothing can notice."""
    alike = re.compile("|".join(row["match"] for row in excused) or r"(?!)", re.DOTALL)
    every = [mutant for mutant in mutants_of(source) if not alike.search(mutant.name)]
    drawn = every if len(every) <= count else random.Random("mutants").sample(every, count)
    return sorted(drawn, key=lambda mutant: (mutant.line, mutant.name))


def tell(row: dict[str, Any]) -> tuple[int, int]:
    """Print the survivors of a module; how many were noticed, of how many."""
    path, began = Path(row["module"]), time.monotonic()
    source = path.read_text(encoding="utf-8")
    if not [*survivors(path, [CodeMutant("module", 0, "", "", source)], _arguments(row))]:
        raise RuntimeError(f"the tests of {path} fail over it as it is: {' '.join(row['tests'])}")
    mutants = chosen(source, row.get("count", 400), row.get("excused", []))
    left = []
    for mutant in survivors(path, mutants, _arguments(row)):
        left.append(mutant)
        print(f"  {path}:{mutant.line} {mutant.name}", flush=True)
    noticed = len(mutants) - len(left)
    print(f"{path}: {noticed} of {len(mutants)} noticed, {time.monotonic() - began:.0f} s", flush=True)
    return noticed, len(mutants)


def _arguments(row: dict[str, Any]) -> list[str]:
    """The tests of a module for pytest, without those that take long and say no more."""
    return [*row["tests"], *(f"--deselect={test}" for test in row.get("without", []))]


def main(names: list[str]) -> int:
    """The exit status."""
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["module"]
    load_libraries()
    told = [tell(row) for row in rows if not names or any(name in row["module"] for name in names)]
    noticed, of = (sum(column) for column in zip(*told, strict=True))
    print(f"in all: {noticed} of {of} noticed, {noticed / of:.1%}")
    return int(noticed / of < WANTED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
