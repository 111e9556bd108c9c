"""Parsing numbers of agenda items in the six languages: "13 (a), 14 and 117"."""

import re

from lod.read.tree.labels import latin_label


def parse_items(printed: str, language: str = "en") -> tuple[str, ...]:
    """Agenda item numbers with Latin letters: a letter without a number belongs to the number before it.

    >>> parse_items("13 (a), 14 and 117"), parse_items("24 (*b*)"), parse_items("98 (a) and (b)")
    (('13a', '14', '117'), ('24b',), ('98a', '98b'))
    >>> parse_items("17 b)", "fr"), parse_items("11 و 17 (ب)", "ar")
    (('17b',), ('11', '17b'))
    >>> parse_items("18 a) i)", "fr"), parse_items("24 (note)"), parse_items("98(a)")
    (('18ai',), ('24',), ('98a',))
    >>> parse_items("(a)")
    ('a',)
    """
    bracketed = re.sub(r"(?<![(\w])([^\W\d_])\)", r"(\1)", printed)
    words = re.sub(r"\(([^\W\d_ـ]ـ?)\)", lambda found: f"({latin_label(found[1], language)})", bracketed)
    items, number = [], ""
    for part in re.finditer(r"(?P<number>\d+)?(?P<letters>(?:(?<![\s*])[\s*]*+\(\*?[a-z]{1,3}\*?\))*)", words):
        number = part["number"] or number
        letters = re.sub(r"[^a-z]", "", part["letters"])
        if part["number"] or letters:
            items.append(number + letters)
    return tuple(items)
