"""Normalization of typographic characters (hyphens, blanks, quotes), one for one: offsets stay valid."""

import re

#: Hyphens and blanks at which no line breaks.
_HELD = (("\u2011", "-"), ("\u2010", "-"), ("\u00a0", " "))


#: Raised and curled signs.
_CURLED = str.maketrans("‘’“”", "''\"\"")


def plain_signs(text: str) -> str:
    """A text with plain hyphens and blanks, as rules and tables are written.

    >>> plain_signs("non\u2011governmental")
    'non-governmental'
    """
    if text.isascii():  # as most are: told at once
        return text
    for printed, sign in _HELD:
        if printed in text:
            text = text.replace(printed, sign)
    return text


#: What no XML may hold, and no HTML: control characters, halves of characters, signs that are none.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """A text as XML and HTML may hold it, a sign for a sign.

    Governing text: XML 1.0, 2.2.

    >>> printable("a\\x00b\\tc")
    'a\ufffdb\\tc'
    """
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)


def typewriter_signs(text: str) -> str:
    """A text in a typewriter's signs: with which of the printer's a word is set, changes no word.

    >>> print(typewriter_signs("non\u2011governmental “women’s”"))
    non-governmental "women's"
    """
    return plain_signs(text).translate(_CURLED)
