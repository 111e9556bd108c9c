"""Tests of how words end: finished, with a stop, in a comma, in a colon. The marks of notes may stand after.

Signs of the six languages: a full stop is "." or "。", a semicolon ";", "；" or "؛".
"""

import re

from lod.read.tree.languages import COLONS, COMMAS

_MARKS = r"[\s\d*/¹²³⁴-⁹⁰]*$"
_FINISHED = re.compile(rf"(?:[,;:.?!—–，、；：。？،؛؟]|[.;。；]?[”\"»’)\]]|\b(?:and|or)){_MARKS}")
_STOPPED = re.compile(rf"[;:.?!；：。？؛؟][”\"»’)\]]?{_MARKS}")
_FULL_STOP = re.compile(rf"(?<!\.\w)[.。۔][”\"»’)\]]?{_MARKS}")
_MARKS_ALONE, _LAST = re.compile(_MARKS), 40
_COMMAS, _COLONS = tuple(COMMAS), tuple(COLONS)
#: Signs with which words stop, those that may close behind, and all that end words whatever stands before them.
_STOPS, _CLOSING = frozenset(";:.?!；：。？؛؟"), frozenset('”"»’)]')
_ENDS = _STOPS | _CLOSING | frozenset(",—–，、،")
_JOINING = ("and", "or")


def is_finished(words: str) -> bool:
    """Whether words end as a paragraph, a point or a clause does.

    >>> [is_finished(words) for words in ("the report;1", "(“the Fund”)", "the staff; and", "a or", "the United")]
    [True, True, True, True, False]
    """
    last = words[-1:]
    if last in _ENDS:  # as most words of paragraphs end
        return True
    return (words.endswith(_JOINING) if last.isalpha() else True) and _ends(_FINISHED, words)


def is_stopped(words: str) -> bool:
    """Whether words end with a stop: no comma, no conjunction.

    >>> [is_stopped(words) for words in ("the report;1", "the report.”", "the report,", "the staff; and")]
    [True, True, False, False]
    """
    last = words[-1:]
    if last in _CLOSING:
        return words[-2:-1] in _STOPS
    return last in _STOPS or (not last.isalpha() and _ends(_STOPPED, words))


def _ends(ending: re.Pattern[str], words: str) -> bool:
    """Whether words end so; of long ones the last are looked at, unless these are marks and figures alone."""
    start = len(words) - _LAST
    if start <= 0 or _MARKS_ALONE.match(words, start + len("and")):
        start = 0
    return ending.search(words, start) is not None


def ends_in_comma(words: str) -> bool:
    """Whether words end in a comma, as the paragraphs of a preamble do.

    >>> [ends_in_comma(words) for words in ("of 2 December 1998,1", "回顾其决议，", "the report;")]
    [True, True, False]
    """
    return words.rstrip("0123456789/¹²³⁴⁵⁶⁷⁸⁹⁰* ").endswith(_COMMAS)


def ends_in_colon(words: str) -> bool:
    """Whether words introduce a list or a quotation; no mark stands behind a colon.

    >>> [ends_in_colon(words) for words in ("the following:", "内容如下：", "the following")]
    [True, True, False]
    """
    return words.rstrip().endswith(_COLONS)


def ends_in_full_stop(words: str) -> bool:
    """Whether words end as the last paragraph of all does; "p.m." may stand amid a sentence.

    >>> [ends_in_full_stop(words) for words in ("the report.1", "报告。", "the report;", "to 6 p.m.")]
    [True, True, False, False]
    """
    return not words[-1:].isalpha() and _FULL_STOP.search(words) is not None
