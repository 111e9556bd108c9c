"""Resolution of names to entities: by the tables, as a class with a qualifier, or as a short form of an earlier name.

Recognition found the words; resolution settles them: one candidate or none. A group that is described is a thing of
its own words ("all countries in a position to do so"); a short form that nothing settles ("the Committee") is not: it
keeps its words and leads nowhere.
"""

from collections.abc import Sequence

from msgspec import Struct

from lod.annotate.names.find import Name, Names
from lod.data.phrases import Phrase
from lod.model.iris import slug

GROUP = "actor/group/"
_PRONOUNS = frozenset({"them", "it", "him", "her", "those", "these", "others", "both"})
_LIMITS = Phrase("names.limits")
_LIMITS_BEHIND = Phrase("names.limits_behind")
_FUNDS_AND_PROGRAMMES = Phrase("names.funds_and_programmes")
_GOVERNMENT = Phrase("names.government")
_KIND = Phrase("names.kind")
_UNITED_NATIONS = Phrase("names.united_nations")
_HEAD_END = Phrase("names.head_ends")


class Resolver(Struct, frozen=True):
    """What the words of one resolution are settled by: the tables, what it names in full, and who adopted it."""

    names: Names
    named: tuple[tuple[str, str], ...]  # (words, path), each once
    own: str  # the path of the adopting organ
    session: int | None = None  # the Assembly's, in which it was adopted

    def resolve(self, words: str, before: Sequence[tuple[str, str]] = ()) -> str | None:
        """The path of what words name; `before` are the names in full that stand before them in the paragraph."""
        if (path := self._by_table(words)) is not None:
            return path
        if words[:1].isupper() and len(words.split()) <= 5:
            return self._by_full_name(words, before)
        return None

    def entity(self, words: str, before: Sequence[tuple[str, str]] = ()) -> str | None:
        """The same, or the group that the words describe; None for a pronoun, and a short form that nothing settles."""
        if (path := self.resolve(words, before)) is not None:
            return path
        return None if words.lower() in _PRONOUNS or _KIND.fullmatch(words) else f"{GROUP}{slug(words)}"

    def funds(self) -> list[tuple[str, str]]:
        """The funds that the resolution names: (words, path)."""
        return [(words, path) for words, path in self.named if path.startswith("fund/")]

    def _by_table(self, words: str) -> str | None:
        if (path := self.names.resolve(words)) is not None:
            return path
        if _FUNDS_AND_PROGRAMMES.fullmatch(words):
            return "actor/funds-and-programmes"
        if state := _GOVERNMENT.fullmatch(words):
            path = self.names.resolve(state["state"])
            return path if path and path.startswith("country/") else None
        bare = _LIMITS_BEHIND.sub("", _LIMITS.sub("", words, count=1))
        return self.names.resolve(bare) if bare != words else None

    def _by_full_name(self, words: str, before: Sequence[tuple[str, str]]) -> str | None:
        """The last name before the words that they shorten, else the only one in the resolution.

        "The Assembly" in its own resolution is the organ itself; others are named in full.
        """
        if words.lower() == self.own.rpartition("-")[2]:
            return self.own
        actors = (pair for pair in reversed(before) if not pair[1].startswith("fund/"))
        last = next((path for full, path in actors if is_short_of(words, full)), None)
        if last is not None:
            return last
        paths = {path for full, path in self.named if not path.startswith("fund/") and is_short_of(words, full)}
        if not paths:
            return _HOME.get(words)
        return paths.pop() if len(paths) == 1 else None


#: What short forms mean where nothing else of their kind is named: the Charter's own words.
_HOME = {"Secretariat": "actor/secretariat", "Organization": "actor/united-nations"}


def is_short_of(words: str, full: str) -> bool:
    """Whether words shorten a full name: they are its head, its head's end, or its beginning.

    >>> is_short_of("Commission", "Peacebuilding Commission"), is_short_of("Secretariat", "Office of the Secretariat")
    (True, False)
    >>> is_short_of("Office of the High Commissioner", "Office of the United Nations High Commissioner for Refugees")
    True
    """
    name, short = (_UNITED_NATIONS.sub("", text) for text in (full, words))
    head = _HEAD_END.split(name, maxsplit=1)[0]
    return len(full) > len(words) and (f" {head}".endswith(f" {short}") or f"{name} ".startswith(f"{short} "))


def named_in_full(text: str, names: Sequence[Name]) -> list[tuple[str, str]]:
    """(words, path) of the names of a text that have several words, in its order."""
    found = ((text[name.start : name.end], name.path) for name in names)
    return [(words, path) for words, path in found if path and " " in words]
