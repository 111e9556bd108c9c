"""Lines dropped, doubled and shuffled: the leaves tile, and a tree whose numbers do not run has a finding.

As text in printed lines, as text with a paragraph a line, in Markdown, in Word.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from msgspec import Struct

from lod.model.errors import UnresError
from lod.model.resolution import Part, PartKind, Severity
from lod.read.read import read_bytes
from tests.extractors import docx_of, markdown_of
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


def printed(text: str) -> list[str]:
    """The lines of a text as they are."""
    return text.split("\n")


def unwrapped(text: str) -> list[str]:
    """A line for each stretch between blank lines, and for each number and label that stands in one."""
    blocks = (re.sub(r"\n(?!\s*(?:\d+\.|\(\w{1,3}\))\s)\s*", " ", block) for block in re.split(r"\n\s*\n", text))
    return [line.strip() for block in blocks for line in block.split("\n")]


class Carrier(Struct, frozen=True):
    """How a text becomes lines that are damaged, and how these become a file."""

    name: str
    lines: Callable[[str], list[str]]
    make: Callable[[str], bytes]


CARRIERS = (
    Carrier("text", printed, str.encode),
    Carrier("a paragraph a line", unwrapped, str.encode),
    Carrier("Markdown", unwrapped, markdown_of),
    Carrier("Word", unwrapped, docx_of),
)
by_carrier = pytest.mark.parametrize("carrier", CARRIERS, ids=lambda carrier: carrier.name)

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


def silent(originals: Sequence[Path], cases: range, carrier: Carrier) -> Iterator[str]:
    """What is wrong with damaged texts, case by case."""
    for case in cases:
        rng = Random(case)
        path, damage = rng.choice(originals), rng.choice(DAMAGES)
        lines = carrier.lines(path.read_text(encoding="utf-8"))
        damage(lines, rng)
        try:
            found = read_bytes(carrier.make("\n".join(lines)), path.name)
        except UnresError:
            continue
        told = any(finding.severity is not Severity.INFO for finding in found.findings)
        yield from (f"{case} {path.name}: {law}" for law in broken_laws(found))
        if not told and (missing := list(gaps(found.parts))):
            yield f"{case} {path.name} {damage.__name__}: {missing}"


@by_carrier
def test_no_tree_whose_numbers_do_not_run_goes_without_a_finding(carrier: Carrier) -> None:
    """Over invented layouts and the bundled text."""
    originals = [BUNDLED, *originals_in(TESTS / "cases" / "layouts", "text")]
    assert list(silent(originals, range(300 if carrier.lines is printed else 100), carrier)) == []


@pytest.mark.slow
@by_carrier
def test_no_text_of_the_corpus_goes_without_one(corpus: Path, carrier: Carrier) -> None:
    assert list(silent(originals_in(corpus / "text", "text"), range(3000), carrier)) == []
