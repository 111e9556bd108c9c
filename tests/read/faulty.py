"""Cases of `tests/cases/faulty_copies.txt` and of the shared folder: texts, and what is read of them, as lines."""

from collections.abc import Iterator

from msgspec import Struct

from lod.model.resolution import Resolution
from tests.samples import TESTS

_CASE, _READ = "===== ", "-----\n"


class FaultyCase(Struct, frozen=True):
    """A short text that came faulty from another program, and the lines that it must be read as."""

    title: str
    text: str
    lines: tuple[str, ...]


def faulty_cases(name: str = "faulty_copies.txt") -> tuple[FaultyCase, ...]:
    """The cases in the order of a file."""
    blocks = (TESTS / "cases" / name).read_text(encoding="utf-8").split(f"\n{_CASE}")[1:]
    return tuple(_case(block) for block in blocks)


def _case(block: str) -> FaultyCase:
    title, _, rest = block.partition("\n")
    text, _, lines = rest.rpartition(_READ)
    return FaultyCase(title, text, tuple(lines.strip().splitlines()))


def lines_of(resolution: Resolution) -> tuple[str, ...]:
    """What is read of a text, a line for each thing: symbol and title, parts, notes, rules of findings."""
    return tuple(_lines(resolution))


def _lines(resolution: Resolution) -> Iterator[str]:
    yield f"{resolution.masthead.symbol} {resolution.masthead.title}".strip()
    for part in resolution.walk():
        yield f"{part.place}: {part.passage.text}".strip()
    for note in resolution.footnotes:
        yield f"{note.place} on {note.anchor}: {note.passage.text}"
    for rule in sorted({finding.rule for finding in resolution.findings} - {"reader.no_closing"}):
        yield f"! {rule}"
