"""Reports asked for, and the documents that answer them: found by citation in the same series.

Reads: what a resolution asks to be reported to the Assembly, and which reports a later text of its series takes up with
their symbols. A document answers a request where its author is who was asked, its symbol is of the session for which
the report is due, the text that takes it up was adopted in that session, and nothing else could be meant: the words
name the asking resolution, or its paragraph, or one request and one report are left and their subjects agree. One
candidate or none. Data: `lod/data/phrases/answers.toml`.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.data.phrases import Phrase
from lod.review.mandates.reports import AskedReport, ReportsOf, TakenReport, session_of_document

TELLING = Phrase("answers.telling")
_OWED = Phrase("answers.owed")
_OWN = Phrase("answers.own")
_OFFICE_OF = Phrase("answers.office_of")
_ADDENDUM = Phrase("answers.addendum")
#: A report's words are those of a request where they share so many with it, and with no other half of them.
_FEWEST = 2


class Answer(Struct, frozen=True):
    """The document that answers a request, and the citation that shows it."""

    act: str
    symbol: str  # of the document
    by: str  # symbol of the later resolution
    citation: str  # place in the later resolution


def find_answers(asking: ReportsOf, later: Iterable[ReportsOf]) -> Iterator[Answer]:
    """The answers to a resolution's requests in later texts of its series, in the order of its acts."""
    by_session: dict[str, list[ReportsOf]] = {}
    for text in later:
        by_session.setdefault(text.session, []).append(text)
    for act in asking.asked:
        found = [answer for text in by_session.get(act.session, ()) if (answer := _answer(act, asking, text))]
        if len({answer.symbol for answer in found}) == 1:
            yield found[0]


def _answer(act: AskedReport, asking: ReportsOf, text: ReportsOf) -> Answer | None:
    """What a later text shows to answer an act; None where nothing or more than one thing may be meant."""
    own = [named for taken in text.taken if (named := _by_author(taken, act))]
    taken = [report for report in own if session_of_document(report.symbol) == act.session]
    rivals = [other for other in asking.asked if _is_rival(other, act)]
    owed = _owed(taken, act, asking, rivals)
    fit = _nearest(owed or [report for report in taken if _fits(report, act, rivals, asking)], act, asking)
    if fit is None or (not owed and len({_whole(report) for report in taken}) > 1 and not _told(fit)):
        return None
    return Answer(act.place, fit.symbol, text.symbol, fit.citation)


def _owed(
    taken: Sequence[TakenReport], act: AskedReport, asking: ReportsOf, rivals: Sequence[AskedReport]
) -> list[TakenReport]:
    """The reports that were submitted, by their words, because the resolution asks for them: this paragraph of it."""
    owed = [report for report in taken if _OWED.search(report.words) and _is_named(asking.symbol, report)]
    named = [report for report in owed if act.paragraph in report.paragraphs_of(asking.symbol)]
    if named:
        return named if sum(rival.paragraph == act.paragraph for rival in rivals) == 1 else []
    return [report for report in owed if len(rivals) == 1 and not report.paragraphs_of(asking.symbol)]


def _is_named(symbol: str, report: TakenReport) -> bool:
    return any(one.symbol == symbol for one in report.names)


def _nearest(fit: Sequence[TakenReport], act: AskedReport, asking: ReportsOf) -> TakenReport | None:
    """The one document of several that may be meant: that alone, or whose words are the request's own; None for none.

    A document and its addenda are one.
    """
    by_document = {_whole(report): report for report in reversed(fit)}
    subject = _subject(act, asking) | _words(asking.title)
    shared = sorted(((len(_told(report) & subject), symbol) for symbol, report in by_document.items()), reverse=True)
    if len(shared) > 1 and not (shared[0][0] >= _FEWEST and shared[0][0] >= 2 * shared[1][0]):
        return None
    return by_document[shared[0][1]] if shared else None


def _whole(report: TakenReport) -> str:
    """The symbol of a report without its addenda."""
    return _ADDENDUM.sub("", report.symbol)


def _by_author(taken: TakenReport, act: AskedReport) -> TakenReport | None:
    """A report of who was asked, its words without its author; None where another made it.

    Where a text does not tell who an author is ("the Special Committee"), it is who bears the same name in its series.
    An office and who heads it are one: a secretariat is asked, and its Executive Secretary reports.
    """
    if act.author and taken.author == act.author:
        return taken
    whole = taken.named + taken.words
    for name, words in (act.printed, whole), (_office(act.printed), _office(whole)):
        rest = words.removeprefix(name) if name and not (act.author and taken.author and name == act.printed) else words
        if len(rest) < len(words):
            return replace(taken, words=rest)
    return None


def _office(words: str) -> str:
    """What a secretariat or its head is of; "" for other words."""
    head = _OFFICE_OF.match(words)
    return words[head.end() :] if head else ""


def _is_rival(other: AskedReport, act: AskedReport) -> bool:
    """Whether two requests ask the same office for the same session."""
    who = (act.author, "" if act.author else act.printed)
    return (other.author, "" if other.author else other.printed, other.session) == (*who, act.session)


def _fits(report: TakenReport, act: AskedReport, rivals: Sequence[AskedReport], asking: ReportsOf) -> bool:
    """Whether a report may be the one asked for: its words name nothing, or what the request or the title names."""
    told = _told(report)
    if report.paragraphs_of(asking.symbol):
        return False
    if not told:
        return len(rivals) == 1 and not report.names
    if len(rivals) > 1:
        return _is_nearest(told, act, rivals, asking)
    subject = _subject(act, asking) | _words(asking.title)
    return bool(told & subject) and not (_leads_elsewhere(report, act) and _OWED.search(report.words))


def _leads_elsewhere(report: TakenReport, act: AskedReport) -> bool:
    """Whether a report's words name a resolution that the request does not name."""
    return any(one.symbol.removeprefix("A/RES/") not in act.words for one in report.names)


def _is_nearest(told: frozenset[str], act: AskedReport, rivals: Sequence[AskedReport], asking: ReportsOf) -> bool:
    """Whether of several requests one alone shares most of a report's words."""
    shared = sorted(((len(told & _subject(rival, asking)), rival.place) for rival in rivals), reverse=True)
    return shared[0][1] == act.place and shared[0][0] >= _FEWEST and shared[0][0] > shared[1][0]


def _subject(act: AskedReport, asking: ReportsOf) -> frozenset[str]:
    """The words that tell what a report is to be on: "the present resolution" is on what its title says."""
    words = _words(f"{act.words} {act.within}")
    return words | _words(asking.title) if _OWN.search(act.words) else words


def _told(report: TakenReport) -> frozenset[str]:
    return _words(report.words)


def _words(text: str) -> frozenset[str]:
    """The words that tell what a text is about."""
    return frozenset(match[0] for match in TELLING.finditer(text.casefold()))
