"""Reading text to a tree: a total reader of resolutions.

Reads: a `Source` of text, as a PDF's text layer or a copy in Markdown gives it. Writes: a `Resolution`. It refuses no
text: what it does not understand is kept as UNREAD, counted and reported. After it, the guarantees of
`lod.model.resolution.Resolution` hold.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from lod.model.errors import SourceError
from lod.model.resolution import (
    Finding,
    Footnote,
    LeafKind,
    Masthead,
    Part,
    PartKind,
    Passage,
    Resolution,
    Severity,
    Source,
    WorkflowStep,
)
from lod.model.symbols import is_draft
from lod.read.bullets import without_bullets
from lod.read.clean import CLEANING, Cleaned, Step, clean
from lod.read.draft_labels import without_labels
from lod.read.number_signs import with_points
from lod.read.pipe_tables import without_pipes
from lod.read.restore import restore
from lod.read.text.adoption import find_adoption
from lod.read.text.body import TextBody
from lod.read.text.builder import build_body
from lod.read.text.chunks import Chunk, chunks
from lod.read.text.draft_head import DraftHead
from lod.read.text.findings import (
    find_behind,
    find_columns,
    find_joined,
    find_letters,
    find_lost_sections,
    find_revised,
    find_suspicious,
)
from lod.read.text.joined import find_broken_off, find_misparted, find_unopened
from lod.read.text.lexer import SYMBOL_LINE, lex
from lod.read.text.lines import BLANK, BODY, FURNITURE, Line
from lod.read.text.loose_words import find_loose
from lod.read.text.masthead import DECISION, Head, fold, parse_closing, parse_head
from lod.read.text.next_resolution import Other, find_other
from lod.read.text.note_marks import find_marks
from lod.read.text.notes import NoteDraft, find_notes
from lod.read.text.ocr import repair_numbers, soft_hyphens
from lod.read.text.recognize import is_resolution
from lod.read.text.rows import join_rows
from lod.read.text.table_marks import with_marks
from lod.read.text.tables import TextTable, find_tables
from lod.read.tree.drafts import GivenTable, Places, freeze, note_place, write_table_notes
from lod.read.tree.passages import Scribe, cuts_of, tile


class _Sheet(Struct, frozen=True):
    """A text told apart: head and closings, lines, notes, and the scribe of its words."""

    head: Head
    masthead: Masthead
    closings: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    notes: list[NoteDraft]
    scribe: Scribe
    tables: tuple[GivenTable, ...] = ()  # those that the carrier tells


def read_text(source: Source, steps: Iterable[Step] = CLEANING, tables: Iterable[GivenTable] = ()) -> Resolution:
    """The resolution in a text; raises SourceError where the text shows no sign of being one.

    It is read from the text as some steps clean it, and stands in the text as it is. `tables` are those that the
    carrier tells, in the order of the text, each with lines of its own.
    """
    cleaned, piped = without_pipes(_plain(clean(source.text, steps)))
    given = [*(table.at(cleaned.place_of) for table in tables), *piped]
    resolution = _read(replace(source, text=cleaned.text), given)
    if resolution is None:
        raise _no_resolution(source, cleaned)
    return restore(resolution, cleaned, source)


def _plain(cleaned: Cleaned) -> Cleaned:
    """A text whose paragraphs are set apart and numbered as printed ones are."""
    return without_bullets(with_points(without_labels(cleaned)))


def _read(source: Source, tables: Sequence[GivenTable]) -> Resolution | None:
    """The resolution in a cleaned text; None where it shows no sign of being one."""
    head = parse_head(source.text)
    if not head.masthead.symbol and head.opener is None:
        return None
    other = find_other(source.text, head)
    sheet = _sheet(other.hidden(source.text) if other else source.text, head, tables)
    masthead, scribe = sheet.masthead, sheet.scribe
    body, misread = _body(sheet)
    opener = _write_head(sheet, body.openers)
    parts = freeze(body.tree.root, scribe)
    if not is_resolution(masthead, head.opener is not None, parts):
        return None
    footnotes = _footnotes(sheet.notes, parts, scribe)
    closed = _account(scribe, sheet.lines, sheet.closings)
    leaves, unread = tile(source.text, scribe.leaves)
    record, miscounted = find_adoption(_behind(sheet))
    if head.draft:
        record = replace(record, steps=(_submission(masthead, head.draft),))
    findings = (
        *misread,
        *body.findings,
        *_unanchored(footnotes, source.text[: head.end], closed),
        *_unread(scribe.text, unread),
        *_others(other),
        *_missing(masthead, parts, bool(sheet.closings)),
        *find_suspicious(masthead, parts, footnotes),
        *body.loose.findings(parts),
        *find_lost_sections(parts, head.frame.language),
        *find_misparted(parts, head.frame),
        *find_broken_off(parts, head.frame),
        *(() if head.opener else find_unopened(parts, head.frame)),
        *find_letters(parts),
        *find_joined(body.joined),
        *find_behind(parts, sheet.closings if record.outcome is None else ()),
        *find_columns(source.text),
        *find_revised(source.text),
        *miscounted,
    )
    return Resolution(source, head.frame.language, masthead, opener, parts, footnotes, leaves, record, findings)


def _submission(masthead: Masthead, draft: DraftHead) -> WorkflowStep:
    """The step that a draft is: its sponsors submit it on the day of its distribution."""
    return WorkflowStep("draftResolution", masthead.symbol, masthead.issued, draft.sponsors)


def _sheet(text: str, head: Head, given: Sequence[GivenTable]) -> _Sheet:
    masthead, closings = parse_closing(text, head.end, head)
    hidden, tables = _hidden(text, given, head.end)
    lines = lex(hidden, head.title, head.masthead.symbol, head.opener, closings)
    notes = find_notes(lines)
    worded = (head.title or head.opener or (0, 0))[0]
    marks = find_marks(text, lines[bisect_right(lines, worded, key=attrgetter("end")) :], notes)
    scribe = Scribe(text, cuts_of(text, marks, soft_hyphens(text, lines)))
    return _Sheet(head, masthead, closings, lines, notes, scribe, tables)


def _hidden(text: str, given: Sequence[GivenTable], begin: int) -> tuple[str, tuple[GivenTable, ...]]:
    """A text with blanks for the words of tables that the carrier tells, which no other rule shall see; the tables."""
    told = (table for table in given if table.cells and table.spans[-1][1] <= len(text))
    tables = tuple(table for table in told if begin <= table.spans[0][0])  # mastheads are set in tables too
    for table in tables:
        for start, end in table.spans:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text, tables


def _body(sheet: _Sheet) -> tuple[TextBody, list[Finding]]:
    """The body that the lines behind the head make, and which numbers were misread."""
    head, closings = sheet.head, sheet.closings
    apart = (*closings, head.opener) if head.opener else closings
    lines, misread = repair_numbers(_parted(list(sheet.lines[_first(sheet.lines, head.end) :]), apart))
    text = sheet.scribe.text
    tables = list(find_tables(lines, text)) if not sheet.tables else []
    untabled = _without(lines, tables)
    loose = find_loose(untabled)
    joined = join_rows(list(chunks(untabled, head.frame)))
    found = [*(_marked(chunk, lines, text) for chunk in joined), *(_chunk(lines, table) for table in tables)]
    for table in tables:
        for at in table.repeated:
            sheet.scribe.leaf(lines[at].indent, lines[at].indent + len(lines[at].text), LeafKind.FURNITURE)
    for given in sheet.tables:
        found.append(_given_chunk(text, given, lines))
        for span in given.repeated:
            sheet.scribe.leaf(*span, LeafKind.FURNITURE)
    found.sort(key=lambda chunk: chunk.lines[0].start)
    return build_body(found, head.frame, closings, head.opener is not None, loose), misread


def _without(lines: Sequence[Line], tables: Iterable[TextTable]) -> list[Line]:
    """Lines with those of tables as blank ones: nothing goes on through a table."""
    left = list(lines)
    for table in tables:
        for at in range(table.first, table.end):
            if left[at].kind is BODY:
                left[at] = replace(left[at], kind=BLANK)
    return left


def _marked(chunk: Chunk, lines: Sequence[Line], text: str) -> Chunk:
    """A chunk whose cells, if it has some, lack the marks of the notes below it."""
    if not chunk.cells:
        return chunk
    after = bisect_right(lines, chunk.lines[-1].start, key=attrgetter("start"))
    return replace(chunk, cells=with_marks(chunk.cells, lines, after, text))


def _given_chunk(text: str, table: GivenTable, lines: Sequence[Line]) -> Chunk:
    """The chunk of a table that the carrier tells."""
    own = [Line(start, end, start, text[start:end], BODY) for cell in table.cells for start, end in cell.spans]
    after = bisect_right(lines, own[-1].start, key=attrgetter("start"))
    return Chunk(tuple(own), fresh=True, after_break=False, cells=with_marks(table.cells, lines, after, text))


def _chunk(lines: Sequence[Line], table: TextTable) -> Chunk:
    own = tuple(line for line in lines[table.first : table.end] if line.kind is BODY)
    return Chunk(own, fresh=True, after_break=False, cells=table.cells)


def _behind(sheet: _Sheet) -> list[Line]:
    """The lines behind the last closing's meeting: how the text was adopted, in brackets, may be the closing's."""
    if not sheet.closings:
        return []
    start, end = sheet.closings[-1]
    is_told = sheet.head.frame.adopted_at.match(sheet.scribe.text, start)
    told = start if is_told else sheet.scribe.text.find("[", start, end)
    return list(sheet.lines[_first(sheet.lines, told if told >= 0 else end) :])


def _first(lines: Sequence[Line], offset: int) -> int:
    """The index of the first line that begins at an offset or behind it."""
    return bisect_left(lines, offset, key=attrgetter("start"))


#: The end of a resolution's one sentence, in any script, with the signs that may stand behind it.
_FINISHED = re.compile(r"(?<![\W\d])(?=[\W\d]*+$)[^.?!。؟۔]*[.?!。؟۔]")
_SHOWN = 60  # characters of a text's last words
_RUN_TOGETHER = 800  # characters of a line on average, at least, where lines are lost


def _no_resolution(source: Source, cleaned: Cleaned) -> SourceError:
    """The error for a text that is no resolution; names the line of a symbol that it only speaks of."""
    what, where = "is no resolution: it has no symbol and no opener", source.name
    if beside := next(find_columns(cleaned.text), None):
        return SourceError("is no resolution as it is: its lines stand in two columns side by side", where, beside.mend)
    if _is_run_together(cleaned.text):
        mend = "give the text with its line ends, or the file that it was copied from"
        return SourceError("is no resolution as it is: its lines are run together", where, mend)
    if decided := DECISION.search(cleaned.text):
        where = f"{source.name}, line {source.line(cleaned.offset(decided.start()))}"
        mend = "give resolutions; decisions that they cite are known by their numbers"
        return SourceError("is a decision, and no resolution", where, mend)
    if named := SYMBOL_LINE.search(cleaned.text):
        what = f"is no resolution: it names {fold(named[0])}, but has no masthead, opener and paragraphs of its own"
        where = f"{source.name}, line {source.line(cleaned.offset(named.start()))}"
    mend = "give a resolution's text from its masthead on; a masthead prints a symbol such as A/RES/68/230"
    return SourceError(what, where, mend)


def _is_run_together(text: str) -> bool:
    """Whether a text that names a symbol has hardly a line, though words enough for many.

    >>> _is_run_together("A/RES/90/1 The Assembly, " + "Noting it, " * 99), _is_run_together("A/RES/90/1\\nNoting it,")
    (True, False)
    """
    return SYMBOL_LINE.search(text) is not None and len(text) > _RUN_TOGETHER * (1 + text.strip().count("\n"))


def _parted(lines: list[Line], closings: Iterable[tuple[int, int]]) -> list[Line]:
    """Lines with those of closings as blank ones: what follows a closing is apart from what stands before."""
    for start, end in closings:
        first = bisect_right(lines, start, key=attrgetter("end"))
        for at in range(first, bisect_left(lines, end, key=attrgetter("indent"))):
            lines[at] = replace(lines[at], kind=BLANK)
    return lines


def _write_head(sheet: _Sheet, openers: Iterable[tuple[int, int]]) -> Passage:
    """Account for the masthead's lines, the title and the openers of parts; returns the opener's passage."""
    head, scribe = sheet.head, sheet.scribe
    for line in sheet.lines[: _first(sheet.lines, head.end)]:
        if line.kind is not BODY:
            continue
        end = min(line.indent + len(line.text), head.opener[0] if head.opener else line.end)
        owner = "title" if head.title and head.title[0] <= line.indent < head.title[1] else "masthead"
        if line.indent < end:
            scribe.write([(line.indent, end)], owner)
    if not head.opener:
        return Passage("")
    opener = scribe.write([head.opener], "opener")
    for span in openers:
        if span[0] >= head.opener[1]:
            scribe.write([span], "opener")
    return opener


def _footnotes(notes: list[NoteDraft], parts: tuple[Part, ...], scribe: Scribe) -> tuple[Footnote, ...]:
    """The notes in the order of the text, each with the first part that carries its mark."""
    anchors = _anchors(parts)
    made: list[Footnote] = []
    places = Places()
    for position, note in enumerate(sorted(notes, key=_rank), 1):
        hooks = anchors.get(note.mark, [])
        anchor = hooks.pop(0) if hooks else None
        place = places.free(note_place(note.mark, anchor))
        scribe.leaf(*note.number, LeafKind.NUMBER, place)
        made.append(Footnote(note.mark, place, scribe.write(note.lines, place), anchor, position))
    return (*made, *write_table_notes(scribe, places, len(made)))


def _rank(note: NoteDraft) -> tuple[int, int]:
    """Notes by their numbers; starred notes first, as they are printed."""
    return (int(note.mark) if note.mark.isdigit() else 0, note.number[0])


def _anchors(parts: tuple[Part, ...]) -> dict[str, list[str]]:
    """For each mark the parts that carry it, in reading order."""
    anchors: dict[str, list[str]] = {}
    for top in parts:
        for part in top.walk():
            for mark in part.passage.marks:
                anchors.setdefault(mark.mark, []).append(part.place)
    return anchors


def _account(scribe: Scribe, lines: Sequence[Line], closings: Iterable[tuple[int, int]]) -> set[str]:
    """Leaves for what is in no passage: page furniture, the bullets of a copy in Markdown, and closing lines.

    Returns the marks of notes that closing lines carry.
    """
    bullets = [line.indent for line in lines if line.kind is BODY and line.text[:2] in ("- ", "• ")]
    if bullets:
        taken = {leaf.start for leaf in scribe.leaves}
        for at in (at for at in bullets if at not in taken):
            scribe.leaf(at, at + 1, LeafKind.MARKUP)
    for line in lines:
        if line.kind is FURNITURE:
            scribe.leaf(line.indent, line.indent + len(line.text), LeafKind.FURNITURE)
    return {mark.mark for closing in closings for mark in scribe.write([closing], "closing").marks}


def _unanchored(footnotes: Iterable[Footnote], head: str, closed: set[str]) -> Iterator[Finding]:
    """Notes whose mark is in no part; those of the title and of closing lines (`closed`) hang there."""
    for note in footnotes:
        is_titled = note.mark.startswith("*") and note.mark in head
        if note.anchor is None and not is_titled and note.mark not in closed:
            what = f"footnote {note.mark} hangs on no words: its mark was not found in the text"
            yield Finding(
                "reader.unanchored_note", Severity.WARNING, what, note.place, mend="look for the mark in print"
            )


def _unread(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    for start, end in spans:
        if not text[start:end].strip():
            continue  # of another resolution
        what = f"not understood: {' '.join(text[start:end].split())[:120]!r}"
        yield Finding("reader.unread", Severity.WARNING, what, source=start, mend="compare with the printed page")


def _others(other: Other | None) -> Iterator[Finding]:
    """What stands behind the resolution's end and is none of it."""
    if other:
        what = f"{other.what}: it and what follows are not read"
        mend = "give each resolution a text of its own"
        yield Finding("reader.several", Severity.WARNING, what, source=other.start, mend=mend)


def _missing(masthead: Masthead, parts: tuple[Part, ...], closed: bool) -> Iterator[Finding]:
    """What every resolution has and this text lacks: it may be cut."""
    if not any(part.kind is PartKind.OPERATIVE for top in parts for part in top.walk()):
        yield Finding("reader.no_operative", Severity.WARNING, "no operative paragraph", mend="is the text whole?")
    if last := _cut_words(parts, closed):
        what = f"cut short: its last words end no sentence, {last[-_SHOWN:]!r}"
        yield Finding("reader.no_closing", Severity.WARNING, what, mend="give the text down to its meeting and date")
    elif not masthead.meeting and not is_draft(masthead.symbol):
        what = "no meeting: neither a closing line nor the masthead names it"
        yield Finding("reader.no_closing", Severity.INFO, what, mend="is the text whole?")
    if not masthead.symbol:
        yield Finding("reader.no_symbol", Severity.WARNING, "no symbol in the masthead", mend="is the text whole?")


def _cut_words(parts: tuple[Part, ...], closed: bool) -> str:
    """The last words of a text that breaks off; "" where it does not.

    Behind a closing line stand annexes, which may end with a list or a table: of them numbered paragraphs only tell.
    """
    worded = [(part, top) for top in parts for part in top.walk() if part.passage.text]
    if not worded or _FINISHED.search(worded[-1][0].passage.text):
        return ""
    part, top = worded[-1]
    told = not closed or (top.kind is PartKind.ANNEX and part.kind is PartKind.OPERATIVE)
    return part.passage.text if told else ""
