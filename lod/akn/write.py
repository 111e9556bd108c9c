"""Tree to Akoma Ntoso 3.0: a resolution of any source gets the XML that the UN's own set may lack.

Governing document: OASIS Akoma Ntoso 1.0 part 2 (schema akomantoso30.xsd); the written file is valid by it. What the
schema has no word for stands where it allows other words: a part's kind in `class`, its place in `eId`, States and
sponsors in the UN's own namespace. `lod.akn.own` is the inverse.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from lod.akn.markup import NAMESPACE
from lod.akn.record import LANGUAGES
from lod.model import Ballot, Footnote, Masthead, Part, PartKind, Passage, Record, Resolution, WorkflowStep

UN = "http://un.org/akn4un"
SOURCE = "#unres"  # marks a file of ours
NO_DATE = "0001-01-01"  # as official files write a date that they do not know
_CODES = {language: code for code, language in reversed(LANGUAGES.items())}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what no XML may hold
#: The element of each kind; kinds that Akoma Ntoso has no hierarchy for are named containers.
_ELEMENTS = {PartKind.OPERATIVE: "paragraph", PartKind.SECTION: "section", PartKind.SUB: "point"}


def write_akn(resolution: Resolution) -> str:
    """The Akoma Ntoso of a resolution, with a line end; `lod.akn.read.read_akn` gives the same tree back."""
    return "".join(_Writer(resolution).document())


class _Writer:
    """Writes one resolution; each note stands in the passage that carries its mark."""

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution
        self._notes: dict[tuple[str | None, str], list[Footnote]] = {}
        for note in resolution.footnotes:
            self._notes.setdefault((note.anchor, note.mark), []).append(note)

    def document(self) -> Iterator[str]:
        preamble, main, annexes = _divided(self.resolution.parts)
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}" xmlns:un="{UN}">\n'
        yield '<statement name="resolution">\n'
        yield from self._meta("main")
        yield from _cover(self.resolution.masthead)
        body = "".join((*self._preamble(preamble), "<mainBody>\n", *self._hierarchy(main), "</mainBody>\n"))
        annexed = "".join(self._attachments(annexes))
        yield from self._preface()
        yield body
        yield from _conclusions(self.resolution.masthead)
        yield annexed
        yield "</statement>\n</akomaNtoso>\n"

    # -- text ----------------------------------------------------------------------------------------------------

    def _words(self, passage: Passage, place: str | None) -> str:
        """A passage with its links and notes; where several stand at one offset: links end, marks, links begin."""
        events: list[tuple[int, int, str]] = [(link.end, 0, "</a>") for link in passage.links]
        events += [(link.start, 2, f"<a href={_attribute(link.href)}>") for link in passage.links]
        events += [(mark.offset, 1, self._mark(mark.mark, place)) for mark in passage.marks]
        made, at = [], 0
        for offset, _, markup in sorted(events, key=lambda event: event[:2]):
            made += [_text(passage.text[at:offset]), markup]
            at = offset
        return "".join((*made, _text(passage.text[at:])))

    def _mark(self, mark: str, place: str | None) -> str:
        notes = self._notes.get((place, mark), [])
        if not notes:
            return f'<noteRef href="#{_place(mark)}" marker={_attribute(mark)}/>'
        return self._note(notes.pop(0))

    def _note(self, note: Footnote) -> str:
        ids = f'eId={_attribute(note.place)} class="note-{note.position}"'
        words = self._words(note.passage, None) if not note.passage.marks else self._words(note.passage, note.place)
        return f'<authorialNote marker={_attribute(note.mark)} placement="bottom" {ids}><p>{words}</p></authorialNote>'

    def _block(self, passage: Passage, place: str | None) -> str:
        return f"<p>{self._words(passage, place)}</p>"

    # -- body ----------------------------------------------------------------------------------------------------

    def _preamble(self, parts: Sequence[Part]) -> Iterator[str]:
        opener = self._block(self.resolution.opener, "opener")
        yield f'<preamble>\n<formula name="enactingFormula" eId="opener">{opener}</formula>\n'
        for part in parts:
            words = self._block(part.passage, part.place)
            yield f'<container name="{part.kind}" {_ids(part)}>{words}{self._items(part)}</container>\n'
        yield "</preamble>\n"

    def _items(self, part: Part) -> str:
        """Points of a preambular paragraph; Akoma Ntoso knows them as items of a block list."""
        if not part.parts:
            return ""
        items = "".join(
            f"<item {_ids(sub)}>{_number(sub)}{self._block(sub.passage, sub.place)}{self._items(sub)}</item>"
            for sub in part.parts
        )
        return f'<blockList eId="{part.place}.list">{items}</blockList>'

    def _hierarchy(self, parts: Sequence[Part]) -> Iterator[str]:
        for part in parts:
            yield from self._part(part)
        if not parts:
            yield '<hcontainer name="void" eId="void"><content eId="void.content"><p/></content></hcontainer>\n'

    def _part(self, part: Part) -> Iterator[str]:
        tag = _ELEMENTS.get(part.kind, "hcontainer")
        name = f'name="{part.kind}" ' if tag == "hcontainer" else ""
        yield f"<{tag} {name}{_ids(part)}>{_number(part)}"
        if part.kind in (PartKind.SECTION, PartKind.ANNEX):
            yield f"<heading>{self._words(part.passage, part.place)}</heading>"
            yield from self._hierarchy(part.parts) if part.parts else (_content("<p/>", f"{part.place}.content"),)
        elif part.parts:
            yield f'<intro eId="{part.place}.intro">{self._block(part.passage, part.place)}</intro>\n'
            yield from self._hierarchy(part.parts)
        else:
            yield _content(self._block(part.passage, part.place), f"{part.place}.content")
        yield f"</{tag}>\n"

    def _attachments(self, annexes: Sequence[Part]) -> Iterator[str]:
        if annexes:
            yield "<attachments>\n"
            for annex in annexes:
                yield f'<attachment eId="{annex.place}.attachment"><doc name="annex">\n'
                yield from self._meta(annex.place, brief=True)
                yield "<mainBody>\n"
                yield from self._part(annex)
                yield "</mainBody>\n</doc></attachment>\n"
            yield "</attachments>\n"

    def _preface(self) -> Iterator[str]:
        """The title, and the notes that hang on no part."""
        masthead = self.resolution.masthead
        number = masthead.symbol.partition("/RES/")[2]
        docnumber = f"<docNumber>{_text(number)}.</docNumber> " if number else ""
        left = [note for (anchor, _), notes in self._notes.items() for note in notes]
        notes = "".join(self._note(note) for note in sorted(left, key=lambda note: note.position))
        yield f"<preface><p>{docnumber}<docTitle>{_text(masthead.title)}{notes}</docTitle></p></preface>\n"

    # -- metadata ------------------------------------------------------------------------------------------------

    def _meta(self, component: str, brief: bool = False) -> Iterator[str]:
        yield f'<meta>\n<identification source="{SOURCE}">\n'
        yield from _identification(self.resolution, component)
        yield "</identification>\n"
        if not brief:
            yield from _record(self.resolution.record)
            yield from _references(self.resolution.masthead)
        yield "</meta>\n"


def _identification(resolution: Resolution, component: str) -> Iterator[str]:
    masthead, language = resolution.masthead, resolution.language
    uri = resolution.record.alias or _uri(masthead)
    expression = f"{uri}{_CODES.get(language, language)}@"
    alias = (
        f'<FRBRalias name="official" value={_attribute(resolution.record.alias)}/>' if resolution.record.alias else ""
    )
    author = f"#{masthead.organ or 'unknown'}"
    dates = ((masthead.adopted, "adoption"), (masthead.issued, "publication"), (None, "markup"))
    levels = (
        ("Work", uri, alias, '<FRBRcountry value="un"/>'),
        ("Expression", expression, "", f'<FRBRlanguage language="{_CODES.get(language, language)}"/>'),
        ("Manifestation", f"{expression}.xml", "", ""),
    )
    for (level, value, other, last), (date, name) in zip(levels, dates, strict=True):
        yield f"<FRBR{level}><FRBRthis value={_attribute(f'{value}!{component}')}/><FRBRuri value={_attribute(value)}/>"
        yield f'{other}<FRBRdate date="{_date(date)}" name="{name}"/>'
        yield f'<FRBRauthor href="{author if level != "Manifestation" else SOURCE}"/>{last}</FRBR{level}>\n'


def _uri(masthead: Masthead) -> str:
    """The work's IRI by the naming convention of the UN's files; for what has no symbol, of its kind only."""
    number = masthead.symbol.partition("/RES/")[2].replace("/", "-") or "nn"
    organ = "unga" if masthead.organ == "general-assembly" else masthead.organ or "un"
    return f"/akn/un/statement/deliberation/{organ}/{_date(masthead.adopted)}/{number}/"


def _record(record: Record) -> Iterator[str]:
    if record.subjects or record.names:
        yield '<classification source="#unbis">\n'
        for subject in record.subjects:
            label = _attribute(subject.label)
            yield f'<keyword value={label} showAs={label} href={_attribute(subject.iri)} dictionary="UNBIS"/>\n'
        for name in record.names:
            yield f'<keyword value={_attribute(name)} showAs={_attribute(name)} dictionary="DHLAUTH"/>\n'
        yield "</classification>\n"
    if record.steps:
        yield '<workflow source="#un">\n'
        yield from map(_step, record.steps)
        yield "</workflow>\n"
    if record.outcome:
        yield '<analysis source="#un"><parliamentary>'
        yield f'<voting eId="voting" outcome="{record.outcome}">\n'
        yield from _counts(record.ballots)
        yield "</voting></parliamentary></analysis>\n"


def _step(step: WorkflowStep) -> str:
    sponsors = "".join(f"<un:sponsor>{_text(name)}</un:sponsor>" for name in step.sponsors)
    role = f" as={_attribute(step.symbol)}" if step.symbol else ""
    return f'<step date="{_date(step.date)}" outcome={_attribute(step.outcome)}{role} by="">{sponsors}</step>\n'


def _counts(ballots: Sequence[Ballot]) -> Iterator[str]:
    """A count for each stretch of equal votes, as the official files order them."""
    if not ballots:
        yield '<quorum eId="quorum" value=""/>'
    at = 0
    while at < len(ballots):
        vote = ballots[at].vote
        end = next((i for i in range(at, len(ballots)) if ballots[i].vote != vote), len(ballots))
        states = "".join(f"<un:organization>{_text(ballot.state)}</un:organization>" for ballot in ballots[at:end])
        yield f'<count eId="count-{at + 1}" refersTo="#{vote}" value="{end - at}">'
        yield f"<un:voters>{states}</un:voters></count>\n"
        at = end


def _references(masthead: Masthead) -> Iterator[str]:
    yield '<references source="#unres">\n'
    yield '<TLCOrganization eId="unres" href="/akn/ontology/organization/un/unres" showAs="unres"/>\n'
    yield '<TLCOrganization eId="un" href="/akn/ontology/organization/un" showAs="United Nations"/>\n'
    if masthead.committee:
        shown = _attribute(masthead.committee)
        yield f'<TLCOrganization eId="committee" href="/akn/ontology/organization/un/committee" showAs={shown}/>\n'
    yield "</references>\n"


def _cover(masthead: Masthead) -> Iterator[str]:
    yield "<coverPage>\n"
    if masthead.symbol:
        yield f"<p><docNumber>{_text(masthead.symbol)}</docNumber></p>\n"
    if masthead.session:
        session = _attribute(masthead.session)
        yield f'<p><session value={session} eId="session">{session[1:-1]}</session></p>\n'
    if masthead.agenda_items:
        items = _attribute(", ".join(re.sub(r"(?<=\d)([a-z]+)$", r" (\1)", item) for item in masthead.agenda_items))
        yield f'<p><inline name="agenda item" title={items}>{items[1:-1]}</inline></p>\n'
    if masthead.agenda_title:
        yield f'<p><inline name="agenda item name">{_text(masthead.agenda_title)}</inline></p>\n'
    if masthead.corrigendum:
        yield f'<p class="corrigendum">{_text(masthead.corrigendum)}</p>\n'
    yield from _proponent(masthead)
    yield "<p/>\n</coverPage>\n"


def _proponent(masthead: Masthead) -> Iterator[str]:
    """ "[on the report of the Second Committee (A/68/443/Add.2, para. 15)]" """
    report = masthead.report
    words = (report.symbol + (f", {report.pinpoint}" if report.pinpoint else "")) if report else masthead.draft
    document = f' (<inline name="originating document">{_text(words)}</inline>)' if words else ""
    if masthead.draft and not report:
        lead, code = "without reference to a Main Committee", "#noMainCommittee"
    else:
        lead, code = f"on the report of the {_text(masthead.committee or '')}", "#committee"
    if words or masthead.committee:
        yield f'<p><docProponent refersTo="{code}">[{lead}{document}]</docProponent></p>\n'


def _conclusions(masthead: Masthead) -> Iterator[str]:
    if masthead.meeting:
        meeting = _attribute(masthead.meeting)
        where = f'<location title={meeting} refersTo="#adoptionMeeting">{meeting[1:-1]}</location>'
        date = f' <docDate date="{masthead.adopted}">{masthead.adopted}</docDate>' if masthead.adopted else ""
        yield f'<conclusions eId="conclusions"><p>{where}{date}</p></conclusions>\n'


def _divided(parts: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part], Sequence[Part]]:
    """The preamble, the body, and the annexes that close it."""
    body = next((i for i, part in enumerate(parts) if part.kind not in _PREAMBLE), len(parts))
    while body and parts[body - 1].kind is not PartKind.PREAMBULAR:
        body -= 1
    end = len(parts)
    while end > body and parts[end - 1].kind is PartKind.ANNEX:
        end -= 1
    return parts[:body], parts[body:end], parts[end:]


_PREAMBLE = (PartKind.PREAMBULAR, PartKind.HEADING, PartKind.TEXT, PartKind.TABLE)


def _ids(part: Part) -> str:
    return f'eId={_attribute(part.place)} class="{part.kind}"'


def _number(part: Part) -> str:
    return f"<num>{_text(part.number)}</num>" if part.number is not None else ""


def _content(blocks: str, place: str) -> str:
    return f'<content eId="{place}">{blocks}</content>'


def _place(mark: str) -> str:
    return f"fn{mark}" if mark.isdigit() else f"fn-star{len(mark)}"


def _date(date: dt.date | None) -> str:
    return date.isoformat() if date else NO_DATE


def _text(words: str | None) -> str:
    return escape(_UNFIT.sub("\ufffd", words or ""))


def _attribute(value: str | None) -> str:
    return quoteattr(_UNFIT.sub("\ufffd", value or ""))
