"""Numbers of headings: "I", "Part IV", "Section 29A", "I. Our shared commitment", "ثانيا - ..."."""

import re

from msgspec import Struct

from lod.data.phrases import Phrase
from lod.read.tree.labels import find_section
from lod.read.tree.languages import ENGLISH

LONGEST_HEADING = 320  # characters
_ALONE = Phrase("paragraphs.section_number")
#: "A. Coordination", "IV. Finance", "IV Finance".
_TITLED = re.compile(r"(?P<number>[IVXLC]+(?:\.|(?=\s))|[A-Z]\.)\s+(?=[A-Z“])")


class SectionNumber(Struct, frozen=True):
    """A heading's own number: `latin` as the English text has it, `end` how many characters it takes."""

    latin: str
    printed: str
    end: int
    word: str = ""  # "Part", "Section", ... before it


def find_section_number(words: str, language: str) -> SectionNumber | None:
    """The number with which a heading begins; None where it has none.

    >>> find_section_number("Section 29A", "en")
    SectionNumber(latin='29A', printed='29A', end=11, word='Section')
    >>> find_section_number("A. Coordination", "en")
    SectionNumber(latin='A', printed='A', end=2, word='')
    >>> find_section_number("IV Finance", "en").end, find_section_number("C Finance", "en").end
    (2, 1)
    >>> find_section_number("ثانيا - الوثائق", "ar").latin, find_section_number("A new era", "en")
    ('II', None)
    """
    if language != ENGLISH:
        section = find_section(words, language)
        return SectionNumber(*section) if section else None
    alone = _ALONE.fullmatch(words)
    found = alone or _TITLED.match(words)
    if found is None:
        return None
    number = found["number"].rstrip(".")
    return SectionNumber(number, number, len(found[0].rstrip()), (alone and alone["word"]) or "")
