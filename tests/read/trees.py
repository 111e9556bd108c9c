"""Cases of `tests/cases/trees.txt`, and drafts as their lines."""

import re
from collections.abc import Iterator

from msgspec import Struct

from lod.read.tree.drafts import Draft
from tests.samples import TESTS

_TITLE = re.compile(r"(?P<title>.+?)(?: \[(?P<language>\w\w)\])?")


class TreeCase(Struct, frozen=True):
    """Paragraphs, and the outline of the tree that they make."""

    title: str
    language: str
    paragraphs: tuple[str, ...]
    outline: tuple[str, ...]


def tree_cases() -> tuple[TreeCase, ...]:
    """The cases in the order of the file."""
    text = (TESTS / "cases" / "trees.txt").read_text(encoding="utf-8")
    return tuple(_case(block.splitlines()) for block in text.strip().split("\n\n")[1:])


def _case(lines: list[str]) -> TreeCase:
    found = _TITLE.fullmatch(lines[0])
    assert found, f"no title: {lines[0]}"
    paragraphs = tuple(line[2:] for line in lines if line.startswith("> "))
    return TreeCase(found["title"], found["language"] or "en", paragraphs, tuple(lines[1 + len(paragraphs) :]))


def outline(root: Draft) -> tuple[str, ...]:
    """The parts of a draft as lines, indented by their depth."""
    return tuple(_lines(root, ""))


def _lines(draft: Draft, indent: str) -> Iterator[str]:
    for part in draft.parts:
        further = f" + {len(part.spans) - 1}" if len(part.spans) > 1 else ""
        yield f"{indent}{part.kind}{f' {part.number}' if part.number else ''}{further}"
        yield from _lines(part, indent + "  ")
