"""Parts that the patterns of every rules file may name in braces: {month}, {ordinal_words}."""

from collections.abc import Mapping
from functools import cache

from lod.data.calendar import load_months
from lod.data.ordinals import ordinal_pattern


@cache
def shared_fragments() -> Mapping[str, str]:
    """The shared parts by name; a file's own [fragments] may give others, or the same name another meaning.

    >>> shared_fragments()["month"][:22]
    '(?:January|February|Ma'
    """
    months = "|".join(load_months()["en"])
    return {"month": f"(?:{months})", "ordinal_words": ordinal_pattern()}
