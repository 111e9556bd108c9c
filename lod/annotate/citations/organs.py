"""Which organ a cited number belongs to: names of organs before it, and the numbering of each organ.

"17/1" alone is nothing: an Assembly resolution, a Council resolution and a decision of a committee can all carry that
number. The organ settles it, and a date can rule an organ out; `lod/data/organs.toml` says how organs number.
"""

import datetime as dt
import re
from functools import lru_cache

from lod.data.organs import Organ, load_organs
from lod.model import symbols
from lod.model.annotations import Instrument
from lod.model.errors import SymbolError
from lod.model.numerals import roman_value

#: No number of a session is so high: a number that begins so begins with a year.
_FIRST_YEAR = 1945
_SESSION = re.compile(r"\d+(?=\s?/)")
_IN_ROMAN = re.compile(r"\(([IVXLC]+)\)")
_OF_YEAR = re.compile(r"\((?:19|20)\d\d\)$")  # "1325 (2000)"
#: Letters that a word joins; one letter, and two about a hyphen, need no more than the resolver's form.
_LETTERS = re.compile(r"\s?(?P<first>[A-Z])\s(?:and|to)\s(?P<last>[A-Z])$")
_RANGE = re.compile(r"(?<!\s)\s++(?:and|to)\s+")


@lru_cache(maxsize=4096)  # few documents are cited often, here as below
def fold_letters(number: str) -> str:
    """A number with its letters in the resolver's form: one letter, or first and last.

    >>> fold_letters("64/222 A and B"), fold_letters("76/247 A to C"), fold_letters("57/270 B"), fold_letters("70/ 1")
    ('64/222A-B', '76/247A-C', '57/270B', '70/1')
    >>> fold_letters("64/222A and B")
    '64/222A-B'
    >>> {fold_letters(f"64/222 A{between}B") for between in ("-", "–", " - ", " –", "- ", " and ", " to ")}
    {'64/222A-B'}
    """
    found = _LETTERS.search(number)
    if not found:
        return symbols.normalize(number)
    return f"{symbols.normalize(number[: found.start()])}{found['first']}-{found['last']}"


@lru_cache(maxsize=4096)
def may_be(organ: str, number: str, date: dt.date | None = None) -> bool:
    """Whether an organ can have given a number on a date, as far as form and calendar tell.

    >>> may_be("general-assembly", "17/1"), may_be("general-assembly", "57/270 B")
    (False, True)
    >>> may_be("general-assembly", "36/10", dt.date(2017, 9, 28)), may_be("human-rights-council", "36/10")
    (False, True)
    >>> may_be("economic-and-social-council", "2020/23"), may_be("general-assembly", "2020/23")
    (True, False)
    >>> may_be("general-assembly", "321/77"), may_be("commission-on-lakes", "2020/23")
    (False, False)
    """
    body = load_organs().get(organ)
    session = _SESSION.match(number.strip())
    if _OF_YEAR.search(number):
        return body.numbering == "count"
    if early := _IN_ROMAN.search(number):
        value = roman_value(early[1].lower()) or 0
        return body.roman and body.is_before_numbers(value) and body.has_met(value, date)
    if not session:
        return body.special_sessions
    value = int(session[0])
    if value >= _FIRST_YEAR:
        return body.numbering == "year"
    return body.numbering == "session" and body.numbers(value) and body.has_met(value, date)


def document_letters(number: str, organ: Organ, date: dt.date | None = None) -> str:
    """A resolution's number with the letters that its document's symbol carries.

    A document holds all parts that were adopted together, under the number alone; a part adopted later, in the
    resumed session, has a document with its letter. Part A, adopted first, stands under the number alone. From a
    session of the organ on, documents of several parts carry first and last letter. Documents that the table lists
    hold the parts that it says.

    >>> assembly = load_organs().get("general-assembly")
    >>> document_letters("57/270 B", assembly, dt.date(2003, 6, 23))
    '57/270B'
    >>> [document_letters(n, assembly) for n in ("61/250 A", "48/75 L", "56/214 B", "64/222 A and B", "53/243 A and B")]
    ['61/250', '48/75', '56/214B', '64/222A-B', '53/243']
    >>> [document_letters(n, assembly) for n in ("54/237 C", "47/54 A", "75/290 A", "75/290 B")]
    ['54/237A-C', '47/54A-F', '75/290A', '75/290B']
    """
    plain = fold_letters(number)
    found = re.fullmatch(r"((?:E?S-)?(\d+)/\d+)([A-Z])(-[A-Z])?", plain)
    if not found:
        return plain
    bare, session, letter, last = found.groups()
    if listed := _listed(organ, bare, letter):
        return listed
    if last:
        return plain if int(session) >= organ.ranges_from and not bare.startswith(("S", "E")) else bare
    together = date is not None and date.year == organ.year_of(int(session))
    return bare if together or letter == "A" or (date is None and letter > "C") else plain


def _listed(organ: Organ, bare: str, letter: str) -> str | None:
    """The listed document of a number that holds the part of a letter: "54/237A-C" holds C."""
    for document in organ.documents:
        if document.startswith(bare) and (part := re.fullmatch(r"([A-Z])(?:-([A-Z]))?", document[len(bare) :])):
            return document if part[1] <= letter <= (part[2] or part[1]) else None
    return None


def resolution_of(organ: Organ, number: str, date: dt.date | None = None) -> Instrument | None:
    """The resolution of an organ with a number as printed, or None where there can be none.

    >>> organs = load_organs().by_key
    >>> resolution_of(organs["general-assembly"], "57/270 B", dt.date(2003, 6, 23)).symbol
    'A/RES/57/270B'
    >>> resolution_of(organs["unea"], "4/1").symbol
    'UNEP/EA.4/Res.1'
    >>> resolution_of(organs["commission-on-human-rights"], "2005/74")
    Instrument(path='resolution/commission-on-human-rights/2005/74', symbol=None, kind='resolution', title=None)
    """
    plain = fold_letters(number)
    session = re.match(r"(?:E?S-)?(\d+)/", plain)
    if organ.series is None or (session and not plain.startswith("S-") and not organ.is_issued(int(session[1]))):
        return Instrument(f"resolution/{organ.key}/{plain}", None, "resolution")
    if "(" in number:
        return _early(organ, number)
    if "{session}" in organ.form:
        return _numbered(organ, plain.split("/")[1], session[1]) if session else None
    return _numbered(organ, document_letters(number, organ, date) if organ.lettered else plain)


def _early(organ: Organ, number: str) -> Instrument | None:
    """A resolution whose session stands in brackets behind its number: "217 A (III)", "1325 (2000)"."""
    try:
        early = symbols.resolution(_RANGE.sub("-", number), "S" if organ.numbering == "count" else "A")
    except SymbolError:
        return None
    return _numbered(organ, early.text.partition("/RES/")[2])


def _numbered(organ: Organ, number: str, session: str = "") -> Instrument:
    symbol = organ.form.format(series=organ.series, number=number, session=session)
    return Instrument(symbol, symbol, "resolution")


def decision_of(organ: Organ, number: str) -> Instrument:
    """The decision of an organ: decisions have no symbols.

    >>> decision_of(load_organs().by_key["hlc-ssc"], "17/1")
    Instrument(path='decision/hlc-ssc/17/1', symbol=None, kind='decision', title=None)
    """
    return Instrument(f"decision/{organ.key}/{fold_letters(number)}", None, "decision")
