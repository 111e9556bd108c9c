"""What a record describes, and the words in which the two profiles say it.

Governing texts: MARC 21 Format for Bibliographic Data; ISBD; the local practice of the United Nations library.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from pymarc import Field, Indicators, Subfield

from lod.data.authorities import load_authorities
from lod.data.languages import load_languages
from lod.data.ordinals import format_ordinal, parse_ordinal
from lod.data.organs import load_organs, meeting_record
from lod.data.publication import Publication, load_publication
from lod.graph.entities import find_actor
from lod.model.iris import DEFAULT_BASE, document, format_iri
from lod.model.resolution import Masthead, Outcome, Record, Resolution
from lod.model.symbols import is_draft, is_statement
from lod.model.typography import printable

#: Articles that a catalogue passes over when it files titles.
ARTICLES = {
    "en": re.compile(r"(?:An?|The) "),
    "fr": re.compile(r"(?:Les?|La|Une?|Des) |L[’']"),
    "es": re.compile(r"(?:El|L[ao]s?|Un[ao]s?|Un) "),
}
#: Months as the library abbreviates them.
MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
#: Codes of MARC's list of languages.
LANGUAGES = {"en": "eng", "fr": "fre", "es": "spa", "ru": "rus", "ar": "ara", "zh": "chi", "de": "ger"}
#: Languages in other scripts, with the code of the script that subfield $6 gives, and whether it runs from the right.
SCRIPTS = {"ru": "(N", "ar": "(3/r", "zh": "$1"}
DRAFT, RECOMMENDED = "draftResolution", "recommendedForAdoption"
_OUTCOMES = {
    Outcome.WITHOUT_VOTE: "Adopted without vote",
    Outcome.RECORDED_VOTE: "Adopted by recorded vote",
    Outcome.NON_RECORDED_VOTE: "Adopted by non-recorded vote",
}
_SESSIONS = {"ES-": "emergency special sess.", "S-": "special sess.", "": "sess."}
#: Signs that ISBD puts between areas: at the end of a title they would be read as its own punctuation.
_ISBD_SIGNS = " :;/,="


class Earlier(Struct, frozen=True):
    """The resolution before this one in its series."""

    symbol: str
    title: str


class Described(Struct, frozen=True):
    """A resolution as a record sees it: its main reading, its titles in other languages, what it is related to."""

    resolution: Resolution
    titles: tuple[tuple[str, str], ...] = ()  # (language, title) of the other languages
    earlier: Earlier | None = None
    base: str = DEFAULT_BASE
    published_by: Path | None = None  # a file of publication keys

    @property
    def head(self) -> Masthead:
        return self.resolution.masthead

    @property
    def record(self) -> Record:
        return self.resolution.record

    @property
    def publication(self) -> Publication:
        return load_publication(self.published_by)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all readings, that of the main one first."""
        return (self.resolution.language, *(language for language, _ in self.titles))

    @property
    def iri(self) -> str:
        return format_iri(document(self.head.symbol), self.base)

    @property
    def paper(self) -> str:
        """What it is where it is read beside resolutions and is none; "" for a resolution."""
        if is_draft(self.head.symbol):
            return "draft resolution"
        return "presidential statement" if is_statement(self.head.symbol) else ""

    @property
    def organ(self) -> str:
        """The name of the adopting organ; "" where nobody knows it."""
        return load_authorities().name_of(f"actor/{self.head.organ}")


def described(
    main: Resolution,
    others: Sequence[Resolution] = (),
    base: str = DEFAULT_BASE,
    earlier: Earlier | None = None,
    published_by: Path | None = None,
) -> Described:
    """What the readings of a resolution give a record; of each language the first reading's title."""
    titles = {other.language: other.masthead.name for other in reversed(others) if other.language != main.language}
    ordered = dict.fromkeys(other.language for other in others if other.language in titles)
    return Described(main, tuple((language, titles[language]) for language in ordered), earlier, base, published_by)


def field(tag: str, indicators: str, *subfields: tuple[str, str | None]) -> Field:
    """A field of what is there, each value on one line and without signs that XML forbids."""
    filled = [Subfield(code, fit) for code, value in subfields if value and (fit := one_line(value))]
    return Field(tag, Indicators(indicators[0], indicators[1]), filled)


def one_line(value: str) -> str:
    """A value as a subfield may hold it: no control character, which in ISO 2709 ends fields and records.

    >>> one_line("two\\n lines\\x1e")
    'two lines\ufffd'
    """
    if value.isprintable() and "  " not in value:  # as most are
        return value.strip()
    return " ".join(printable(value).split())


def nonfiling(title: str, language: str) -> int:
    """How many characters of a title are an article that is not filed, the space included."""
    article = ARTICLES[language].match(title) if language in ARTICLES else None
    return article.end() if article else 0


def isbd(title: str) -> str:
    """A title that punctuation may follow.

    >>> isbd("Oceans and seas :")
    'Oceans and seas'
    """
    return one_line(title).rstrip(_ISBD_SIGNS) or one_line(title)


def day(date: dt.date | None) -> str:
    """A day as the library writes it.

    >>> day(dt.date(2014, 2, 7))
    '7 Feb. 2014'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else ""


def full_day(date: dt.date | None) -> str:
    """A day with its month in full.

    >>> full_day(dt.date(2014, 2, 7))
    '7 February 2014'
    """
    return f"{date.day} {date:%B} {date.year}" if date else ""


def meeting_words(head: Masthead) -> str:
    """The meeting that adopted: "71st plenary meeting"; "" where none is told."""
    if not head.meeting:
        return ""
    number = format_ordinal(int(head.meeting)) if head.meeting.isdecimal() else head.meeting
    return f"{number} {load_organs().get(head.organ).meeting}"


def session_words(head: Masthead) -> str:
    """The session as the library qualifies a body: "68th sess. : 2013-2014".

    The years of a special session are not told by its number, and left out.
    """
    found = re.fullmatch(r"(ES-|S-|)(\d{1,3})", head.session or "")
    if not found:
        return ""
    words = f"{format_ordinal(int(found[2]))} {_SESSIONS[found[1]]}"
    year = None if found[1] else load_organs().get(head.organ).year_of(int(found[2]))
    return f"{words} : {year}-{year + 1}" if year else words


def committee_words(committee: str | None) -> str:
    """A committee as the library writes it.

    >>> committee_words("Second Committee")
    '2nd Committee'
    >>> committee_words("Special Political and Decolonization Committee (Fourth Committee)")
    'Special Political and Decolonization Committee (4th Committee)'
    """
    return " ".join(map(_in_figures, (committee or "").split(" ")))


def _in_figures(word: str) -> str:
    """An ordinal in words as figures, a bracket before it kept; other words as they are."""
    bare = word.lstrip("(")
    number = parse_ordinal(bare)
    return f"{word.removesuffix(bare)}{format_ordinal(number)}" if number else word


def votes(record: Record) -> dict[str, int]:
    """Ballots counted: yes, no, abstention; {} where none were cast."""
    counted = Counter(ballot.vote for ballot in record.ballots)
    return {vote: counted[vote] for vote in ("inFavour", "against", "abstaining")} if record.ballots else {}


def outcome_words(described: Described) -> str:
    """How it was adopted, with the figures and the meeting: "Adopted by recorded vote, 120-5-30, 71st plenary meeting".

    "" where nothing says how.
    """
    if not described.record.outcome:
        return ""
    figures = "-".join(map(str, votes(described.record).values()))
    said = (_OUTCOMES[described.record.outcome], figures, meeting_words(described.head))
    return ", ".join(filter(None, said))


def state_code(name: str) -> str:
    """The ISO 3166 code of a State's name: "UGA"; "" for a name that leads to no State."""
    path = find_actor(name) or ""
    return path.removeprefix("country/").upper() if path.startswith("country/") else ""


@cache
def _places() -> frozenset[str]:
    """The English names of States and areas, as headings write them."""
    states = (authority for authority in load_authorities() if authority.path.startswith("country/"))
    return frozenset(label.text.upper() for state in states for label in state.labels if label.language == "en")


def is_place_heading(heading: str) -> bool:
    """Whether a subject heading is a place: a State's name, or what a State's name in brackets follows.

    >>> [is_place_heading(heading) for heading in ("HAITI", "ABYEI (SUDAN)", "TRUST FUNDS", "UKRAINE--HISTORY")]
    [True, True, False, True]
    """
    name = heading.partition("--")[0].strip()
    inside = name.rpartition("(")[2].rstrip(")")
    return name.upper() in _places() or (name.endswith(")") and inside.upper() in _places())


def language_words(languages: Sequence[str]) -> str:
    """Names of languages in a sentence.

    >>> language_words(("en", "fr", "es")), language_words(("en",))
    ('English, French and Spanish', 'English')
    """
    names = [load_languages()[tag].name if tag in load_languages() else tag for tag in languages]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


class RelatedDocument(Struct, frozen=True):
    """A document on the way to adoption: "draft", "report" or "meeting record", and its symbol."""

    kind: str
    symbol: str


def related(described: Described) -> Iterator[RelatedDocument]:
    """Drafts, reports of committees and the record of the meeting, each once."""
    head, steps = described.head, described.record.steps
    drafts = [head.draft, *(step.symbol for step in steps if step.outcome == DRAFT)]
    reported = head.report.symbol if head.report and head.report.symbol != head.draft else None
    reports = [reported, *(step.symbol for step in steps if step.outcome == RECOMMENDED)]
    record = meeting_record(head.meeting, head.session, head.organ) if head.meeting else None
    for kind, symbols in (("draft", drafts), ("report", reports), ("meeting record", [record])):
        for symbol in dict.fromkeys(filter(None, symbols)):
            if symbol != head.symbol:  # a draft is on its own way
                yield RelatedDocument(kind, symbol)


def official_link(symbol: str, language: str = "") -> str:
    """Where the United Nations gives a document, in a language."""
    return "/".join(filter(None, ("https://docs.un.org", language, symbol.replace(" ", ""))))
