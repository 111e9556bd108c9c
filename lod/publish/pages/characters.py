"""Characters that HTML must not hold, and those that change the direction of the words around them.

Governing texts: HTML, 13.2.3.5 (control characters in the input); the Unicode Bidirectional Algorithm, 2. What opens a
direction in printed words is closed with them, so that no other words change their order; what would show words in
another order than they have is shown itself.
"""

import re

from lod.model.typography import printable

_PDF, _PDI = "\u202c", "\u2069"  # end an embedding, an isolate
_CLOSERS = {"\u202a": _PDF, "\u202b": _PDF, "\u2066": _PDI, "\u2067": _PDI, "\u2068": _PDI}
_DIRECTION = re.compile(f"[{''.join(_CLOSERS)}{_PDF}{_PDI}]")
_OVERRIDE = re.compile("[\u202d\u202e]")


def shown(page: str) -> str:
    """A page without control characters, and with the names of signs that override the order of letters.

    >>> shown("78/\\u202e243"), shown("a\\x00\\x1f")
    ('78/[U+202E]243', 'a\\ufffd\\ufffd')
    """
    if page.isascii():
        return printable(page)
    return _OVERRIDE.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", printable(page))


def closers(words: str) -> str:
    """What closes the directions that words open and leave open, innermost first.

    >>> closers("\\u202bwords\\u202c"), closers("\\u2067words \\u202aand") == "\\u202c\\u2069"
    ('', True)
    """
    if words.isascii():
        return ""
    left: list[str] = []
    for sign in _DIRECTION.findall(words):
        if sign in _CLOSERS:
            left.append(_CLOSERS[sign])
        elif sign in left:  # an isolate's end closes what was opened in it
            del left[len(left) - 1 - left[::-1].index(sign) :]
    return "".join(reversed(left))
