"""Numbers that Word counts for paragraphs and prints before them, though their text does not hold them: "1.", "(a)".

Governing document: ECMA-376 part 1, 17.9 (numbering). A paragraph names a list and a level, itself or by its style;
each list counts its levels, and a level's text says how the numbers are printed: "%1.", "(%2)".
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct, field

from lod.model.numerals import format_roman

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_MOST_STYLES = 30  # styles on which one is based, at most: a circle ends there


class ListLevel(Struct, frozen=True):
    """A level of a list: how it counts, how it is printed, where it begins."""

    form: str
    text: str
    start: int


class Numbering(Struct):
    """The lists of a document, and how far each has counted."""

    levels: dict[tuple[str, int], ListLevel]  # by list and level
    shared: dict[str, str]  # lists by what they count with: several may go on with one another
    styles: dict[str, etree._Element]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> "Numbering":
        """The lists of a document of the library, none of them begun."""
        root = _numbering_root(document)
        levels, shared = dict[tuple[str, int], ListLevel](), dict[str, str]()
        if root is not None:
            abstract = {item.get(f"{_W}abstractNumId"): item for item in root.iter(f"{_W}abstractNum")}
            for number in root.iter(f"{_W}num"):
                name = number.get(f"{_W}numId", "")
                link = number.find(f"{_W}abstractNumId")
                base = abstract.get(link.get(f"{_W}val")) if link is not None else None
                overridden = number.find(f"{_W}lvlOverride") is not None
                shared[name] = name if overridden or link is None else f"abstract {link.get(f'{_W}val')}"
                levels |= {(name, at): level for source in (base, number) for at, level in _levels(source)}
        styles = {item.get(f"{_W}styleId", ""): item for item in document.styles.element.iter(f"{_W}style")}
        return cls(levels, shared, styles)

    def number(self, paragraph: etree._Element) -> str:
        """The number that is printed before a paragraph; "" for none. Each call counts on."""
        name, at = self._list_of(paragraph)
        level = self.levels.get((name, at))
        if level is None or level.form == "none":
            return ""
        counter = self.shared[name]
        self.counts[counter, at] = self.counts.get((counter, at), level.start - 1) + 1
        for deeper in range(at + 1, 9):
            self.counts.pop((counter, deeper), None)
        if level.form == "bullet":
            return "•"
        return _PLACE.sub(lambda found: self._counted(name, counter, int(found[1]) - 1), level.text).strip()

    def _counted(self, name: str, counter: str, at: int) -> str:
        level = self.levels.get((name, at))
        return _written(self.counts.get((counter, at), level.start), level.form) if level else ""

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level that a paragraph names, or its style does, or one on which that is based."""
        own = paragraph.find(f"{_W}pPr")
        for properties in (own, *self._styled(own)):
            found = properties.find(f"{_W}numPr") if properties is not None else None
            if found is not None:
                name, at = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
                level = at.get(f"{_W}val", "0") if at is not None else "0"
                if name is not None:
                    return name.get(f"{_W}val", ""), int(level) if level.isdecimal() else 0
        return "", 0

    def _styled(self, own: etree._Element | None) -> Iterator[etree._Element | None]:
        link = own.find(f"{_W}pStyle") if own is not None else None
        for _ in range(_MOST_STYLES):
            style = self.styles.get(link.get(f"{_W}val", "")) if link is not None else None
            if style is None:
                return
            yield style.find(f"{_W}pPr")
            link = style.find(f"{_W}basedOn")


def _numbering_root(document: Any) -> etree._Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            part = relation.target_part
            return part.element if hasattr(part, "element") else None
    return None


def _levels(source: etree._Element | None) -> Iterator[tuple[int, ListLevel]]:
    for level in source.iter(f"{_W}lvl") if source is not None else ():
        at = level.get(f"{_W}ilvl", "")
        if at.isdecimal():
            start = _value(level, "start", "1")
            form, text = _value(level, "numFmt", "decimal"), _value(level, "lvlText", "")
            yield int(at), ListLevel(form, text, int(start) if start.isdecimal() else 1)


def _value(element: etree._Element, name: str, otherwise: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", otherwise) if found is not None else otherwise


def _written(count: int, form: str) -> str:
    """A number as a level prints it; in figures where its form is not known.

    >>> [_written(4, form) for form in ("decimal", "lowerLetter", "upperRoman")], _written(28, "lowerLetter")
    (['4', 'd', 'IV'], 'bb')
    """
    if form.endswith("Letter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 0 < count < 400:
        roman = format_roman(count)
        return roman.lower() if form.startswith("lower") else roman.upper()
    return str(count)
