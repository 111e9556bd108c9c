"""The fields of MARC records, declared: what each holds, in which profile, and how it is made.

From this one declaration come the records, the page `docs/marc.md`, and the tests that hold every record to it.
Governing texts: MARC 21 Format for Bibliographic Data; fields 089, 191, 269, 967 and 981 to 996 are the United
Nations library's own. A field is written only where the resolution says it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct
from pymarc import Field

from lod.data.headings import HeadingKind, is_below_a_body
from lod.data.organs import load_organs
from lod.model.resolution import NameHeading, Subject
from lod.publish.marc.described import (
    LANGUAGES,
    SCRIPTS,
    Described,
    RelatedDocument,
    committee_words,
    day,
    field,
    full_day,
    is_place_heading,
    isbd,
    language_words,
    meeting_words,
    nonfiling,
    official_link,
    one_line,
    outcome_words,
    related,
    session_words,
    state_code,
    votes,
)


class Profile(StrEnum):
    """Whose catalogue a record is made for."""

    UN = "un"  # as the United Nations Digital Library writes records
    STANDARD = "standard"  # as any MARC 21 library takes them


class FieldRule(Struct, frozen=True):
    """A field: its indicators as a pattern, what its subfields hold, what it says, and how it is made."""

    tag: str
    profiles: tuple[Profile, ...]
    indicators: str  # "" for a control field
    subfields: Mapping[str, str]
    says: str
    make: Callable[[Described], Iterable[Field]]


UN, STANDARD = (Profile.UN,), (Profile.STANDARD,)
BOTH = (Profile.UN, Profile.STANDARD)
#: The field of a name heading, by what it names, with its indicators: surname first, direct order, no article.
NAME_FIELDS = {
    HeadingKind.PERSON: ("600", "14"),
    HeadingKind.BODY: ("610", "24"),
    HeadingKind.MEETING: ("611", "24"),
    HeadingKind.TITLE: ("630", "04"),
}
#: First indicator of field 993, and what field 787 calls the document.
RELATED = {"draft": ("2", "Draft resolution:"), "report": ("3", "Committee report:"), "meeting record": ("4", "")}
_VOTES = {"inFavour": "Y", "against": "N", "abstaining": "A"}


def fixed(described: Described) -> str:
    """Field 008: 40 characters; the date entered on file is the distribution date, since no clock is read."""
    issued = described.head.issued or described.head.adopted
    entered = issued.strftime("%y%m%d") if issued else "000000"
    dates = f"s{issued.year:04}    " if issued else "nuuuuuuuu"
    language = LANGUAGES.get(described.resolution.language, "und")
    return f"{entered}{dates}nyu" + "     o    i000 0 ".ljust(17) + f"{language} d"


def _control(tag: str, value: Callable[[Described], str]) -> Callable[[Described], Iterator[Field]]:
    def make(described: Described) -> Iterator[Field]:
        if text := value(described):
            yield Field(tag, data=one_line(text) if tag not in ("006", "007", "008") else text)

    return make


def _transaction(described: Described) -> str:
    """The last date in the data, at midnight."""
    last = max(filter(None, (described.head.issued, described.head.adopted)), default=None)
    return f"{last:%Y%m%d}000000.0" if last else ""


def _catalogued(rules: tuple[tuple[str, str], ...]) -> Callable[[Described], Iterator[Field]]:
    def make(described: Described) -> Iterator[Field]:
        agency = described.publication.organization
        yield field("040", "  ", ("a", agency), ("b", "eng"), *rules, ("c", agency))

    return make


def _maker(described: Described) -> Iterator[Field]:
    yield field("040", "  ", ("a", described.publication.organization), ("b", "eng"))


def _languages(indicators: str) -> Callable[[Described], Iterator[Field]]:
    def make(described: Described) -> Iterator[Field]:
        codes = dict.fromkeys(LANGUAGES.get(tag, "und") for tag in described.languages)
        yield field("041", indicators, *(("a", code) for code in codes))

    return make


def _symbol(described: Described) -> Iterator[Field]:
    symbol = described.head.symbol
    yield field("191", "  ", ("a", symbol), ("b", f"{symbol.split('/')[0]}/"), ("c", described.head.session))


def _title(described: Described, first: str, end: str) -> Iterator[Field]:
    """Field 245 with the punctuation of ISBD; a title that only says which resolution it is needs no other words."""
    title = isbd(described.head.name)
    marks = f"{first}{nonfiling(title, described.resolution.language)}"
    adopted = ("c", f"adopted by the {described.organ}{end}")
    if described.paper:
        yield field("245", marks, ("a", f"{title} :"), ("b", f"{described.paper}{end}"))
    elif not described.organ:
        yield field("245", marks, ("a", f"{title} :"), ("b", f"resolution{end}"))
    elif title.casefold().startswith("resolution "):
        yield field("245", marks, ("a", f"{title.capitalize() if title.isupper() else title} /"), adopted)
    else:
        yield field("245", marks, ("a", f"{title} :"), ("b", "resolution /"), adopted)


def _un_title(described: Described) -> Iterator[Field]:
    """The title is the main entry, for no name is."""
    yield from _title(described, "0", "")


def _standard_title(described: Described) -> Iterator[Field]:
    yield from _title(described, "1" if described.organ else "0", ".")


def _parallel(described: Described) -> Iterator[Field]:
    for _, title in described.titles:
        yield field("246", "31", ("a", isbd(title)))


def _latin(described: Described) -> Iterator[Field]:
    for language, title in described.titles:
        if language not in SCRIPTS:
            yield field("246", "31", ("a", isbd(title)))


def _scripts(described: Described) -> Iterator[Field]:
    for language, title in described.titles:
        if language in SCRIPTS:
            yield field("880", "31", ("6", f"246-00/{SCRIPTS[language]}"), ("a", isbd(title)))


def _imprint(described: Described) -> Iterator[Field]:
    issued = day(described.head.issued)
    yield field("260", "  ", ("a", "[New York] :"), ("b", "UN," if issued else "UN."), ("c", issued))


def _published(described: Described) -> Iterator[Field]:
    issued = full_day(described.head.issued)
    name = "United Nations" + (", " if issued else ".")
    yield field("264", " 1", ("a", "[New York] :"), ("b", name), ("c", f"{issued}." if issued else None))


def _main_entry(described: Described) -> Iterator[Field]:
    if described.organ:
        yield field("110", "2 ", ("a", "United Nations."), ("b", f"{described.organ},"), ("e", "issuing body."))


def _notes(described: Described) -> Iterator[Field]:
    head = described.head
    if head.adopted and head.meeting:
        yield field("500", "  ", ("a", f"Adopted at the {meeting_words(head)}, {day(head.adopted)}."))
    if head.report and head.report.symbol != head.draft:
        said = ", ".join(filter(None, (head.report.symbol, head.report.pinpoint)))
        yield field("500", "  ", ("a", f"On the report of the {head.committee or 'committee'}: {said.rstrip('.')}."))
    if head.draft:
        yield field("500", "  ", ("a", f"Without reference to a Main Committee: {head.draft}."))
    if head.corrigendum:
        yield field("500", "  ", ("a", head.corrigendum))


def _vote_note(described: Described) -> Iterator[Field]:
    if words := outcome_words(described):
        yield field("500", "  ", ("a", f"{words}."))


def _bibliography(described: Described) -> Iterator[Field]:
    if described.resolution.footnotes:
        yield field("504", "  ", ("a", "Includes bibliographical references."))


def _language_note(described: Described) -> Iterator[Field]:
    yield field("546", "  ", ("a", f"Text in {language_words(described.languages)}."))


def _subjects(tag: str, are_places: bool) -> Callable[[Described], Iterator[Field]]:
    def make(described: Described) -> Iterator[Field]:
        for subject in described.record.subjects:
            if is_place_heading(subject.label) == are_places:
                yield _subject(tag, subject)

    return make


def _subject(tag: str, subject: Subject) -> Field:
    first = "1" if tag == "650" else " "
    return field(tag, f"{first}7", ("a", subject.label), ("2", "unbist"), ("0", subject.iri))


def _names(kind: HeadingKind) -> Callable[[Described], Iterator[Field]]:
    def make(described: Described) -> Iterator[Field]:
        tag, indicators = NAME_FIELDS[kind]
        for name in described.record.names:
            if _kind_for_marc(name) is kind:
                yield field(tag, indicators, ("a", name.label))

    return make


def _kind_for_marc(name: NameHeading) -> HeadingKind:
    """MARC 21, X10: a meeting whose name is entered below a body's is in the field of bodies."""
    kind = HeadingKind(name.kind)
    return HeadingKind.BODY if kind is HeadingKind.MEETING and is_below_a_body(name.label) else kind


def _un_bodies(described: Described) -> Iterator[Field]:
    head = described.head
    heading = load_organs().get(head.organ).heading
    if not heading:
        return
    session = session_words(head)
    body = f"{heading} ({session})" if session else heading
    yield field("710", "2 ", ("a", body))
    if committee := committee_words(head.committee):
        yield field("710", "2 ", ("a", f"{body}. {committee}"))


def _standard_bodies(described: Described) -> Iterator[Field]:
    if described.organ and described.head.committee:
        below = (("b", f"{described.organ}."), ("b", f"{described.head.committee}."))
        yield field("710", "2 ", ("a", "United Nations."), *below)


def _related_items(described: Described) -> Iterator[Field]:
    for item in related(described):
        if what := RELATED[item.kind][1]:
            yield field("787", "08", ("i", what), ("r", item.symbol), ("o", official_link(item.symbol)))
    if described.earlier:
        title, symbol = isbd(described.earlier.title), described.earlier.symbol
        yield field("787", "08", ("i", "Earlier resolution of the series:"), ("t", title), ("r", symbol))


def _links(subfields: Callable[[str, str], tuple[tuple[str, str], ...]]) -> Callable[[Described], Iterator[Field]]:
    def make(described: Described) -> Iterator[Field]:
        symbol = described.head.symbol
        for language in described.languages:
            known = language if language in LANGUAGES else ""
            yield field(
                "856", "40", ("u", official_link(symbol, known)), *subfields(language_words([language]), symbol)
            )

    return make


def _data_link(described: Described) -> Iterator[Field]:
    yield field("856", "42", ("u", f"{described.iri}.html"), ("q", "text/html"), ("3", "Linked open data"))


def _agenda(described: Described) -> Iterator[Field]:
    """The library's heading with its agenda, else the item with the title that is printed for it.

    Of some sub-items the official XML repeats the heading where their title should stand.
    """
    head = described.head
    for found in described.record.agenda:
        title = found.title if found.title != found.heading else None
        yield field("991", "  ", ("a", found.document), ("b", found.item), ("c", found.heading), ("d", title))
    if not described.record.agenda:
        agenda = load_organs().get(head.organ).agenda.format(session=head.session) if head.session else None
        for item, title in head.titled_items:
            yield field("991", "  ", ("a", agenda or None), ("b", item), ("d", title))


def _documents(described: Described) -> Iterator[Field]:
    for item in related(described):
        yield _document(item)


def _document(item: RelatedDocument) -> Field:
    return field("993", f"{RELATED[item.kind][0]} ", ("a", item.symbol))


def _ballots(described: Described) -> Iterator[Field]:
    for count, ballot in enumerate(described.record.ballots, 1):
        state, vote = ballot.state.upper(), _VOTES.get(ballot.vote)
        yield field("967", "  ", ("a", f"{count}"), ("c", state_code(ballot.state)), ("d", vote), ("e", state))


def _vote_summary(described: Described) -> Iterator[Field]:
    counted = votes(described.record)
    figures = (("b", "inFavour"), ("c", "against"), ("d", "abstaining"))
    if words := outcome_words(described):
        given = ((code, str(counted[vote])) for code, vote in figures if counted)
        yield field("996", "  ", ("a", words), *given)


def _always(*made: tuple[str, str, tuple[tuple[str, str], ...]]) -> Callable[[Described], Iterable[Field]]:
    """Fields that every record has alike."""
    return lambda described: [field(tag, indicators, *subfields) for tag, indicators, subfields in made]


def _adopted(*made: tuple[str, str, tuple[tuple[str, str], ...]]) -> Callable[[Described], Iterable[Field]]:
    """Fields that the record of every resolution has alike, and that of no draft and no statement."""
    always = _always(*made)
    return lambda described: () if described.paper else always(described)


def _one(
    tag: str, indicators: str, code: str, value: Callable[[Described], str | None]
) -> Callable[[Described], Iterator[Field]]:
    def make(described: Described) -> Iterator[Field]:
        if text := value(described):
            yield field(tag, indicators, (code, text))

    return make


def _own_number(described: Described) -> str:
    return f"({described.publication.organization}){described.head.symbol}"


#: Every field of both profiles, in the order of tags.
RULES: tuple[FieldRule, ...] = (
    FieldRule("001", BOTH, "", {}, "The resolution's symbol.", _control("001", lambda d: d.head.symbol)),
    FieldRule("003", BOTH, "", {}, "Whose number 001 is: `organization` of the publication's file; the default `unres` "
              "is in no register.", _control("003", lambda d: d.publication.organization)),
    FieldRule("005", BOTH, "", {}, "The latest date in the data, the day of distribution or else of adoption; no clock "
              "is read.", _control("005", _transaction)),
    FieldRule("006", STANDARD, "", {}, "Online, a document.", _control("006", lambda d: "m     o  d        ")),
    FieldRule("007", BOTH, "", {}, "An online text.", _control("007", lambda d: "cr |n|||||||||")),
    FieldRule("008", BOTH, "", {}, "Year of distribution, New York, online, of an international body, language.",
              _control("008", fixed)),
    FieldRule("024", BOTH, "7 ", {"a": "IRI", "2": "`uri`"}, "The resolution's IRI.",
              lambda d: [field("024", "7 ", ("a", d.iri), ("2", "uri"))]),
    FieldRule("035", STANDARD, "  ", {"a": "organization in brackets, and the symbol"}, "The number in our system.",
              _one("035", "  ", "a", _own_number)),
    FieldRule("040", UN, "  ", {"a": "maker", "b": "`eng`"}, "Who made the record: "
              "`organization`, not the library.", _maker),
    FieldRule("040", STANDARD, "  ", {"a": "maker", "b": "`eng`", "e": "`rda`", "c": "maker"}, "Who made the record, "
              "and by which rules.", _catalogued((("e", "rda"),))),
    FieldRule("041", UN, "  ", {"a": "code, repeated"}, "Every language in which a text was read.", _languages("  ")),
    FieldRule("041", STANDARD, "0 ", {"a": "code, repeated"}, "Every language in which a text was read; none is a "
              "translation of another.", _languages("0 ")),
    FieldRule("086", STANDARD, "  ", {"a": "symbol", "2": "`undocs`"}, "The symbol as a document number.",
              lambda d: [field("086", "  ", ("a", d.head.symbol), ("2", "undocs"))]),
    FieldRule("088", STANDARD, "  ", {"a": "symbol"}, "The symbol as a report number.",
              _one("088", "  ", "a", lambda d: d.head.symbol)),
    FieldRule("089", UN, "  ", {"a": "kind", "b": "code of the kind"}, "The library's kind of content: "
              "resolutions and decisions are B01; drafts and statements have none.",
              _adopted(("089", "  ", (("a", "Resolutions and Decisions"), ("b", "B01"))))),
    FieldRule("110", STANDARD, "2 ", {"a": "`United Nations.`", "b": "organ", "e": "`issuing body.`"},
              "The organ that adopted it.", _main_entry),
    FieldRule("191", UN, "  ", {"a": "symbol", "b": "series", "c": "session"}, "The symbol.", _symbol),
    FieldRule("245", UN, "0[0-9]", {"a": "title :", "b": "`resolution /`", "c": "adopted by"}, "Title; the second "
              "indicator counts an article that is not filed.", _un_title),
    FieldRule("245", STANDARD, "[01][0-9]", {"a": "title :", "b": "`resolution /`", "c": "adopted by"}, "Title, with "
              "the punctuation of ISBD; signs of ISBD at a title's end are left out.", _standard_title),
    FieldRule("246", UN, "31", {"a": "title"}, "The titles in other languages.", _parallel),
    FieldRule("246", STANDARD, "31", {"a": "title"}, "The titles in other languages of Latin script.", _latin),
    FieldRule("260", UN, "  ", {"a": "`[New York] :`", "b": "`UN,`", "c": "day"}, "Distribution.", _imprint),
    FieldRule("264", STANDARD, " 1", {"a": "`[New York] :`", "b": "`United Nations`", "c": "day"}, "Publication.",
              _published),
    FieldRule("269", UN, "  ", {"a": "YYYY-MM-DD"}, "The day of distribution.",
              _one("269", "  ", "a", lambda d: d.head.issued.isoformat() if d.head.issued else None)),
    FieldRule("300", STANDARD, "  ", {"a": "`1 online resource`"}, "Extent; pages are not counted.",
              _always(("300", "  ", (("a", "1 online resource"),)))),
    FieldRule("336", STANDARD, "  ", {"a": "`text`", "b": "`txt`", "2": "`rdacontent`"}, "Content.",
              _always(("336", "  ", (("a", "text"), ("b", "txt"), ("2", "rdacontent"))))),
    FieldRule("337", STANDARD, "  ", {"a": "`computer`", "b": "`c`", "2": "`rdamedia`"}, "Medium.",
              _always(("337", "  ", (("a", "computer"), ("b", "c"), ("2", "rdamedia"))))),
    FieldRule("338", STANDARD, "  ", {"a": "`online resource`", "b": "`cr`", "2": "`rdacarrier`"}, "Carrier.",
              _always(("338", "  ", (("a", "online resource"), ("b", "cr"), ("2", "rdacarrier"))))),
    FieldRule("490", STANDARD, "1 ", {"a": "`[Document] / United Nations ;`", "v": "symbol"}, "The series as printed.",
              lambda d: [field("490", "1 ", ("a", "[Document] / United Nations ;"), ("v", d.head.symbol))]),
    FieldRule("500", BOTH, "  ", {"a": "note"}, "Meeting and day of adoption; committee and its report, or the draft; "
              "that it was reissued.", _notes),
    FieldRule("500", STANDARD, "  ", {"a": "note"}, "How it was adopted, with the figures of the vote.", _vote_note),
    FieldRule("504", STANDARD, "  ", {"a": "note"}, "That it has footnotes.", _bibliography),
    FieldRule("546", STANDARD, "  ", {"a": "note"}, "The languages in words.", _language_note),
    FieldRule("600", BOTH, "14", {"a": "person"}, "Persons among the library's headings.", _names(HeadingKind.PERSON)),
    FieldRule("610", BOTH, "24", {"a": "body"}, "Bodies among them, and meetings that are "
              "entered below a body.", _names(HeadingKind.BODY)),
    FieldRule("611", BOTH, "24", {"a": "meeting"}, "Other meetings.", _names(HeadingKind.MEETING)),
    FieldRule("630", BOTH, "04", {"a": "title"}, "Titles of texts, programmes and observances among them.",
              _names(HeadingKind.TITLE)),
    FieldRule("650", BOTH, "17", {"a": "heading", "2": "`unbist`", "0": "IRI in the thesaurus"}, "The library's "
              "subject headings.", _subjects("650", False)),
    FieldRule("651", BOTH, " 7", {"a": "heading", "2": "`unbist`", "0": "IRI in the thesaurus"}, "Places among them: a "
              "State's name, or a place with its State in brackets.", _subjects("651", True)),
    FieldRule("710", UN, "2 ", {"a": "body with its session"}, "The organ in its session, and the committee in it.",
              _un_bodies),
    FieldRule("710", STANDARD, "2 ", {"a": "`United Nations.`", "b": "organ, committee"}, "The committee that "
              "recommended it.", _standard_bodies),
    FieldRule("787", STANDARD, "08", {"i": "relation", "t": "title", "r": "symbol", "o": "address"}, "Draft, committee "
              "report, and the resolution before this one in its series.", _related_items),
    FieldRule("830", STANDARD, " 0", {"a": "`Document (United Nations) ;`", "v": "symbol"}, "The series.",
              lambda d: [field("830", " 0", ("a", "Document (United Nations) ;"), ("v", f"{d.head.symbol}."))]),
    FieldRule("856", UN, "40", {"u": "address", "y": "language"}, "The official file in each language that was read.",
              _links(lambda language, symbol: (("y", language),))),
    FieldRule("856", STANDARD, "4[02]", {"u": "address", "q": "media type", "y": "symbol", "3": "language"}, "The "
              "official file in each language that was read.",
              _links(lambda language, symbol: (("q", "application/pdf"), ("y", symbol), ("3", language)))),
    FieldRule("856", BOTH, "4[02]", {"u": "address", "q": "media type", "3": "what it is"}, "The page with the "
              "linked data.", _data_link),
    FieldRule("880", STANDARD, "31", {"6": "`246-00` and the script", "a": "title"}, "Titles in other scripts. They "
              "are not romanized, so that no 246 stands beside them (`00`).", _scripts),
    FieldRule("967", UN, "  ", {"a": "number", "c": "ISO 3166 code", "d": "Y, N or A", "e": "State"}, "Each State's "
              "vote.", _ballots),
    FieldRule("981", UN, "  ", {"a": "organ"}, "The organ, for the library's filters.",
              _one("981", "  ", "a", lambda d: d.organ or None)),
    FieldRule("989", UN, "  ", {"a": "class", "b": "kind", "c": "kind"}, "The library's classes of documents; "
              "drafts and statements have none.",
              _adopted(("989", "  ", (("a", "Documents and Publications"), ("b", "Resolutions and Decisions"),
                                     ("c", "Resolutions"))))),
    FieldRule("991", UN, "  ", {"a": "agenda document", "b": "item", "c": "heading", "d": "title"}, "Agenda items.",
              _agenda),
    FieldRule("992", UN, "  ", {"a": "YYYY-MM-DD"}, "The day of adoption.",
              _one("992", "  ", "a", lambda d: d.head.adopted.isoformat() if d.head.adopted else None)),
    FieldRule("993", UN, "[234] ", {"a": "symbol"}, "Related documents: 2 draft, 3 committee report, 4 meeting record.",
              _documents),
    FieldRule("996", UN, "  ", {"a": "words", "b": "yes", "c": "no", "d": "abstentions"}, "How it was adopted.",
              _vote_summary),
)  # fmt: skip
