"""Rules that place the points of lists: below which paragraph, and how deep.

Each rule says whether it holds for a chunk, and places the chunk where it does.
"""

import re

from lod.model.resolution import PartKind
from lod.read.text.body import TextBody
from lod.read.text.chunks import Chunk
from lod.read.tree.endings import ends_in_colon
from lod.read.tree.markers import BRACKETED, DOTTED, LABEL, NUMBER, Level, label_of, letter_value, skipping

#: Russian texts count "a, b, c" and type some of them in Cyrillic.
_LOOKALIKES = dict(zip("асеіорх", "aceiopx", strict=True))


def place_labelled(body: TextBody, chunk: Chunk) -> bool:
    """ "(a) To ...": a label that continues or opens a list of the paragraph.

    >>> from lod.read.text.place_paragraphs import place_numbered
    >>> body = TextBody.begin()
    >>> place_numbered(body, Chunk.of("1. Requests the Secretary-General:"))
    True
    >>> [place_labelled(body, Chunk.of(words)) for words in ("(a) To report;", "(h) To pay;", "(b) To meet;")]
    [True, False, True]
    """
    tree, found = body.tree, LABEL.match(chunk.first)
    if not found or (not chunk.fresh and not tree.is_finished()):
        return False
    tree.open_introduction()
    if tree.paragraph is None:
        return False
    if tree.paragraph.kind is PartKind.PREAMBULAR:  # one sentence, whatever it lists: the official files keep it whole
        tree.extend(chunk.spans(), chunk.text, tree.paragraph)
        return True
    placed = place_point(body, chunk, label_of(found), found.span("mark")) or _place_later(body, chunk, found)
    if placed and found["broken"]:
        body.report("reader.broken_label", f"the label {found['mark']!r} lacks its bracket", chunk)
    return placed


def _place_later(body: TextBody, chunk: Chunk, found: re.Match[str]) -> bool:
    """A point whose forerunners the source lost; only where white space sets it apart, and with a finding."""
    tree, label = body.tree, body.tree.latin_label(label_of(found))
    levels = skipping(tree.levels, label) if chunk.fresh and not found["broken"] else None
    if levels is None or tree.in_annex:
        return False
    body.report("reader.lost_point", f"the point {found['mark']!r} follows one that is not before it", chunk)
    _add_point(body, chunk, label, label_of(found), found.span("mark"), levels)
    return True


def place_dotted(body: TextBody, chunk: Chunk) -> bool:
    """ "a. By letters": a letter without brackets, the next of its row, "a" behind a colon.

    >>> from lod.read.text.place_paragraphs import place_numbered
    >>> body = TextBody.begin()
    >>> place_numbered(body, Chunk.of("1. Decides to count:"))
    True
    >>> [place_dotted(body, Chunk.of(words)) for words in ("a. By letters;", "c. By colours;", "b. By number;")]
    [True, False, True]
    """
    tree, found = body.tree, DOTTED.match(chunk.first)
    if not found or tree.paragraph is None or not (tree.points or tree.introduces()):
        return False
    level = Level("dotted", letter_value(found["label"]) or 0)
    depth = next((at for at, known in enumerate(tree.levels) if known.style == "dotted"), len(tree.levels))
    before = tree.levels[depth].value if depth < len(tree.levels) else 0
    if level.value != before + 1 or (not before and not tree.introduces()):
        return False
    _add_point(body, chunk, found["label"], found["label"], found.span("mark"), (*tree.levels[:depth], level))
    return True


def place_point(body: TextBody, chunk: Chunk, label: str, mark: tuple[int, int]) -> bool:
    """Add a point where its label may stand, and the points that open on its line; `mark`: where it is printed."""
    tree = body.tree
    latin = tree.latin_label(label)
    levels = tree.next_levels(latin)
    if levels is None and label in _LOOKALIKES:
        latin = _LOOKALIKES[label]
        levels = tree.next_levels(latin)
    if levels is None or tree.paragraph is None:
        return False
    _add_point(body, chunk, latin, label, mark, levels)
    return True


def place_quoted(body: TextBody, chunk: Chunk) -> bool:
    """ "4. ..." behind "Article 9, new paragraph 4:": a paragraph that is quoted; the words before it name its number.

    >>> from lod.read.text.place_paragraphs import place_numbered
    >>> body = TextBody.begin()
    >>> [place_numbered(body, Chunk.of(f"{n}. Adds paragraphs {n - 1} and 1:")) for n in (1, 2)]
    [True, True]
    >>> [place_quoted(body, Chunk.of(words)) for words in ("2. Lamps", "1. Lamps")]
    [False, True]
    """
    tree = body.tree
    if tree.paragraph is None or not ends_in_colon(tree.tail):
        return False
    found = NUMBER.match(chunk.first) or BRACKETED.match(chunk.first)
    if not found or not _is_named(tree.tail, found["number"]):
        return False
    levels = (*tree.levels, Level("number", int(found["number"])))
    _add_point(body, chunk, found["number"], found["number"], found.span("mark"), levels)
    return True


def _is_named(introduction: str, number: str) -> bool:
    """Whether words that introduce others end with their number.

    >>> [_is_named(words, "4") for words in ("new paragraph 4:", "paragraph 4 (bis):", "paragraph 14:", "the plan:")]
    [True, False, False, False]
    """
    named = re.search(r"(?<!\d)\d{1,3}(?=\W{1,4}$)", introduction)
    return named is not None and named[0] == number


def place_words(body: TextBody, chunk: Chunk) -> None:
    """Place the words after a number; a label may open them: "(a) (i) The ..."."""
    found = LABEL.match(chunk.first)
    if not found or not place_point(body, chunk, label_of(found), found.span("mark")):
        body.tree.extend(chunk.spans(), chunk.text)


def _add_point(
    body: TextBody, chunk: Chunk, latin: str, label: str, mark: tuple[int, int], levels: tuple[Level, ...]
) -> None:
    body.tree.add_point(latin, levels, label, chunk.span(*mark))
    place_words(body, chunk.after(mark[1]))
