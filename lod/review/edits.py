"""Word-by-word difference of a paragraph's two wordings: kept, dropped, added.

One law: the words kept and added are the new text, those kept and dropped the old one, whatever white space is between.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from lod.model.typography import typewriter_signs

#: A word or a sign, with the white space before it.
_TOKEN = re.compile(r"(?<!\s)\s*+(?:\w+(?:[-\u2011'’]\w+)*|[^\w\s])")
_ISLAND = 2  # words that stay between two changes, at least; fewer are read more easily as changed with them
_AROUND = 6  # words shown before and behind a change


class What(StrEnum):
    """What became of words."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"


class Edit(Struct, frozen=True):
    """Words that follow each other and became the same, the white space before them included."""

    what: What
    words: str


def find_edits(old: str, new: str) -> tuple[Edit, ...]:
    """How one text becomes the other, in reading order; of a change what was dropped comes first.

    >>> [(edit.what.value, edit.words) for edit in find_edits("Asks all States to act", "Asks States to act")]
    [('kept', 'Asks'), ('dropped', ' all'), ('kept', ' States to act')]
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    old_words, new_words = ([token.strip() for token in _TOKEN.findall(typewriter_signs(text))] for text in (old, new))
    blocks = SequenceMatcher(a=old_words, b=new_words, autojunk=False).get_matching_blocks()
    return tuple(edit for edit in _edits(before, after, _joined(blocks)) if edit.words)


def shortened(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits with the words near a change only; "…" stands for those between.

    >>> near = shortened(find_edits("a b c d e f g h i j k l m n o p", "a b c d e f g h i j k l m n o q"))
    >>> "".join(edit.words for edit in near)
    '… j k l m n o p q'
    """
    last = len(edits) - 1
    return tuple(
        Edit(What.KEPT, _near(edit.words, at > 0, at < last)) if edit.what is What.KEPT else edit
        for at, edit in enumerate(edits)
    )


def _joined(blocks: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The runs of words that both texts have, without islands amid what changed; the last is the texts' end."""
    *found, end = blocks
    for old, new, size in found:
        amid = (old, new) != (0, 0) and (old + size, new + size, 0) != end
        if size >= _ISLAND or not amid:
            yield old, new, size
    yield end


def _edits(before: Sequence[str], after: Sequence[str], blocks: Iterable[tuple[int, int, int]]) -> Iterator[Edit]:
    for (old, new, size), (next_old, next_new, _) in pairwise([(0, 0, 0), *blocks]):
        yield Edit(What.KEPT, "".join(after[new : new + size]))
        yield Edit(What.DROPPED, "".join(before[old + size : next_old]))
        yield Edit(What.ADDED, "".join(after[new + size : next_new]))


def _near(words: str, behind: bool, ahead: bool) -> str:
    """Words next to a change that stands before them, `behind`, or follows them, `ahead`."""
    tokens = _TOKEN.findall(words)
    if len(tokens) <= (behind + ahead) * _AROUND + 1:
        return words
    first = "".join(tokens[:_AROUND]) + " …" if behind else "…"
    return first + "".join(tokens[-_AROUND:]) if ahead else first
