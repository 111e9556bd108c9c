"""The head of a draft: who submits it, and where its title begins.

Reads: what stands before a draft's opener. Writes: its sponsors, and where the block that names them ends. A draft
prints no number before its title: the title is the block below the sponsors.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from lod.data.authorities import paired_states
from lod.data.phrases import Phrase
from lod.read.tree.languages import Frame

#: Lines up to a blank. Before Python 3.11.5 a possessive group keeps what its last, failed round has read.
_BLOCK = re.compile(r"\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*")
_LINE = re.compile(r"[^\n]+")
_GOES_ON = Phrase("sponsors.goes_on")
_SIGNS = "*†‡ \t"
_JOINT, _PAIRED = Phrase("votes.joint"), Phrase("votes.paired")
_BOUND = "\0"  # in place of the spaces of a name, so that its "and" parts no list
_LONGEST = 8000  # characters of a list of sponsors, at most: every Member State may be on it


class DraftHead(Struct, frozen=True):
    """Who submits a draft, as printed, and where the words that say so stand: [start:end)."""

    sponsors: tuple[str, ...]
    start: int
    end: int


def find_draft_head(head: str, frame: Frame) -> DraftHead | None:
    """The block of a head that calls the text a draft: "Cuba and Iraq:* draft resolution".

    >>> from lod.read.tree.languages import frames
    >>> words = "Agenda item 5\\n\\nCuba, Iraq and Trinidad and\\nTobago:* draft resolution\\n\\nLighting of quays\\n"
    >>> find_draft_head(words, frames()["en"])
    DraftHead(sponsors=('Cuba', 'Iraq', 'Trinidad and Tobago'), start=15, end=68)
    >>> find_draft_head("Draft resolution submitted by the President\\n\\nTitle", frames()["en"]).sponsors
    ()
    >>> find_draft_head("Taking note of the draft resolution\\n", frames()["en"]) is None
    True
    """
    for start, end in _stretches(head):
        words = " ".join(head[start:end].split()).strip(_SIGNS)
        before, _, kind = words[:_LONGEST].replace("：", ":").rpartition(":")
        if frame.draft.fullmatch(kind.strip(_SIGNS)):
            return DraftHead(tuple(split_names(before.strip(_SIGNS))), start, end)
    return None


def _stretches(head: str) -> Iterator[tuple[int, int]]:
    """Lines that may say who submits a draft: blocks, and, where no blank parts them, what one line or two may say.

    A list of names goes on from a line that ends in a comma or in "and".
    """
    for block in _BLOCK.finditer(head):
        yield block.span()
        lines = [line.span() for line in _LINE.finditer(head, *block.span())]
        for at, (start, end) in enumerate(lines):
            first = at
            while first and _GOES_ON.search(head, *lines[first - 1]):
                first -= 1
            if ":" in head[lines[first][0] : end] or at == first:
                yield lines[first][0], end
            if at + 1 < len(lines) and head[start:end].rfind(":") >= 0:
                yield lines[first][0], lines[at + 1][1]


def split_names(words: str) -> Iterator[str]:
    """The names of a list of States; "and" within a name ends no list.

    >>> list(split_names("Fiji, Netherlands (Kingdom of the), Trinidad and Tobago and Viet Nam"))
    ['Fiji', 'Netherlands (Kingdom of the)', 'Trinidad and Tobago', 'Viet Nam']
    """
    bound = _PAIRED.sub(_bound, paired_states().sub(_bound, words))
    for name in _JOINT.split(bound):
        if plain := name.replace(_BOUND, " ").strip(" .;*"):
            yield plain


def _bound(state: re.Match[str]) -> str:
    """A State's name with its "and" bound, so that it ends no list."""
    return _BOUND.join(state[0].split())
