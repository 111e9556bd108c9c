"""Marks of a table's own notes: small letters behind the words of its cells, as "2024a" for a raised a.

A text layer loses that they are raised. What is a mark follows from the notes, which stand right below the table in
their order, "a See ...", "b ...": a letter that counts such a note, and is no letter of the word before it.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from lod.read.text.lines import BODY, FURNITURE, Line
from lod.read.tree.drafts import CellDraft

_NOTE = re.compile(r"(?P<mark>[a-z])[./]?\s+\S")
#: Letters raised, as marks, and the plain ones that they are.
PLAIN = "abcdefghijklmnop"
RAISED = "\u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0\u1d4d\u02b0\u2071\u02b2\u1d4f\u02e1\u1d50\u207f\u1d52\u1d56"
RAISING = str.maketrans(PLAIN, RAISED)
_LOWERED = dict(zip(f"{RAISED}⁰¹²³⁴⁵⁶⁷⁸⁹", f"{PLAIN}0123456789", strict=True))
#: "2024a", "inflation b", "Questionsc", "Oil a/", "2024\u1d43": the last word, and the letter that may be a mark.
_MARKED = re.compile(rf"(?<![\w).])(?P<before>[\w).]+)(?P<space>\s?)(?P<mark>[a-z{RAISED}⁰¹²³⁴-⁹]|\*{{1,3}})/?$")
#: A note's own beginning: "a See ...", "a. See ...", "a/ See ...", "\u1d43 See ...", "\u1d43See ...", "* Provisional."
_NOTE_LINE = re.compile(rf"(?P<mark>[a-z](?=[./]?\s)|[{RAISED}]|\*{{1,3}})[./]?\s*(?=\S)")
_NEAR = 12  # lines below a table among which its notes begin


def note_letters(lines: Sequence[Line], end: int) -> frozenset[str]:
    """The letters that count the notes right below a table, whose lines end before `end`: "a", "b", ... in order."""
    letters = ""
    for line in lines[end : end + _NEAR + 3 * len(letters)]:
        found = _NOTE.match(line.text) if line.kind is BODY else None
        if found and found["mark"] == chr(ord("a") + len(letters)):
            letters += found["mark"]
    return frozenset(letters)


def find_note(text: str, owed: Iterable[str]) -> tuple[str, int, int] | None:
    """The note of a table that a line begins, if it is `owed`: its mark, where that ends, where its words begin.

    >>> find_note("a See A/78/534.", "ab"), find_note("a See A/78/534.", "b"), find_note("\u1d47See", "b")
    (('a', 1, 2), None, ('b', 1, 1))
    """
    found = _NOTE_LINE.match(text)
    mark = _LOWERED.get(found["mark"], found["mark"]) if found else ""
    return (mark, found.end("mark"), found.end()) if found and mark in owed else None


def with_marks(cells: Iterable[CellDraft], lines: Sequence[Line], end: int, text: str) -> tuple[CellDraft, ...]:
    """Cells with the marks that end them set apart from their words."""
    letters, words = note_letters(lines, end), frozenset[str]()
    if letters:
        printed = (line.text for line in lines if line.kind is not FURNITURE)
        words = frozenset(word for line in printed for word in re.findall(r"\w+", line))
    return tuple(_marked(cell, letters, words, text) for cell in cells)


def _marked(cell: CellDraft, letters: frozenset[str], words: frozenset[str], text: str) -> CellDraft:
    if not cell.spans:
        return cell
    start, end = cell.spans[-1]
    found = _MARKED.search(text[start:end])
    if not found or not _is_mark(found, letters, words):
        return cell
    mark = _LOWERED.get(found["mark"], found["mark"])
    spans = [*cell.spans[:-1], (start, start + found.end("before"))]
    return replace(cell, spans=spans, marks=[*cell.marks, (start + found.start("mark"), end, mark)])


def _is_mark(found: re.Match[str], letters: frozenset[str], words: frozenset[str]) -> bool:
    """Whether a letter is a mark: raised, or of a note and apart, behind a figure, or behind a word that is whole."""
    mark, before = found["mark"], found["before"]
    if mark in _LOWERED or mark[0] == "*":
        return True
    if mark not in letters:
        return False
    return bool(found["space"]) or not before[-1].isalpha() or (before in words)
