"""Names of a whole class that the words round them make the name of some of it: "those States", "States concerned".

Reads: the names of a text. Writes: whether the class is meant by a name, and which words name the parties to an
instrument, whom the instrument tells.
"""

from functools import lru_cache

from lod.annotate.names.find import Name
from lod.annotate.names.resolve import PARTIES_TO
from lod.data.authorities import groups
from lod.data.instruments import find_instrument_names
from lod.data.phrases import Phrase

_CLASS = Phrase("names.bare_class")
_BEFORE = Phrase("names.class_limited_before")
_BEHIND = Phrase("names.class_limited_behind")
_SOME_OF = Phrase("names.some_of")
_SOME_OF_BEHIND = Phrase("names.some_of_behind")
_ATTRIBUTIVE = Phrase("names.attributive")
_TO_NAMED = Phrase("names.parties_to_named")
#: How far words stand that limit a class, and how long a name of an instrument is at most.
_NEAR, _LONGEST = 24, 260


def is_class(text: str, name: Name) -> bool:
    """Whether a name is that of everybody of a kind: "States", "donors"."""
    return _is_class(text[name.start : name.end])


@lru_cache(maxsize=4096)  # few words are asked for often
def _is_class(words: str) -> bool:
    return _CLASS.fullmatch(words) is not None


def is_limited(text: str, name: Name) -> bool:
    """Whether the words beside the name of a class make it some of its members.

    >>> text = "Welcomes what those States and States members of the Union did for all States"
    >>> [is_limited(text, Name(at, at + 6, "actor/states")) for at in (20, 31, 71)]
    [True, True, False]
    """
    if _BEFORE.search(text, max(0, name.start - _NEAR), name.start):
        return True
    return _BEHIND.match(text, name.end, name.end + _NEAR * 2) is not None


def means_no_group(text: str, name: Name) -> bool:
    """Whether the words beside the name of a group make it some of its members, whom nothing tells, or another thing.

    >>> text = "Welcomes what several African countries did for all African countries"
    >>> [means_no_group(text, Name(at, at + 17, "actor/african-countries")) for at in (22, 52)]
    [True, False]
    >>> means_no_group("the safety of media workers", Name(14, 19, "actor/media"))
    True
    """
    if name.path not in groups():
        return False
    is_some = _SOME_OF.search(text, max(0, name.start - _NEAR), name.start) or _SOME_OF_BEHIND.match(text, name.end)
    return (is_some or _ATTRIBUTIVE.match(text, name.start)) is not None


def parties_end(text: str, name: Name) -> int | None:
    """Where the words end that say to which instrument States are parties; None where nothing says so.

    >>> text = "States parties to the Paris Agreement and States parties to those treaties"
    >>> parties_end(text, Name(0, 14, None)), parties_end(text, Name(42, 56, None))
    (37, None)
    """
    to = _TO_NAMED.match(text, name.end) if text[name.end - 7 : name.end].lower() == "parties" else None
    if to is None:
        return None
    behind = text[to.end() : to.end() + _LONGEST]
    if full := next((end for start, end in find_instrument_names(behind) if start == 0), None):
        return to.end() + full
    short = PARTIES_TO.match(text, name.end - len("parties"))
    return short.end("short") if short else None
