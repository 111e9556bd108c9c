"""Chunks to a draft tree: one chunk after the other finds its place by its number, its opener or what it continues.

The rules are tried in order; each is small, positive and says when it holds. A chunk that none of them places is text
of the part before it or, after a finished part, a heading, a table or a part of unnumbered text.
"""

import re

from lod.model.resolution import Finding, PartKind, Severity
from lod.read.text.chunks import Chunk
from lod.read.text.list_points import Points, span_of, spans_of
from lod.read.tree.draft_tree import LONGEST_HEADING, WORDED
from lod.read.tree.drafts import Draft
from lod.read.tree.endings import ends_in_comma, is_finished, is_stopped
from lod.read.tree.languages import ENGLISH, QUESTIONS, STOPS, Frame
from lod.read.tree.markers import BRACKETED, LABEL, NUMBER, Level, label_of, letter_value
from lod.read.tree.openers import is_operative, is_preambular

#: A number may be printed after a few that the source lost.
LOST_AT_MOST = 3
_TAIL = 80  # characters that tell how words end: their sign and the marks behind it


class Builder(Points):
    """Takes chunks in reading order; `root` is the draft of the resolution, `findings` what a person should look at."""

    def __init__(self, frame: Frame, numbers: bool) -> None:
        super().__init__(frame)
        self._numbers = numbers  # whether the text numbers its paragraphs
        self._letter = 0  # the place of the last paragraph that a letter counts
        self.findings: list[Finding] = []
        self.openers: list[tuple[int, int]] = []  # where the organ's name opens a lettered part

    def take(self, chunk: Chunk) -> None:
        """Place one chunk."""
        for rule in (
            self._opener,
            self._annex,
            self._numbered,
            self._awaited,
            self._lettered,
            self._pointed,
            self._dotted,
            self._continued,
            self._table,
            self._section,
            self._preambular,
            self._unnumbered_operative,
            self._heading,
        ):
            if rule(chunk):
                break
        else:
            self._text(chunk)
        self._tail = chunk.text[-_TAIL:]

    def end(self) -> None:
        """The resolution closes, or one of its lettered parts: nothing goes on behind it."""
        self._close(None)

    # -- rules, in the order in which they are tried ------------------------------------------------------------

    def _opener(self, chunk: Chunk) -> bool:
        """ "The General Assembly,": opens a part that has a heading and nothing else yet."""
        home = self._home()
        if home is self.root or self._container is not self.root or home.parts:
            return False
        found = self.frame.opener.fullmatch(chunk.text)
        if not found or not found["comma"]:
            return False
        self.openers += spans_of(chunk)
        self._last = 0  # each part counts its own paragraphs, or has one without a number
        self._close(home)
        return True

    def _annex(self, chunk: Chunk) -> bool:
        """ "Annex", "Annex II": alone on the first line; the lines after it are the heading."""
        found = self.frame.annex.fullmatch(chunk.first)
        if not found or not chunk.fresh:
            return False
        self._container = self.root.add(Draft(PartKind.ANNEX, found["number"]))
        self._container.marker = span_of(chunk, 0, len(chunk.first))
        self._container.spans = spans_of(chunk.after(len(chunk.first)))
        self._sections, self._last, self._restart = [], 0, True
        self._close(self._container)
        return True

    def _numbered(self, chunk: Chunk) -> bool:
        """ "17. Recognizes": the next number; 1 where numbering restarts; a later one where the source lost some."""
        found = NUMBER.match(chunk.first) or self._in_brackets(chunk)
        if not found:
            return False
        number = int(found["number"])
        if number == 1 and self._last and not self._restart:
            return self._point(chunk, found["number"], found.span("mark")) if self._introduces() else False
        if self._levels and self._levels[-1] == Level("number", number - 1) and number != self._last + 1:
            return self._point(chunk, found["number"], found.span("mark"))
        lost = number - self._last - 1
        restarted = self._restart and number == 1
        if not restarted and (lost < 0 or lost > LOST_AT_MOST or (lost and not chunk.fresh)):
            return False
        if lost and not restarted:
            self._find("reader.lost_number", f"paragraph {number} follows {self._last}", chunk)
        if number == 1:
            self._demote()
        self._last, self._restart = number, False
        self._open(self._home().add(Draft(PartKind.OPERATIVE, found["number"], span_of(chunk, *found.span("mark")))))
        self._words(chunk.after(found.end()))
        return True

    def _in_brackets(self, chunk: Chunk) -> "re.Match[str] | None":
        """ "(1) Recognizes", "1) Recognizes": the number of a paragraph in a text that prints no "1."."""
        found = None if self._numbers else BRACKETED.match(chunk.first)
        if found is None:
            return None
        number = int(found["number"])
        if number == 1 and self._restart:
            acts = self.frame.language != ENGLISH or is_operative(chunk.first[found.end() :].lstrip())
            return found if acts and (self._top is None or ends_in_comma(self._tail)) else None
        listed = any(level.style == "number" for level in self._levels)
        return found if self._last and number == self._last + 1 and not listed else None

    def _awaited(self, chunk: Chunk) -> bool:
        """The words of a number that stands alone, a blank above them; those of a label in a preamble."""
        part = self._current
        if part is not None and part.kind is PartKind.PREAMBULAR and LABEL.fullmatch(self._tail):
            part.spans += spans_of(chunk)
            return True
        if part is None or part.kind not in (PartKind.OPERATIVE, PartKind.SUB) or part.spans or part.parts:
            return False
        self._words(chunk)
        return True

    def _lettered(self, chunk: Chunk) -> bool:
        """ "(a) Appoints ...": an act of the organ right behind the preamble's comma, and those that count on."""
        found = None if self._last else LABEL.match(chunk.first)
        if not found or not is_operative(chunk.first[found.end() :].lstrip()):
            return False
        value = letter_value(label_of(found))
        begins = value == 1 and self._in_preamble() and ends_in_comma(self._tail)
        if not begins and not (self._letter and value == self._letter + 1):
            return False
        self._letter = value or 0
        self._open(self._home().add(Draft(PartKind.OPERATIVE, label_of(found), span_of(chunk, *found.span("mark")))))
        self._words(chunk.after(found.end("mark")))
        return True

    def _continued(self, chunk: Chunk) -> bool:
        """What goes on where a page or a line ended: the part before is unfinished, or lower case follows."""
        if self._current is None or self._current.kind not in WORDED:
            return False
        lower = self.frame.capitals and chunk.first.lstrip("“\"'(*«")[:1].islower()
        if chunk.after_break:  # no paragraph begins in lower case: what does goes on from the page before
            opened = self._current.kind is PartKind.PREAMBULAR and ends_in_comma(self._tail) and self._opens(chunk)
            introduced = self._current.kind is PartKind.PREAMBULAR and self._introduces()
            goes_on = lower or introduced or not (self._stopped() or opened)
        elif self._breaks_off(chunk):
            goes_on = True
        elif self._current.kind is PartKind.PREAMBULAR and not chunk.fresh:
            goes_on = not self._opens(chunk) and not (ends_in_comma(self._tail) and self._acts(chunk))
        else:
            point_ended = self._current.kind is PartKind.SUB and self._finished()
            ended = self._stopped() and (chunk.fresh or bool(self._points))  # "...; and notes" may be one paragraph
            goes_on = lower and not ended and not point_ended
        if goes_on:
            self._current.spans += spans_of(chunk)
        return goes_on

    def _breaks_off(self, chunk: Chunk) -> bool:
        """Whether a paragraph of the resolution ends amid its sentence: some programs put blanks between lines."""
        if self._container is not self.root or self._current is None or is_finished(self._tail):
            return False
        if self._current.kind is PartKind.PREAMBULAR:
            sure = self.frame.capitals and self.frame.language != ENGLISH  # where any capital may open a paragraph
            return not (self.frame.opening.match(chunk.first) if sure else self._opens(chunk))
        return self._current.kind is PartKind.OPERATIVE and self._last > 0

    def _table(self, chunk: Chunk) -> bool:
        """Many short lines: a table with one cell a line."""
        short = len(chunk.lines) >= 4 and sum(len(line.text) for line in chunk.lines) < 30 * len(chunk.lines)
        if not short or self._in_preamble() or is_finished(chunk.lines[-1].text):
            return False
        home = self._home()
        if home.parts and home.parts[-1].kind is PartKind.TABLE:
            home.parts[-1].spans += spans_of(chunk)
        else:
            home.add(Draft(PartKind.TABLE, spans=spans_of(chunk)))
        self._current = None
        return True

    def _section(self, chunk: Chunk) -> bool:
        """ "II", "Part IV", "A. Coordination": a heading with a number of its own."""
        words = chunk.text[3:]
        if not chunk.fresh or len(words) > LONGEST_HEADING or (is_stopped(words) and not words.endswith(QUESTIONS)):
            return False
        word, latin, number, end = self._section_number(chunk.first)
        level = self._section_level(latin, word) if number else None
        if level is None:
            return False
        section = self._enter(number, level)
        section.marker, section.spans = span_of(chunk, 0, end), spans_of(chunk.after(end))
        return True

    def _preambular(self, chunk: Chunk) -> bool:
        """ "Recalling ...,": an opener before the first operative paragraph of the resolution or section."""
        titling = self._untitled() is not None and not is_finished(chunk.text)
        telling = self.frame.language == ENGLISH or not self.frame.capitals  # openers that no heading has
        whole = telling or chunk.cut or is_stopped(chunk.text)
        opens = ends_in_comma(chunk.text) or (self._opens(chunk) and whole)
        if titling or not self._in_preamble() or not opens:
            return False
        self._open(self._home().add(Draft(PartKind.PREAMBULAR, spans=spans_of(chunk))))
        return True

    def _unnumbered_operative(self, chunk: Chunk) -> bool:
        """ "Takes note of ...": a resolution of one paragraph prints no number."""
        if self._container is not self.root or self._last or not self._acts(chunk):
            return False
        self._open(self._home().add(Draft(PartKind.OPERATIVE, spans=spans_of(chunk))))
        return True

    def _heading(self, chunk: Chunk) -> bool:
        """Words without an end: a cross-heading, or the title of the annex or section just begun."""
        if len(chunk.text) > LONGEST_HEADING or is_stopped(chunk.text) or ends_in_comma(chunk.text):
            return False
        owner = self._untitled()
        if owner is not None:
            owner.spans += spans_of(chunk)
        else:
            self._home().add(Draft(PartKind.HEADING, spans=spans_of(chunk)))
            self._close(None)
        self._restart = True
        return True

    def _text(self, chunk: Chunk) -> None:
        """Unnumbered words: of the paragraph whose points they follow, or of the section, annex or resolution."""
        owner = self._top if self._top and (self._points or self._introduces()) else self._home()
        self._current = owner.add(Draft(PartKind.TEXT, spans=spans_of(chunk)))

    def _demote(self) -> None:
        """Make text of what stands before paragraph 1 without a number: "Declares that:" is no paragraph 1."""
        for part in self._home().parts:
            if part.kind is PartKind.OPERATIVE and part.number is None:
                part.kind = PartKind.TEXT

    # -- what the rules ask and do -----------------------------------------------------------------------------

    def _opens(self, chunk: Chunk) -> bool:
        """Whether the words begin as a preambular paragraph does."""
        if self.frame.language == ENGLISH:
            return is_preambular(chunk.first)
        return self.frame.preambular.match(chunk.first) is not None

    def _acts(self, chunk: Chunk) -> bool:
        """Whether an unnumbered paragraph is the organ's act: by its verb, in other languages by its end."""
        if self.frame.language == ENGLISH:
            return is_operative(chunk.first)
        return not self._numbers and self._untitled() is None and chunk.text.endswith(tuple(STOPS))

    def _in_preamble(self) -> bool:
        kinds = {part.kind for part in self._home().parts}
        return (
            self._container is self.root and PartKind.OPERATIVE not in kinds and not (self._last and not self._sections)
        )

    def _stopped(self) -> bool:
        return self._current is None or is_stopped(self._tail)

    def _find(self, rule: str, what: str, chunk: Chunk) -> None:
        where = chunk.lines[0].indent
        self.findings.append(Finding(rule, Severity.WARNING, what, source=where, mend="compare with the printed page"))
