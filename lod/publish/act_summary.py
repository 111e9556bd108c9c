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
    after_verb = max(act.verb_span.end - act.span.start, 0)
    ends = [m.span.end - act.span.start for m in addressed if m.span.place == act.span.place]
    after = max([after_verb, *(end for end in ends if end <= len(act.span.printed))])
    said = act.span.printed[after:].strip(_LOOSE)
    if len(said) < _FEWEST:
        said = act.span.printed[after_verb:].strip(_LOOSE)
    return first_words(said, longest)


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
