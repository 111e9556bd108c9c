"""Comparable statements of a build about a resolution's words, without running numbers.

Reads: a `PublishedResolution`. Writes: `Statement`s of one kind. Running numbers (`#op17.cit2`) do not occur in them:
what leads to a mention or a session of the same resolution is written as its words or its number.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from lod.review.documents import PublishedResolution, Thing

#: What is compared, in the order of a report: the kind, as the command line names it, and its classes.
KINDS: Mapping[str, tuple[str, ...]] = {
    "resolutions": ("Resolution",),
    "masthead": ("Resolution",),
    "paragraphs": ("Part",),
    "footnotes": ("Footnote", "TableNote"),
    "unread": ("UnreadText",),
    "acts": ("Act",),
    "clauses": ("Clause",),
    "reports": ("FurtherReport",),
    "elements": ("MandateElement",),
    "citations": ("Citation",),
    "mentions": ("Mention",),
}

#: The terms of each kind, and what they are called in a report.
_TERMS: Mapping[str, Mapping[str, str]] = {
    "masthead": {
        "title": "title",
        "date_document": "adopted",
        "issued": "issued",
        "passed_by": "organ",
        "session": "session",
        "agendaItem": "agenda item",
        "onReport": "report",
        "onDraft": "draft",
        "reportPinpoint": "report paragraph",
        "committee": "committee",
        "adoptedAt": "meeting",
        "adoptionMode": "adoption",
        "openingWords": "opener",
        "reissueNote": "reissue",
        "subject": "subjects",
    },
    "paragraphs": {"number": "number", "text": "text"},
    "footnotes": {"mark": "mark", "anchoredIn": "hangs on", "text": "text"},
    "acts": {
        "verb": "verb",
        "manner": "manner",
        "addressing": "addressed words",
        "addressee": "addressees",
        "asksOffice": "offices",
        "reportTo": "report to",
        "reportToAsPrinted": "body as printed",
        "dueSession": "due session",
        "dueDate": "due date",
        "dueDateAsPrinted": "due date as printed",
        "deliverable": "deliverable",
        "frequency": "frequency",
        "itemTitle": "item",
        "subItemTitle": "sub-item",
        "beneficiaryFund": "funds",
    },
    "clauses": {"clauseKind": "kind"},
    "reports": {
        "reportTo": "report to",
        "reportToAsPrinted": "body as printed",
        "dueSession": "due session",
        "dueDate": "due date",
        "dueDateAsPrinted": "due date as printed",
        "deliverable": "deliverable",
        "frequency": "frequency",
    },
    "elements": {"elementKind": "kind"},
    "citations": {
        "hasCitedEntity": "target",
        "citationFunction": "function",
        "citedDate": "date",
        "pinpoint": "pinpoint",
        "takesUp": "takes up",
    },
    "mentions": {"mentions": "names", "role": "role"},
}
_IN = {
    "acts": "performedIn",
    "clauses": "clauseIn",
    "reports": "furtherReportIn",
    "elements": "elementIn",
    "citations": "citedIn",
    "mentions": "mentionedIn",
}
_PART_CLASSES = frozenset(("Part", "Passage"))
_DUTIES = (("ReportRequest", "report request"), ("AgendaInclusion", "agenda"), ("ContributionCall", "contributions"))


class Statement(Struct, frozen=True):
    """What is said of some words. `where` is the place in terms of the build that it is compared with."""

    where: str
    start: int
    end: int
    words: str
    values: tuple[tuple[str, str], ...]
    place: str

    @property
    def compared(self) -> tuple[str, int, int, str, tuple[tuple[str, str], ...]]:
        """All but the place, which may have moved."""
        return self.where, self.start, self.end, self.words, self.values


def statements(document: PublishedResolution, kind: str, moves: Mapping[str, str] | None = None) -> list[Statement]:
    """The statements of one kind, in text order; `moves` gives the places that have another name elsewhere."""
    moved = moves or {}
    found = (thing for name in KINDS[kind] for thing in document.of_type(name))
    made = [_statement(document, kind, thing, moved) for thing in found]
    return sorted(made, key=lambda statement: statement.compared)


def _statement(document: PublishedResolution, kind: str, thing: Thing, moves: Mapping[str, str]) -> Statement:
    values = tuple(_values(document, kind, thing, moves))
    place = thing.one(_IN[kind])[1:] if kind in _IN else "" if kind == "unread" else thing.place
    where, start, end = moves.get(place, place), thing.offset("startOffset"), thing.offset("endOffset")
    return Statement(where, start, end, _words(kind, thing), values, place)


def _words(kind: str, thing: Thing) -> str:
    """What stands for a statement in a report: its words, an act's verb phrase."""
    printed = thing.one("asPrinted")
    if kind == "acts":
        first = thing.offset("startOffset")
        return printed[thing.offset("verbStartOffset") - first : thing.offset("verbEndOffset") - first]
    return " ".join(printed.split()) if kind == "unread" else printed


def _values(
    document: PublishedResolution, kind: str, thing: Thing, moves: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    if kind == "acts":
        yield "family", document.families.get(thing.one("verb"), "")
        yield "duty", ", ".join(name for duty, name in _DUTIES if duty in thing.types)
    if kind in ("paragraphs", "footnotes"):
        yield "place", thing.place
        yield "kind", ", ".join(sorted(thing.types - _PART_CLASSES))
    for term, name in _TERMS.get(kind, {}).items():
        yield name, "; ".join(sorted(_value(document, value, moves) for value in thing.all(term)))
    if kind == "acts":
        yield "act", thing.one("asPrinted")


def _value(document: PublishedResolution, value: str, moves: Mapping[str, str]) -> str:
    """A value without running numbers: what it leads to in the same resolution is its words, number or place."""
    thing = document.things.get(value[1:]) if value.startswith("#") else None
    if thing is None:
        return value.rpartition("/")[2] if value.startswith(_CONCEPTS) else value
    place = moves.get(thing.place, thing.place)
    return thing.one("asPrinted") or thing.one("number") * ("Session" in thing.types) or place


_CONCEPTS = ("verb/", "citation-function/", "mention-role/", "clause-kind/", "mandate-element/", "adoption-mode/")
