"""Tests of how paragraphs open: with a participle in the preamble ("Recalling"), with a verb of the organ ("Decides").

The words are data: `lod/data/reading/openers.toml`.
"""

import re
from functools import cache

from lod.data.files import data, read_toml


@cache
def participles() -> re.Pattern[str]:
    """How English paragraphs of a preamble open, for sure.

    >>> [bool(participles().match(words)) for words in ("Recalling its", "Also recalling its", "Takes note")]
    [True, True, False]
    """
    table = read_toml(data("reading", "openers.toml"))["preambular"]
    words, adverbs = "|".join((*table["participles"], *table["words"])), "|".join(table["adverbs"])
    return re.compile(rf"(?:(?:{words})|(?:{adverbs})\s+(?:and\s+\w+\s+)?(?i:{words}))\b")


@cache
def _openers(kind: str) -> re.Pattern[str]:
    table = read_toml(data("reading", "openers.toml"))[kind]
    words = "|".join(table["words"]) + (r"|Re-[a-z]+ing|[A-Z][a-z]+ing" if kind == "preambular" else "")
    return re.compile(
        rf"\W{{0,3}}(?:(?:{'|'.join(table['adverbs'])})\s+(?:and\s+\w+\s+)?){{0,2}}(?P<word>{words})\b", re.IGNORECASE
    )


def is_preambular(text: str) -> bool:
    """Whether words open as a preambular paragraph does.

    >>> [is_preambular(t) for t in ("Deeply concerned at", "Having considered", "Takes note", "The States")]
    [True, True, False, False]
    >>> [is_preambular(t) for t in ("*Recalling* that", "recalling that")]
    [True, False]
    """
    return text[:1].isupper() | (text[:1] in "*_") and _openers("preambular").match(text) is not None


def is_operative(text: str) -> bool:
    """Whether words open with a verb of the organ.

    >>> [is_operative(t) for t in ("Takes note of", "Also strongly condemns", "Once again urges", "Taking note")]
    [True, True, True, False]
    """
    return _openers("operative").match(text) is not None
