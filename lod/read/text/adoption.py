"""Adoption and votes below a text: "[Adopted without a vote.]", and the roll-call of a council.

Reads: the lines behind the closing line. Writes: what `lod.model.resolution.Record` holds of votes; the words
stay in the tree.
"""

import re
from collections.abc import Iterator, Sequence

from lod.data.phrases import Phrase
from lod.model.resolution import Ballot, Finding, Outcome, Record, Severity
from lod.read.text.draft_head import split_names
from lod.read.text.lines import BODY, Line

WITHOUT_VOTE = Phrase("votes.without")
#: How a text tells in brackets that it was adopted.
TOLD = Phrase("votes.told")
#: How a recorded vote is told in English, French and Spanish.
_RECORDED = (Phrase("votes.recorded"), Phrase("votes.recorded_fr"), Phrase("votes.recorded_es"))
_FAVOURING, _OPPOSING = Phrase("votes.favouring"), Phrase("votes.opposing")
_COUNTED = Phrase("votes.counted")
_GROUP = Phrase("votes.group")
_ONE = Phrase("votes.one")
_NOBODY = Phrase("votes.nobody")
#: A hyphen at a line's end, amid a word: "ab- stentions".
_BROKEN = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad] (?=[a-zà-ÿ])")


def find_adoption(lines: Sequence[Line]) -> tuple[Record, tuple[Finding, ...]]:
    """The outcome and the ballots that the lines behind the text tell; a finding where the count is another."""
    words = " ".join([line.text for line in lines if line.kind is BODY])
    words = _BROKEN.sub("", words) if "- " in words or "\u00ad " in words else words
    if WITHOUT_VOTE.search(words):
        return Record(outcome=Outcome.WITHOUT_VOTE), ()
    if told := _COUNTED.search(words):
        return _counted(told)
    told = next(filter(None, (form.search(words) for form in _RECORDED)), None)
    if not told:
        return Record(), ()
    ballots = tuple(_ballots(words[told.end() :]))
    outcome = Outcome.RECORDED_VOTE if told["recorded"] or ballots else Outcome.NON_RECORDED_VOTE
    return Record(outcome=outcome, ballots=ballots), tuple(_miscounted(told, ballots))


def _counted(told: "re.Match[str]") -> tuple[Record, tuple[Finding, ...]]:
    """What the Security Council's line tells: it names who voted against and who abstained."""
    groups = (("against", told["opposed"]), ("abstaining", told["abstained"]))
    ballots = tuple(Ballot(name, vote) for vote, names in groups for name in split_names(names or ""))
    return Record(outcome=Outcome.RECORDED_VOTE if ballots else Outcome.NON_RECORDED_VOTE, ballots=ballots), ()


def _ballots(words: str) -> Iterator[Ballot]:
    for group in _GROUP.finditer(words):
        vote = "inFavour" if _FAVOURING.match(group["vote"]) else "abstaining"
        vote = "against" if _OPPOSING.match(group["vote"]) else vote
        if not _NOBODY.fullmatch(group["names"]):
            for name in split_names(group["names"]):
                yield Ballot(name, vote)


def _miscounted(told: "re.Match[str]", ballots: Sequence[Ballot]) -> Iterator[Finding]:
    """Where the lists name more or fewer States than the sentence says."""
    for group, vote in (("favour", "inFavour"), ("against", "against"), ("abstaining", "abstaining")):
        number = (told[group] or "").lower()
        said = int(number) if number.isdecimal() else int(bool(_ONE.fullmatch(number)))
        listed = sum(ballot.vote == vote for ballot in ballots)
        if ballots and said != listed:
            what = f"{said} votes are told as {vote!r}, and {listed} States are listed"
            yield Finding("reader.votes", Severity.WARNING, what, mend="compare with the printed page")
