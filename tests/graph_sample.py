"""An invented resolution that uses everything a graph can say, as values; no reader and no layer takes part."""

import datetime as dt

from msgspec.structs import replace

from lod.model.annotations import (
    Act,
    AgendaInclusion,
    Annotations,
    Citation,
    Clause,
    FurtherReport,
    GoalMention,
    Instrument,
    MandateElement,
    Mention,
    ReportRequest,
    Role,
    Span,
)
from lod.model.resolution import (
    AgendaHeading,
    Ballot,
    CommitteeReport,
    Finding,
    Footnote,
    Leaf,
    LeafKind,
    Mark,
    Masthead,
    NameHeading,
    Outcome,
    Part,
    PartKind,
    Passage,
    Printed,
    Record,
    Resolution,
    Run,
    Severity,
    Source,
    Subject,
    TableCell,
    WorkflowStep,
)

FUND = "fund/perez-guerrero-trust-fund"
PP1 = "Recalling its resolution 57/270 B of 23 June 2003,"
OP1 = (
    "Takes note with appreciation of the report; and invites all lighthouse keepers to help the Trust Fund, "
    "through voluntary contributions;"
)
OP2 = (
    "Requests the Secretary-General to report to the Harbour Board at its third session every two years by 1 May 2045, "
    "and decides to include the item in its agenda:"
)
FN1 = "A/67/39, chap. I."
FN2 = "Ibid., chap. II."

MASTHEAD = Masthead(
    symbol="A/RES/99/7",
    organ="general-assembly",
    title="Lighthouses for all",
    session="99",
    agenda_items=("24b",),
    agenda_title="Lights",
    adopted=dt.date(2044, 12, 20),
    issued=dt.date(2045, 2, 7),
    committee="Second Committee",
    report=CommitteeReport("A/99/443/Add.2", "para. 15"),
    meeting="71",
    corrigendum="Reissued for technical reasons on 9 March 2045.",
    printed=(Printed("title", "Lighthouses for all", 0), Printed("adopted", "20 December 2044", 30)),
)

ADDRESS = "https://docs.un.org/en/A/RES/99/7"

#: A head that spans two columns, a figure, marks of notes of the table's own, one of which is there.
LAMPS = Part(
    PartKind.TABLE,
    "s1.table1",
    None,
    1,
    Passage("Lamps In use Cape North 1 200 (30)", (), (Mark("b", 29),)),
    cells=(
        TableCell(1, 2, 6, 12, rows=2, columns=2, is_head=True),
        TableCell(3, 1, 13, 23, marks=("a",)),
        TableCell(3, 2, 24, 29, marks=("b",)),
        TableCell(3, 3, 30, 34),
    ),
)

PARTS = (
    Part(PartKind.PREAMBULAR, "pp1", None, 1, Passage(PP1, (Run(0, 60, len(PP1)),))),
    Part(PartKind.HEADING, "h1", None, 2, Passage("Lights at sea")),
    Part(PartKind.OPERATIVE, "op1", "1", 3, Passage(OP1, (), (Mark("1", 42), Mark("2", 42)))),
    Part(
        PartKind.OPERATIVE,
        "op2",
        "2",
        4,
        Passage(OP2),
        (
            Part(PartKind.SUB, "op2.a", "a", 1, Passage("On lamps;")),
            Part(PartKind.SUB, "op2.b", "b", 2, Passage("On oil.")),
        ),
    ),
    Part(
        PartKind.SECTION,
        "s1",
        "I",
        5,
        Passage("Of lamps"),
        (LAMPS,),
    ),
    Part(
        PartKind.ANNEX,
        "annex1",
        None,
        6,
        Passage("Charter of lights"),
        (Part(PartKind.TEXT, "annex1.text1", None, 1, Passage("We shine.")),),
    ),
)

RECORD = Record(
    outcome=Outcome.RECORDED_VOTE,
    ballots=(Ballot("Uganda", "inFavour"), Ballot("Atlantis", "abstaining"), Ballot("Kenya", "against")),
    subjects=(Subject("http://metadata.un.org/thesaurus/1006059", "SOUTH-SOUTH RELATIONS"),),
    names=(NameHeading("UN. Harbour Board", "body"), NameHeading("Charter of the Seas (1945)", "title")),
    goals=(14,),
    agenda=(AgendaHeading("20c", "SEAS--PROTECTION", "Seas.", "A/99/251"),),
    steps=(
        WorkflowStep("draftResolution", "A/C.2/99/L.3", dt.date(2044, 11, 1), ("Uganda", "Atlantis")),
        WorkflowStep("recommendedForAdoption", "A/99/443/Add.2", dt.date(2044, 12, 1)),
        WorkflowStep("adopted", "A/99/PV.71", dt.date(2044, 12, 20)),
    ),
    alias="/akn/un/statement/deliberation/unga/2044-12-20/99-7/",
)

RESOLUTION = Resolution(
    source=Source("lights.txt", "Lighthouses for all ????", "a" * 64, address=ADDRESS, fetched=dt.date(2045, 3, 1)),
    language="en",
    masthead=MASTHEAD,
    opener=Passage("The General Assembly,"),
    parts=PARTS,
    footnotes=(
        Footnote("1", "fn1", Passage(FN1, (Run(0, 300, len(FN1)),)), "op1", 1),
        Footnote("2", "fn2", Passage(FN2), "op1", 2),
        Footnote("3", "fn3", Passage("Lost."), None, 3),
        Footnote("b", "s1.table1.fn-b", Passage("Since 2040."), "s1.table1", 4, of_table=True),
    ),
    leaves=(Leaf(0, 20, LeafKind.TEXT, "title"), Leaf(20, 24, LeafKind.UNREAD)),
    record=RECORD,
    findings=(Finding("reader.unanchored_mark", Severity.WARNING, "note 3 has no mark", "fn3", 320, "look for it"),),
)


def span(place: str, words: str) -> Span:
    """The first place of some words in a passage of the sample."""
    text = {path: passage.text for path, passage in RESOLUTION.passages()}[place]
    start = text.index(words)
    return Span(place, start, start + len(words), words)


REPORT = Instrument("A/67/39", "A/67/39", "report", "Report of the keepers")
LETTERED = Instrument("A/RES/57/270B", "A/RES/57/270B", "resolution")
NAIROBI = Instrument("instrument/nairobi-outcome-document", None, "outcome-document", "Nairobi outcome document")

CITATIONS = (
    Citation(
        "pp1.cit1",
        span("pp1", "resolution 57/270 B of 23 June 2003"),
        LETTERED,
        "recalling",
        "citation.resolution_modern",
        dt.date(2003, 6, 23),
    ),
    Citation("op1.cit1", span("op1", "the report"), None, "noting", "citation.bare"),
    Citation(
        "fn1.cit1",
        span("fn1", "A/67/39"),
        REPORT,
        "citing",
        "citation.document",
        pinpoint="chap. I",
        functions_of_mark=("noting",),
    ),
    Citation("fn2.cit1", span("fn2", "Ibid."), REPORT, "citing", "citation.ibid", pinpoint="chap. II", ibid="fn1"),
    Citation("op2.cit1", span("op2", "report"), NAIROBI, "noting", "citation.named"),
)

MENTIONS = (
    Mention(
        "op1.mention1",
        span("op1", "all lighthouse keepers"),
        "actor/group/all-lighthouse-keepers",
        Role.ADDRESSEE,
        "mention.group",
    ),
    Mention("op1.mention2", span("op1", "Trust Fund"), FUND, Role.BENEFICIARY, "mention.name"),
    Mention(
        "op2.mention1", span("op2", "Secretary-General"), "actor/secretary-general", Role.ADDRESSEE, "mention.name"
    ),
    Mention("op2.mention2", span("op2", "Harbour Board"), None, Role.REPORT_TO, "mention.name"),
)

ACTS = (
    Act(
        "op1.act1", "op1", 1, "takes-note", "takes note", "Takes note",
        span("op1", "Takes note with appreciation"), span("op1", "Takes note with appreciation of the report"),
        "note", "act.verb", manner="with appreciation",
    ),
    Act(
        "op1.act2", "op1", 2, "invites", "invites", "invites",
        span("op1", "invites"), span("op1", "invites all lighthouse keepers to help the Trust Fund"),
        "invite", "act.verb", addressing=("op1.mention1",), beneficiaries=(FUND,),
        clauses=(Clause("voluntary-contributions", span("op1", "through voluntary contributions"), "clause.money"),),
    ),
    Act(
        "op2.act1", "op2", 1, "requests", "requests", "Requests",
        span("op2", "Requests"), span("op2", "Requests the Secretary-General to report"),
        "request", "act.verb", addressing=("op2.mention1", "op2.mention2"), offices=("op2.mention1",),
        report=ReportRequest(
            "Harbour Board", None, "3", dt.date(2045, 5, 1), "by 1 May 2045", "report", "every two years"
        ),
        further=(
            FurtherReport(
                span("op2.b", "On oil"),
                "duty.report_report",
                ReportRequest("Assembly", "actor/general-assembly", "101", None, None, "report on oil"),
            ),
        ),
    ),
    Act(
        "op2.act2", "op2", 2, "decides", "decides", "decides",
        span("op2", "decides"), span("op2", "decides to include the item in its agenda"),
        "decide", "act.verb",
        report=ReportRequest("General Assembly", "actor/general-assembly", "100", None, None, None),
        offices=("op2.mention1",),
        agenda=AgendaInclusion("100", "Lights", "Lamps"),
    ),
)  # fmt: skip

#: No word of the sample prints a goal: the value stands for one that does.
GOALS = (GoalMention("op1.goal1", Span("op1", 0, 5, OP1[:5]), 6, "goal.printed"),)

ELEMENTS = (MandateElement("op2.element1", span("op2", "by 1 May 2045"), "timeline", "mandate.timeline", "op2.act1"),)

ANNOTATIONS = Annotations(CITATIONS, MENTIONS, ACTS, GOALS, elements=ELEMENTS)


def french() -> Resolution:
    """The same resolution in French: one paragraph less is the same place with other words, one place is new."""
    return replace(
        RESOLUTION,
        source=Source("phares.xml", "Des phares pour tous", "b" * 64, "application/xml"),
        language="fr",
        masthead=replace(MASTHEAD, title="Des phares pour tous", agenda_title="Lumières", printed=()),
        opener=Passage("L’Assemblée générale,"),
        parts=(
            Part(PartKind.PREAMBULAR, "pp1", None, 1, Passage("Rappelant sa résolution 57/270 B,")),
            Part(PartKind.OPERATIVE, "op9", "9", 2, Passage("Nulle part ailleurs.")),
        ),
        footnotes=(),
        findings=(),
        record=Record(),
    )
