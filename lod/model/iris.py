"""Identifiers (IRIs) of things: formatted and parsed in this one module.

A thing's name is a path below the base and, for what stands inside a document, a fragment:
`A/RES/68/230` `#op17.act2`. The base is a setting of a build; names never hold it.
"""

import re
import unicodedata
from functools import cache, lru_cache
from urllib.parse import quote

from msgspec import Struct

from lod.model.errors import SymbolError

DEFAULT_BASE = "https://w3id.org/unres/"
VOCABULARY = "https://w3id.org/unres/def#"  # whatever the base
ASSEMBLY = "general-assembly"  # the organ that is meant where nothing says otherwise

#: What may stand unescaped in a path of ours: RFC 3987's path characters that symbols and slugs use.
SAFE = "/().-_~!$&'*+,;=:@"

#: Bytes of the longest file name that common file systems hold, and of the longest suffix of ours (".marc.xml").
LONGEST_NAME, LONGEST_SUFFIX = 255, 9
#: Bytes of a whole path below the folder: the systems' bound of 4,096 leaves room for where the folder stands.
LONGEST_PATH = 2000
#: What no element holds: the other system's separator, what prints nothing, halves of characters.
_UNFIT = re.compile(r"[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_PLACE = re.compile(r"(?:annex\d+|[a-z]+\d+|fn-star\d+|fn\d+|op[0-9A-Za-z]+)(?:\.[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*)*")


_BASE = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+(?:/[^\s?#<>\"{}|\\^`]*)?")


def parse_base(given: str) -> str:
    """A base as given: an absolute http(s) IRI that ends with a slash; raises SymbolError for anything else.

    >>> parse_base("https://example.org/x/")
    'https://example.org/x/'
    """
    if not _BASE.fullmatch(given):
        raise SymbolError(f"{given!r} is no base", mend="give an absolute IRI such as https://example.org/un/")
    if not given.endswith("/"):
        raise SymbolError(f"{given!r} does not end with a slash", mend=f"give {given}/")
    return given


class Identifier(Struct, frozen=True):
    """A thing's path below the base, and its fragment ("" for the document itself)."""

    path: str
    fragment: str = ""

    def __str__(self) -> str:
        return f"{self.path}#{self.fragment}" if self.fragment else self.path

    def at(self, place: str) -> "Identifier":
        """The name of what stands at a place inside this document.

        >>> str(Identifier("A/RES/68/230").at("op17.act2"))
        'A/RES/68/230#op17.act2'
        """
        return Identifier(self.path, place)


def format_iri(name: Identifier, base: str = DEFAULT_BASE) -> str:
    """The IRI of a name.

    >>> format_iri(Identifier("S/RES/2098(2013)"))
    'https://w3id.org/unres/S/RES/2098(2013)'
    """
    iri = base + quote(name.path, safe=SAFE)
    return f"{iri}#{name.fragment}" if name.fragment else iri


def parse_iri(iri: str, base: str = DEFAULT_BASE) -> Identifier:
    """The inverse of `format_iri`; raises SymbolError for an IRI that is not below the base.

    >>> parse_iri("https://w3id.org/unres/A/RES/68/230#op5.b.ii")
    Identifier(path='A/RES/68/230', fragment='op5.b.ii')
    """
    if not iri.startswith(base):
        raise SymbolError(
            f"{iri!r} is not below {base}", mend="give the IRI with the base that the data set was built with"
        )
    path, _, fragment = iri.removeprefix(base).partition("#")
    return Identifier(path, fragment)


def is_path(path: str, room: int = 0) -> bool:
    """Whether a path stays below the folder or base that it begins from, and files can be called so.

    Elements are parted by slashes; `room` bytes of each are left for a suffix.

    >>> [is_path(path) for path in ("A/RES/68/230.html", ".unres-manifest", "A/../x", "/etc", "A//x", "A/x.")]
    [True, True, False, False, False, False]
    >>> is_path("A/" + 255 * "x"), is_path("A/" + 255 * "x", LONGEST_SUFFIX)
    (True, False)
    """
    if _UNFIT.search(path) is not None:
        return False
    if len(path) <= LONGEST_NAME - room and path.isascii():  # as nearly all: no element can be too long
        closed = f"{path}/"
        return closed[0] != "/" and not ("//" in closed or "./" in closed or " /" in closed)
    elements = path.split("/")
    return len(path.encode()) <= LONGEST_PATH and all(
        e and not e.endswith((".", " ")) and len(e.encode()) <= LONGEST_NAME - room for e in elements
    )


def has_symbol(path: str) -> bool:
    """Whether a path is that of a document with a symbol, or below it: such begin with a capital, all others small.

    >>> [has_symbol(path) for path in ("A/RES/68/230", "S/RES/1325(2000)", "fund/perez-guerrero-trust-fund", "")]
    [True, True, False, False]
    """
    return path[:1].isupper()


_SESSION = re.compile(r"(?:ES-|S-)?[0-9]{1,4}")
_ITEM = re.compile(r"[0-9]{1,4}[a-z]{0,3}|[a-z]{1,3}")
_MEETING = re.compile(r"[0-9]{1,5}")
#: A tag of BCP 47 that names a language, with what may follow it: script, region, variants.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8}){0,2}")
#: Characters beyond ASCII that an IRI may hold (RFC 3987, 2.2): no private ones, and none that is no character.
_BEYOND = "\\xa0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef" + "".join(
    rf"\U{plane:04x}0000-\U{plane:04x}fffd" for plane in range(1, 15)
)
#: One sign of a host's name; others have more.
_SIGN = rf"A-Za-z0-9._~!$&'()*+,;={_BEYOND}-"


@cache
def _iri() -> re.Pattern[str]:
    """Of an absolute IRI; compiled when it is first asked for, which takes as long as all else here together."""
    return re.compile(
        rf"""[A-Za-z][A-Za-z0-9+.-]*: (?=.)
        (?: // (?:(?:[:{_SIGN}] | %[0-9A-Fa-f]{{2}})*@)? (?:[{_SIGN}] | %[0-9A-Fa-f]{{2}})* (?::[0-9]*)? (?=[/?\#] | \Z)
          | (?!//) )
        (?:[:@/{_SIGN}] | %[0-9A-Fa-f]{{2}})*
        (?:\?(?:[:@/?{_SIGN}] | %[0-9A-Fa-f]{{2}})*)?
        (?:\#(?:[:@/?{_SIGN}] | %[0-9A-Fa-f]{{2}})*)?""",
        re.VERBOSE,
    )


def is_session(number: str) -> bool:
    """Whether a number has the form of a session's: "68", "ES-10", "S-32", a year."""
    return _SESSION.fullmatch(number) is not None


def is_item(number: str) -> bool:
    """Whether a number has the form of an agenda item's: "11", "24b"."""
    return _ITEM.fullmatch(number) is not None


def is_meeting(number: str) -> bool:
    """Whether a number has the form of a meeting's: "71", "9650"."""
    return _MEETING.fullmatch(number) is not None


def is_language(tag: str) -> bool:
    """Whether a tag names a language (BCP 47).

    >>> [is_language(tag) for tag in ("en", "zh-Hant", "und", "", "e", "en_US", "en/../..")]
    [True, True, True, False, False, False, False]
    """
    return _LANGUAGE.fullmatch(tag) is not None


def is_iri(text: str) -> bool:
    """Whether a text may be written as an absolute IRI in RDF (RFC 3987); hosts are names, never numbers in brackets.

    >>> [is_iri(text) for text in ("https://a.org/S/RES/1(1946)#op1", "urn:x:ü", "https://a.org/\ufffd", "a:%zz")]
    [True, True, False, False]
    """
    return _iri().fullmatch(text) is not None


def document(symbol: str) -> Identifier:
    """The name of a document with a symbol, already normalized (`lod.model.symbols`)."""
    return Identifier(symbol)


def expression(path: str, language: str) -> str:
    """The path of a document's text in one language, by its BCP 47 tag.

    >>> expression("A/RES/68/230", "en")
    'A/RES/68/230/en'
    """
    return f"{path}/{language}"


def session(number: str, organ: str = ASSEMBLY) -> Identifier:
    """A session: the Assembly's is "session/68", another body's carries its slug: "session/hlc-ssc/18"."""
    return Identifier(f"session/{number}" if organ == ASSEMBLY else f"session/{organ}/{number}")


def agenda_item(session_number: str, item: str, organ: str = ASSEMBLY) -> Identifier:
    """An agenda item of a session.

    >>> str(agenda_item("68", "24b")), str(agenda_item("54", "3", "human-rights-council"))
    ('session/68/item/24b', 'session/human-rights-council/54/item/3')
    """
    return Identifier(f"{session(session_number, organ or ASSEMBLY).path}/item/{item}")


def meeting(symbol: str) -> Identifier:
    """A meeting, by its record's symbol.

    >>> str(meeting("A/68/PV.71"))
    'meeting/A/68/PV.71'
    """
    return Identifier(f"meeting/{symbol}")


def concept(scheme: str, slug: str) -> Identifier:
    """A concept: "verb/requests", "citation-function/recalling"."""
    return Identifier(f"{scheme}/{slug}")


@lru_cache(maxsize=4096)  # the same groups are named in many texts
def slug(words: str, longest: int = 120) -> str:
    """Words as a path element: lower case, accents dropped, everything else a hyphen.

    Only for things that their own words name (groups described in a text); documents take their names from tables.

    >>> slug("all countries in a position to do so")
    'all-countries-in-a-position-to-do-so'
    >>> slug("Pérez-Guerrero Trust Fund")
    'perez-guerrero-trust-fund'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")


def is_place(fragment: str) -> bool:
    """Whether a fragment has the form of a place in a document.

    >>> [is_place(f) for f in ("op5.b.ii", "annex1.s2.op3", "fn-star1", "op17.act2", "1op")]
    [True, True, True, True, False]
    """
    return _PLACE.fullmatch(fragment) is not None


def note_label(mark: str) -> str:
    """What the place of a note and of its marks is called.

    >>> note_label("3"), note_label("*"), note_label("a")
    ('fn3', 'fn-star1', 'fn-a')
    """
    if mark.isalpha():
        return f"fn-{mark}"
    return f"fn{mark}" if mark.isdigit() else f"fn-star{len(mark) or 1}"


def below(parent: str, label: str) -> str:
    """The place of something inside a place: `below("op5", "b")` is "op5.b", `below("", "op5")` is "op5"."""
    return f"{parent}.{label}" if parent else label
