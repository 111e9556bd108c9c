"""Elements to a draft tree: what the XML says is taken as it says it; what it leaves open, rules settle.

Official files mark preambular paragraphs, numbered paragraphs, points and most headings. They leave open the depth of
lettered and roman paragraphs that stand side by side, where a section or an annex ends, and what unnumbered paragraphs
are: see `lod.read.akn.infer`.
"""

import re

from lod.model.numerals import roman_value
from lod.model.resolution import PartKind
from lod.read.akn.infer import Unmarked
from lod.read.akn.markup import Element
from lod.read.tree.draft_tree import LONGEST_HEADING
from lod.read.tree.drafts import Draft
from lod.read.tree.endings import is_stopped
from lod.read.tree.labels import is_bracketed, is_number, printed_number
from lod.read.tree.languages import COMMAS
from lod.read.tree.markers import Level
from lod.read.tree.openers import is_preambular


class Body(Unmarked):
    """Takes the elements of a body in the order of the file; `root` is the draft of the resolution."""

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
        return len(text) <= LONGEST_HEADING and not is_stopped(text)

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
        if words.endswith(tuple(COMMAS)) or (self.language == "en" and is_preambular(words)):
            self._open(self._add(PartKind.PREAMBULAR, element))
        else:
            self._heading(element)
