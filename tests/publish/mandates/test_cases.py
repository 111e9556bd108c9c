"""Sheets of official resolutions, held against what a person read in each: `tests/cases/mandates.txt`.

A block begins with "== FILE"; a line for each element gives the places and words that were read, or "none found", and
"mandates" every act that asks an office. The words of the cases are those of the texts.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lod.annotate.annotate import annotate
from lod.publish.mandates.sheet import ELEMENTS, NONE_FOUND, MandateSheet, sheet_of
from lod.read.read import read
from tests.samples import TESTS

CASES = TESTS / "cases" / "mandates.txt"


def cases() -> Iterator[tuple[str, str]]:
    """(file, lines) of each case."""
    for block in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, _, lines = block.partition("\n")
        yield name.strip(), "\n".join(line for line in lines.splitlines() if line and not line.startswith("#"))


def told(sheet: MandateSheet) -> str:
    """A sheet as the cases write it."""
    lines = []
    for name in ELEMENTS:
        found = [f"{element.place} “{element.words}”" for element in sheet.given(name)]
        lines += [f"{name}: {line}" for line in found or [NONE_FOUND]]
    for row in sheet.rows:
        asked = row.asked_names or "nobody by name"
        report = f" -> {row.deliverable} | {row.recipient} | {row.when or 'no time'}" if row.deliverable else ""
        lines.append(f"mandate: {row.act} {asked}{report}")
    return "\n".join(lines)


@pytest.mark.parametrize(("name", "expected"), cases(), ids=[name for name, _ in cases()])
def test_the_sheet_is_what_a_person_read(name: str, expected: str, corpus: Path) -> None:
    """Every element and every mandate, and every "none found"."""
    resolution = read(corpus / "text" / name)
    assert told(sheet_of(resolution, annotate(resolution))) == expected


def test_the_cases_are_of_each_committee_and_kind() -> None:
    assert len(list(cases())) == 12
