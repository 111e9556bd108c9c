"""Lines dropped, doubled and shuffled: the leaves tile, and a tree whose numbers do not run has a finding."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from lod.model.errors import UnresError
from lod.model.resolution import Part, PartKind, Severity
from lod.read.read import read_bytes
from tests.laws import broken_laws
from tests.read.fuzz import originals_in
from tests.samples import BUNDLED, TESTS

Damage = Callable[[list[str], Random], None]
NUMBERED = re.compile(r"\s*\d+\.\s")
NOT_WORKED = (PartKind.SECTION, PartKind.ANNEX)


def drop(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    del lines[at : at + rng.randrange(1, 8)]


def double(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at:at] = lines[at : at + rng.randrange(1, 8)]


def shuffle(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    moved = lines[at : at + rng.randrange(3, 15)]
    rng.shuffle(moved)
    lines[at : at + len(moved)] = moved


def exchange(lines: list[str], rng: Random) -> None:
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def drop_number(lines: list[str], rng: Random) -> None:
    numbered = [at for at, line in enumerate(lines) if NUMBERED.match(line)]
    if numbered:
        del lines[rng.choice(numbered)]


DAMAGES: tuple[Damage, ...] = (drop, double, shuffle, exchange, drop_number)


def gaps(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Numbers of paragraphs of the resolution itself that another follows which is not the next one, nor 1."""
    last = 0
    for part in parts:
        if part.kind in NOT_WORKED:
            last = 0
            yield from gaps(part.parts) if part.kind is PartKind.SECTION else ()
        elif part.kind is PartKind.OPERATIVE and (part.number or "").isdecimal():
            number = int(part.number or 0)
            if last and number not in (last + 1, 1):
                yield last, number
            last = number


def silent(originals: Sequence[Path], cases: range) -> Iterator[str]:
    """What is wrong with damaged texts, case by case."""
    for case in cases:
        rng = Random(case)
        path, damage = rng.choice(originals), rng.choice(DAMAGES)
        lines = path.read_text(encoding="utf-8").split("\n")
        damage(lines, rng)
        try:
            found = read_bytes("\n".join(lines).encode(), path.name)
        except UnresError:
            continue
        told = any(finding.severity is not Severity.INFO for finding in found.findings)
        yield from (f"{case} {path.name}: {law}" for law in broken_laws(found))
        if not told and (missing := list(gaps(found.parts))):
            yield f"{case} {path.name} {damage.__name__}: {missing}"


def test_no_tree_whose_numbers_do_not_run_goes_without_a_finding() -> None:
    """Over invented layouts and the bundled text."""
    assert list(silent([BUNDLED, *originals_in(TESTS / "cases" / "layouts", "text")], range(300))) == []


@pytest.mark.slow
def test_no_text_of_the_corpus_goes_without_one(corpus: Path) -> None:
    assert list(silent(originals_in(corpus / "text", "text"), range(3000))) == []
