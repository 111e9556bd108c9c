"""Prints the worst growth of each module, and patterns that grow more than six-fold for four-fold text.

`python -m tests.patterns [NAME ...]` takes the patterns of the modules and data files whose names hold one of
the words, or all; the exit status is 1 where there are any that are too slow. `python -m tests.patterns --forms` prints
those whose form alone may take long, which needs no clock: `tests/cases/patterns.toml` says why they may stay.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.patterns.collect import collect
from tests.patterns.shapes import forms
from tests.patterns.timing import ALLOWED, Worst, table, told, worst


def exercise() -> None:
    """Read and annotate the bundled text and those of the tests' cases: what is compiled on the way is collected."""
    from lod.annotate.annotate import annotate
    from lod.model.errors import UnresError
    from lod.read.read import read_bytes

    for path in _texts():
        try:
            annotate(read_bytes(path.read_bytes(), path.name))
        except UnresError:  # files of cases that are no resolution
            continue


def _texts() -> Iterable[Path]:
    tests = Path(__file__).parents[1]
    yield from sorted((tests.parent / "lod" / "data" / "sources").glob("*.txt"))
    yield from sorted(path for folder in ("cases", "files") for path in (tests / folder).rglob("*.*") if path.is_file())


def _told_forms() -> list[str]:
    """A line for each pattern of a form that may take long: its key, a tab, the form."""
    told = ((use.key, ", ".join(forms(use.pattern, use.searched))) for use in collect("lod", exercise))
    return sorted({f"{key}\t{form}" for key, form in told if form})


def _timed_again(one: Worst) -> Worst:
    """What looks too slow is timed once more, since a busy machine makes others so; the better of both counts."""
    return min(one, worst(one.use), key=lambda worse: worse.growth) if one.growth > ALLOWED else one


def main(wanted: Sequence[str]) -> int:
    """Time the patterns of the modules and files whose names hold one of the wanted words, or all."""
    if "--forms" in wanted:
        print("\n".join(_told_forms()))
        return 0
    found = []
    for use in collect("lod", exercise):
        if not wanted or any(word in use.name for word in wanted):
            found.append(_timed_again(worst(use)))
            if found[-1].growth > ALLOWED:
                print(told(found[-1]), flush=True)
    print("\n".join(table(found)))
    return 1 if any(one.growth > ALLOWED for one in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
