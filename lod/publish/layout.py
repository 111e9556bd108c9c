"""Which files a publication has: all forms of everything, or pages and Turtle alone.

Hosts that cost nothing stop at 20,000 files. What stands beside a page in another form holds what its page or its
Turtle holds, and stands in the dumps too.
"""

from collections.abc import Mapping
from enum import StrEnum


class Layout(StrEnum):
    """What a build publishes of the forms that it can make."""

    FULL = "full"
    COMPACT = "compact"  # pages and Turtle of things; each dump once

    def publishes(self, path: str) -> bool:
        """Whether a publication has a file at a path, if a build makes one for it.

        >>> [Layout.COMPACT.publishes(f"A/RES/68/230.{form}") for form in ("html", "ttl", "jsonld", "marc.xml")]
        [True, True, False, False]
        >>> Layout.FULL.publishes("A/RES/68/230.jsonld"), Layout.COMPACT.publishes("data/dataset.jsonld")
        (True, True)
        """
        if path in _OF_THE_SITE or path.startswith(_OF_THE_WHOLE):
            return path not in _LEFT_OUT[self]
        return self.has_form(path)

    def has_form(self, suffix: str) -> bool:
        """Whether things have files whose names end so.

        >>> Layout.FULL.has_form(".dc.xml"), Layout.COMPACT.has_form(".dc.xml")
        (True, False)
        """
        return not suffix.endswith(_LEFT_OUT[self])

    @property
    def has_session_dumps(self) -> bool:
        """Whether sessions have dumps of their own."""
        return self is Layout.FULL


#: Files of the site whose names end as forms of things do, and folders where all files are of the whole.
_OF_THE_SITE = frozenset(("context.jsonld", "llms.txt", "robots.txt"))
_OF_THE_WHOLE = ("data/", "assets/", "search/", "resourcesync/", ".well-known/")
#: No page leads to the description of one resolution in BIBFRAME, and no server gives it: it stands in its dump.
_GATHERED = (".bibframe.nt",)
#: What names of files end with that a layout does not have, and whole names.
_LEFT_OUT: Mapping[Layout, tuple[str, ...]] = {
    Layout.FULL: _GATHERED,
    Layout.COMPACT: (
        *_GATHERED,
        *(".jsonld", ".nt", ".txt", ".marc.xml", ".marc-un.xml", ".mods.xml", ".dc.xml"),
        *(".json", ".csv", ".ics"),
        "data/unpublished.jsonld",
    ),
}
