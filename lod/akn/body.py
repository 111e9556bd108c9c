"""Elements to a draft tree: what the XML says is taken as it says it; what it leaves open, rules settle.

Official files mark preambular paragraphs, numbered paragraphs, points and most headings. They leave open the depth of
lettered and roman paragraphs that stand side by side, where a section or an annex ends, and what unnumbered paragraphs
are; for these the rules are those of `lod.text.builder`, so that text and XML give the same tree.
"""

import re

from lod.akn.markup import Element
from lod.akn.outline import Outline
from lod.model import PartKind
from lod.ordinals import roman_value
from lod.text.chunks import STOPPED, is_operative, is_preambular
from lod.text.drafts import Draft
from lod.text.growth import LONGEST_HEADING, WORDED
from lod.text.labels import is_bracketed, is_number, printed_number
from lod.text.languages import COLONS, COMMAS, STOPS
from lod.text.markers import LABEL, NUMBER, Level, label_of, next_levels

_COMMAS, _STOPS = tuple(COMMAS), tuple(STOPS)


class Body(Outline):
    """Takes the elements of a body in the order of the file; `root` is the draft of the resolution."""

    # -- what the XML says ---------------------------------------------------------------------------------------

    def preamble(self, element: Element) -> None:
        """Preambular paragraphs; the enacting formula is the reader's."""
        for item in element.elements:
            if item.tag == "container":
                self._open(self._add(PartKind.PREAMBULAR, item))
            elif item.tag != "formula" and item.text():
                self._unnumbered(item)

    def part(self, number: str, title: Element | None) -> None:
        """A resolution's lettered part ("A"), published as a document of its own."""
        while self._sections:
            self._sections.pop()
        self._container, self._numbered = self.root, False
        section = self._section(number, Level("part", 0))
        if title is not None:
            section.spans.append((title.first, title.last))

    def attachment(self, element: Element) -> None:
        """An annex; the heading that says so is its title."""
        body = element.find("mainBody")
        if body is None:
            return
        first = next((item for item in body.elements if item.text()), None)
        if first is None or not self._annex_number(first.text()):
            self._begin_annex(None, None)
        self.main(body)

    def main(self, element: Element) -> None:
        """A body or a section: its blocks one after the other."""
        if element.tag == "mainBody":
            self._numbers = self._container is self.root and self._has_numbers(element)
        for item in element.elements:
            match item.tag:
                case "section":
                    self._headed(item)
                    self.main(item)
                case "num" if not item.text() or element.tag == "section":
                    pass
                case "paragraph":
                    self._paragraph(item)
                case "container" if item.child("table"):
                    self._table(item)
                case "crossHeading":
                    self._cross_heading(item)
                case "subheading" | "heading":
                    self._heading(item)
                case _ if item.text() and item.child("num") is None:
                    self._unnumbered(item)

    def _has_numbers(self, body: Element) -> bool:
        """Whether numbered paragraphs stand in a body before its first annex."""
        for element in body.walk():
            if element.tag == "num" and is_number(printed_number(element.text())):
                return True
            if element.tag in ("heading", "subheading") and self._annex_number(element.text()):
                return False
        return False

    def _headed(self, section: Element) -> None:
        """ "<section><num>I</num>": also where the number stands in a paragraph of its own."""
        num = section.child("num") or (section.child("p") or section).child("num")
        if num is not None:
            number = printed_number(num.text())
            level = self._section_level(number) or Level("roman", roman_value(number.lower()) or 0)
            self._section(number, level, num)

    def _paragraph(self, element: Element) -> None:
        """A paragraph, and the heading that stands in it before its words."""
        num = element.child("num")
        number = printed_number(num.text()) if num else ""
        heading = element.child("heading", "subheading")
        words = [item for item in element.elements if item not in (num, heading)]
        if heading is not None and num is not None and not is_number(number):
            self._section(number, self._section_level(number) or Level("letter", 0), num)
            self._title(heading)
            num = None
        elif heading is not None:
            self._heading(heading)
        if num is None or not number:
            self._bare(words)
        elif is_number(number) and not is_bracketed(num.text()) and not self._quoted(int(number)):
            self._operative(number, num, words)
        elif re.fullmatch(r"[A-Z]|[IVXL]+", number) and "(" not in num.text() and self._title_like(words):
            self._section(number, self._section_level(number) or Level("letter", 0), num)
            self._home().spans += [(item.first, item.last) for item in words]
        else:
            self._point(number, num, words)

    @staticmethod
    def _title_like(words: list[Element]) -> bool:
        text = " ".join(item.text() for item in words)
        return len(text) <= LONGEST_HEADING and not STOPPED.search(text)

    def _bare(self, words: list[Element]) -> None:
        """A paragraph without a number."""
        for item in words:
            if item.tag == "list":
                intro = item.child("intro")
                if intro is not None:
                    self._unnumbered(intro)
                self._list(item)
            elif item.child("table"):
                self._table(item)
            elif item.text():
                self._unnumbered(item)

    def _operative(self, number: str, num: Element, words: list[Element]) -> None:
        paragraph = self._home().add(Draft(PartKind.OPERATIVE, str(int(number)), self.copyist.number(num)))
        self._numbered, self._last, self._restart = True, int(number), False
        self._open(paragraph)
        self._content(paragraph, words)

    def _quoted(self, number: int) -> bool:
        """Whether a number is that of words that the paragraph before quotes: "new paragraph 4:" and "4. ..."."""
        return 1 < number <= self._last and not self._restart and self._introduces()

    def _content(self, draft: Draft, items: list[Element]) -> None:
        """The words of a paragraph or point, and the points and tables in it."""
        for item in items:
            if item.tag in ("list", "sublist"):
                intro = item.child("intro")
                if intro is not None:
                    draft.spans.append((intro.first, intro.last))
                    self._tail = intro.text()
                self._list(item, item.tag == "sublist")
            else:
                draft.spans.append((item.first, item.last))
                self._tail = item.text()

    def _list(self, element: Element, deeper: bool = False) -> None:
        """Points one after the other; a list below of one point may be a misread letter: "(i)" after "(h)"."""
        first = deeper and sum(item.tag == "point" for item in element.elements) > 1
        for item in element.elements:
            if item.tag == "point":
                num = item.child("num")
                rest = [inner for inner in item.elements if inner is not num]
                self._point(printed_number(num.text()) if num else "", num, rest, first)
                first = False
            elif item.tag in ("sublist", "list"):
                self._list(item, True)
            elif item.tag == "wrapUp" and item.text():
                self._text(item)

    def _point(self, label: str, num: Element | None, content: list[Element], deeper: bool = False) -> None:
        """A point by its label: beside, below or back from the one before it; `deeper`: the first of a list below."""
        point = self._place_point(label, deeper)
        if num is not None:
            point.marker = self.copyist.number(num)
        self._content(point, content)

    def _table(self, element: Element) -> None:
        table = self._add(PartKind.TABLE, element)
        self._current, self._tail = table, "."

    def _cross_heading(self, element: Element) -> None:
        """In a section that has no paragraph yet, cross-headings mark its preambular paragraphs."""
        words = element.text()
        if words.endswith(_COMMAS) or (self.language == "en" and is_preambular(words)):
            self._open(self._add(PartKind.PREAMBULAR, element))
        else:
            self._heading(element)

    # -- what the XML leaves open --------------------------------------------------------------------------------

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
            if words.data.strip():
                found = re.compile(r"\s+".join(map(re.escape, printed.split()))).match(words.data, lead)
                length = found.end() if found else min(len(words.data), lead + len(printed))
                self.copyist.skipped[words.start] = length
                self.copyist.claimed.add(words.start)
                return words.start + lead, words.start + length
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
        elif len(words) <= LONGEST_HEADING and not STOPPED.search(words) and not words.endswith((*_COMMAS, *_STOPS)):
            self._title(element)
        else:
            self._text(element)

    def _short_heading(self, element: Element, words: str) -> bool:
        """ "II", "A. Coordination": a heading that the file marks as a paragraph."""
        return len(words) < 60 and not STOPPED.search(words) and self._numbered_heading(element, words)

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
        goes_on = (
            self._current is not None and words[:1].islower() and not STOPPED.search(self._tail) and not point_ended
        )
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
