"""Reports asked for, and the documents that answer them: found by citation in the same series.

Reads: what a resolution asks to be reported to the Assembly, and which reports a later text of its series takes up with
their symbols. A document answers a request where its author is who was asked, its symbol is of the session for which
the report is due, the text that takes it up was adopted in that session, and nothing else could be meant: the words
name the asking resolution, or one request and one report are left and their subjects agree. One candidate or none.
Data: `lod/data/phrases/answers.toml`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lod.data.authorities import load_authorities
from lod.data.phrases import Phrase
from lod.graph.acts import receiver
from lod.model.annotations import Annotations, Citation
from lod.model.iris import ASSEMBLY
from lod.model.resolution import Resolution

_TAKEN_UP = Phrase("answers.taken_up")
_STOP = Phrase("answers.stop")
_OWED = Phrase("answers.owed")
IS_REPORT = Phrase("answers.is_report")
TELLING = Phrase("answers.telling")
#: Functions of citations that only lead on from another document.
_ASIDE = ("seeing-also",)


class AskedReport(Struct, frozen=True):
    """A report that an act asks somebody to submit to the Assembly for a session; `words` say what it is to be on."""

    place: str  # of the act
    author: str  # path of who is asked; "" where no table lists it
    printed: str  # who is asked, as printed
    session: str
    words: str


class TakenReport(Struct, frozen=True):
    """A report that a text takes up with its symbol; `words` stand between its author and the citation."""

    symbol: str
    author: str  # path; "" where no table lists it: `words` then begin with who made it
    named: str  # the author as printed; "" where no table lists it
    citation: str  # place of the citation
    words: str
    cites: tuple[str, ...]  # symbols of the resolutions that the words name


class ReportsOf(Struct, frozen=True):
    """What a resolution asks to be reported and which reports it takes up."""

    symbol: str
    title: str
    session: str
    asked: tuple[AskedReport, ...] = ()
    taken: tuple[TakenReport, ...] = ()


class Answer(Struct, frozen=True):
    """The document that answers a request, and the citation that shows it."""

    act: str
    symbol: str  # of the document
    by: str  # symbol of the later resolution
    citation: str  # place in the later resolution


def reports_of(resolution: Resolution, annotations: Annotations) -> ReportsOf:
    """What a resolution asks and takes up."""
    head = resolution.masthead
    asked = tuple(_asked(annotations, head.organ or ASSEMBLY))
    return ReportsOf(head.symbol, head.name, head.session or "", asked, tuple(_taken(resolution, annotations)))


def _asked(annotations: Annotations, organ: str) -> Iterator[AskedReport]:
    """The reports due in a session of the Assembly, of one office that is known."""
    mentions = {mention.place: mention for mention in annotations.mentions}
    for act in annotations.acts:
        report, whom = act.report, [mentions[place] for place in act.addressing]
        if report is None or not report.session or receiver(report, organ) != ASSEMBLY or len(whom) != 1:
            continue
        words = report.deliverable or ""
        if not words or IS_REPORT.search(words):
            author = _listed(whom[0].entity)
            yield AskedReport(act.place, author, whom[0].span.printed, report.session, words)


def _listed(entity: str | None) -> str:
    """The path of an office that a table lists: a described one has no identity outside of its words."""
    return entity if entity and load_authorities().get(entity) else ""


def _taken(resolution: Resolution, annotations: Annotations) -> Iterator[TakenReport]:
    """Each document of a session that a part takes up as somebody's report; each once a part."""
    texts = dict(resolution.passages())
    marks: dict[str, list[tuple[str, int]]] = {}
    for mark in resolution.note_marks():
        marks.setdefault(mark.note, []).append((mark.part, mark.offset))
    found = ((mention.span, _listed(mention.entity)) for mention in annotations.mentions)
    names = {(span.place, span.start): (path, span.end) for span, path in found if path}
    inline = _by_part(annotations.citations)
    for citation in annotations.citations:
        if citation.function in _ASIDE or not _session_of(citation):
            continue
        span = citation.span
        for part, offset in marks.get(span.place, [(span.place, span.start)]):
            if report := _report_before(texts[part].text, part, offset, names):
                author, head, start = report
                text = texts[part].text
                cites = tuple(symbol for at, symbol in inline.get(part, ()) if start <= at < offset)
                yield TakenReport(
                    _symbol(citation), author, text[head:start], citation.place, text[start:offset], cites
                )


def _by_part(citations: Iterable[Citation]) -> Mapping[str, list[tuple[int, str]]]:
    """(offset, symbol) of the resolutions that each part cites."""
    found: dict[str, list[tuple[int, str]]] = {}
    for citation in citations:
        if citation.target and citation.target.kind == "resolution":
            found.setdefault(citation.span.place, []).append((citation.span.start, _symbol(citation)))
    return found


def _report_before(
    text: str, part: str, offset: int, names: Mapping[tuple[str, int], tuple[str, int]]
) -> tuple[str, int, int] | None:
    """Author, and where its name begins and ends, of the report that the words before a citation name."""
    heads = list(_TAKEN_UP.finditer(text, 0, offset))
    if not heads:
        return None
    start = heads[-1].end()
    author, end = names.get((part, start), ("", start))
    return (author, start, end) if end <= offset and not _STOP.search(text, end, offset) else None


def _symbol(citation: Citation) -> str:
    return (citation.target.symbol if citation.target else None) or ""


def _session_of(citation: Citation) -> str:
    """The session in whose series of the Assembly's documents a cited one stands: "69" of A/69/153; "" for others."""
    return session_of_document(_symbol(citation))


def session_of_document(symbol: str) -> str:
    """The session of a document of the Assembly; "" for other documents.

    >>> session_of_document("A/69/153/Add.1"), session_of_document("A/RES/68/230"), session_of_document("E/2013/5")
    ('69', '', '')
    """
    body, _, rest = symbol.partition("/")
    session, _, number = rest.partition("/")
    return session if body == "A" and session.isdigit() and number[:1].isdigit() else ""


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
    owed = [report for report in taken if asking.symbol in report.cites and _OWED.search(report.words)]
    fit = owed if owed and len(rivals) == 1 else [report for report in taken if _fits(report, act, rivals, asking)]
    symbols = {report.symbol for report in fit}
    if len(symbols) != 1 or (not owed and len({report.symbol for report in taken}) > 1 and not _told(fit[0])):
        return None
    return Answer(act.place, fit[0].symbol, text.symbol, fit[0].citation)


def _by_author(taken: TakenReport, act: AskedReport) -> TakenReport | None:
    """A report of who was asked, its words without its author; None where another made it.

    Where a text does not tell who an author is ("the Special Committee"), it is who bears the same name in its series.
    """
    if act.author and taken.author:
        return taken if taken.author == act.author else None
    whole = taken.named + taken.words
    words = whole.removeprefix(act.printed)
    return replace(taken, words=words) if len(words) < len(whole) else None


def _is_rival(other: AskedReport, act: AskedReport) -> bool:
    """Whether two requests ask the same office for the same session."""
    who = (act.author, "" if act.author else act.printed)
    return (other.author, "" if other.author else other.printed, other.session) == (*who, act.session)


def _fits(report: TakenReport, act: AskedReport, rivals: Sequence[AskedReport], asking: ReportsOf) -> bool:
    """Whether a report may be the one asked for: its words name nothing, or what the request or the title names."""
    told = _told(report)
    if not told:
        return len(rivals) == 1 and not report.cites
    subject = _words(act.words) or _words(asking.title)
    if len(rivals) > 1:
        return _is_nearest(told, act, rivals)
    return bool(told & (subject | _words(asking.title))) and not (report.cites and _OWED.search(report.words))


def _is_nearest(told: frozenset[str], act: AskedReport, rivals: Sequence[AskedReport]) -> bool:
    """Whether of several requests one alone shares most of a report's words."""
    shared = sorted(((len(told & _words(rival.words)), rival.place) for rival in rivals), reverse=True)
    return shared[0][1] == act.place and shared[0][0] >= 2 and shared[0][0] > shared[1][0]


def _told(report: TakenReport) -> frozenset[str]:
    return _words(report.words)


def _words(text: str) -> frozenset[str]:
    """The words that tell what a text is about."""
    return frozenset(match[0] for match in TELLING.finditer(text.casefold()))
