"""Cleaning texts of the bullets of lists: "* Recalling", "• The Board", "– otters are few".

Reads: a `Cleaned` text. Writes: the same with a blank line for each bullet, which sets apart what it begins.
"""

import re
from collections import Counter

from lod.read.clean import Cleaned
from lod.read.tree.endings import is_finished

_SIGNS, _DASHES = "*•·▪◦‣●", "–—-"
_FRONTS = ("\n", "  ", "\t")
#: A bullet that begins a line, with letters behind it.
_BULLET = re.compile(rf"\n[^\S\n]*(?P<bullet>(?P<sign>[{_SIGNS}{_DASHES}])[^\S\n]+)(?=[^\W\d_]|[“\"«])")
_FEWEST = 2  # entries, at least


def without_bullets(cleaned: Cleaned) -> Cleaned:
    """A text whose entries of lists stand apart, without the bullets before them; one bullet alone may be a mark.

    >>> without_bullets(Cleaned.of("Asks:\\n* The Board;\\n* The States,\\n– so it says – all.")).text
    'Asks:\\n\\nThe Board;\\n\\nThe States,\\n– so it says – all.'
    """
    text = cleaned.text
    if not _has_bullet(text):
        return cleaned
    found = [bullet for bullet in _BULLET.finditer(text) if _begins(text, bullet.start())]
    signs = Counter(bullet["sign"] for bullet in found)
    listed = (bullet for bullet in found if signs[bullet["sign"]] >= _FEWEST)
    return cleaned.edited((*bullet.span("bullet"), "\n") for bullet in listed)


def _has_bullet(text: str) -> bool:
    """Whether a text may have bullets: a sign that is little else, or a dash in front of a line."""
    return any(sign in text for sign in _SIGNS) or any(
        f"{front}{dash} " in text for dash in _DASHES if dash in text for front in _FRONTS
    )


def _begins(text: str, end: int) -> bool:
    """Whether something may begin behind a line's end: the line is blank, or its words have their end."""
    above = text[text.rfind("\n", 0, end) + 1 : end].strip()
    return not above or is_finished(above)
