"""Classification of noun phrases by their head noun: somebody who can act, or a thing.

"Encourages the engagement of rating agencies" addresses nobody; "encourages organizations engaged in ..." does.
"""

from functools import lru_cache

from lod.data.phrases import Phrase

_HEAD = Phrase("noun_phrases.head")
_ADJECTIVES = Phrase("noun_phrases.adjectives")
_THING = Phrase("noun_phrases.thing")
_PARTICIPLE = Phrase("noun_phrases.participle")
_ADJECTIVE = Phrase("noun_phrases.adjective")
_ACTOR = Phrase("noun_phrases.actor")
_TEXT = Phrase("noun_phrases.text")
_COLLECTIVE = Phrase("noun_phrases.collective")
_SOMEBODY = Phrase("noun_phrases.somebody")
_ONE = Phrase("noun_phrases.one")
_OF_PEOPLE = Phrase("noun_phrases.of_people")
_CLAUSE = Phrase("noun_phrases.clause")
_ALONE = Phrase("noun_phrases.alone")
LEADING = Phrase("noun_phrases.leading")
_AND_OR = Phrase("noun_phrases.and_or")
_DOING = Phrase("noun_phrases.doing")
_GERUND = Phrase("noun_phrases.gerund")


@lru_cache(maxsize=4096)  # few words are asked for often, here as below
def is_nobody(words: str) -> bool:
    """Whether words that stand between commas name nobody: one noun or adjective alone, "a" thing, or a clause.

    >>> [is_nobody(words) for words in ("accordingly", "flag", "a response", "emphasize that aid", "plan was lost")]
    [True, True, True, True, True]
    >>> [is_nobody(words) for words in ("academia", "donors", "the Board", "a panel of experts", "UNICEF")]
    [False, False, False, False, False]
    """
    if found := _ONE.match(words):
        return not _OF_PEOPLE.search(found["rest"])
    return is_bare(words) or _CLAUSE.search(words) is not None


@lru_cache(maxsize=4096)
def is_somebody(words: str) -> bool:
    """Whether the head of a noun phrase is a body by name, or bodies or people in the plural.

    >>> [is_somebody(words) for words in ("relevant organizations of the South", "Parties", "civil society")]
    [True, True, True]
    >>> [is_somebody(words) for words in ("further comments", "the engagement of donors", "contributions")]
    [False, False, False]
    """
    run = _HEAD.match(words)
    names = _PARTICIPLE.sub("", run["run"]).split() if run else []
    if not names:
        return False
    return names[-1][0].isupper() or _SOMEBODY.fullmatch(names[-1]) is not None


def is_bare(words: str) -> bool:
    """Whether words are one noun or adjective, not in the plural, that names no people.

    >>> [is_bare(words) for words in ("flag", "humanitarian", "mine-", "donors", "academia")]
    [True, True, True, False, False]
    """
    alone = _ALONE.fullmatch(words)
    return alone is not None and not _COLLECTIVE.fullmatch(alone["word"])


def without_lead(words: str) -> str:
    """Words without the conjunction and article before them."""
    return LEADING.sub("", words, count=1)


def is_no_actor(words: str) -> bool:
    """Whether words name nobody, or things that a conjunction joins.

    >>> [is_no_actor(words) for words in ("flag", "sustainable cities", "interdependence and fair burden-sharing")]
    [True, True, True]
    >>> [is_no_actor(words) for words in ("development and trading partners", "donors", "donors and support")]
    [False, False, False]
    """
    first, *others = _AND_OR.split(words)
    if is_thing(words) or is_nobody(words):
        return True
    return bool(others) and is_thing(first) and not any(is_somebody(other) for other in others)


@lru_cache(maxsize=4096)
def is_thing(words: str) -> bool:
    """Whether a noun phrase names a thing, not somebody.

    >>> [is_thing(words) for words in ("the engagement of rating agencies", "greater private sector participation")]
    [True, True]
    >>> [is_thing(words) for words in ("relevant organizations", "States requesting aid", "existing and new donors")]
    [False, False, False]
    """
    if _DOING.match(words):
        return True
    run = _HEAD.match(_ADJECTIVES.sub("", words, count=1))
    names = _PARTICIPLE.sub("", run["run"]).split() if run else []
    if names and _TEXT.fullmatch(names[-1]):
        return True
    if not names or names[-1][:1].isupper() or _ACTOR.fullmatch(names[-1]) or names[-2:] == ["special", "procedures"]:
        return False
    if _GERUND.fullmatch(names[-1]):
        return not _ADJECTIVE.fullmatch(names[-1]) and not any(
            name[:1].isupper() or name.endswith("s") for name in names[:-1]
        )
    return _THING.fullmatch(names[-1]) is not None
