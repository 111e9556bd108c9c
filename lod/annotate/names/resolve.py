"""Resolution of names to entities: by the tables, as a class with a qualifier, or as a short form of an earlier name.

Recognition found the words; resolution settles them: one candidate or none. A group that is described is a thing of
its own words where they define it alone ("donors of the region of the Great Lakes"), whatever stands before them that
does not ("all", "relevant") and in whatever order and spelling. Words that only their text fills are none of these
("those States", "parties that have not done so", "parties to the Convention"): they are settled by what the text
names, as a short form is ("the Committee"), or keep their words and lead nowhere.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from lod.annotate.names.find import Name, Names
from lod.data.authorities import load_authorities
from lod.data.instruments import find_instrument_names, load_instruments
from lod.data.phrases import Phrase
from lod.model.iris import slug

GROUP = "actor/group/"
#: Pronouns that no phrase has; the others are among those of `names.depends`.
_PRONOUNS = frozenset({"them", "him"})
_LIMITS = Phrase("names.limits")
_LIMITS_BEHIND = Phrase("names.limits_behind")
_FUNDS_AND_PROGRAMMES = Phrase("names.funds_and_programmes")
_GOVERNMENT = Phrase("names.government")
_KIND = Phrase("names.kind")
_UNITED_NATIONS = Phrase("names.united_nations")
_HEAD_END = Phrase("names.head_ends")
_OTHER = Phrase("names.other")
_POINTED = Phrase("names.pointed")
_DEPENDS = Phrase("names.depends")
PARTIES_TO = Phrase("names.parties_to")
_OF_BODY = Phrase("names.of_body")
_THOSE_THAT = Phrase("names.those_that")
_BROKEN = Phrase("names.broken")
_MISPRINTS = Phrase("names.misprints")
_PARTIES = Phrase("names.parties")
_ORDER = Phrase("names.order")
_SAID = Phrase("names.said")
_ABLE = Phrase("names.able")


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

    def entity(
        self, words: str, before: Sequence[tuple[str, str]] = (), texts: Callable[[], Iterable[str]] = tuple[str]
    ) -> str | None:
        """The same, or the group that the words describe; None where nothing settles what they leave to their text.

        `texts` are what stands before them, the nearest first.
        """
        words = well_spelled(words)
        if (path := self.resolve(words, before)) is not None:
            return path
        if pointed := _POINTED.match(words):  # "that Division"
            return self.resolve(words[pointed.end() :], before)
        if (to := PARTIES_TO.search(words)) and (full := _meant_instrument(to["short"], texts())):
            words = f"{words[: to.start('short')]}{full}{words[to.end('short') :]}"
        if (of := _OF_BODY.search(words)) and self.names.resolve(of["short"]) is None:
            full = load_authorities().name_of(self._by_full_name(of["short"], before) or "")
            words = f"{words[: of.start('short')]}{full}" if full else words
        name = group_name(words)
        return None if self._leans(name) else self.resolve(name, before) or f"{GROUP}{slug(name)}"

    def _leans(self, name: str) -> bool:
        """Whether words mean nobody apart from their text: pronouns, kinds, "the parties concerned", "other States"."""
        if name.lower() in _PRONOUNS or _KIND.fullmatch(name) or _DEPENDS.search(name):
            return True
        return _OTHER.match(name) is not None

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
        bare = _LIMITS_BEHIND.sub("", _LIMITS.sub("", words))
        path = self.names.resolve(bare) if bare != words else None
        return path if path or not (other := _OTHER.match(bare)) else self._other(bare[other.end() :])

    def _other(self, words: str) -> str | None:
        """The class of which others are named: a kind that takes in anybody, never all of some States."""
        path = self.names.resolve(_LIMITS.sub("", words))
        known = load_authorities().get(path) if path else None
        return path if known and "ActorGroup" in known.types and known.actor_type != "state-group" else None

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


@lru_cache(maxsize=4096)  # few words are asked for often, here as below
def well_spelled(words: str) -> str:
    """Words without the faults of a line's end and of a hand: "Secretary General", "State parties", "non- State".

    >>> well_spelled("non- governmental organizations"), well_spelled("State parties to the Paris Agreement")
    ('non-governmental organizations', 'States parties to the Paris Agreement')
    """
    words = _BROKEN.sub("-", " ".join(words.replace("\u2011", "-").split()))
    for right, phrase in (("-", _MISPRINTS), ("States parties", _PARTIES)):
        words = phrase.sub(right, words)
    return words


@lru_cache(maxsize=4096)
def group_name(words: str) -> str:
    """What to call a group, whatever its words take in and however they are ordered.

    >>> group_name("all relevant regional and international organizations")
    'international and regional organizations'
    >>> group_name("those States that possess such arms"), group_name("those States")
    ('States that possess such arms', 'those States')
    """
    name = _ABLE.sub("in a position", _LIMITS.sub("", well_spelled(words)))
    if (those := _THOSE_THAT.match(name)) is not None:
        name = name[those.end() :]
    if (other := _OTHER.match(name)) and not _STATES.search(name, other.end()):
        name = _LIMITS.sub("", name[other.end() :])
    return _ORDER.sub(_ordered, name, count=1)


_STATES = Phrase("names.states")
#: What the members of a coordination share, as it stands in a path: see `lod.annotate.acts.addressees.with_tails`.
_SHARED = Phrase("names.shared_in_path")


def _ordered(found: re.Match[str]) -> str:
    """Adjectives that a conjunction joins, by the alphabet: "international, national and regional"."""
    first, *others = sorted(found["adjectives"].replace(", and ", ", ").replace(" and ", ", ").split(", "))
    return " and ".join([", ".join([first, *others[:-1]]), others[-1]])


def name_of_group(path: str, words: str) -> str:
    """What to call the group at a path whose words were printed: "parties to the Convention" are of the one meant.

    >>> name_of_group("actor/group/bodies-within-the-united-nations-system", "relevant bodies")
    'bodies within the United Nations system'
    >>> name_of_group("actor/group/united-nations-offices", "offices")
    'United Nations offices'
    """
    name, tail = group_name(words), path.removeprefix(GROUP)
    if shared := _SHARED.fullmatch(tail.replace(slug(name), "", 1)) if slug(name) != tail else None:
        system = shared[0].replace("-", " ").replace("united nations", "United Nations")
        return f"{name}{system}" if tail.startswith(slug(name)) else f"{system}{name}"
    if slug(name) == tail:
        return name
    if of := _OF_BODY.search(name):
        bodies = (known.name for known in load_authorities() if is_short_of(of["short"], known.name))
        made = (f"{name[: of.start('short')]}{full}" for full in bodies)
        return next((full for full in made if slug(full) == tail), name)
    if not (to := PARTIES_TO.search(name)):
        return name
    rest = len(name) - to.end("short")
    fitting = (full for full in _instruments() if is_short_of(to["short"], full))
    made = (f"{name[: to.start('short')]}{full}{name[len(name) - rest :]}" for full in fitting)
    return next((full for full in made if slug(full) == tail), name)


@cache
def _instruments() -> tuple[str, ...]:
    return tuple(label for row in load_instruments() for label in row.labels)


def called_at(text: str, end: int) -> str | None:
    """What a text says that the thing is called whose name ends there.

    >>> called_at("the Rivers Treaty (“the Treaty”)", 17)
    'Treaty'
    """
    said = _SAID.match(text, end)
    return said["short"] if said else None


def _meant_instrument(short: str, texts: Iterable[str]) -> str | None:
    """The instrument that a short form means: the one of which a text says so ("the Rivers Treaty (“the Treaty”)"),
    else the last in the same paragraph, else the only one that is named before."""
    found: list[str] = []
    here: str | None = None
    for number, text in enumerate(texts):
        for start, end in find_instrument_names(text):
            if is_short_of(short, text[start:end]):
                found.append(text[start:end])
                if called_at(text, end) == short:
                    return text[start:end]
        here = found[-1] if number == 0 and found else here
    return here or (found[0] if len(set(found)) == 1 else None)


#: What short forms mean where nothing else of their kind is named: the Charter's own words.
_HOME = {"Secretariat": "actor/secretariat", "Organization": "actor/united-nations"}


@lru_cache(maxsize=16384)
def is_short_of(words: str, full: str) -> bool:
    """Whether words shorten a full name: they are its head, its head's end, or its beginning.

    >>> is_short_of("Commission", "Peacebuilding Commission"), is_short_of("Secretariat", "Office of the Secretariat")
    (True, False)
    >>> is_short_of("Office of the High Commissioner", "Office of the United Nations High Commissioner for Refugees")
    True
    """
    name, short = (_UNITED_NATIONS.sub("", text) for text in (full, words))
    head = _HEAD_END.split(name)[0]
    return len(full) > len(words) and (f" {head}".endswith(f" {short}") or f"{name} ".startswith(f"{short} "))


def named_in_full(text: str, names: Sequence[Name]) -> list[tuple[str, str]]:
    """(words, path) of the names of a text that have several words, in its order."""
    found = ((text[name.start : name.end], name.path) for name in names)
    return [(words, path) for words, path in found if path and " " in words]
