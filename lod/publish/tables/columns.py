"""The tables and their columns, declared once: files, metadata, database and the page `docs/tables.md` come from it.

A table has a row for each thing of its classes; a column holds what one property of the thing says. Names are stable:
a column is added at the end of its table, and none is renamed.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct
from pyoxigraph import NamedNode

from lod.model.vocab import CITO, DCT, ELI, RDF, SKOS, UNR

#: What parts the values of a column that may hold several.
SEPARATOR = "|"


class CellForm(StrEnum):
    """How a value of the graph is written in a cell."""

    WORDS = "words"  # a literal's text: the English one where there are several
    NUMBER = "number"
    DECIMAL = "decimal"
    DATE = "date"
    IRI = "iri"
    PATH = "path"  # an IRI below the base: "actor/undp"; the whole IRI of others' things
    SYMBOL = "symbol"  # the document in which a thing stands, or that an IRI names: "A/RES/68/230"
    PLACE = "place"  # where in its document a thing stands: "op17"
    NAME = "name"  # the last step of an IRI: "requests" of "verb/requests"
    CODE = "code"  # the same in capitals: "UGA" of "country/uga"


#: The data types of CSVW (XML Schema), and of SQL.
TYPES = {
    CellForm.NUMBER: ("integer", "BIGINT"),
    CellForm.DECIMAL: ("decimal", "DECIMAL(38, 6)"),
    CellForm.DATE: ("date", "DATE"),
    CellForm.IRI: ("anyURI", "VARCHAR"),
}
TEXT = ("string", "VARCHAR")


class Column(Struct, frozen=True):
    """A column: the property that it holds (None: of the thing's own IRI), how it is written, what it means."""

    name: str
    term: NamedNode | None
    form: CellForm
    says: str
    many: bool = False

    @property
    def types(self) -> tuple[str, str]:
        """Its data type in CSVW and in SQL; several values are text."""
        return TEXT if self.many else TYPES.get(self.form, TEXT)


class PublishedTable(Struct, frozen=True):
    """A table: the classes whose things are its rows, and its columns, the first of which is its key."""

    name: str
    classes: tuple[NamedNode, ...]
    says: str
    columns: tuple[Column, ...]
    needs: NamedNode | None = None  # a property without which a thing has no row

    @property
    def count(self) -> str:
        """The SPARQL query whose count is the number of rows."""
        kinds = " ".join(str(kind) for kind in self.classes)
        needed = f" ?thing {self.needs} ?needed ." if self.needs else ""
        return f"SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind .{needed} }}"


def _own(says: str) -> tuple[Column, Column, Column]:
    """The columns of what stands in a resolution: its IRI, the resolution, the place."""
    return (
        Column("iri", None, CellForm.IRI, says),
        Column("symbol", UNR.inResolution, CellForm.SYMBOL, "the resolution: key of `resolutions`"),
        Column("place", None, CellForm.PLACE, "where in the resolution: the fragment of the IRI"),
    )


_ADDRESSEES = Column("addressees", UNR.addressee, CellForm.PATH, "whom it addresses: keys of `actors`", True)
_FUNDS = Column("funds", UNR.beneficiaryFund, CellForm.PATH, "funds to which contributions are invited", True)
_LABEL = Column("label", SKOS.prefLabel, CellForm.WORDS, "its English name")

TABLES: tuple[PublishedTable, ...] = (
    PublishedTable(
        "resolutions",
        (UNR.Resolution,),
        "One row a resolution.",
        (
            Column("symbol", UNR.symbol, CellForm.WORDS, "`A/RES/68/230`"),
            Column("iri", None, CellForm.IRI, "its IRI, which is the address of its page"),
            Column("title", DCT.title, CellForm.WORDS, "its title, the English one where there is one"),
            Column("adopted", ELI.date_document, CellForm.DATE, "day of adoption"),
            Column("issued", DCT.issued, CellForm.DATE, "day of distribution"),
            Column("organ", ELI.passed_by, CellForm.PATH, "who adopted it: key of `actors`"),
            Column("session", UNR.session, CellForm.PATH, "`session/68`"),
            Column("agenda_items", UNR.agendaItem, CellForm.PATH, "agenda items: `session/68/item/24b`", True),
            Column("committee", UNR.committee, CellForm.PATH, "the committee that recommended it: key of `actors`"),
            Column("on_reports", UNR.onReport, CellForm.PATH, "the committee's report, or the draft", True),
            Column("meeting", UNR.adoptedAt, CellForm.PATH, "the meeting that adopted it"),
            Column("adoption", UNR.adoptionMode, CellForm.NAME, "`without-vote`, `recorded-vote`, `non-recorded-vote`"),
            Column("subjects", DCT.subject, CellForm.IRI, "the library's subject headings", True),
            Column("goals", UNR.goal, CellForm.NAME, "Sustainable Development Goals by number", True),
            Column("languages", ELI.is_realized_by, CellForm.NAME, "languages in which a text was read", True),
        ),
    ),
    PublishedTable(
        "paragraphs",
        (UNR.Part,),
        "One row a part: paragraph, point, section, annex, heading, table.",
        (
            *_own("the part's IRI"),
            Column("kind", RDF.type, CellForm.NAME, "`OperativeParagraph`, `SubParagraph`, ...: the class"),
            Column("number", UNR.number, CellForm.WORDS, "as printed, without brackets and points"),
            Column("position", UNR.position, CellForm.NUMBER, "1, 2, ... among the parts of the same parent"),
            Column("parent", ELI.is_part_of, CellForm.PLACE, "the place above; empty below the resolution itself"),
            Column("text", UNR.text, CellForm.WORDS, "its words, without footnote marks"),
        ),
    ),
    PublishedTable(
        "acts",
        (UNR.Act,),
        "One row an act: one thing that a paragraph does.",
        (
            *_own("the act's IRI"),
            Column("paragraph", UNR.performedIn, CellForm.PLACE, "its paragraph: `place` in `paragraphs`"),
            Column("position", UNR.order, CellForm.NUMBER, "1, 2, ... in its paragraph"),
            Column("verb", UNR.verb, CellForm.NAME, "the verb: `requests`"),
            Column("verb_printed", UNR.verbAsPrinted, CellForm.WORDS, "the verb as printed"),
            Column("manner", UNR.manner, CellForm.WORDS, "`with appreciation`"),
            _ADDRESSEES,
            Column("text", UNR.asPrinted, CellForm.WORDS, "its words"),
        ),
    ),
    PublishedTable(
        "citations",
        (UNR.Citation,),
        "One row a citation in a paragraph, a footnote or a note of a table.",
        (
            *_own("the citation's IRI"),
            Column("cited_in", UNR.citedIn, CellForm.PLACE, "the paragraph or note"),
            Column("function", UNR.citationFunction, CellForm.NAME, "`recalling`, `reaffirming`, ..."),
            Column("cited", CITO.hasCitedEntity, CellForm.PATH, "the cited document; empty where nothing settles it"),
            Column("cited_date", UNR.citedDate, CellForm.DATE, "the day that is printed with it"),
            Column("pinpoint", UNR.pinpoint, CellForm.WORDS, "`para. 5`"),
            Column("printed", UNR.asPrinted, CellForm.WORDS, "its words"),
        ),
    ),
    PublishedTable(
        "duties",
        (UNR.ReportRequest, UNR.AgendaInclusion, UNR.ContributionCall),
        "One row an act that asks for a report, puts an item on an agenda, or calls for contributions.",
        (
            *_own("the act's IRI: key of `acts` too"),
            Column("kinds", RDF.type, CellForm.NAME, "`ReportRequest`, `AgendaInclusion`, `ContributionCall`", True),
            _ADDRESSEES,
            Column("report_to", UNR.reportTo, CellForm.PATH, "the bodies reported to: keys of `actors`", many=True),
            Column("report_to_printed", UNR.reportToAsPrinted, CellForm.WORDS, "the body as printed"),
            Column("due_session", UNR.dueSession, CellForm.PATH, "the first session in which it is due"),
            Column("due_date", UNR.dueDate, CellForm.DATE, "the day by which it is due"),
            Column("deliverable", UNR.deliverable, CellForm.WORDS, "what is to be submitted, as printed"),
            Column("frequency", UNR.frequency, CellForm.WORDS, "`annually`"),
            Column("item", UNR.itemTitle, CellForm.WORDS, "the agenda item"),
            Column("sub_item", UNR.subItemTitle, CellForm.WORDS, "the sub-item"),
            _FUNDS,
        ),
    ),
    PublishedTable(
        "votes",
        (UNR.Ballot,),
        "One row a State's vote on a resolution.",
        (
            *_own("the ballot's IRI"),
            Column("state", UNR.castBy, CellForm.CODE, "ISO 3166 code of three letters"),
            Column("state_printed", UNR.asPrinted, CellForm.WORDS, "the State's name as given"),
            Column("vote", UNR.ballotOption, CellForm.NAME, "`in-favour`, `against`, `abstaining`"),
        ),
    ),
    PublishedTable(
        "actors",
        (UNR.Actor,),
        "One row an actor, a group or a State that the data name.",
        (
            Column("actor", None, CellForm.PATH, "`actor/undp`, `country/uga`"),
            Column("iri", None, CellForm.IRI, "its IRI"),
            _LABEL,
            Column("kinds", RDF.type, CellForm.NAME, "`Actor`, `ActorGroup`, `MemberState`", True),
        ),
    ),
    PublishedTable(
        "funds",
        (UNR.Fund,),
        "One row a fund that the data name.",
        (
            Column("fund", None, CellForm.PATH, "`fund/perez-guerrero-trust-fund`"),
            Column("iri", None, CellForm.IRI, "its IRI"),
            _LABEL,
            Column("kinds", RDF.type, CellForm.NAME, "`Fund`, `TrustFund`", True),
        ),
    ),
    PublishedTable(
        "series",
        (UNR.Resolution,),
        "One row a resolution that has one before it in its series.",
        (
            Column("symbol", UNR.symbol, CellForm.WORDS, "the resolution: key of `resolutions`"),
            Column("iri", None, CellForm.IRI, "its IRI"),
            Column("predecessor", UNR.predecessor, CellForm.SYMBOL, "the resolution before it: key of `resolutions`"),
        ),
        needs=UNR.predecessor,
    ),
    PublishedTable(
        "mandates",
        (UNR.Mandate,),
        "One row an act that asks an office of the Organization to do something.",
        (
            *_own("the act's IRI: key of `acts` too"),
            Column("paragraph", UNR.performedIn, CellForm.PLACE, "its paragraph: `place` in `paragraphs`"),
            Column("offices", UNR.asksOffice, CellForm.PATH, "the offices that it asks: keys of `actors`", True),
            Column("verb", UNR.verb, CellForm.NAME, "the verb: `requests`"),
            Column("text", UNR.asPrinted, CellForm.WORDS, "its words: the activity"),
            Column("deliverable", UNR.deliverable, CellForm.WORDS, "what is to be submitted, as printed"),
            Column("report_to", UNR.reportTo, CellForm.PATH, "the bodies reported to: keys of `actors`", many=True),
            Column("due_session", UNR.dueSession, CellForm.PATH, "the first session in which it is due"),
            Column("due_date", UNR.dueDate, CellForm.DATE, "the day by which it is due"),
            Column("frequency", UNR.frequency, CellForm.WORDS, "how often, as printed: `annually`"),
            Column("answered_by", UNR.answeredBy, CellForm.SYMBOL, "the document that answers it, where one is cited"),
        ),
    ),
    PublishedTable(
        "mandate_elements",
        (UNR.MandateElement,),
        "One row a stretch of words that gives one element of a mandate, by paragraph 5 of A/RES/80/251.",
        (
            *_own("the element's IRI"),
            Column("paragraph", UNR.elementIn, CellForm.PLACE, "its paragraph: `place` in `paragraphs`"),
            Column("act", UNR.elementOf, CellForm.IRI, "the act whose words it is: key of `acts`"),
            Column("kind", UNR.elementKind, CellForm.NAME, "`objective`, `timeline`, `review`, `retirement`, ..."),
            Column("printed", UNR.asPrinted, CellForm.WORDS, "its words"),
        ),
    ),
    PublishedTable(
        "table_cells",
        (UNR.TableCell,),
        "One row a cell of a printed table; cells that hold nothing have none.",
        (
            *_own("the cell's IRI"),
            Column("table_place", UNR.cellOf, CellForm.PLACE, "its table: `place` in `paragraphs`"),
            Column("kind", RDF.type, CellForm.NAME, "`TableCell`, `HeaderCell`: the class"),
            Column("row_number", UNR.row, CellForm.NUMBER, "1, 2, ... in the table, rows of heads included"),
            Column("column_number", UNR.column, CellForm.NUMBER, "1, 2, ... in the row"),
            Column("row_span", UNR.rowSpan, CellForm.NUMBER, "over how many rows it reaches, where these are several"),
            Column("column_span", UNR.columnSpan, CellForm.NUMBER, "over how many columns, where these are several"),
            Column("text", UNR.text, CellForm.WORDS, "its words"),
            Column("figure", UNR.figure, CellForm.DECIMAL, "the number that it prints, below zero if in brackets"),
            Column("note_marks", UNR.tableNoteMark, CellForm.WORDS, "marks of notes of the table, parted by commas"),
        ),
    ),
)


def columns(table: PublishedTable) -> Iterator[Column]:
    """The columns as files have them."""
    yield from table.columns


def key(table: PublishedTable) -> tuple[str, ...]:
    """The columns that tell a row from all others."""
    return (table.columns[0].name,)


#: Which columns lead to a row of another table.
LINKS = {
    ("paragraphs", "symbol"): ("resolutions", "symbol"),
    ("acts", "symbol"): ("resolutions", "symbol"),
    ("citations", "symbol"): ("resolutions", "symbol"),
    ("duties", "iri"): ("acts", "iri"),
    ("votes", "symbol"): ("resolutions", "symbol"),
    ("series", "symbol"): ("resolutions", "symbol"),
    ("table_cells", "symbol"): ("resolutions", "symbol"),
    ("mandates", "iri"): ("acts", "iri"),
    ("mandate_elements", "act"): ("acts", "iri"),
}
