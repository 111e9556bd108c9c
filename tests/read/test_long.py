"""Long texts made to take time are read and annotated within the limit of a source."""

import time
from collections.abc import Callable

import pytest

from lod.annotate.annotate import annotate
from lod.model.resolution import Resolution
from lod.read.formats import find_kind
from lod.read.read import read_bytes

#: Seconds that a source may take by itself: the default of `lod build --source-timeout`.
LIMIT = 60
HEAD = "United Nations A/RES/99/1\n\nGeneral Assembly\n\n99/1. On lakes\n\nThe General Assembly,\n\n"


def _paragraph(piece: str) -> Callable[[int], str]:
    return lambda size: (
        f"{HEAD}1. Requests the Chair to report, and {piece * (size // len(piece))}.\n\n2. Decides so.\n"
    )


def _lines(piece: str) -> Callable[[int], str]:
    return lambda size: HEAD + "".join(piece.format(number=number) for number in range(1, size // len(piece)))


TEXTS: dict[str, Callable[[int], str]] = {
    "citations": _paragraph("A/99/1, "),
    "resolutions": _paragraph("resolution 98/1 of 2 May 2043, "),
    "verbs": _paragraph("requests the Chair to, and invites "),
    "capitals": _paragraph("Committee on "),
    "quotations": _paragraph("“item entitled “"),
    "marks": _paragraph("word,1 "),
    "blanks": _paragraph(" "),
    "digits": _paragraph("1"),
    "letters": _paragraph("a"),
    "numbered lines": _lines("{number}.\n"),
    "operative paragraphs": _lines("{number}. Requests it;\n\n"),
    "preambular paragraphs": _lines("Recalling also it,\n\n"),
    "points": _lines("(a) To do it;\n\n"),
    "headers": _lines("A/RES/99/1\n{number}/99\n\fGeneral Assembly\n\n"),
    "annexes": _lines("Annex {number}\n\nText of it\n\n"),
    "notes": _lines("{number} See A/99/{number}.\n"),
    "early lines": lambda size: "word line\n" * (size // 10) + HEAD + "1. Decides so.\n",
}


def _read(name: str, size: int) -> tuple[Resolution, float]:
    start = time.process_time()
    made = read_bytes(TEXTS[name](size).encode(), "long.txt")
    annotate(made)
    return made, time.process_time() - start


@pytest.mark.parametrize("name", TEXTS)
def test_repeats_are_read_and_keep_their_paragraphs(name: str) -> None:
    """At 2 KB: what the long ones are made of is a resolution."""
    made, _ = _read(name, 2048)
    assert made.masthead.symbol == "A/RES/99/1"
    assert made.parts


@pytest.mark.slow
@pytest.mark.parametrize("size", [32768, 131072])
@pytest.mark.parametrize("name", TEXTS)
def test_long_texts_are_read_and_annotated_within_the_limit_of_a_source(name: str, size: int) -> None:
    """32 and 128 KB of repeats: one such source does not end by the limit."""
    _, seconds = _read(name, size)
    assert seconds < LIMIT


def test_comments_without_end_are_told_from_a_web_page() -> None:
    """Each comment may end at its first end alone: thirty took minutes when it might end at any."""
    assert find_kind(b"<!---->" * 1000 + b"x", "a.txt") == "text"
