"""Metadata of a resolution as Akoma Ntoso: identification, classification, workflow, votes, cover page, conclusions.

Reads: masthead and record. Writes: the markup of `lod.read.akn.write`'s document: identification, classification,
workflow, votes, cover page and conclusions. States and sponsors stand in the UN's own namespace.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from lod.data.organs import load_organs
from lod.data.subjects import GOALS
from lod.model.resolution import Ballot, Masthead, Record, Resolution, WorkflowStep
from lod.model.typography import printable
from lod.read.akn.record import LANGUAGES

UN = "http://un.org/akn4un"
SOURCE = "#unres"  # marks a file of ours
NO_DATE = "0001-01-01"  # as official files write a date that they do not know
_CODES = {language: code for code, language in reversed(LANGUAGES.items())}


def write_identification(resolution: Resolution, component: str) -> Iterator[str]:
    """The three levels that name a document: work, expression, manifestation."""
    masthead, language = resolution.masthead, resolution.language
    uri = resolution.record.alias or _uri(masthead)
    expression = f"{uri}{_CODES.get(language, language)}@"
    alias = f'<FRBRalias name="official" value={quoted(resolution.record.alias)}/>' if resolution.record.alias else ""
    author = f"#{masthead.organ or 'unknown'}"
    dates = ((masthead.adopted, "adoption"), (masthead.issued, "publication"), (None, "markup"))
    levels = (
        ("Work", uri, alias, '<FRBRcountry value="un"/>'),
        ("Expression", expression, "", f'<FRBRlanguage language="{_CODES.get(language, language)}"/>'),
        ("Manifestation", f"{expression}.xml", "", ""),
    )
    for (level, value, other, last), (date, name) in zip(levels, dates, strict=True):
        yield f"<FRBR{level}><FRBRthis value={quoted(f'{value}!{component}')}/><FRBRuri value={quoted(value)}/>"
        yield f'{other}<FRBRdate date="{_date(date)}" name="{name}"/>'
        yield f'<FRBRauthor href="{author if level != "Manifestation" else SOURCE}"/>{last}</FRBR{level}>\n'


def _uri(masthead: Masthead) -> str:
    """The work's IRI by the naming convention of the UN's files; for what has no symbol, of its kind only."""
    number = masthead.symbol.partition("/RES/")[2].replace("/", "-") or "nn"
    organ = load_organs().get(masthead.organ).akn or masthead.organ or "un"
    return f"/akn/un/statement/deliberation/{organ}/{_date(masthead.adopted)}/{number}/"


def write_record(record: Record) -> Iterator[str]:
    """Subjects, steps and votes, where the source gave any."""
    yield from _classification(record)
    if record.steps:
        yield '<workflow source="#un">\n'
        yield from map(_step, record.steps)
        yield "</workflow>\n"
    if record.outcome:
        yield '<analysis source="#un"><parliamentary>'
        yield f'<voting eId="voting" outcome="{record.outcome}">\n'
        yield from _counts(record.ballots)
        yield "</voting></parliamentary></analysis>\n"


def _classification(record: Record) -> Iterator[str]:
    """The library's headings, and apart from them the goals of a machine's tags, both as official files have them."""
    if record.subjects or record.names or record.agenda:
        yield '<classification source="DHLAUTH">\n'
        for subject in record.subjects:
            label, link = quoted(subject.label), f" href={quoted(subject.iri)}" if subject.iri else ""
            yield f'<keyword value={label} showAs={label}{link} dictionary="UNBIS Thesaurus"/>\n'
        for name in record.names:
            yield f'<keyword value={quoted(name.label)} showAs={quoted(name.label)} dictionary="DHLAUTH"/>\n'
        for found in record.agenda:
            said = f"value={quoted(found.item)} showAs={quoted(found.title)} shortForm={quoted(found.heading)}"
            yield f'<keyword refersTo="agenda" {said} dictionary={quoted(found.document)}/>\n'
        yield "</classification>\n"
    if record.goals:
        yield f'<classification source="{GOALS.rstrip("/")}">\n'
        for goal in record.goals:
            yield f'<keyword value="{goal}" showAs="sdg_{goal}" href="{GOALS}{goal}" dictionary="SDGO"/>\n'
        yield "</classification>\n"


def _step(step: WorkflowStep) -> str:
    sponsors = "".join(f"<un:sponsor>{escaped(name)}</un:sponsor>" for name in step.sponsors)
    role = f" as={quoted(step.symbol)}" if step.symbol else ""
    return f'<step date="{_date(step.date)}" outcome={quoted(step.outcome)}{role} by="">{sponsors}</step>\n'


def _counts(ballots: Sequence[Ballot]) -> Iterator[str]:
    """A count for each stretch of equal votes, as the official files order them."""
    if not ballots:
        yield '<quorum eId="quorum" value=""/>'
    at = 0
    while at < len(ballots):
        vote = ballots[at].vote
        end = next((i for i in range(at, len(ballots)) if ballots[i].vote != vote), len(ballots))
        states = "".join(f"<un:organization>{escaped(ballot.state)}</un:organization>" for ballot in ballots[at:end])
        yield f'<count eId="count-{at + 1}" refersTo="#{vote}" value="{end - at}">'
        yield f"<un:voters>{states}</un:voters></count>\n"
        at = end


def write_references(masthead: Masthead) -> Iterator[str]:
    """What `refersTo` and `source` lead to."""
    yield '<references source="#unres">\n'
    yield '<TLCOrganization eId="unres" href="/akn/ontology/organization/un/unres" showAs="unres"/>\n'
    yield '<TLCOrganization eId="un" href="/akn/ontology/organization/un" showAs="United Nations"/>\n'
    if masthead.committee:
        shown = quoted(masthead.committee)
        yield f'<TLCOrganization eId="committee" href="/akn/ontology/organization/un/committee" showAs={shown}/>\n'
    yield "</references>\n"


def write_cover(masthead: Masthead) -> Iterator[str]:
    """The masthead's fields, a paragraph each."""
    yield "<coverPage>\n"
    if masthead.symbol:
        yield f"<p><docNumber>{escaped(masthead.symbol)}</docNumber></p>\n"
    if masthead.session:
        session = quoted(masthead.session)
        yield f'<p><session value={session} eId="session">{session[1:-1]}</session></p>\n'
    if masthead.agenda_items:
        items = quoted(", ".join(re.sub(r"(?<=\d)([a-z]+)$", r" (\1)", item) for item in masthead.agenda_items))
        yield f'<p><inline name="agenda item" title={items}>{items[1:-1]}</inline></p>\n'
    for title in masthead.item_titles or filter(None, (masthead.agenda_title,)):
        yield f'<p><inline name="agenda item name">{escaped(title)}</inline></p>\n'
    if masthead.corrigendum:
        yield f'<p class="corrigendum">{escaped(masthead.corrigendum)}</p>\n'
    yield from _proponent(masthead)
    yield "<p/>\n</coverPage>\n"


def _proponent(masthead: Masthead) -> Iterator[str]:
    """ "[on the report of the Second Committee (A/68/443/Add.2, para. 15)]" """
    report = masthead.report
    words = (report.symbol + (f", {report.pinpoint}" if report.pinpoint else "")) if report else masthead.draft
    document = f' (<inline name="originating document">{escaped(words)}</inline>)' if words else ""
    if masthead.draft and not report:
        lead, code = "without reference to a Main Committee", "#noMainCommittee"
    else:
        lead, code = f"on the report of the {escaped(masthead.committee or '')}", "#committee"
    if words or masthead.committee:
        yield f'<p><docProponent refersTo="{code}">[{lead}{document}]</docProponent></p>\n'


def write_conclusions(masthead: Masthead) -> Iterator[str]:
    """The meeting and the date of the adoption."""
    if masthead.meeting:
        meeting = quoted(masthead.meeting)
        where = f'<location title={meeting} refersTo="#adoptionMeeting">{meeting[1:-1]}</location>'
        date = f' <docDate date="{masthead.adopted}">{masthead.adopted}</docDate>' if masthead.adopted else ""
        yield f'<conclusions eId="conclusions"><p>{where}{date}</p></conclusions>\n'


def _date(date: dt.date | None) -> str:
    return date.isoformat() if date else NO_DATE


def escaped(words: str | None) -> str:
    """Words as the text of an element."""
    return escape(printable(words or ""))


def quoted(value: str | None) -> str:
    """A value as an attribute, its quotation marks included."""
    return quoteattr(printable(value or ""))
