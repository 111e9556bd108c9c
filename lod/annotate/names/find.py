"""Names of actors, countries and funds in running text, by one automaton over the authority tables.

Recognition finds: the longest name at a place, whole words only. Resolution settles: a name that two authorities claim
leads to none.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from lod.data.authorities import Authorities, Authority, load_authorities
from lod.data.phrases import Phrase
from lod.model.typography import plain_signs

_ARTICLE = Phrase("names.article")
_IN_TITLES = Phrase("names.in_titles")
_TITLE_BEFORE = Phrase("names.title_before")
_TITLE_BEHIND = Phrase("names.title_behind")
_COUNTRY_GOES_ON = Phrase("names.country_goes_on")
_SHARED_TITLE = Phrase("names.shared_title")
_OF_ANOTHER = Phrase("names.of_another")
#: How far back the words of a title are read.
_TITLE = 120
#: Labels that are too short or too common a word to be looked for in running text.
_SHORTEST = 3


class Name(Struct, frozen=True, gc=False):
    """A name in a text [start:end), and the path of what it names; None where several things bear it."""

    start: int
    end: int
    path: str | None


class Names:
    """All names of the authority tables, ready to be found."""

    def __init__(self, authorities: Authorities) -> None:
        self._exact: dict[str, str | None] = {}
        patterns: dict[str, str | None] = {}
        capitals: set[str] = set()
        for authority in authorities:
            for text in _spellings(authority):
                _claim(self._exact, _key(text), authority.path)
                for pattern in _cases(text):
                    _claim(patterns, pattern, authority.path)
                    capitals.update({pattern} if pattern != _plain(text) else ())
        self._paths = tuple(patterns.values())
        self._capitals = tuple(pattern in capitals for pattern in patterns)
        self._in_titles = tuple(_IN_TITLES.fullmatch(pattern) is not None for pattern in patterns)
        self._goes_on = tuple(_going_on(pattern, path) for pattern, path in patterns.items())
        self._reach = max(map(len, patterns), default=0) + 2  # with what shows that a name goes on
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> tuple[Name, ...]:
        """The names of a text in their order, leftmost-longest, without overlap."""
        words = _plain(text)
        found = [
            Name(start, end, self._paths[index])
            for index, start, end in self._automaton.find_matches_as_indexes(words)
            if _is_whole(words, start, end) and not self._is_of_title(index, words, start, end)
        ]
        return tuple(found)

    def _is_of_title(self, index: int, text: str, start: int, end: int) -> bool:
        """Whether a name is a part of a longer one: "Conference on the Least Developed | Countries", "United States |
        dollars"."""
        goes_on = self._goes_on[index]
        if goes_on is not None and goes_on.match(text, end):
            return True
        if self._capitals[index]:
            return not _opens(text, start) or _GOES_ON.match(text, end) is not None
        if not self._in_titles[index]:
            return False
        before = text[max(0, start - _TITLE) : start]
        return (_TITLE_BEFORE.search(before) or _TITLE_BEHIND.match(text, end)) is not None

    def first(self, text: str, start: int, end: int) -> Name | None:
        """The name with which text[start:end) begins, by its place from there; what stands far behind is not read."""
        found = self.find(text[start : min(end, start + self._reach)])
        return found[0] if found and found[0].start == 0 else None

    def resolve(self, words: str) -> str | None:
        """The path of what some words name as a whole, whatever their article and case; one candidate or None."""
        key = _key(words)
        if key in self._exact:
            return self._exact[key]
        return self._exact.get(_key(_ARTICLE.sub("", words)))


def _going_on(pattern: str, path: str | None) -> Phrase | None:
    """How a name goes on where it is part of a longer one: that of a country, or a title that other bodies have too."""
    if (path or "").startswith("country/"):
        return _COUNTRY_GOES_ON
    return _OF_ANOTHER if _SHARED_TITLE.fullmatch(pattern) else None


@cache
def load_names() -> Names:
    """The names of the package's authority tables."""
    return Names(load_authorities())


def _spellings(authority: Authority) -> Iterable[str]:
    return (label.text for label in authority.labels if label.language == "en" and len(label.text) >= _SHORTEST)


def _cases(text: str) -> Iterable[str]:
    """A name as it may be printed: group names may open a sentence, other names keep their capitals."""
    name = _plain(text)
    yield name
    if name[0].islower():
        yield name[0].upper() + name[1:]


def _plain(text: str) -> str:
    """A text with plain signs and straight apostrophes, letter for letter."""
    return text if text.isascii() else plain_signs(text).replace("’", "'").replace("‘", "'")


def _claim(table: dict[str, str | None], key: str, path: str) -> None:
    """One candidate or none: what two things claim leads to neither."""
    table[key] = path if table.get(key, path) == path else None


@lru_cache(maxsize=4096)  # few words are asked for often
def _key(words: str) -> str:
    key = " ".join(_plain(words).split()).casefold()
    if not key.isascii():  # "COTE D'IVOIRE", "TÜRKİYE": capitals lose their accents or gain a dot
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    return key.removeprefix("the ")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether [start:end) is a name of its own: no part of a word, a hyphenated word or a longer proper name."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before == "-" or after.isalnum() or (after == "-" and text[end + 1 : end + 2].isalpha()):
        return False
    return not text.endswith(_LONGER_NAMES, 0, start)


def _opens(text: str, start: int) -> bool:
    """Whether a place is where a sentence, a point, a title or words in brackets begin."""
    before = text[max(0, start - 4) : start].rstrip()[-1:]
    return not (before.isalnum() or before in _AMID)


#: Signs behind which a sentence goes on, as behind a letter: "Women, | Children and Adolescents".
_AMID = (",", "-", "'", "/", "&")
#: What makes a group's name in capitals a part of a proper name: "Media | Division".
_GOES_ON = re.compile(r" [A-Z]")
#: Words before a country's name that make it another thing's: "South Georgia", "River Jordan", "New Guinea".
_LONGER_NAMES = (
    "South ", "North ", "Northern ", "Southern ", "New ", "River ", "Gulf of ", "Sea of ", "Lake ", "American ",
)  # fmt: skip
