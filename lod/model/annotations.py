"""Annotations of a resolution: standoff values keyed by place and offsets into that place's passage.

For every value here `passage.text[start:end] == printed` (tested on the whole corpus). Recognition finds, resolution
settles: a reference that nothing settles keeps its words and has no target.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from lod.model.resolution import Finding


class Span(Struct, frozen=True, gc=False):
    """Words of a passage: `passage(place).text[start:end] == printed`."""

    place: str
    start: int
    end: int
    printed: str


class Instrument(Struct, frozen=True, gc=False):
    """A cited or related document: below the base its IRI is `path`.

    `symbol` is None for what has none (treaties, outcome documents, decisions); `path` then comes from a table
    ("instrument/nairobi-outcome-document", "publication/E.78.II.A.11", "decision/hlc-ssc/17/1").
    """

    path: str
    symbol: str | None
    kind: str  # slug in the instrument-type scheme: "resolution", "report", "decision", "treaty", "publication", ...
    title: str | None = None


class Citation(Struct, frozen=True, gc=False):
    """One reference to an instrument. `target` None: recognized, not resolved; published as text and counted."""

    place: str  # its own fragment: "op17.cit1", "fn3.cit1"
    span: Span
    target: Instrument | None
    function: str  # slug in the citation-function scheme: "recalling", "in-accordance-with", "noting", ...
    rule: str  # "citation.resolution_modern"
    date: dt.date | None = None  # "of 20 December 2002"
    pinpoint: str | None = None  # "para. 5", "chap. I", "annex", as printed
    ibid: str | None = None  # the footnote place that an "Ibid." takes up
    functions_of_mark: tuple[str, ...] = ()  # of a citation in a note: functions of the words that carry its mark
    title: str | None = None  # what the text says that the cited document is entitled


class Role(StrEnum):
    """What a mention does in its paragraph; values are the notations of the role scheme."""

    ADDRESSEE = "addressee"
    REPORT_TO = "report-to"
    CONSULTED = "consulted"
    BENEFICIARY = "beneficiary"
    MENTIONED = "mentioned"


class Mention(Struct, frozen=True, gc=False):
    """Words that name an actor, a country, a group or a fund.

    `entity` is its path below the base ("actor/undp", "country/uga", "fund/perez-guerrero-trust-fund"); a group that
    is described rather than named has the path "actor/group/" + the slug of its words. None: several candidates.
    """

    place: str  # its own fragment: "op17.mention4"
    span: Span
    entity: str | None
    role: Role
    rule: str


class GoalMention(Struct, frozen=True):
    """One Sustainable Development Goal that a paragraph prints by its number; the goals of a range share its words."""

    place: str  # its own fragment: "op5.goal1"
    span: Span
    number: int  # 1 to 17
    rule: str


class ReportRequest(Struct, frozen=True):
    """An act's request to submit something to a body."""

    to: str | None  # body as printed: "General Assembly"
    to_entity: str | None  # its path, where it is known
    session: str | None  # number of that body's session: "69"
    date: dt.date | None
    date_printed: str | None
    deliverable: str | None  # noun phrase as printed
    frequency: str | None = None  # "annually", "biennially", as printed
    also_to: tuple[str, ...] = ()  # paths of further bodies: "to the Board and to the Assembly"
    later_sessions: tuple[str, ...] = ()  # numbers of further ones: "at its eightieth and eighty-first sessions"
    session_of: str | None = None  # path of the body whose session it is, where the words name another: "to the Board
    # during the ninetieth session of the Assembly"


class FurtherReport(Struct, frozen=True):
    """A report of its own that an act asks for beside its first: "and to report to the Assembly on dams"."""

    span: Span  # in the act's words, or in a point of its list
    rule: str
    request: ReportRequest


class AgendaInclusion(Struct, frozen=True):
    """An act that puts an item on a provisional agenda."""

    session: str | None
    item: str | None
    sub_item: str | None


class Clause(Struct, frozen=True):
    """A money, review, end or observance clause inside an act."""

    kind: str  # slug: "within-existing-resources", "voluntary-contributions", "review", "end", "day", "year", "decade"
    span: Span
    rule: str


class Act(Struct, frozen=True, gc=False):
    """One thing that the organ does with words; `docs/acts.md` says what counts.

    `span` is the act's own words, from its verb to the next act's or the paragraph's end; `verb_span` the verb phrase
    as printed (manner and additive words may stand inside it).
    """

    place: str  # its own fragment: "op17.act2"
    performed_in: str  # "op17"
    order: int
    verb: str  # slug in the verb scheme: "takes-note"
    verb_phrase: str  # "takes note": lower case, without additive words and manner
    verb_printed: str  # "Takes note": the same words as they are printed, up to a comma amid them
    verb_span: Span
    span: Span
    family: str  # "request", "call", "invite", "decide", "recall", "recognize", "note", "stress", "evaluate"
    rule: str
    manner: str | None = None
    addressing: tuple[str, ...] = ()  # places of the mentions addressed
    report: ReportRequest | None = None
    agenda: AgendaInclusion | None = None
    beneficiaries: tuple[str, ...] = ()  # paths of the funds to which contributions are invited
    clauses: tuple[Clause, ...] = ()
    offices: tuple[str, ...] = ()  # places of the mentions of offices of the Organization that it asks
    further: tuple[FurtherReport, ...] = ()  # reports with receivers and times of their own, in text order


class MandateElement(Struct, frozen=True):
    """Words that give one element of a mandate: scope, objective, road map, review, retirement, funding.

    Source of the kinds: A/RES/80/251, paragraph 5.
    """

    place: str  # its own fragment: "op12.element1"
    span: Span
    kind: str  # slug in the mandate-element scheme: "review", "timeline", "voluntary-contributions"
    rule: str
    act: str  # place of the act whose words they are


class Annotations(Struct, frozen=True):
    """All that the layers found in one resolution, each tuple in text order.

    `findings` are what a person should look at: where the words of a citation and the official link on them disagree.
    """

    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    acts: tuple[Act, ...] = ()
    goals: tuple[GoalMention, ...] = ()
    findings: tuple[Finding, ...] = ()
    elements: tuple[MandateElement, ...] = ()
