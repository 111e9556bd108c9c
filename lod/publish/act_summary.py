"""Summary of an act for lists: a few of its own words, since "requests" alone tells a reader nothing."""

from collections.abc import Iterable

from lod.data.phrases import Phrase
from lod.model.annotations import Act, Mention

LONGEST = 120  # characters of a gist
_FEWEST = 12  # what is left behind an addressee is too little to tell, below so many characters
_LOOSE = " \t,;:.，；。،؛、"
_LOOSE_END = Phrase("summaries.loose_end")


def gist(act: Act, addressed: Iterable[Mention] = (), longest: int = LONGEST) -> str:
    """The first words of what the act says, behind its verb and those whom it addresses.

    Where the addressees stand at the end ("Requests that ... be submitted by the Secretary-General"), the words begin
    behind the verb.
    """
    said = own_words(act, addressed) or act.span.printed[_behind_verb(act) :].strip(_LOOSE)
    return first_words(said, longest)


def own_words(act: Act, addressed: Iterable[Mention]) -> str:
    """What an act says behind its verb and those whom it addresses; "" where that is too little to tell anything."""
    ends = [m.span.end - act.span.start for m in addressed if m.span.place == act.span.place]
    after = max([_behind_verb(act), *(end for end in ends if end <= len(act.span.printed))])
    said = act.span.printed[after:].strip(_LOOSE)
    return said if len(said) >= _FEWEST else ""


def _behind_verb(act: Act) -> int:
    return max(act.verb_span.end - act.span.start, 0)


def first_words(text: str, longest: int = LONGEST) -> str:
    """The beginning of a text, cut where a word ends; whole where it is short.

    >>> first_words("to submit a report on the state of rivers", 27)
    'to submit a report …'
    >>> first_words("to act"), first_words("国" * 100, 3)
    ('to act', '国国国…')
    """
    if len(text) <= longest:
        return text
    words, space, _ = text[: longest + 1].rpartition(" ")
    return f"{_LOOSE_END.sub('', words).rstrip(_LOOSE)} …" if space else f"{text[:longest]}…"
