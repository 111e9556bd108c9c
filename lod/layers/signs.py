"""Signs of the typesetter's, made plain letter for letter: offsets stay what they are."""

#: Hyphens and blanks at which no line breaks.
_HELD = (("\u2011", "-"), ("\u2010", "-"), ("\u00a0", " "))


def plain(text: str) -> str:
    """A text with plain hyphens and blanks, as rules and tables are written.

    >>> plain("non\u2011governmental")
    'non-governmental'
    """
    for printed, sign in _HELD:
        if printed in text:
            text = text.replace(printed, sign)
    return text
