"""What official files leave open: which elements are headings, and what unnumbered paragraphs are.

The rules are those of `lod.read.text.builder`, so that text and XML give the same tree.
"""

import re

from lod.model.resolution import PartKind
from lod.read.akn.draft_tree import Outline
from lod.read.akn.markup import SPACE, Element
from lod.read.tree.draft_tree import LONGEST_HEADING, WORDED
from lod.read.tree.drafts import Draft
from lod.read.tree.endings import is_stopped
from lod.read.tree.languages import COLONS, COMMAS, STOPS
from lod.read.tree.markers import LABEL, NUMBER, Level, label_of, next_levels
from lod.read.tree.openers import is_operative, is_preambular

_COMMAS, _STOPS = tuple(COMMAS), tuple(STOPS)


class Unmarked(Outline):
    """The draft tree as it grows, with the rules for what no element says."""

    def _heading(self, element: Element) -> None:
        """A heading: an annex's, a section's, the title of the one just begun, or one that holds nothing."""
        words = element.text()
        if not words:
            return
        if set(words) <= set("*_ "):
            self.copyist.furniture(element)
        elif not (self._annex(element, words) or self._numbered_heading(element, words)):
            self._title(element)

    def _annex_number(self, words: str) -> "re.Match[str] | None":
        return self.frame.annex.fullmatch(words)

    def _annex(self, element: Element, words: str) -> bool:
        found = self._annex_number(words)
        if found:
            self._begin_annex(found["number"], element)
        return found is not None

    def _begin_annex(self, number: str | None, element: Element | None) -> None:
        self._container = self.root.add(Draft(PartKind.ANNEX, number))
        if element is not None:
            self._container.marker = self.copyist.number(element)
        self._sections, self._numbered = [], False
        self._close(self._container)

    def _numbered_heading(self, element: Element, words: str) -> bool:
        """ "II", "A. Coordination": the next of a row of sections, or the first of a new one."""
        found = self._heading_number(words) if len(words) <= LONGEST_HEADING else None
        if found is None:
            return False
        level, number, length = found
        section = self._section(number, level)
        section.marker = self._skip(element, words[:length])
        if length < len(words):
            section.spans.append((element.first, element.last))
        return True

    def _heading_number(self, words: str) -> tuple[Level, str, int] | None:
        """What a heading's number counts, the number, and how many characters it takes."""
        word, latin, number, length = self._section_number(words)
        level = self._section_level(latin, word) if number else None
        return (level, number, length) if level else None

    def _skip(self, element: Element, printed: str) -> tuple[int, int] | None:
        """Take a printed number off the beginning of an element's words; where it stands."""
        for words in element.words():
            lead = len(words.data) - len(words.data.lstrip())
            if words is not SPACE:
                found = re.compile(r"\s+".join(map(re.escape, printed.split()))).match(words.data, lead)
                length = found.end() if found else min(len(words.data), lead + len(printed))
                return self.copyist.skip(words, lead, length)
        return None

    def _unnumbered(self, element: Element) -> None:
        """An unnumbered paragraph: what its words say, by the text reader's rules in their order."""
        words = element.text()
        if set(words) <= set("*_ "):
            self.copyist.furniture(element)
        elif self._annex(element, words) or self._numbered_words(element, words) or self._short_heading(element, words):
            pass
        elif self._in_preamble() and self._is_preambular(words):
            self._open(self._add(PartKind.PREAMBULAR, element))
        elif self._is_operative(words):
            self._open(self._add(PartKind.OPERATIVE, element))
        elif self._continued(element, words):
            pass
        elif len(words) <= LONGEST_HEADING and not is_stopped(words) and not words.endswith((*_COMMAS, *_STOPS)):
            self._title(element)
        else:
            self._text(element)

    def _short_heading(self, element: Element, words: str) -> bool:
        """ "II", "A. Coordination": a heading that the file marks as a paragraph."""
        return len(words) < 60 and not is_stopped(words) and self._numbered_heading(element, words)

    def _numbered_words(self, element: Element, words: str) -> bool:
        """ "(a) Two meetings": a label that the file left in the words."""
        label, number = LABEL.match(words), NUMBER.match(words)
        if label and self._top is not None:
            printed = label_of(label)
            if next_levels(self._levels, printed) is None:
                return False
            point = self._place_point(printed)
        elif number and self._numbered:
            point = self._home().add(Draft(PartKind.OPERATIVE, number["number"]))
            self._open(point)
        else:
            return False
        point.marker = self._skip(element, (label or number)["mark"])  # type: ignore[index]  # one of them matched
        point.spans.append((element.first, element.last))
        self._tail = words
        return True

    def _continued(self, element: Element, words: str) -> bool:
        """Lower case goes on with what the paragraph before left unfinished."""
        point_ended = self._current is not None and self._current.kind is PartKind.SUB and _ended(self._tail)
        goes_on = self._current is not None and words[:1].islower() and not is_stopped(self._tail) and not point_ended
        if goes_on and self._current is not None and self._current.kind in WORDED:
            self._current.spans.append((element.first, element.last))
            self._tail = words
            return True
        return False

    def _is_preambular(self, words: str) -> bool:
        if self.language == "en" and is_preambular(words):
            return not (self._untitled() is not None and not words.endswith((*_COMMAS, *_STOPS)))
        return words.endswith(_COMMAS)

    def _is_operative(self, words: str) -> bool:
        """The paragraph of a resolution that numbers none."""
        if self._container is not self.root or self._numbered or self._numbers:
            return False
        return is_operative(words) if self.language == "en" else words.endswith((*_STOPS, *COLONS))

    def _text(self, element: Element) -> None:
        """Unnumbered words: of the paragraph whose points they follow, or of the section, annex or resolution."""
        owner = self._top if self._top and (self._points or self._introduces()) else self._home()
        self._current = owner.add(Draft(PartKind.TEXT, spans=[(element.first, element.last)]))
        self._tail = element.text()


def _ended(words: str) -> bool:
    return words.rstrip().endswith((*_STOPS, *_COMMAS)) or words.endswith((" and", " or"))
