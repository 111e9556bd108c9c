"""Cleaning texts of the bullets of lists: "* Recalling", "• The Board", "– otters are few".

Reads: a `Cleaned` text. Writes: the same with a blank line for each bullet, which sets apart what it begins.
"""

import re
from collections import Counter

from lod.read.clean import Cleaned
from lod.read.tree.endings import is_finished

#: A bullet with letters behind it; that nothing stands before it on its line is asked of few.
_BULLET = re.compile(r"[-*•·▪◦‣●–—](?=(?P<space>[^\S\n]+)[^\W\d_“\"«])")
_FEWEST = 2  # entries, at least


def without_bullets(cleaned: Cleaned) -> Cleaned:
    """A text whose entries of lists stand apart, without the bullets before them; one bullet alone may be a mark.

    >>> without_bullets(Cleaned.of("Asks:\\n* The Board;\\n* The States,\\n– so it says – all.")).text
    'Asks:\\n\\nThe Board;\\n\\nThe States,\\n– so it says – all.'
    """
    text = cleaned.text
    found = [bullet for bullet in _BULLET.finditer(text) if _begins(text, bullet.start())]
    signs = Counter(bullet[0] for bullet in found)
    listed = (bullet for bullet in found if signs[bullet[0]] >= _FEWEST)
    return cleaned.edited((bullet.start(), bullet.end("space"), "\n") for bullet in listed)


def _begins(text: str, at: int) -> bool:
    """Whether a bullet begins a line, behind a blank one or words that end."""
    start = text.rfind("\n", 0, at) + 1
    above = text[text.rfind("\n", 0, start - 1) + 1 : start].strip() if start else ""
    return not text[start:at].strip() and (not above or is_finished(above))
