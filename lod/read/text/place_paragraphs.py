"""Rules that place paragraphs and what goes on with them: by number, by opener, by what stands before.

Each rule says whether it holds for a chunk, and places the chunk where it does.
"""

import re

from lod.model.resolution import PartKind
from lod.read.text.body import TextBody
from lod.read.text.chunks import Chunk
from lod.read.text.place_points import place_point, place_words
from lod.read.tree.endings import ends_in_comma, is_finished, is_stopped
from lod.read.tree.languages import ENGLISH
from lod.read.tree.markers import BRACKETED, LABEL, NUMBER, Level, label_of, letter_value
from lod.read.tree.openers import is_operative, is_preambular

#: A number may be printed after a few that the source lost; behind a preamble after a page's.
LOST_AT_MOST, _LOST_PAGE = 3, 12
_DEEPER = 2  # columns by which a list's numbers stand deeper than its paragraph's, at least
_QUOTING = "“\"'(*«"
_SHORT = 60  # characters of a heading that stands at the top of a page, at most


def place_numbered(body: TextBody, chunk: Chunk) -> bool:
    """ "17. Recognizes": the next number; 1 where numbering restarts; a later one where the source lost some.

    >>> body = TextBody.begin()
    >>> [place_numbered(body, Chunk.of(words)) for words in ("1. Notes;", "2. Urges;", "9. Thanks;", "4. Invites.")]
    [True, True, False, True]
    >>> [finding.what for finding in body.findings]
    ['paragraph 4 follows 2']
    """
    tree, found = body.tree, NUMBER.match(chunk.first) or _in_brackets(body, chunk)
    if not found:
        return False
    number, mark = int(found["number"]), found.span("mark")
    if number == 1 and tree.last_number and not tree.may_restart:
        return place_point(body, chunk, found["number"], mark) if tree.introduces() else False
    listed = bool(tree.levels) and tree.levels[-1] == Level("number", number - 1)
    if listed and (number != tree.last_number + 1 or chunk.column >= body.column + _DEEPER):
        return place_point(body, chunk, found["number"], mark)
    lost = number - tree.last_number - 1
    restarted = tree.may_restart and number == 1
    begins = not tree.last_number and tree.in_preamble() and ends_in_comma(tree.tail)
    most = _LOST_PAGE if begins else LOST_AT_MOST
    if not restarted and (lost < 0 or lost > most or (lost and not chunk.fresh)):
        return False
    if lost and not restarted:
        body.report("reader.lost_number", f"paragraph {number} follows {tree.last_number}", chunk)
    tree.open_paragraph(PartKind.OPERATIVE, number=str(number), marker=chunk.span(*mark))
    body.column = chunk.column
    place_words(body, chunk.after(found.end()))
    return True


def _in_brackets(body: TextBody, chunk: Chunk) -> "re.Match[str] | None":
    """ "(1) Recognizes", "1) Recognizes": the number of a paragraph in a text that prints no "1."."""
    found = None if body.numbers else BRACKETED.match(chunk.first)
    if found is None:
        return None
    tree, number = body.tree, int(found["number"])
    if number == 1 and tree.may_restart:
        acts = body.frame.language != ENGLISH or is_operative(chunk.first[found.end() :].lstrip())
        return found if acts and (tree.paragraph is None or ends_in_comma(tree.tail)) else None
    listed = any(level.style == "number" for level in tree.levels)
    return found if tree.last_number and number == tree.last_number + 1 and not listed else None


def place_awaited(body: TextBody, chunk: Chunk) -> bool:
    """The words of a number that stands alone, a blank above them; those of a label in a preamble.

    >>> body, words = TextBody.begin(), Chunk.of("Notes the report;")
    >>> place_awaited(body, words), place_numbered(body, Chunk.of("1.")), place_awaited(body, words)
    (False, True, True)
    """
    tree, part = body.tree, body.tree.current
    if part is None:
        return False
    if part.kind is PartKind.PREAMBULAR and LABEL.fullmatch(tree.tail):
        tree.extend(chunk.spans(), chunk.text)
        return True
    if part.kind not in (PartKind.OPERATIVE, PartKind.SUB) or part.spans or part.parts:
        return False
    place_words(body, chunk)
    return True


def place_loose(body: TextBody, chunk: Chunk) -> bool:
    """Words that a program took off their line, where no sentence goes on with them: they are left unread.

    >>> place_loose(TextBody.begin(), Chunk.of("its request"))
    False
    """
    return chunk.lines[0] in body.loose.middles and body.tree.is_finished()


def place_listed(body: TextBody, chunk: Chunk) -> bool:
    """An entry of a list without labels, on a line of its own below the paragraph that introduces it.

    >>> place_listed(TextBody.begin(), Chunk.of("Otters in rivers"))
    False
    """
    tree = body.tree
    if not tree.lists(chunk.text) or LABEL.match(chunk.first) or NUMBER.match(chunk.first):
        return False
    if body.frame.capitals and chunk.first[:1].islower():
        return False
    if chunk.fresh and not (body.spaced or tree.introduces() or is_stopped(chunk.text)):
        return False  # a heading behind a list without blanks
    tree.add_entry(chunk.spans(), chunk.text)
    body.spaced = chunk.fresh
    return True


def place_lettered(body: TextBody, chunk: Chunk) -> bool:
    """ "(a) Appoints ...": an act of the organ right behind the preamble's comma, and those that count on.

    >>> body = TextBody.begin(numbers=False)
    >>> place_preambular(body, Chunk.of("Recalling its resolution 999 (XL),"))
    True
    >>> [place_lettered(body, Chunk.of(words)) for words in ("(a) Appoints Ms. X;", "(b) The members", "(b) Decides")]
    [True, False, True]
    """
    tree, found = body.tree, None if body.tree.last_number else LABEL.match(chunk.first)
    if not found or not is_operative(chunk.first[found.end() :].lstrip()):
        return False
    value = letter_value(label_of(found))
    begins = value == 1 and tree.in_preamble() and ends_in_comma(tree.tail)
    if not begins and not (body.last_letter and value == body.last_letter + 1):
        return False
    body.last_letter = value or 0
    tree.open_paragraph(PartKind.OPERATIVE, number=label_of(found), marker=chunk.span(*found.span("mark")))
    place_words(body, chunk.after(found.end("mark")))
    return True


def place_continued(body: TextBody, chunk: Chunk) -> bool:
    """What goes on where a page or a line ended: the part before is unfinished, or lower case follows.

    >>> body = TextBody.begin()
    >>> place_numbered(body, Chunk.of("1. Notes the report of the United"))
    True
    >>> place_continued(body, Chunk.of("Nations Office;")), place_continued(body, Chunk.of("Its budget"))
    (True, False)
    """
    if body.tree.worded is None or not _goes_on(body, chunk, body.tree.worded.kind):
        return False
    if chunk.fresh and not chunk.after_break and _is_strange(body, chunk):
        body.joined.append(chunk.lines[0])
    body.tree.extend(chunk.spans(), chunk.text)
    return True


def _is_strange(body: TextBody, chunk: Chunk) -> bool:
    """Whether words behind a blank may be none of the paragraph.

    They have no end, another paragraph follows them, and either the paragraph has its end, or they begin large.
    """
    large = body.frame.capitals and chunk.first.lstrip(_QUOTING)[:1].isupper()
    if is_finished(chunk.text) or not (large or is_finished(body.tree.tail)):
        return False
    return NUMBER.match(body.following) is not None or (bool(body.following) and body.opens(Chunk.of(body.following)))


def _goes_on(body: TextBody, chunk: Chunk, kind: PartKind | None) -> bool:
    """Whether a chunk goes on with a part of that kind, the last one."""
    tree, preambular = body.tree, kind is PartKind.PREAMBULAR
    lower = body.frame.capitals and chunk.first.lstrip(_QUOTING)[:1].islower()
    if chunk.after_break:  # no paragraph begins in lower case: what does goes on from the page before
        opened = preambular and ends_in_comma(tree.tail) and (body.opens(chunk) or _is_heading(chunk))
        return lower or (preambular and tree.introduces()) or not (tree.is_stopped() or opened)
    if _breaks_off(body, chunk, kind):
        return True
    if preambular and not chunk.fresh:
        return not body.opens(chunk) and not (ends_in_comma(tree.tail) and body.acts(chunk))
    point_ended = kind is PartKind.SUB and tree.is_finished()
    ended = tree.is_stopped() and (chunk.fresh or bool(tree.points))  # "...; and notes" may be one paragraph
    return lower and not ended and not point_ended


def _is_heading(chunk: Chunk) -> bool:
    """Whether a chunk is a short line by itself without an end: a heading at the top of a page.

    >>> [_is_heading(Chunk.of(words)) for words in ("Social aspects", "Social Council,", "social aspects")]
    [True, False, False]
    """
    is_short = len(chunk.lines) == 1 and len(chunk.text) < _SHORT
    return is_short and chunk.first[:1].isupper() and not chunk.cut and not is_finished(chunk.text)


def _breaks_off(body: TextBody, chunk: Chunk, kind: PartKind | None) -> bool:
    """Whether a paragraph of the resolution ends amid its sentence: some programs put blanks between lines."""
    if body.tree.in_annex or is_finished(body.tree.tail):
        return False
    if kind is PartKind.PREAMBULAR:
        sure = body.frame.capitals and body.frame.language != ENGLISH  # where any capital may open a paragraph
        return not (body.frame.opening.match(chunk.first) if sure else body.opens(chunk))
    return kind is PartKind.OPERATIVE and body.tree.last_number > 0


def place_preambular(body: TextBody, chunk: Chunk) -> bool:
    """ "Recalling ...,": an opener before the first operative paragraph of the resolution or section.

    >>> [place_preambular(TextBody.begin(), Chunk.of(words)) for words in ("Recalling its decision,", "The decision")]
    [True, False]
    """
    tree, language = body.tree, body.frame.language
    titling = tree.untitled is not None and not is_finished(chunk.text)
    telling = language == ENGLISH or not body.frame.capitals  # openers that no heading has
    whole = telling or chunk.cut or is_stopped(chunk.text)
    opens = (ends_in_comma(chunk.text) and not body.acts(chunk)) or (body.opens(chunk) and whole)
    if titling or not opens or not (tree.in_preamble() or _begins_anew(body, chunk)):
        return False
    tree.open_paragraph(PartKind.PREAMBULAR, chunk.spans(), chunk.text)
    return True


def place_counted(body: TextBody, chunk: Chunk) -> bool:
    """ "(a) Recalling ...,": a paragraph of a preamble whose first one counts, too.

    >>> body = TextBody.begin()
    >>> [place_counted(body, Chunk.of(words)) for words in ("(a) Noting it,", "(b) Aware that", "(d) Noting,")]
    [True, True, False]
    """
    tree = body.tree
    found = LABEL.match(chunk.first) if tree.in_preamble() and not tree.introduces() else None
    value = letter_value(label_of(found)) if found else None
    first = value == 1 and not tree.home.parts
    if not found or not (first or (body.counted and value == body.counted + 1)):
        return False
    words = chunk.after(found.end("mark"))
    opens = is_preambular if body.frame.language == ENGLISH else body.frame.opening.match
    if not opens(words.first):
        return False
    tree.open_paragraph(PartKind.PREAMBULAR, words.spans(), words.text, marker=chunk.span(*found.span("mark")))
    body.counted = value or 0
    return True


def _begins_anew(body: TextBody, chunk: Chunk) -> bool:
    """Whether a paragraph of a preamble stands below a heading behind numbered paragraphs: that begins a section."""
    return body.opens(chunk) and (chunk.cut or ends_in_comma(chunk.text)) and body.tree.begin_titled_section()


def place_unnumbered(body: TextBody, chunk: Chunk) -> bool:
    """ "Takes note of ...": a resolution of one paragraph prints no number.

    >>> body = TextBody.begin(numbers=False)
    >>> [place_unnumbered(body, Chunk.of(words)) for words in ("The report", "Takes note of the report.")]
    [False, True]
    """
    if body.tree.in_annex or (body.tree.last_number and body.opened) or not body.acts(chunk):
        return False
    body.tree.open_paragraph(PartKind.OPERATIVE, chunk.spans(), chunk.text)
    return True


def place_text(body: TextBody, chunk: Chunk) -> bool:
    """Unnumbered words, whatever they say: of the paragraph whose points they follow, or of what is open.

    >>> place_text(TextBody.begin(), Chunk.of("The members are elected for three years."))
    True
    """
    body.tree.add_text(chunk.spans(), chunk.text)
    return True
