"""Chunks of a text to a draft tree: each finds its place by its number, its opener or what it continues.

The rules are tried in order; each is small, positive and says when it holds. A chunk that none of them places is text
of the part before it or, after a finished part, a heading, a table or a part of unnumbered text.
"""

from collections.abc import Callable, Sequence

from lod.read.text.body import TextBody
from lod.read.text.chunks import Chunk
from lod.read.text.loose_words import NONE_LOOSE, LooseWords
from lod.read.text.place_headings import (
    place_annex,
    place_cells,
    place_heading,
    place_numbered_heading,
    place_opener,
    place_section,
    place_table,
    place_table_notes,
)
from lod.read.text.place_paragraphs import (
    place_awaited,
    place_continued,
    place_counted,
    place_lettered,
    place_listed,
    place_loose,
    place_numbered,
    place_preambular,
    place_text,
    place_unnumbered,
)
from lod.read.text.place_points import place_dotted, place_labelled, place_quoted
from lod.read.tree.languages import Frame
from lod.read.tree.markers import opens_numbers

Rule = Callable[[TextBody, Chunk], bool]

#: In the order in which they are tried; the last one holds for every chunk.
RULES: tuple[Rule, ...] = (
    place_cells,
    place_table_notes,
    place_opener,
    place_annex,
    place_numbered_heading,
    place_numbered,
    place_quoted,
    place_awaited,
    place_loose,
    place_lettered,
    place_counted,
    place_labelled,
    place_dotted,
    place_continued,
    place_table,
    place_section,
    place_preambular,
    place_unnumbered,
    place_listed,
    place_heading,
    place_text,
)


def build_body(
    chunks: Sequence[Chunk],
    frame: Frame,
    closings: Sequence[tuple[int, int]] = (),
    opened: bool = True,
    loose: LooseWords = NONE_LOOSE,
) -> TextBody:
    """The body that some chunks make, in reading order; what stands before each closing line ends there.

    `closings` are where closing lines stand in the source, [start:end) each, in its order.
    `opened` tells that the organ's name stands alone above them.
    """
    body = TextBody.begin(frame.language, any(opens_numbers(chunk.first) for chunk in chunks), opened, loose)
    ends = [end for _, end in reversed(closings)]
    following = [*(chunk.first for chunk in chunks[1:]), ""]
    for chunk, body.following in zip(chunks, following, strict=False):
        if ends and chunk.lines[0].start >= ends[-1]:
            body.tree.end()
            ends.pop()
        for rule in RULES:
            if rule(body, chunk):
                break
    return body
