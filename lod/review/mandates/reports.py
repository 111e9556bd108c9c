"""What a resolution asks to be reported to the Assembly, and which reports it takes up with their symbols.

Reads: a resolution and its annotations. A report that is taken up has an author, by the words before its citation, and
words on what it is. Data: `lod/data/phrases/answers.toml`.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from lod.data.authorities import load_authorities
from lod.data.phrases import Phrase
from lod.graph.acts import receiver
from lod.model.annotations import Act, Annotations, Citation
from lod.model.iris import ASSEMBLY
from lod.model.resolution import Resolution
from lod.model.symbols import is_symbol, normalize

IS_REPORT = Phrase("answers.is_report")
_TAKEN_UP = Phrase("answers.taken_up")
_NESTED = Phrase("answers.nested")
_OF_WHO_IS_ASKED = Phrase("answers.of_who_is_asked")
_AGAIN = Phrase("answers.again")
_NEXT = Phrase("answers.next")
_WITHIN = Phrase("answers.within")
_STOP = Phrase("answers.stop")
_RANGE = re.compile(r"(\d+)(?:\s?(?:to|–|-)\s?(\d+))?")
_BREAK = re.compile(r"[,;.]")
_LONGEST_RANGE = 200  # paragraphs; what is longer is a slip
#: Functions of citations that only lead on from another document.
_ASIDE = ("seeing-also",)


class AskedReport(Struct, frozen=True):
    """A report that an act asks somebody to submit to the Assembly for a session; `words` say what it is to be on."""

    place: str  # of the act
    author: str  # path of who is asked; "" where no table lists it
    printed: str  # who is asked, as printed
    session: str
    words: str
    within: str = ""  # what the report is on of which it is to be a part

    @property
    def paragraph(self) -> str:
        """The number of the paragraph that asks."""
        return re.findall(r"op(\d+)", self.place)[-1] if "op" in self.place else ""


class NamedResolution(Struct, frozen=True):
    """A resolution that a report's words name, with the numbers of its paragraphs that they name."""

    symbol: str
    paragraphs: tuple[str, ...] = ()


class TakenReport(Struct, frozen=True):
    """A report that a text takes up with its symbol; `words` stand between its author and the citation."""

    symbol: str
    author: str  # path; "" where no table lists it: `words` then begin with who made it
    named: str  # the author as printed; "" where no table lists it
    citation: str  # place of the citation
    words: str
    names: tuple[NamedResolution, ...] = ()

    def paragraphs_of(self, symbol: str) -> frozenset[str]:
        """The paragraphs of a resolution that the words name."""
        return frozenset(number for one in self.names if one.symbol == symbol for number in one.paragraphs)


class ReportsOf(Struct, frozen=True):
    """What a resolution asks to be reported and which reports it takes up."""

    symbol: str
    title: str
    session: str
    asked: tuple[AskedReport, ...] = ()
    taken: tuple[TakenReport, ...] = ()


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
            author, within = _listed(whom[0].entity), _WITHIN.search(act.span.printed)
            told = within["on"] if within else ""
            yield AskedReport(act.place, author, whom[0].span.printed, report.session, words, told)


def _listed(entity: str | None) -> str:
    """The path of an office that a table lists: a described one has no identity outside of its words."""
    return entity if entity and load_authorities().get(entity) else ""


class _Named(Struct, frozen=True):
    """An author as a part names it: path, and where the name begins and ends."""

    author: str
    start: int
    end: int


class _Part(Struct, frozen=True):
    """A part's text with what stands in it: authors by where their names begin, the resolutions cited, the acts."""

    text: str
    authors: Mapping[int, _Named]
    cited: tuple[Citation, ...]
    asked: tuple[tuple[Act, _Named], ...]  # acts that ask one, and whom


def _taken(resolution: Resolution, annotations: Annotations) -> Iterator[TakenReport]:
    """Each document of a session that a part takes up as somebody's report; each once a part."""
    parts = _parts(resolution, annotations)
    marks: dict[str, list[tuple[str, int]]] = {}
    for mark in resolution.note_marks():
        marks.setdefault(mark.note, []).append((mark.part, mark.offset))
    authors: dict[str, _Named] = {}  # of each document, where the text told it before
    before: dict[str, int] = {}  # in each part, the end of the last citation of a document
    for citation in annotations.citations:
        if citation.function in _ASIDE or not session_of_document(_symbol(citation)):
            continue
        span = citation.span
        for place, offset in marks.get(span.place, [(span.place, span.start)]):
            part, last = parts[place], before.get(place, 0)
            before[place] = span.end if place == span.place else offset
            if found := _report_before(part, offset):
                authors.setdefault(_symbol(citation), found)
            else:
                found = _report_again(part, offset, authors.get(_symbol(citation)))
            if found:
                yield _taken_up(citation, found, part, offset, last)


def _taken_up(citation: Citation, found: _Named, part: _Part, offset: int, last: int) -> TakenReport:
    """A report with its words: of several that are cited one by one ("on A [1] and on B [2]"), each has its own."""
    own = last if last > found.end and _NEXT.match(part.text, last, offset) else found.end
    named = part.text[found.start : found.end]
    names = tuple(
        NamedResolution(_target(one), _numbers(one.pinpoint or ""))
        for one in part.cited
        if own <= one.span.start < offset
    )
    return TakenReport(_symbol(citation), found.author, named, citation.place, part.text[own:offset], names)


def _parts(resolution: Resolution, annotations: Annotations) -> dict[str, _Part]:
    authors: dict[str, dict[int, _Named]] = {}
    names: dict[str, _Named] = {}
    for mention in annotations.mentions:
        span = mention.span
        if path := _listed(mention.entity):
            names[mention.place] = _Named(path, span.start, span.end)
            authors.setdefault(span.place, {})[span.start] = names[mention.place]
    cited: dict[str, list[Citation]] = {}
    for citation in annotations.citations:
        if citation.target and citation.target.kind == "resolution":
            cited.setdefault(citation.span.place, []).append(citation)
    asked: dict[str, list[tuple[Act, _Named]]] = {}
    for act in annotations.acts:
        if len(act.addressing) == 1 and (whom := names.get(act.addressing[0])):
            asked.setdefault(act.span.place, []).append((act, whom))
    return {
        place: _Part(
            passage.text, authors.get(place, {}), tuple(cited.get(place, ())), tuple(asked.get(place, ()))
        )
        for place, passage in resolution.passages()
    }  # fmt: skip


def _report_before(part: _Part, offset: int) -> _Named | None:
    """The author of the report that the words before a citation name, and where its name stands."""
    heads = list(_TAKEN_UP.finditer(part.text, 0, offset))
    begin = heads[-1].end() if heads else 0
    if own := _last(_OF_WHO_IS_ASKED, part.text, begin, offset):
        return _of_who_is_asked(part, own, offset)
    if not heads or _STOP.search(part.text, (inner := _named(part, begin)).end, offset):
        return None
    return _outer(part, heads) or (inner if inner.end <= offset else None)


def _named(part: _Part, start: int) -> _Named:
    return part.authors.get(start, _Named("", start, start))


def _last(phrase: Phrase, text: str, start: int, end: int) -> re.Match[str] | None:
    found = list(phrase.finditer(text, start, end))
    return found[-1] if found else None


def _of_who_is_asked(part: _Part, own: re.Match[str], offset: int) -> _Named | None:
    """ "His report", in an act that asks one office alone: that of who is asked."""
    whom = [name for act, name in part.asked if act.span.start <= own.start() < act.span.end]
    if len(whom) != 1 or _STOP.search(part.text, own.end(), offset):
        return None
    return _Named(whom[0].author, own.end(), own.end())


def _outer(part: _Part, heads: list[re.Match[str]]) -> _Named | None:
    """The author of the one document where a report is named only to say what stands in it.

    "The report of the Secretary-General on the measures set out in the report of the Group (A/92/55)".
    """
    if len(heads) < 2:
        return None
    found = _named(part, heads[-2].end())
    within = _last(_NESTED, part.text, found.end, heads[-1].end())
    if within is None or within.end() != heads[-1].start() or _BREAK.search(part.text, found.end, within.start()):
        return None
    return None if _STOP.search(part.text, found.end, within.start()) else found


def _report_again(part: _Part, offset: int, known: _Named | None) -> _Named | None:
    """ "The report submitted pursuant to ...", of a document whose author the text has told before."""
    again = _last(_AGAIN, part.text, 0, offset) if known and known.author else None
    if known is None or again is None or _STOP.search(part.text, again.end(), offset):
        return None
    return _Named(known.author, again.end(), again.end())


def _numbers(pinpoint: str) -> tuple[str, ...]:
    """The numbers of the paragraphs that a pinpoint names.

    >>> _numbers("paragraphs 31 and 33 to 35"), _numbers("annex")
    (('31', '33', '34', '35'), ())
    """
    if not pinpoint.casefold().startswith("para"):
        return ()
    spans = ((int(first), int(last or first)) for first, last in _RANGE.findall(pinpoint))
    return tuple(str(n) for first, last in spans for n in range(first, min(last, first + _LONGEST_RANGE) + 1))


def _target(citation: Citation) -> str:
    return (citation.target.symbol if citation.target else None) or ""


def _symbol(citation: Citation) -> str:
    """The symbol of what is cited: an editor's link may lead elsewhere than what is printed, which then counts."""
    symbol, printed = _target(citation), normalize(citation.span.printed)
    return printed if symbol and is_symbol(printed) and not printed.startswith(symbol) else symbol


def session_of_document(symbol: str) -> str:
    """The session in whose series of the Assembly's documents one stands; "" for other documents.

    >>> session_of_document("A/69/153/Add.1"), session_of_document("A/RES/68/230"), session_of_document("E/2013/5")
    ('69', '', '')
    """
    body, _, rest = symbol.partition("/")
    session, _, number = rest.partition("/")
    return session if body == "A" and session.isdigit() and number[:1].isdigit() else ""
