"""Print an official XML file as the text layer of its PDF gives it: for the languages of which there are no PDFs here.

The words are the file's own. What a printed page adds is put round them: lines of one length, pages with a running head
and a job number, notes at the foot of the page that carries their mark.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from lod.model.resolution import Part, PartKind, Passage, Resolution

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LINES, WIDTH, WIDTH_HAN = 52, 88, 42


def typeset(path: Path, read: Resolution) -> str:
    """The text of a file that was read, in pages."""
    root = etree.parse(str(path)).getroot()
    head = [line for block in _head(root, read) for line in (*_wrapped(block, read.language), "")]
    body = [(part, _wrapped(words, read.language)) for part, words in _printed(read.parts, read.language)]
    closing = [" ".join(_blocks(root, "conclusions"))]
    return "\n".join([*head, *_pages(read, body, len(head)), *closing, ""])


def copied(path: Path, read: Resolution) -> str:
    """The text of a file that was read, as copied from the screen: a paragraph a line, the notes behind the end."""
    root = etree.parse(str(path)).getroot()
    body = [words for _, words in _printed(read.parts, read.language)]
    notes = [f"{note.mark.translate(SUPERSCRIPTS)} {note.passage.text}" for note in read.footnotes]
    return "\n".join([*_head(root, read), *body, " ".join(_blocks(root, "conclusions")), "", *notes, ""])


def _head(root: etree._Element, read: Resolution) -> list[str]:
    """What stands before the preamble, a block each."""
    number = read.masthead.symbol.partition("/RES/")[2]
    sign = " - " if read.language == "ar" else ". "
    return [*_blocks(root, "coverPage"), f"{number}{sign}{read.masthead.title}", read.opener.text]


def _blocks(root: etree._Element, tag: str) -> Iterator[str]:
    blocks = {f"{AKN}p", f"{AKN}block"}
    for whole in list(root.iter(AKN + tag))[:1]:
        for block in whole.iter():
            if block.tag in blocks and not any(inner.tag in blocks for inner in block.iterdescendants()):
                yield " ".join("".join(map(str, block.itertext())).split())


def _wrapped(words: str, language: str) -> list[str]:
    if language != "zh":
        return textwrap.wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False)
    lines = [""]
    for piece in re.findall(r"[\x21-\x7e]+|.[⁰¹²³⁴-⁹]*", words):
        if len(lines[-1]) + len(piece) > WIDTH_HAN:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _printed(parts: Iterable[Part], language: str) -> Iterator[tuple[Part, str]]:
    """Each part with its number and words, in reading order, without annexes."""
    for part in parts:
        if part.kind is not PartKind.ANNEX:
            words = _number(part, language) + _marked(part.passage)
            if words.strip():
                yield part, words
            yield from _printed(part.parts, language)


def _number(part: Part, language: str) -> str:
    number = part.number or ""
    if not number or part.kind not in (PartKind.OPERATIVE, PartKind.SUB, PartKind.SECTION):
        return ""
    if part.kind is not PartKind.SUB:
        return f"{number} - " if language == "ar" else f"{number}. "
    if language in ("fr", "es", "ru"):
        return f"{number}) "
    if language == "ar" and number.isdigit():
        return f"’{number}‘ "
    return f"{number} " if "\u3220" <= number <= "\u3229" else f"({number}) "


def _marked(passage: Passage) -> str:
    words = passage.text
    for mark in sorted(passage.marks, key=lambda mark: -mark.offset):
        printed = mark.mark.translate(SUPERSCRIPTS) if mark.mark.isdigit() else ""
        words = words[: mark.offset].rstrip() + printed + words[mark.offset :]
    return words


def _pages(read: Resolution, body: Iterable[tuple[Part, list[str]]], used: int) -> Iterator[str]:
    """The lines of the body; a full page closes with its notes, and the next opens with the running head."""
    notes = {note.mark: note.passage.text for note in read.footnotes if note.mark.isdigit()}
    page, pending = 1, list[str]()
    for part, lines in body:
        for line in lines:
            yield line
            new = [m.mark for m in part.passage.marks if m.mark in notes and m.mark.translate(SUPERSCRIPTS) in line]
            pending += [mark for mark in new if mark not in pending]
            used += 1
            if used + 2 * len(pending) > LINES:
                yield from _foot(pending, notes, read.language)
                page, used = page + 1, 0
                yield from ("", " ", read.masthead.symbol, *_wrapped(read.masthead.title, read.language))
                yield from ("", "36-12345", f"{page}/99", "", "")
        yield ""
        used += 1
    yield from _foot(pending, notes, read.language)
    yield ""


def _foot(pending: list[str], notes: dict[str, str], language: str) -> Iterator[str]:
    if pending:
        yield from ("", "_" * 18)
        for mark in pending:
            yield from _wrapped(f"{mark.translate(SUPERSCRIPTS)} {notes.pop(mark)}", language)
    pending.clear()
