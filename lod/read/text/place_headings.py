"""Rules that place annexes, sections, headings, tables and the openers of lettered parts.

Each rule says whether it holds for a chunk, and places the chunk where it does.
"""

from lod.read.text.body import TextBody
from lod.read.text.chunks import Chunk
from lod.read.text.rows import is_row
from lod.read.text.table_marks import find_note
from lod.read.tree.drafts import Draft
from lod.read.tree.endings import ends_in_comma, is_finished, is_stopped
from lod.read.tree.headings import LONGEST_HEADING, find_section_number
from lod.read.tree.languages import QUESTIONS
from lod.read.tree.markers import NUMBER
from lod.read.tree.openers import is_operative
from lod.read.tree.passages import TableNote

_CELLS = 4  # lines that a table has, at least
_CELL = 30  # characters of a table's line, on average at most


def place_opener(body: TextBody, chunk: Chunk) -> bool:
    """ "The General Assembly,": opens a part that has a heading and nothing else yet.

    >>> body, opener = TextBody.begin(), Chunk.of("The General Assembly,")
    >>> place_opener(body, opener), place_section(body, Chunk.of("A")), place_opener(body, opener)
    (False, True, True)
    """
    tree = body.tree
    if tree.home is tree.root or tree.in_annex or tree.home.parts:
        return False
    found = body.frame.opener.fullmatch(chunk.text)
    if not found or not found["comma"]:
        return False
    body.openers += chunk.spans()
    tree.begin_preamble(chunk.text)
    return True


def place_annex(body: TextBody, chunk: Chunk) -> bool:
    """ "Annex", "Annex II": alone on the first line; the lines after it are the heading.

    >>> [place_annex(TextBody.begin(), Chunk.of(words)) for words in ("Annex II", "Annex II to the report")]
    [True, False]
    """
    found = body.frame.annex.fullmatch(chunk.first)
    if not found or not chunk.fresh:
        return False
    annex = body.tree.begin_annex(found["number"], chunk.span(0, len(chunk.first)))
    annex.spans += chunk.after(len(chunk.first)).spans()
    return True


def place_cells(body: TextBody, chunk: Chunk) -> bool:
    """Lines of which the cells of a table are known.

    >>> place_cells(TextBody.begin(), Chunk.of("Chad 0.010"))
    False
    """
    if chunk.cells:
        body.tree.add_table((), chunk.text, cells=chunk.cells)
    return bool(chunk.cells)


def place_table_notes(body: TextBody, chunk: Chunk) -> bool:
    """ "a See A/78/534." right below a table of which a cell has the mark: a note of that table, and those behind it.

    >>> place_table_notes(TextBody.begin(), Chunk.of("a See A/78/534."))
    False
    """
    table = body.tree.table_above()
    if table is None or find_note(chunk.first, _owed(table)) is None:
        return False
    for line in chunk.lines:
        if found := find_note(line.text, _owed(table)):
            mark, end, start = found
            marker = line.indent, line.indent + end
            table.notes.append(TableNote(mark, marker, [(line.indent + start, line.indent + len(line.text))]))
        else:
            table.notes[-1].spans.append((line.indent, line.indent + len(line.text)))
    return True


def _owed(table: Draft) -> set[str]:
    """The marks of a table's cells whose notes are not read yet."""
    return {mark for cell in table.cells for _, _, mark in cell.marks} - {note.mark for note in table.notes}


def place_table(body: TextBody, chunk: Chunk) -> bool:
    """Many short lines: a table with one cell a line.

    >>> body = TextBody.begin()
    >>> place_annex(body, Chunk.of("Annex"))
    True
    >>> [place_table(body, Chunk.of(words)) for words in ("Chad\\nFiji\\nKenya\\nPeru", "Chad\\nFiji")]
    [True, False]
    """
    lines = chunk.lines
    short = len(lines) >= _CELLS and sum(len(line.text) for line in lines) < _CELL * len(lines)
    if not short or body.tree.in_preamble() or (is_finished(lines[-1].text) and not is_row(lines[-1].text)):
        return False
    body.tree.add_table(chunk.spans(), chunk.text, goes_on=True)
    return True


def place_section(body: TextBody, chunk: Chunk) -> bool:
    """ "II", "Part IV", "A. Coordination": a heading with a number of its own.

    >>> body = TextBody.begin()
    >>> [place_section(body, Chunk.of(words)) for words in ("I", "III", "II. Elections", "A. Coordination", "A plan")]
    [True, False, True, True, False]
    """
    words = chunk.text[3:]
    if not chunk.fresh or len(words) > LONGEST_HEADING or (is_stopped(words) and not words.endswith(QUESTIONS)):
        return False
    found = find_section_number(chunk.first, body.frame.language)
    level = body.tree.section_level(found.latin, found.word) if found else None
    if found is None or level is None:
        return False
    section = body.tree.begin_section(found.printed, level, chunk.span(0, found.end))
    section.spans += chunk.after(found.end).spans()
    return True


def place_numbered_heading(body: TextBody, chunk: Chunk) -> bool:
    """ "1. Political affairs" between paragraphs 32 and 33: a heading that counts by itself.

    >>> body = TextBody.begin()
    >>> body.following = "33. Takes note"
    >>> body.tree.last_number, place_numbered_heading(body, Chunk.of("1. Political affairs"))
    (0, False)
    >>> body.tree.last_number = 32
    >>> words = ("1. Notes it;", "33. Notes", "1. Political affairs")
    >>> [place_numbered_heading(body, Chunk.of(heading)) for heading in words]
    [False, False, True]
    """
    last = body.tree.last_number
    found = NUMBER.match(chunk.first) if last and chunk.first[0].isdigit() else None
    if not found or int(found["number"]) > last or len(chunk.text) > LONGEST_HEADING or is_finished(chunk.text):
        return False
    goes_on = NUMBER.match(body.following)
    if goes_on is None or is_operative(chunk.first[found.end() :].lstrip()) or int(goes_on["number"]) != last + 1:
        return False
    body.tree.add_heading(chunk.spans())
    return True


def place_heading(body: TextBody, chunk: Chunk) -> bool:
    """Words without an end: a cross-heading, or the title of the annex or section just begun.

    >>> [place_heading(TextBody.begin(), Chunk.of(words)) for words in ("Election of judges", "They are elected.")]
    [True, False]
    """
    if len(chunk.text) > LONGEST_HEADING or is_stopped(chunk.text) or ends_in_comma(chunk.text):
        return False
    body.tree.add_heading(chunk.spans())
    return True
